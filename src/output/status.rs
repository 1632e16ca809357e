//! What `recaps status` says of an index.

use super::envelope::IndexMessage;
use super::indexing::SkippedMessage;
use super::language::say;
use super::message::SCHEMA_VERSION;
use super::results::{Appearance, Object, Results};
use super::terminal::{FAINT, safe};
use super::whereabouts::from_here;
use super::wrap::hung;
use crate::corpus::shown;
use crate::index::Manifest;
use crate::index::manifest::Versions;
use crate::index::source::Home;
use crate::index::stale::Changes;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// Names of what is known, in columns as wide as the widest.
const NAMES: [&str; 11] = [
    "index", "built", "versions", "corpus", "recaps", "talks", "state", "added", "changed", "removed",
    "skipped",
];

/// Columns that a fact has at least, however narrow the terminal.
const NARROWEST: usize = 16;

/// The state of an index.
#[derive(Debug, Serialize)]
pub struct StatusMessage<'a> {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The index.
    pub index: IndexMessage<'a>,
    /// What it was built with.
    pub versions: Versions,
    /// What it was built from.
    pub corpus: Vec<RootMessage<'a>>,
    /// Recaps that came since.
    pub added: &'a [String],
    /// Recaps that are not as they were.
    pub changed: &'a [String],
    /// Recaps that went.
    pub removed: &'a [String],
    /// What was found in the corpus and cannot be read, with the reason.
    pub skipped: Vec<SkippedMessage<'a>>,
    /// Whether the corpus could be compared: that of an index in a cluster may be on another machine.
    pub compared: bool,
    /// What to type where the index is not as new as the corpus.
    #[serde(skip)]
    pub to_update: String,
}

/// A folder or file the index was built from.
#[derive(Debug, Serialize)]
pub struct RootMessage<'a> {
    /// As it was named: the beginning of the names of its recaps.
    pub name: &'a str,
    /// Where it lies.
    pub path: String,
}

impl<'a> StatusMessage<'a> {
    /// The state of the index in `folder`; `changes` is `None` where the corpus cannot be seen. `to_update` is the command that
    /// updates it.
    pub fn new(
        folder: &Path,
        manifest: &'a Manifest,
        changes: Option<&'a Changes>,
        to_update: String,
    ) -> Self {
        const NONE: &Changes =
            &Changes { added: Vec::new(), changed: Vec::new(), removed: Vec::new(), skipped: Vec::new() };
        let compared = changes.is_some();
        let changes = changes.unwrap_or(NONE);
        let Changes { added, changed, removed, skipped } = changes;
        let home = Home::of(folder);
        let root = |root: &'a crate::index::manifest::Root| RootMessage {
            name: &root.label,
            path: shown(&home.resolve(&root.path)),
        };
        StatusMessage {
            schema_version: SCHEMA_VERSION,
            index: IndexMessage::new(folder, manifest, changes.are_any()),
            versions: manifest.versions,
            corpus: manifest.roots.iter().map(root).collect(),
            added,
            changed,
            removed,
            skipped: skipped.iter().map(SkippedMessage::from).collect(),
            compared,
            to_update,
        }
    }
}

impl Results for StatusMessage<'_> {
    /// A fact a line.
    fn text(&self, out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        let columns = NAMES.iter().map(|name| say(name).width()).max().unwrap_or(0);
        let room =
            appearance.width.map_or(usize::MAX, |width| width.saturating_sub(columns + 1).max(NARROWEST));
        let indent = " ".repeat(columns + 1);
        let mut fact = |name: &str, value: &str| -> io::Result<()> {
            let name = say(name);
            let gap = columns.saturating_sub(name.width());
            write!(out, "{FAINT}{name}{:gap$}{FAINT:#}", "")?;
            write!(out, " ")?;
            hung(out, &indent, &safe(value), room)
        };
        let IndexMessage { path, generation, built_at, talks, recaps, stale, kept: _ } = &self.index;
        fact("index", path)?;
        fact("built", &say(&format!("{built_at}, generation {generation}")))?;
        let Versions { format, schema, analysis } = self.versions;
        fact("versions", &say(&format!("format {format}, schema {schema}, analysis {analysis}")))?;
        for root in &self.corpus {
            fact("corpus", &root.path)?;
        }
        fact("recaps", &recaps.to_string())?;
        fact("talks", &talks.to_string())?;
        let state = match (self.compared, *stale) {
            (false, _) => "the corpus is on another machine",
            (true, true) => &format!("stale; to update: {}", self.to_update),
            (true, false) => "as new as the corpus",
        };
        fact("state", &say(state))?;
        for (what, files) in [("added", self.added), ("changed", self.changed), ("removed", self.removed)] {
            for file in files {
                fact(what, file)?;
            }
        }
        for SkippedMessage { path, reason, kept } in &self.skipped {
            let what = if *kept { "kept" } else { "skipped" };
            let why = format!("{}: {}", from_here(Path::new(path)), say(reason));
            let why = if *kept {
                format!("{why}; {}", say("the last version that could be read answers"))
            } else {
                why
            };
            fact(what, &why)?;
        }
        Ok(())
    }

    fn object(&self) -> Object<'_> {
        Box::new(self)
    }
}
