//! The evidence for and against a short line of text without markup: from its words, and from the lines around it.

use super::Sheet;
use super::prose::Look;
use super::weights::Evidence;
use crate::recap::mentions::title::{Numbered, Title};
use crate::recap::mentions::when;
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::{HEADINGS, PRESENTING};

/// Reads the words of the line.
pub(super) fn words(heading: &Title, look: &Look, evidence: &mut Evidence) {
    let text = heading.text.as_str();
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

/// Reads the lines around line `i`.
pub(super) fn surroundings(sheet: &Sheet<'_>, i: usize, evidence: &mut Evidence) {
    let look = &sheet.looks[i];
    let (next, previous) = (sheet.after.content(i), sheet.after.content_before(i));
    if let Some(next) = next.filter(|&j| !sheet.looks[j].sentence && sheet.looks[j].byline.is_none()) {
        let few = sheet.looks[next].words < 8;
        evidence.when(few && sheet.looks[next].gap == 0, "before-fragment");
        evidence.when(few && sheet.looks[next].gap > 0, "before-short");
    }
    if let Some(previous) = previous {
        below(sheet, i, previous, evidence);
    }
    let blank_after = next.is_none_or(|j| sheet.looks[j].gap > 0);
    if look.gap > 0 && blank_after {
        evidence.degree("alone", 1.0 - sheet.airy);
    }
    // A few words with nothing but a sentence below are a heading, where more may be a caption.
    let terse = look.words <= 4 && look.chars <= 40 && !sheet.lines[i].text.ends_with(['.', '!', ':', '…']);
    let over_prose = next.is_some_and(|j| sheet.looks[j].sentence && !sheet.looks[j].item);
    let ended = previous.is_some_and(|j| sheet.looks[j].sentence);
    evidence.when(terse && over_prose && (look.gap > 0 && blank_after || sheet.gapless && ended), "terse");
    evidence.when(look.gap > 0, "spaced");
    evidence.when(look.gap > 1, "apart");
}

/// Reads the line above line `i`.
fn below(sheet: &Sheet<'_>, i: usize, previous: usize, evidence: &mut Evidence) {
    let (line, look) = (&sheet.lines[previous], &sheet.looks[previous]);
    let text = line.text.trim_end();
    let ended = look.item
        || look.address
        || look.sentence
        || line.anchors.last().is_some_and(|a| a.range.end >= text.len())
        || text.ends_with(['.', '!', '?', '…', ')', '"', '»'])
        || text.chars().last().is_some_and(|c| !c.is_alphanumeric() && !c.is_ascii());
    let spaced = sheet.looks[i].gap > 0;
    evidence.add(if ended || spaced { "after-sentence" } else { "after-fragment" });
    let byline = look.byline.as_ref().is_some_and(|b| !b.people.is_empty());
    evidence.when(byline && !follows_end_byline(sheet, i), "after-byline");
    let group = look.words <= 6 && (groups(&bare(text)) || when::is_day(text));
    evidence.when(group, "under-group");
    match after_colon(sheet, i) {
        // A whole sentence that ends with a colon may announce sessions; a few words, a list.
        Some(1) if look.words > 14 => evidence.add("announced-by"),
        Some(1) => evidence.add("after-colon"),
        Some(_) => evidence.add("in-list"),
        None => {}
    }
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

/// Whether words group the sessions under them, or head keynotes, which may be several.
pub(super) fn groups(words: &str) -> bool {
    only_groups(words) || HEADINGS.is(words, "keynotes")
}

/// Whether words group the sessions under them, and head none.
pub(super) fn only_groups(words: &str) -> bool {
    ["group", "kinds", "track"].iter().any(|class| HEADINGS.is(words, class))
}

/// Whether a byline stands right above that signs the text above it, and not a title.
pub(super) fn follows_end_byline(sheet: &Sheet<'_>, i: usize) -> bool {
    let is_byline = |j: &usize| sheet.looks[*j].byline.as_ref().is_some_and(|b| !b.people.is_empty());
    let above = sheet.after.content_before(i).filter(is_byline).and_then(|j| sheet.after.content_before(j));
    above.is_some_and(|j| sheet.looks[j].sentence || sheet.looks[j].item)
}
