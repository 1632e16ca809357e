//! Hits and talks for people: a few lines each, as wide as the terminal; in a pipe, as wide as asked for.

use super::hyperlink::{self, Hyperlinks};
use super::language::say;
use super::layout::{Source, settings};
use super::terminal::{FAINT, MATCH, PLACE, TITLE, safe};
use super::whereabouts::Whereabouts;
use super::wrap::{columns, hang, wrap};
use crate::snippet::{Highlight, Snippet};
use crate::talk::Talk;
use anstyle::Style;
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Lines of a hit below its title begin this far to the right.
const INDENT: usize = 4;
/// Stands between the id of a talk and its place.
const SEPARATOR: &str = " · ";
/// A longer title is cut where talks are listed, in bytes.
const LONGEST_TITLE: usize = 400;
/// Bytes of what stands for the rest of a title.
const ELLIPSIS: usize = "…".len();
/// A longer address is no link: terminals leave it out, in bytes.
const LONGEST_ADDRESS: usize = 2083;

/// Prints hits and talks.
#[derive(Debug)]
pub struct Printer<W> {
    out: W,
    /// Columns to wrap at; `None` leaves lines as long as they are.
    width: Option<usize>,
    /// Where titles and places lead to; `None` leaves them plain.
    links: Option<Hyperlinks>,
    /// Where recaps lie; `None` names them as the index does.
    whereabouts: Option<Whereabouts>,
    /// Hits printed so far.
    hits: usize,
}

impl<W: Write> Printer<W> {
    /// Prints to `out`, wrapped at `width` columns.
    pub fn new(out: W, width: Option<usize>) -> Self {
        Printer { out, width: columns(width), links: None, whereabouts: None, hits: 0 }
    }

    /// Makes titles and places hyperlinks.
    #[must_use]
    pub fn linked(self, links: Option<Hyperlinks>) -> Self {
        Printer { links, ..self }
    }

    /// Says where recaps lie as they can be opened.
    #[must_use]
    pub fn placed(self, whereabouts: Whereabouts) -> Self {
        Printer { whereabouts: Some(whereabouts), ..self }
    }

    /// An empty line.
    pub fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A line between hits: what the hits below have in common.
    pub fn heading_of_hits(&mut self, text: &str) -> io::Result<()> {
        if self.hits > 0 {
            self.blank()?;
        }
        writeln!(self.out, "{FAINT}{}{FAINT:#}", say(text))?;
        self.blank_follows()
    }

    /// Separates the next lines from those already printed.
    fn blank_follows(&mut self) -> io::Result<()> {
        self.hits = self.hits.max(1);
        Ok(())
    }

    /// A hit: rank and title, who and where, the best passages (or the whole text), id and place.
    pub fn hit(&mut self, rank: usize, talk: &Talk, snippets: &[Snippet], full: bool) -> io::Result<()> {
        if self.hits > 0 {
            self.blank()?;
        }
        self.hits += 1;
        write!(self.out, "{FAINT}{rank:>2}{FAINT:#}  ")?;
        match snippets.iter().find(|s| s.field == "title") {
            Some(marked) => self.heading(talk, &marked.text, &marked.highlights)?,
            None => self.title(talk)?,
        }
        self.byline(talk, snippets)?;
        for snippet in snippets.iter().filter(|s| s.field == "body" && !full) {
            write!(self.out, "{:INDENT$}", "")?;
            self.passage(&snippet.text, &snippet.highlights, Style::new(), None)?;
        }
        let line = snippets.iter().find(|s| s.field == "body").map_or(talk.source.first_line, |s| s.line);
        self.place(talk, line)?;
        if full {
            self.blank()?;
            for line in talk.body.text.lines() {
                write!(self.out, "{:INDENT$}", "")?;
                self.wrapped(line, INDENT + hang(line))?;
            }
        }
        Ok(())
    }

    /// A talk of a list: title, who and where, id and place.
    pub fn entry(&mut self, talk: &Talk) -> io::Result<()> {
        self.title(talk)?;
        self.byline(talk, &[])?;
        self.place(talk, talk.source.first_line)
    }

    /// A talk in full: what is known of it, then its text, set as in its file where that is at hand.
    pub fn talk(&mut self, talk: &Talk, source: Option<&Source>) -> io::Result<()> {
        self.heading(talk, &talk.title, &[])?;
        self.byline(talk, &[])?;
        let written = |names: &[String]| names.join(", ");
        if !talk.writers.is_empty() {
            self.known("written by", &written(&talk.writers))?;
        }
        if let Some(date) = &talk.date {
            self.known("date", date)?;
        }
        if let Some(city) = &talk.city {
            self.known("city", city)?;
        }
        let recap = [talk.recap.title.as_deref(), talk.recap.publisher.as_deref()];
        let recap: Vec<&str> = recap.into_iter().flatten().collect();
        if !recap.is_empty() {
            self.known("recap", &recap.join(" · "))?;
        }
        for link in &talk.links {
            self.known(link.kind.as_str(), &link.url)?;
        }
        if let Some(programme) = &talk.programme {
            let said = [&programme.title, &programme.start, &programme.room].map(Option::as_deref);
            let said: Vec<&str> = said.into_iter().flatten().collect();
            self.known("programme", &said.join(", "))?;
        }
        for other in &talk.also_told_in {
            self.known("also told in", other)?;
        }
        self.place(talk, talk.source.first_line)?;
        writeln!(self.out)?;
        let set = settings(&talk.body.text, &talk.body.lines, source);
        for (line, set) in talk.body.text.lines().zip(set) {
            if set.opens {
                writeln!(self.out)?;
            }
            if set.is_code {
                writeln!(self.out, "{:INDENT$}{}{}", "", set.mark, safe(line))?;
                continue;
            }
            write!(self.out, "{}", set.mark)?;
            self.wrapped(line, set.mark.width() + hang(line))?;
        }
        Ok(())
    }

    /// A fact: its name, and what is known.
    pub(super) fn known(&mut self, name: &str, value: &str) -> io::Result<()> {
        let name = say(name);
        write!(self.out, "{:INDENT$}{FAINT}{name}{FAINT:#} ", "")?;
        let indent = INDENT + name.width() + 1;
        // What cannot be broken and does not fit behind its name stands alone.
        let longest = value.split(' ').map(|word| safe(word).width()).max().unwrap_or(0);
        if self.width.is_some_and(|width| indent + longest > width) {
            writeln!(self.out)?;
            let indent = if self.width.is_some_and(|width| INDENT + longest > width) { 0 } else { INDENT };
            write!(self.out, "{:indent$}", "")?;
            return self.wrapped(value, indent);
        }
        self.wrapped(value, indent)
    }

    /// The byline, with the words marked that matched in its names.
    fn byline(&mut self, talk: &Talk, snippets: &[Snippet]) -> io::Result<()> {
        let byline = byline(talk);
        if byline.is_empty() {
            return Ok(());
        }
        let mut marks: Vec<Highlight> = Vec::new();
        for snippet in snippets.iter().filter(|s| matches!(s.field, "speaker" | "organisation" | "event")) {
            let Some(at) = byline.find(&snippet.text) else { continue };
            let chars = byline[..at].chars().count();
            marks.extend(snippet.highlights.iter().map(|mark| Highlight {
                start_char: chars + mark.start_char,
                end_char: chars + mark.end_char,
                start_byte: at + mark.start_byte,
                end_byte: at + mark.end_byte,
            }));
        }
        marks.sort_by_key(|mark| (mark.start_byte, mark.end_byte));
        marks.dedup_by(|next, before| next.start_byte < before.end_byte);
        write!(self.out, "{:INDENT$}", "")?;
        self.passage(&byline, &marks, Style::new(), None)
    }

    /// The title, cut where it is too long.
    fn title(&mut self, talk: &Talk) -> io::Result<()> {
        if talk.title.len() <= LONGEST_TITLE {
            return self.heading(talk, &talk.title, &[]);
        }
        let end = talk.title.floor_char_boundary(LONGEST_TITLE);
        self.heading(talk, &format!("{}…", talk.title[..end].trim_end()), &[])
    }

    fn heading(&mut self, talk: &Talk, title: &str, marks: &[Highlight]) -> io::Result<()> {
        let links = self.links.as_ref().filter(|_| title.len() <= LONGEST_TITLE + ELLIPSIS);
        let page = links.and_then(|links| links.page(talk));
        self.passage(title, marks, TITLE, page.as_deref())
    }

    fn place(&mut self, talk: &Talk, line: u32) -> io::Result<()> {
        let file = self.whereabouts.as_ref().map(|all| all.from_here(&talk.source.file));
        let file = file.as_deref().unwrap_or(&talk.source.file);
        let (id, file) = (safe(&talk.id), safe(file));
        let (begin, end) = link(self.links.as_ref().and_then(|links| links.place(talk, line)).as_deref());
        let place = format!("{file}:{line}");
        // Where both do not fit on a line, each stands on its own; where one does not fit with its indent, it has none. Where
        // nothing is wrapped, nothing is measured.
        let measured = |text: &str| if self.width.is_some() { text.width() } else { 0 };
        let (id_width, place_width) = (measured(&id), measured(&place));
        let fits = |columns: usize| self.width.is_none_or(|width| columns <= width);
        let indent = |columns: usize| if fits(INDENT + columns) { INDENT } else { 0 };
        write!(self.out, "{:1$}{PLACE}{id}{PLACE:#}", "", indent(id_width))?;
        if fits(INDENT + id_width + SEPARATOR.width() + place_width) {
            write!(self.out, "{FAINT}{SEPARATOR}{FAINT:#}")?;
        } else {
            write!(self.out, "\n{:1$}", "", indent(place_width))?;
        }
        writeln!(self.out, "{begin}{FAINT}{place}{FAINT:#}{end}")
    }

    fn wrapped(&mut self, text: &str, indent: usize) -> io::Result<()> {
        for (index, line) in self.lines(text, indent).into_iter().enumerate() {
            let indent = if index == 0 { 0 } else { indent };
            writeln!(self.out, "{:indent$}{}", "", safe(&text[line]))?;
        }
        Ok(())
    }

    /// A passage with its marks; the first line goes on where the cursor is. Each line is a link of its own, so that
    /// no indent is part of one.
    fn passage(
        &mut self,
        text: &str,
        marks: &[Highlight],
        style: Style,
        address: Option<&str>,
    ) -> io::Result<()> {
        let (begin, end) = link(address);
        for (index, line) in self.lines(text, INDENT).into_iter().enumerate() {
            let indent = if index == 0 { 0 } else { INDENT };
            write!(self.out, "{:indent$}{begin}", "")?;
            let mut at = line.start;
            let inside = marks.iter().filter(|m| m.start_byte < line.end && m.end_byte > line.start);
            for mark in inside {
                let (first, last) = (mark.start_byte.max(line.start), mark.end_byte.min(line.end));
                write!(self.out, "{style}{}{style:#}", safe(&text[at..first]))?;
                write!(self.out, "{MATCH}{}{MATCH:#}", safe(&text[first..last]))?;
                at = last;
            }
            writeln!(self.out, "{style}{}{style:#}{end}", safe(&text[at..line.end]))?;
        }
        Ok(())
    }

    /// Bytes of the lines that `text` is wrapped to, `indent` columns being taken.
    fn lines(&self, text: &str, indent: usize) -> Vec<Range<usize>> {
        let Some(width) = self.width else { return vec![0..text.len()] };
        wrap(text, width.saturating_sub(indent), false)
    }
}

/// Speakers (organisations) · event year · rating; empty where nothing is known.
pub(crate) fn byline(talk: &Talk) -> String {
    let mut parts = Vec::new();
    let organisations = talk.organisations.join(", ");
    match (talk.speakers.is_empty(), talk.organisations.is_empty()) {
        (false, false) => parts.push(format!("{} ({organisations})", talk.speakers.join(", "))),
        (false, true) => parts.push(talk.speakers.join(", ")),
        (true, false) => parts.push(organisations),
        (true, true) => {}
    }
    match (&talk.event, talk.year) {
        (Some(event), Some(year)) => parts.push(format!("{event} {year}")),
        (Some(event), None) => parts.push(event.clone()),
        (None, Some(year)) => parts.push(year.to_string()),
        (None, None) => {}
    }
    parts.extend(talk.rating.as_ref().map(|rating| rating.raw.clone()));
    parts.join(" · ")
}

/// What begins and ends a link to an address; nothing without one.
fn link(address: Option<&str>) -> (String, &'static str) {
    address
        .filter(|address| address.len() <= LONGEST_ADDRESS)
        .map_or((String::new(), ""), |address| (hyperlink::begin(address), hyperlink::END))
}
