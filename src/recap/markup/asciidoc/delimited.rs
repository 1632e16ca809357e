//! Blocks of AsciiDoc between two lines of signs: quotations, code, passed HTML, tables.

use super::Reader;
use crate::recap::markup::line::Shape;
use crate::recap::markup::{html, inline};

impl Reader<'_> {
    /// A block between two lines of signs, where it is not read like the text around it.
    pub(super) fn delimited(&mut self, line: &str) -> bool {
        let sign = line.chars().next().unwrap_or(' ');
        let alike = line.len() >= 4 && line.chars().all(|c| c == sign);
        let fence = line.starts_with("```");
        match sign {
            '_' if alike => {
                self.quotes = 1 - self.quotes.min(1);
                self.composer.block(self.shape());
                self.at += 1;
            }
            '-' | '.' | '/' | '+' if alike => self.verbatim(line, sign),
            '`' if fence => self.verbatim("```", '`'),
            '|' if line.starts_with("|===") => self.table(),
            _ => return false,
        }
        true
    }

    pub(super) fn verbatim(&mut self, end: &str, sign: char) {
        self.at += 1;
        let first = self.at;
        while self.at < self.lines.len() && self.line(0) != end {
            self.at += 1;
        }
        let body = self.lines.get(first..self.at).unwrap_or_default();
        let rows = (first as u32 + 1..).zip(body);
        if sign == '+' {
            let chunks: Vec<String> = body.iter().map(|line| format!("{line}\n")).collect();
            let chunks: Vec<(u32, &str)> =
                (first as u32 + 1..).zip(chunks.iter().map(String::as_str)).collect();
            html::read_fragment(&chunks, &mut self.composer);
        } else if sign != '/' {
            self.composer.block(Shape::Code);
            for (number, line) in rows {
                self.composer.push(line, number);
                self.composer.wrap();
            }
        }
        self.composer.block(self.shape());
        self.at += 1;
    }

    pub(super) fn table(&mut self) {
        self.at += 1;
        while self.at < self.lines.len() && !self.line(0).starts_with("|===") {
            let cells: Vec<&str> =
                self.line(0).split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
            self.composer.next(Shape::Row, false);
            inline::write_asciidoc(&cells.join(" | "), self.number(), &self.attributes, &mut self.composer);
            self.at += 1;
        }
        self.composer.block(self.shape());
        self.at += 1;
    }
}
