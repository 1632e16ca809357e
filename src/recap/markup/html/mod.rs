//! HTML: whole pages, and the pieces of it that other markup carries.

mod article;
mod flow;
mod head;
mod hint;
mod panel;
mod rows;
mod tag;
mod title;
mod tree;
mod weight;

use super::compose::Composer;
use super::{contents, front_matter, shortcode};
use crate::recap::markup::line::Page;
use crate::recap::markup::metadata;
use tree::Tree;

/// Reads a page.
pub(super) fn read(text: &str) -> Page {
    // Some generators take pages with front matter of their own.
    let front = front_matter::read(text).unwrap_or_default();
    let tree = match front.length {
        0 => Tree::parse(text),
        length => {
            let mut body = text.as_bytes().to_vec();
            shortcode::wipe(&mut body, 0..length);
            Tree::parse(&String::from_utf8(body).unwrap_or_default())
        }
    };
    let metadata = metadata::either(front.metadata, head::read(&tree));
    let verdicts = article::judge(&tree, metadata.title.as_deref());
    let mut composer = Composer::new(text);
    composer.base(head::base(&tree));
    flow::write(&tree, &verdicts, |row| row, &mut composer);
    let mut page = composer.finish(text);
    contents::mark(&mut page.lines);
    page.metadata = metadata;
    page
}

/// Reads HTML that stands inside other markup: chunks, each with the line of the file it begins on.
pub(super) fn read_fragment(chunks: &[(u32, &str)], composer: &mut Composer) {
    let (mut html, mut rows) = (String::new(), Vec::new());
    for (number, chunk) in chunks {
        if html.is_empty() || html.ends_with('\n') {
            rows.push(*number);
        }
        // What follows the last line end is a line only where something stands on it: the next chunk says which.
        let within = chunk.strip_suffix('\n').unwrap_or(chunk).matches('\n').count();
        rows.extend((1..).take(within).map(|below| number + below));
        html.push_str(chunk);
    }
    let tree = Tree::parse(&html);
    let last = rows.last().copied().unwrap_or(1);
    let row = |number: u32| rows.get((number as usize).saturating_sub(1)).copied().unwrap_or(last);
    flow::write(&tree, &[], row, composer);
}

/// An attribute of a start tag that stands alone.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let tree = Tree::parse(tag);
    tree.attribute(tree::ROOT + 1, name).map(str::to_owned)
}
