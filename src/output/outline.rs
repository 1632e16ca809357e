//! A recap as it was cut, for the maintainer who checks it.

use super::language::{count, say};
use super::message::{SCHEMA_VERSION, SourceMessage, TalkMessage};
use super::results::{Appearance, Object, Results};
use super::terminal::safe;
use super::wrap::{columns, hang, hung};
use crate::corpus::Document;
use crate::recap::fitting::Evidence;
use crate::recap::{Cut, Finding, Mention};
use crate::talk::{Recap, Talk};
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A recap as `parse --format json` prints it.
#[derive(Debug, Serialize)]
pub struct RecapMessage<'a> {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Path of the recap, as it was named.
    pub file: &'a str,
    /// What is known of the recap as a whole.
    pub recap: &'a Recap,
    /// Its units, in order.
    pub talks: Vec<TalkMessage<'a>>,
    /// Lines left out, `[first, last]`, from 1, inclusive.
    pub noise: &'a [(u32, u32)],
    /// What is odd.
    pub findings: &'a [Finding],
}

/// Why a unit was cut, as JSON: evidence by name, with what each piece adds, and the rules that found its names.
fn reasons(reasons: &Evidence, mentions: &[Mention]) -> Value {
    let total: f32 = reasons.named().map(|(_, weight)| weight).sum();
    let round = |x: f32| (f64::from(x) * 100.0).round() / 100.0;
    json!({
        "score": round(total),
        "evidence": reasons.named().map(|(name, weight)| json!({"name": name, "weight": round(weight)})).collect::<Vec<_>>(),
        "mentions": mentions,
    })
}

/// The names of a talk, each with the rules that found it: "Jeanne Untel (speaker-field), talk (kind-signed +3.0)".
fn found(mentions: &[Mention]) -> String {
    let rule = |mention: &Mention| match mention.weight {
        Some(weight) => format!("{} {weight:+.1}", mention.rule.as_str()),
        None => mention.rule.as_str().to_owned(),
    };
    let names = mentions.chunk_by(|a, b| a.name == b.name);
    let parts = names.filter_map(|rules| {
        let name = &rules.first()?.name;
        Some(format!("{name} ({})", rules.iter().map(rule).collect::<Vec<_>>().join(", ")))
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// A recap, its cut, and what of it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Outline<'a> {
    /// The file.
    pub document: &'a Document,
    /// Its cut.
    pub cut: &'a Cut,
    /// What is odd about the cut.
    pub findings: &'a [Finding],
    /// What is shown beside the units.
    pub shown: Shown,
}

/// What an outline shows beside the units.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// Why each unit was cut.
    pub explain: bool,
    /// The text of each unit.
    pub full: bool,
    /// Each range of lines that was left out, in its place; else how many there are, once. Objects hold all ranges.
    pub noise: bool,
}

impl Outline<'_> {
    /// The units as programs read them.
    fn messages(&self) -> impl Iterator<Item = TalkMessage<'_>> {
        let Cut { talks, reasons: evidence, mentions, .. } = self.cut;
        let Shown { explain, full, .. } = self.shown;
        talks.iter().zip(evidence).zip(mentions).map(move |((talk, evidence), mentions)| TalkMessage {
            explain: explain.then(|| reasons(evidence, mentions)),
            body: full.then_some(talk.body.text.as_str()),
            ..TalkMessage::new(talk)
        })
    }
}

impl Results for Outline<'_> {
    fn text(&self, out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        let mut writer = Writer { out, width: columns(appearance.width) };
        writer.head(self.document, self.cut)?;
        writer.units(self.cut, self.shown)
    }

    fn object(&self) -> Object<'_> {
        let talks = self.messages().map(|message| {
            let source = SourceMessage { path: path_of(self.document), ..message.source };
            TalkMessage { source, ..message }
        });
        Box::new(RecapMessage {
            schema_version: SCHEMA_VERSION,
            file: &self.document.file,
            recap: &self.cut.recap,
            talks: talks.collect(),
            noise: &self.cut.noise,
            findings: self.findings,
        })
    }

    fn items(&self) -> Box<dyn Iterator<Item = Object<'_>> + '_> {
        Box::new(self.messages().map(|message| Box::new(message) as Object<'_>))
    }
}

/// Writes what is odd about a cut, a line each: `file:line: code: text`.
pub fn write_findings(out: &mut impl Write, document: &Document, findings: &[Finding]) -> io::Result<()> {
    for Finding { line, code, text } in findings {
        writeln!(out, "{}:{line}: {code}: {}", safe(&document.file), safe(text))?;
    }
    Ok(())
}

/// Columns before the title of a unit: its lines and its kind.
const TITLE: usize = 21;
/// Columns before the reasons of a unit.
const REASONS: usize = 12;

/// Writes an outline, wrapped where that is asked for.
struct Writer<'o> {
    out: &'o mut dyn Write,
    width: Option<usize>,
}

impl Writer<'_> {
    /// Writes `text` behind `before`; where it is wrapped, the lines below begin as far to the right as `indent` is wide.
    fn line(&mut self, before: &str, indent: &str, text: &str) -> io::Result<()> {
        let room = self.width.map_or(usize::MAX, |width| width.saturating_sub(indent.width()));
        write!(self.out, "{before}")?;
        hung(self.out, indent, text, room)
    }

    /// What is known of the recap.
    fn head(&mut self, document: &Document, cut: &Cut) -> io::Result<()> {
        let first = cut.talks.first();
        let event =
            first.and_then(|talk| talk.event.as_deref()).map_or_else(|| say("event unknown"), Cow::Borrowed);
        let year = first
            .and_then(|talk| talk.year)
            .map_or_else(|| say("year unknown"), |year| year.to_string().into());
        let city =
            first.and_then(|talk| talk.city.as_deref()).map_or(String::new(), |city| format!(", {city}"));
        let head = format!("{} ({}): {event} {year}{city}", document.file, document.encoding);
        self.line("", "  ", &head)?;
        let titled = [
            cut.recap.title.clone(),
            cut.recap.publisher.clone(),
            join(&cut.recap.authors),
            cut.recap.published.clone(),
        ];
        let titled: Vec<String> = titled.into_iter().flatten().collect();
        if titled.is_empty() { Ok(()) } else { self.line("  ", "    ", &titled.join(" · ")) }
    }

    /// What each range of lines became, in the order of the file.
    fn units(&mut self, cut: &Cut, shown: Shown) -> io::Result<()> {
        let mut noise = cut.noise.iter().filter(|_| shown.noise).peekable();
        for ((talk, reasons), mentions) in cut.talks.iter().zip(&cut.reasons).zip(&cut.mentions) {
            while let Some((first, last)) = noise.next_if(|(first, _)| *first < talk.source.first_line) {
                writeln!(self.out, "{first:>5}-{last:<5} noise")?;
            }
            let (first, last) = (talk.source.first_line, talk.source.last_line);
            let place = format!("{first:>5}-{last:<5} {:8} ", talk.kind.as_str());
            self.line(&place, &" ".repeat(TITLE), &format!("{}{}", talk.title, aside(talk)))?;
            if shown.explain {
                self.reasons(reasons, mentions)?;
            }
            if shown.full {
                self.full(talk)?;
            }
        }
        for (first, last) in noise {
            writeln!(self.out, "{first:>5}-{last:<5} noise")?;
        }
        let left_out: u32 = cut.noise.iter().map(|(first, last)| last - first + 1).sum();
        if left_out > 0 && !shown.noise {
            let lines = if left_out == 1 { "line" } else { "lines" };
            let said = format!("{left_out} {lines} left out as noise (--noise shows which)");
            self.line("  ", "  ", &say(&said))?;
        }
        Ok(())
    }

    /// Why a unit was cut, and by which rules its names were found.
    fn reasons(&mut self, reasons: &Evidence, mentions: &[Mention]) -> io::Result<()> {
        let indent = " ".repeat(REASONS);
        if !reasons.is_empty() {
            let terms: Vec<String> =
                reasons.named().map(|(name, weight)| format!("{name} {weight:+.1}")).collect();
            let total: f32 = reasons.named().map(|(_, weight)| weight).sum();
            self.line(&indent, &indent, &format!("{total:+.1} = {}", terms.join(", ")))?;
        }
        if mentions.is_empty() { Ok(()) } else { self.line(&indent, &indent, &found(mentions)) }
    }

    /// The text of a unit, each line with its number in the file.
    fn full(&mut self, talk: &Talk) -> io::Result<()> {
        for (line, number) in talk.body.text.split('\n').zip(&talk.body.lines) {
            let indent = format!("{:>11} | {:2$}", "", "", hang(line));
            self.line(&format!("{number:>11} | "), &indent, line)?;
        }
        Ok(())
    }
}

/// People, mark and links of a talk, after its title.
fn aside(talk: &Talk) -> String {
    let mut parts = Vec::new();
    if let Some(speakers) = join(&talk.speakers) {
        let organisations = join(&talk.organisations).map_or(String::new(), |o| format!(" ({o})"));
        parts.push(format!("{speakers}{organisations}"));
    } else if let Some(organisations) = join(&talk.organisations) {
        parts.push(format!("({organisations})"));
    }
    if let Some(writers) = join(&talk.writers) {
        parts.push(say(&format!("told by {writers}")).into_owned());
    }
    if let Some(rating) = &talk.rating {
        parts.push(rating.raw.clone());
    }
    match talk.links.len() {
        0 => {}
        n => parts.push(say(&count(n, "link")).into_owned()),
    }
    if parts.is_empty() { String::new() } else { format!("  [{}]", parts.join(" · ")) }
}

fn join(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| names.join(", "))
}

/// Where the file of a recap lies, from the root.
fn path_of(document: &Document) -> Option<String> {
    let path = std::path::absolute(&document.file).ok().filter(|path| path.exists());
    path.map(|path| crate::corpus::shown(&path))
}
