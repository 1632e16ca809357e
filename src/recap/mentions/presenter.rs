//! The speakers of a session in prose: a name, and near it a verb of presenting, "par", or "un talk de".

use crate::recap::markup::line::Line;
use crate::recap::mentions::company_after_name::{self, affiliation, is_maker};
use crate::recap::mentions::name_group::{Group, group};
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::persons::Persons;
use crate::recap::mentions::sentence::{
    Manner, accompanying, added, announced, asks, follows_article, is_announced, is_called, is_credit,
    is_elsewhere, is_given_by, is_on_stage, is_passive, is_subject, is_verb_like, quoted_at,
};
use crate::recap::mentions::{account, event, links};
use crate::recap::outline::Sheet;
use crate::recap::words::lexicon::{PRESENTING, is_organisation};
use crate::recap::words::token::{Token, tokens};

/// A person whom a line presents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Presenter {
    /// Who.
    pub person: Person,
    /// Whether the line says so with a verb of presenting, or with a word for a session; else the person may as well be
    /// quoted, asked or thanked.
    pub plainly: bool,
}

/// Most persons that one unit presents; a text with more is a list of names.
pub(in crate::recap) const MOST: usize = 100;

pub(super) fn all_tokens(text: &str) -> Vec<Token<'_>> {
    // A word and a space are six bytes; signs make more of them.
    let mut all = Vec::with_capacity(text.len() / 5 + 4);
    all.extend(tokens(text));
    all
}

/// Words of a text that are read for a word for a session.
const HEAD: usize = 60;
/// Words that a text opens with.
pub(in crate::recap) const OPENING: u8 = 12;

/// What a text says of a session: its presenters, and the place of the first word that speaks of a session as such.
#[derive(Clone, Debug, Default)]
pub(in crate::recap) struct Said {
    /// The presenters.
    pub people: Box<[Presenter]>,
    /// The place of the word among those of the text.
    pub session: Option<u8>,
}

/// Reads what a line says of a session.
pub(in crate::recap) fn read(line: &Line) -> Said {
    let text = line.text.as_str();
    // A name has a capital.
    if !text.contains(char::is_uppercase) {
        let session = tokens(text).take(HEAD).position(|t| PRESENTING.is_word(&t, "session"));
        return Said { people: Box::default(), session: session.map(|at| at as u8) };
    }
    let tokens = titles_opened(line, all_tokens(text));
    let session = PRESENTING.first_word(tokens.iter().take(HEAD), "session");
    Said { people: presenters(line, &tokens).into(), session: session.map(|at| at as u8) }
}

/// The tokens of a line with a quotation mark before each link that is a title and stands right behind a name, or behind a
/// word that leads to the title of a session: "A [Titre à lire]", "A, dans [Titre à lire],". The title is no part of the name.
fn titles_opened<'t>(line: &'t Line, mut tokens: Vec<Token<'t>>) -> Vec<Token<'t>> {
    for title in line.anchors.iter().rev().take(MOST).filter(|a| links::is_title(line, &a.range)) {
        let at = tokens.partition_point(|t| t.start < title.range.start);
        let leads = |t: &Token<'_>| {
            t.text.starts_with(char::is_uppercase)
                || matches!(&*t.folded(), "dans" | "lors" | "durant" | "pendant")
        };
        if at.checked_sub(1).is_some_and(|before| leads(&tokens[before])) {
            tokens.insert(at, Token { text: "«", start: title.range.start, end: title.range.start });
        }
    }
    tokens
}

/// Lines that introduce a session: a person named there most likely gives it.
const INTRODUCING: usize = 2;

/// The presenters that lines of prose name, in order, each once under the fullest form of the name. Where somebody is
/// plainly said to present, those who are named later and in passing are left out, unless the lines are about `several`
/// sessions.
pub(crate) fn in_lines(sheet: &Sheet<'_>, lines: &[usize], several: bool) -> Vec<Person> {
    let plainly = lines.iter().any(|&i| sheet.presenters(i).iter().any(|presenter| presenter.plainly));
    let mut found = Persons::default();
    let mut seen = false;
    for (n, &i) in lines.iter().enumerate() {
        if found.people.len() >= MOST {
            break;
        }
        let mut presenters = Vec::new();
        for presenter in sheet.presenters(i) {
            seen |= presenter.plainly;
            // After a person who plainly presents, other persons are only mentioned.
            let introduced = n < INTRODUCING && !seen;
            if presenter.plainly || several || !plainly || introduced {
                presenters.push(presenter.person.clone());
            }
        }
        for person in presenters.into_iter().chain(anchored(&sheet.lines[i])) {
            found.add(person);
        }
    }
    found.people
}

/// Persons whose name links to the page of a speaker.
fn anchored(line: &Line) -> Vec<Person> {
    line.anchors
        .iter()
        .filter(|a| account::is_speaker_page(&a.url))
        .filter_map(|a| line.text.get(a.range.clone()))
        .map(|name| name.trim().trim_matches([',', '*', '.']).trim())
        .filter(|name| name.contains(' ') && person::likeness(name) != Likeness::None)
        .take(MOST)
        .map(|name| Person { name: name.to_owned(), organisations: Vec::new() })
        .collect()
}

/// The presenters that a text names, whose tokens are given.
fn presenters(line: &Line, tokens: &[Token<'_>]) -> Vec<Presenter> {
    let text = line.text.as_str();
    let linked = account::linked(line);
    let mut people = Vec::new();
    if is_credit(tokens) {
        return people;
    }
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].text.starts_with(char::is_uppercase) {
            at += 1;
            continue;
        }
        let Some(first) = named(text, tokens, at) else {
            at += 1;
            continue;
        };
        // "A, menuisière, et la talentueuse B reviennent": what is said of one of them is said of all.
        let mut together = vec![first];
        while let Some(next) = together.last().and_then(|last| goes_on(text, tokens, last)) {
            together.push(next);
        }
        for Named { group, after, item, .. } in &mut together {
            // A link to an account makes a person of a name that no list holds.
            let first = tokens.get(group.first).map_or(0, |t| t.start);
            let known = linked.iter().any(|name| name.start == first);
            group.known = group.known.max(usize::from(known));
            *item = quoted_at(tokens, group.first, *after).is_some_and(|quote| {
                line.anchors.iter().any(|a| a.range.start.abs_diff(quote) <= NEAR_QUOTE)
            });
        }
        let manner = together.iter().filter_map(|named| presents(tokens, named)).min();
        // "Retour de A": a word that is no name for sure works for nobody.
        let word = matches!(&together[..], [Named { group, .. }] if group.known == 0 && is_one_word(group));
        let behind =
            |last: &Named| if word { last.group.last + 1 } else { last.after.max(last.group.last + 1) };
        at = together.last().map_or(at + 1, behind);
        let Some(manner) = manner else { continue };
        for mut named in together {
            // The maker of a product is no employee of it, unless the sentence goes on to what the person presents.
            if manner == Manner::InPassing && is_maker(tokens, &named.group, named.after) {
                named.group.people.iter_mut().for_each(|p| p.organisations.clear());
            }
            let plainly = manner == Manner::Plainly;
            people.extend(named.group.people.into_iter().map(|person| Presenter { person, plainly }));
        }
    }
    people
}

/// Bytes between a quotation mark and the link that it quotes: a space that does not break has two.
const NEAR_QUOTE: usize = 3;

/// Persons side by side with what stands right behind them.
struct Named {
    group: Group,
    /// The token where the sentence goes on.
    after: usize,
    /// Whether their company stands there.
    employed: bool,
    /// Whether a colon and a quoted title that links to the session stand there.
    item: bool,
}

/// The persons named from a token on, with their company.
fn named(text: &str, tokens: &[Token<'_>], at: usize) -> Option<Named> {
    let mut group = group(text, tokens, at)?;
    let (after, employed) = affiliation(text, tokens, &mut group);
    if group.known > 0 {
        company_after_name::before(text, tokens, &mut group);
    }
    Some(Named { group, after, employed, item: false })
}

/// The persons whom a sentence adds to others behind an apposition, or with an article: "et le fameux A".
fn goes_on(text: &str, tokens: &[Token<'_>], last: &Named) -> Option<Named> {
    let next = accompanying(tokens, last.group.last + 1).or_else(|| added(tokens, last.after))?;
    if is_elsewhere(tokens, last.group.first) {
        return None;
    }
    let next = named(text, tokens, next)?;
    let full = next.group.people.iter().all(|p| p.name.contains(' '));
    (full && next.group.known == next.group.people.len()).then_some(next)
}

/// Whether, and how, the sentence says that the group presents.
fn presents(tokens: &[Token<'_>], named: &Named) -> Option<Manner> {
    let &Named { ref group, after, employed, .. } = named;
    let sure = group.known > 0;
    // A word with a capital that no list holds presents nothing by itself, whatever stands around it.
    // One in capitals alone is an acronym, whatever first name its letters are.
    if is_one_word(group) && (!sure || is_shouted(&group.people[0].name)) {
        return None;
    }
    let full = group.people.iter().all(|p| p.name.contains(' '));
    if group.people.iter().any(|p| is_organisation(&p.name) || event::names_event(&p.name)) {
        return None;
    }
    if is_elsewhere(tokens, group.first) || !sure && follows_article(tokens, group.first) {
        return None;
    }
    if sure && full && (is_on_stage(tokens, group.first, after) || named.item) {
        return Some(Manner::Plainly);
    }
    if sure && full && is_called(tokens, group.first) {
        return Some(Manner::Loosely);
    }
    let given = full && is_given_by(tokens, group.first);
    if (sure || full && employed || given) && is_announced(tokens, group.first, full) {
        // "présenté par A, SRE chez X": a person with a job after "par" gives a session, or a part of one.
        let said = if given && employed { Manner::Plainly } else { announced(tokens, group.first) };
        return Some(said);
    }
    // After: a verb of presenting, small words between; "deux personnes (A et B) ont présenté".
    let after = past_bracket(tokens, group, after)?;
    // "A demande au conférencier": a person who asks gives no session.
    let mut next = tokens.iter().enumerate().skip(after).take(5);
    if next.any(|(at, t)| PRESENTING.is_word(t, "ask") && asks(tokens, group.first, at)) {
        return None;
    }
    let (mut nous, mut placed) = (false, false);
    for (step, token) in tokens.iter().skip(after).take(6).enumerate() {
        let word = &*token.folded();
        nous |= word == "nous";
        if matches!(token.text, "." | "!" | "?" | ":" | ";" | "»") {
            break;
        }
        // "Untel développée par B": what somebody made presents nothing.
        let by = tokens.get(after + step + 1).is_some_and(|t| matches!(&*t.folded(), "par" | "by"));
        if by && step == 0 && ["é", "ée", "és", "ées"].iter().any(|ending| token.text.ends_with(ending)) {
            return None;
        }
        if PRESENTING.is(word, "verb") && !PRESENTING.is(word, "skip") {
            // "Untel est écrit en": what is made presents nothing.
            if !sure && step > 0 && is_passive(&tokens[after + step - 1], token) {
                return None;
            }
            let unsure = nous && full && !group.people.iter().any(|p| is_shouted(&p.name));
            let presents = sure
                || unsure
                || full && employed
                || has_initials(group)
                || group.people.len() > 1 && nous
                || full && !group.people.iter().any(|p| is_shouted(&p.name)) && PRESENTING.is(word, "tell");
            return presents.then_some(Manner::Plainly);
        }
        let small = PRESENTING.is(word, "skip") || word.ends_with("ment") || step == 0 && token.text == ",";
        // Persons named in full, or two at once, present with any verb: no list holds all verbs.
        let person = sure && (full || group.people.len() > 1);
        placed |= matches!(word, "en" | "y");
        if person && !placed && (!small || word == "qui") && is_verb_like(token) {
            return Some(Manner::Loosely);
        }
        if !small {
            break;
        }
    }
    // "A et B (X) dans leur talk …": persons with their company, in a recap, present.
    if nous && sure {
        Some(Manner::Plainly)
    } else {
        let in_passing =
            employed && sure && (group.people.len() > 1 || full) && is_subject(tokens, group.first);
        in_passing.then_some(Manner::InPassing)
    }
}

/// The token after a bracket that closes right behind a group. `None` where the group only ends a longer bracket: a verb
/// behind it has another subject ("(du prolifique A), nous a expliqué").
fn past_bracket(tokens: &[Token<'_>], group: &Group, after: usize) -> Option<usize> {
    let closed = tokens.get(after).is_some_and(|t| t.text == ")");
    let opened = group.first.checked_sub(1).is_none_or(|before| tokens[before].text == "(");
    (!closed || opened).then_some(after + usize::from(closed))
}

/// Whether one person is named, by one word.
fn is_one_word(group: &Group) -> bool {
    matches!(&group.people[..], [person] if !person.name.contains([' ', '.']))
}

/// Whether a name is all in capitals, as acronyms are.
fn is_shouted(name: &str) -> bool {
    name.chars().all(|c| c.is_uppercase() || c == ' ')
}

/// Whether initials stand for the first names: "JM Untel".
fn has_initials(group: &Group) -> bool {
    group.people.iter().all(|person| {
        if person::is_initialled(&person.name) {
            return true;
        }
        let mut words = person.name.split(' ');
        words.next().is_some_and(|w| w.len() <= 3 && w.chars().all(char::is_uppercase))
            && words.next().is_some_and(|w| !is_shouted(w))
    })
}
