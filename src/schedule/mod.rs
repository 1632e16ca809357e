//! A conference's published programme: its sessions, and which talk of a recap is which of them.
//!
//! Four formats are read into the same [`Session`]s: frab (pentabarf) XML, the JSON of frab, pretalx and Sessionize, and
//! iCalendar. [`matching`] pairs sessions with talks; [`notes`] writes what a pair adds to a talk.

mod frab;
mod ical;
mod json;
pub mod matching;
pub mod notes;

use crate::{Error, Result};
use std::path::Path;

/// Sessions that a programme may have; a longer one is refused.
pub const MAX_SESSIONS: usize = 20_000;

/// Bytes of a title, a name, a room; what is longer is none.
const LONGEST: usize = 1_000;
/// Bytes of an address.
const LONGEST_ADDRESS: usize = 4_096;
/// Bytes of what is said of a session that are looked into for names.
const LONGEST_TEXT: usize = 8_000;
/// Titles of a session, in as many languages, and people who give it.
const MOST_TITLES: usize = 8;
const MOST_PEOPLE: usize = 200;

/// One session of a programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// Its title, in each language that the programme gives; never empty.
    pub titles: Vec<String>,
    /// Who gives it, in the order of the programme.
    pub people: Vec<Person>,
    /// Local time of its beginning as published, `YYYY-MM-DDTHH:MM`, or its day alone, `YYYY-MM-DD`.
    pub start: Option<String>,
    /// Where it takes place.
    pub room: Option<String>,
    /// Its page in the programme, http or https.
    pub url: Option<String>,
    /// Its recording, http or https.
    pub video: Option<String>,
    /// What the programme says of it; names may stand there that are nowhere else.
    pub text: String,
}

/// Somebody who gives a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Full name as published.
    pub name: String,
    /// Employer, where the programme has a place for it.
    pub organisation: Option<String>,
}

impl Session {
    /// The day of its beginning, `YYYY-MM-DD`.
    pub fn day(&self) -> Option<&str> {
        self.start.as_deref().and_then(|start| start.get(..10))
    }
}

/// Reads a programme in whatever format it has. `path` is what errors name.
///
/// # Errors
/// [`Error::Schedule`] where the text is none of the formats, is broken, or holds no session or too many.
pub fn read(text: &str, path: &Path) -> Result<Vec<Session>> {
    let broken = |reason: String| Error::Schedule { path: path.to_owned(), reason };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let sessions = match start.as_bytes().first() {
        Some(b'<') => frab::read(start),
        Some(b'{' | b'[') => json::read(start),
        _ if start.starts_with("BEGIN:VCALENDAR") => ical::read(start),
        _ => Err("neither frab XML, JSON of pretalx or Sessionize, nor iCalendar".to_owned()),
    };
    let mut sessions = sessions.map_err(broken)?;
    // Talks are compared with them one by one.
    for session in &mut sessions {
        session.titles.truncate(MOST_TITLES);
        session.people.truncate(MOST_PEOPLE);
        session.text.truncate(session.text.floor_char_boundary(LONGEST_TEXT));
    }
    match sessions.len() {
        0 => Err(broken("no session in it".to_owned())),
        n if n > MAX_SESSIONS => Err(broken(format!("{n} sessions, {MAX_SESSIONS} at the most"))),
        _ => Ok(sessions),
    }
}

/// A text without the white space around and in it; `None` where nothing is left, or more than a title or a name has.
fn tidy(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// An address that may be kept: http or https, in one piece.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let web = text.starts_with("https://") || text.starts_with("http://");
    (web && text.len() <= LONGEST_ADDRESS && !text.contains(|c: char| c.is_whitespace() || c.is_control()))
        .then(|| text.to_owned())
}

/// Whether the label of a link says that it leads to a recording.
fn leads_to_recording(label: &str) -> bool {
    let label = label.to_lowercase();
    ["video", "vidéo", "recording", "replay"].iter().any(|word| label.contains(word))
}

/// `YYYY-MM-DDTHH:MM` or `YYYY-MM-DD` at the beginning of a time as published; the zone is left out, because a recap tells
/// local times too.
fn local_time(text: &str) -> Option<String> {
    let text = text.trim();
    let day = text.get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok())?;
    let rest = text.get(10..).unwrap_or_default();
    let clock = rest.strip_prefix(['T', ' ']).and_then(|rest| rest.get(..5));
    match clock.filter(|clock| clock.parse::<jiff::civil::Time>().is_ok()) {
        Some(clock) => Some(format!("{day}T{clock}")),
        None => Some(day.to_owned()),
    }
}
