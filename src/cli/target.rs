//! What a run of the indexer writes: an index in a folder, or one in a cluster.

use super::Common;
use super::place::{self, Location};
use super::report::progress;
use crate::cluster::stale::Standing;
use crate::cluster::{self, Connection, Live, Spread};
use crate::corpus::Corpus;
use crate::index::check::Examination;
use crate::index::stale::changes;
use crate::index::{self, Index, Options, Report};
use crate::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An index that can be written.
pub(super) struct Target {
    /// As messages name it.
    place: PathBuf,
    /// `None` for one in a folder.
    cluster: Option<(Arc<Connection>, Spread)>,
}

impl Target {
    /// The one that is named, else the one at hand. How an index is to lie in a cluster is not asked of one in a folder.
    pub(super) fn new(common: &Common, spread: Spread) -> Result<Target> {
        Ok(match place::location(common)? {
            Location::Folder(_) if spread.shards.or(spread.replicas).is_some() => {
                return Err(Error::Address {
                    reason: "shards and replicas are those of an index in a cluster",
                });
            }
            Location::Folder(place) => Target { place, cluster: None },
            Location::Cluster(address) => {
                let cluster = Some((place::connect(common, &address)?, spread));
                Target { place: address.to_string().into(), cluster }
            }
        })
    }

    /// Where it is.
    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    /// The corpus at hand.
    pub(super) fn corpus(&self) -> Result<Corpus> {
        let corpus = match &self.cluster {
            None => place::corpus(&self.place),
            Some((connection, _)) => place::corpus_of_cluster(connection)?,
        };
        corpus.ok_or(Error::NoCorpus)
    }

    /// Brings it up to date.
    pub(super) fn update(&self, corpus: &Corpus, options: &Options, common: &Common) -> Result<Report> {
        let mut progress = progress(common);
        match &self.cluster {
            None => index::update(&self.place, corpus, options, &mut progress),
            Some((connection, spread)) => {
                cluster::update(connection, corpus, options, *spread, &mut progress)
            }
        }
    }

    /// Whether the corpus changed since. An index that cannot be read is to be built anew.
    pub(super) fn is_stale(&self) -> bool {
        let changes = match &self.cluster {
            None => Index::open(&self.place).and_then(|index| changes(&index)).map(Some),
            Some((connection, _)) => Live::find(connection)
                .and_then(|live| Standing::of(connection, &live))
                .map(|standing| standing.changes),
        };
        changes.map_or(true, |changes| changes.is_none_or(|changes| !changes.is_empty()))
    }

    /// Examines it.
    pub(super) fn examine(&self) -> Result<Examination> {
        match &self.cluster {
            None => index::check::examine(&self.place),
            Some((connection, _)) => cluster::check::examine(connection),
        }
    }
}
