//! Tables of contents: lines that announce the headings of a recap.

use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::byline;
use crate::recap::outline::prose::Look;
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::HEADINGS;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The tables of contents of a recap.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents {
    /// Where they stand, headings included.
    pub ranges: Vec<Range<usize>>,
    /// What they announce, in the form of [`bare`].
    pub entries: HashSet<String>,
}

/// Finds runs of short lines that come again, one by one and in order, further down.
pub(crate) fn find(lines: &[Line], looks: &[Look], plain: bool) -> Contents {
    let keys: Vec<String> = lines
        .iter()
        .zip(looks)
        .map(|(line, look)| {
            let short = look.chars <= 200 && look.words <= 30 && !look.address && line.shape != Shape::Code;
            let field = look.byline.is_some() || line.text.ends_with(':');
            if short && !field { bare(byline::unbulleted(&line.text)) } else { String::new() }
        })
        .collect();
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (i, key) in keys.iter().enumerate() {
        // With markup only headings can be announced.
        if !key.is_empty()
            && (plain || matches!(lines[i].shape, Shape::Heading(_)) || lines[i].bold >= lines[i].text.len())
        {
            last.insert(key, i);
        }
    }
    let mut contents = Contents::default();
    let mut i = 0;
    while i < lines.len() {
        let announced = HEADINGS.is(&keys[i], "contents");
        let from = if announced { i + 1 } else { i };
        let (mut end, mut found, mut place) = (from, 0usize, 0usize);
        while end < lines.len() && !keys[end].is_empty() && !matches!(lines[end].shape, Shape::Heading(_)) {
            match last.get(keys[end].as_str()) {
                Some(&again) if again > end && again > place => {
                    found += 1;
                    place = again;
                }
                // An entry may be worded otherwise in its heading, but not the first and not two in a row.
                _ if found > 0
                    && end + 1 < lines.len()
                    && last.get(keys[end + 1].as_str()).is_some_and(|&a| a > end + 1 && a > place) => {}
                _ => break,
            }
            end += 1;
        }
        // The run must stand before what it announces.
        if found >= 3
            && keys[from..end].iter().all(|key| {
                last.get(key.as_str()).is_none_or(|&again| again >= end || again < from || !announced)
            })
        {
            contents.entries.extend(keys[from..end].iter().cloned());
            contents.ranges.push(i..end);
            i = end;
        } else {
            i = from.max(i + 1);
        }
    }
    contents
}
