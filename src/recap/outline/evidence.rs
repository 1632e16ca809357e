//! What speaks for and against a line opening a unit.

use super::Sheet;
use super::candidate::{Candidate, Form};
use super::weights::Evidence;
use crate::recap::mentions::byline::Role;
use crate::recap::mentions::title::{self, Numbered};
use crate::recap::mentions::{links, presenter, when};
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::{HEADINGS, PRESENTING};
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
    // Bold lines and items first: those that speak for themselves end the text of the heading above them.
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
    let heading = title::of_line(line, super::candidate::heading(line, candidate.form), sheet.habits);
    let words = bare(&heading.text);
    evidence.when(!heading.people.is_empty(), "people");
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
    let section = HEADINGS.is(&words, "section");
    let group =
        HEADINGS.is(&words, "group") || HEADINGS.is(&words, "keynotes") || when::is_day(&heading.text);
    evidence.when(when::is_day(&heading.text), "day");
    evidence.when(section, "section-word");
    evidence.when(group, "group-word");
    evidence.when(HEADINGS.is(&words, "inner"), "inner-word");
    evidence.when(repeated, "repeated");
    let text = heading.text.as_str();
    evidence.when(text.ends_with(['?', '!']), "question");
    evidence.when(words.split(' ').count() >= 4, "wordy");
    evidence.when(is_title_case(text), "title-case");
    evidence.when(line.text.ends_with(':'), "colon");
    if candidate.form == Form::Text {
        let billed = heading.slot.is_some() || heading.numbered == Numbered::Session;
        evidence.when(text.ends_with('.') && !text.ends_with("..") && !billed, "period");
        let folded = fold(text);
        evidence.when(has_voice(&folded), "voice");
        evidence.when(has_verb(&folded), "verb");
        let ended = text.ends_with(['.', '!', '…']);
        evidence.when(ended && goes_on(&folded), "discourse");
        evidence.when(text.ends_with(char::is_alphanumeric) && look.words > 1, "unended");
        evidence.when(look.chars <= 60, "short");
        evidence.when(look.chars > 120, "long");
        evidence.when(has_two_sentences(text), "sentences");
    }
    evidence.when(begins_small(text), "lower");
    evidence.when(candidate.form == Form::RunIn, "run-in");
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

/// What stands before and after the candidate.
fn surroundings(sheet: &Sheet<'_>, candidate: &Candidate, end: usize, evidence: &mut Evidence) {
    let i = candidate.line;
    let near = i + 1..end.min(i + 1 + NEAR);
    // A byline stands before the first sentence.
    let head = near.take_while(|&j| !sheet.looks[j].sentence);
    let roles: Vec<Role> = head.filter_map(|j| sheet.looks[j].byline.as_ref().map(|b| b.role)).collect();
    let named = roles
        .iter()
        .any(|r| matches!(r, Role::Speakers | Role::Writers | Role::Names | Role::Bracketed | Role::Authors));
    evidence.when(named, "byline");
    evidence.when(!named && roles.contains(&Role::Field), "field");
    let first = sheet.after.sentence(i).filter(|&j| j < end);
    let second = first.and_then(|j| sheet.after.sentence(j)).filter(|&j| j < end);
    let prose = first.is_some() || matches!(candidate.form, Form::RunIn | Form::Opener);
    evidence.add(if prose { "prose" } else { "bare" });
    let mut told = first.into_iter().chain(second);
    let in_full = told.clone().any(|j| sheet.presenters(j).iter().any(|p| p.person.name.contains(' ')));
    evidence.when(in_full, "presenter");
    evidence.when(told.any(|j| presenter::speaks_of_session(&sheet.lines[j].text)), "session-words");
    let programme = sheet.after.programme(i).is_some_and(|j| j < end);
    evidence.when(programme, "link-near");
    if candidate.form != Form::Text {
        return;
    }
    let look = &sheet.looks[i];
    let (next, previous) = (sheet.after.content(i), sheet.after.content_before(i));
    if let Some(next) = next.filter(|&j| !sheet.looks[j].sentence && sheet.looks[j].byline.is_none()) {
        let fragment = sheet.looks[next].words < 8 && sheet.looks[next].gap == 0;
        evidence.when(fragment, "before-fragment");
    }
    if let Some(previous) = previous {
        let text = sheet.lines[previous].text.trim_end();
        let ended = sheet.looks[previous].item
            || sheet.looks[previous].address
            || sheet.looks[previous].sentence
            || sheet.lines[previous].anchors.last().is_some_and(|a| a.range.end >= text.len())
            || text.ends_with(['.', '!', '?', '…', ')', '"', '»'])
            || text.chars().last().is_some_and(|c| !c.is_alphanumeric() && !c.is_ascii());
        evidence.add(if ended || look.gap > 0 { "after-sentence" } else { "after-fragment" });
        let byline = sheet.looks[previous].byline.as_ref().is_some_and(|b| !b.people.is_empty());
        evidence.when(byline, "after-byline");
        let above = bare(text);
        let group = HEADINGS.is(&above, "group") || HEADINGS.is(&above, "keynotes") || when::is_day(text);
        evidence.when(group && sheet.looks[previous].words <= 6, "under-group");
        match after_colon(sheet, i) {
            // A whole sentence that ends with a colon may announce sessions; a few words, a list.
            Some(1) if sheet.looks[previous].words > 14 => evidence.add("announced-by"),
            Some(1) => evidence.add("after-colon"),
            Some(_) => evidence.add("in-list"),
            None => {}
        }
    }
    let blank_after = next.is_none_or(|j| sheet.looks[j].gap > 0);
    if look.gap > 0 && blank_after {
        evidence.degree("alone", 1.0 - sheet.airy);
    }
    // A few words with nothing but a sentence below are a heading, where more may be a caption.
    let terse = look.words <= 4 && look.chars <= 40 && !sheet.lines[i].text.ends_with(['.', '!', ':', '…']);
    let told = next.is_some_and(|j| sheet.looks[j].sentence && !sheet.looks[j].item);
    let ended = previous.is_some_and(|j| sheet.looks[j].sentence);
    evidence.when(terse && told && (look.gap > 0 && blank_after || sheet.gapless && ended), "terse");
    evidence.when(look.gap > 0, "spaced");
    evidence.when(look.gap > 1, "apart");
}

/// How many lines of few words without a sign at their end lead back to a line that ends with a colon.
fn after_colon(sheet: &Sheet<'_>, i: usize) -> Option<usize> {
    let mut j = i;
    // Lists longer than this are rare, and the walk stays linear.
    for steps in 1..=12 {
        if sheet.looks[j].gap > 0 || j == 0 {
            return None;
        }
        j -= 1;
        let text = sheet.lines[j].text.trim_end();
        if text.ends_with(':') {
            return Some(steps);
        }
        let look = &sheet.looks[j];
        if look.sentence
            || look.item
            || look.words > 9
            || look.byline.is_some()
            || !sheet.lines[j].anchors.is_empty()
            || text.ends_with(['.', '!', '?'])
        {
            return None;
        }
    }
    None
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

/// Whether the first word is in small letters all through; "eBPF" and "k8s" are not.
pub(super) fn begins_small(text: &str) -> bool {
    let start = text.find(char::is_alphanumeric).unwrap_or(0);
    let word = text.get(start..).and_then(|t| t.split_whitespace().next()).unwrap_or_default();
    word.chars().next().is_some_and(char::is_lowercase)
        && !word.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric())
}

/// Whether a sign that ends a sentence stands inside a text that ends with one.
fn has_two_sentences(text: &str) -> bool {
    let inner = text.trim_end_matches(['.', '!', '?', '…', ' ']);
    inner.len() < text.len() && [". ", "! ", "? ", "… ", "... "].iter().any(|sign| inner.contains(sign))
}

/// Whether a folded text holds one of the commonest conjugated verbs.
fn has_verb(folded: &str) -> bool {
    folded.split(|c: char| !c.is_alphanumeric()).any(|w| PRESENTING.is(w, "finite"))
}

/// Whether a folded text begins as a sentence that goes on from another does: "Ensuite,", "Il", "C'était".
fn goes_on(folded: &str) -> bool {
    let first = folded.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    PRESENTING.is(first, "onward")
}

/// Whether a folded text speaks to its reader or of its writer.
fn has_voice(folded: &str) -> bool {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .any(|w| matches!(w, "je" | "j" | "vous" | "voici" | "nous" | "ils" | "elles" | "vos" | "votre"))
}
