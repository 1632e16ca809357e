//! AsciiDoc, as far as a recap goes: titles, lists, blocks, links; macros and attributes hidden.

mod delimited;

use super::compose::Composer;
use super::inline::{self, Targets};
use super::{contents, definition, embed, finish, front_matter};
use crate::recap::markup::line::{Page, Shape};
use crate::recap::markup::metadata::{self, Value};
use regex::{Captures, Regex};
use std::sync::LazyLock;

static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(={1,6}|#{1,6})\s+(\S.*)$").ok());
static ATTRIBUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^:!?([\w-]+)!?:(?:\s+(.*))?$").ok());
static BULLET: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\*{1,6}|-|•|\.{1,6}|[0-9]{1,3}\.)\s+(?:\[[ x*]\]\s+)?").ok());
static TERM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\S[^:]*?)::+(?:\s+(.*))?$").ok());
static MACRO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:image|video|audio|include|toc|ifdef|ifndef|ifeval|endif|gist|youtube)::([^\[]*)(?:\[([\w-]*).*)?$").ok()
});
/// The sign of an admonition, which readers see as a picture.
static ADMONITION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+").ok());
static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{([\w-]+)\}").ok());
/// Bytes of the value of an attribute, the attributes in it replaced.
const LONGEST_VALUE: usize = 2_000;
static BLOCK_ATTRIBUTES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\[[^\[\]]*\]$|^\[\[.*\]\]$").ok());
/// The author line under the title: a name and an address of mail or web.
static AUTHOR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^([^<>:;=]{3,60}?)\s*<[^<>]+>$").ok());
static REVISION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:v[0-9.]+,?\s*)?([0-9]{4}-[0-9]{2}-[0-9]{2})").ok());

/// Reads AsciiDoc.
pub(super) fn read(text: &str) -> Page {
    let front = front_matter::read(text).unwrap_or_default();
    let skipped = text.get(..front.length).unwrap_or_default().matches('\n').count();
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let composer = Composer::new(text);
    let mut reader = Reader { lines: &lines, at: skipped, composer, ..Reader::default() };
    reader.baked();
    while reader.at < lines.len() {
        reader.block();
    }
    let mut page = reader.composer.finish(text);
    finish::mark_blank_lines(&mut page.lines, text);
    contents::mark(&mut page.lines);
    let own = metadata::of_front_matter(Value::Map(reader.fields));
    page.metadata = metadata::either(front.metadata, own);
    page
}

#[derive(Default)]
struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
    composer: Composer,
    attributes: Targets,
    fields: Vec<(String, Value)>,
    /// Quotations that are open.
    quotes: usize,
    /// The document title was read, and nothing but its header since.
    header: bool,
    begun: bool,
    /// Delimiters of the examples and sidebars that are open.
    boxes: Vec<&'a str>,
    /// The block below opens when its title is pressed.
    opens: bool,
}

impl<'a> Reader<'a> {
    fn line(&self, ahead: usize) -> &'a str {
        self.lines.get(self.at + ahead).copied().unwrap_or_default().trim_end()
    }

    fn number(&self) -> u32 {
        self.at as u32 + 1
    }

    /// The `key=text` header of a baked site, closed by a line of tildes.
    fn baked(&mut self) {
        let length = self.lines.iter().take(64).position(|line| line.starts_with("~~~~"));
        let Some(length) = length else { return };
        let pairs =
            self.lines.get(..length).unwrap_or_default().iter().filter(|line| !line.trim().is_empty());
        let pairs: Option<Vec<_>> = pairs.map(|line| line.split_once('=')).collect();
        for (key, text) in pairs.into_iter().flatten() {
            self.fields.push((key.trim().to_lowercase(), Value::Scalar(text.trim().to_owned())));
            self.at = length + 1;
        }
    }

    fn shape(&self) -> Shape {
        if self.quotes > 0 { Shape::Quote } else { Shape::Text }
    }

    fn block(&mut self) {
        let line = self.line(0);
        let body = line.trim_start();
        if body.is_empty() {
            self.header = false;
            self.at += 1;
        } else if !(self.delimited(line) || self.title() || self.unshown(line)) {
            self.begun = true;
            self.paragraph(body);
        }
    }

    /// `== Title`, or a title with a line under it.
    fn title(&mut self) -> bool {
        let (line, under) = (self.line(0), self.line(1));
        let found = TITLE.as_ref().and_then(|pattern| pattern.captures(line));
        let (level, title, taken) = match found.as_ref().map(|found| (found.get(1), found.get(2))) {
            Some((Some(marks), Some(title))) => (marks.len(), title.as_str(), 1),
            _ => {
                let sign = under.chars().next().unwrap_or(' ');
                let Some(level) = "=-~^+".find(sign) else { return false };
                let (width, length) = (line.chars().count(), under.chars().count());
                let drawn = length >= 4 && under.chars().all(|c| c == sign) && width.abs_diff(length) <= 3;
                // A sign at the head of a line may make a block of the lines below it: only where both are
                // equally long was a title meant.
                let signed = line.starts_with(['*', '.', '|', '[', '-']);
                let attributes = BLOCK_ATTRIBUTES.as_ref().is_some_and(|pattern| pattern.is_match(line));
                let closes = self.boxes.last() == Some(&under);
                if !drawn || closes || attributes || signed && (length < 8 || width != length) {
                    return false;
                }
                (level + 1, line.trim(), 2)
            }
        };
        self.composer.block(Shape::Heading(level as u8));
        inline::write_asciidoc(title, self.number(), &self.attributes, &mut self.composer);
        self.composer.block(Shape::Text);
        if level == 1 && !self.begun {
            self.fields.push(("title".into(), Value::Scalar(title.to_owned())));
            self.header = true;
        }
        self.begun |= level > 1;
        self.at += taken;
        true
    }

    /// Lines that say something of the text and are not of it.
    fn unshown(&mut self, line: &str) -> bool {
        let matches =
            |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(line));
        if let Some(found) = ATTRIBUTE.as_ref().and_then(|pattern| pattern.captures(line)) {
            let name = found.get(1).map_or("", |name| name.as_str()).to_lowercase();
            let text = found.get(2).map_or("", |text| text.as_str()).trim().to_owned();
            let field =
                name.trim_start_matches("jbake-").trim_start_matches("page-").trim_start_matches("hp-");
            let field = if field == "revdate" { "date" } else { field };
            self.fields.push((field.to_owned(), Value::Scalar(text.clone())));
            let value = self.resolved(&text);
            self.attributes.insert(name, value);
        } else if self.header && matches(&AUTHOR) {
            let name = AUTHOR
                .as_ref()
                .and_then(|p| p.captures(line))
                .and_then(|f| Some(f.get(1)?.as_str().to_owned()));
            self.fields.push(("author".into(), Value::Scalar(name.unwrap_or_default())));
        } else if self.header && matches(&REVISION) {
            let day = REVISION
                .as_ref()
                .and_then(|p| p.captures(line))
                .and_then(|f| Some(f.get(1)?.as_str().to_owned()));
            self.fields.push(("date".into(), Value::Scalar(day.unwrap_or_default())));
        } else if let Some(found) = MACRO.as_ref().and_then(|pattern| pattern.captures(line)) {
            self.embedded(line, &found);
        } else if line.starts_with('.')
            && line.len() > 1
            && !line.starts_with(". ")
            && !line.starts_with("..")
        {
            let shape = if std::mem::take(&mut self.opens) { Shape::Term } else { Shape::Caption };
            self.composer.block(shape);
            inline::write_asciidoc(
                line.get(1..).unwrap_or_default(),
                self.number(),
                &self.attributes,
                &mut self.composer,
            );
            self.composer.block(self.shape());
        } else if matches!(line, "'''" | "---" | "***" | "* * *") {
            self.composer.rule(self.shape());
        } else if !(matches(&BLOCK_ATTRIBUTES)
            || matches!(line, "+" | "<<<" | "--" | "====" | "****")
            || (line.starts_with("//") && !line.starts_with("///"))
            || (line.len() > 4 && line.chars().all(|c| matches!(c, '=' | '*'))))
        {
            return false;
        }
        self.opens = line.starts_with("[%collapsible");
        if line.len() >= 4 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '*')) {
            match self.boxes.iter().rposition(|open| *open == line) {
                Some(open) => self.boxes.truncate(open),
                None => self.boxes.push(self.line(0)),
            }
        }
        self.at += 1;
        true
    }

    /// A text with the attributes in it replaced that are known so far.
    fn resolved(&self, text: &str) -> String {
        let Some(pattern) = REFERENCE.as_ref().filter(|_| text.contains('{') && text.len() <= LONGEST_VALUE)
        else {
            return text.to_owned();
        };
        let mut left = LONGEST_VALUE;
        let value = pattern.replace_all(text, |found: &Captures<'_>| {
            let own = found.get(0).map_or("", |whole| whole.as_str());
            let name = found.get(1).map_or("", |name| name.as_str()).to_lowercase();
            let value = self.attributes.get(&name).filter(|value| value.len() <= left);
            left = left.saturating_sub(value.map_or(0, String::len));
            value.map_or(own, String::as_str).to_owned()
        });
        value.into_owned()
    }

    /// A macro on a line of its own: readers see a player of what it embeds, or a picture.
    fn embedded(&mut self, line: &str, found: &Captures<'_>) {
        let group = |n| found.get(n).map_or("", |group| group.as_str());
        let name = line.split("::").next().unwrap_or_default();
        let from = if group(2).is_empty() { name } else { group(2) };
        match embed::address(from, group(1)).or_else(|| embed::address(name, group(1))) {
            Some(url) => {
                self.composer.block(self.shape());
                self.composer.push(&url, self.number());
                self.composer.block(self.shape());
            }
            None => self.composer.image(),
        }
    }

    /// `term::`, and its meaning on the same line or below.
    fn term(&mut self, text: &str) -> bool {
        let Some(found) = TERM.as_ref().and_then(|pattern| pattern.captures(text)) else { return false };
        let term = found.get(1).map_or("", |term| term.as_str());
        let meaning = found.get(2).map_or("", |rest| rest.as_str()).trim();
        // `std::string` and the like are words.
        let number = self.number();
        let below = self.line(1).trim();
        let (value, taken) = if meaning.is_empty() { (below, 2) } else { (meaning, 1) };
        let alone = self.line(taken).trim().is_empty() || self.line(taken).contains("::");
        if definition::is_field(term, value) && alone && !value.is_empty() {
            self.composer.next(self.shape(), false);
            let text = format!("{term} : {value}");
            inline::write_asciidoc(&text, number, &self.attributes, &mut self.composer);
            self.composer.reach(number + taken as u32 - 1);
            self.composer.next(self.shape(), false);
            self.at += taken;
            return true;
        }
        self.composer.block(Shape::Term);
        inline::write_asciidoc(term, number, &self.attributes, &mut self.composer);
        self.composer.next(self.shape(), false);
        if meaning.is_empty() {
            self.at += 1;
        } else {
            self.prose(meaning);
        }
        true
    }

    /// A paragraph or a list item, to the next empty line, item or block.
    fn paragraph(&mut self, body: &str) {
        let bullet = BULLET.as_ref().and_then(|pattern| pattern.captures(body));
        let marks = bullet.as_ref().and_then(|found| found.get(1)).map(|marks| marks.as_str());
        let text = bullet.as_ref().and_then(|found| body.get(found.get(0)?.end()..)).unwrap_or(body);
        if marks.is_none() && self.term(text) {
            return;
        }
        match marks {
            Some(marks) => {
                let depth = if marks.starts_with(['*', '.']) { marks.len() as u8 } else { 1 };
                self.composer.next(Shape::Item(depth), false);
            }
            None => self.composer.block(self.shape()),
        }
        let sign = ADMONITION.as_ref().and_then(|pattern| pattern.find(text)).map_or(0, |sign| sign.end());
        self.prose(text.get(sign..).unwrap_or(text));
    }

    /// Writes a text that begins on this line, and the lines that go on with it.
    fn prose(&mut self, text: &str) {
        let number = self.number();
        let mut text = text.to_owned();
        self.at += 1;
        while self.at < self.lines.len() {
            let next = self.line(0);
            let item = BULLET.as_ref().is_some_and(|pattern| pattern.is_match(next.trim_start()));
            let sign = next.chars().next().unwrap_or(' ');
            let rule = next.len() >= 4
                && "-._/+=*|".contains(sign)
                && next.chars().skip(1).all(|c| c == sign || c == '=');
            let attributes = BLOCK_ATTRIBUTES.as_ref().is_some_and(|pattern| pattern.is_match(next));
            if next.trim().is_empty() || item || rule || attributes || next == "+" || next.starts_with("```")
            {
                break;
            }
            if text.ends_with(" +") {
                text.truncate(text.len() - 2);
            }
            text.push('\n');
            text.push_str(next.trim_start());
            self.at += 1;
        }
        let text = text.strip_suffix(" +").unwrap_or(&text);
        inline::write_asciidoc(text, number, &self.attributes, &mut self.composer);
        self.composer.next(self.shape(), false);
    }
}
