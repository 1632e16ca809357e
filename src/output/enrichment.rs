//! What `recaps enrich` found in a recap.

use super::results::{Appearance, Object, Results};
use super::terminal::safe;
use crate::schedule::Session;
use crate::schedule::matching::Pair;
use crate::talk::{Kind, Talk};
use serde::Serialize;
use std::collections::HashSet;
use std::io::{self, Write};

/// The talks of a recap and the sessions that they are.
#[derive(Debug)]
pub struct Enrichment<'a> {
    /// The recap, as it is known.
    pub file: &'a str,
    /// Its talks.
    pub talks: &'a [Talk],
    /// The whole programme.
    pub sessions: &'a [Session],
    /// Which talk is which session, in the order of the talks.
    pub pairs: &'a [Pair],
    /// Whether people are shown the sessions that are not in the recap, too.
    pub all: bool,
}

/// One object a recap; keys may be added, never changed.
#[derive(Serialize)]
struct Message<'a> {
    file: &'a str,
    matched: Vec<Matched<'a>>,
    unmatched_talks: Vec<Unmatched<'a>>,
    unmatched_sessions: Vec<&'a str>,
}

#[derive(Serialize)]
struct Matched<'a> {
    id: &'a str,
    title: &'a str,
    session: &'a str,
    score: f32,
    speakers: Vec<&'a str>,
    start: Option<&'a str>,
    room: Option<&'a str>,
}

#[derive(Serialize)]
struct Unmatched<'a> {
    id: &'a str,
    title: &'a str,
    line: u32,
}

impl<'a> Enrichment<'a> {
    /// Talks that are in no programme; parts of a recap about no session are not counted.
    fn unmatched(&self) -> impl Iterator<Item = &'a Talk> {
        let matched: HashSet<usize> = self.pairs.iter().map(|pair| pair.talk).collect();
        let talks = self.talks.iter().enumerate();
        talks.filter(move |(n, talk)| talk.kind == Kind::Talk && !matched.contains(n)).map(|(_, talk)| talk)
    }

    /// Titles of sessions that are not in the recap.
    fn untold(&self) -> impl Iterator<Item = &'a str> {
        let paired: HashSet<usize> = self.pairs.iter().map(|pair| pair.session).collect();
        let sessions = self.sessions.iter().enumerate().filter(move |(n, _)| !paired.contains(n));
        sessions.filter_map(|(_, session)| session.titles.first().map(String::as_str))
    }
}

impl Results for Enrichment<'_> {
    /// A line a talk.
    fn text(&self, out: &mut dyn Write, _: &Appearance) -> io::Result<()> {
        let unmatched: Vec<&Talk> = self.unmatched().collect();
        let (pairs, talks) = (self.pairs.len(), self.pairs.len() + unmatched.len());
        writeln!(out, "{}: {pairs} of {talks} talks are in the programme", safe(self.file))?;
        for pair in self.pairs {
            let (talk, session) = (&self.talks[pair.talk], &self.sessions[pair.session]);
            let official = session.titles.first().map_or("", String::as_str);
            let published = if official == talk.title { String::new() } else { format!(" = {official}") };
            let facts: Vec<&str> =
                [session.start.as_deref(), session.room.as_deref()].into_iter().flatten().collect();
            let facts = if facts.is_empty() { String::new() } else { format!("  [{}]", facts.join(", ")) };
            let line = format!("{}{published}{facts}", talk.title);
            writeln!(out, "{:>5}  {:.2}  {}", talk.source.first_line, pair.score, safe(&line))?;
        }
        for talk in unmatched {
            writeln!(out, "{:>5}     ?  {}", talk.source.first_line, safe(&talk.title))?;
        }
        let untold: Vec<&str> = self.untold().collect();
        if self.all {
            untold.iter().try_for_each(|title| writeln!(out, "              {}", safe(title)))?;
        }
        Ok(())
    }

    fn object(&self) -> Object<'_> {
        let matched = self.pairs.iter().map(|pair| {
            let (talk, session) = (&self.talks[pair.talk], &self.sessions[pair.session]);
            Matched {
                id: &talk.id,
                title: &talk.title,
                session: session.titles.first().map_or("", String::as_str),
                score: (pair.score * 100.0).round() / 100.0,
                speakers: session.people.iter().map(|person| person.name.as_str()).collect(),
                start: session.start.as_deref(),
                room: session.room.as_deref(),
            }
        });
        let unmatched = self.unmatched().map(|talk| Unmatched {
            id: &talk.id,
            title: &talk.title,
            line: talk.source.first_line,
        });
        Box::new(Message {
            file: self.file,
            matched: matched.collect(),
            unmatched_talks: unmatched.collect(),
            unmatched_sessions: self.untold().collect(),
        })
    }
}
