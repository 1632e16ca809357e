//! reStructuredText, as far as a recap goes: titles, lists, quotes, links, fields; directives hidden.

use super::compose::{self, Composer};
use super::inline::{self, Names};
use super::{contents, definition, embed, front_matter};
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
static SUBSTITUTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\.\.\s+\|([^|]+)\|\s+([\w-]+)::\s*(.*)$").ok());

/// Reads reStructuredText.
pub(super) fn read(text: &str) -> Page {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let front = front_matter::read(text).unwrap_or_default();
    let above = text.get(..front.length).unwrap_or_default().matches('\n').count();
    let composer = Composer::new(text);
    let mut reader = Reader { lines: &lines, at: above, names: names(&lines), composer, ..Reader::default() };
    while reader.at < lines.len() {
        reader.block();
    }
    let mut page = reader.composer.finish(text);
    compose::mark_blank_lines(&mut page.lines, text);
    contents::mark(&mut page.lines);
    page.metadata = metadata::either(front.metadata, metadata::of_front_matter(Value::Map(reader.fields)));
    if page.metadata.title.is_none() {
        page.metadata.title = reader.title;
    }
    page
}

/// What is given apart from the words that carry it: addresses, and texts that replace a name.
fn names(lines: &[&str]) -> Names {
    let mut names = Names::default();
    for line in lines.iter().map(|line| line.trim()).filter(|line| line.starts_with("..")) {
        if let Some(found) = TARGET.as_ref().and_then(|pattern| pattern.captures(line)) {
            if let (Some(name), Some(url)) = (found.get(1), found.get(2)) {
                names.targets.insert(inline::target_name(name.as_str()), url.as_str().trim().to_owned());
            }
        } else if let Some(found) = SUBSTITUTION.as_ref().and_then(|pattern| pattern.captures(line)) {
            let group = |n| found.get(n).map_or("", |group| group.as_str());
            // An image, a date: nothing that stands in the file.
            let text = if group(2) == "replace" { group(3) } else { "" };
            names.substitutions.insert(inline::target_name(group(1)), text.to_owned());
        }
    }
    names
}

#[derive(Default)]
struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
    composer: Composer,
    names: Names,
    /// Styles of titles in the order in which they were met: the sign, and whether there is one above too.
    styles: Vec<(char, bool)>,
    /// Margins of the list items that are open.
    margins: Vec<usize>,
    fields: Vec<(String, Value)>,
    title: Option<String>,
    /// Margin of the definition that is open.
    inside: Option<usize>,
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
            if !self.simple_table(body) {
                self.at += 1;
            }
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
        inline::write_rst(title.trim(), number, &self.names, &mut self.composer);
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
            inline::write_rst(text, number, &self.names, &mut self.composer);
            return true;
        }
        let target = TARGET.as_ref().is_some_and(|pattern| pattern.is_match(line)) || line.starts_with("__ ");
        if target {
            // The addresses of a part stand below it, and belong to it.
            let more = self.lines.get(self.at..).unwrap_or_default().iter();
            self.at +=
                more.take_while(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty()).count();
            self.composer.attach(number, self.at as u32);
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
        if let Some(url) = found.get(2).and_then(|id| embed::address(name, id.as_str())) {
            self.composer.block(Shape::Text);
            self.composer.push(&url, number);
            self.composer.block(Shape::Text);
            self.skip_indented();
        } else if SILENT.contains(&name) {
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
                inline::write_rst(text.as_str(), number, &self.names, &mut self.composer);
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
                    inline::write_rst(body, number, &self.names, &mut self.composer);
                }
                self.composer.wrap();
            }
            self.at += 1;
        }
        self.composer.block(Shape::Text);
    }

    /// A table whose columns are told by borders of `=` alone; `false` where the border below opens none.
    fn simple_table(&mut self, border: &str) -> bool {
        let is_rule = |line: &str| {
            let line = line.trim();
            line.len() >= 3 && line.starts_with("==") && line.chars().all(|c| matches!(c, '=' | ' '))
        };
        let body = self.lines.get(self.at + 1..).unwrap_or_default();
        // The last border has nothing right below it.
        let rules = (0..body.len()).filter(|&n| body.get(n).is_some_and(|line| is_rule(line)));
        let ends = |&n: &usize| body.get(n + 1).is_none_or(|line| line.trim().is_empty());
        let Some(end) = rules.take(3).find(ends).filter(|_| is_rule(border) && border.contains(' ')) else {
            return false;
        };
        let mut starts: Vec<usize> = Vec::new();
        let line = self.line(0);
        line.char_indices()
            .filter(|&(at, c)| c == '=' && !line.get(..at).is_some_and(|b| b.ends_with('=')))
            .for_each(|(at, _)| starts.push(at));
        for (n, row) in body.iter().take(end).enumerate().filter(|(_, row)| !is_border(row.trim())) {
            let cells = cells(row, &starts).join(" | ");
            self.composer.next(Shape::Row, false);
            inline::write_rst(&cells, (self.at + 2 + n) as u32, &self.names, &mut self.composer);
        }
        self.composer.block(Shape::Text);
        self.at += end + 2;
        true
    }

    /// A term, and below it, farther in, what it means.
    fn definition(&mut self, margin: usize, body: &str) -> bool {
        let below = self.line(1);
        let inner = below.len() - below.trim_start().len();
        if below.trim().is_empty() || inner <= margin || !definition::is_term(body.trim_end()) {
            return false;
        }
        let number = self.at as u32 + 1;
        if definition::is_field(body.trim_end(), below.trim()) && self.line(2).trim().is_empty() {
            self.composer.next(Shape::Text, true);
            let text = format!("{} : {}", body.trim_end(), below.trim());
            inline::write_rst(&text, number, &self.names, &mut self.composer);
            self.composer.reach(number + 1);
            self.composer.next(Shape::Text, false);
            self.at += 2;
            return true;
        }
        self.composer.block(Shape::Term);
        inline::write_rst(body.trim_end(), number, &self.names, &mut self.composer);
        self.composer.next(Shape::Text, false);
        self.at += 1;
        self.inside = Some(inner);
        true
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
            &self.names,
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
            inline::write_rst(&format!("{name} : {text}"), number, &self.names, &mut self.composer);
            self.composer.next(Shape::Text, false);
        } else {
            self.fields.push((name.to_lowercase(), Value::Scalar(text.to_owned())));
        }
        true
    }

    /// A paragraph, a list item or a quotation, to the next empty line or the next item.
    fn paragraph(&mut self, margin: usize, body: &str) {
        self.begun = true;
        self.inside = self.inside.filter(|&inner| margin >= inner);
        let bullet = BULLET.as_ref().and_then(|pattern| pattern.find(body)).map(|found| found.end());
        if bullet.is_none() && self.definition(margin, body) {
            return;
        }
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
            None if margin > 0 && self.margins.is_empty() && self.inside.is_none() => Shape::Quote,
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
        inline::write_rst(&text, number, &self.names, &mut self.composer);
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

/// The cells of a row whose columns begin at `starts`; the last one goes on to the end of the line.
fn cells<'r>(row: &'r str, starts: &[usize]) -> Vec<&'r str> {
    let places: Vec<usize> = row.char_indices().map(|(at, _)| at).collect();
    let place = |start: usize| places.get(start).copied().unwrap_or(row.len());
    let ends = starts.iter().skip(1).map(|&next| place(next)).chain([row.len()]);
    let cells =
        starts.iter().zip(ends).map(|(&start, end)| row.get(place(start)..end).unwrap_or_default().trim());
    cells.filter(|cell| !cell.is_empty()).collect()
}
