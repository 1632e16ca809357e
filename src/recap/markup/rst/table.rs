//! Tables of reStructuredText, and line blocks.

use super::{Reader, inline};
use crate::recap::markup::line::Shape;

impl Reader<'_> {
    /// A table whose columns are marked by borders of `=` alone; `false` where the border below opens none.
    pub(super) fn simple_table(&mut self, border: &str) -> bool {
        let is_rule = |line: &str| {
            let line = line.trim();
            line.len() >= 3 && line.starts_with("==") && line.chars().all(|c| matches!(c, '=' | ' '))
        };
        // What is no such border is not looked for below: each of many rules would be, to the end of the file.
        if !is_rule(border) || !border.contains(' ') {
            return false;
        }
        let body = self.lines.get(self.at + 1..).unwrap_or_default();
        // The last border has nothing right below it.
        let rules = (0..body.len()).filter(|&n| body.get(n).is_some_and(|line| is_rule(line)));
        let ends = |&n: &usize| body.get(n + 1).is_none_or(|line| line.trim().is_empty());
        let Some(end) = rules.take(3).find(ends) else {
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

    /// A line of a line block, or a row of a table drawn with signs.
    pub(super) fn row(&mut self, body: &str) {
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
}

/// Whether a line is the border of a table, or a rule.
pub(super) fn is_border(line: &str) -> bool {
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
