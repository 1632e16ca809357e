//! Ids: one a talk, of letters and digits, and the same whatever else stands in the recap.

use super::input::{head, text};
use super::recap::check_cut;
use recaps::corpus::{Document, Format};
use recaps::recap::{Cut, Sidecar, cut_with, markup};
use std::collections::HashMap;

/// The first line is the name of the file, every other one the title of a talk.
pub fn ids(bytes: &[u8]) {
    let text = text(bytes);
    let (file, titles) = head(&text);
    let cut_titles = |titles: &mut dyn Iterator<Item = &str>| {
        let talks: String = titles.map(|title| format!("## {title}\n\nUn paquet, puis deux.\n\n")).collect();
        cut(file, &format!("# Retour\n\n{talks}"))
    };
    let Some(once) = cut_titles(&mut titles.lines()) else { return };
    let again = cut_titles(&mut titles.lines()).expect("text");
    assert_eq!(once.talks, again.talks, "the same text is cut the same");
    let Some(grown) = cut_titles(&mut std::iter::once("Qwxz encore").chain(titles.lines())) else { return };
    let before = by_title(&once);
    for (title, id) in by_title(&grown) {
        // A title that another one shares its letters with is distinguished by more than itself.
        if let (Some(id), Some(Some(old))) = (id, before.get(title)) {
            assert!(id.starts_with(old) || old.starts_with(id), "{title:?} was {old}, is {id}");
        }
    }
}

/// The id of every title that one talk has; `None` for those of several.
fn by_title(cut: &Cut) -> HashMap<&str, Option<&str>> {
    let mut ids = HashMap::new();
    for talk in &cut.talks {
        ids.entry(talk.title.as_str()).and_modify(|id| *id = None).or_insert(Some(talk.id.as_str()));
    }
    ids
}

fn cut(file: &str, text: &str) -> Option<Cut> {
    let document = Document::decode(text.as_bytes(), file, Format::Markdown, None).ok()?;
    let cut = cut_with(&document, &Sidecar::default());
    check_cut(&cut, &markup::read(&document), &document);
    Some(cut)
}
