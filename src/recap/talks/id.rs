//! Ids that stay: made of what a talk says of itself, never of its place.

use crate::recap::words::fold::slug;
use crate::talk::Talk;
use std::collections::HashMap;

/// The part of an id that stands for the recap: its file name without folder and extension.
pub(crate) fn of_recap(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let slug = slug(stem, 60);
    if slug.is_empty() { format!("recap-{}", short(file)) } else { slug }
}

/// Gives every talk of a recap its id.
pub(crate) fn assign(talks: &mut [Talk], file: &str) {
    let recap = of_recap(file);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let titles: Vec<String> = talks
        .iter()
        .map(|talk| {
            let title = slug(&talk.title, 60);
            let title = if title.is_empty() { short(&talk.title) } else { title };
            *seen.entry(title.clone()).or_default() += 1;
            title
        })
        .collect();
    let mut taken: HashMap<String, usize> = HashMap::new();
    for (talk, title) in talks.iter_mut().zip(titles) {
        // Of two with one title each is told by its own words; a third hand would need the same words too.
        let mut id = if seen.get(&title).is_some_and(|&n| n > 1) {
            format!("{recap}/{title}-{}", short(&format!("{}\n{}", talk.title, talk.body.text)))
        } else {
            format!("{recap}/{title}")
        };
        let twins = taken.entry(id.clone()).or_default();
        *twins += 1;
        if *twins > 1 {
            id = format!("{id}-{twins}");
        }
        talk.id = id;
    }
}

/// Eight hexadecimal digits that stand for a text.
fn short(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(8).collect()
}

/// A file name made readable: the title of a recap that has none.
pub(crate) fn readable(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.replace(['-', '_', '.'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Recap".to_owned(),
    }
}
