//! The terms of texts, through the public interface of the analysis: what holds for any text, however it came about.

use proptest::prelude::*;
use recaps::analysis::beginning::{Beginning, Beginnings};
use recaps::analysis::fold::fold;
use recaps::analysis::segment::Segments;
use recaps::analysis::sieve::is_space;
use recaps::analysis::{Analysis, Terms, Word, compounds, stem, words};
use unicode_segmentation::UnicodeSegmentation;

/// Tables of words: those that meet, those that do not, and the overrides.
const TABLES: [&str; 3] = [
    include_str!("analysis/meet.txt"),
    include_str!("analysis/apart.txt"),
    include_str!("../src/analysis/data/stems.tsv"),
];

/// What anyone may type or paste: letters of both languages, signs inside of words, spaces of all kinds.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-ZéèêàçùïôœÉÀŒ]{1,12}",
        2 => "[ \u{A0}\u{202F}\n\t]{1,2}",
        2 => "['’‘ʼ_.:/+#·&{},\u{AD}\u{200B}\u{301}-]{1,3}",
        1 => "[0-9]{1,4}",
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn check_words(text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for Word { range, surface, .. } in words(text) {
        prop_assert!(range.start >= end, "{range:?} begins before {end}");
        prop_assert!(range.start < range.end && range.end <= text.len());
        prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
        prop_assert!(!surface.is_empty());
        prop_assert_eq!(fold(&surface), surface);
        end = range.end;
    }
    Ok(())
}

/// Whether no term of a text is missed by who looks at words by their beginnings only.
fn is_recognised_by_its_beginning(text: &str) -> Result<(), String> {
    let analysis = Analysis::default();
    let words = words(text);
    for (at, word) in words.iter().enumerate() {
        let raw = &text[word.range.clone()];
        for surface in std::iter::once(&word.surface).chain(&word.others) {
            let mut beginnings = Beginnings::default();
            beginnings.add_surface(surface);
            if !beginnings.may_have(Beginning::of(raw)) {
                return Err(format!("{surface} of {raw}"));
            }
        }
        let before = at.checked_sub(1).map(|before| &words[before]);
        if let Some((before, joined)) =
            before.and_then(|before| Some((before, compounds::joined(before, word)?)))
        {
            let mut beginnings = Beginnings::default();
            beginnings.add_join(&joined);
            let first = &text[before.range.clone()];
            if !beginnings.may_have(Beginning::of(first)) {
                return Err(format!("{joined} of {first}"));
            }
        }
        for stem in analysis.stems(word, raw).iter() {
            let mut beginnings = Beginnings::default();
            beginnings.add_stem(stem);
            if !beginnings.may_have(Beginning::of(raw)) || !beginnings.may_have_stem(word, raw) {
                return Err(format!("{stem} of {raw}"));
            }
        }
    }
    Ok(())
}

/// Whether who looks at a text only where a word may have the terms of `searched` meets the words that do, as they are.
fn is_met(text: &str, searched: &str) -> Result<(), String> {
    let mut beginnings = Beginnings::default();
    for word in words(searched) {
        beginnings.add_surface(&word.surface);
    }
    let all = words(text);
    let may_have = |word: &Word| beginnings.may_have(Beginning::of(&text[word.range.clone()]));
    let is_stop = |word: &&Word| {
        let next = text.as_bytes().get(word.range.end);
        !may_have(word) && next.is_some_and(|&byte| is_space(byte))
    };
    for from in std::iter::once(0).chain(all.iter().filter(is_stop).map(|word| word.range.end)) {
        let start = beginnings.first_in(text, from).unwrap_or(text.len());
        if let Some(missed) = all.iter().find(|w| (from..start).contains(&w.range.start) && may_have(w)) {
            return Err(format!("{missed:?} is missed from {from} on"));
        }
        let whole = all.iter().filter(|w| w.range.start >= start).map(|w| (w.range.clone(), &w.surface));
        let alone = words(&text[start..]);
        let shifted = |w: &Word| start + w.range.start..start + w.range.end;
        if !whole.eq(alone.iter().map(|w| (shifted(w), &w.surface))) {
            return Err(format!("{alone:?} from {start} on"));
        }
    }
    Ok(())
}

/// The terms of a text as its words, one by one, give them.
fn terms_of_words(text: &str) -> Terms {
    let (analysis, mut terms, words) = (Analysis::default(), Terms::default(), words(text));
    for (at, word) in words.iter().enumerate() {
        let surfaces: Vec<&str> =
            std::iter::once(&word.surface).chain(&word.others).map(String::as_str).collect();
        terms.surfaces += &(surfaces.join(" ") + "\n");
        let stems = analysis.stems(word, &text[word.range.clone()]);
        for stem in stems.iter().filter(|stem| **stem != word.surface && !word.others.contains(stem)) {
            terms.keys += &format!("{stem} ");
        }
        let joined = at.checked_sub(1).and_then(|before| compounds::joined(&words[before], word));
        if let Some(joined) = joined.filter(|_| word.joint == words::Joint::Connector) {
            terms.keys += &format!("+{joined} ");
        }
    }
    terms
}

#[test]
fn words_of_the_tables_are_recognised_by_their_beginnings() {
    let lines = TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#'));
    for line in lines.chain(["dying lying tying skies ugly only"]) {
        is_recognised_by_its_beginning(line).expect("every term");
    }
}

#[test]
fn the_recaps_have_the_terms_of_their_words() {
    let corpus = std::fs::read_dir("corpus").expect("the bundled corpus");
    for entry in corpus {
        let text = std::fs::read_to_string(entry.expect("a file").path()).expect("UTF-8");
        let mut terms = Terms::default();
        Analysis::default().terms(&text, true, &mut terms);
        assert!(terms == terms_of_words(&text));
        is_recognised_by_its_beginning(&text).expect("every term");
        let found: Vec<_> = Segments::new(&text).map(|segment| segment.range).collect();
        let library: Vec<_> = text.unicode_word_indices().map(|(at, word)| at..at + word.len()).collect();
        assert_eq!(found, library);
    }
}

/// What words, numbers and names are made of, and what stands between them, in all the ways that rules distinguish.
const SIGNS: &str = "[abéœIY1 0_:,;.'’‘\"(){}+#·\u{a0}\u{202f}\u{2009}\u{3000}\u{ad}\u{301}\u{93e}\u{200d}😀🇫אカ漢²ﬁßİ\n\t-]{0,24}";

/// Words between spaces, with articles before them and signs around them.
const PROSE: &str = "([(«\"*“]{0,2}([dlqsjz]u?['’])?[a-cA-CéÉæi]{0,4}[.,;:!?)»*\u{a0}\u{202f}…'’+{}0-9-]{0,2}[ \n]{0,2}){0,12}";

proptest! {
    #[test]
    fn words_lie_in_order_on_character_boundaries(text in text()) {
        check_words(&text)?;
    }

    #[test]
    fn so_they_do_in_any_text(text in any::<String>()) {
        check_words(&text)?;
    }

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn stems_are_there_for_any_word(text in text()) {
        for word in words(&text) {
            for stem in stem::stems(word.accented(), &word.surface) {
                prop_assert!(!stem.is_empty());
            }
        }
    }

    #[test]
    fn words_stand_where_the_standard_says(text in SIGNS) {
        let found: Vec<_> = Segments::new(&text).map(|segment| segment.range).collect();
        let library: Vec<_> = text.unicode_word_indices().map(|(at, word)| at..at + word.len()).collect();
        prop_assert_eq!(found, library);
    }

    #[test]
    fn terms_are_those_of_the_words(text in SIGNS) {
        let mut terms = Terms::default();
        Analysis::default().terms(&text, true, &mut terms);
        prop_assert_eq!(terms, terms_of_words(&text));
    }

    #[test]
    fn any_text_is_recognised_by_its_beginnings(text in SIGNS) {
        prop_assert_eq!(is_recognised_by_its_beginning(&text), Ok(()));
    }

    #[test]
    fn words_that_are_searched_are_met(text in PROSE, signs in SIGNS, searched in "[a-zéœ]{1,3}( [a-z]{2,3})?") {
        prop_assert_eq!(is_met(&text, &searched), Ok(()));
        prop_assert_eq!(is_met(&signs, &searched), Ok(()));
        prop_assert_eq!(is_met(&(text + &signs), &searched), Ok(()));
    }

    #[test]
    fn any_word_is_recognised_by_its_beginning(text in "[a-zà-ÿA-ZÀ-Ý']{1,10} ?[a-zé]{0,8}") {
        prop_assert_eq!(is_recognised_by_its_beginning(&text), Ok(()));
    }
}
