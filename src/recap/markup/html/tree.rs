//! Builds a flat tree from tokens: the elements in the order of the page, and the events between them.
//!
//! The tokenizer is the standard's; the tree is built by the rules that matter for reading (void elements,
//! implied and missing end tags), and each rule looks at a bounded number of open elements. A browser's
//! algorithm looks at all of them, and takes quadratic time on a page of a million unclosed tags.

use super::rows;
use super::tag::{Flow, Tag};
use crate::recap::markup::LineIndex;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// Open elements that an end tag, spoken or implied, is looked for in.
const REACH: usize = 256;
/// Index of the element around all others; no end tag closes it.
pub(super) const ROOT: usize = 0;
/// Events inside an element that are read to recognise what it is.
const GLANCE: usize = 256;
/// Bytes kept of an attribute; addresses of more are no links to follow.
const LONGEST_ATTRIBUTE: usize = 8 * 1024;
/// Attributes that say something about the text of their element.
const ATTRIBUTES: [&str; 24] = [
    "alt",
    "aria-expanded",
    "aria-hidden",
    "aria-label",
    "aria-level",
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "id",
    "itemprop",
    "itemtype",
    "label",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "src",
    "style",
    "type",
    "charset",
    "http-equiv",
];

/// An element.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    parent: u32,
    /// Line of the file that its start tag begins on.
    pub(super) row: u32,
    events: Range<u32>,
    attributes: Range<u32>,
}

impl Element {
    /// Index of the element around it; its own for the root.
    pub(super) fn parent(&self) -> usize {
        self.parent as usize
    }

    /// Indices of the events from its opening to its closing.
    pub(super) fn events(&self) -> Range<usize> {
        self.events.start as usize..self.events.end as usize
    }
}

/// What is met in the order of the page, by the index of the element or the text. A million tags are two
/// million events, and so these are kept small.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    Open(u32),
    Close(u32),
    Text(u32),
}

/// A text between two tags.
#[derive(Clone, Debug)]
struct Run {
    bytes: Range<usize>,
    /// First and last line of the file that it stands on.
    rows: (u32, u32),
}

/// A page, or a part of one.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    pub(super) events: Vec<Event>,
    text: String,
    runs: Vec<Run>,
    attributes: Vec<(&'static str, String)>,
    open: Vec<usize>,
    /// Open elements by tag.
    counts: Vec<u32>,
    /// The start tag being read, and the attribute of it.
    starting: Option<Tag>,
    attribute: Option<&'static str>,
    first_attribute: usize,
    starting_row: u32,
}

impl Tree {
    /// Reads HTML; lines are counted from the beginning of `html`.
    pub(super) fn parse(html: &str) -> Tree {
        let lines = LineIndex::new(html);
        let mut tree = Tree { counts: vec![0; Tag::COUNT], starting_row: 1, ..Tree::default() };
        // All is inside one element without name, so that a piece of a page has a root as a page has.
        tree.start(Tag::of(b""), false);
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
            tree.take(&event, html, &lines, span);
            None::<Infallible>
        });
        emitter.naively_switch_states(true);
        // The input is a string in memory: reading it cannot fail.
        let _ = Tokenizer::new_with_emitter(html, emitter).finish();
        while let Some(&top) = tree.open.last() {
            tree.close(top);
        }
        tree
    }

    /// The value of an attribute of an element.
    pub(super) fn attribute(&self, element: usize, name: &str) -> Option<&str> {
        let range = self.elements.get(element)?.attributes.clone();
        self.attributes
            .get(range.start as usize..range.end as usize)?
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A text, decoded.
    pub(super) fn text(&self, run: u32) -> &str {
        self.runs.get(run as usize).and_then(|run| self.text.get(run.bytes.clone())).unwrap_or_default()
    }

    /// First and last line of the file that a text stands on.
    pub(super) fn rows(&self, run: u32) -> (u32, u32) {
        self.runs.get(run as usize).map_or((1, 1), |run| run.rows)
    }

    /// The text inside an element, as it stands; of a long one the beginning.
    pub(super) fn text_of(&self, element: usize) -> String {
        let text = self.inside(element).filter_map(|event| match event {
            Event::Text(run) => Some(self.text(*run)),
            _ => None,
        });
        text.collect()
    }

    /// What is met inside an element, as far as is needed: elements nest, and to look all the way
    /// in each would take quadratic time.
    pub(super) fn inside(&self, element: usize) -> impl Iterator<Item = &Event> {
        let events = self.elements.get(element).map_or(0..0, Element::events);
        self.events.get(events).unwrap_or_default().iter().take(GLANCE)
    }

    fn take(&mut self, event: &CallbackEvent<'_>, html: &str, lines: &LineIndex, span: Span<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.starting = Some(Tag::of(name));
                self.starting_row = lines.line_of(span.start);
                self.attribute = None;
                self.first_attribute = self.attributes.len();
            }
            CallbackEvent::AttributeName { name } if self.starting.is_some() => {
                self.attribute = ATTRIBUTES.into_iter().find(|known| known.as_bytes() == *name);
                if let Some(name) = self.attribute {
                    let own = self.attributes.get(self.first_attribute..).unwrap_or_default();
                    if own.iter().any(|(known, _)| *known == name) {
                        self.attribute = None;
                    } else {
                        self.attributes.push((name, String::new()));
                    }
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if self.attribute.take().is_some()
                    && let Some((_, kept)) = self.attributes.last_mut()
                {
                    let part = value.get(..LONGEST_ATTRIBUTE).unwrap_or(value);
                    *kept = String::from_utf8_lossy(part).into_owned();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(tag) = self.starting.take() {
                    self.start(tag, *self_closing);
                }
            }
            CallbackEvent::EndTag { name } => self.end(Tag::of(name)),
            CallbackEvent::String { value } => {
                let text = String::from_utf8_lossy(value);
                let (first, last) = (lines.line_of(span.start), lines.line_of(span.end));
                if memchr::memchr_iter(b'\n', value).count() == (last - first) as usize {
                    return self.run(&text, (first, last));
                }
                let raw = html.as_bytes().get(span.start..span.end).unwrap_or_default();
                for (part, row) in rows::parts(&text, raw) {
                    let row = (first + row).min(last);
                    self.run(text.get(part).unwrap_or_default(), (row, row));
                }
            }
            _ => {}
        }
    }

    /// Adds a text, with the first and last line of the file that it stands on.
    fn run(&mut self, text: &str, rows: (u32, u32)) {
        let from = self.text.len();
        self.text.push_str(text);
        self.events.push(Event::Text(self.runs.len() as u32));
        self.runs.push(Run { bytes: from..self.text.len(), rows });
    }

    fn start(&mut self, tag: Tag, self_closing: bool) {
        match tag.name() {
            "html" | "body" if self.is_open(tag) => return,
            "body" => self.imply_end(&["head"], &[]),
            "li" => self.imply_end(&["li"], &["ul", "ol", "menu", "dir"]),
            "dt" | "dd" => self.imply_end(&["dt", "dd"], &["dl"]),
            "tr" => self.imply_end(&["tr"], &["table"]),
            "td" | "th" => self.imply_end(&["td", "th"], &["tr", "table"]),
            "a" => self.imply_end_inline(tag),
            _ => {}
        }
        if tag.flow() == Flow::Block && self.is_open(Tag::of(b"p")) {
            self.imply_end_inline(Tag::of(b"p"));
        }
        if tag.heading().is_some() && self.top().is_some_and(|top| top.heading().is_some()) {
            self.pop();
        }
        let index = self.elements.len();
        let parent = self.open.last().copied().unwrap_or(index);
        let at = self.events.len() as u32;
        let attributes = self.first_attribute as u32..self.attributes.len() as u32;
        let parent = parent as u32;
        self.elements.push(Element { tag, parent, row: self.starting_row, events: at..at, attributes });
        self.events.push(Event::Open(index as u32));
        self.open.push(index);
        if let Some(count) = self.counts.get_mut(tag.index()) {
            *count += 1;
        }
        // Only in SVG and MathML does the slash of `<x/>` close anything.
        let foreign = self_closing && (self.is_open(Tag::of(b"svg")) || self.is_open(Tag::of(b"math")));
        if tag.flow() == Flow::Void || foreign {
            self.pop();
        }
    }

    fn end(&mut self, tag: Tag) {
        if tag.name() == "br" {
            return self.start(tag, false);
        }
        let barriers: &[&str] = match tag.name() {
            "li" => &["ul", "ol"],
            "table" | "html" | "body" => &[],
            "tr" | "td" | "th" => &["table"],
            _ if tag.flow() == Flow::Inline || tag.name() == "p" => return self.imply_end_inline(tag),
            _ => &["td", "th"],
        };
        if tag.heading().is_some() {
            return self.imply_end(&["h1", "h2", "h3", "h4", "h5", "h6"], &[]);
        }
        self.imply_end(&[tag.name()], barriers);
    }

    fn top(&self) -> Option<Tag> {
        self.open.last().and_then(|&index| self.elements.get(index)).map(|element| element.tag)
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.counts.get(tag.index()).is_some_and(|&count| count > 0)
    }

    /// The open elements that are near enough to be closed, from the innermost on.
    fn innermost(&self) -> impl Iterator<Item = (usize, Tag)> {
        let near = self.open.iter().rev().filter(|&&index| index != ROOT).take(REACH);
        near.filter_map(|&index| Some((index, self.elements.get(index)?.tag)))
    }

    /// Closes the innermost open element of one of these names, unless a barrier stands around less.
    fn imply_end(&mut self, names: &[&str], barriers: &[&str]) {
        if !names.iter().any(|name| self.is_open(Tag::of(name.as_bytes()))) {
            return;
        }
        let near = self.innermost().map(|(index, tag)| (index, tag.name()));
        let found =
            near.take_while(|(_, name)| !barriers.contains(name)).find(|(_, name)| names.contains(name));
        if let Some((index, _)) = found {
            self.close(index);
        }
    }

    /// Closes the innermost open element of that tag, unless it is a block around other blocks.
    fn imply_end_inline(&mut self, tag: Tag) {
        if !self.is_open(tag) {
            return;
        }
        let stops = |open: Tag| open == tag || open.flow() == Flow::Block;
        let found = self.innermost().find(|&(_, open)| stops(open));
        if let Some((index, _)) = found.filter(|&(_, open)| open == tag) {
            self.close(index);
        }
    }

    /// Closes an open element and all that is open inside it.
    fn close(&mut self, index: usize) {
        while let Some(&top) = self.open.last() {
            self.pop();
            if top == index {
                break;
            }
        }
    }

    fn pop(&mut self) {
        let Some(index) = self.open.pop() else { return };
        let end = self.events.len() as u32 + 1;
        self.events.push(Event::Close(index as u32));
        if let Some(element) = self.elements.get_mut(index) {
            element.events.end = end;
            if let Some(count) = self.counts.get_mut(element.tag.index()) {
                *count = count.saturating_sub(1);
            }
        }
    }
}
