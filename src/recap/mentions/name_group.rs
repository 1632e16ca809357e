//! Persons named side by side in prose, with their accounts and brackets passed over: "A et B", "A (X), B (Y) et C".

use crate::recap::mentions::company::company;
use crate::recap::mentions::institution;
use crate::recap::mentions::name_seams::{is_honour, may_be_honour};
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::words::lexicon::{is_organisation, is_place};
use crate::recap::words::token::Token;

/// Persons named side by side, and the tokens that name them.
pub(in crate::recap) struct Group {
    /// The persons, in order.
    pub people: Vec<Person>,
    /// How many of them begin with a first name.
    pub known: usize,
    /// The first token.
    pub first: usize,
    /// The last token.
    pub last: usize,
}

/// One name that begins at a token: its last token, and how like a name it is.
pub(super) fn name(text: &str, tokens: &[Token<'_>], at: usize) -> Option<(usize, Likeness)> {
    let capital = tokens[at].text.chars().next().is_some_and(char::is_uppercase);
    if !capital
        || !person::is_name_word(tokens[at].text)
        || at > 0
            && tokens[at - 1].end == tokens[at].start
            && !matches!(tokens[at - 1].text, "(" | "«" | "“" | "\"" | "’" | "'")
            && !tokens[at - 1].text.ends_with(['\'', '’'])
    {
        return None;
    }
    let mut last = at;
    let apart = |i: usize| {
        text.get(tokens[i - 1].end..tokens[i].start)
            .is_some_and(|gap| !gap.is_empty() && gap.chars().all(char::is_whitespace))
    };
    // After a first name alone "de" leads to the family name, unless a company is known by what follows.
    let noble = |last: usize| last == at && is_noble(tokens, at);
    // The words so far, and where a name may end: a particle ends none.
    let mut words = [tokens[at].text; 6];
    let mut ends = [true; 6];
    while last + 1 < tokens.len() && last - at < 4 && apart(last + 1) {
        if person::is_name_word(tokens[last + 1].text) {
            last += 1;
        } else if matches!(
            &*tokens[last + 1].folded(),
            "de" | "van" | "von" | "der" | "den" | "el" | "ben" | "di" | "da" | "del" | "le" | "la"
        ) && (tokens[last + 1].folded() != "de"
            || matches!(tokens[last + 1].text, "De" | "DE")
            || noble(last))
            && last + 2 < tokens.len()
            && apart(last + 2)
            && person::is_name_word(tokens[last + 2].text)
        {
            ends[last + 1 - at] = false;
            words[last + 1 - at] = tokens[last + 1].text;
            last += 2;
        } else {
            break;
        }
        words[last - at] = tokens[last].text;
    }
    if last - at >= 2 && stands_behind_house(tokens, at) {
        // "la société Untel Jeanne Autre": another name begins behind that of the house.
        let first = (at + 1..last).find(|&i| person::first_name(tokens[i].text) == Some(true));
        last = first.map_or(last, |first| first - 1);
    }
    // A first name that opens the sequence counts more than the longest sequence.
    loop {
        let like = if ends[last - at] {
            person::likeness_of(&words[..=last - at], text.get(tokens[at].start..tokens[last].end)?)
        } else {
            Likeness::None
        };
        if like != Likeness::None || last == at {
            return (like != Likeness::None).then_some((last, like));
        }
        last -= 1;
    }
}

/// Whether the words before a token lead to a house and not to a person: "la", "chez", or "de" behind a job.
fn stands_behind_house(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(lead) = at.checked_sub(1) else { return false };
    match &*tokens[lead].folded() {
        "chez" | "la" | "le" | "l'" | "les" | "du" | "des" | "aux" => true,
        "de" | "d'" => {
            tokens[lead.saturating_sub(MOST_OF_JOB)..lead].iter().any(|t| person::names_a_bearer(t.text))
        }
        _ => false,
    }
}

/// Words of the longest job before "de" and a company.
const MOST_OF_JOB: usize = 4;

/// Whether a first name stands at a token, and behind it "de" and a word that is no company's name.
fn is_noble(tokens: &[Token<'_>], at: usize) -> bool {
    let family = tokens.get(at + 2).map(|t| t.text).unwrap_or_default();
    let mixed = family.chars().skip(1).all(char::is_lowercase);
    person::first_name(tokens[at].text) == Some(true)
        && mixed
        && family.chars().count() > 3
        && !is_organisation(family)
        && !is_place(family)
        && institution::at(family).is_none()
}

/// The token where a name begins behind a title: "Mme A"; the same token where no title stands.
fn after_honour(tokens: &[Token<'_>], at: usize) -> usize {
    let is_name = |at: usize| tokens.get(at).is_some_and(|t| person::is_name_word(t.text));
    if !tokens[at].text.starts_with(char::is_uppercase) || !may_be_honour(tokens[at].text) {
        return at;
    }
    // One letter alone may be an initial.
    let of_title = tokens[at].ask(|word| {
        let word = word.trim_end_matches('.');
        is_honour(word).then_some(word.len() > 1)
    });
    let Some(is_long) = of_title else { return at };
    let next = if tokens.get(at + 1).is_some_and(|t| t.text == ".") { at + 2 } else { at + 1 };
    // A name in full follows a title.
    let full = is_long || is_name(next + 1);
    if full && is_name(next) { next } else { at }
}

/// The persons named from a token on: "A", "A et B", "A, B et C", "A (X) et B (Y)".
pub(super) fn group(text: &str, tokens: &[Token<'_>], at: usize) -> Option<Group> {
    let from = after_honour(tokens, at);
    let (mut last, like) = name(text, tokens, from)?;
    let person = |from: usize, to: usize| Person {
        name: text.get(tokens[from].start..tokens[to].end).unwrap_or_default().to_owned(),
        organisations: Vec::new(),
    };
    let mut group = Group {
        people: vec![person(from, last)],
        known: usize::from(like == Likeness::Known),
        first: at,
        last,
    };
    loop {
        last = after_account(tokens, last);
        group.last = last;
        let mut next = last + 1;
        let mut inside = None;
        if tokens.get(next).is_some_and(|t| t.text == "(") {
            let close = (next..tokens.len().min(next + 12)).find(|&i| tokens[i].text == ")");
            if let Some(close) = close {
                inside = text.get(tokens[next].end..tokens[close].start).and_then(company);
                next = close + 1;
            }
        }
        let joint = tokens.get(next).map(Token::folded);
        let joint = joint.as_deref();
        let full = group.people.last().is_some_and(|p| p.name.contains(' '));
        let (and, comma) =
            ((matches!(joint, Some("et" | "&" | "and")) || full && joint == Some("/")), joint == Some(","));
        if !(and || comma && full) || next + 1 >= tokens.len() {
            break;
        }
        let from =
            if comma && matches!(&*tokens[next + 1].folded(), "et" | "and") { next + 2 } else { next + 1 };
        if from >= tokens.len() {
            break;
        }
        let from = after_honour(tokens, from);
        let Some((end, like)) = name(text, tokens, from) else { break };
        let named = text.get(tokens[from].start..tokens[end].end).unwrap_or_default();
        if comma && (like != Likeness::Known || !named.contains(' ')) {
            break;
        }
        if let (Some(company), Some(person)) = (inside, group.people.last_mut()) {
            person.organisations.push(company);
        }
        group.known += usize::from(like == Likeness::Known);
        group.people.push(person(from, end));
        last = end;
        group.last = end;
    }
    Some(group)
}

/// The last token of an account "@untel" that follows a token; that token itself where none does.
pub(super) fn after_account(tokens: &[Token<'_>], last: usize) -> usize {
    if tokens.get(last + 1).is_none_or(|t| t.text != "@") {
        return last;
    }
    let goes_on = |i: &usize| {
        let joined = tokens.get(*i).is_some_and(|t| t.start == tokens[*i - 1].end);
        joined && !matches!(tokens[*i].text, "," | "." | ":" | ";" | "!" | "?" | ")")
    };
    (last + 2..tokens.len().min(last + 10)).take_while(goes_on).last().unwrap_or(last)
}
