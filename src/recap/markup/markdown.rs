//! Markdown: CommonMark with tables, footnotes and front matter, and the habits of blogs around it.

use super::compose::Composer;
use super::{LineIndex, contents, dialect, embed, finish, front_matter, html, shortcode};
use crate::recap::markup::line::{Line, Page, Shape};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Characters above which a text underlined with `---` is a paragraph before a rule, not a heading.
const LONGEST_SETEXT: usize = 140;

/// Reads Markdown.
pub(super) fn read(text: &str) -> Page {
    let front = front_matter::read_or_fields(text).unwrap_or_default();
    let mut source = text.as_bytes().to_vec();
    shortcode::wipe(&mut source, 0..front.length);
    let source = shortcode::blank(&String::from_utf8(source).unwrap_or_default());
    let mut source = dialect::common(&source).into_bytes();
    shield_addresses(&mut source);
    let source = String::from_utf8(source).unwrap_or_default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let rows = LineIndex::new(&source);
    let composer = Composer::new(text);
    let mut reader = Reader { source: &source, rows, composer, ..Reader::default() };
    let events = Parser::new_ext(&source, options).into_offset_iter();
    reader.attach(events.reference_definitions().iter().map(|(_, target)| target.span.clone()));
    for (event, range) in events {
        reader.take(event, range);
    }
    let mut page = reader.composer.finish(text);
    finish::mark_blank_lines(&mut page.lines, &source);
    unglue_headings(&mut page.lines);
    contents::mark(&mut page.lines);
    page.metadata = front.metadata;
    page
}

/// Stands for an underscore inside an address while the markup is read: as long as one, and no markup.
const SHIELD: char = '\u{1A}';

/// Keeps the underscores of bare addresses from being read as emphasis; those at their end may close one.
fn shield_addresses(source: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = source.get(at..).and_then(|rest| rest.windows(3).position(|w| w == b"://")) {
        let start = at + found + 3;
        let stops = |b: &u8| b.is_ascii_whitespace() || b"<>()[]\"`".contains(b);
        let end = source
            .get(start..)
            .and_then(|rest| rest.iter().position(stops))
            .map_or(source.len(), |n| start + n);
        // The target of a link is no bare address and needs no such sign.
        let scheme = source[..start - 3].iter().rposition(|b| !b.is_ascii_alphabetic()).map_or(0, |i| i + 1);
        let before = source[..scheme].trim_ascii_end();
        if before.ends_with(b"](") || before.ends_with(b"<") || before.ends_with(b"]:") {
            at = end;
            continue;
        }
        let last = (start..end).rfind(|&i| !b"_*.,;:!?".contains(&source[i])).unwrap_or(start);
        source[start..last.max(start)].iter_mut().filter(|b| **b == b'_').for_each(|b| *b = SHIELD as u8);
        at = end;
    }
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    rows: LineIndex,
    composer: Composer,
    lists: u8,
    quotes: u32,
    images: u32,
    /// Inside a heading or a row of a table, where a break does not end the line.
    unbroken: bool,
    /// A break was written since the last text: a second one is an empty line.
    broken: bool,
    /// Chunks of the HTML block being read, each with its offset.
    html: Option<Vec<(usize, String)>>,
    /// Elements that HTML blocks have opened to hold others, and not yet closed.
    holders: usize,
}

impl Reader<'_> {
    /// Link targets in lines of their own belong to the text before them.
    fn attach(&mut self, targets: impl Iterator<Item = Range<usize>>) {
        let mut targets: Vec<Range<usize>> = targets.collect();
        targets.sort_unstable_by_key(|target| target.start);
        for target in targets {
            let end = target.end.saturating_sub(1).max(target.start);
            self.composer.attach(self.rows.line_of(target.start), self.rows.line_of(end));
        }
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        let number = self.rows.line_of(range.start);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Html(text) => match &mut self.html {
                Some(chunks) => chunks.push((range.start, text.replace(SHIELD, "_"))),
                None => html::read_fragment(&[(number, &text.replace(SHIELD, "_"))], &mut self.composer),
            },
            _ if self.images > 0 => {}
            Event::Text(text) if self.html.is_some() => {
                let text = text.replace(SHIELD, "_");
                self.html.get_or_insert_default().push((range.start, text));
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.broken = false;
                self.composer.push(&text.replace(SHIELD, "_"), number);
                self.composer.reach(self.rows.line_of(range.end.saturating_sub(1).max(range.start)));
            }
            Event::InlineHtml(tag) => self.inline_tag(&tag.replace(SHIELD, "_"), number),
            Event::SoftBreak | Event::HardBreak if self.unbroken => self.composer.push(" ", number),
            Event::SoftBreak | Event::HardBreak => self.composer.wrap(),
            Event::Rule => self.composer.rule(self.shape()),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    /// What a paragraph is where it stands.
    fn shape(&self) -> Shape {
        if self.quotes > 0 { Shape::Quote } else { Shape::Text }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph if self.composer.is_fresh_item() => {}
            Tag::Paragraph => {
                self.unbroken = false;
                self.composer.block(self.shape());
            }
            Tag::DefinitionListTitle => self.composer.block(Shape::Term),
            Tag::DefinitionListDefinition => self.composer.next(Shape::Text, false),
            Tag::Heading { level, .. } => {
                self.unbroken = true;
                let shape = if self.quotes > 0 { Shape::Quote } else { Shape::Heading(rank(level)) };
                let written = self.source.get(range).unwrap_or_default();
                let setext = !written.trim_start().starts_with('#');
                let title = written.trim_end().rsplit_once('\n').map_or(written, |(title, _)| title);
                if setext && title.chars().count() > LONGEST_SETEXT {
                    self.unbroken = false;
                    self.composer.block(self.shape());
                } else {
                    self.composer.block(shape);
                }
            }
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.composer.block(Shape::Quote);
            }
            // An empty line ends an HTML block; what goes on below it, indented as in a page, is no code.
            Tag::CodeBlock(CodeBlockKind::Indented)
                if self.holders > 0
                    && self.source.get(range.start..).is_some_and(|text| is_tag(text.trim_start())) =>
            {
                self.html = Some(Vec::new());
            }
            Tag::CodeBlock(_) => self.composer.block(Shape::Code),
            Tag::HtmlBlock => self.html = Some(Vec::new()),
            Tag::List(_) => {
                self.composer.next(self.shape(), false);
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => self.composer.next(Shape::Item(self.lists), false),
            Tag::TableHead | Tag::TableRow => {
                self.unbroken = true;
                self.composer.next(Shape::Row, matches!(tag, Tag::TableHead));
            }
            Tag::TableCell if !self.composer.is_line_empty() => {
                let number = self.rows.line_of(range.start);
                self.composer.push(" | ", number);
            }
            Tag::FootnoteDefinition(_) | Tag::Table(_) => self.composer.block(Shape::Text),
            Tag::Strong => self.composer.bold(true),
            Tag::Emphasis => self.composer.slant(true),
            Tag::Link { dest_url, .. } if self.images == 0 => {
                self.composer.open_link(&dest_url.replace(SHIELD, "_"));
            }
            Tag::Image { .. } => {
                self.images += 1;
                self.composer.image();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow => {
                self.unbroken = false;
                self.composer.next(self.shape(), matches!(tag, TagEnd::Heading(_)));
            }
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.composer.block(self.shape());
            }
            TagEnd::CodeBlock if self.html.is_none() => self.composer.block(self.shape()),
            TagEnd::Table => self.composer.block(self.shape()),
            TagEnd::HtmlBlock | TagEnd::CodeBlock => {
                let chunks = self.html.take().unwrap_or_default();
                for (_, html) in &chunks {
                    let (opened, closed) = holders(html);
                    self.holders = (self.holders + opened).saturating_sub(closed);
                }
                let pieces: Vec<(u32, &str)> =
                    chunks.iter().map(|(at, html)| (self.rows.line_of(*at), html.as_str())).collect();
                html::read_fragment(&pieces, &mut self.composer);
            }
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                self.composer.next(self.shape(), false);
            }
            TagEnd::DefinitionListDefinition => self.composer.end_definition(self.shape()),
            TagEnd::Item => self.composer.next(self.shape(), false),
            TagEnd::Strong => self.composer.bold(false),
            TagEnd::Emphasis => self.composer.slant(false),
            TagEnd::Link => self.composer.close_link(),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    /// A tag amid text. Text that some editor wrote has whole blocks in its paragraphs.
    fn inline_tag(&mut self, tag: &str, number: u32) {
        let name: String =
            tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        let closing = tag.starts_with("</");
        match (name.to_ascii_lowercase().as_str(), closing) {
            ("br", _) if self.unbroken => self.composer.break_heading(number),
            ("br", _) if std::mem::replace(&mut self.broken, true) && self.composer.is_line_empty() => {
                self.composer.block(self.shape());
            }
            ("br", _) => self.composer.wrap(),
            ("img", _) => self.composer.image(),
            ("i" | "em" | "small", closing) => self.composer.slant(!closing),
            ("b" | "strong", closing) => self.composer.bold(!closing),
            ("a", false) => self.composer.open_link(&html::attribute(tag, "href").unwrap_or_default()),
            ("a", true) => self.composer.close_link(),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", closing) => {
                let level = name.bytes().last().map_or(1, |digit| digit.saturating_sub(b'0'));
                let heads = !closing && self.quotes == 0;
                self.unbroken = heads;
                self.composer.block(if heads { Shape::Heading(level) } else { self.shape() });
            }
            ("summary" | "dt", false) => self.composer.block(Shape::Term),
            ("dd", true) => self.composer.end_definition(self.shape()),
            ("dd", false) => self.composer.next(self.shape(), false),
            ("li", false) => self.composer.next(Shape::Item(self.lists.max(1)), false),
            ("p" | "div" | "section" | "article" | "details" | "summary" | "dt" | "ul" | "ol" | "li", _) => {
                self.composer.block(self.shape());
            }
            ("hr", _) => self.composer.rule(self.shape()),
            ("iframe", false) => {
                if let Some(url) = html::attribute(tag, "src").and_then(|url| embed::frame(&url)) {
                    self.composer.player(&url, number);
                }
            }
            ("video" | "source", false) => {
                if let Some(url) = html::attribute(tag, "src").and_then(|url| embed::recording(&url)) {
                    self.composer.player(&url, number);
                }
            }
            _ => {}
        }
    }
}

/// Whether a text begins with a tag.
fn is_tag(text: &str) -> bool {
    let rest = text.strip_prefix('<').map(|rest| rest.strip_prefix('/').unwrap_or(rest));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// How many elements that hold others a piece of HTML opens, and how many it closes.
fn holders(html: &str) -> (usize, usize) {
    const NAMES: [&str; 12] = [
        "table", "div", "section", "article", "center", "ul", "ol", "figure", "details", "aside", "dl",
        "main",
    ];
    let (mut opened, mut closed) = (0, 0);
    for (at, _) in html.match_indices('<') {
        let rest = &html.as_bytes()[at + 1..];
        let (closes, name) = rest.strip_prefix(b"/").map_or((false, rest), |name| (true, name));
        let length = name.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        if NAMES.iter().any(|known| name[..length].eq_ignore_ascii_case(known.as_bytes())) {
            *if closes { &mut closed } else { &mut opened } += 1;
        }
    }
    (opened, closed)
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// `##Title`, without the space that CommonMark asks for, is a heading all the same. With one `#` it
/// could be a hashtag: it must stand alone and look like no sentence.
fn unglue_headings(lines: &mut [Line]) {
    for index in 0..lines.len() {
        let alone = lines.get(index + 1).is_none_or(|next| next.blank_before);
        let Some(line) = lines.get_mut(index).filter(|line| line.shape == Shape::Text) else { continue };
        let marks = line.text.bytes().take_while(|&b| b == b'#').count();
        let title = line.text.get(marks..).unwrap_or_default();
        let letter = title.chars().next().is_some_and(|c| !c.is_whitespace());
        let single = alone
            && line.blank_before
            && title.contains(' ')
            && !title.contains('#')
            && !title.ends_with(['.', '!', '…'])
            && title.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        if letter && ((2..=6).contains(&marks) || (marks == 1 && single)) {
            line.shape = Shape::Heading(marks as u8);
            finish::drop_prefix(line, marks);
            // `{#id}`, which is read as an id after a space only.
            if let Some((at, _)) = line.text.rmatch_indices("{#").next().filter(|_| line.text.ends_with('}'))
            {
                finish::keep_prefix(line, at);
            }
        }
    }
}
