//! Text that was hidden when a page was saved and that its readers see all the same: panels of tabs, toggles and
//! accordions, which open when their title is pressed.

use super::tag::Flow;
use super::tree::{Event, Tree};

/// Characters outside links that make a hidden block a panel, not a label for machines.
const FEWEST: usize = 60;

/// Whether the element is hidden by its own attributes.
pub(super) fn is_hidden(tree: &Tree, index: usize) -> bool {
    let style = tree.attribute(index, "style").unwrap_or_default();
    tree.attribute(index, "hidden").is_some()
        || (style.contains("display") && style.replace(' ', "").contains("display:none"))
}

/// Elements behind a button among which the next beside it is looked for.
const NEAR: usize = 64;

/// Whether an element is a button that opens the panel behind it: it says whether that is open.
pub(super) fn opens(tree: &Tree, index: usize) -> bool {
    let Some(element) = tree.elements.get(index).filter(|element| element.tag.name() == "button") else {
        return false;
    };
    let is_beside =
        |other: &usize| tree.elements.get(*other).is_some_and(|other| other.parent() == element.parent());
    tree.attribute(index, "aria-expanded").is_some()
        && (index + 1..=index + NEAR).find(is_beside).is_some_and(|panel| is_panel(tree, panel))
}

/// Whether a hidden element is a panel.
pub(super) fn is_panel(tree: &Tree, index: usize) -> bool {
    let Some(element) = tree.elements.get(index).filter(|element| element.tag.flow() == Flow::Block) else {
        return false;
    };
    if tree.attribute(index, "role") == Some("tabpanel") {
        return true;
    }
    let mut links = 0_usize;
    let mut plain = 0;
    for event in tree.inside(index) {
        let tag = |index: &u32| tree.elements.get(*index as usize).map_or("", |element| element.tag.name());
        match event {
            // What asks for something, or is chosen from, is no text.
            Event::Open(inner) if matches!(tag(inner), "input" | "select" | "textarea" | "form") => {
                return false;
            }
            Event::Open(inner) => links += usize::from(tag(inner) == "a"),
            Event::Close(inner) => links = links.saturating_sub(usize::from(tag(inner) == "a")),
            Event::Text(run) if links == 0 => plain += tree.text(*run).trim().len(),
            Event::Text(_) => {}
        }
        if plain >= FEWEST {
            return element.tag.name() != "form";
        }
    }
    false
}
