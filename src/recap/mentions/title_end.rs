//! Signs at the ends of a heading that are no part of its title.

/// A heading without them.
pub(super) fn tidy(text: &str) -> String {
    // "[Titre)(https://…)" is a link that was not closed as one.
    let end = || text.find(")(http").or_else(|| text.find("](http"));
    let text = match text.starts_with('[').then(end).flatten() {
        Some(end) => text.get(1..end).unwrap_or(text),
        None => text,
    };
    let text = text.trim().trim_end_matches([',', ':', ';', '|', '→']).trim_end();
    let text = text
        .strip_suffix(" -")
        .or_else(|| text.strip_suffix(" –"))
        .or_else(|| text.strip_suffix(" —"))
        .unwrap_or(text);
    // A picture of a link is what a page shows for one.
    text.trim().trim_start_matches(['|', '→', ':', '🔗', '⚓', '¶', '\u{fe0f}']).trim().to_owned()
}
