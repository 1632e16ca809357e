//! A heading taken apart: its title, and what it says besides: number, time slot, people, rating.

use crate::recap::markup::line::{Anchor, Line};
use crate::recap::mentions::account;
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::rating;
use crate::recap::mentions::rule::Rule;
use crate::recap::mentions::title_end::tidy;
use crate::recap::mentions::title_lead::{behind_lead, without_end_slot, without_numbers};
use crate::recap::mentions::title_people::{
    leading_people, quoted_house, signature, without_people, without_writers,
};
use crate::recap::mentions::title_sides::{before_accounts, before_face, bracketed_house};
use crate::recap::mentions::title_whole::{session_of, whole_person};
use crate::recap::words::fold::{fold, label};
use crate::recap::words::lexicon::{LABELS, PRESENTING};
use crate::talk::Rating;

/// A heading read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Title {
    /// The title alone, as written.
    pub text: String,
    /// When the session began, `HH:MM`.
    pub slot: Option<String>,
    /// Whether it was numbered as a session ("Talk 3 :") or as an item ("3.").
    pub numbered: Numbered,
    /// Who the heading says gave it.
    pub people: Vec<Person>,
    /// Accounts behind it, which give the session where nothing names a person.
    pub accounts: Vec<Person>,
    /// Who the heading says wrote of it: "Titre, vu par A".
    pub writers: Vec<Person>,
    /// The company that stands in the place of people: "Titre (Société)".
    pub house: Option<String>,
    /// What found these people.
    pub rule: Rule,
    /// The mark at its end.
    pub rating: Option<Rating>,
}

/// How the headings of a recap are written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Habits {
    /// The marks at their ends are ratings, no ornaments.
    pub rated: bool,
    /// They end with the people who gave the session, known names or not.
    pub signed: bool,
    /// They begin with the people who gave the session: "A : titre".
    pub led: bool,
    /// They are the people who gave the sessions, without a title.
    pub named: bool,
    /// Titles in bold share their line with what signs them.
    pub bold: bool,
    /// They end with the people who gave the session, in brackets.
    pub bracketed: bool,
}

/// How a heading is numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Numbered {
    /// Not at all.
    #[default]
    No,
    /// "3.", "3)", "#3".
    Plain,
    /// "Talk 3 :", "Conférence n°2 -".
    Session,
}

/// Reads a heading whose words are `heading`; where it links to the pages of speakers, these gave the session.
pub(crate) fn of_line(line: &Line, heading: &str, habits: Habits) -> Title {
    let lead = place_of(heading, line).unwrap_or(0);
    if let Some(subject) = spoken_of(line, heading) {
        return Title { text: subject.to_owned(), ..Title::default() };
    }
    // The first words of a paragraph are not signed as a heading is.
    let whole = line.bold > 0 || heading.len() + MARKUP_AROUND >= line.text.len();
    let linked = if whole { account::linked(line) } else { Vec::new() };
    let is_speaker = |a: &&Anchor| {
        whole && account::is_speaker_page(&a.url) || linked.iter().any(|name| a.range.start == name.start)
    };
    let mut speakers = line.anchors.iter().filter(|a| a.range.start > lead).filter(is_speaker);
    let first = speakers.clone().next().map(|a| a.range.start - lead).and_then(|at| heading.get(..at));
    if first.is_none()
        && let Some(title) = at_bold(line, heading, habits)
    {
        return title;
    }
    let Some(head) = first.map(without_lead).filter(|head| !head.trim().is_empty()) else {
        return read(heading, habits);
    };
    let mut title = read(head, habits);
    title.people.extend(
        speakers
            .by_ref()
            .filter_map(|a| line.text.get(a.range.clone()))
            .map(|name| name.trim().trim_matches([',', '&']).trim().to_owned())
            .filter(|name| !name.is_empty())
            .map(|name| Person { name, organisations: Vec::new() }),
    );
    title
}

/// Where a heading stands on its line. Nearly all begin it.
fn place_of(heading: &str, line: &Line) -> Option<usize> {
    if line.text.starts_with(heading) { Some(0) } else { line.text.find(heading) }
}

/// Bytes of a line that a heading may lack: signs of a list, a slot.
const MARKUP_AROUND: usize = 24;

/// What a paragraph that opens with a linked name says the person spoke of, where it links that too: "[A] nous parle de
/// [Titre]".
fn spoken_of<'l>(line: &'l Line, heading: &str) -> Option<&'l str> {
    let first = line
        .anchors
        .first()
        .filter(|a| a.range.start == 0 && line.text.get(a.range.clone()) == Some(heading))?;
    let is_name = account::linked(line).first().is_some_and(|name| name.start == 0)
        || person::likeness(heading) == Likeness::Known && heading.contains(' ');
    let rest = line.text.get(first.range.end..)?;
    if !is_name || rest.split_whitespace().count() < LEAST_TOLD {
        return None;
    }
    let end = rest.find([';', '!', '?']).into_iter().chain(rest.find(". ")).min().unwrap_or(rest.len());
    let links = line.anchors.iter().skip(1).take_while(|a| a.range.end <= first.range.end + end);
    links
        .filter_map(|a| Some((line.text.get(..a.range.start)?, line.text.get(a.range.clone())?.trim())))
        .find_map(|(before, label)| {
            let lead = before.trim_end_matches(['"', '«', '“', ' ', '\u{a0}', ':', '-', ',']);
            let lead = fold(lead.rsplit([' ', '\'', '’']).next().unwrap_or_default());
            let led = PRESENTING.is(&lead, "subject") || PRESENTING.is(&lead, "verb");
            let is_title = label.chars().count() >= 4
                && !label.starts_with("http")
                && !PRESENTING.is(&fold(label), "verb")
                && !PRESENTING.is(&fold(label), "session")
                && !LABELS.is(&fold(label), "support")
                && person::likeness(label) != Likeness::Known;
            (led && is_title).then_some(label)
        })
}

/// Fewest words behind a name that may tell of a session.
const LEAST_TOLD: usize = 4;

/// A title without the signs and the word that lead to the names behind it: "Titre, par".
fn without_lead(head: &str) -> &str {
    const SIGNS: [char; 8] = [' ', ',', '-', '–', '—', '|', '(', ':'];
    let head = head.trim_end_matches(SIGNS);
    let lead = [" par", " Par", " by", " avec", " with", " animé", " présenté", " animée", " présentée"];
    let bare = |head: &'_ str| lead.iter().find_map(|word| head.strip_suffix(word)).map(str::len);
    let end = bare(head).map_or(head.len(), |end| {
        let head = head.get(..end).unwrap_or(head).trim_end_matches(SIGNS);
        bare(head).unwrap_or(head.len())
    });
    head.get(..end).unwrap_or(head).trim_end_matches(SIGNS)
}

/// A title in bold with what stands behind it on its line, where that signs it.
fn at_bold(line: &Line, heading: &str, habits: Habits) -> Option<Title> {
    if line.bold == 0 {
        return None;
    }
    let from = place_of(heading, line)?;
    let (head, tail) = heading.split_at_checked(line.bold.checked_sub(from)?)?;
    if head.is_empty() || tail.is_empty() {
        return None;
    }
    let people = signature(tail);
    let short = tail.split_whitespace().count() <= MOST_SIGNING;
    if people.is_none() && !(habits.bold && short) {
        return None;
    }
    let head = head.trim_end().trim_end_matches([':', ',', '-', '–', '—', '|', '(']);
    let mut title = read(head, habits);
    title.people.extend(people.unwrap_or_default());
    Some(title)
}

/// Most words behind a title in bold that may sign it.
const MOST_SIGNING: usize = 12;

/// Reads a heading.
pub(crate) fn read(heading: &str, habits: Habits) -> Title {
    let mut title = Title::default();
    let text = match rating::stars(heading.trim()) {
        Some((rest, mark)) => {
            title.rating = Some(mark);
            rest
        }
        None => heading.trim(),
    };
    let text = without_numbers(text, &mut title);
    let mut text = without_end_slot(text, &mut title);
    let mark = rating::trailing(text).filter(|(rest, _)| !rest.is_empty());
    if let Some((rest, mark)) = mark
        && (habits.rated || mark.raw.chars().any(|c| c.is_ascii_digit() || matches!(c, '★' | '☆')))
    {
        title.rating = Some(mark);
        text = rest;
    }
    if let Some((rest, writers)) = without_writers(text) {
        title.writers = writers;
        text = rest;
    }
    let text = without_supports(text);
    let mut text = without_signature(text, habits, &mut title);
    if habits.bracketed
        && title.people.is_empty()
        && let Some((rest, house)) = bracketed_house(text)
    {
        title.house = Some(house.to_owned());
        text = rest;
    }
    if title.people.is_empty()
        && title.house.is_none()
        && let Some((rest, house)) = quoted_house(text)
    {
        title.house = Some(house.to_owned());
        text = rest;
    }
    title.text = tidy(behind_lead(text).unwrap_or(text));
    if title.text.is_empty() {
        title.text = tidy(heading);
    }
    title
}

/// The heading without the words at its end that lead to slides or to a recording: "Titre [Slides]", "Titre (vidéo)",
/// "Titre — voir la vidéo".
fn without_supports(mut text: &str) -> &str {
    loop {
        let rest = text.trim_end();
        let inner =
            |open: char, close: char| rest.strip_suffix(close).and_then(|rest| rest.rsplit_once(open));
        let bracketed = inner('[', ']').or_else(|| inner('(', ')')).map(|found| (found, "support"));
        let behind = || {
            // The first bytes of the signs.
            if !rest.bytes().any(|b| matches!(b, b'-' | b'|' | 0xE2)) {
                return None;
            }
            let parted = DASHES.iter().filter_map(|sign| rest.rsplit_once(sign));
            parted.min_by_key(|(_, words)| words.len()).map(|found| (found, "pointer"))
        };
        let Some(((head, words), class)) = bracketed.or_else(behind) else { return text };
        let head = head.trim_end_matches([' ', '[', '(', '-', '–', '—', '|']);
        let mut words = words.split([',', '/', '|', '&', '+']).map(label);
        if head.is_empty() || !words.all(|word| LABELS.is(&word, class)) {
            return text;
        }
        text = head;
    }
}

/// Signs between a title and what stands behind it.
const DASHES: [&str; 5] = [" — ", " – ", " - ", " | ", " → "];

/// Bytes of the longest title of a session with who signs it.
const LONGEST: usize = 600;

/// The heading without the people it names.
fn without_signature<'t>(mut text: &'t str, habits: Habits, title: &mut Title) -> &'t str {
    if text.len() <= LONGEST {
        if let Some((rest, accounts)) = before_accounts(text) {
            title.accounts = accounts;
            text = rest;
        }
        if let Some((rest, people)) = before_face(text) {
            title.people = people;
            text = rest;
        }
    }
    // The signature of a title in brackets is none that stands behind it.
    if text.starts_with('[')
        && let Some(rest) = without_lead_people(text, habits, title)
    {
        return rest;
    }
    for _ in 0..3 {
        // Every sign of it may part title from people.
        let Some((rest, mut people)) =
            Some(text).filter(|t| t.len() <= LONGEST).and_then(|t| without_people(t, habits.signed))
        else {
            break;
        };
        // "Pas à pas - Étapes, par A": what stands before one signature is another only with names that are known.
        let known = |p: &Person| p.name.starts_with('@') || person::likeness(&p.name) == Likeness::Known;
        if !title.people.is_empty() && !people.iter().all(known) {
            break;
        }
        text = rest;
        people.append(&mut title.people);
        people.dedup_by(|a, b| a.name == b.name);
        title.people = people;
    }
    if let Some(rest) = without_lead_people(text, habits, title) {
        text = rest;
    }
    if title.people.is_empty()
        && let Some((person, name)) = whole_person(text, habits.named)
    {
        title.people = vec![person];
        title.rule = Rule::SpeakerIsTitle;
        text = name;
    }
    if title.people.is_empty()
        && let Some((person, name)) = session_of(text)
    {
        title.people = vec![person];
        text = name;
    }
    text
}

/// The heading without the people before its title.
fn without_lead_people<'t>(text: &'t str, habits: Habits, title: &mut Title) -> Option<&'t str> {
    let (people, rest) = leading_people(text).filter(|_| title.people.is_empty())?;
    // A name that begins with a first name leads a title even where no other does, before a dash or a colon.
    let known = people.iter().all(|p| person::likeness(&p.name) == Likeness::Known && p.name.contains(' '));
    if !(habits.led || known && person::likeness(rest) == Likeness::None) {
        return None;
    }
    title.people = people;
    title.rule = Rule::SpeakerLeadsTitle;
    Some(rest)
}
