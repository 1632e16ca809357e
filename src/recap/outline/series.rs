//! Blocks that open alike without being headings: a title in bold and who signs it, a link, a rule above.
//!
//! One such block shows nothing. Three or more make a mark of it, and every block that bears the mark may open a session,
//! whatever its words are.

use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::byline::{self, unbulleted};
use crate::recap::mentions::links;
use crate::recap::mentions::person::{Likeness, likeness};
use crate::recap::mentions::title_people;
use crate::recap::outline::prose::Look;
use crate::recap::words::fold::bare;
use crate::talk::LinkKind;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What the opening of a block shares with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::recap) enum Mark {
    /// It begins with a title in bold, and the rest of the line may sign it: "**Titre** : Jeanne Untel".
    Bold,
    /// It is a link and nothing else, with a paragraph below.
    Linked,
    /// It begins with a link: to the recording of a session, to its page.
    Link,
    /// A rule is drawn above it.
    Rule,
}

/// The lines that bear a mark, by their indices.
pub(in crate::recap) type Series = FxHashMap<usize, Mark>;

/// Fewest blocks of one opening that make it a mark.
const ENOUGH: usize = 3;
/// Most words of a line that is a title and who signs it.
const MOST_WORDS: usize = 30;
/// Most paragraphs of a session that begins with a link, on average.
const MOST_PARAGRAPHS: usize = 3;
/// Fewest words of a paragraph.
const PARAGRAPH: usize = 8;

/// Finds the marks of a recap. `headless` says from which line to which no heading but the recap's own stands above.
pub(super) fn find(lines: &[Line], looks: &[Look], noise: &[bool], headless: usize) -> Series {
    let mut series = Series::default();
    bold(lines, looks, noise, &mut series);
    ruled(lines, looks, noise, &mut series);
    titles_that_are_links(lines, looks, noise, &mut series);
    if series.is_empty() {
        linked(&lines[..headless], looks, noise, &mut series);
    }
    series
}

/// Whether a paragraph begins on a line: the author may have broken those of it that follow.
pub(super) fn begins_paragraph(lines: &[Line], looks: &[Look], i: usize) -> bool {
    looks[i].gap > 0
        || i.checked_sub(1).is_none_or(|before| {
            looks[before].address || !matches!(lines[before].shape, Shape::Text | Shape::Item(_))
        })
}

/// Titles in bold that share their line with who signs them.
fn bold(lines: &[Line], looks: &[Look], noise: &[bool], series: &mut Series) {
    let leads: Vec<usize> = (0..lines.len()).filter(|&i| !noise[i] && leads(&lines[i], &looks[i])).collect();
    if leads.len() < ENOUGH {
        return;
    }
    // What stands in bold again and again is a label: "**Note** : Jeanne".
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for &i in &leads {
        *times.entry(bare(lead(&lines[i]))).or_default() += 1;
    }
    let once = |i: &usize| times.get(&bare(lead(&lines[*i]))) == Some(&1);
    for items in [false, true] {
        let alike = || leads.iter().copied().filter(|&i| looks[i].item == items).filter(once);
        let signed = alike().filter(|&i| title_people::signature(rest(&lines[i])).is_some()).count();
        if signed >= ENOUGH && signed * 2 >= alike().count() {
            series.extend(alike().map(|i| (i, Mark::Bold)));
        }
    }
}

/// Whether a line is words in bold, and a few more that may sign them.
fn leads(line: &Line, look: &Look) -> bool {
    let title = lead(line).trim_end_matches([':', ' ', ',', '-', '–', '—']);
    matches!(line.shape, Shape::Text | Shape::Item(_))
        && line.bold > 0
        && line.bold < line.text.len()
        && look.words <= MOST_WORDS
        && title.contains(char::is_alphanumeric)
        && byline::role(title).is_none()
        && likeness(title) != Likeness::Known
        && !line.text.ends_with([':', ';'])
}

/// The words in bold that a line begins with.
fn lead(line: &Line) -> &str {
    unbulleted(line.text.get(..line.bold).unwrap_or_default())
}

/// What follows them.
fn rest(line: &Line) -> &str {
    line.text.get(line.bold..).unwrap_or_default()
}

/// Links that stand alone above a paragraph. Where most links that stand alone do not, they are a menu or a list of references.
fn titles_that_are_links(lines: &[Line], looks: &[Look], noise: &[bool], series: &mut Series) {
    let is_title = |i: &usize| {
        !noise[*i]
            && lines[*i].shape == Shape::Text
            && looks[*i].words >= 2
            && looks[*i].words <= MOST_WORDS
            && is_all_link(&lines[*i])
    };
    let alone: Vec<usize> = (0..lines.len()).filter(is_title).collect();
    let leads = |i: &usize| {
        let below = i + 1;
        looks
            .get(below)
            .is_some_and(|look| look.sentence && !noise[below] && lines[below].shape == Shape::Text)
    };
    let above: Vec<usize> = alone.iter().copied().filter(leads).collect();
    if above.len() >= ENOUGH && above.len() * 2 > alone.len() {
        // Sessions with nothing to tell are titled alike.
        let first = above[0];
        series.extend(alone.into_iter().filter(|&i| i >= first).map(|i| (i, Mark::Linked)));
    }
}

/// Whether a line is a link and nothing else.
pub(super) fn is_all_link(line: &Line) -> bool {
    line.anchors.first().is_some_and(|a| a.range.len() + 2 >= line.text.len() && links::is_web(&a.url))
}

/// Paragraphs that begin with a link, in a recap that goes on so: many of its paragraphs do from the first to the last.
fn linked(lines: &[Line], looks: &[Look], noise: &[bool], series: &mut Series) {
    let paragraphs: Vec<usize> = (0..lines.len())
        .filter(|&i| !noise[i] && lines[i].shape == Shape::Text && looks[i].words >= PARAGRAPH)
        .filter(|&i| begins_paragraph(lines, looks, i))
        .collect();
    let is_linked = |i: &usize| leading_link(&lines[*i]);
    let Some(first) = paragraphs.iter().position(is_linked) else { return };
    let last = paragraphs.iter().rposition(is_linked).unwrap_or(first);
    let marked: Vec<usize> = paragraphs[first..=last].iter().copied().filter(is_linked).collect();
    if marked.len() >= ENOUGH && marked.len() * MOST_PARAGRAPHS >= last + 1 - first {
        series.extend(marked.into_iter().map(|i| (i, Mark::Link)));
    }
}

/// Whether a line begins with a link to something of a session, and goes on.
fn leading_link(line: &Line) -> bool {
    line.anchors.first().is_some_and(|link| {
        let begins = line.text.get(..link.range.start).is_some_and(|t| !t.contains(char::is_alphanumeric));
        let kind = links::kind(&link.url, "");
        begins
            && link.range.end < line.text.len()
            && links::is_web(&link.url)
            && matches!(kind, LinkKind::Video | LinkKind::Schedule | LinkKind::Slides)
    })
}

/// First lines of blocks that rules part, where no heading opens them.
fn ruled(lines: &[Line], looks: &[Look], noise: &[bool], series: &mut Series) {
    let is_heading = |i: usize| matches!(lines[i].shape, Shape::Heading(_));
    let shown: Vec<usize> = (0..lines.len()).filter(|&i| !noise[i]).collect();
    let mut blocks: Vec<usize> = Vec::new();
    let mut ruled = false; // a rule stands before the next line shown
    let mut rules = (0, 0); // rules in all, and those above a heading
    let mut fresh = None; // the first line under the heading
    let mut under = false;
    for &i in &shown {
        ruled |= lines[i].ruled;
        if is_heading(i) {
            rules.1 += usize::from(ruled);
            rules.0 += usize::from(ruled);
            (fresh, under, ruled) = (None, true, false);
            continue;
        }
        if std::mem::take(&mut under) && !ruled {
            fresh = Some(i);
        }
        if ruled {
            rules.0 += 1;
            // The block under a heading is one of those that the rules below part.
            blocks.extend(fresh.take());
            blocks.push(i);
            ruled = false;
        }
    }
    let told = |i: &usize| lines[*i].shape == Shape::Text && looks[*i].sentence;
    let blocks: Vec<usize> = blocks.into_iter().filter(told).collect();
    if blocks.len() >= ENOUGH && rules.1 * 3 <= rules.0 {
        series.extend(blocks.into_iter().map(|i| (i, Mark::Rule)));
    }
}
