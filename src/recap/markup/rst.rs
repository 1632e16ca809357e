//! reStructuredText, as far as a recap goes: titles, lists, quotes, links, fields; directives hidden.

mod directive;
mod table;

use super::compose::Composer;
use super::inline::{self, Names};
use super::{contents, definition, finish, front_matter};
use crate::recap::markup::line::{Page, Shape};
use crate::recap::markup::metadata::{self, Value};
use regex::Regex;
use std::sync::LazyLock;
use table::is_border;

/// Lines within which an item numbered with a letter has another one before or behind it.
const ITEMS_APART: usize = 4;

/// Signs that underline a title.
const ADORNMENTS: &str = "=-~^\"'`#*+_:.<>";

static FIELD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^:([^:`\s][^:`]*):(?:\s+(.*))?$").ok());
static BULLET: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:[-*+•‣]|\(?(?:[0-9]{1,3}|[A-Za-z]|#)[.)])\s+").ok());
/// A letter and a full stop: the number of an item, or the initial of a name.
static LETTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^([A-Z])\.\s+\p{Lu}").ok());
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
    finish::mark_blank_lines(&mut page.lines, text);
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
                self.composer.rule(Shape::Text);
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

    /// Whether the letter that a line begins with is the initial of a name, "C. Untel", and no number of an item: no item
    /// near it has the letter before or after.
    fn is_initial(&self, body: &str) -> bool {
        let letter = |line: &str| {
            let found = LETTER.as_ref()?.captures(line.trim_start())?;
            found.get(1)?.as_str().bytes().next()
        };
        let Some(own) = letter(body) else { return false };
        let near = self.at.saturating_sub(ITEMS_APART)..self.lines.len().min(self.at + ITEMS_APART + 1);
        let others = near.filter(|&i| i != self.at).filter_map(|i| letter(self.lines[i]));
        !others.into_iter().any(|other| other.abs_diff(own) == 1)
    }

    /// A paragraph, a list item or a quotation, to the next empty line or the next item.
    fn paragraph(&mut self, margin: usize, body: &str) {
        self.begun = true;
        self.inside = self.inside.filter(|&inner| margin >= inner);
        let bullet = BULLET.as_ref().and_then(|pattern| pattern.find(body)).map(|found| found.end());
        let bullet = bullet.filter(|_| !self.is_initial(body));
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
