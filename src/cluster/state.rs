//! What an index in a cluster knows of its recaps: enough to tell what changed, without asking for a talk.

use super::connection::Connection;
use super::generation::Live;
use super::tables::{self, Table};
use crate::index::Manifest;
use crate::index::diff::{Diff, Known};
use crate::index::manifest::Bare;
use crate::index::source::Source;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What an index knows of its recaps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// Recaps with talks.
    pub(super) sources: Vec<Source>,
    /// Recaps without.
    pub(super) bare: Vec<Bare>,
    /// How many talks have each hash of a session, in the order of the hashes.
    pub(super) sessions: Vec<(u32, u32)>,
}

impl State {
    /// Of a generation.
    pub(super) fn read(connection: &Connection, live: &Live) -> Result<State> {
        let missing =
            || Error::Damaged { what: live.index.clone(), reason: "it lacks its recaps".to_owned() };
        tables::unpack(&tables::read(connection, live, Table::Sources)?.ok_or_else(missing)?)
    }

    /// Its recaps, as they are compared with a corpus.
    pub(super) fn known(&self) -> Vec<Known> {
        let bare = self.bare.iter().map(|bare| Known { source: bare.source.clone(), segment: None });
        bare.chain(self.sources.iter().map(|source| Known { source: source.clone(), segment: Some(0) }))
            .collect()
    }

    /// The manifest with what is kept here of it.
    pub(super) fn completed(&self, manifest: &Manifest) -> Manifest {
        Manifest { bare: self.bare.clone(), ..manifest.clone() }
    }

    /// Recaps in it.
    pub(super) fn recaps(&self) -> usize {
        self.sources.len() + self.bare.iter().filter(|bare| bare.reason.is_none()).count()
    }

    /// Leaves out recaps that have gone, and takes note of new times of those that say the same.
    pub(super) fn follow(&mut self, diff: &Diff, known: &[Known]) {
        let gone: HashSet<&str> = diff.gone.iter().map(|&at| known[at].source.file.as_str()).collect();
        self.sources.retain(|source| !gone.contains(source.file.as_str()));
        self.bare.retain(|bare| !gone.contains(bare.source.file.as_str()));
        for (at, stamp) in &diff.restamped {
            let file = &known[*at].source.file;
            let bare = self.bare.iter_mut().map(|bare| &mut bare.source);
            let same = self.sources.iter_mut().chain(bare).find(|source| source.file == *file);
            same.into_iter().for_each(|source| source.stamp = *stamp);
        }
    }
}
