//! The evidence for and against a line that may open a unit.

use super::Sheet;
use super::candidate::{Candidate, Form};
use super::series::Mark;
use super::text::{follows_end_byline, groups};
use super::weights::Evidence;
use crate::recap::mentions::byline::{self, Role};
use crate::recap::mentions::title::Numbered;
use crate::recap::mentions::{links, title_people, when};
use crate::recap::words::fold::bare;
use crate::recap::words::lead::begins_small;
use crate::recap::words::lexicon::HEADINGS;
use crate::talk::LinkKind;
use std::collections::HashMap;

/// Lines after a candidate that are read for signs of a session.
const NEAR: usize = 5;

/// Reads the evidence of every candidate.
pub(super) fn read(sheet: &Sheet<'_>, candidates: &[Candidate]) -> Vec<Evidence> {
    let words: Vec<String> = candidates.iter().map(|c| bare(&sheet.lines[c.line].text)).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for words in &words {
        *times.entry(words).or_default() += 1;
    }
    let mut read: Vec<Evidence> = vec![Evidence::default(); candidates.len()];
    // Bold lines and items first: those that open a unit by their own score end the text of the heading above them.
    for headings in [false, true] {
        let mut next_of_form = [sheet.lines.len(); 7];
        let mut next_heading = sheet.lines.len();
        for (n, candidate) in candidates.iter().enumerate().rev() {
            let is_heading = candidate.form == Form::Heading;
            if is_heading == headings {
                let end = if is_heading {
                    next_of_form.iter().copied().fold(next_heading, usize::min)
                } else {
                    next_heading.min(next_of_form[candidate.form as usize])
                };
                let repeated = times.get(words[n].as_str()).is_some_and(|&n| n > 1);
                read[n] = evidence(sheet, candidate, end, &words[n], repeated);
            }
            if is_heading {
                next_heading = candidate.line;
            } else if candidate.form != Form::Link && read[n].alone() > 0.0 {
                next_of_form[candidate.form as usize] = candidate.line;
            }
        }
    }
    read
}

/// The evidence of a candidate whose line reads `line_words`; what belongs to it ends before line `end`.
fn evidence(
    sheet: &Sheet<'_>,
    candidate: &Candidate,
    end: usize,
    line_words: &str,
    repeated: bool,
) -> Evidence {
    let i = candidate.line;
    let (line, look) = (&sheet.lines[i], &sheet.looks[i]);
    let mut evidence = Evidence::default();
    evidence.add(match candidate.form {
        Form::Heading => "bias.heading",
        Form::Bold => "bias.bold",
        Form::Item | Form::RunIn => "bias.item",
        Form::Text => "bias.text",
        Form::Link => "bias.link",
        Form::Opener => "bias.opener",
    });
    let heading = sheet.title(i, candidate.form);
    let words = bare(&heading.text);
    let signed = sheet.leads.get(&i).is_some_and(|lead| lead.signed);
    evidence.when(!heading.people.is_empty() || heading.house.is_some() || signed, "people");
    evidence.when(heading.slot.is_some(), "slot");
    evidence.when(heading.rating.is_some(), "rating");
    evidence.when(heading.numbered == Numbered::Session, "session-number");
    evidence.when(heading.numbered == Numbered::Plain, "plain-number");
    let linked = line.anchors.iter().any(|a| {
        a.range.len() * 3 >= line.text.len()
            && links::is_web(&a.url)
            && !matches!(links::kind(&a.url, ""), LinkKind::Other | LinkKind::Code)
    });
    evidence.when(linked, "title-link");
    surroundings(sheet, candidate, end, &mut evidence);
    if sheet.contents.entries.len() >= 3 {
        evidence.add(if sheet.contents.entries.contains(line_words) { "announced" } else { "unannounced" });
    }
    of_words(&heading.text, &words, &mut evidence);
    evidence.when(repeated, "repeated");
    let text = heading.text.as_str();
    evidence.when(text.ends_with(['?', '!']), "question");
    evidence.when(words.split(' ').count() >= 4, "wordy");
    evidence.when(is_title_case(text), "title-case");
    evidence.when(line.text.ends_with(':'), "colon");
    if candidate.form == Form::Text {
        super::text::words(&heading, look, &mut evidence);
        super::text::surroundings(sheet, i, &mut evidence);
    }
    // What a paragraph says that somebody spoke of begins as a part of its sentence.
    let told = candidate.form == Form::Opener && super::opener::is_told(line) && !begins_small(&line.text);
    evidence.when(begins_small(text) && !told, "lower");
    evidence.when(candidate.form == Form::RunIn, "run-in");
    let in_series =
        sheet.leads.contains_key(&i) || matches!(sheet.series.get(&i), Some(Mark::Bold | Mark::Linked));
    evidence.when(in_series, "series");
    evidence.when(sheet.unheaded && candidate.form != Form::Heading, "headless");
    evidence.when(candidate.form != Form::Heading && title_people::is_person(text), "person-alone");
    let numbered = heading.numbered != Numbered::No;
    evidence.when(candidate.form == Form::Bold && numbered, "bold-number");
    evidence.when(candidate.form == Form::Item && i > 0 && sheet.looks[i - 1].item, "last-of-list");
    evidence.when(candidate.form == Form::Heading && text.ends_with('.'), "heading-period");
    evidence.when(words.split(' ').count() <= 2, "one-or-two-words");
    if candidate.form == Form::Opener {
        super::opener::read(sheet, i, &mut evidence);
    }
    evidence
}

/// Adds the classes of the words of a heading, by the lists in `data/headings.tsv`.
fn of_words(text: &str, words: &str, evidence: &mut Evidence) {
    let day = when::is_day(text);
    evidence.when(day, "day");
    evidence.when(HEADINGS.is(words, "section"), "section-word");
    evidence.when(day || groups(words), "group-word");
    evidence.when(HEADINGS.is(words, "kinds"), "kinds-word");
    evidence.when(HEADINGS.is(words, "track"), "track-word");
    evidence.when(HEADINGS.is(words, "label"), "session-label");
    evidence.when(HEADINGS.is(words, "inner"), "inner-word");
}

/// Adds the evidence from the lines before and after the candidate.
fn surroundings(sheet: &Sheet<'_>, candidate: &Candidate, end: usize, evidence: &mut Evidence) {
    let i = candidate.line;
    let near = i + 1..end.min(i + 1 + NEAR);
    // A byline stands before the first sentence.
    let head = near.take_while(|&j| !sheet.looks[j].sentence);
    let roles: Vec<Role> = head.filter_map(|j| sheet.looks[j].byline.as_ref().map(|b| b.role)).collect();
    let named = roles
        .iter()
        .any(|r| matches!(r, Role::Speakers | Role::Writers | Role::Names | Role::Bracketed | Role::Authors));
    // "Speakers" as a heading of its own, with the names below.
    let labelled = sheet.after.content(i).is_some_and(|below| {
        let line = &sheet.lines[below];
        line.shape != sheet.lines[i].shape
            && byline::of_heading(line).is_some_and(|field| field.role == Role::Speakers)
    });
    let named = named || candidate.form == Form::Heading && labelled;
    evidence.when(named, "byline");
    evidence.when(!named && roles.contains(&Role::Field), "field");
    let mut opening = sheet.after.opening(i, end);
    let prose = opening.clone().next().is_some() || matches!(candidate.form, Form::RunIn | Form::Opener);
    evidence.add(if prose { "prose" } else { "bare" });
    let in_full = opening.clone().any(|j| sheet.presenters(j).iter().any(|p| p.person.name.contains(' ')));
    evidence.when(in_full, "presenter");
    evidence.when(opening.any(|j| sheet.speaks_of_session(j)), "session-words");
    let programme = sheet.after.programme(i).is_some_and(|j| j < end);
    evidence.when(programme, "link-near");
    evidence.when(follows_end_byline(sheet, i), "after-end-byline");
}

/// Whether most words of three letters or more begin with a capital, as English titles do.
fn is_title_case(text: &str) -> bool {
    let words: Vec<&str> =
        text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3).collect();
    let capitals = words
        .iter()
        .filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
        .count();
    words.len() >= 3 && capitals * 10 >= words.len() * 7
}
