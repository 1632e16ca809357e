//! How much text each element of a page holds, by kind: linked, plain, prose.

use super::tag::Flow;
use super::tree::{Event, Tree};

/// Weights of an element, all that is inside included.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    /// Characters outside links, and inside.
    pub plain: u32,
    pub linked: u32,
    pub links: u32,
    /// Characters of prose: outside links, headings and all elements known to be no article.
    pub prose: u32,
    /// Prose of the page that stands before the element.
    pub before: u32,
}

pub(super) fn weigh(tree: &Tree, is_prose: impl Fn(usize) -> bool) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); tree.elements.len()];
    // Open elements: whether their text is linked, a heading, prose.
    let mut open: Vec<(usize, bool, bool, bool)> = Vec::new();
    let (mut at, mut before) = (0, 0_u32);
    while let Some(event) = tree.events.get(at) {
        at += 1;
        match event {
            Event::Open(index) => {
                let index = &(*index as usize);
                let Some(element) = tree.elements.get(*index) else { continue };
                let (_, link, heading, prose) = open.last().copied().unwrap_or((0, false, false, true));
                if let Some(weight) = weights.get_mut(*index) {
                    weight.before = before;
                    weight.links = u32::from(element.tag.name() == "a");
                }
                if element.tag.flow() == Flow::Unseen {
                    at = element.events().end.max(at);
                    continue;
                }
                let link = link || element.tag.name() == "a";
                let heading = heading || element.tag.heading().is_some();
                open.push((*index, link, heading, prose && is_prose(*index)));
            }
            Event::Close(_) => drop(open.pop()),
            Event::Text(run) => {
                let length = tree.text(*run).bytes().filter(|b| !b.is_ascii_whitespace()).count() as u32;
                let Some(&(index, link, heading, prose)) = open.last() else { continue };
                let Some(weight) = weights.get_mut(index) else { continue };
                if link {
                    weight.linked += length;
                } else {
                    weight.plain += length;
                }
                if !link && !heading && prose {
                    weight.prose += length;
                    before += length;
                }
            }
        }
    }
    // Elements come after those around them: from the last to the first, each adds to its own.
    for index in (0..weights.len()).rev() {
        let (Some(&own), Some(element)) = (weights.get(index), tree.elements.get(index)) else { continue };
        if element.parent() == index {
            continue;
        }
        if let Some(around) = weights.get_mut(element.parent()) {
            around.plain += own.plain;
            around.linked += own.linked;
            around.links += own.links;
            around.prose += own.prose;
        }
    }
    weights
}
