//! Who gave a session, told in prose: a name, and near it a verb of presenting, "par", or "un talk de".

use crate::recap::markup::line::Line;
use crate::recap::mentions::affiliation::{affiliation, company, is_maker};
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::title;
use crate::recap::outline::Sheet;
use crate::recap::words::fold::fold;
use crate::recap::words::lexicon::{PRESENTING, is_organisation};
use crate::recap::words::token::{Token, tokens};

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

/// A person whom a line presents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Presenter {
    /// Who.
    pub person: Person,
    /// Whether the line says so with a verb of presenting, or with a word for a session; else the person may as well be
    /// quoted, asked or thanked.
    pub plainly: bool,
}

/// Most persons that one unit presents; who names more lists them.
pub(in crate::recap) const MOST: usize = 100;

fn all_tokens(text: &str) -> Vec<Token<'_>> {
    // A word and a space are six bytes; signs make more of them.
    let mut all = Vec::with_capacity(text.len() / 5 + 4);
    all.extend(tokens(text));
    all
}

/// Whether the text speaks of a session as such.
pub(crate) fn speaks_of_session(text: &str) -> bool {
    tokens(text).take(60).any(|t| PRESENTING.is_word(&t, "session"))
}

/// Lines that introduce a session: whoever is named there most likely gives it.
const INTRODUCING: usize = 2;

/// Whether a text speaks of a session in its first words.
pub(crate) fn opens_with_session(text: &str) -> bool {
    tokens(text).take(12).any(|t| PRESENTING.is_word(&t, "session"))
}

/// The presenters that lines of prose name, in order, each once under the fullest form of the name. Where somebody is
/// plainly said to present, those who are named later and in passing are left out, unless the lines tell of `several`
/// sessions.
pub(crate) fn in_lines(sheet: &Sheet<'_>, lines: &[usize], several: bool) -> Vec<Person> {
    let plainly = lines.iter().any(|&i| sheet.presenters(i).iter().any(|presenter| presenter.plainly));
    let mut found: Vec<Person> = Vec::new();
    for (n, &i) in lines.iter().enumerate() {
        if found.len() >= MOST {
            break;
        }
        let presenters = sheet.presenters(i).iter();
        let counts = |presenter: &&Presenter| presenter.plainly || several || !plainly || n < INTRODUCING;
        let presenters = presenters.filter(counts).map(|presenter| presenter.person.clone());
        for person in presenters.chain(anchored(&sheet.lines[i])) {
            merge(&mut found, person);
        }
    }
    found
}

/// The persons named in full in a text, unless it says that they are elsewhere.
pub(crate) fn mentioned(text: &str) -> Vec<Person> {
    let tokens = all_tokens(text);
    let mut people = Vec::new();
    if is_credit(&tokens) {
        return people;
    }
    let mut at = 0;
    while at < tokens.len() {
        match group(text, &tokens, at) {
            Some(group) if is_elsewhere(&tokens, group.first) || is_referred_to(&tokens, group.first) => {
                at = group.last + 1;
            }
            Some(mut group) if group.known > 0 && group.people.iter().all(|p| p.name.contains(' ')) => {
                let (after, _) = affiliation(text, &tokens, &mut group);
                if is_maker(&tokens, &group, after) {
                    group.people.iter_mut().for_each(|p| p.organisations.clear());
                }
                people.append(&mut group.people);
                at = after.max(group.last + 1);
            }
            _ => at += 1,
        }
    }
    people
}

/// Adds a person; of two forms of one name the fuller stays.
pub(crate) fn merge(found: &mut Vec<Person>, person: Person) {
    let key = fold(&person.name);
    let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
    let same = found.iter_mut().find(|p| {
        let other = fold(&p.name);
        other == key
            || (!key.contains(' ') && first(&other) == key)
            || (!other.contains(' ') && first(&key) == other)
            // One letter apart: the same name mistyped.
            || key.contains(' ') && other.len() >= 8 && other.len().abs_diff(key.len()) <= 1
                && other.as_bytes().first() == key.as_bytes().first()
                && strsim::levenshtein(&other, &key) == 1
    });
    match same {
        Some(known) => {
            if person.name.split(' ').count() > known.name.split(' ').count() {
                known.name = person.name;
            }
            for organisation in person.organisations {
                if !known.organisations.iter().any(|o| fold(o) == fold(&organisation)) {
                    known.organisations.push(organisation);
                }
            }
        }
        None => found.push(person),
    }
}

/// Persons whose name links to the page of a speaker.
fn anchored(line: &Line) -> Vec<Person> {
    line.anchors
        .iter()
        .filter(|a| title::is_speaker_page(&a.url))
        .filter_map(|a| line.text.get(a.range.clone()))
        .map(|name| name.trim().trim_matches([',', '*', '.']).trim())
        .filter(|name| name.contains(' ') && person::likeness(name) != Likeness::None)
        .map(|name| Person { name: name.to_owned(), organisations: Vec::new() })
        .collect()
}

/// Whom a text thanks for a session: "Merci Jeanne pour ces conseils".
pub(crate) fn thanked(text: &str) -> Vec<Person> {
    let tokens = all_tokens(text);
    let is = |i: usize, words: &[&str]| tokens.get(i).is_some_and(|t| words.contains(&&*t.folded()));
    for at in 0..tokens.len() {
        let from = if is(at + 1, &["a"]) { at + 2 } else { at + 1 };
        if !is(at, &["merci"]) || from >= tokens.len() {
            continue;
        }
        let Some(group) = group(text, &tokens, from).filter(|group| group.known == group.people.len()) else {
            continue;
        };
        let after = group.last + 1;
        let given = tokens.get(after + 2).is_some_and(|t| !PRESENTING.is_word(t, "credit"));
        if is(after, &["pour"]) && is(after + 1, &["ce", "cet", "cette", "ces"]) && given {
            return group.people;
        }
    }
    Vec::new()
}

/// The presenters that a text names.
pub(crate) fn in_text(text: &str) -> Vec<Presenter> {
    // No name without a capital.
    if !text.contains(char::is_uppercase) {
        return Vec::new();
    }
    let tokens = all_tokens(text);
    let mut people = Vec::new();
    if is_credit(&tokens) {
        return people;
    }
    let mut at = 0;
    while at < tokens.len() {
        let Some(mut group) = group(text, &tokens, at) else {
            at += 1;
            continue;
        };
        let (after, employed) = affiliation(text, &tokens, &mut group);
        if let Some(said) = presents(&tokens, &group, after, employed) {
            // Who made a thing is not said to work for it, unless the sentence goes on to what they tell.
            if said == Said::InPassing && is_maker(&tokens, &group, after) {
                group.people.iter_mut().for_each(|p| p.organisations.clear());
            }
            let plainly = said == Said::Plainly;
            people.extend(group.people.into_iter().map(|person| Presenter { person, plainly }));
        }
        at = after.max(group.last + 1);
    }
    people
}

/// One name that begins at a token: its last token, and how like a name it is.
fn name(text: &str, tokens: &[Token<'_>], at: usize) -> Option<(usize, Likeness)> {
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
    // The words so far, and where a name may end: a particle ends none.
    let mut words = [tokens[at].text; 6];
    let mut ends = [true; 6];
    while last + 1 < tokens.len() && last - at < 4 && apart(last + 1) {
        if person::is_name_word(tokens[last + 1].text) {
            last += 1;
        } else if matches!(
            &*tokens[last + 1].folded(),
            "de" | "van" | "von" | "der" | "den" | "el" | "ben" | "di" | "da" | "del" | "le" | "la"
        ) && (tokens[last + 1].folded() != "de" || tokens[last + 1].text == "De")
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
    // A first name that opens the sequence is worth more than the longest sequence.
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

/// The persons named from a token on: "A", "A et B", "A, B et C", "A (X) et B (Y)".
fn group(text: &str, tokens: &[Token<'_>], at: usize) -> Option<Group> {
    let (mut last, like) = name(text, tokens, at)?;
    let person = |from: usize, to: usize| Person {
        name: text.get(tokens[from].start..tokens[to].end).unwrap_or_default().to_owned(),
        organisations: Vec::new(),
    };
    let mut group = Group {
        people: vec![person(at, last)],
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
        let (and, comma) = (matches!(joint, Some("et" | "&" | "and")), joint == Some(","));
        if !(and || comma && full) || next + 1 >= tokens.len() {
            break;
        }
        let from =
            if comma && matches!(&*tokens[next + 1].folded(), "et" | "and") { next + 2 } else { next + 1 };
        let Some((end, like)) = (from < tokens.len()).then(|| name(text, tokens, from)).flatten() else {
            break;
        };
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
fn after_account(tokens: &[Token<'_>], last: usize) -> usize {
    if tokens.get(last + 1).is_none_or(|t| t.text != "@") {
        return last;
    }
    let goes_on = |i: &usize| {
        let joined = tokens.get(*i).is_some_and(|t| t.start == tokens[*i - 1].end);
        joined && !matches!(tokens[*i].text, "," | "." | ":" | ";" | "!" | "?" | ")")
    };
    (last + 2..tokens.len().min(last + 10)).take_while(goes_on).last().unwrap_or(last)
}

/// How a sentence says that persons present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// With a verb of presenting, or as those who gave a session.
    Plainly,
    /// With another verb, or "par".
    Loosely,
    /// By naming them with their company.
    InPassing,
}

/// The tokens of the sentence before a token, the nearest first.
fn sentence_before<'a, 't>(tokens: &'a [Token<'t>], first: usize) -> impl Iterator<Item = &'a Token<'t>> {
    let ends = |t: &&Token<'_>| !matches!(t.text, "!" | "?" | ";") && (t.text != "." || t.start == 0);
    tokens[first.saturating_sub(16)..first].iter().rev().take_while(ends)
}

/// Whether a line credits somebody for a picture: "Illustration par A", "Crédit photo : A".
fn is_credit(tokens: &[Token<'_>]) -> bool {
    let mut words =
        tokens.iter().skip_while(|t| matches!(t.text, "(" | "©" | ">" | "*" | "[")).map(Token::folded);
    let first = words.next().is_some_and(|word| PRESENTING.is(&word, "picture"));
    let second = words.next();
    let second = second.as_deref().unwrap_or_default();
    first
        && (matches!(second, ":" | "par" | "by" | "de" | "d'" | "©" | "(")
            || PRESENTING.is(second, "picture"))
}

/// Whether the sentence says of whom it names at a token that they are thanked, or were missed by the writer, or are
/// told of by somebody else: "merci à A", "j'avais prévu d'aller voir A", "comment A a forcé".
fn is_elsewhere(tokens: &[Token<'_>], first: usize) -> bool {
    let mut before = sentence_before(tokens, first);
    let nearest = before.next().map(Token::folded);
    let nearest = nearest.as_deref().unwrap_or_default();
    let next = before.next().map(Token::folded);
    let next = next.as_deref().unwrap_or_default();
    let thanked = PRESENTING.is(nearest, "thank")
        || matches!(nearest, "a" | "de" | "," | "et") && PRESENTING.is(next, "thank");
    let within = matches!(nearest, "comment" | "pourquoi" | "dont" | "si");
    let missed = sentence_before(tokens, first).any(|t| PRESENTING.is_word(t, "missed"));
    // "(cf. le talk de A)": the full stop ends no sentence.
    let phrase = tokens[first.saturating_sub(10)..first].iter().rev();
    let compared =
        phrase.take_while(|t| !matches!(t.text, "!" | "?" | ";" | ")")).any(|t| t.folded() == "cf");
    thanked || within || missed || compared
}

/// Whether who is named at a token is quoted, or made a thing that is told of: "le livre de A", "selon A".
fn is_referred_to(tokens: &[Token<'_>], first: usize) -> bool {
    sentence_before(tokens, first).take(6).any(|t| PRESENTING.is_word(t, "refer"))
}

/// Whether, and how, the sentence says that the group presents.
fn presents(tokens: &[Token<'_>], group: &Group, after: usize, employed: bool) -> Option<Said> {
    let sure = group.known > 0;
    let full = group.people.iter().all(|p| p.name.contains(' '));
    if group.people.iter().any(|p| is_organisation(&p.name)) {
        return None;
    }
    if is_elsewhere(tokens, group.first) {
        return None;
    }
    let given = full && is_given_by(tokens, group.first);
    if (sure || full && employed || given) && is_announced(tokens, group.first, full) {
        // "présenté par A, SRE chez X": what is said to be given by somebody with a job is a session, or a part of one.
        let said = if given && employed { Said::Plainly } else { announced(tokens, group.first) };
        return Some(said);
    }
    // After: a verb of presenting, small words between; "deux personnes (A et B) ont présenté".
    let after = if tokens.get(after).is_some_and(|t| t.text == ")") { after + 1 } else { after };
    let (mut nous, mut placed) = (false, false);
    for (step, token) in tokens.iter().skip(after).take(6).enumerate() {
        let word = &*token.folded();
        nous |= word == "nous";
        if matches!(token.text, "." | "!" | "?" | ":" | ";" | "»") {
            break;
        }
        // "A demande au conférencier": whoever asks gives no session.
        if PRESENTING.is(word, "ask") && speaks_to_speaker(tokens, after + step) {
            return None;
        }
        if PRESENTING.is(word, "verb") && !PRESENTING.is(word, "skip") {
            let unsure = nous && full && !group.people.iter().any(|p| is_shouted(&p.name));
            let told = sure
                || unsure
                || full && employed
                || has_initials(group)
                || group.people.len() > 1 && nous
                || full && !group.people.iter().any(|p| is_shouted(&p.name)) && PRESENTING.is(word, "tell");
            return told.then_some(Said::Plainly);
        }
        let small = PRESENTING.is(word, "skip") || word.ends_with("ment") || step == 0 && token.text == ",";
        // Persons named in full, or two at once, present whatever the verb: no list holds them all.
        let person = sure && (full || group.people.len() > 1);
        placed |= matches!(word, "en" | "y");
        if person && !placed && (!small || word == "qui") && is_verb_like(token) {
            return Some(Said::Loosely);
        }
        if !small {
            break;
        }
    }
    // "A et B (X) dans leur talk …": persons with their company, in a recap, present.
    if nous && sure {
        Some(Said::Plainly)
    } else {
        let told = employed && sure && (group.people.len() > 1 || full) && is_subject(tokens, group.first);
        told.then_some(Said::InPassing)
    }
}

/// Whether a word in small letters could be a verb that has a subject: it is none of those that join words, and no
/// infinitive.
fn is_verb_like(token: &Token<'_>) -> bool {
    token.text.chars().count() > 1
        && token.text.chars().all(char::is_lowercase)
        && !["er", "ir", "oir"].iter().any(|ending| token.text.ends_with(ending))
        && !PRESENTING.is(&token.folded(), "joint")
}

/// Whether a name stands where the subject of a sentence does: after nothing, a sign, or a word that joins sentences.
fn is_subject(tokens: &[Token<'_>], first: usize) -> bool {
    let Some(before) = first.checked_sub(1).map(|i| &tokens[i]) else { return true };
    !before.text.starts_with(char::is_alphanumeric)
        || matches!(
            &*before.folded(),
            "et" | "and" | "avec" | "puis" | "enfin" | "ensuite" | "ou" | "que" | "qu'"
        )
        || PRESENTING.is_word(before, "session")
}

/// Whether what somebody says at a token is said to who speaks: "au conférencier".
fn speaks_to_speaker(tokens: &[Token<'_>], at: usize) -> bool {
    let rest = tokens.iter().skip(at).take(8).take_while(|t| !matches!(t.text, "." | "!" | "?"));
    rest.into_iter().any(|t| PRESENTING.is_word(t, "bearer"))
}

/// How surely "par" or "de" says that the person at a token gave a session: plainly where a word for one stands before
/// it in the sentence, or where the sentence begins with it.
fn announced(tokens: &[Token<'_>], first: usize) -> Said {
    let mut before = sentence_before(tokens, first);
    let begins = first <= 2;
    let session = before.any(|t| PRESENTING.is_word(t, "session") || PRESENTING.is_word(t, "bearer"));
    if begins || session { Said::Plainly } else { Said::Loosely }
}

/// Whether "par", "avec" or "un talk … de" stands before the name at a token.
fn is_announced(tokens: &[Token<'_>], first: usize, full: bool) -> bool {
    let mut before = first;
    while before > 0 && matches!(tokens[before - 1].text, "(" | "«" | "“" | "\"" | ",") {
        before -= 1;
    }
    let Some(word) = before.checked_sub(1).map(|i| tokens[i].folded()) else { return false };
    let word = &*word;
    if matches!(word, "d'" | "de" | "du") {
        let ends = |t: &&Token<'_>| !matches!(t.text, "." | "!" | "?" | ":" | ";");
        let phrase = tokens[before.saturating_sub(9)..before - 1].iter().rev().take_while(ends);
        return phrase.into_iter().any(|t| PRESENTING.is_word(t, "session"));
    }
    // "inventé par A", "une photo par A": who made a thing that is told of does not tell of it.
    let made = before.checked_sub(2).is_some_and(|i| PRESENTING.is(&tokens[i].folded(), "credit"));
    if matches!(word, "par" | "by") && made {
        return false;
    }
    // "…, répond A": the verb stands first.
    PRESENTING.is(word, "says") || (full || word != "avec") && PRESENTING.is(word, "before")
}

/// Whether "présenté par" or the like stands right before a token: what follows is a person, known or not.
fn is_given_by(tokens: &[Token<'_>], first: usize) -> bool {
    let word = |back: usize| first.checked_sub(back).map(|i| tokens[i].folded()).unwrap_or_default();
    let bearer = PRESENTING.is(&word(1), "bearer") || word(1) == "," && PRESENTING.is(&word(2), "bearer");
    matches!(&*word(1), "par" | "by") && PRESENTING.is(&word(2), "given") || bearer
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
