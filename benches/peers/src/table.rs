//! What was measured, as Markdown.

use std::fmt::Write as _;

/// One line of the table.
pub(crate) struct Row {
    /// Talks of the corpus.
    pub(crate) talks: u64,
    /// What was done.
    pub(crate) work: String,
    pub(crate) program: &'static str,
    /// Median wall time, in milliseconds.
    pub(crate) median: f64,
    /// First and third quartile.
    pub(crate) spread: (f64, f64),
    /// Median of the quotients with the yardstick's run in the same round.
    pub(crate) ratio: Option<f64>,
    /// Peak resident set, in bytes.
    pub(crate) memory: u64,
    /// Size of the index and of the ready-cut talks, in bytes.
    pub(crate) size: Option<(u64, u64)>,
    /// Runs.
    pub(crate) runs: usize,
}

impl Row {
    /// The row as a line of the table.
    pub(crate) fn line(&self) -> String {
        let ratio = self.ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let size =
            self.size.map(|(index, text)| format!("{} ({:.2})", mega(index), index as f64 / text as f64));
        format!(
            "| {} | {} | {} | {} | {}–{} | {ratio} | {} | {} | {} |",
            self.talks,
            self.work,
            self.program,
            number(self.median),
            number(self.spread.0),
            number(self.spread.1),
            mega(self.memory),
            size.unwrap_or_default(),
            self.runs
        )
    }
}

/// The head of the table.
pub(crate) const HEAD: &str = "\
| talks | work | program | median, ms | quartiles | ratio | peak RSS, MB | index, MB (of text) | runs |
|--:|---|---|--:|--:|--:|--:|--:|--:|";

/// How median and memory grow with the talks: e in cost = c · talks^e, from each corpus to the next larger one.
pub(crate) fn growth(rows: &[Row]) -> String {
    let mut table =
        "| work | program | from | to | time grows as talks^ | × | memory grows as talks^ | × |\n\
                     |---|---|--:|--:|--:|--:|--:|--:|\n"
            .to_owned();
    for (n, row) in rows.iter().enumerate() {
        let next = rows[n + 1..].iter().find(|next| next.work == row.work && next.program == row.program);
        let Some(next) = next.filter(|next| next.talks > row.talks) else { continue };
        let talks = (next.talks as f64 / row.talks as f64).ln();
        let time = next.median / row.median;
        let memory = next.memory as f64 / row.memory as f64;
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {:.2} | {time:.2} | {:.2} | {memory:.2} |",
            row.work,
            row.program,
            row.talks,
            next.talks,
            time.ln() / talks,
            memory.ln() / talks
        );
    }
    table
}

/// Three digits that count.
fn number(value: f64) -> String {
    match value {
        value if value < 10.0 => format!("{value:.2}"),
        value if value < 100.0 => format!("{value:.1}"),
        value => format!("{value:.0}"),
    }
}

/// Bytes in millions.
fn mega(bytes: u64) -> String {
    number(bytes as f64 / 1e6)
}
