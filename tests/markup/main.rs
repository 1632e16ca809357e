//! Every format becomes the same lines, each with its place in the file.

mod dialects;
mod exports;
mod formats;
mod hostile;
mod pages;
mod places;

use recaps::corpus::{Document, Format};
use recaps::recap::line::{Line, Page, Shape};
use recaps::recap::markup;

const FORMATS: [Format; 5] = [Format::Text, Format::Markdown, Format::Html, Format::Rst, Format::Asciidoc];

fn read(format: Format, text: &str) -> Page {
    let document = Document::decode(text.as_bytes(), "x", format, None).expect("text");
    markup::read(&document)
}

/// A line as a word for its shape, its number, and its text.
fn listed(page: &Page) -> Vec<String> {
    let shape = |line: &Line| match line.shape {
        Shape::Text => "text".to_owned(),
        Shape::Heading(level) => format!("h{level}"),
        Shape::Item(depth) => format!("item{depth}"),
        Shape::Quote => "quote".to_owned(),
        Shape::Code => "code".to_owned(),
        Shape::Row => "row".to_owned(),
        Shape::Caption => "caption".to_owned(),
        Shape::Term => "term".to_owned(),
    };
    let noise = |line: &Line| if line.noise { "noise " } else { "" };
    page.lines.iter().map(|l| format!("{}{} {} {}", noise(l), shape(l), l.number, l.text)).collect()
}

fn links(page: &Page) -> Vec<(String, String)> {
    let anchors = page
        .lines
        .iter()
        .flat_map(|l| l.anchors.iter().map(|a| (l.text[a.range.clone()].to_owned(), a.url.clone())));
    anchors.collect()
}

/// What holds of every page, whatever it was read from.
fn check(page: &Page, text: &str) {
    let raw: Vec<&str> = text.split('\n').collect();
    let mut shown = vec![false; raw.len() + 1];
    let mut before = 0;
    for line in &page.lines {
        assert!(!line.text.is_empty() && line.text.trim() == line.text, "{line:?}");
        assert!(!line.text.contains(|c: char| c.is_control()), "{line:?}");
        assert!(line.number >= before.max(1) && line.last >= line.number, "{line:?} after {before}");
        assert!(line.last as usize <= raw.len(), "{line:?} in {} lines", raw.len());
        assert!(line.bold <= line.text.len() && line.text.is_char_boundary(line.bold), "{line:?}");
        let mut end = 0;
        for anchor in &line.anchors {
            assert!(anchor.range.start >= end && anchor.range.end > anchor.range.start, "{line:?}");
            assert!(line.text.get(anchor.range.clone()).is_some(), "{line:?}");
            end = anchor.range.end;
        }
        before = line.number;
        shown[line.number as usize..=line.last as usize].fill(true);
    }
    for &(first, last) in &page.hidden {
        assert!(first <= last);
        shown[first as usize..=last as usize].fill(true);
    }
    for (index, line) in raw.iter().enumerate() {
        assert!(shown[index + 1] || line.trim().is_empty(), "line {} is nowhere: {line:?}", index + 1);
    }
}
