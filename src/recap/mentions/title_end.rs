//! Signs at the ends of a heading that are no part of its title.

/// A heading without them.
pub(super) fn tidy(text: &str) -> String {
    // "[Titre)(https://…)" is a link that was not closed as one.
    let end = || text.find(")(http").or_else(|| text.find("](http"));
    let text = match text.starts_with('[').then(end).flatten() {
        Some(end) => text.get(1..end).unwrap_or(text),
        None => text,
    };
    let text = if ends_with_code(text) {
        text.trim()
    } else {
        text.trim().trim_end_matches([',', ':', ';', '|', '→']).trim_end()
    };
    let text = text
        .strip_suffix(" -")
        .or_else(|| text.strip_suffix(" –"))
        .or_else(|| text.strip_suffix(" —"))
        .unwrap_or(text);
    let text = text.trim();
    if begins_with_code(text) {
        return text.to_owned();
    }
    // A picture of a link is what a page shows for one.
    text.trim_start_matches(['|', '→', ':', '🔗', '⚓', '¶', '\u{fe0f}']).trim().to_owned()
}

/// Whether a heading begins with the name of a picture between colons, as Markdown writes one: ":sailboat: Titre".
fn begins_with_code(text: &str) -> bool {
    text.split(' ').next().is_some_and(is_code)
}

fn ends_with_code(text: &str) -> bool {
    text.trim_end().rsplit(' ').next().is_some_and(is_code)
}

fn is_code(word: &str) -> bool {
    let name = word.strip_prefix(':').and_then(|word| word.strip_suffix(':'));
    let is_sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-');
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(is_sign))
}
