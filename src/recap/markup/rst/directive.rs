//! What begins with two dots in reStructuredText: directives, targets, notes, comments.

use super::{DIRECTIVE, Reader, TARGET};
use crate::recap::markup::line::Shape;
use crate::recap::markup::metadata::Value;
use crate::recap::markup::{embed, inline};

/// Directives whose argument names the style of what they hold.
const STYLED: [&str; 4] = ["container", "class", "rst-class", "cssclass"];
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

impl Reader<'_> {
    /// What begins with two dots: directives, targets, notes, comments.
    pub(super) fn explicit(&mut self) -> bool {
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
            if let Some(text) = found.get(2).filter(|_| !STYLED.contains(&name)) {
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
    pub(super) fn skip_options(&mut self) -> bool {
        while self.line(0).starts_with([' ', '\t']) && self.line(0).trim_start().starts_with(':') {
            self.at += 1;
        }
        true
    }

    pub(super) fn skip_indented(&mut self) {
        while self.at < self.lines.len()
            && (self.line(0).starts_with([' ', '\t']) || self.line(0).trim().is_empty())
        {
            self.at += 1;
        }
    }

    /// Lines indented by `margin` or more, all of one shape.
    pub(super) fn indented(&mut self, shape: Shape, margin: usize) {
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
}
