//! What every markup is brought to: visible lines with hints, each with its place in the file.

use std::ops::Range;

/// What the markup says a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A paragraph, or a line of one where the author broke it.
    #[default]
    Text,
    /// A heading; 1 is the topmost level.
    Heading(u8),
    /// A list item; depth from 1.
    Item(u8),
    /// What a definition list defines, or a panel that opens is labelled with: it titles what stands below.
    /// All of it counts as bold, as readers see it.
    Term,
    /// A quotation.
    Quote,
    /// Preformatted text.
    Code,
    /// A row of a table.
    Row,
    /// A caption of a figure.
    Caption,
}

/// A link on a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Bytes of [`Line::text`] that carry the link.
    pub range: Range<usize>,
    /// The address as written, entities decoded; may be relative.
    pub url: String,
}

/// One visible line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Line of the file where it begins, from 1.
    pub number: u32,
    /// Line of the file where it ends, inclusive.
    pub last: u32,
    /// What a reader sees: markup off, entities decoded, NFC, trimmed; never empty.
    pub text: String,
    /// What the markup says it is.
    pub shape: Shape,
    /// Bytes of `text`, from 0, that stand in bold at its beginning; the length of `text` when all is bold.
    pub bold: usize,
    /// Bytes of `text`, from 0, that stand in slanted letters at its beginning.
    pub slant: usize,
    /// Whether an empty line (or the border of a block) stands before it.
    pub blank_before: bool,
    /// Whether a rule is drawn between it and the line before.
    pub ruled: bool,
    /// Links on the line, those of bare addresses included, in order.
    pub anchors: Vec<Anchor>,
    /// Whether the markup says that no reader would search it: navigation, share buttons, comments, footers.
    pub noise: bool,
}

/// What the front matter or the head of a page says of the recap; `None` or empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Title of the recap.
    pub title: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The year of the day that it gives, where it gives no day.
    pub year: Option<i32>,
    /// Its address.
    pub url: Option<String>,
    /// A summary, where events and dates may be named.
    pub description: Option<String>,
    /// Tags and categories, where events may be named.
    pub tags: Vec<String>,
    /// Event, where a field says so.
    pub event: Option<String>,
    /// Language of the text, as a tag such as `fr` or `fr-FR`.
    pub language: Option<String>,
}

/// A recap with its markup read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What the front matter or the head says.
    pub metadata: Metadata,
    /// Visible lines in the order of the file, noise included.
    pub lines: Vec<Line>,
    /// Lines of the file that hold nothing to read (front matter, head, markup alone): inclusive ranges.
    pub hidden: Vec<(u32, u32)>,
    /// Whether there were more lines than a recap may have, and the rest is left out.
    pub truncated: bool,
}
