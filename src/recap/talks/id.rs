//! Ids that stay: made of what a talk says of itself, never of its place.

use crate::recap::words::fold::bare;
use crate::talk::Talk;
use std::collections::HashMap;

/// The part of an id that stands for the recap: its file name without folder and extension.
pub(crate) fn of_recap(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let slug = slug(stem, 60);
    if slug.is_empty() { format!("recap-{}", short(file)) } else { slug }
}

/// Gives every talk of a recap the id that the recap alone makes of it.
pub(crate) fn assign(talks: &mut [Talk], file: &str) {
    let ids = fresh(&of_recap(file), talks);
    for (talk, id) in talks.iter_mut().zip(ids) {
        talk.id = id;
    }
}

/// The ids that the talks of a recap have by themselves, behind the part that stands for the recap.
pub(crate) fn fresh(recap: &str, talks: &[Talk]) -> Vec<String> {
    let parts: Vec<String> = talks.iter().map(|talk| of_title(&talk.title)).collect();
    let mut with_part: HashMap<&str, usize> = HashMap::new();
    let mut with_title: HashMap<&str, usize> = HashMap::new();
    for (talk, part) in talks.iter().zip(&parts) {
        *with_part.entry(part).or_default() += 1;
        *with_title.entry(&talk.title).or_default() += 1;
    }
    let is_shared = |among: &HashMap<&str, usize>, key: &str| among.get(key).is_some_and(|&count| count > 1);
    let mut taken: HashMap<String, usize> = HashMap::new();
    let own = talks.iter().zip(&parts).map(|(talk, part)| {
        let mut id = format!("{recap}/{part}");
        if is_shared(&with_part, part) {
            // Titles that share their letters differ in signs or behind the limit, and tell their talks apart whatever
            // becomes of the texts. Talks with one title differ in their text alone.
            let mark = if is_shared(&with_title, &talk.title) { mark(talk) } else { short(&talk.title) };
            id = format!("{id}-{mark}");
        }
        let twins = taken.entry(id.clone()).or_default();
        *twins += 1;
        if *twins > 1 {
            id = format!("{id}-{twins}");
        }
        id
    });
    own.collect()
}

/// The part of an id that stands for the title.
pub(crate) fn of_title(title: &str) -> String {
    let slug = slug(title, 60);
    if slug.is_empty() { short(title) } else { slug }
}

/// Eight hexadecimal digits of a hash of the title and the text of a talk.
pub(crate) fn mark(talk: &Talk) -> String {
    short(&format!("{}\n{}", talk.title, talk.body.text))
}

/// The parts that may stand for a recap, the shortest first: its name, its name behind that of its folder, of all its
/// folders, and behind it digits that stand for the whole path.
pub(crate) fn parts_of_recap(file: &str) -> Vec<String> {
    let name = of_recap(file);
    let folders: Vec<&str> = file.rsplit(['/', '\\']).skip(1).filter(|part| !part.is_empty()).collect();
    let mut parts = vec![name.clone()];
    for depth in 1..=folders.len() {
        let before: Vec<&str> = folders[..depth].iter().rev().copied().collect();
        let before = slug(&before.join(" "), 60);
        parts.extend((!before.is_empty()).then(|| format!("{before}-{name}")));
    }
    parts.push(format!("{name}-{}", short(file)));
    parts
}

/// Eight hexadecimal digits that stand for a text.
fn short(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(8).collect()
}

/// A file name made readable: the title of a recap that has none.
pub(crate) fn readable(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // The system allows a name to hold control characters; a title holds none.
    let words = stem.replace(|c: char| matches!(c, '-' | '_' | '.') || c.is_control(), " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Recap".to_owned(),
    }
}

/// Lower-case ASCII letters and digits, joined by single hyphens; at most about `limit` bytes, cut between words.
fn slug(text: &str, limit: usize) -> String {
    let mut slug = String::with_capacity(limit);
    for word in bare(text).split(' ') {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric).count();
        if letters == 0 {
            continue;
        }
        if !slug.is_empty() {
            if slug.len() + letters >= limit {
                break;
            }
            slug.push('-');
        }
        match letters == word.len() && letters <= limit {
            true => slug.push_str(word),
            false => slug.extend(word.chars().filter(char::is_ascii_alphanumeric).take(limit)),
        }
    }
    slug
}
