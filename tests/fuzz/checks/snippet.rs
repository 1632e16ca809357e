//! Hit to passages: pieces of the talk, whole words, marks where they say.

use super::fixture;
use super::input::{head, text};
use recaps::analysis::{Word, words};
use recaps::query::plan::Settings;
use recaps::query::{parse, plan};
use recaps::snippet::{Highlighter, Snippet};
use recaps::talk::Talk;

/// The first line is a query, the second a title, the rest the body of a talk.
pub fn snippet(bytes: &[u8]) {
    let text = text(bytes);
    let (query, rest) = head(&text);
    let (title, body) = head(rest);
    let Ok(nodes) = parse(query) else { return };
    let settings = Settings { correct: false, ..Settings::default() };
    let Ok(plan) = plan(&nodes, fixture::index(), &settings) else { return };
    let highlighter = Highlighter::new(&plan);
    let mut talk = Talk { title: title.to_owned(), ..Talk::default() };
    talk.source.first_line = 7;
    for (number, line) in (8..).zip(body.split('\n')) {
        talk.body.push(line, number);
    }
    for text in [&talk.title, &talk.body.text] {
        let mut end = 0;
        for mark in highlighter.marks(text) {
            assert!(mark.range.start >= end && !mark.range.is_empty(), "{mark:?} after byte {end}");
            assert!(text.get(mark.range.clone()).is_some() && mark.score.is_finite(), "{mark:?}");
            end = mark.range.end;
        }
    }
    for count in [0, 1, 3] {
        check(&highlighter, &talk, count);
    }
}

/// What is promised of the passages of a talk.
pub(super) fn check(highlighter: &Highlighter, talk: &Talk, count: usize) {
    let snippets = highlighter.snippets(talk, count);
    assert!(snippets.iter().filter(|snippet| snippet.field == "body").count() <= count);
    let mut line = 0;
    for (at, snippet) in snippets.iter().enumerate() {
        check_marks(snippet);
        if snippet.field == "title" {
            assert_eq!((at, snippet.line), (0, talk.source.first_line));
            is_piece(&snippet.text, &talk.title);
            continue;
        }
        if snippet.field != "body" {
            let names = match snippet.field {
                "speaker" => talk.speakers.clone(),
                "organisation" => talk.organisations.clone(),
                _ => talk.event.clone().into_iter().collect(),
            };
            assert!(
                names.iter().any(|name| name.contains(snippet.text.trim_matches('…'))),
                "{snippet:?}: {names:?}"
            );
            continue;
        }
        assert!(snippet.line >= line, "{snippets:?}");
        line = snippet.line;
        assert!(talk.body.lines.contains(&snippet.line), "{snippet:?}");
        is_piece(&snippet.text, &talk.body.text);
    }
}

/// Marks in order, without overlap, the same place in characters and in bytes.
fn check_marks(snippet: &Snippet) {
    let Snippet { text, highlights, .. } = snippet;
    assert!(!text.contains('\n'), "{text:?}");
    let (mut byte, mut char) = (0, 0);
    for mark in highlights {
        assert!(byte <= mark.start_byte && mark.start_byte < mark.end_byte, "{snippet:?}");
        let before = text.get(byte..mark.start_byte).expect("whole characters");
        let marked = text.get(mark.start_byte..mark.end_byte).expect("whole characters");
        assert_eq!(mark.start_char, char + before.chars().count(), "{snippet:?}");
        assert_eq!(mark.end_char, mark.start_char + marked.chars().count(), "{snippet:?}");
        (byte, char) = (mark.end_byte, mark.end_char);
    }
}

/// Whether a passage stands in a text, cut between its words, and marked as cut where it is.
fn is_piece(passage: &str, text: &str) {
    let flat = text.replace('\n', " ");
    let words = words(text);
    let bare = [
        Some(passage),
        passage.strip_prefix('…'),
        passage.strip_suffix('…'),
        passage.strip_prefix('…').and_then(|rest| rest.strip_suffix('…')),
    ];
    // `CK{A, S}` is cut at its space, as any two words are, and initials where a sentence ends.
    let is_whole = |word: &Word| !text[word.range.clone()].contains(['{', '.']);
    let cuts_a_word = |at: usize| words.iter().any(|w| w.range.start < at && at < w.range.end && is_whole(w));
    // At every place, those that overlap too: a piece of a text that repeats itself may be cut at one and not at another.
    let stands = |piece: &str| {
        let mut places = flat.char_indices().map(|(at, _)| at).filter(|&at| flat[at..].starts_with(piece));
        piece.is_empty() || places.any(|at| !cuts_a_word(at) && !cuts_a_word(at + piece.len()))
    };
    assert!(bare.into_iter().flatten().any(stands), "{passage:?} is no piece of {text:?}");
}
