//! Text to terms: words and sentences lie on whole characters, in order, and say what the text says there.

use super::input::text;
use recaps::analysis::fold::{fold, lower};
use recaps::analysis::{Analysis, Joint, compounds, elision, is_stop_word, words};
use recaps::snippet::sentences::sentences;
use std::ops::Range;

/// The bytes are a text.
pub fn analysis(bytes: &[u8]) {
    let text = text(bytes);
    check_words(&text);
    check_sentences(&text);
    check_elision(text.trim());
}

fn check_words(text: &str) {
    let analysis = Analysis::default();
    let words = words(text);
    let mut end = 0;
    for (at, word) in words.iter().enumerate() {
        assert!(word.range.start >= end && !word.range.is_empty(), "{word:?} after byte {end}");
        end = word.range.end;
        let raw = text.get(word.range.clone()).expect("whole characters");
        assert!(is_term(&word.surface), "{word:?}");
        assert!(word.others.iter().all(|other| is_term(other)), "{word:?}");
        // Signs inside a word may stand for more than they show: `C++`, `CK{A,S}`, `12 000`, `I.A.`, `v1.2`.
        // A decimal comma becomes a point.
        let is_plain = !raw.contains(|c: char| c.is_whitespace() || ".,{+#".contains(c));
        if is_plain {
            // Letters of elsewhere may fold to signs, which are no part of a word at its ends.
            assert_eq!(word.surface, fold(raw).trim_matches(['\'', '.', ',']), "{raw:?}");
            assert_eq!(word.accented(), lower(raw), "{raw:?}");
            assert!(word.others.is_empty(), "{word:?}");
        }
        if raw.chars().all(is_french) {
            check_typed(&word.surface);
        }
        let stems = analysis.stems(word, raw);
        assert!(stems.iter().all(|stem| !stem.is_empty()), "{word:?}: {stems:?}");
        assert!((1..stems.len()).all(|i| !stems[..i].contains(&stems[i])), "{word:?}: {stems:?}");
        assert!(stems.is_empty() || !is_stop_word(&word.surface), "{word:?}: {stems:?}");
        assert_eq!(stems, analysis.stems(word, raw), "what is remembered is what was found");
        for hump in compounds::humps(raw) {
            assert!(!hump.is_empty() && hump.len() < raw.len(), "{hump:?} of {raw:?}");
        }
        if let Some(before) = at.checked_sub(1).map(|before| &words[before])
            && let Some(joined) = compounds::joined(before, word)
        {
            assert_ne!(word.joint, Joint::Apart);
            assert_eq!(joined, format!("{}{}", before.surface, word.surface));
        }
    }
}

/// A word is found by its own letters: its surface, typed as a query, is that word.
fn check_typed(surface: &str) {
    let typed: Vec<String> = words(surface).into_iter().map(|word| word.surface).collect();
    assert_eq!(typed, [surface]);
}

/// A letter or figure of French texts, or a sign. Letters of elsewhere may fold to signs in the midst of a word, and marks
/// that fold to nothing may tie what nothing else does.
fn is_french(c: char) -> bool {
    let is_sign = || !c.is_alphanumeric() && !fold(c.encode_utf8(&mut [0; 4])).is_empty();
    c.is_ascii() || ('À'..='ÿ').contains(&c) || matches!(c, 'œ' | 'Œ') || is_sign()
}

/// A folded word, as the index holds it.
fn is_term(term: &str) -> bool {
    let is_sign = |c: char| matches!(c, '\'' | '.' | ',' | ';' | '+' | '#');
    !term.is_empty() && term.len() <= 96 && term.chars().all(|c| c.is_alphanumeric() || is_sign(c))
}

fn check_sentences(text: &str) {
    let mut end = 0;
    for range in sentences(text) {
        assert!(range.start >= end && !range.is_empty(), "{range:?} after byte {end}");
        let sentence = text.get(range.clone()).expect("whole characters");
        assert_eq!(sentence.trim(), sentence);
        assert!(text[end..range.start].trim().is_empty(), "{:?} is in no sentence", &text[end..range.start]);
        end = range.end;
    }
    assert!(text[end..].trim().is_empty(), "{:?} is in no sentence", &text[end..]);
}

fn check_elision(word: &str) {
    let Range { start, end } = elision::bare(word);
    let bare = word.get(start..end).expect("whole characters");
    assert!(word.is_empty() || !bare.is_empty(), "nothing is left of {word:?}");
}
