//! What reaches a terminal or a text pipe: nothing of a recap that could act on it, hide, or reorder.

use super::input::text;
use recaps::index::manifest::Places;
use recaps::output::citation::citation;
use recaps::output::formats::Format;
use recaps::output::hyperlink::Hyperlinks;
use recaps::output::message::TalkMessage;
use recaps::output::results::{Appearance, Object, Results, Table};
use recaps::output::rows;
use recaps::output::stream::{Stream, Through};
use recaps::output::terminal::safe;
use recaps::output::text::Printer;
use recaps::snippet::{Highlight, Snippet};
use recaps::talk::{Link, LinkKind, Rating, Recap, Source, Talk};
use std::io::{self, Write};
use std::path::PathBuf;

/// The bytes are every text of a talk.
pub fn terminal(bytes: &[u8]) {
    let text = text(bytes);
    let clean = safe(&text);
    check(&clean);
    assert!(!clean.contains('\n'));
    assert_eq!(clean.chars().count(), text.chars().count(), "each character keeps its place");
    assert_eq!(safe(&clean), clean, "what is safe stays as it is");
    let talk = talk(&text);
    check(&safe(&citation(&talk, &talk.source.file)));
    for width in [None, Some(12), Some(80)] {
        print(&talk, width);
    }
    check(&String::from_utf8(printed("csv", &Row(&talk))).expect("UTF-8"));
}

/// What a format makes of results, as it comes through the stream that it is written to.
pub(super) fn printed(format: &str, results: &dyn Results) -> Vec<u8> {
    let format = Format::named(format).expect("a format");
    let mut out = Stream::new(Vec::new(), format.through(Through::Text));
    format.write(&mut out, results, &Appearance::default()).expect("a vector takes everything");
    out.into_inner()
}

/// A talk as a table of one row.
struct Row<'a>(&'a Talk);

impl Results for Row<'_> {
    fn text(&self, out: &mut dyn Write, _: &Appearance) -> io::Result<()> {
        writeln!(out, "{}", self.0.title)
    }

    fn object(&self) -> Object<'_> {
        Box::new(TalkMessage::with_body(self.0))
    }

    fn table(&self) -> Option<Table<'_>> {
        Some(rows::talks(std::iter::once(TalkMessage::with_body(self.0))))
    }
}

/// A talk of which everything a recap may say is `text`.
pub(super) fn talk(text: &str) -> Talk {
    let known = || Some(text.to_owned());
    let list: Vec<String> = text.split('|').map(str::to_owned).collect();
    let link = Link { url: format!("https://{text}"), kind: LinkKind::Schedule, label: known() };
    let mut talk = Talk {
        id: text.to_owned(),
        title: text.to_owned(),
        event: known(),
        date: known(),
        city: known(),
        speakers: list.clone(),
        organisations: list.clone(),
        writers: list.clone(),
        links: vec![link],
        rating: Some(Rating { raw: text.to_owned(), value: None }),
        recap: Recap {
            tags: Vec::new(),
            title: known(),
            publisher: known(),
            authors: list.clone(),
            url: known(),
            published: known(),
        }
        .into(),
        source: Source { file: text.to_owned(), ..Source::default() },
        also_told_in: list,
        ..Talk::default()
    };
    for (number, line) in (1..).zip(text.split('\n')) {
        talk.body.push(line, number);
    }
    talk
}

/// Prints a talk in every form and looks at what comes through.
fn print(talk: &Talk, width: Option<usize>) {
    let half = talk.title.floor_char_boundary(talk.title.len() / 2);
    let chars = talk.title[..half].chars().count();
    let mark = Highlight { start_char: 0, end_char: chars, start_byte: 0, end_byte: half };
    let marks = if half > 0 { vec![mark] } else { Vec::new() };
    let passage = |field| Snippet { field, text: talk.title.clone(), line: 1, highlights: marks.clone() };
    let snippets = [passage("title"), passage("body")];
    let links = || {
        let format = "vscode".parse().expect("a format");
        let places = Places::new([(talk.source.file.clone(), PathBuf::from("/nulle/part/essai.md"))]);
        Some(Hyperlinks::new(format, places))
    };
    for through in [Through::Text, Through::Links, Through::Everything] {
        let mut stream = Stream::new(Vec::new(), through);
        let links = if through == Through::Text { None } else { links() };
        let mut printer = Printer::new(&mut stream, width).linked(links);
        let printed = printer
            .hit(1, talk, &snippets, false)
            .and_then(|()| printer.hit(2, talk, &[], true))
            .and_then(|()| printer.talk(talk, None))
            .and_then(|()| printer.entry(talk));
        printed.expect("a vector takes everything");
        let written = String::from_utf8(stream.into_inner()).expect("UTF-8");
        match through {
            Through::Text => check(&written),
            _ => check(&without_own_sequences(&written)),
        }
    }
}

/// Nothing that could act on a terminal; line ends are the program's own.
pub(super) fn check(printed: &str) {
    for (at, c) in printed.char_indices() {
        let acts = c.is_control() && c != '\n';
        let hides = matches!(c, '\u{200B}' | '\u{200C}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}');
        let reorders = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        assert!(!acts && !hides && !reorders, "{c:?} at byte {at} of {printed:?}");
        if c == '\u{200D}' {
            // Circled letters are pictures as much as letters.
            let is_picture = |c: char| ('\u{2190}'..='\u{2BFF}').contains(&c);
            let is_letter = |c: Option<char>| c.is_none_or(|c| c.is_alphabetic() && !is_picture(c));
            let (before, after) = (printed[..at].chars().next_back(), printed[at + 3..].chars().next());
            assert!(!is_letter(before) && !is_letter(after), "a joiner hides at byte {at} of {printed:?}");
        }
    }
}

/// The text without colours (`ESC [ … m`) and links (`ESC ] 8 ; ; address ESC \`), which the program writes itself.
fn without_own_sequences(printed: &str) -> String {
    let mut text = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some(at) = rest.find('\u{1b}') {
        text.push_str(&rest[..at]);
        let sequence = &rest[at + 1..];
        rest = if let Some(style) = sequence.strip_prefix('[') {
            let end = style.find(|c: char| !c.is_ascii_digit() && c != ';').expect("an end");
            style[end..].strip_prefix('m').expect("a colour")
        } else {
            let link = sequence.strip_prefix("]8;;").expect("a link");
            let (address, after) = link.split_once("\u{1b}\\").expect("an end");
            assert!(address.bytes().all(|b| b.is_ascii_graphic()), "{address:?}");
            after
        };
    }
    text + rest
}
