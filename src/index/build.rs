//! Recaps to new segments: read, cut, analysed and written by as many threads as there is work for.
//!
//! Each thread writes segments of its own and takes the next recap when it is done with one, so nothing waits for
//! anything and memory is bounded by the segments being written, not by the corpus.

use super::ids::Settled;
use super::manifest::{Bare, Kept, SegmentEntry};
use super::packing::Packer;
use super::schema::Fields;
use super::settle::Settling;
use super::source::{Contents, Home, Source};
use super::writer::SegmentWriter;
use super::{directory::SegmentFolder, record, segment, stored};
use crate::analysis::Analysis;
use crate::corpus::Found;
use crate::ingest::Raw;
use crate::panics::caught;
use crate::recap::{Cut, session_keys};
use crate::talk::Talk;
use crate::{Error, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use zstd::dict::EncoderDictionary;

/// Bytes of memory that a thread fills before it writes a segment. For 100,000 talks on two threads the peak is 325 MB.
const SEGMENT_MEMORY: usize = 72 << 20;
/// Number of recaps that are sampled for what the talks of a corpus have in common.
const SAMPLE: usize = 96;
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

/// The result of cutting recaps.
#[derive(Debug, Default)]
pub(crate) struct Built {
    pub(crate) segments: Vec<Written>,
    /// Recaps without a talk, and those that could not be read.
    pub(crate) bare: Vec<Bare>,
    /// Recaps that could not be read and were written as they were when they last could.
    pub(crate) kept: Vec<Kept>,
    /// The remembered ids of each recap, and those that it has now.
    pub(crate) settled: Vec<(Settled, BTreeSet<String>)>,
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
                Ok(Ok(part)) => {
                    built.segments.extend(part.segments);
                    built.bare.extend(part.bare);
                    built.kept.extend(part.kept);
                    built.settled.extend(part.settled);
                }
                Ok(Err(error)) => drop(failed.get_or_insert(error)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        failed.map_or(Ok(built), Err)
    })
}

/// Cuts recaps into talks that have their ids.
#[derive(Clone, Copy)]
pub(crate) struct Cutter<'a> {
    /// Files of more bytes are left out, also when they have grown since they were found.
    pub(crate) max_filesize: u64,
    /// The ids that they get.
    pub(crate) settling: &'a Settling,
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
        let mut built = Built::default();
        let mut writer: Option<Part> = None;
        let scratch = self.folder.join(format!("thread-{thread}"));
        let analysis = Analysis::default();
        let mut packer = Packer::new(self.dictionary).map_err(|e| Error::io(self.folder, e))?;
        while !self.stop.load(Ordering::Relaxed)
            && let Some(found) = self.todo.get(self.next.fetch_add(1, Ordering::Relaxed))
        {
            let mut source = Source::new(found, self.home);
            let talks = self.cutter.talks(found, &mut source, &mut built)?;
            if !talks.is_empty() {
                let writer = match &mut writer {
                    Some(writer) => writer,
                    none => none.insert(Part::new(&scratch, self.dictionary.is_some())?),
                };
                let keys = session_keys(&talks);
                // What is half written ends the run; the error names the recap.
                caught(Some(found.path.clone()), || {
                    writer.add(source, talks.iter().zip(keys), &analysis, &mut packer)
                })?;
            }
            if writer.as_ref().is_some_and(|writer| writer.writer.memory() >= SEGMENT_MEMORY)
                && let Some(full) = writer.take()
            {
                built.segments.push(full.finish(self.folder)?);
            }
            // Nobody listens any more where the build has failed.
            let _ = done.send(());
        }
        if let Some(rest) = writer {
            built.segments.push(rest.finish(self.folder)?);
        }
        Ok(built)
    }
}

impl Cutter<'_> {
    /// The talks of a recap with their ids, or those of its last version that could be read. What else came of it is noted in
    /// `built`.
    pub(crate) fn talks(&self, found: &Found, source: &mut Source, built: &mut Built) -> Result<Vec<Talk>> {
        let raw = Raw::of_found(found, self.max_filesize);
        // What could not be read has no contents, and is tried again; what can be read is so until it changes.
        source.contents = raw.as_ref().map(Contents::of_raw).unwrap_or_default();
        match raw
            .and_then(|raw| raw.cut(&found.path, &found.file, None))
            .and_then(|(_, cut)| told(cut, &found.path))
        {
            Ok(mut cut) => {
                let settled = self.settling.settle(&found.file, &source.contents, &mut cut.talks)?;
                if self.settling.is_told(&settled) {
                    let own = cut.talks.iter().map(|talk| talk.id.clone()).collect();
                    built.settled.push((settled, own));
                }
                for talk in &mut cut.talks {
                    talk.words = Some(record::count_words(talk));
                }
                // Talks of a recap are listed in this order: it is that of their documents.
                cut.talks.sort_by(|a, b| (a.source.first_line, &a.id).cmp(&(b.source.first_line, &b.id)));
                Ok(cut.talks)
            }
            Err(error) => {
                let Some(talks) = self.settling.last_good(&found.file)? else {
                    built
                        .bare
                        .push(Bare { source: source.clone(), reason: Some(reason(error, &found.path)) });
                    return Ok(Vec::new());
                };
                built.kept.push(Kept { file: found.file.clone(), reason: reason(error, &found.path) });
                Ok(talks)
            }
        }
    }
}

/// Some of the talks to come, encoded: those of recaps from all over the corpus.
pub(crate) fn sample(todo: &[Found], max_filesize: u64) -> Result<Vec<Vec<u8>>> {
    let mut sample = Vec::new();
    for found in todo.iter().step_by(todo.len().div_ceil(SAMPLE).max(1)) {
        // What cannot be read is reported when it is cut.
        let raw = Raw::of_found(found, max_filesize);
        let Ok((_, cut)) = raw.and_then(|raw| raw.cut(&found.path, &found.file, None)) else { continue };
        for talk in &cut.talks {
            sample.push(stored::encode(talk)?);
        }
    }
    Ok(sample)
}

/// A cut that holds something. A recap without any text was emptied by an accident, or is being written: it is not lost
/// for that.
fn told(cut: Cut, path: &Path) -> Result<Cut> {
    if cut.talks.is_empty() {
        return Err(Error::io(path, std::io::Error::new(std::io::ErrorKind::InvalidData, "no text in it")));
    }
    Ok(cut)
}

/// Why the recap at `path` could not be read, without its path.
fn reason(error: Error, path: &Path) -> String {
    match error {
        Error::NotText { reason, .. } => format!("not a text file: {reason}"),
        Error::Io { path: of, source } if of == path => source.to_string(),
        Error::Internal { reason, .. } => Error::Internal { path: None, reason }.to_string(),
        error => error.to_string(),
    }
}

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

    /// Adds the talks of a recap, each with its session keys.
    fn add<'t>(
        &mut self,
        mut source: Source,
        talks: impl Iterator<Item = (&'t Talk, Vec<String>)>,
        analysis: &Analysis,
        packer: &mut Packer<'_>,
    ) -> Result<()> {
        source.first = self.writer.docs();
        for (talk, keys) in talks {
            self.writer.add(talk, &keys, analysis, packer)?;
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
