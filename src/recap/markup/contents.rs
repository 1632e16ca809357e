//! Tables of contents, as far as markup shows them: items that only lead elsewhere on the page.

use crate::recap::markup::line::{Line, Shape};

/// What asks a generator for a table of contents, in small letters.
const TAGS: [&str; 6] = ["[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "{toc}", "toc"];
/// Entries in a row that make a table; one alone is a reference.
const FEWEST: usize = 2;
/// Bytes around the link of an entry: numbering, a page, a sign.
const LONGEST_REST: usize = 6;

/// Marks tables of contents, and the tags that ask for one, as noise.
pub(super) fn mark(lines: &mut [Line]) {
    let mut from = 0;
    while from < lines.len() {
        let run = lines.get(from..).unwrap_or_default().iter().take_while(|line| is_entry(line)).count();
        if run >= FEWEST {
            lines.iter_mut().skip(from).take(run).for_each(|line| line.noise = true);
        }
        from += run.max(1);
    }
    for line in lines.iter_mut().filter(|line| line.text.len() <= LONGEST_REST + 3) {
        line.noise |= TAGS.contains(&line.text.to_ascii_lowercase().as_str());
    }
}

fn is_entry(line: &Line) -> bool {
    matches!(line.shape, Shape::Item(_))
        && line
            .anchors
            .first()
            .is_some_and(|a| a.url.starts_with('#') && a.range.len() + LONGEST_REST >= line.text.len())
}
