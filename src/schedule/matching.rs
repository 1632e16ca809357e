//! Which talk of a recap is which session of a programme.
//!
//! A pair is scored by the words that its titles share, each by its idf in the programme, and by the people of both. Pairs
//! are taken by falling score, each talk and session once; a talk for which two sessions are nearly as good has none.

use super::Session;
use crate::recap::{Likeness, fold, likeness};
use crate::talk::{Kind, Talk};
use std::collections::{HashMap, HashSet};

/// Score that a pair must reach. One title alone, all of its words shared, has 1.
const ENOUGH: f32 = 0.6;
/// What people add who are named in full, and by a part of their name.
const FULL_NAMES: f32 = 0.6;
const PARTS_OF_NAMES: f32 = 0.35;
/// What it costs that both name people and have none in common. The second holds for titles that are equal but for little.
const OTHER_PEOPLE: f32 = 0.4;
const OTHER_PEOPLE_SAME_TITLE: f32 = 0.15;
const SAME_TITLE: f32 = 0.85;
/// What the same day adds: it decides between the two times of one session at most.
const SAME_DAY: f32 = 0.05;
/// How much better than the second the best session must be, unless both have the same title.
const MARGIN: f32 = 0.08;

/// Sessions that a talk is compared with for its title, and for its people, at the most: those that share the rarest words.
/// Larger than programmes are, so that it only keeps a flood from taking the square of its length.
const MOST: usize = 256;

/// A talk and its session, by their places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Place of the talk.
    pub talk: usize,
    /// Place of the session.
    pub session: usize,
    /// How well they fit, from 0.6; all words of a title alone have 1.
    pub score: f32,
}

/// Pairs talks with sessions, in the order of the talks.
pub fn pair(talks: &[Talk], sessions: &[Session]) -> Vec<Pair> {
    let programme = Programme::new(sessions);
    let mut scored: Vec<Pair> = Vec::new();
    for (n, talk) in talks.iter().enumerate().filter(|(_, talk)| talk.kind != Kind::Keynotes) {
        // A unit that is no talk is paired only under the very title of the session.
        let enough = if talk.kind == Kind::Talk { ENOUGH } else { SAME_TITLE };
        let mut fits: Vec<Pair> = programme
            .candidates(talk)
            .into_iter()
            .map(|session| Pair { talk: n, session, score: programme.score(talk, session) })
            .filter(|pair| pair.score >= enough)
            .collect();
        fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.session.cmp(&b.session)));
        let clear = match fits.get(..2) {
            Some([best, second]) => {
                best.score - second.score >= MARGIN
                    || sessions[best.session].titles == sessions[second.session].titles
            }
            _ => true,
        };
        scored.extend(fits.into_iter().take(if clear { 2 } else { 0 }));
    }
    scored.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(a.talk.cmp(&b.talk)).then(a.session.cmp(&b.session))
    });
    let (mut used, mut taken) = (HashSet::new(), HashSet::new());
    let mut pairs: Vec<Pair> = Vec::new();
    for pair in scored {
        if !used.contains(&pair.talk) && taken.insert(pair.session) {
            used.insert(pair.talk);
            pairs.push(pair);
        }
    }
    pairs.sort_by_key(|pair| pair.talk);
    pairs
}

/// A programme, its titles by their words.
struct Programme<'s> {
    all: &'s [Session],
    /// For each session, the words of each of its titles, each once.
    words: Vec<Vec<Vec<String>>>,
    /// For a word, the sessions that have it in a title.
    sessions: HashMap<String, Vec<usize>>,
    /// For each session, its titles and its description, folded.
    texts: Vec<String>,
    /// For a word, the sessions that have it in the name of somebody, in a title or in the description; names in one piece too.
    mentioning: HashMap<String, Vec<usize>>,
}

impl<'s> Programme<'s> {
    fn new(all: &'s [Session]) -> Self {
        let words: Vec<Vec<Vec<String>>> =
            all.iter().map(|session| session.titles.iter().map(|title| words_of(title)).collect()).collect();
        let mut sessions: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, titles) in words.iter().enumerate() {
            for word in titles.iter().flatten().collect::<HashSet<_>>() {
                sessions.entry(word.clone()).or_default().push(n);
            }
        }
        let text = |session: &Session| {
            let titles = session.titles.iter().map(|title| fold(title));
            titles.chain([fold(&session.text)]).collect::<Vec<_>>().join("\n")
        };
        let texts: Vec<String> = all.iter().map(text).collect();
        let mut mentioning: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, (session, text)) in all.iter().zip(&texts).enumerate() {
            let mut said: HashSet<String> = parts(text).map(str::to_owned).collect();
            for person in &session.people {
                said.extend(name_keys(&person.name));
            }
            for word in said {
                mentioning.entry(word).or_default().push(n);
            }
        }
        Programme { all, words, sessions, texts, mentioning }
    }

    /// Sessions that share a rare word of the title or a person with a talk.
    fn candidates(&self, talk: &Talk) -> Vec<usize> {
        // A word of half the programme finds all of it: the rarest five of a title are enough.
        let mut lists: Vec<&Vec<usize>> =
            words_of(&talk.title).iter().filter_map(|word| self.sessions.get(word)).collect();
        lists.sort_by_key(|list| list.len());
        let mut found: HashSet<usize> = lists.into_iter().take(5).flatten().take(MOST).copied().collect();
        // All who gave the talk must be named in full, so the sessions of the first of them are enough.
        if let Some(name) = talk.speakers.first() {
            let lists = name_keys(name).into_iter().filter_map(|key| self.mentioning.get(&key));
            let rarest = lists.min_by_key(|list| list.len());
            let named = rarest.into_iter().flatten().take(MOST).copied();
            found.extend(named.filter(|&n| self.people(talk, n) == Some((Likeness::Full, 1.0))));
        }
        let mut found: Vec<usize> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    fn score(&self, talk: &Talk, n: usize) -> f32 {
        let session = &self.all[n];
        let title_words = words_of(&talk.title);
        let title = self.words[n].iter().map(|words| self.likeness(&title_words, words)).fold(0.0, f32::max);
        let day = session.day().is_some_and(|day| talk.date.as_deref() == Some(day));
        let people = match self.people(talk, n) {
            Some((Likeness::Full, share)) => FULL_NAMES * share,
            Some((Likeness::Part, share)) => PARTS_OF_NAMES * share,
            None if talk.speakers.is_empty() || session.people.is_empty() => 0.0,
            None if title >= SAME_TITLE => -OTHER_PEOPLE_SAME_TITLE,
            None => -OTHER_PEOPLE,
        };
        title + people + if day { SAME_DAY } else { 0.0 }
    }

    /// How the people of a talk are named in a session, and the share of them that is; `None` where nobody is.
    fn people(&self, talk: &Talk, n: usize) -> Option<(Likeness, f32)> {
        let mut best = None;
        let mut found = 0usize;
        for name in &talk.speakers {
            let named = self.all[n].people.iter().filter_map(|person| likeness(name, &person.name)).max();
            // Calendars have no place for people: a full name in the summary or the description counts as well.
            let written = || {
                let folded = fold(name);
                (folded.contains(' ') && self.texts[n].contains(&folded)).then_some(Likeness::Full)
            };
            if let Some(likeness) = named.or_else(written) {
                found += 1;
                best = best.max(Some(likeness));
            }
        }
        best.map(|likeness| (likeness, found as f32 / talk.speakers.len() as f32))
    }

    /// Share of the idf of two titles that lies in words of both; where the shorter one has three words and more, it may
    /// be a shortened form of the longer.
    fn likeness(&self, a: &[String], b: &[String]) -> f32 {
        let weight = |words: &[String]| words.iter().map(|word| self.idf(word)).sum::<f32>();
        let shared: Vec<String> = a.iter().filter(|word| b.contains(word)).cloned().collect();
        let (common, of_a, of_b) = (weight(&shared), weight(a), weight(b));
        if common == 0.0 {
            return 0.0;
        }
        let both = 2.0 * common / (of_a + of_b);
        let shortened = if a.len().min(b.len()) >= 3 { 0.9 * common / of_a.min(of_b) } else { 0.0 };
        both.max(shortened)
    }

    fn idf(&self, word: &str) -> f32 {
        let found = self.sessions.get(word).map_or(0, Vec::len) as f32;
        (1.0 + self.words.len() as f32 / (found + 0.5)).ln()
    }
}

/// What a name is looked up by: its words, and all of them in one piece.
fn name_keys(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut keys: Vec<String> = parts(&folded).map(str::to_owned).collect();
    keys.push(keys.concat());
    keys
}

/// The words of a folded text.
fn parts(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The folded words of a title, each once, in order; one-letter words say nothing.
fn words_of(title: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in fold(title).split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}
