//! The elements of HTML, and how each flows.

/// How an element takes part in the flow of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Begins and ends lines.
    Block,
    /// Runs with the text around it.
    Inline,
    /// Has no content.
    Void,
    /// Has content that is no text of the page.
    Unseen,
}

/// An element by its name; all those not listed here are one, nameless and inline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag(u8);

impl Tag {
    /// How many there are.
    pub(super) const COUNT: usize = ELEMENTS.len() + 1;

    /// The element of that name, in small letters.
    pub(super) fn of(name: &[u8]) -> Tag {
        let place = ELEMENTS.binary_search_by(|(known, _)| known.as_bytes().cmp(name));
        Tag(place.unwrap_or(ELEMENTS.len()) as u8)
    }

    /// Its name; empty for those not listed.
    pub(super) fn name(self) -> &'static str {
        ELEMENTS.get(self.index()).map_or("", |&(name, _)| name)
    }

    /// How it flows.
    pub(super) fn flow(self) -> Flow {
        ELEMENTS.get(self.index()).map_or(Flow::Inline, |&(_, flow)| flow)
    }

    /// Its place in tables of [`Tag::COUNT`].
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Level of a heading.
    pub(super) fn heading(self) -> Option<u8> {
        match self.name() {
            "h1" => Some(1),
            "h2" => Some(2),
            "h3" => Some(3),
            "h4" => Some(4),
            "h5" => Some(5),
            "h6" => Some(6),
            _ => None,
        }
    }
}

use Flow::{Block, Inline, Unseen, Void};

/// Sorted by name.
const ELEMENTS: [(&str, Flow); 88] = [
    ("a", Inline),
    ("address", Block),
    ("applet", Unseen),
    ("area", Void),
    ("article", Block),
    ("aside", Block),
    ("audio", Unseen),
    ("b", Inline),
    ("base", Void),
    ("blockquote", Block),
    ("body", Block),
    ("br", Void),
    ("button", Block),
    ("canvas", Unseen),
    ("caption", Block),
    ("center", Block),
    ("col", Void),
    ("dd", Block),
    ("details", Block),
    ("dialog", Block),
    ("dir", Block),
    ("div", Block),
    ("dl", Block),
    ("dt", Block),
    ("em", Inline),
    ("embed", Void),
    ("fieldset", Block),
    ("figcaption", Block),
    ("figure", Block),
    ("footer", Block),
    ("form", Block),
    ("frame", Void),
    ("h1", Block),
    ("h2", Block),
    ("h3", Block),
    ("h4", Block),
    ("h5", Block),
    ("h6", Block),
    ("head", Unseen),
    ("header", Block),
    ("hgroup", Block),
    ("hr", Void),
    ("html", Block),
    ("i", Inline),
    ("iframe", Unseen),
    ("img", Void),
    ("input", Void),
    ("legend", Block),
    ("li", Block),
    ("link", Void),
    ("listing", Block),
    ("main", Block),
    ("map", Unseen),
    ("math", Unseen),
    ("menu", Block),
    ("meta", Void),
    ("nav", Block),
    ("noframes", Unseen),
    ("noscript", Unseen),
    ("object", Unseen),
    ("ol", Block),
    ("option", Block),
    ("p", Block),
    ("param", Void),
    ("plaintext", Block),
    ("pre", Block),
    ("script", Unseen),
    ("search", Block),
    ("section", Block),
    ("select", Unseen),
    ("small", Inline),
    ("source", Void),
    ("strong", Inline),
    ("style", Unseen),
    ("summary", Block),
    ("svg", Unseen),
    ("table", Block),
    ("td", Block),
    ("template", Unseen),
    ("textarea", Unseen),
    ("th", Block),
    ("time", Inline),
    ("title", Unseen),
    ("tr", Block),
    ("track", Void),
    ("ul", Block),
    ("video", Unseen),
    ("wbr", Void),
];
