//! What answers: an index in a folder, or one in a cluster. Whoever asks need not know which.
//!
//! Talks that were found are read from the index that holds them here: an index in a folder, or the slice of one in a cluster
//! that an answer came with ([`Held`]). How many there are, and which, is known without reading them ([`Talks`]).

mod talks;

pub use talks::{Held, Named, Places, Talks, Wanted};

use crate::Result;
use crate::cluster::Cluster;
use crate::cluster::answering::{self, Order};
use crate::index::ids::Fate;
use crate::index::vocabulary::Vocabulary;
use crate::index::{Index, Manifest};
use crate::query::plan::Matcher;
use crate::search::facets::{self, Counts, Facet};
use crate::search::similar::similar;
use crate::search::timeline::{By, Period, timeline};
use crate::search::weights::Weights;
use crate::search::{self, Found, Ranked, Request, Sort};
use crate::talk::Talk;
use std::collections::BTreeSet;
use std::path::Path;
use talks::Which;
use tantivy::DocId;

/// An open index.
#[derive(Clone, Copy, Debug)]
pub enum Engine<'e> {
    /// In a folder.
    Folder(&'e Index),
    /// In a cluster.
    Cluster(&'e Cluster),
}

impl<'e> Engine<'e> {
    /// The index, as far as it is here: of one in a cluster a slice without talks.
    pub fn index(self) -> &'e Index {
        match self {
            Engine::Folder(index) => index,
            Engine::Cluster(cluster) => cluster.empty(),
        }
    }

    /// Where it is.
    pub fn place(self) -> &'e Path {
        self.index().folder()
    }

    /// What it was built from and with.
    pub fn manifest(self) -> &'e Manifest {
        self.index().manifest()
    }

    /// Answers a request without reading the talks.
    ///
    /// # Errors
    /// Limits of the query, and errors of the index.
    pub fn rank(self, request: &Request) -> Result<Places<'e>> {
        Ok(match self {
            Engine::Folder(index) => {
                let Ranked { plan, docs, complete, places } = search::rank(index, request)?;
                let docs = Talks(Which::Documents(docs));
                Places { index: Held::Whole(index), ranked: Ranked { plan, docs, complete, places } }
            }
            Engine::Cluster(cluster) => {
                let answering::Answer { slice, ranked, found } = cluster.rank(request)?;
                let Ranked { plan, complete, places, .. } = ranked;
                let docs = Talks(Which::Counted(found));
                Places {
                    index: Held::Slice(Box::new(slice)),
                    ranked: Ranked { plan, docs, complete, places },
                }
            }
        })
    }

    /// Answers a request.
    ///
    /// # Errors
    /// Those of [`Engine::rank`].
    pub fn search(self, request: &Request) -> Result<Found<Talks>> {
        let Places { index, ranked: Ranked { plan, docs, complete, places } } = self.rank(request)?;
        let hits = search::hits(&index, places, request.alone)?;
        Ok(Found { total: docs.count(), plan, complete, docs, hits })
    }

    /// The talks that every one of `filters` lets through; all where there is none.
    ///
    /// # Errors
    /// Those of [`Engine::rank`].
    pub fn filtered(self, filters: &[Matcher]) -> Result<Talks> {
        Ok(Talks(match self {
            Engine::Folder(index) => Which::Documents(search::filtered(index, filters)?),
            Engine::Cluster(cluster) => Which::Counted(cluster.filtered(filters)?),
        }))
    }

    /// Counts the values of `facets`, each field once, among some talks, and gives the first `limit` of each.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn count(self, among: &Talks, facets: &[Facet], limit: usize) -> Result<Vec<Counts>> {
        match (self, &among.0) {
            (Engine::Folder(index), Which::Documents(docs)) => facets::count(index, docs, facets, limit),
            (Engine::Cluster(cluster), Which::Counted(found)) => cluster.count(found, facets, limit),
            _ => Ok(Vec::new()),
        }
    }

    /// Counts the talks `on_topic` among others, period by period.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn timeline(self, on_topic: &Talks, among: &Talks, by: By) -> Result<Vec<Period>> {
        match (self, &on_topic.0, &among.0) {
            (Engine::Folder(index), Which::Documents(on_topic), Which::Documents(among)) => {
                timeline(index, on_topic, among, by)
            }
            (Engine::Cluster(cluster), Which::Counted(on_topic), Which::Counted(among)) => {
                cluster.timeline(on_topic, among, by)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The talks most like a talk, itself left out, at most `limit`.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn similar(self, named: &Named<'_>, limit: usize) -> Result<Found<Talks>> {
        let weights = Weights::default();
        let found = match self {
            Engine::Folder(index) => similar(index, named.doc, limit, &weights)?,
            Engine::Cluster(cluster) => cluster.similar(&named.talk()?, limit, &weights)?,
        };
        Ok(found.map(|docs| Talks(Which::Documents(docs))))
    }

    /// The talk with an id.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn find(self, id: &str) -> Result<Option<Named<'e>>> {
        match self {
            Engine::Folder(index) => {
                let named = |doc| Named { index: Held::Whole(index), doc };
                Ok(index.find(id)?.map(named))
            }
            Engine::Cluster(cluster) => {
                let Some(talk) = cluster.find(id)? else { return Ok(None) };
                let slice = cluster.read(std::slice::from_ref(&talk), true)?;
                Ok(Some(Named { index: Held::Slice(Box::new(slice)), doc: 0 }))
            }
        }
    }

    /// The id of the talk of a recap that a line belongs to, by the name of the recap; `None` where there is none.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn at_line(self, file: &str, line: u32) -> Result<Option<String>> {
        let talks: Vec<(u32, String)> = match self {
            Engine::Folder(index) => {
                let docs = index.talks_of(file)?.into_iter();
                let talks = docs.map(|doc| Ok((index.stored(doc)?.source.first_line, index.id(doc)?)));
                talks.collect::<Result<_>>()?
            }
            Engine::Cluster(cluster) => {
                let talks = cluster.talks_of(file)?.into_iter();
                talks.map(|talk| (talk.source.first_line, talk.id)).collect()
            }
        };
        let mut meant: Option<(u32, String)> = None;
        for (first, id) in talks {
            if first <= line && meant.as_ref().is_none_or(|(before, _)| *before <= first) {
                meant = Some((first, id));
            }
        }
        Ok(meant.map(|(_, id)| id))
    }

    /// The fate of an id that no talk has; `None` where nothing is remembered of it.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn fate(self, id: &str) -> Result<Option<Fate>> {
        match self {
            Engine::Folder(index) => index.fate(id),
            Engine::Cluster(cluster) => cluster.fate(id),
        }
    }

    /// The ids that begin with `prefix`.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn ids_beginning_with(self, prefix: &str) -> Result<BTreeSet<String>> {
        match self {
            Engine::Folder(index) => index.ids_beginning_with(prefix),
            Engine::Cluster(cluster) => cluster.ids_beginning_with(prefix),
        }
    }

    /// The ids that hold a part.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn ids_containing(self, part: &str) -> Result<BTreeSet<String>> {
        match self {
            Engine::Folder(index) => index.ids_containing(part),
            Engine::Cluster(cluster) => cluster.ids_containing(part),
        }
    }

    /// The years of its talks, the newest first.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn years(self) -> Result<Vec<i32>> {
        match self {
            Engine::Folder(index) => index.years(),
            Engine::Cluster(cluster) => cluster.years(),
        }
    }

    /// The first `count` of some talks in the order of their ids.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn first_by_id(self, talks: &Talks, count: usize) -> Result<Vec<Talk>> {
        match (self, &talks.0) {
            (Engine::Folder(index), Which::Documents(docs)) => {
                let first = search::first_by_id(index, docs, count)?;
                first.into_iter().map(|doc| index.talk(doc)).collect()
            }
            (Engine::Cluster(cluster), Which::Counted(found)) => {
                let talks = cluster.first(found, Order::Id, count)?;
                let slice = cluster.read(&talks, true)?;
                slice.docs().map(|doc| slice.talk(doc)).collect()
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Whether no talk holds a folded word as it stands, and other words begin so.
    ///
    /// # Errors
    /// Errors of the index.
    pub fn is_beginning(self, surface: &str, most: usize) -> Result<bool> {
        let of = |words: &dyn Vocabulary| {
            let begun =
                if words.frequency(surface)? == 0 { words.beginning_with(surface, most)? } else { None };
            Ok(begun.is_some_and(|begun| !begun.is_empty()))
        };
        match self {
            Engine::Folder(index) => of(index),
            Engine::Cluster(cluster) => of(&cluster.words()),
        }
    }

    /// Gives `on` some talks in an order, page by page, as documents of the index that holds them here.
    ///
    /// # Errors
    /// Errors of the index, and those of `on`.
    pub fn pages(
        self,
        talks: &Talks,
        wanted: Wanted,
        on: &mut dyn FnMut(&Index, &[DocId]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let Wanted { sort, offset, limit, is_reversed, elsewhere } = wanted;
        match (self, &talks.0) {
            (Engine::Folder(index), Which::Documents(docs)) => {
                let mut talks = search::listed(index, docs, sort, offset.saturating_add(limit))?;
                talks.drain(..offset.min(talks.len()));
                if is_reversed {
                    talks.reverse();
                }
                on(index, &talks)
            }
            (Engine::Cluster(cluster), Which::Counted(found)) => {
                let order = if sort == Sort::Score { Order::Place } else { Order::By(sort) };
                cluster.listed(found, order, (offset, limit), is_reversed, |talks| {
                    let slice = cluster.read(talks, elsewhere)?;
                    let docs: Vec<DocId> = slice.docs().collect();
                    on(&slice, &docs)
                })
            }
            _ => Ok(()),
        }
    }
}
