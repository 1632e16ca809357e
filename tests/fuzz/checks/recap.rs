//! Recaps of every format: lines in their places, units in the order of the file, fields of the shapes promised.

use recaps::corpus::{Document, Format};
use recaps::output::outline::{Outline, Shown};
use recaps::recap::{Cut, Page, Sidecar, cut_with, lint, markup};
use recaps::talk::{Recap, Talk};
use std::collections::HashSet;

/// A recap in plain text.
pub fn recap_txt(bytes: &[u8]) {
    recap(bytes, Format::Text);
}

/// A recap in Markdown.
pub fn recap_md(bytes: &[u8]) {
    recap(bytes, Format::Markdown);
}

/// A recap as a page.
pub fn recap_html(bytes: &[u8]) {
    recap(bytes, Format::Html);
}

/// A recap in reStructuredText.
pub fn recap_rst(bytes: &[u8]) {
    recap(bytes, Format::Rst);
}

/// A recap in AsciiDoc.
pub fn recap_adoc(bytes: &[u8]) {
    recap(bytes, Format::Asciidoc);
}

fn recap(bytes: &[u8], format: Format) {
    let Ok(document) = Document::decode(bytes, "essais/qwertz-2019-blog.x", format, None) else { return };
    super::decode::check(&document, bytes);
    let page = markup::read(&document);
    check_page(&page, &document);
    let cut = cut_with(&document, &Sidecar::default());
    check_cut(&cut, &page, &document);
    check_printed(&document, &cut);
}

/// What holds of every page, whatever it was read from.
pub(super) fn check_page(page: &Page, document: &Document) {
    let raw: Vec<&str> = document.text.split('\n').collect();
    let mut covered = vec![false; raw.len() + 1];
    let mut before = 1;
    for line in &page.lines {
        is_clean_text(&line.text);
        assert!(line.number >= before && line.last >= line.number, "{line:?} after {before}");
        assert!(line.last as usize <= raw.len(), "{line:?} in {} lines", raw.len());
        assert!(line.text.is_char_boundary(line.bold), "{line:?}");
        let mut end = 0;
        for anchor in &line.anchors {
            assert!(anchor.range.start >= end && !anchor.range.is_empty(), "{line:?}");
            assert!(line.text.get(anchor.range.clone()).is_some(), "{line:?}");
            end = anchor.range.end;
        }
        before = line.number;
        covered[line.number as usize..=line.last as usize].fill(true);
    }
    for &(first, last) in &page.hidden {
        assert!(1 <= first && first <= last);
        covered[first as usize..=last as usize].fill(true);
    }
    for (at, line) in raw.iter().enumerate() {
        assert!(covered[at + 1] || line.trim().is_empty(), "line {} is nowhere: {line:?}", at + 1);
    }
}

/// What holds of every cut, whatever was cut.
pub(super) fn check_cut(cut: &Cut, page: &Page, document: &Document) {
    assert_eq!(cut.talks.len(), cut.reasons.len());
    assert!(cut.reasons.iter().flat_map(|reasons| reasons.named()).all(|(_, weight)| weight.is_finite()));
    let mut ids = HashSet::new();
    let mut before = 1;
    for talk in &cut.talks {
        check_talk(talk, document);
        assert!(ids.insert(&talk.id), "two talks are {}", talk.id);
        // Of a file without line ends everything stands on one line, so a line may be shared.
        assert!(talk.source.first_line >= before, "{:?} before line {before}", talk.source);
        before = talk.source.first_line;
    }
    check_recap(&cut.recap);
    let lines = document.line_starts.len() as u32 - 1;
    let mut end = 0;
    for &(first, last) in &cut.noise {
        assert!(end < first && first <= last && last <= lines, "{:?} of {lines}", cut.noise);
        end = last;
    }
    for line in &page.lines {
        let in_talk =
            cut.talks.iter().any(|t| (t.source.first_line..=t.source.last_line).contains(&line.number));
        let in_noise = cut.noise.iter().any(|(first, last)| (*first..=*last).contains(&line.number));
        assert!(in_talk || in_noise, "{line:?} is in no talk and no noise");
    }
    for (line, _) in &cut.unsafe_links {
        assert!((1..=lines).contains(line));
    }
}

fn check_talk(talk: &Talk, document: &Document) {
    let Some((recap, title)) = talk.id.split_once('/') else { panic!("{:?} has no recap", talk.id) };
    let is_slug = |slug: &str| {
        !slug.is_empty()
            && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !slug.starts_with('-')
            && !slug.ends_with('-')
    };
    assert!(is_slug(recap) && is_slug(title), "{:?}", talk.id);
    is_clean_text(&talk.title);
    [&talk.event, &talk.city].into_iter().flatten().for_each(|text| is_clean_text(text));
    assert!(talk.year.is_none_or(|year| (1000..=9999).contains(&year)), "{:?}", talk.year);
    talk.date.iter().for_each(|date| is_day(date));
    for names in [&talk.speakers, &talk.organisations, &talk.writers] {
        names.iter().for_each(|name| is_clean_text(name));
    }
    let mut urls = HashSet::new();
    for link in &talk.links {
        is_web(&link.url);
        assert!(urls.insert(&link.url), "{} twice", link.url);
        link.label.iter().for_each(|label| is_clean_text(label));
    }
    if let Some(rating) = &talk.rating {
        is_clean_text(&rating.raw);
        assert!(rating.value.is_none_or(|value| (0.0..=5.0).contains(&value)), "{rating:?}");
    }
    check_recap(&talk.recap);
    assert!(talk.also_told_in.is_empty());
    let (source, starts) = (&talk.source, &document.line_starts);
    let lines = starts.len() - 1;
    let (first, last) = (source.first_line as usize, source.last_line as usize);
    assert!(1 <= first && first <= last && last <= lines, "{source:?} of {lines} lines");
    assert_eq!(source.first_byte, starts[first - 1], "{source:?}");
    // The line end is left out; a talk always shows something.
    assert!(source.first_byte < source.last_byte, "{source:?}");
    assert!(starts[last - 1] <= source.last_byte && source.last_byte <= starts[last], "{source:?}");
    let body = &talk.body;
    let rows = if body.lines.is_empty() { 0 } else { body.text.split('\n').count() };
    assert_eq!(rows, body.lines.len(), "{body:?}");
    assert!(body.lines.is_sorted(), "{:?}", body.lines);
    assert!(body.lines.iter().all(|line| (first..=last).contains(&(*line as usize))), "{body:?} {source:?}");
    assert!(!body.text.contains(|c: char| c.is_control() && c != '\n'), "{body:?}");
}

fn check_recap(recap: &Recap) {
    [&recap.title, &recap.publisher].into_iter().flatten().for_each(|text| is_clean_text(text));
    recap.authors.iter().for_each(|name| is_clean_text(name));
    recap.published.iter().for_each(|date| is_day(date));
    recap.url.iter().for_each(|url| is_web(url));
}

/// One line of text, and something on it.
fn is_clean_text(text: &str) {
    assert!(!text.is_empty() && text.trim() == text && !text.contains(char::is_control), "{text:?}");
}

/// `YYYY-MM-DD`.
pub(super) fn is_day(text: &str) {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(shape, "0000-00-00", "{text:?}");
}

fn is_web(url: &str) {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    assert!(matches!(scheme.as_deref(), Some("http" | "https")), "{url:?}");
    assert!(!url.contains(char::is_control), "{url:?}");
}

/// What `recaps parse` prints of it.
fn check_printed(document: &Document, cut: &Cut) {
    let lines = document.line_starts.len() as u32 - 1;
    let mut end = 0;
    let findings = lint(document, cut);
    for finding in &findings {
        // It may quote a control sign of the file, which the printer takes out.
        assert!(!finding.text.trim().is_empty() && !finding.text.contains('\n'), "{finding:?}");
        assert!((1..=lines).contains(&finding.line), "{finding:?}");
        assert!(finding.line >= end, "{finding:?} after line {end}");
        end = finding.line;
    }
    let shown = Shown { explain: true, full: true, noise: true };
    let outline = Outline { document, cut, findings: &findings, shown };
    super::json::check(&super::terminal::printed("json", &outline));
    let text = super::terminal::printed("text", &outline);
    super::terminal::check(&String::from_utf8(text).expect("UTF-8"));
}
