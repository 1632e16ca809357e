//! The rough sound of a French word: two spellings of one sound give the same letters.

/// Spellings of a sound, longer ones first, each with the letters of the sound.
const SPELLINGS: [(&str, &str); 27] = [
    ("eaux", "o"),
    ("eau", "o"),
    ("aux", "o"),
    ("ain", "1"),
    ("ein", "1"),
    ("sch", "ch"),
    ("au", "o"),
    ("ai", "e"),
    ("ei", "e"),
    ("ph", "f"),
    ("th", "t"),
    ("rh", "r"),
    ("ch", "ch"),
    ("qu", "k"),
    ("gu", "g"),
    ("ou", "u"),
    ("en", "2"),
    ("em", "2"),
    ("an", "2"),
    ("am", "2"),
    ("in", "1"),
    ("im", "1"),
    ("yn", "1"),
    ("ym", "1"),
    ("y", "i"),
    ("h", ""),
    ("z", "s"),
];

/// The sounds of a folded word.
pub(super) fn sound(word: &str) -> String {
    // What is silent at the end, but for short words.
    let trunk = word.trim_end_matches(['s', 'x', 't', 'd']);
    let trunk = trunk.strip_suffix('e').unwrap_or(trunk);
    let mut rest = if trunk.len() > 2 { trunk } else { word };
    let mut sounds = String::with_capacity(rest.len());
    while let Some(letter) = rest.chars().next() {
        let spelling = SPELLINGS.iter().find(|(letters, _)| rest.starts_with(letters));
        let (length, said) = match spelling {
            Some((letters, said)) => (letters.len(), *said),
            None => (letter.len_utf8(), one(letter, &rest[letter.len_utf8()..])),
        };
        let written = &rest[..length];
        let said = if said == AS_WRITTEN { written } else { said };
        // Double letters sound once.
        if !said.is_empty() && !sounds.ends_with(said) {
            sounds.push_str(said);
        }
        rest = &rest[length..];
    }
    sounds
}

/// Stands for a letter that sounds as it is written.
const AS_WRITTEN: &str = "=";

/// The sound of a single letter before `rest`.
fn one(letter: char, rest: &str) -> &'static str {
    let is_soft = rest.starts_with(['e', 'i', 'y']);
    match letter {
        'c' if is_soft => "s",
        'c' | 'q' => "k",
        'g' if is_soft => "j",
        _ => AS_WRITTEN,
    }
}
