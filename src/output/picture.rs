//! Invisible characters inside emoji: joiners, variation selectors and tags. They have a meaning there; everywhere else they
//! may hide text.

include!(concat!(env!("OUT_DIR"), "/characters.rs"));

/// Zero width joiner: between two pictures it makes one of them.
const JOINER: char = '\u{200D}';
/// Variation selectors: the sign before is a letter, or a picture.
const AS_TEXT: char = '\u{FE0E}';
const AS_PICTURE: char = '\u{FE0F}';
/// Makes a key of a figure before a variation selector.
const KEYCAP: char = '\u{20E3}';
/// The flag of a region: this sign, a few letters that are tags, and the tag that ends them.
const FLAG: char = '\u{1F3F4}';
const LAST_TAG: char = '\u{E007F}';
/// Letters of the name of a region.
const LONGEST_REGION: usize = 6;

/// Whether a character is in one of the ranges, which are sorted.
pub(super) fn is_among(c: char, ranges: &[(char, char)]) -> bool {
    let after = ranges.partition_point(|(first, _)| *first <= c);
    after > 0 && c <= ranges[after - 1].1
}

/// Whether a hidden character between `before` and `after` is part of a picture.
pub(super) fn needs(before: &str, c: char, after: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let next = after.chars().next();
    match c {
        JOINER => {
            let last = if last == AS_PICTURE { before.chars().rev().nth(1) } else { Some(last) };
            last.is_some_and(|last| is_among(last, PICTURES))
                && next.is_some_and(|next| is_among(next, PICTURES))
        }
        AS_PICTURE | AS_TEXT if last.is_ascii() => is_among(last, EMOJI) && next == Some(KEYCAP),
        AS_PICTURE | AS_TEXT => is_among(last, EMOJI),
        LAST_TAG => ends_region(before),
        c if is_tag(c) => {
            let rest: usize = after.chars().take_while(|c| is_tag(*c)).map(char::len_utf8).sum();
            let length = tags_before(before) + 1 + after[..rest].chars().count();
            length <= LONGEST_REGION
                && after[rest..].starts_with(LAST_TAG)
                && before.trim_end_matches(is_tag).ends_with(FLAG)
        }
        _ => false,
    }
}

/// Letters and figures that are seen nowhere.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}')
}

fn tags_before(text: &str) -> usize {
    text.chars().rev().take_while(|c| is_tag(*c)).count()
}

/// Whether a text ends with the flag of a region that lacks only its end tag.
fn ends_region(text: &str) -> bool {
    (1..=LONGEST_REGION).contains(&tags_before(text)) && text.trim_end_matches(is_tag).ends_with(FLAG)
}

#[cfg(test)]
mod tests {
    use crate::output::terminal::safe;

    #[test]
    fn pictures_stay_whole_and_nothing_hides_behind_them() {
        let wales = "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}";
        for whole in
            ["👩🏽\u{200d}💻", "🏳\u{fe0f}\u{200d}🌈", "❤\u{fe0f}", "1\u{fe0f}\u{20e3}", "☎\u{fe0e}", wales]
        {
            assert_eq!(safe(whole), whole);
        }
        // Selectors in a row spell bytes; tags without a flag, too many of them or without their end spell letters.
        for hiding in [
            "❤\u{fe0f}\u{fe0e}\u{fe0f}",
            "a\u{fe0f}",
            "1\u{fe0f}2",
            "\u{fe0f}❤",
            "❤\u{200d}a",
            "a\u{200d}❤",
            "🏴\u{e0067}",
            "🏴\u{e007f}",
            "👩\u{e0067}\u{e0062}\u{e007f}",
            "🏴\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e007f}",
            "😀\u{e0100}",
        ] {
            assert!(safe(hiding).contains('\u{fffd}'), "{hiding:?}");
        }
    }
}
