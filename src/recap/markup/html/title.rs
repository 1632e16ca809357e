//! Which top-level heading is the title of the page, and which the name of the site.

use super::tree::{Event, Tree};
use crate::recap::markup::metadata;

/// Characters below which a heading found inside a title is no evidence.
const SHORTEST: usize = 4;
/// Bytes above which a title is compared with nothing.
const LONGEST: usize = 1_000;
/// Headings that are looked at for the title of the page.
const MOST_HEADINGS: usize = 64;

/// Whether a heading is the title of a page that calls itself `title`: the topmost heading that the title
/// has in it, or a lower one that makes up most of it.
pub(super) fn is_title(tree: &Tree, index: usize, title: Option<&str>) -> bool {
    let Some(level) = tree.elements.get(index).and_then(|element| element.tag.heading()) else {
        return false;
    };
    if level > 3 || is_site(tree, index) {
        return false;
    }
    let title = title.filter(|title| title.len() <= LONGEST);
    let (Some(title), Some(text)) = (title, metadata::tidy(&tree.text_of(index))) else { return false };
    let (title, text) = (title.to_lowercase(), text.to_lowercase());
    let (whole, part) = (title.chars().count(), text.chars().count());
    let most = level == 1 || (part * 2 >= whole && part <= whole);
    part >= SHORTEST && most && (title.contains(&text) || text.contains(&title))
}

/// The heading that is the title of a page whose head says `title`; where none is, the first topmost one
/// that does not name the site.
pub(super) fn heading(tree: &Tree, title: Option<&str>) -> Option<String> {
    let level = |index: usize| tree.elements.get(index).and_then(|element| element.tag.heading());
    let near = (0..tree.elements.len()).filter(|&index| level(index).is_some_and(|level| level <= 3));
    let near: Vec<usize> = near.take(MOST_HEADINGS).collect();
    let titles = near.iter().copied().filter(|&index| is_title(tree, index, title));
    let found = titles.min_by_key(|&index| level(index));
    let found =
        found.or_else(|| near.into_iter().find(|&index| level(index) == Some(1) && !is_site(tree, index)));
    metadata::tidy(&tree.text_of(found?))
}

/// Whether a heading leads to the home of the site: it is the site's name, not the page's.
pub(super) fn is_site(tree: &Tree, index: usize) -> bool {
    let mut links = tree.inside(index).filter_map(|event| match event {
        Event::Open(inner) => tree.attribute(*inner as usize, "href"),
        _ => None,
    });
    let around = tree.elements.get(index).map_or(index, |element| element.parent());
    links.any(is_home) || tree.attribute(around, "href").is_some_and(is_home)
}

/// Whether a link to the home of the site says `name`, as its text or its label.
pub(super) fn names_site(tree: &Tree, name: &str) -> bool {
    let homes = (0..tree.elements.len()).filter(|&index| tree.attribute(index, "href").is_some_and(is_home));
    homes.take(MOST_HEADINGS).any(|index| {
        tree.attribute(index, "aria-label").and_then(metadata::tidy).is_some_and(|label| label == name)
            || metadata::tidy(&tree.text_of(index)).is_some_and(|text| text == name)
    })
}

fn is_home(url: &str) -> bool {
    let path = url
        .split_once("://")
        .map_or(url, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default());
    let relative = !url.contains("://");
    matches!(path, "/" | "." | "./" | "../" | "index.html" | "/index.html") || (path.is_empty() && !relative)
}
