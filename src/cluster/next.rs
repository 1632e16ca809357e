//! The next generation: what goes and what comes, the tables beside it, and the step that makes it live.

use super::build::{self, Order};
use super::bulk::Batch;
use super::connection::Connection;
use super::count::Counter;
use super::document::Tally;
use super::former::{self, Reader};
use super::generation::{self, Live, Meta};
use super::lock::WriterLock;
use super::publish::Building;
use super::state::State;
use super::tables::{self, Table, Tables};
use super::update::Run;
use super::vocabulary::Vocabulary;
use crate::Result;
use crate::analysis::Analysis;
use crate::corpus::Found;
use crate::index::cutter::{self, Cutter};
use crate::index::diff::{Diff, Known};
use crate::index::machine;
use crate::index::packing;
use crate::index::settle::Settling;
use crate::index::{Manifest, Progress};
use std::sync::Arc;

/// Bytes of recaps for which a generation has a shard of its own: some ten gigabytes of index.
const SHARD: u64 = 4 << 30;
/// Shards at most where none are asked for.
const SHARDS: u64 = 32;

/// What the next generation is made of.
pub(super) struct Next<'a> {
    pub(super) base: Option<&'a Live>,
    pub(super) lock: &'a WriterLock,
    pub(super) diff: &'a Diff,
    pub(super) known: &'a [Known],
    pub(super) settling: Settling,
}

/// What came together while the talks passed.
struct Gathered {
    counter: Counter,
    /// The remembered ids, as they are stored.
    ids: Option<Vec<u8>>,
    dictionary: Option<Vec<u8>>,
}

impl Run<'_> {
    /// Builds the next generation and makes it live.
    pub(super) fn build(
        &self,
        next: Next<'_>,
        state: &mut State,
        manifest: &mut Manifest,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<()> {
        let Next { base, lock, diff, known, settling } = next;
        let connection = self.connection;
        let todo = &diff.todo;
        let number = generation::next(connection)?;
        let shards = self.spread.shards.unwrap_or_else(|| shards(todo));
        let building = Building::begin(connection, lock, number, base, shards)?;
        let mut counter = Counter::default();
        if let Some(live) = base {
            leave_out(connection, live, &building, diff, known, &mut counter)?;
        }
        let jobs =
            self.options.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into));
        let dictionary = self.dictionary(base, todo, manifest.max_filesize, jobs)?;
        let encoder = dictionary.as_deref().map(packing::encoder);
        let cutter = Cutter { max_filesize: manifest.max_filesize, settling: &settling };
        let order = Order {
            connection,
            draft: &building.draft,
            lock,
            home: &self.home,
            todo,
            cutter,
            dictionary: encoder.as_ref(),
        };
        let of = todo.len();
        let sent = build::build(order, jobs, &mut |done| progress(Progress { done, of }))?;
        counter.merge(sent.counter);
        state.sources.extend(sent.sources);
        state.sources.sort_by(|a, b| a.file.cmp(&b.file));
        state.bare.extend(sent.built.bare);
        state.bare.sort_by(|a, b| a.source.file.cmp(&b.source.file));
        manifest.kept.extend(sent.built.kept);
        manifest.kept.sort_by(|a, b| a.file.cmp(&b.file));
        if state.recaps() == 0 {
            // The caller says so; what was begun goes.
            return Ok(());
        }
        let ids = settling.remembered(sent.built.settled).encode()?;
        manifest.generation = number;
        self.publish(building, base, Gathered { counter, ids, dictionary }, state, manifest)
    }

    /// Compares what arrived with what was sent, writes the tables, and makes it live.
    fn publish(
        &self,
        building: Building<'_>,
        base: Option<&Live>,
        gathered: Gathered,
        state: &mut State,
        manifest: &mut Manifest,
    ) -> Result<()> {
        let Gathered { counter, ids, dictionary } = gathered;
        let connection = self.connection;
        let vocabulary = base.map(|live| tables::read(connection, live, Table::Vocabulary)).transpose()?;
        let vocabulary = vocabulary.flatten().map(|packed| Vocabulary::decode(&packed)).transpose()?;
        let before = base.map(|live| live.meta.sealed()).unwrap_or_default();
        let counted = counter.upon(vocabulary.as_ref(), &state.sessions, before);
        building.verify(counted.sealed)?;
        let packed = Vocabulary::encode(&counted.words, &counted.keys, &counted.names, &counted.shared())?;
        state.sessions = counted.sessions;
        let write = |table, bytes: &[u8]| tables::write(connection, &building.index, table, bytes);
        let tables = Tables {
            vocabulary: Some(write(Table::Vocabulary, &packed)?),
            sources: Some(write(Table::Sources, &tables::pack(state)?)?),
            ids: ids.map(|ids| write(Table::Ids, &ids)).transpose()?,
            dictionary: dictionary.map(|dictionary| write(Table::Dictionary, &dictionary)).transpose()?,
        };
        manifest.built_at = machine::now();
        manifest.recaps = state.recaps();
        manifest.talks = counted.sealed.talks as usize;
        let (length, seal) = (counted.sealed.length, counted.sealed.seal);
        let meta = Meta { manifest: manifest.clone(), length, seal, tables };
        building.publish(&meta, self.spread.replicas)
    }

    /// What talks are packed against: what those of the base are, or what the talks of many recaps to come have in common.
    fn dictionary(
        &self,
        base: Option<&Live>,
        todo: &[Found],
        max_filesize: u64,
        jobs: usize,
    ) -> Result<Option<Vec<u8>>> {
        if let Some(live) = base
            && let Some(dictionary) = tables::read(self.connection, live, Table::Dictionary)?
        {
            return Ok(Some(dictionary));
        }
        Ok(cutter::dictionary(todo, self.options.pack_from, max_filesize, jobs))
    }
}

/// Removes the talks of recaps that have gone or changed.
fn leave_out(
    connection: &Arc<Connection>,
    live: &Live,
    building: &Building<'_>,
    diff: &Diff,
    known: &[Known],
    counter: &mut Counter,
) -> Result<()> {
    let reader = Reader::new(connection, live)?;
    let analysis = Analysis::default();
    let mut batch = Batch::default();
    let gone = diff.gone.iter().map(|&at| &known[at]).filter(|known| known.segment.is_some());
    let gone: Vec<String> = gone.map(|known| known.source.file.clone()).collect();
    for files in gone.chunks(former::RECAPS) {
        for kept in reader.of_recaps(files)? {
            counter.went(&Tally::of_written(&kept.talk, kept.seal, kept.sessions, &analysis));
            batch.remove(&kept.key);
        }
        if batch.is_full() {
            std::mem::take(&mut batch).send(connection, &building.draft)?;
        }
    }
    batch.send(connection, &building.draft)
}

/// In how many parts an index of these recaps lies.
fn shards(todo: &[Found]) -> u32 {
    let bytes: u64 = todo.iter().map(|found| found.stamp.size).sum();
    (1 + bytes / SHARD).min(SHARDS) as u32
}
