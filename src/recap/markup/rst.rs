//! reStructuredText, as far as a recap goes: titles, lists, quotes, links, fields; directives hidden.

use super::compose::{self, Composer};
use super::inline::{self, Targets};
use super::{contents, front_matter};
use crate::recap::markup::line::{Page, Shape};
use crate::recap::markup::metadata::{self, Value};
use regex::Regex;
use std::sync::LazyLock;

/// Signs that underline a title.
const ADORNMENTS: &str = "=-~^\"'`#*+_:.<>";
/// Directives whose body is neither text nor code of the recap.
const SILENT: [&str; 14] = [
    "image",
    "raw",
    "contents",
    "toctree",
    "meta",
    "youtube",
    "video",
    "include",
    "csv-table",
    "replace",
    "role",
    "sectnum",
    "unicode",
    "gallery",
];
/// Directives whose body is code.
const CODE: [&str; 6] = ["code", "code-block", "sourcecode", "parsed-literal", "highlight", "math"];

static FIELD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^:([^:`\s][^:`]*):(?:\s+(.*))?$").ok());
static BULLET: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:[-*+•‣]|\(?(?:[0-9]{1,3}|[A-Za-z]|#)[.)])\s+").ok());
static DIRECTIVE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\.\.\s+(?:\|[^|]*\|\s+)?([\w.:+-]+?)::(?:\s+(.*))?$").ok());
static TARGET: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\.\.\s+_`?([^:`]+)`?:\s*(\S.*)?$").ok());

/// Reads reStructuredText.
pub(super) fn read(text: &str) -> Page {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let front = front_matter::read(text).unwrap_or_default();
    let above = text.get(..front.length).unwrap_or_default().matches('\n').count();
    let mut reader = Reader { lines: &lines, at: above, targets: targets(&lines), ..Reader::default() };
    while reader.at < lines.len() {
        reader.block();
    }
    let mut page = reader.composer.finish(text);
    compose::mark_blank_lines(&mut page.lines, text);
    contents::mark(&mut page.lines);
    page.metadata = metadata::either(front.metadata, metadata::of_front_matter(&Value::Map(reader.fields)));
    if page.metadata.title.is_none() {
        page.metadata.title = reader.title;
    }
    page
}

/// Addresses that are given apart from the words that carry them.
fn targets(lines: &[&str]) -> Targets {
    let found = lines.iter().filter_map(|line| {
        let found = TARGET.as_ref()?.captures(line.trim())?;
        Some((inline::target_name(found.get(1)?.as_str()), found.get(2)?.as_str().trim().to_owned()))
    });
    found.collect()
}

#[derive(Default)]
struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
    composer: Composer,
    targets: Targets,
    /// Styles of titles in the order in which they were met: the sign, and whether there is one above too.
    styles: Vec<(char, bool)>,
    /// Margins of the list items that are open.
    margins: Vec<usize>,
    fields: Vec<(String, Value)>,
    title: Option<String>,
    /// Something other than a title and fields was read.
    begun: bool,
    /// The last paragraph announced a literal block.
    literal: bool,
}

impl<'a> Reader<'a> {
    fn line(&self, ahead: usize) -> &'a str {
        self.lines.get(self.at + ahead).copied().unwrap_or_default()
    }

    fn block(&mut self) {
        let line = self.line(0);
        let body = line.trim_start();
        let margin = line.len() - body.len();
        if body.is_empty() {
            self.at += 1;
            return;
        }
        if std::mem::take(&mut self.literal) && margin > 0 {
            return self.indented(Shape::Code, margin);
        }
        if margin == 0 && (self.section() || self.explicit()) {
            return;
        }
        if is_border(body) {
            self.at += 1;
            return;
        }
        if body.starts_with('|') || body.starts_with(">>> ") {
            return self.row(body);
        }
        if self.field(body) {
            return;
        }
        self.paragraph(margin, body);
    }

    /// A title with a line under it, and perhaps one above.
    fn section(&mut self) -> bool {
        let (first, second, third) = (self.line(0), self.line(1).trim_end(), self.line(2).trim_end());
        let over = adornment(first.trim_end());
        let (title, sign, above, taken) = match over {
            Some(sign) if !second.trim().is_empty() && adornment(third) == Some(sign) => {
                (second, sign, true, 3)
            }
            Some(_) => return false,
            None => match adornment(second) {
                Some(sign) if second.chars().count() * 2 >= first.trim().chars().count() => {
                    (first, sign, false, 2)
                }
                _ => return false,
            },
        };
        let style = (sign, above);
        let level = self.styles.iter().position(|known| *known == style).unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        let number = self.at as u32 + 1 + u32::from(above);
        self.composer.block(Shape::Heading((level + 1).min(6) as u8));
        inline::write_rst(title.trim(), number, &self.targets, &mut self.composer);
        self.composer.block(Shape::Text);
        // The first title is the recap's own; fields under a later one are of that part.
        self.begun |= self.title.is_some();
        if !self.begun {
            self.title = metadata::tidy(title);
        }
        self.margins.clear();
        self.at += taken;
        true
    }

    /// What begins with two dots: directives, targets, notes, comments.
    fn explicit(&mut self) -> bool {
        let line = self.line(0).trim_end();
        if line != ".." && !line.starts_with(".. ") && !line.starts_with("__ ") {
            return false;
        }
        let number = self.at as u32 + 1;
        self.at += 1;
        let note = line.strip_prefix(".. [").and_then(|rest| rest.split_once(']'));
        if let Some((_, text)) = note {
            self.composer.block(Shape::Text);
            inline::write_rst(text, number, &self.targets, &mut self.composer);
            return true;
        }
        let directive = DIRECTIVE.as_ref().and_then(|pattern| pattern.captures(line));
        let Some(found) = directive else {
            // Comments of this form are how some generators keep what others keep in front matter.
            let field = line.get(3..).unwrap_or_default().split_once(": ").filter(|_| !self.begun);
            if let Some((name, text)) = field.filter(|(name, _)| name.bytes().all(|b| b.is_ascii_lowercase()))
            {
                self.fields.push((name.to_owned(), Value::Scalar(text.trim().to_owned())));
            }
            self.skip_indented();
            return true;
        };
        let name = found.get(1).map_or("", |name| name.as_str());
        let first_option = self.skip_options();
        if SILENT.contains(&name) {
            self.composer.image();
            self.skip_indented();
        } else if CODE.contains(&name) {
            self.indented(Shape::Code, 1);
        } else if name == "figure" {
            self.indented(Shape::Caption, 1);
        } else if first_option {
            // The text of a note, topic or quotation reads on as if it stood alone.
            if let Some(text) = found.get(2) {
                self.composer.block(Shape::Text);
                inline::write_rst(text.as_str(), number, &self.targets, &mut self.composer);
            }
            self.indented(
                if name.contains("quote") || name == "epigraph" { Shape::Quote } else { Shape::Text },
                1,
            );
        }
        true
    }

    /// Passes the `:option:` lines of a directive; always true, so that it can stand in a condition.
    fn skip_options(&mut self) -> bool {
        while self.line(0).starts_with([' ', '\t']) && self.line(0).trim_start().starts_with(':') {
            self.at += 1;
        }
        true
    }

    fn skip_indented(&mut self) {
        while self.at < self.lines.len()
            && (self.line(0).starts_with([' ', '\t']) || self.line(0).trim().is_empty())
        {
            self.at += 1;
        }
    }

    /// Lines indented by `margin` or more, all of one shape.
    fn indented(&mut self, shape: Shape, margin: usize) {
        self.composer.block(shape);
        while self.at < self.lines.len() {
            let line = self.line(0);
            let body = line.trim_start();
            if body.is_empty() {
                self.composer.block(shape);
            } else if line.len() - body.len() < margin {
                break;
            } else {
                let number = self.at as u32 + 1;
                if shape == Shape::Code {
                    self.composer.push(line, number);
                } else {
                    inline::write_rst(body, number, &self.targets, &mut self.composer);
                }
                self.composer.wrap();
            }
            self.at += 1;
        }
        self.composer.block(Shape::Text);
    }

    /// A line of a line block, or a row of a table drawn with signs.
    fn row(&mut self, body: &str) {
        let number = self.at as u32 + 1;
        let cells: Vec<&str> = body.trim_matches('|').split('|').map(str::trim).collect();
        let is_row = body.len() > 1 && body.trim_end().ends_with('|');
        self.composer.next(if is_row { Shape::Row } else { Shape::Text }, false);
        inline::write_rst(
            &cells.join(if is_row { " | " } else { "|" }),
            number,
            &self.targets,
            &mut self.composer,
        );
        self.composer.block(Shape::Text);
        self.at += 1;
    }

    /// `:name: text`: at the top it describes the recap, below it is read as `name: text`.
    fn field(&mut self, body: &str) -> bool {
        let Some(found) = FIELD.as_ref().and_then(|pattern| pattern.captures(body.trim_end())) else {
            return false;
        };
        let name = found.get(1).map_or("", |name| name.as_str());
        let text = found.get(2).map_or("", |text| text.as_str());
        let number = self.at as u32 + 1;
        self.at += 1;
        if self.begun {
            self.composer.next(Shape::Text, false);
            inline::write_rst(&format!("{name} : {text}"), number, &self.targets, &mut self.composer);
            self.composer.next(Shape::Text, false);
        } else {
            self.fields.push((name.to_lowercase(), Value::Scalar(text.to_owned())));
        }
        true
    }

    /// A paragraph, a list item or a quotation, to the next empty line or the next item.
    fn paragraph(&mut self, margin: usize, body: &str) {
        self.begun = true;
        let bullet = BULLET.as_ref().and_then(|pattern| pattern.find(body)).map(|found| found.end());
        while self
            .margins
            .last()
            .is_some_and(|&open| if bullet.is_some() { open > margin } else { open >= margin && margin == 0 })
        {
            self.margins.pop();
        }
        let shape = match bullet {
            Some(_) => {
                if self.margins.last() != Some(&margin) {
                    self.margins.push(margin);
                }
                Shape::Item(self.margins.len().min(255) as u8)
            }
            None if margin > 0 && self.margins.is_empty() => Shape::Quote,
            None => Shape::Text,
        };
        self.composer.next(shape, bullet.is_none());
        let number = self.at as u32 + 1;
        let mut text = body.get(bullet.unwrap_or(0)..).unwrap_or(body).to_owned();
        self.at += 1;
        while self.at < self.lines.len() {
            let next = self.line(0).trim();
            let starts = next.is_empty() || (next.starts_with(".. ") && !self.line(0).starts_with(' '));
            let item = BULLET.as_ref().is_some_and(|pattern| pattern.is_match(next)) && bullet.is_some();
            if starts || item || adornment(self.line(1).trim_end()).is_some_and(|_| self.line(0) == next) {
                break;
            }
            text.push('\n');
            text.push_str(next);
            self.at += 1;
        }
        if text.trim_end().ends_with("::") {
            self.literal = true;
            text.truncate(text.trim_end().len() - 1);
            if text.trim() == ":" {
                text.clear();
            }
        }
        inline::write_rst(&text, number, &self.targets, &mut self.composer);
        self.composer.next(Shape::Text, false);
    }
}

/// The sign that a line of three or more of it alone is drawn with.
fn adornment(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|c| ADORNMENTS.contains(*c))?;
    (line.len() >= 3 && line.chars().all(|c| c == sign)).then_some(sign)
}

/// Whether a line is the border of a table, or a rule.
fn is_border(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| matches!(c, '=' | '-' | '+' | '|' | ' ' | '~' | '*' | '_'))
}
