//! The tree of a page to lines: what a reader sees from top to bottom.

use super::article::Verdict;
use super::tag::{Flow, Tag};
use super::tree::{Event, Tree};
use super::{hint, panel};
use crate::recap::markup::compose::{Composer, flowing};
use crate::recap::markup::embed;
use crate::recap::markup::line::Shape;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Bytes of text above which a cell is no entry of a table.
const LONGEST_CELL: usize = 400;
/// Styles of a page that are read.
const MOST_STYLES: usize = 16;
/// Longest label of an anchor that only marks its own place, such as `#`, `¶` or a pictograph.
const LONGEST_MARK: usize = 4;

/// Writes the lines of a tree; `verdicts` holds for each element how its text is read, and is empty where
/// all text is content. `row` maps a line of the tree to a line of the file.
pub(super) fn write(tree: &Tree, verdicts: &[Verdict], row: impl Fn(u32) -> u32, composer: &mut Composer) {
    let mut writer = Writer {
        tree,
        composer,
        open: vec![(Shape::Text, false)],
        lists: 0,
        fresh_list: false,
        boxes: 0,
        heavy: heavy_classes(tree),
        row: &row,
    };
    let mut at = 0;
    while let Some(event) = tree.events.get(at) {
        at += 1;
        match event {
            Event::Open(index) => {
                let index = *index as usize;
                let Some(element) = tree.elements.get(index) else { continue };
                let verdict = verdicts.get(index).copied().unwrap_or_default();
                writer.player(index, verdict);
                if writer.is_unseen(index, verdict) {
                    at = element.events().end.max(at);
                } else {
                    writer.open(index, verdict == Verdict::Noise);
                }
            }
            Event::Close(index) => writer.close(*index as usize),
            Event::Text(run) => writer.text(*run),
        }
    }
}

struct Writer<'a, 'c, R> {
    tree: &'a Tree,
    composer: &'c mut Composer,
    /// What text is in each open block, and whether it is noise.
    open: Vec<(Shape, bool)>,
    lists: u8,
    /// Classes that the page's own style makes bold.
    heavy: HashSet<String>,
    /// A list has begun, and none of its items.
    fresh_list: bool,
    /// Boxes beside the text that are open.
    boxes: usize,
    row: &'a R,
}

impl<R: Fn(u32) -> u32> Writer<'_, '_, R> {
    fn text(&mut self, run: u32) {
        let (first, last) = self.tree.rows(run);
        // An entity, or an end of line of an old kind, can stand for a line end that the file does not have.
        for (number, part) in (first..).zip(self.tree.text(run).split_inclusive('\n')) {
            self.composer.push(part, (self.row)(number.min(last)));
        }
    }

    /// A frame that plays a recording is the link to it.
    fn player(&mut self, index: usize, verdict: Verdict) {
        let Some(element) = self.tree.elements.get(index) else { return };
        if verdict != Verdict::Content {
            return;
        }
        let source = |index| self.tree.attribute(index, "src");
        let url = match element.tag.name() {
            "iframe" => source(index).and_then(embed::frame),
            // The same recording in several formats: the first that is one.
            "video" => self.tree.inside(index).find_map(|event| match event {
                Event::Open(inner) => source(*inner as usize).and_then(embed::recording),
                _ => None,
            }),
            _ => None,
        };
        if let Some(url) = url {
            self.composer.player(&url, (self.row)(element.row));
        }
    }

    /// Whether an element has a heading among the first things inside.
    fn holds_heading(&self, index: usize) -> bool {
        self.tree.inside(index).any(|event| {
            matches!(event, Event::Open(inner) if self.tree.elements.get(*inner as usize).is_some_and(|e| e.tag.heading().is_some()))
        })
    }

    fn is_unseen(&self, index: usize, verdict: Verdict) -> bool {
        let Some(element) = self.tree.elements.get(index) else { return true };
        let hidden = || panel::is_hidden(self.tree, index) && !panel::is_panel(self.tree, index);
        element.tag.flow() == Flow::Unseen || verdict == Verdict::Unseen || hidden() || self.is_mark(index)
    }

    /// Whether a cell holds a part of the page, not of a table: a block, a break, a long text.
    fn is_layout(&self, index: usize) -> bool {
        let mut length = 0;
        self.tree.inside(index).skip(1).any(|event| match event {
            Event::Open(inner) => self.tree.elements.get(*inner as usize).is_some_and(|inner| {
                inner.tag.name() == "br" || (inner.tag.flow() == Flow::Block && inner.tag.name() != "p")
            }),
            Event::Text(run) => {
                length += self.tree.text(*run).len();
                length > LONGEST_CELL
            }
            Event::Close(_) => false,
        })
    }

    /// Whether an anchor only marks its own place beside a heading.
    fn is_mark(&self, index: usize) -> bool {
        let Some(element) = self.tree.elements.get(index) else { return false };
        if element.tag.name() != "a"
            || !self.tree.attribute(index, "href").is_some_and(|url| url.starts_with('#'))
        {
            return false;
        }
        let label = self.tree.text_of(index);
        let label = label.trim();
        label.chars().count() <= LONGEST_MARK && !label.chars().any(char::is_alphanumeric)
    }

    fn open(&mut self, index: usize, noise: bool) {
        let Some((tag, number)) = self.tree.elements.get(index).map(|e| (e.tag, (self.row)(e.row))) else {
            return;
        };
        let (around, around_noise) = self.open.last().copied().unwrap_or_default();
        self.open_inline(tag, index, number, around);
        if tag.flow() != Flow::Block {
            return;
        }
        self.boxes += usize::from(hint::is_box(self.tree, index));
        if matches!(tag.name(), "ul" | "ol" | "menu" | "dir") {
            self.lists = self.lists.saturating_add(1);
            self.fresh_list = true;
        }
        let shape = self.shape(tag, index, around, noise != around_noise);
        match tag.name() {
            "td" | "th" if shape == Shape::Row => {
                if !self.composer.is_line_empty() {
                    self.composer.push(" | ", number);
                }
            }
            "li" => {
                let first = std::mem::take(&mut self.fresh_list);
                self.composer.next(shape, first && self.lists <= 1);
            }
            "tr" => self.composer.next(shape, false),
            // A paragraph that opens an item is the item, and one in a cell is the cell.
            "p" if around == Shape::Row => {}
            _ if self.composer.is_fresh_item() && tag.heading().is_none() && shape == Shape::Text => {}
            _ => self.composer.block(shape),
        }
        self.composer.noise(noise);
        self.open.push((shape, noise));
    }

    /// Applies an element to the line that is being written, whether it is a block or not.
    fn open_inline(&mut self, tag: Tag, index: usize, number: u32, around: Shape) {
        let unbroken = matches!(around, Shape::Heading(_) | Shape::Row);
        match tag.name() {
            "br" if matches!(around, Shape::Heading(_)) => self.composer.break_heading(number),
            "br" if unbroken => self.composer.push(" ", number),
            // The second of two breaks is the empty line between paragraphs.
            "br" if self.composer.is_line_empty() => self.composer.block(flowing(around)),
            "br" => self.composer.wrap(),
            "hr" => self.composer.rule(around),
            "img" => self.pictograph(index, number),
            "center" => self.composer.slant(true),
            "a" => self.composer.open_link(self.tree.attribute(index, "href").unwrap_or_default()),
            "b" | "strong" => self.composer.bold(true),
            "" if self.is_bold(index) => self.composer.bold(true),
            "i" | "em" | "small" => self.composer.slant(true),
            _ => {}
        }
        if let Some(label) = self.tree.attribute(index, "label").filter(|_| tag.name().is_empty()) {
            // A component that is a tab, and says what the tab is called.
            self.composer.block(Shape::Term);
            // An entity in it may stand for a line end that the file does not have.
            self.composer.push(&label.replace('\n', " "), number);
            self.composer.block(flowing(around));
        }
    }

    /// The shape of the lines in a block; `turns` says that it is noise in text, or text in noise.
    fn shape(&self, tag: Tag, index: usize, around: Shape, turns: bool) -> Shape {
        match tag.name() {
            "blockquote" => Shape::Quote,
            "pre" | "listing" | "plaintext" => Shape::Code,
            "figcaption" | "caption" => Shape::Caption,
            "tr" => Shape::Row,
            "li" => Shape::Item(self.lists.max(1)),
            "dt" => Shape::Term,
            "summary" if !self.holds_heading(index) => Shape::Term,
            "ul" | "ol" | "menu" | "dir" => around,
            "td" | "th" if self.is_layout(index) || turns => Shape::Text,
            "td" | "th" => around,
            "p" | "div"
                if around == Shape::Text && hint::is_term(self.tree, index) && !self.holds_heading(index) =>
            {
                Shape::Term
            }
            "button"
                if around == Shape::Text && panel::opens(self.tree, index) && !self.holds_heading(index) =>
            {
                Shape::Term
            }
            "p" | "div" if around == Shape::Text && self.tree.attribute(index, "role") == Some("heading") => {
                let level = self.tree.attribute(index, "aria-level").and_then(|level| level.parse().ok());
                // The level that a browser takes it for where it names none.
                Shape::Heading(level.unwrap_or(2_u8).clamp(1, 6))
            }
            "p" | "div" if hint::is_caption(self.tree, index) => Shape::Caption,
            _ => match tag.heading() {
                Some(_) if around == Shape::Quote => Shape::Quote,
                Some(_) if self.boxes > 0 => Shape::Text,
                Some(level) => Shape::Heading(level),
                None if around == Shape::Row && tag.name() == "p" => Shape::Row,
                None if matches!(around, Shape::Item(_) | Shape::Row) => Shape::Text,
                None => around,
            },
        }
    }

    fn close(&mut self, index: usize) {
        let Some(tag) = self.tree.elements.get(index).map(|element| element.tag) else { return };
        match tag.name() {
            "center" => self.composer.slant(false),
            "a" => self.composer.close_link(),
            "b" | "strong" => self.composer.bold(false),
            "" if self.is_bold(index) => self.composer.bold(false),
            "i" | "em" | "small" => self.composer.slant(false),
            "ul" | "ol" | "menu" | "dir" => self.lists = self.lists.saturating_sub(1),
            _ => {}
        }
        if tag.flow() != Flow::Block {
            return;
        }
        self.boxes -= usize::from(hint::is_box(self.tree, index)).min(self.boxes);
        let (own, _) = self.open.last().copied().unwrap_or_default();
        if self.open.len() > 1 {
            self.open.pop();
        }
        let (around, noise) = self.open.last().copied().unwrap_or_default();
        let around = flowing(around);
        match tag.name() {
            "td" | "th" | "p" if own == Shape::Row => {}
            "dd" => self.composer.end_definition(around),
            "li" | "tr" => self.composer.next(around, false),
            _ => self.composer.block(around),
        }
        self.composer.noise(noise);
    }

    /// Whether the style of an element that has no meaning of its own makes its text bold.
    fn is_bold(&self, index: usize) -> bool {
        let class = self.tree.attribute(index, "class").unwrap_or_default();
        if !self.heavy.is_empty() && class.split_ascii_whitespace().any(|name| self.heavy.contains(name)) {
            return true;
        }
        let style = self.tree.attribute(index, "style").unwrap_or_default();
        let weight =
            style.split_once("font-weight").map_or("", |(_, rest)| rest.trim_start_matches([':', ' ']));
        ["bold", "600", "700", "800", "900"].iter().any(|bold| weight.starts_with(bold))
    }

    /// An image that stands for a pictograph is read as the pictograph.
    fn pictograph(&mut self, index: usize, number: u32) {
        let alt = self.tree.attribute(index, "alt").unwrap_or_default();
        let short = !alt.is_empty() && alt.chars().count() <= LONGEST_MARK;
        if short && !alt.chars().any(|c| c.is_alphanumeric() || c.is_ascii()) {
            self.composer.push(alt, number);
        } else {
            self.composer.image();
        }
    }
}

/// Classes that the style of a page makes bold: some editors write them instead of an element.
static HEAVY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\.([A-Za-z][A-Za-z0-9_-]{0,60})\s*\{[^{}]*font-weight:\s*(?:bold|[6-9]00)").ok()
});

fn heavy_classes(tree: &Tree) -> HashSet<String> {
    let styles = (0..tree.elements.len())
        .filter(|&index| tree.elements.get(index).is_some_and(|element| element.tag.name() == "style"));
    let classes = styles.take(MOST_STYLES).flat_map(|index| {
        let style = tree.text_of(index);
        let found = HEAVY.iter().flat_map(|pattern| pattern.captures_iter(&style));
        found.filter_map(|found| Some(found.get(1)?.as_str().to_owned())).collect::<Vec<_>>()
    });
    classes.collect()
}
