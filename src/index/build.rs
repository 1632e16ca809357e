//! Recaps to new segments: read, cut, analysed and written by as many threads as there is work for.
//!
//! Each thread writes segments of its own and takes the next recap when it is done with one, so nothing waits for
//! anything and memory is bounded by the segments being written, not by the corpus.

#[cfg(test)]
mod tests;

use super::cutter::{Built, Cutter, Failed, Tools};
use super::manifest::SegmentEntry;
use super::schema::Fields;
use super::settle::Settling;
use super::source::{Home, Source};
use super::writer::SegmentWriter;
use super::{directory::SegmentFolder, segment};
use crate::corpus::Found;
use crate::panics::caught;
use crate::recap::session_keys;
use crate::talk::Talk;
use crate::{Error, Result};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use zstd::dict::EncoderDictionary;

/// Bytes of memory that a thread fills before it writes a segment. The words that it remembers come to it, and what a segment
/// takes to be sorted and written: for 100,000 talks on two threads the peak is 250 MB.
const SEGMENT_MEMORY: usize = 46 << 20;
/// Below this number of bytes of recaps a second thread costs more than it saves.
const BYTES_PER_THREAD: u64 = 1 << 20;

/// A segment that was written, and its contents.
#[derive(Debug)]
pub(crate) struct Written {
    /// Its entry, files and digests not yet known.
    pub(crate) entry: SegmentEntry,
    /// Its recaps, in the order of their documents.
    pub(crate) sources: Vec<Source>,
}

/// The recaps to cut, and how.
#[derive(Clone, Copy)]
pub(crate) struct Order<'a> {
    pub(crate) home: &'a Home,
    pub(crate) todo: &'a [Found],
    /// Files of more bytes are left out, also when they have grown since they were found.
    pub(crate) max_filesize: u64,
    /// The dictionary that talks are packed with.
    pub(crate) dictionary: Option<&'a EncoderDictionary<'a>>,
    /// The ids that they get.
    pub(crate) settling: &'a Settling,
}

/// Cuts the ordered recaps and writes them into the folder of a generation that is being built, on up to `jobs` threads.
/// Reports to `progress` how many recaps are done.
pub(crate) fn build(
    folder: &Path,
    order: Order<'_>,
    jobs: usize,
    progress: &mut dyn FnMut(usize),
) -> Result<Built> {
    let Order { home, todo, max_filesize, dictionary, settling } = order;
    let bytes: u64 = todo.iter().map(|found| found.stamp.size).sum();
    let jobs = jobs.min(1 + (bytes / BYTES_PER_THREAD) as usize).min(todo.len()).max(1);
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let cutter = Cutter { max_filesize, settling };
    let job = Job { folder, home, todo, cutter, next: &next, stop: &stop, dictionary };
    std::thread::scope(|scope| {
        let (done, ticks): (Sender<()>, Receiver<()>) = channel();
        let threads: Vec<_> = (0..jobs)
            .map_while(|thread| {
                let (job, done) = (&job, done.clone());
                let work = move || job.run(thread, &done);
                // Where no more threads can be had there are fewer.
                std::thread::Builder::new().spawn_scoped(scope, work).ok()
            })
            .collect();
        let own = threads.is_empty().then(|| job.run(0, &done));
        drop(done);
        for (done, ()) in ticks.iter().enumerate() {
            progress(done + 1);
        }
        let mut built = Built::default();
        let mut failed = None;
        let parts = own.into_iter().map(Ok).chain(threads.into_iter().map(|thread| thread.join()));
        for part in parts {
            match part {
                Ok(Ok(part)) => built.add(part),
                Ok(Err(error)) => drop(failed.get_or_insert(error)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        failed.map_or(Ok(built), Err)
    })
}

/// What the threads share.
struct Job<'a> {
    folder: &'a Path,
    home: &'a Home,
    todo: &'a [Found],
    cutter: Cutter<'a>,
    /// The recap that is taken next.
    next: &'a AtomicUsize,
    /// Whether a thread failed and the others need not go on.
    stop: &'a AtomicBool,
    dictionary: Option<&'a EncoderDictionary<'a>>,
}

impl Job<'_> {
    fn run(&self, thread: usize, done: &Sender<()>) -> Result<Built> {
        let result = self.cut_all(thread, done);
        if result.is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
        result
    }

    fn cut_all(&self, thread: usize, done: &Sender<()>) -> Result<Built> {
        self.cut_with(thread, done, &|writer, talk, keys, tools| {
            writer.add(talk, keys, &tools.analysis, &mut tools.packer)
        })
    }

    /// Cuts recaps and has their talks added. Where the program fails on one of them, what is half written is of no use: the
    /// recaps of this segment are cut again without it.
    fn cut_with(&self, thread: usize, done: &Sender<()>, add: &Add<'_>) -> Result<Built> {
        let scratch = self.folder.join(format!("thread-{thread}"));
        let mut tools = Tools::new(self.dictionary)?;
        let mut built = Built::default();
        // Of the segment at hand: its recaps by their places, those of them to cut again, and what is noted of them.
        let (mut part, mut taken, mut again, mut notes) = (None, Vec::new(), Vec::new(), Built::default());
        let mut failed: HashMap<usize, Failed> = HashMap::new();
        while !self.stop.load(Ordering::Relaxed) {
            let repeated = again.pop();
            let at = repeated.unwrap_or_else(|| self.next.fetch_add(1, Ordering::Relaxed));
            let Some(found) = self.todo.get(at) else { break };
            taken.push(at);
            let mut source = Source::new(found, self.home);
            let talks = self.cutter.talks(found, &mut source, failed.get(&at), &mut notes)?;
            let added = match talks.as_slice() {
                [] => Ok(Ok(())),
                talks => {
                    let part = match &mut part {
                        Some(part) => part,
                        none => none.insert(Part::new(&scratch, self.dictionary.is_some())?),
                    };
                    caught(Some(found.path.clone()), || Ok(part.add(source, talks, &mut tools, add)))
                }
            };
            match added {
                Ok(added) => added?,
                Err(error) => {
                    failed.insert(at, Failed::new(error, failed.get(&at)));
                    (part, notes) = (None, Built::default());
                    std::fs::remove_dir_all(&scratch).map_err(|e| Error::io(&scratch, e))?;
                    tools = Tools::new(self.dictionary)?;
                    again.append(&mut taken);
                    again.sort_unstable_by(|a, b| b.cmp(a));
                }
            }
            if part.as_ref().is_some_and(|part: &Part| part.writer.memory() >= SEGMENT_MEMORY)
                && let Some(full) = part.take()
            {
                notes.segments.push(full.finish(self.folder)?);
                built.add(std::mem::take(&mut notes));
                taken.clear();
            }
            if repeated.is_none() {
                // Nobody listens any more where the build has failed.
                let _ = done.send(());
            }
        }
        if let Some(rest) = part {
            notes.segments.push(rest.finish(self.folder)?);
        }
        built.add(notes);
        Ok(built)
    }
}

/// What adds a talk, with its session keys, to a segment.
type Add<'a> = dyn Fn(&mut SegmentWriter, &Talk, &[String], &mut Tools<'_>) -> Result<()> + 'a;

/// A segment that is being written, in a folder of its own until it is done.
struct Part {
    scratch: PathBuf,
    writer: SegmentWriter,
    sources: Vec<Source>,
}

impl Part {
    fn new(scratch: &Path, is_packed: bool) -> Result<Part> {
        std::fs::create_dir(scratch).map_err(|e| Error::io(scratch, e))?;
        let writer = SegmentWriter::new(SegmentFolder::open(scratch)?, scratch, is_packed)?;
        Ok(Part { scratch: scratch.to_owned(), writer, sources: Vec::new() })
    }

    /// Adds the talks of a recap, each by `add`.
    fn add(
        &mut self,
        mut source: Source,
        talks: &[Talk],
        tools: &mut Tools<'_>,
        add: &Add<'_>,
    ) -> Result<()> {
        source.first = self.writer.docs();
        for (talk, keys) in talks.iter().zip(session_keys(talks)) {
            add(&mut self.writer, talk, &keys, tools)?;
        }
        source.talks = self.writer.docs() - source.first;
        self.sources.push(source);
        Ok(())
    }

    /// Writes the segment and moves it into `folder`.
    fn finish(self, folder: &Path) -> Result<Written> {
        let docs = self.writer.docs();
        let id = self.writer.finish()?;
        let entry = settle(id, docs, &self.scratch, folder)?;
        Ok(Written { entry, sources: self.sources })
    }
}

/// Moves a segment of so many documents from its `scratch` folder into `folder`, and counts its words.
pub(super) fn settle(id: String, docs: u32, scratch: &Path, folder: &Path) -> Result<SegmentEntry> {
    for file in std::fs::read_dir(scratch).map_err(|e| Error::io(scratch, e))?.flatten() {
        let to = folder.join(file.file_name());
        std::fs::rename(file.path(), &to).map_err(|e| Error::io(to, e))?;
    }
    std::fs::remove_dir(scratch).map_err(|e| Error::io(scratch, e))?;
    let mut entry = SegmentEntry { id, docs, recaps: 0, deleted: Vec::new(), length: 0, files: Vec::new() };
    let (segments, fields) = segment::open(&SegmentFolder::open(folder)?, std::slice::from_ref(&entry))?;
    for opened in &segments {
        entry.length = length(opened, &fields, 0..entry.docs)?;
    }
    Ok(entry)
}

/// How long the talks of `docs` are together, in words, as their stored lengths say.
pub(super) fn length(segment: &super::Segment, fields: &Fields, docs: std::ops::Range<u32>) -> Result<u64> {
    let lengths = segment.lengths(fields.words)?;
    Ok(lengths.map_or(0, |stored| docs.map(|doc| u64::from(stored.fieldnorm(doc))).sum()))
}
