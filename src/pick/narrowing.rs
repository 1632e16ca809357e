//! What narrows the talks that are shown, each part set by one key.

use crate::index::TalkField;
use crate::output::language::say;
use crate::output::terminal::safe;
use crate::query::plan::Matcher;
use crate::recap::short_event;
use crate::talk::{Kind, LinkKind, Talk};

/// Kinds in the order in which a key goes through them; `None` for all.
const KINDS: [Option<Kind>; 4] = [None, Some(Kind::Talk), Some(Kind::Keynotes), Some(Kind::Section)];
/// Least ratings in the order in which a key goes through them; `None` for all talks.
const RATINGS: [Option<u8>; 4] = [None, Some(3), Some(4), Some(5)];

/// Filters. What is not set lets every talk through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// The one kind that is shown.
    pub kind: Option<Kind>,
    /// The one year that is shown.
    pub year: Option<i32>,
    /// The one event that is shown.
    pub event: Option<String>,
    /// Only talks by one of these are shown.
    pub speakers: Vec<String>,
    /// The least rating that is shown, of five.
    pub rating: Option<u8>,
    /// Whether only talks with a recording are shown.
    pub video: bool,
}

impl Narrowing {
    /// The next kind; all after the last.
    pub fn next_kind(&mut self) {
        self.kind = after(&KINDS, self.kind);
    }

    /// The next least rating; all talks after the highest.
    pub fn next_rating(&mut self) {
        self.rating = after(&RATINGS, self.rating);
    }

    /// The next of `years`; all after the last.
    pub fn next_year(&mut self, years: &[i32]) {
        let next = match self.year {
            None => 0,
            Some(year) => years.iter().position(|known| *known == year).map_or(0, |at| at + 1),
        };
        self.year = years.get(next).copied();
    }

    /// The event of a talk, where none is set; else all. Whether that changes what is shown.
    pub fn turn_event(&mut self, talk: Option<&Talk>) -> bool {
        let event = if self.event.is_some() { None } else { talk.and_then(|talk| talk.event.clone()) };
        let changes = event != self.event;
        self.event = event;
        changes
    }

    /// The speakers of a talk, where none are set; else all. Whether that changes what is shown.
    pub fn turn_speakers(&mut self, talk: Option<&Talk>) -> bool {
        let unset = self.speakers.is_empty();
        let speakers = talk.filter(|_| unset).map(|talk| talk.speakers.clone()).unwrap_or_default();
        let changes = speakers != self.speakers;
        self.speakers = speakers;
        changes
    }

    /// What talks must hold to be shown.
    pub fn matchers(&self) -> Vec<Matcher> {
        let mut matchers = Vec::new();
        matchers.extend(self.kind.map(|kind| Matcher::Kind(kind.as_str().to_owned())));
        matchers.extend(self.year.map(|year| Matcher::Year(year..=year)));
        matchers.extend(self.event.as_ref().map(|event| Matcher::named(event, TalkField::Event)));
        if !self.speakers.is_empty() {
            let each = self.speakers.iter().map(|name| Matcher::named(name, TalkField::Speaker));
            matchers.push(Matcher::Any(each.collect()));
        }
        matchers.extend(self.rating.map(|least| Matcher::Rated(f64::from(least)..=f64::INFINITY)));
        if self.video {
            matchers.push(Matcher::Has(LinkKind::Video.as_str().to_owned()));
        }
        matchers
    }

    /// What is set, each part in a few words.
    pub fn labels(&self) -> Vec<String> {
        let mut labels = Vec::new();
        let mut add = |label: String| labels.push(safe(&say(&label)).into_owned());
        if let Some(kind) = self.kind {
            add(format!("kind {}", kind.as_str()));
        }
        if let Some(year) = self.year {
            add(format!("year {year}"));
        }
        if let Some(event) = &self.event {
            add(format!("event {}", short_event(event).unwrap_or(event)));
        }
        if !self.speakers.is_empty() {
            add(format!("speaker {}", self.speakers.join(", ")));
        }
        if let Some(least) = self.rating {
            add(format!("rated {least} or more"));
        }
        if self.video {
            add("with video".to_owned());
        }
        labels
    }
}

/// The value after another; the first after the last.
fn after<T: Copy + PartialEq>(values: &[T; 4], value: T) -> T {
    let at = values.iter().position(|known| *known == value).unwrap_or(0);
    values[(at + 1) % values.len()]
}
