//! `name.recap.toml` beside a recap: what a person sets or corrects, and where to cut or not.

use crate::recap::markup::metadata::tidy;
use crate::recap::mentions::links;
use serde::Deserialize;

/// Bytes of a name that a sidecar sets, and of an address or of all the names of a list together. Every talk of the recap,
/// of which there may be thousands, carries them.
const LONGEST_NAME: usize = 300;
const LONGEST_LIST: usize = 2_000;
/// Bytes of all the people, or their employers, that a note gives to one talk. Each is compared with those that the talk has.
pub(crate) const LONGEST_NOTED: usize = 8_000;

/// What a sidecar says; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sidecar {
    /// Name of the event.
    pub event: Option<String>,
    /// Year of the event.
    pub year: Option<i32>,
    /// First day of the event, `YYYY-MM-DD`.
    pub start: Option<String>,
    /// City of the event.
    pub city: Option<String>,
    /// Who published the recap.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// What it is filed under.
    pub tags: Vec<String>,
    /// Lines of the file that open a unit, in order.
    pub cut: Vec<u32>,
    /// Lines of the file that open none, in order.
    pub join: Vec<u32>,
    /// What is known of single talks.
    pub talks: Vec<TalkNote>,
}

/// What a published programme says of one talk: a `[[talk]]` of the sidecar, as `recaps enrich` writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TalkNote {
    /// Title of the talk as the recap is cut; case and accents do not count.
    pub title: String,
    /// File or address that it was taken from.
    pub origin: String,
    /// Title in the programme, where it is another.
    pub official_title: Option<String>,
    /// Full names, in the order of the programme.
    #[serde(default)]
    pub speakers: Vec<String>,
    /// Employers of the speakers.
    #[serde(default)]
    pub organisations: Vec<String>,
    /// Local time of the beginning, `YYYY-MM-DDTHH:MM`, or the day alone.
    pub start: Option<String>,
    /// Where it took place.
    pub room: Option<String>,
    /// Page of the session in the programme.
    pub url: Option<String>,
    /// Recording.
    pub video: Option<String>,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    event: Option<String>,
    year: Option<toml::Spanned<i64>>,
    dates: Option<toml::Spanned<Vec<String>>>,
    city: Option<String>,
    publisher: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    url: Option<toml::Spanned<String>>,
    published: Option<toml::Spanned<String>>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    cut: Vec<toml::Spanned<i64>>,
    #[serde(default)]
    join: Vec<toml::Spanned<i64>>,
    #[serde(default)]
    talk: Vec<toml::Spanned<TalkNote>>,
}

/// A fault of a sidecar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the sidecar, from 1.
    pub line: u32,
    /// What is wrong, on one line.
    pub message: String,
}

impl Sidecar {
    /// Reads a sidecar for a recap of `lines` lines.
    pub fn parse(text: &str, lines: u32) -> Result<Self, Fault> {
        let places = Places { text };
        let raw: Raw = toml::from_str(text).map_err(|error: toml::de::Error| {
            let message = error.message().lines().map(in_plain_words).collect::<Vec<_>>().join(" ");
            places.fault(error.span().map_or(0, |span| span.start), message)
        })?;
        places.bounded(&raw)?;
        let year = raw.year.map(|year| places.year(&year)).transpose()?.flatten();
        let start = raw.dates.map(|dates| places.first_day(&dates)).transpose()?.flatten();
        let published = raw.published.map(|p| places.day(p.get_ref(), p.span().start)).transpose()?;
        if let Some(url) = raw.url.as_ref().filter(|url| !is_address(url.get_ref())) {
            let reason = format!("`{}` is no http or https address", shown(url.get_ref()));
            return Err(places.fault(url.span().start, reason));
        }
        let talks = raw.talk.into_iter().map(|note| places.note(note));
        let talks = talks.collect::<Result<Vec<TalkNote>, Fault>>()?;
        let (mut cut, mut join) = (places.lines(&raw.cut, lines)?, places.lines(&raw.join, lines)?);
        cut.sort_unstable();
        if let Some((n, line)) = raw.join.iter().zip(&join).find(|(_, line)| cut.binary_search(line).is_ok())
        {
            let message = format!("line {line} is both in `cut` and in `join`");
            return Err(places.fault(n.span().start, message));
        }
        join.sort_unstable();
        Ok(Sidecar {
            event: raw.event.as_deref().and_then(tidy),
            year: year.or_else(|| start.as_deref().and_then(|d| d.get(..4)?.parse().ok())),
            start,
            city: raw.city.as_deref().and_then(tidy),
            publisher: raw.publisher.as_deref().and_then(tidy),
            authors: raw.authors.iter().filter_map(|name| tidy(name)).collect(),
            url: raw.url.map(toml::Spanned::into_inner),
            published,
            tags: raw.tags.iter().filter_map(|tag| tidy(tag)).collect(),
            cut,
            join,
            talks,
        })
    }

    /// Whether a unit opens at a line of the file; `None` where the sidecar leaves it open.
    pub(crate) fn says(&self, line: u32) -> Option<bool> {
        if self.cut.binary_search(&line).is_ok() {
            Some(true)
        } else if self.join.binary_search(&line).is_ok() {
            Some(false)
        } else {
            None
        }
    }
}

impl TalkNote {
    /// The same without what no name or title may hold.
    fn tidied(mut self) -> Self {
        for text in [&mut self.official_title, &mut self.room, &mut self.start] {
            *text = text.as_deref().and_then(tidy);
        }
        for names in [&mut self.speakers, &mut self.organisations] {
            *names = names.iter().filter_map(|name| tidy(name)).collect();
        }
        self.origin = tidy(&self.origin).unwrap_or_default();
        self
    }
}

/// A message about a wrong type in the words of TOML, not in those of the program.
fn in_plain_words(message: &str) -> String {
    let message = message.replacen("invalid type: map", "invalid type: table", 1);
    message.replacen("expected i64", "expected a whole number", 1).replacen(
        "expected a sequence",
        "expected a list",
        1,
    )
}

/// What was written, as far as one line of a message can show it.
fn shown(text: &str) -> String {
    tidy(text).unwrap_or_default()
}

/// Whether a text is an address that a browser opens.
fn is_address(url: &str) -> bool {
    links::is_web(url) && !url.contains(|c: char| c.is_control() || c.is_whitespace())
}

/// Reads values of a sidecar, and says on which line one is wrong.
struct Places<'t> {
    text: &'t str,
}

impl Places<'_> {
    fn fault(&self, offset: usize, message: String) -> Fault {
        let newlines = self.text.as_bytes().iter().take(offset).filter(|&&b| b == b'\n').count();
        Fault { line: newlines as u32 + 1, message }
    }

    /// Refuses what is too long for every talk to carry.
    fn bounded(&self, raw: &Raw) -> Result<(), Fault> {
        let names = [("event", &raw.event), ("city", &raw.city), ("publisher", &raw.publisher)];
        let names = names.iter().filter_map(|(key, name)| Some((*key, name.as_ref()?.len(), LONGEST_NAME)));
        let url = raw.url.iter().map(|url| ("url", url.get_ref().len(), LONGEST_LIST));
        let lists = [("authors", &raw.authors), ("tags", &raw.tags)];
        let lists = lists.map(|(key, list)| (key, list.iter().map(String::len).sum(), LONGEST_LIST));
        match names.chain(url).chain(lists).find(|(_, length, most)| length > most) {
            Some((key, length, most)) => {
                let at = self.text.match_indices(key).map(|(at, _)| at).find(|&at| {
                    self.text.get(..at).is_none_or(|before| before.is_empty() || before.ends_with('\n'))
                });
                Err(self.fault(at.unwrap_or(0), format!("`{key}` has {length} bytes, more than {most}")))
            }
            None => Ok(()),
        }
    }

    fn day(&self, text: &str, offset: usize) -> Result<String, Fault> {
        let day = text.parse::<jiff::civil::Date>();
        let message = || format!("`{}` is no day: write YYYY-MM-DD", shown(text));
        day.map(|day| day.to_string()).map_err(|_| self.fault(offset, message()))
    }

    fn year(&self, year: &toml::Spanned<i64>) -> Result<Option<i32>, Fault> {
        if !(1970..=2100).contains(year.get_ref()) {
            let message = format!("`{}` is no year of a conference", year.get_ref());
            return Err(self.fault(year.span().start, message));
        }
        Ok(i32::try_from(*year.get_ref()).ok())
    }

    /// The first of one or two days.
    fn first_day(&self, dates: &toml::Spanned<Vec<String>>) -> Result<Option<String>, Fault> {
        let offset = dates.span().start;
        if dates.get_ref().is_empty() || dates.get_ref().len() > 2 {
            let message = "`dates` takes the first day and, if there is one, the last";
            return Err(self.fault(offset, message.to_owned()));
        }
        let days = dates.get_ref().iter().map(|day| self.day(day, offset)).collect::<Result<Vec<_>, _>>()?;
        if days.windows(2).any(|pair| pair[1] < pair[0]) {
            return Err(self.fault(offset, "the last day stands before the first".to_owned()));
        }
        Ok(days.into_iter().next())
    }

    fn note(&self, note: toml::Spanned<TalkNote>) -> Result<TalkNote, Fault> {
        let offset = note.span().start;
        let note = note.into_inner();
        for (key, names) in [("speakers", &note.speakers), ("organisations", &note.organisations)] {
            let length: usize = names.iter().map(String::len).sum();
            if length > LONGEST_NOTED {
                let message = format!("`{key}` of one talk has {length} bytes, more than {LONGEST_NOTED}");
                return Err(self.fault(offset, message));
            }
        }
        if let Some(url) = note.url.iter().chain(&note.video).find(|url| !is_address(url)) {
            return Err(self.fault(offset, format!("`{}` is no http or https address", shown(url))));
        }
        if let Some(start) = &note.start {
            self.day(start.get(..10).unwrap_or(start), offset)?;
        }
        Ok(note.tidied())
    }

    /// Numbers of lines of a recap that has `count` of them.
    fn lines(&self, numbers: &[toml::Spanned<i64>], count: u32) -> Result<Vec<u32>, Fault> {
        let line = |n: &toml::Spanned<i64>| match u32::try_from(*n.get_ref()) {
            Ok(line) if (1..=count.max(1)).contains(&line) => Ok(line),
            _ => {
                let message = format!("the recap has no line {}: it has {count}", n.get_ref());
                Err(self.fault(n.span().start, message))
            }
        };
        numbers.iter().map(line).collect()
    }
}
