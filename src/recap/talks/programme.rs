//! What a published programme adds to talks: taken from the sidecar, never over what the recap says.

use crate::recap::markup::sidecar::{Sidecar, TalkNote};
use crate::recap::words::fold::fold;
use crate::talk::{Kind, Link, LinkKind, Programme, Talk};
use std::collections::{HashMap, VecDeque};

/// How far a name in a recap is a name in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// By a first name, a family name or initials.
    Part,
    /// By two words of it at least.
    Full,
}

/// Adds to each talk what the sidecar knows of it from a programme. Returns the titles in the sidecar that no talk has.
pub(crate) fn complete(talks: &mut [Talk], sidecar: &Sidecar) -> Vec<String> {
    if sidecar.talks.is_empty() {
        return Vec::new();
    }
    let mut unknown = Vec::new();
    // Of talks with one title the first that has no note yet gets the next one.
    let mut titled: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (at, talk) in talks.iter().enumerate() {
        titled.entry(fold(&talk.title)).or_default().push_back(at);
    }
    for note in &sidecar.talks {
        match titled.get_mut(&fold(&note.title)).and_then(VecDeque::pop_front) {
            Some(at) => add(&mut talks[at], note),
            None => unknown.push(note.title.clone()),
        }
    }
    unknown
}

fn add(talk: &mut Talk, note: &TalkNote) {
    // A section without people that the programme has as a session is one.
    if talk.kind == Kind::Section {
        talk.kind = Kind::Talk;
    }
    complete_speakers(&mut talk.speakers, &note.speakers);
    if talk.organisations.is_empty() {
        talk.organisations.clone_from(&note.organisations);
    }
    if talk.date.is_none() {
        talk.date = note.start.as_deref().and_then(|start| start.get(..10)).map(str::to_owned);
        talk.year = talk.year.or_else(|| talk.date.as_deref()?.get(..4)?.parse().ok());
    }
    for (url, kind) in [(&note.url, LinkKind::Schedule), (&note.video, LinkKind::Video)] {
        if let Some(url) = url.as_ref().filter(|url| talk.links.iter().all(|link| link.url != **url)) {
            talk.links.push(Link { url: url.clone(), kind, label: None });
        }
    }
    talk.programme = Some(Programme {
        title: note.official_title.clone(),
        room: note.room.clone(),
        start: note.start.clone(),
        origin: note.origin.clone(),
    });
}

/// Gives partial names their full form and adds people whom the recap leaves out. Where the recap names somebody whom the
/// programme does not know, it stays as it is: the programme may have changed since.
fn complete_speakers(named: &mut Vec<String>, published: &[String]) {
    let mut left: Vec<&String> = published.iter().collect();
    let mut names = Vec::with_capacity(published.len());
    for name in named.iter() {
        let best = left
            .iter()
            .enumerate()
            .filter_map(|(at, full)| Some((likeness(name, full)?, std::cmp::Reverse(at))));
        match best.max() {
            Some((_, std::cmp::Reverse(at))) => {
                let full = left.remove(at);
                let fuller = full.split_whitespace().count() > name.split_whitespace().count();
                names.push(if fuller { full.clone() } else { name.clone() });
            }
            None => return,
        }
    }
    names.extend(left.into_iter().cloned());
    *named = names;
}

/// Whether `named` may name the person who is published as `full`: every word of it is a word of the full name or an initial
/// of one, in the same order.
pub fn likeness(named: &str, full: &str) -> Option<Likeness> {
    let words = |name: &str| -> Vec<String> {
        fold(name)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (named, full) = (words(named), words(full));
    let mut rest = full.iter();
    let mut whole = 0;
    for word in &named {
        let found = rest
            .find(|other| *other == word || word.chars().count() == 1 && other.starts_with(word.as_str()))?;
        whole += usize::from(found == word && word.chars().count() > 1);
    }
    match (named.is_empty(), whole) {
        (true, _) => None,
        (_, 0 | 1) if named != full => Some(Likeness::Part),
        _ => Some(Likeness::Full),
    }
}
