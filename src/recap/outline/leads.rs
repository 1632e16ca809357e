//! Which titles that run into their text open a session: those of a series, in a recap that no headings cut.
//!
//! A list of links with a word on each, or a list of points that a talk made, looks the same on every line. What tells them
//! apart is the whole recap: a series of sessions fills it, and no other headings stand among them.

use super::lead_in::{self, Lead, STYLES, Style};
use super::prose::Look;
use super::series::begins_paragraph;
use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::when;
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::HEADINGS;
use rustc_hash::{FxHashMap, FxHashSet};

/// The titles of a series, by the indices of their lines.
pub(in crate::recap) type Leads = FxHashMap<usize, Lead>;

/// Fewest titles of one style that make a series.
const ENOUGH: usize = 3;
/// Most paragraphs of a session that begins with its title, on average.
const MOST_PARAGRAPHS: usize = 4;
/// Headings beside those of sections and groups, above which they cut the recap: one may stand above all sessions.
const MOST_HEADINGS: usize = 1;

/// Finds the series that fills a recap, if any.
pub(super) fn find(lines: &[Line], looks: &[Look], noise: &[bool]) -> Leads {
    let mut leads = filling(lines, looks, noise);
    if leads.is_empty() {
        leads = listed(lines, looks, noise);
    }
    leads
}

/// The series that fills a recap.
fn filling(lines: &[Line], looks: &[Look], noise: &[bool]) -> Leads {
    let headings = headings(lines, looks, noise);
    let opens = |i: &usize| {
        let item = matches!(lines[*i].shape, Shape::Item(1));
        !noise[*i] && (item || lines[*i].shape == Shape::Text && begins_paragraph(lines, looks, *i))
    };
    let blocks: Vec<usize> = (0..lines.len()).filter(opens).collect();
    // Most recaps are cut by headings, and need not be read for titles.
    if headings > MOST_HEADINGS.max(blocks.len() / 2) {
        return Leads::default();
    }
    let mut best = (0, Leads::default());
    for style in STYLES {
        for items in [false, true] {
            let may_lead = |i: &usize| looks[*i].item == items && lead_in::may_begin(&lines[*i], style);
            let alike: Vec<usize> = blocks.iter().copied().filter(may_lead).collect();
            // What they hold at the most: to read them takes much longer.
            if alike.len() < ENOUGH || filled(lines, looks, noise, &alike) <= best.0 {
                continue;
            }
            let leads: Vec<(usize, Lead)> = alike
                .iter()
                .filter_map(|&i| Some((i, lead_in::read(&lines[i], style)?)))
                .filter(|(i, lead)| lead_in::tells(lines, looks, *i, lead))
                .collect();
            let leads = once(lines, leads);
            let signed = leads.iter().filter(|(_, lead)| lead.signed).count() * 2 >= leads.len();
            let most = if signed { leads.len() / 2 } else { MOST_HEADINGS };
            if leads.len() < ENOUGH || headings > most {
                continue;
            }
            let opened: Vec<usize> = leads.iter().map(|(i, _)| *i).collect();
            let filled = filled(lines, looks, noise, &opened);
            if filled > best.0 {
                // Bold titles open a unit by themselves.
                let leads = if style == Style::Bold { Vec::new() } else { leads };
                best = (filled, leads.into_iter().collect());
            }
        }
    }
    best.1
}

/// Lists of sessions, wherever they stand: most items are a title and tell of it, and most of these say who gave the session.
/// A list of references has no such items, and one of the points of a talk neither.
fn listed(lines: &[Line], looks: &[Look], noise: &[bool]) -> Leads {
    let mut leads = Leads::default();
    let mut i = 0;
    while i < lines.len() {
        if noise[i] || lines[i].shape != Shape::Item(1) {
            i += 1;
            continue;
        }
        // The author may have broken the lines of an item.
        let goes_on = |&n: &usize| {
            matches!(lines[n].shape, Shape::Item(_)) || lines[n].shape == Shape::Text && looks[n].gap == 0
        };
        let end = (i + 1..lines.len()).take_while(goes_on).last().map_or(i + 1, |last| last + 1);
        let items: Vec<usize> = (i..end).filter(|&n| lines[n].shape == Shape::Item(1)).collect();
        for style in [Style::Linked, Style::Quoted, Style::Slanted] {
            let may_lead = |&n: &usize| {
                let lead = lead_in::may_begin(&lines[n], style).then(|| lead_in::given(&lines[n], style));
                Some((n, lead.flatten()?))
            };
            let read: Vec<(usize, Lead)> = items
                .iter()
                .filter_map(may_lead)
                .filter(|(n, lead)| lead_in::tells(lines, looks, *n, lead))
                .collect();
            let given = read.iter().filter(|(_, lead)| lead.signed).count();
            if read.len() >= ENOUGH && read.len() * 4 >= items.len() * 3 && given * 2 >= read.len() {
                leads.extend(read);
                break;
            }
        }
        i = end;
    }
    leads
}

/// Headings that neither title the recap nor group or frame its sessions.
fn headings(lines: &[Line], looks: &[Look], noise: &[bool]) -> usize {
    let told = (0..lines.len()).find(|&i| looks[i].sentence && !noise[i]).unwrap_or(0);
    let cuts = |i: &usize| {
        if !matches!(lines[*i].shape, Shape::Heading(_)) || noise[*i] {
            return false;
        }
        let words = bare(&lines[*i].text);
        !["section", "group", "kinds", "keynotes"].iter().any(|class| HEADINGS.is(&words, class))
            && !when::is_day(&lines[*i].text)
    };
    (told..lines.len()).filter(cuts).count()
}

/// Those whose words head no other: what comes again is a label.
fn once(lines: &[Line], leads: Vec<(usize, Lead)>) -> Vec<(usize, Lead)> {
    let words =
        |(i, lead): &(usize, Lead)| bare(lines[*i].text.get(lead.heading.clone()).unwrap_or_default());
    let (mut seen, mut twice) = (FxHashSet::default(), FxHashSet::default());
    for lead in &leads {
        let words = words(lead);
        if !seen.insert(words.clone()) {
            twice.insert(words);
        }
    }
    leads.into_iter().filter(|lead| !twice.contains(&words(lead))).collect()
}

/// How many words a series holds that opens at these lines, never fewer than at some of them; 0 where that is too little of
/// the recap.
fn filled(lines: &[Line], looks: &[Look], noise: &[bool], opened: &[usize]) -> usize {
    let shown = || (0..lines.len()).filter(|&i| !noise[i]);
    let all: usize = shown().map(|i| looks[i].words).sum();
    let mut next = opened.iter().copied().peekable();
    let (mut filled, mut open, mut paragraphs, mut count) = (0, false, 0, 0);
    for i in shown() {
        if next.next_if_eq(&i).is_some() {
            (open, paragraphs) = (true, 0);
        } else if matches!(lines[i].shape, Shape::Heading(_)) {
            open = false;
        } else if open && begins_paragraph(lines, looks, i) && !looks[i].item {
            paragraphs += 1;
            open = paragraphs < MOST_PARAGRAPHS;
        }
        count += usize::from(open);
        filled += if open { looks[i].words } else { 0 };
    }
    if count > 0 && filled * 5 >= all * 2 { filled } else { 0 }
}
