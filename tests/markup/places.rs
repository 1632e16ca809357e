//! Line numbers: whatever the format, a line stands where the file has it, and a unit holds its title and its text.

use super::{check, read};
use proptest::prelude::*;
use recaps::corpus::{Document, Format};
use recaps::recap;

/// A block of a recap in one format: what is written, and the words that must be on which line of it.
#[derive(Clone, Debug)]
struct Block {
    written: &'static str,
    /// Lines below the first, and a word that stands there alone in the file.
    words: &'static [usize],
}

const fn block(written: &'static str, words: &'static [usize]) -> Block {
    Block { written, words }
}

/// Blocks whose every `@` becomes a word that is nowhere else; `words` says on which line each `@` stands.
fn blocks(format: Format) -> Vec<Block> {
    let html = [
        block("<p>@ dit quelque chose.</p>", &[0]),
        block("<div>\n<ul>\n<li>@</li>\n<li>\n@\n</li>\n</ul>\n</div>", &[2, 4]),
        block("<p>\n<img src=\"a.png\">\n</p>\n<p>@</p>", &[3]),
        block("<table>\n<tr><td>@</td>\n<td>@</td></tr>\n</table>", &[1, 2]),
        block("<br>\n<br/>\n<hr>\n<p>@<br>\n@</p>", &[3, 4]),
        block("<blockquote>\n<p>\n  @\n</p>\n</blockquote>", &[2]),
        block("<dl>\n<dt>@ de plus</dt>\n<dd>\n@ en dit plus long.</dd>\n</dl>", &[1, 3]),
        block("<details>\n<summary>@</summary>\n<p>@</p>\n</details>", &[1, 2]),
        block("<pre>\n@\n  @</pre>", &[1, 2]),
        block("<!-- rien\n-->\n<p>@ &eacute; <b>@</b>\n<i>@</i></p>", &[2, 2, 3]),
        block("<p>@\r@&#10;@<br>\n@&#x0a;@<br>\r\n@</p>", &[0, 0, 0, 1, 1, 2]),
        block("<pre>&NewLine;@\r@\n@&#010;&#100;@\n</pre>", &[0, 0, 1, 1]),
    ];
    let mut blocks = match format {
        Format::Html => html.to_vec(),
        Format::Markdown => vec![
            block("@ dit\n@ et **@**", &[0, 1, 1]),
            block("- @\n- @\n  - @\n\n  @", &[0, 1, 2, 4]),
            block("> @\n> @", &[0, 1]),
            block("```\n@\n\n@\n```", &[1, 3]),
            block("| @ | b |\n|---|---|\n| c | @ |", &[0, 2]),
            block("`code\n@` fin", &[1]),
            block("![](a.png)\n\n@", &[2]),
            block("@ long\n: @ dit ce que c'est.", &[0, 1]),
            block("!!! note\n    @\n\n    @", &[1, 3]),
            block(":::tip @\n@\n:::", &[0, 1]),
            block("<div>\n\n@\n\n</div>", &[2]),
            block("{{< figure\n  src=\"a.png\" >}}\n@", &[2]),
            block("[@][r]\n\n[r]: https://a.example", &[0]),
            block("@ <br> @ <p>@", &[0, 0, 0]),
        ],
        Format::Rst => vec![
            block("@ dit\n@ et **@**", &[0, 1, 1]),
            block("- @\n- @", &[0, 1]),
            block("@ long\n    @ dit ce que c'est.\n    @", &[0, 1, 2]),
            block("Code::\n\n    @\n    @", &[2, 3]),
            block("=====  =====\na      @\n=====  =====\n@      b\n=====  =====", &[1, 3]),
            block(".. note::\n\n   @\n   @", &[2, 3]),
            block(".. image:: a.png\n   :alt: x\n\n@", &[3]),
            block("| @\n| @", &[0, 1]),
        ],
        Format::Asciidoc => vec![
            block("@ dit\n@ et *@*", &[0, 1, 1]),
            block("* @\n** @", &[0, 1]),
            block("@ long::\n@ dit ce que c'est.", &[0, 1]),
            block("----\n@\n@\n----", &[1, 2]),
            block("|===\n|a |@\n\n|@ |b\n|===", &[1, 3]),
            block("____\n@\n____", &[1]),
            block("++++\n<ul>\n<li>@</li>\n</ul>\n++++", &[2]),
            block("[NOTE]\n====\n@\n====", &[2]),
            block("image::a.png[]\n\n@", &[2]),
        ],
        Format::Text => {
            vec![block("@ dit\n@ aussi", &[0, 1]), block("- @\n- @", &[0, 1]), block("   @", &[0])]
        }
    };
    if format == Format::Markdown {
        blocks.extend(html);
    }
    blocks
}

/// A heading that reads `title`, and on which of its lines.
fn heading(format: Format, title: &str, form: usize) -> (String, usize) {
    let rule = |sign: &str| sign.repeat(title.chars().count());
    match (format, form % 3) {
        (Format::Html, 0) => (format!("<h2>{title}</h2>"), 0),
        (Format::Html, 1) => (format!("<h2 class=\"a\">\n  <button>\n{title}</button></h2>"), 2),
        (Format::Html, _) => (format!("<div>\n<a href=\"#x\"><h2>{title}</h2></a></div>"), 1),
        (Format::Markdown, 0) => (format!("## {title}"), 0),
        (Format::Markdown, 1) => (format!("{title}\n{}", rule("-")), 0),
        (Format::Markdown, _) => (format!("<div>\n<h2>{title}</h2>\n</div>"), 1),
        (Format::Asciidoc, 0) => (format!("== {title}"), 0),
        (Format::Asciidoc, _) => (format!("[[ancre]]\n== {title}"), 1),
        (Format::Rst, 0) => (format!("{title}\n{}", rule("-")), 0),
        (Format::Rst, _) => (format!(".. _a: https://a.example\n\n{title}\n{}", rule("-")), 2),
        (Format::Text, _) => (format!("{title}\n{}", rule("-")), 0),
    }
}

/// A recap of sessions with the blocks of each, and for each session its title, the line of that, and the words of
/// its text with theirs.
type Session = (String, u32, Vec<(String, u32)>);

fn written(format: Format, sessions: &[(usize, Vec<usize>)]) -> (String, Vec<Session>) {
    let known = blocks(format);
    let mut text = match format {
        Format::Html => "<html><head><title>Tour</title></head><body><article>\n<h1>Tour</h1>\n".to_owned(),
        Format::Markdown => "# Tour\n\n".to_owned(),
        Format::Asciidoc => "= Tour\n\n".to_owned(),
        Format::Rst | Format::Text => "Tour\n====\n\n".to_owned(),
    };
    let mut written_sessions = Vec::new();
    let mut count = 0;
    for (n, (form, picks)) in sessions.iter().enumerate() {
        let title = format!("La sonde numero {n} raconte");
        let line = |text: &str| text.matches('\n').count() as u32 + 1;
        let (head, below) = heading(format, &title, *form);
        let number = line(&text) + below as u32;
        text += &format!("{head}\n\n");
        let mut words = Vec::new();
        for pick in picks {
            let block = &known[pick % known.len()];
            let first = line(&text);
            let mut pieces = block.written.split('@');
            text += pieces.next().unwrap_or_default();
            for (piece, below) in pieces.zip(block.words) {
                count += 1;
                let word = format!("mot{count}x");
                text += &word;
                text += piece;
                words.push((word, first + *below as u32));
            }
            text += "\n\n";
        }
        written_sessions.push((title, number, words));
    }
    (text, written_sessions)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_word_stands_on_its_line_and_in_its_unit(
        sessions in prop::collection::vec((0..3_usize, prop::collection::vec(0..100_usize, 1..6)), 3..6),
    ) {
        for format in super::FORMATS {
            let (text, written_sessions) = written(format, &sessions);
            let page = read(format, &text);
            check(&page, &text);
            for (title, number, words) in &written_sessions {
                for (word, number) in words.iter().map(|(w, n)| (w.as_str(), *n)).chain([(title.as_str(), *number)]) {
                    let line = page.lines.iter().find(|line| line.text.contains(word));
                    let line = line.unwrap_or_else(|| panic!("{format:?}: {word} is lost:\n{text}"));
                    let within = line.number <= number && number <= line.last;
                    prop_assert!(within, "{format:?}: {word} stands on {number}, not {}-{}:\n{text}", line.number, line.last);
                }
            }
            units_hold_their_lines(format, &text, &written_sessions);
        }
    }
}

/// Checks that no line is in two units, and that a unit opened by a title has the words below it.
fn units_hold_their_lines(format: Format, text: &str, written_sessions: &[Session]) {
    let document = Document::decode(text.as_bytes(), "x", format, None).expect("text");
    let cut = recap::cut(&document);
    let mut last = 0;
    for talk in &cut.talks {
        let (from, to) = (talk.source.first_line, talk.source.last_line);
        assert!(from > last && to >= from, "{format:?}: {from}-{to} after {last}:\n{text}");
        last = to;
        if let Some((_, number, words)) = written_sessions.iter().find(|(title, ..)| *title == talk.title) {
            assert_eq!(from, *number, "{format:?}: {}:\n{text}", talk.title);
            for (word, number) in words {
                assert!((from..=to).contains(number), "{format:?}: {word} is out of {from}-{to}:\n{text}");
            }
        }
    }
}
