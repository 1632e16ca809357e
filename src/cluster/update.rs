//! A run of the indexer on a cluster: brings an index up to date with a corpus.
//!
//! It goes about it as on a folder (`index/update.rs`): the same corpus gives the same talks with the same ids. The next
//! generation begins as a copy of the live one that shares its files; changed recaps go and come, and all of it goes live at
//! once or not at all.

use super::connection::Connection;
use super::former::Reader;
use super::generation::{self, Live, OWN};
use super::layout;
use super::lock::WriterLock;
use super::next::Next;
use super::state::State;
use super::tables::{self, Table};
use crate::corpus::{Corpus, Skipped};
use crate::index::diff::{self, Diff, Known};
use crate::index::ids::Ids;
use crate::index::settle::{Former, Settling};
use crate::index::source::Home;
use crate::index::update::{keep, named, roots};
use crate::index::{Manifest, Options, Progress, Report};
use crate::{Error, Result};
use std::collections::HashSet;
use std::sync::Arc;

/// How an index lies in a cluster; `None` for what suits it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spread {
    /// In how many parts. Another number than it has now means that it is built anew.
    pub shards: Option<u32>,
    /// How many copies there are of each, beside the first.
    pub replicas: Option<u32>,
}

/// A run.
pub(super) struct Run<'a> {
    pub(super) connection: &'a Arc<Connection>,
    corpus: &'a Corpus,
    pub(super) options: &'a Options,
    pub(super) spread: Spread,
    pub(super) home: Home,
    /// The live generation, and what it knows.
    live: Option<Base>,
    /// The remembered ids.
    ids: Ids,
}

/// Brings an index in a cluster up to date with a corpus, building it where there is none.
///
/// A recap that cannot be read is left out and reported.
///
/// # Errors
/// [`Error::EmptyCorpus`] where no recap can be read, [`Error::Locked`] while another writer is at work, [`Error::Cluster`];
/// the generation that was live answers as before.
pub fn update(
    connection: &Arc<Connection>,
    corpus: &Corpus,
    options: &Options,
    spread: Spread,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report> {
    if layout::is_taken(connection.address().name()) {
        return Err(Error::Address {
            reason: "what belongs to an index is named like this; take another name",
        });
    }
    // What is somebody else's is left as it is, and nothing is put beside it.
    if let Err(error @ Error::Cluster { .. }) = Live::find(connection) {
        return Err(error);
    }
    let lock = if options.dry_run { None } else { Some(WriterLock::acquire(connection, options.wait)?) };
    let (live, unusable) = base(connection)?;
    if lock.is_some() {
        generation::sweep(connection)?;
    }
    let readable = live.as_ref().map(|(live, _)| live.clone()).or_else(|| Live::of_any_version(connection));
    let ids = readable.map(|live| tables::read(connection, &live, Table::Ids)).transpose();
    let ids = ids.ok().flatten().flatten().map(|ids| Ids::decode(&ids)).unwrap_or_default();
    let run = Run { connection, corpus, options, spread, home: Home::nowhere(), live, ids };
    Ok(Report { unusable, ..run.run(lock.as_ref(), progress)? })
}

/// A generation and what it knows of its recaps.
type Base = (Live, State);

/// The live generation; or why it is of no use.
fn base(connection: &Connection) -> Result<(Option<Base>, Option<String>)> {
    let read = || -> Result<Base> {
        let live = Live::find(connection)?;
        let state = State::read(connection, &live)?;
        Ok((live, state))
    };
    match read() {
        Ok(found) => Ok((Some(found), None)),
        Err(Error::NoIndex { .. }) => Ok((None, None)),
        Err(error @ (Error::OtherVersion { .. } | Error::Damaged { .. })) => {
            Ok((None, Some(error.to_string())))
        }
        Err(error) => Err(error),
    }
}

impl Run<'_> {
    fn run(mut self, lock: Option<&WriterLock>, progress: &mut dyn FnMut(Progress)) -> Result<Report> {
        let live = self.live.take();
        let is_anew = |live: &Live| self.spread.shards.is_some_and(|shards| shards != live.shards);
        let base = live.as_ref().filter(|(live, _)| !self.options.rebuild && !is_anew(live));
        let before = base.map(|(live, _)| &live.meta.manifest);
        let stays = before.filter(|_| !self.options.prune).map_or(&[][..], |manifest| &manifest.roots);
        let corpus = named(self.corpus, &self.home, stays);
        let mut walked = corpus.walk_settled();
        let (recaps, mut skipped) = (std::mem::take(&mut walked.recaps), std::mem::take(&mut walked.skipped));
        let mut state = base.map(|(_, state)| state.clone()).unwrap_or_default();
        let known = state.known();
        let mut diff = diff::diff(&known, recaps, &mut skipped, &self.home);
        if let (Some((_, past)), None) = (&live, base) {
            diff.todo.extend(diff::hidden(&past.known(), &diff.found, &mut skipped, &self.home));
            diff.todo.sort_by(|a, b| a.file.cmp(&b.file));
        }
        if !self.options.prune {
            keep(&mut diff, &known);
        }
        let roots = roots(&corpus, &self.home, stays);
        let mut manifest = Manifest::following(before, OWN, corpus.max_filesize(), roots);
        let gone: HashSet<&str> = diff.gone.iter().map(|&at| known[at].source.file.as_str()).collect();
        manifest.kept.retain(|kept| !gone.contains(kept.file.as_str()));
        state.follow(&diff, &known);
        let mut report = Report {
            skipped,
            added: diff.added.clone(),
            changed: diff.changed.clone(),
            removed: diff.removed.clone(),
            renamed: diff.renamed.clone(),
            unchanged: state.recaps(),
            ..Report::default()
        };
        if state.recaps() + diff.todo.len() == 0 {
            return Err(Skipped::all(corpus.to_string(), report.skipped));
        }
        let differs = before != Some(&manifest)
            || base.is_none_or(|(_, before)| *before != state)
            || !diff.todo.is_empty();
        if let (Some(lock), true) = (lock, differs) {
            let settling = self.settling(live.as_ref(), base.is_some(), &known, &diff)?;
            let base = base.map(|(live, _)| live);
            let next = Next { base, lock, diff: &diff, known: &known, settling };
            self.build(next, &mut state, &mut manifest, progress)?;
        }
        Skipped::join(&mut report.skipped, state.completed(&manifest).unread(&self.home));
        if state.recaps() == 0 {
            return Err(Skipped::all(corpus.to_string(), report.skipped));
        }
        report.generation = manifest.generation;
        report.recaps = state.recaps();
        report.talks = manifest.talks;
        Ok(report)
    }

    /// Which ids the recaps to index get; `is_upon` says whether the next generation is built upon the live one.
    fn settling(&self, live: Option<&Base>, is_upon: bool, known: &[Known], diff: &Diff) -> Result<Settling> {
        let Some((live, state)) = live else { return Settling::new(self.ids.clone(), None, known, diff) };
        let former: Box<dyn Former> = Box::new(Reader::new(self.connection, live)?);
        if is_upon {
            return Settling::new(self.ids.clone(), Some(former), known, diff);
        }
        // What is built anew from all recaps has their past in the generation that was there.
        let known = state.known();
        let past = diff::diff(&known, diff.found.clone(), &mut [], &self.home);
        let past = Diff { todo: diff.todo.clone(), ..past };
        Settling::new(self.ids.clone(), Some(former), &known, &past)
    }
}
