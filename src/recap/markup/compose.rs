//! Builds [`Line`]s from runs of text. Every reader except the one of plain text writes through it.
//!
//! A reader says where blocks begin, what is bold and what is linked, and pushes text with the line of the
//! file it stands on. Here white space is folded, invisible signs go, text becomes NFC, bare addresses
//! become anchors, and in the end every line of the file that shows nothing is known to be hidden.

use super::finish::{drop_prefix, finish_line, page_of};
use super::glyph::{self, Glyph};
use super::heading;
use super::limits::{Budget, LONGEST_HEADING, MOST_LINES};
use super::{caption, definition};
use crate::recap::markup::line::{Anchor, Line, Page, Shape};

mod inline;

/// Writes lines.
#[derive(Debug, Default)]
pub(super) struct Composer {
    lines: Vec<Line>,
    draft: Line,
    /// Offsets of links opened and not yet closed: the offset is known from the first visible character on.
    link: Option<(String, Option<usize>)>,
    /// Depth of bold markup.
    bold: usize,
    /// Something not bold stands on the line already.
    bold_over: bool,
    /// Depth of slanted markup.
    slant: usize,
    /// Something not slanted stands on the line already.
    slant_over: bool,
    /// An image was met since the last visible character; the line began after one.
    image: bool,
    after_image: bool,
    /// More lines were written than are kept.
    truncated: bool,
    /// White space was seen since the last visible character.
    space: bool,
    preformatted: bool,
    /// Where the author broke a heading: the offset, and the line of the file on which it goes on.
    breaks: Vec<(usize, u32)>,
    /// What may still be written that stands in the file once and is shown more than once.
    budget: Budget,
    /// Lines of the file that show nothing and belong to the text before them, in order.
    attached: Vec<(u32, u32)>,
    /// What relative addresses are relative to.
    base: Option<String>,
}

impl Composer {
    /// Writes the lines of `text`.
    pub(super) fn new(text: &str) -> Composer {
        Composer { budget: Budget::of(text), ..Composer::default() }
    }

    /// Ends the line; the next begins a block of this shape.
    pub(super) fn block(&mut self, shape: Shape) {
        self.next(shape, true);
    }

    /// Ends the line; the next has this shape and stands close to it unless the file has an empty line there.
    pub(super) fn next(&mut self, shape: Shape, blank_before: bool) {
        let unwritten = self.draft.text.is_empty();
        let pending = unwritten && self.draft.blank_before;
        let ruled = unwritten && self.draft.ruled;
        let noise = self.draft.noise;
        self.end_line();
        self.draft = Line { shape, blank_before: blank_before || pending, ruled, noise, ..Line::default() };
        self.preformatted = shape == Shape::Code;
    }

    /// Ends the line; a rule is drawn before the next.
    pub(super) fn rule(&mut self, shape: Shape) {
        self.block(shape);
        self.draft.ruled = true;
    }

    /// Ends the line where the author broke it; what follows belongs to the same block.
    pub(super) fn wrap(&mut self) {
        if self.draft.text.is_empty() {
            return;
        }
        self.next(flowing(self.draft.shape), false);
    }

    /// The author broke a heading here: what follows may be another part of it, or who speaks.
    pub(super) fn break_heading(&mut self, number: u32) {
        if !self.draft.text.is_empty() {
            self.breaks.push((self.draft.text.len(), number));
            self.space = true;
        }
    }

    /// Marks that lines `first..=last` of the file show nothing and belong to the text before them.
    pub(super) fn attach(&mut self, first: u32, last: u32) {
        self.attached.push((first, last));
    }

    /// What was written last stands in the file up to line `number`.
    pub(super) fn reach(&mut self, number: u32) {
        if !self.draft.text.is_empty() {
            self.draft.last = self.draft.last.max(number);
        }
    }

    /// Writes what stands for something shorter in the file; `false` where there was too much of it.
    pub(super) fn expand(&mut self, value: &str, number: u32) -> bool {
        let affordable = self.budget.spend(value.len());
        if affordable {
            self.push(value, number);
        }
        affordable
    }

    /// What relative addresses are relative to.
    pub(super) fn base(&mut self, base: Option<String>) {
        self.base = base;
    }

    /// A player of a recording, or of slides, stands here: its address is a line.
    pub(super) fn player(&mut self, url: &str, number: u32) {
        let shape = flowing(self.draft.shape);
        self.block(shape);
        self.push(url, number);
        self.block(shape);
    }

    /// A definition ends here: a short one after a short term is a field, on one line.
    pub(super) fn end_definition(&mut self, shape: Shape) {
        self.block(shape);
        let Some([term, value]) = self.lines.last_chunk::<2>() else { return };
        if term.shape == Shape::Term && definition::is_field(&term.text, &value.text) {
            let (Some(value), Some(mut line)) = (self.lines.pop(), self.lines.pop()) else { return };
            line.shape = Shape::Text;
            line.bold = line.text.trim_end_matches(':').trim_end().len();
            line.text.truncate(line.bold);
            line.text.push_str(" : ");
            let shift = line.text.len();
            line.text.push_str(&value.text);
            line.last = line.last.max(value.last);
            line.anchors.retain(|anchor| anchor.range.end <= line.bold);
            line.anchors.extend(value.anchors.into_iter().map(|anchor| Anchor {
                range: anchor.range.start + shift..anchor.range.end + shift,
                url: anchor.url,
            }));
            self.lines.push(line);
        }
    }

    /// Whether what follows is noise.
    pub(super) fn noise(&mut self, noise: bool) {
        self.draft.noise = noise;
    }

    /// Whether nothing is written on the line yet.
    pub(super) fn is_line_empty(&self) -> bool {
        self.draft.text.is_empty()
    }

    /// Whether the line is a list item on which nothing is written yet.
    pub(super) fn is_fresh_item(&self) -> bool {
        self.draft.text.is_empty() && matches!(self.draft.shape, Shape::Item(_))
    }

    /// Writes text whose line ends are kept, as an author's breaks.
    pub(super) fn push_lines(&mut self, text: &str, number: u32) {
        for (number, part) in (number..).zip(text.split_inclusive('\n')) {
            self.push(part, number);
            if part.ends_with('\n') {
                self.wrap();
            }
        }
    }

    /// Writes text that begins on line `number` of the file.
    pub(super) fn push(&mut self, text: &str, mut number: u32) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let plain = if self.preformatted { 0 } else { glyph::plain_run(rest) };
            if let Some((plain, after)) = rest.split_at_checked(plain).filter(|_| plain > 0) {
                self.push_plain(plain, number);
                rest = after;
                continue;
            }
            match glyph::of(c, self.draft.text.chars().next_back()) {
                Glyph::Space if c == '\n' && self.preformatted => self.wrap(),
                Glyph::Space if c == ' ' && self.preformatted && !self.draft.text.is_empty() => {
                    self.draft.text.push(' ');
                }
                Glyph::Space => self.space = true,
                Glyph::Hidden => {}
                Glyph::Visible(c) => self.write(c, number),
            }
            number += u32::from(c == '\n');
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }

    /// Writes a [run](glyph::plain_run) of text that is seen as it is, all that stands between two double spaces at once.
    fn push_plain(&mut self, text: &str, number: u32) {
        let mut rest = text;
        loop {
            let words = rest.trim_start_matches(' ');
            self.space |= words.len() < rest.len();
            let end = memchr::memmem::find(words.as_bytes(), b"  ").unwrap_or(words.len());
            let written = words.get(..end).unwrap_or_default().trim_end_matches(' ');
            let mut chars = written.chars();
            let Some(first) = chars.next() else { break };
            self.write(first, number);
            self.draft.text.push_str(chars.as_str());
            self.reach_emphasis();
            rest = words.get(written.len()..).unwrap_or_default();
        }
    }

    fn write(&mut self, c: char, number: u32) {
        let blank = c.is_whitespace();
        if self.draft.text.is_empty() {
            if blank {
                return;
            }
            self.draft.number = number;
            self.bold_over = false;
            self.slant_over = false;
            self.after_image = self.image;
        } else {
            if let Some((_, row)) = self.breaks.last_mut().filter(|(at, _)| *at == self.draft.text.len()) {
                *row = number;
            }
            if self.space {
                self.draft.text.push(' ');
            }
        }
        self.space = false;
        if let Some((_, start @ None)) = &mut self.link {
            *start = Some(self.draft.text.len());
        }
        self.draft.text.push(c);
        if blank {
            return;
        }
        self.draft.last = self.draft.last.max(number);
        self.image = false;
        self.slant_over |= self.slant == 0;
        self.bold_over |= self.bold == 0;
        self.reach_emphasis();
    }

    fn end_line(&mut self) {
        self.space = false;
        let open = self.link.take();
        if let Some((url, start)) = open {
            if let Some(start) = start {
                self.anchor(start, url.clone());
            }
            self.link = Some((url, None));
        }
        let mut line = std::mem::take(&mut self.draft);
        let breaks = std::mem::take(&mut self.breaks);
        if let Shape::Heading(_) = line.shape
            && let Some((rest, number)) = heading::signature(&line, &breaks)
        {
            let mut rest = heading::split(&mut line, rest, number);
            self.keep(line);
            rest.blank_before = false;
            return self.keep(rest);
        }
        self.keep(line);
    }

    /// Adds a line that is written to the end.
    fn keep(&mut self, mut line: Line) {
        if finish_line(&mut line) {
            // Bold that a heading opens and does not close is no part of it.
            if matches!(line.shape, Shape::Heading(_))
                && line.text.starts_with("**")
                && !line.text.get(2..).is_some_and(|rest| rest.is_empty() || rest.contains("**"))
            {
                drop_prefix(&mut line, 2);
            }
            if self.lines.len() >= MOST_LINES {
                self.truncated = true;
                return;
            }
            match line.shape {
                // A very long heading is a paragraph in large letters.
                Shape::Heading(_) if line.text.len() > LONGEST_HEADING => line.shape = Shape::Text,
                Shape::Term => line.bold = line.text.len(),
                _ => {}
            }
            if line.shape == Shape::Text
                && self.after_image
                && caption::is_caption(&line.text, line.slant >= line.text.len())
            {
                line.shape = Shape::Caption;
            }
            // Footnotes and misplaced table content may come out of the order of the file.
            if let Some(before) = self.lines.last() {
                line.number = line.number.max(before.number);
                line.last = line.last.max(line.number);
            }
            self.lines.push(line);
        }
    }

    /// Extends the place of a text by the hidden lines of the file that belong to it.
    fn draw_near(&mut self) {
        let mut coming = self.attached.iter().peekable();
        let mut next = self.lines.iter().skip(1).map(|line| line.number).collect::<Vec<_>>().into_iter();
        for line in &mut self.lines {
            let end = next.next().unwrap_or(u32::MAX);
            while let Some(&&(first, last)) = coming.peek().filter(|(first, _)| *first < end) {
                coming.next();
                if first > line.number && last < end {
                    line.last = line.last.max(last);
                }
            }
        }
    }

    /// The page: the lines written, and those of `text` that show nothing.
    pub(super) fn finish(mut self, text: &str) -> Page {
        self.end_line();
        self.draw_near();
        Page { truncated: self.truncated, ..page_of(self.lines, text) }
    }
}

/// The shape of text that continues a block: only the first line of a list item is the item.
pub(super) fn flowing(shape: Shape) -> Shape {
    if matches!(shape, Shape::Item(_) | Shape::Term) { Shape::Text } else { shape }
}
