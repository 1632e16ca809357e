//! Talks that a person asked for by name: in full, as lines of their recap, as references to quote, as what was picked.

use super::citation::citation;
use super::layout::Source;
use super::message::TalkMessage;
use super::results::{Appearance, Object, Paths, Results, write_ids};
use super::terminal::safe;
use super::text::Printer;
use crate::talk::Talk;
use std::io::{self, Write};

/// Talks in full.
pub struct Shown<'a> {
    /// The talks.
    pub talks: &'a [Talk],
    /// The file of a talk, where it is still the one that was indexed.
    pub source: &'a dyn Fn(&Talk) -> Option<Source>,
    /// Where the recaps lie.
    pub paths: &'a Paths,
}

impl Shown<'_> {
    fn message<'t>(&self, talk: &'t Talk) -> TalkMessage<'t> {
        TalkMessage::with_body(talk).placed(&self.paths.whereabouts)
    }
}

impl Results for Shown<'_> {
    fn text(&self, out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        let printer = Printer::new(out, appearance.width).linked(self.paths.links.clone());
        let mut printer = printer.placed(self.paths.whereabouts.clone());
        for (at, talk) in self.talks.iter().enumerate() {
            if at > 0 {
                printer.blank()?;
            }
            // Where the file has changed since it was indexed, only the indexed words are shown.
            printer.talk(talk, (self.source)(talk).as_ref())?;
        }
        Ok(())
    }

    /// One talk is an object, several are a list.
    fn object(&self) -> Object<'_> {
        match self.talks {
            [one] => Box::new(self.message(one)),
            talks => Box::new(talks.iter().map(|talk| self.message(talk)).collect::<Vec<_>>()),
        }
    }

    fn items(&self) -> Box<dyn Iterator<Item = Object<'_>> + '_> {
        Box::new(self.talks.iter().map(|talk| Box::new(self.message(talk)) as Object<'_>))
    }
}

/// Talks that were picked.
#[derive(Debug)]
pub struct Picked<'a> {
    /// The talks.
    pub talks: &'a [Talk],
    /// Where the recaps lie.
    pub paths: &'a Paths,
}

impl Picked<'_> {
    fn messages(&self) -> impl Iterator<Item = TalkMessage<'_>> {
        self.talks.iter().map(|talk| TalkMessage::new(talk).placed(&self.paths.whereabouts))
    }
}

impl Results for Picked<'_> {
    /// Their ids, for the next command.
    fn text(&self, out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        write_ids(out, self.talks.iter().map(|talk| talk.id.as_str()), appearance)
    }

    fn object(&self) -> Object<'_> {
        Box::new(self.messages().collect::<Vec<_>>())
    }

    fn items(&self) -> Box<dyn Iterator<Item = Object<'_>> + '_> {
        Box::new(self.messages().map(|message| Box::new(message) as Object<'_>))
    }
}

/// Writes a reference to quote for each talk, one a line.
///
/// # Errors
/// Those of `out`.
pub fn write_citations(out: &mut impl Write, talks: &[Talk], paths: &Paths) -> io::Result<()> {
    for talk in talks {
        let file = paths.whereabouts.from_here(&talk.source.file);
        writeln!(out, "{}", safe(&citation(talk, &file)))?;
    }
    Ok(())
}

/// Writes the lines of recaps that recount talks, an empty line between two talks.
///
/// # Errors
/// Those of `out`.
pub fn write_lines(out: &mut impl Write, talks: &[Vec<String>]) -> io::Result<()> {
    for (at, lines) in talks.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        for line in lines {
            // Tabs are part of how a file looks, and harm no terminal.
            let cells: Vec<_> = line.split('\t').map(safe).collect();
            writeln!(out, "{}", cells.join("\t"))?;
        }
    }
    Ok(())
}
