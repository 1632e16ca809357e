//! The people that a heading names beside its title: at its end, before a colon, or alone.

use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::title_lead::at_colon;
use crate::recap::mentions::title_sides::{bracketed_lead, handles};
use crate::recap::mentions::{byline, job, name_list, name_seams};
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lead::begins;
use crate::recap::words::lexicon::{INSTITUTIONS, PRESENTING};
use crate::recap::words::pattern::Pattern;

/// The words and signs between a title and the speakers.
static BY: Pattern = Pattern::new(
    r"(?i)[\s:,–—|(\[-]+(?:(?:conférence |session |talk )?(?:présentation|presentation|présentée?s?|presented|animée?s?|donnée?s?)\s+(?:par|by|de)|par|by|avec|with|speakers?|de)\s*:?\s+",
);

/// The heading without the people at its end, and those people.
pub(super) fn without_people(text: &str, signed: bool) -> Option<(&str, Vec<Person>)> {
    // "Titre par A :" ends as the line does, not as the name does.
    let text = text.trim_end().trim_end_matches([':', ';', ',']).trim_end();
    if !may_say_who(text) {
        return after_sign(text, signed);
    }
    // "… par A et B (C)", "… : Présentation par : A"
    for found in BY.find_all(text).into_iter().rev() {
        let (head, tail) = (text.get(..found.start)?, text.get(found.end..)?);
        let lead = text.get(found)?;
        let label = fold(lead);
        // "de" and "avec" are too common to be trusted without the name of a person known by their first name.
        let weak = !(label.contains("present")
            || label.contains("par")
            || label.contains("by")
            || label.contains("speaker")
            || label.contains("anim")
            || label.contains("donn"));
        let bracketed = lead.contains(['(', '[']);
        let written = tail.trim_end();
        let tail = tail.trim_end_matches([')', ']']).trim_end();
        if !weak && let Some(handles) = handles(tail) {
            return (!head.trim().is_empty()).then_some((head.trim_end(), handles));
        }
        let tail = without_aside(tail);
        // "« Titre » de A": the quotation mark ends the title.
        let is_quoted = head.trim_end().ends_with(['»', '”', '"']);
        let people = name_list::read(tail, !weak);
        let likeness = people.first().map_or(Likeness::None, |p| person::likeness(&p.name));
        let full = people.first().is_some_and(|p| p.name.contains(' ') || !p.organisations.is_empty());
        let sure =
            likeness == Likeness::Known && full || likeness != Likeness::None && label.contains("present");
        // After "par" two capitalised words are a person's, and so is a name with initials; in brackets any name.
        let is_full_name =
            people.first().is_some_and(|p| p.name.contains(' ') || person::is_initialled(&p.name));
        // "par Jeanne et Paul de Société"
        let firsts = people.len() > 1 && people.iter().all(|p| person::likeness(&p.name) == Likeness::Known);
        let sure = sure || !weak && firsts;
        let sure = sure || !weak && likeness != Likeness::None && (is_full_name || bracketed);
        // Where headings are signed, one name after "par" signs this one: a pseudonym.
        let alone =
            signed && !weak && likeness != Likeness::None && people.len() == 1 && tail == people[0].name;
        let only = only_people(tail, &people) || !weak && goes_on_with_house(written, &people);
        // "Keynote d'ouverture : titre de A"
        let billed = || likeness == Likeness::Known && is_billed(text);
        if !head.trim().is_empty()
            && (sure || alone)
            && only
            && (!weak || is_quoted || !label.contains("de") || billed())
        {
            return Some((head.trim_end(), people));
        }
    }
    after_sign(text, signed)
}

/// Whether a word for a session and a colon stand before a title: "Keynote d'ouverture : …".
fn is_billed(text: &str) -> bool {
    let session = |word: &str| PRESENTING.is(&fold(word), "session");
    at_colon(text)
        .is_some_and(|(lead, _)| lead.split(' ').count() <= 3 && lead.split(' ').next().is_some_and(session))
}

/// Whether a job or a company stands behind the first of the people, who is named in full: "Jeanne Untel, docteure en chimie
/// Société", "Jeanne Untel (societe.fr)", "Jeanne Untel de chez Société".
fn goes_on_with_house(text: &str, people: &[Person]) -> bool {
    let Some(name) = people.first().map(|p| p.name.as_str()).filter(|name| name.contains(' ')) else {
        return false;
    };
    let Some(behind) = text.strip_prefix(name) else { return false };
    let inner = behind.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')'));
    if inner.is_some_and(|inner| !inner.contains(['(', ')']) && inner.split(' ').count() <= MOST_IN_BRACKETS)
    {
        return true;
    }
    let rest = behind.trim_start_matches([' ', ',', '(', '-', '–', '—', ':']);
    let led = ["de chez ", "chez ", "from ", "at ", "@"].iter().any(|lead| {
        let house = rest.strip_prefix(lead).filter(|house| house.starts_with(|c: char| c.is_alphanumeric()));
        house.is_some_and(|house| house.split(' ').count() <= MOST_IN_BRACKETS)
    });
    let words = |text: &str| {
        text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| !w.is_empty()).count()
    };
    let job = rest.split([',', ';', '(', ')']).next().unwrap_or_default();
    let begins = job.split(|c: char| !(c.is_alphanumeric() || c == '-')).find(|word| !word.is_empty());
    let bears = words(job) <= MOST_OF_ONE && person::names_a_bearer(job);
    let is_job = begins.is_some_and(person::is_job_word) || bears;
    person::likeness(name) == Likeness::Known && is_job && words(rest) <= MOST_OF_JOB || led
}

/// Most words in brackets behind a name in a heading, or of a company behind "chez".
const MOST_IN_BRACKETS: usize = 4;
/// Most words behind the first name in a heading: jobs, companies and further names.
const MOST_OF_JOB: usize = 30;
/// Most words of one job.
const MOST_OF_ONE: usize = 6;

/// The heading without those who wrote of the session at its end, and those: "Titre, vu par A et B".
pub(super) fn without_writers(text: &str) -> Option<(&str, Vec<Person>)> {
    let (head, tail) = [" par ", " by "]
        .iter()
        .filter(|by| text.contains(**by))
        .filter_map(|by| text.rsplit_once(by))
        .max_by_key(|(head, _)| head.len())?;
    // The label is the one to three words before "par", behind a sign.
    let at = head
        .rfind([',', '(', '[', '|', ':', '–', '—', '*', '.', '!', '?'])
        .or_else(|| head.rfind(" - ").map(|at| at + 1))?;
    let sign = head.get(at..)?.chars().next()?;
    let label = head.get(at + sign.len_utf8()..)?.trim();
    if byline::role(&format!("{label} par")) != Some(byline::Role::Writers) {
        return None;
    }
    let tail = tail.trim().trim_end_matches([')', ']', '*', '_', '.']);
    let people = name_list::read(tail, false);
    let title = if matches!(sign, '.' | '!' | '?') { head.get(..at + 1)? } else { head.get(..at)? };
    let title = title.trim_end_matches([' ', ',', '(', '[', '|', '-', '–', '—', '*', '_']);
    (!title.is_empty() && only_people(tail, &people)).then_some((title, people))
}

/// The people at the end of a heading without what brackets add to them in words: "A (en remplacement de B)".
fn without_aside(text: &str) -> &str {
    let Some((names, aside)) = text.split_once(" (").filter(|_| text.ends_with(')') || !text.contains(')'))
    else {
        return text;
    };
    let is_told = aside.starts_with(char::is_lowercase) && aside.split(' ').count() >= 3;
    if is_told && job::employer(aside.trim_end_matches(')')).is_none() { names } else { text }
}

/// Whether a word of a heading may lead to people. "de" by itself leads to some only behind a quoted title.
fn may_say_who(text: &str) -> bool {
    const LEADS: [&str; 7] = ["par", "by", "avec", "with", "speaker", "pr", "anim"];
    const MORE: [&str; 5] = ["donn", "conf", "session", "talk", "keynote"];
    let parts = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '–' | '—' | '|' | '(' | '[' | '-');
    text.contains(['»', '”', '"'])
        || text.split(parts).any(|word| begins(word, &LEADS) || begins(word, &MORE))
}

/// The heading without the people after a sign, and those people: "… - A & B, C", "…, A", "… (A)".
fn after_sign(text: &str, signed: bool) -> Option<(&str, Vec<Person>)> {
    // "Titre - A (Mer Bleue)": two capitalised words in brackets are no person where one signs before them.
    let (mut bracketed, mut listed) = (None, None);
    for (at, sign) in text.char_indices().rev() {
        let opens = match sign {
            '-' | '–' | '—' | '―' | '|' | '/' => {
                // "Titre !- Jeanne Untel"
                let parted = text.get(..at).is_some_and(|t| t.ends_with([' ', '-', '!', '?', '»', '”']));
                parted || sign != '-' && sign != '/'
            }
            ',' | '(' | '[' | ':' => true,
            // "Titre ? Jeanne Untel"
            '?' | '!' => text.get(at + 1..).is_some_and(|t| t.starts_with(' ')),
            _ => false,
        };
        let dashed = matches!(sign, '-' | '–' | '—' | '―' | '|');
        // Behind a dash may stand more people than behind the last comma.
        if !opens || at == 0 || listed.is_some() && !dashed {
            continue;
        }
        let (head, tail) = (text.get(..at)?, text.get(at + sign.len_utf8()..)?.trim());
        let close = if sign == '(' { ')' } else { ']' };
        let tail = if matches!(sign, '(' | '[') { tail.strip_suffix(close).unwrap_or(tail) } else { tail };
        // "Titre, d'Anne Untel"
        let of = ["d'", "d’", "de "].iter().find_map(|of| tail.strip_prefix(of)).filter(|_| sign == ',');
        let tail = of.unwrap_or(tail);
        let people = name_list::read(tail, false);
        let Some(first) = people.first() else { continue };
        let known = people.iter().filter(|p| person::likeness(&p.name) == Likeness::Known).count();
        let employed = people.iter().any(|p| !p.organisations.is_empty());
        let full = first.name.contains(' ') && (first.name.split(' ').count() < 4 || known > 0);
        // A dash before two capitalised words and a company is a signature; a comma needs a first name too.
        let ended = matches!(sign, '?' | '!');
        let initialled = (sign == '(' || dashed) && people.iter().all(|p| person::is_initialled(&p.name));
        let sure = (full || initialled)
            && (initialled
                || signed && !matches!(sign, ',' | ':' | '?' | '!')
                || known * 2 >= people.len() && known > 0
                || dashed
                    && (employed && tail.contains([',', '(', '@'])
                        || people.len() > 1 && tail.contains('&')));
        let after = text.get(at + sign.len_utf8()..).is_some_and(|t| dashed && !t.starts_with(' '));
        // "Titre, Deux Mots & A": what a comma parts from a title begins with a first name.
        if sign == ',' && person::likeness(&first.name) != Likeness::Known {
            continue;
        }
        let only = only_people(tail, &people) || dashed && goes_on_with_house(tail, &people);
        if sure && !after && !head.trim().is_empty() && only {
            let head = if ended { text.get(..=at)? } else { head };
            let head = head.trim_end().trim_end_matches([',', '-', '–', '—', '―', '|', '(', '[']).trim_end();
            if sign == '(' && known == 0 && bracketed.is_none() {
                bracketed = Some((head, people));
                continue;
            }
            let signs = known > 0 || signed && dashed;
            if bracketed.is_some() && !(signs && first.name.contains(' ')) {
                continue;
            }
            if matches!(sign, ',' | '/') {
                listed = Some((head, people));
                continue;
            }
            return Some((head, people));
        }
    }
    listed.or(bracketed)
}

/// "« Titre » - Société": a title that is quoted as a whole, and the company behind it.
pub(super) fn quoted_house(text: &str) -> Option<(&str, &str)> {
    const QUOTES: [char; 3] = ['«', '“', '"'];
    if !text.trim_start().starts_with(QUOTES) {
        return None;
    }
    let (title, house) = [" - ", " – ", " — ", " | "].iter().find_map(|sign| text.rsplit_once(sign))?;
    let title = title.trim();
    let quoted = title.starts_with(QUOTES) && title.ends_with(['»', '”', '"']);
    let house = house.trim();
    let words = || house.split([' ', '/']);
    let named = words().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '&'));
    (quoted && named && words().count() <= 3 && !person::is_job(house)).then_some((title, house))
}

/// The people that the text behind a title is, with their companies and accounts and nothing else: ": A - @untel", "A - X".
pub(crate) fn signature(text: &str) -> Option<Vec<Person>> {
    let text = text.trim().trim_start_matches([':', ',', '-', '–', '—', '|', '/', '(', ' ']);
    let text = text.trim_end_matches([')', ':', ',', ' ', '|', '-', '–', '—']);
    let lead = ["par ", "by ", "avec ", "with "].iter().find_map(|lead| text.strip_prefix(lead));
    let named = lead.unwrap_or(text);
    if let Some(accounts) = handles(named) {
        return Some(accounts);
    }
    let people = name_list::read(named, false);
    let first = people.first()?;
    let full = first.name.contains(' ') || !first.organisations.is_empty() || lead.is_some();
    let is_name = person::likeness(&first.name) != Likeness::None || person::is_initialled(&first.name);
    if full && is_name && only_people(named, &people) {
        return Some(people);
    }
    employed(named)
}

/// "Jeanne Untel - Société", "Jeanne Untel, Société sas": a person named in full, and names that no list has for companies.
fn employed(text: &str) -> Option<Vec<Person>> {
    let sign = [" - ", " – ", " — ", ", "].into_iter().find(|sign| text.contains(sign))?;
    let mut parts = text.split(sign);
    let name = parts.next()?.trim();
    let houses: Vec<String> = parts.map(|house| house.trim().to_owned()).collect();
    let is_house = |house: &String| {
        house.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && house.split(' ').count() <= 3
    };
    let known = name.contains(' ') && person::likeness(name) == Likeness::Known;
    (known && houses.len() <= 2 && houses.iter().all(is_house))
        .then(|| vec![Person { name: name.to_owned(), organisations: houses }])
}

/// Whether a heading is the name of a person who begins with a known first name.
pub(crate) fn is_person(heading: &str) -> bool {
    let name = heading.split(" (").next().unwrap_or(heading).trim_end_matches([':', ' ']);
    name.contains(' ') && person::likeness(name) == Likeness::Known
}

/// Whether a text is the full names of people, with their jobs and companies, and nothing else.
pub(crate) fn are_people(text: &str) -> bool {
    let people = name_list::read(text, false);
    let full = !people.is_empty() && people.iter().all(|person| person.name.contains(' '));
    is_person(text) || full && only_people(text, &people)
}

/// The people before the first colon or dash of a heading, and the rest: "A et B : titre"; or before a title in quotation
/// marks: "A (X), « Titre »".
pub(crate) fn leading_people(text: &str) -> Option<(Vec<Person>, &str)> {
    if let Some(led) = bracketed_lead(text).or_else(|| before_quoted(text)) {
        return Some(led);
    }
    // The first bytes of the signs below.
    memchr::memchr3(b':', b'-', 0xE2, text.as_bytes())?;
    let (head, rest) = [" : ", ": ", " – ", " — ", " - "]
        .iter()
        .filter_map(|sign| Some((text.find(sign)?, sign)))
        .min()
        .and_then(|(at, sign)| Some((text.get(..at)?, text.get(at + sign.len()..)?)))?;
    let people = name_list::read(head, false);
    let full = people.first().is_some_and(|p| p.name.contains(' '));
    (full && rest.split_whitespace().count() >= 2 && only_people(head, &people)).then_some((people, rest))
}

/// The people before a title in quotation marks, which is the rest of the heading, and the title.
fn before_quoted(text: &str) -> Option<(Vec<Person>, &str)> {
    let at = text.find(['«', '“', '»', '"']).filter(|&at| at > 0)?;
    let (head, rest) = text.split_at_checked(at)?;
    let head = head.trim_end().strip_suffix([',', ':'])?.trim_end();
    let people = name_list::read(head, false);
    let full = people.iter().all(|p| p.name.contains(' ')) && !people.is_empty();
    let closed = rest.trim_end().ends_with(['»', '”', '"', '«']);
    (full && closed && only_people(head, &people)).then_some((people, rest.trim_end()))
}

/// A text without the accounts of those it names: "Jeanne Untel @juntel".
fn without_accounts(text: &str) -> String {
    let is_account = |word: &&str| name_seams::is_account(word.trim_matches(['(', ')', ',']));
    let words = text.split_whitespace().filter(|word| !is_account(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Words that may stand among people and their companies.
const BESIDE: &str =
    "et and avec d de du la l the pour with chez from inc anglais english en a netherlands france alias";

/// Whether names, jobs and companies are all that the text holds.
pub(super) fn only_people(text: &str, people: &[Person]) -> bool {
    let mut rest = without_accounts(&name_seams::names_alone(text));
    for person in people {
        rest = rest.replacen(&person.name, " ", 1);
        for organisation in &person.organisations {
            rest = rest.replace(organisation.as_str(), " ");
        }
    }
    let mut employed = false; // a word of a job was met: small words may join it to others and to a company
    rest.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).filter(|w| !w.is_empty()).all(|w| {
        let word = bare(w);
        let is_job = person::is_job(w);
        employed |= is_job;
        is_job
            || employed && (person::JOINERS.contains(&word.as_str()) || matches!(&*word, "a" | "au" | "aux"))
            || name_seams::is_honour(&word)
            || INSTITUTIONS.is(&word, "house")
            || BESIDE.split(' ').any(|beside| beside == word)
    }) || byline::read_text(text)
        .is_some_and(|b| b.role == byline::Role::Names && person::likeness(text) == Likeness::Known)
}
