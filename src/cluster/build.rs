//! Recaps to a generation: read, cut, analysed and sent by as many threads as there is work for.
//!
//! Each thread fills batches and has another one send them, so that the cluster works while the next recaps are cut. Memory is
//! bounded by the batches on their way, not by the corpus.

use super::bulk::Batch;
use super::connection::Connection;
use super::count::Counter;
use super::document::{Document, hashed};
use super::lock::WriterLock;
use crate::corpus::Found;
use crate::index::cutter::{Built, Cutter, Failed, Tools};
use crate::index::record::count_words;
use crate::index::source::{Home, Source};
use crate::index::stored;
use crate::panics::caught;
use crate::recap::session_keys;
use crate::talk::Talk;
use crate::{Error, Result};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use zstd::dict::EncoderDictionary;

/// Batches of a thread that wait to be sent.
const WAITING: usize = 1;

/// The recaps to cut, and where they go.
#[derive(Clone, Copy)]
pub(super) struct Order<'a> {
    pub(super) connection: &'a Connection,
    /// What the new generation is written by.
    pub(super) draft: &'a str,
    pub(super) lock: &'a WriterLock,
    pub(super) home: &'a Home,
    pub(super) todo: &'a [Found],
    pub(super) cutter: Cutter<'a>,
    /// What talks are packed against.
    pub(super) dictionary: Option<&'a EncoderDictionary<'a>>,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Sent {
    /// Recaps with talks.
    pub(super) sources: Vec<Source>,
    /// What else was found, as an index in a folder notes it.
    pub(super) built: Built,
    pub(super) counter: Counter,
}

impl Sent {
    fn add(&mut self, other: Sent) {
        self.sources.extend(other.sources);
        self.built.bare.extend(other.built.bare);
        self.built.kept.extend(other.built.kept);
        self.built.settled.extend(other.built.settled);
        self.counter.merge(other.counter);
    }
}

/// Cuts the ordered recaps and sends their talks, on `jobs` threads. Reports to `progress` how many recaps are done.
pub(super) fn build(order: Order<'_>, jobs: usize, progress: &mut dyn FnMut(usize)) -> Result<Sent> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let job = Job { order, next: &next, stop: &stop };
    let jobs = jobs.min(order.todo.len()).max(1);
    std::thread::scope(|scope| {
        let (done, ticks): (Sender<()>, Receiver<()>) = channel();
        let mut cutting = Vec::new();
        let mut sending = Vec::new();
        for _ in 0..jobs {
            let (full, batches) = sync_channel(WAITING);
            let (job, done) = (&job, done.clone());
            sending.push(scope.spawn(move || job.send_all(&batches)));
            cutting.push(scope.spawn(move || job.cut_all(&full, &done)));
        }
        drop(done);
        for (done, ()) in ticks.iter().enumerate() {
            progress(done + 1);
        }
        let (mut sent, mut failed) = (Sent::default(), None);
        for thread in cutting {
            match thread.join() {
                Ok(Ok(part)) => sent.add(part),
                Ok(Err(error)) => drop(failed.get_or_insert(error)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        for thread in sending {
            match thread.join() {
                Ok(Ok(())) => {}
                Ok(Err(error)) => drop(failed.get_or_insert(error)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        failed.map_or(Ok(sent), Err)
    })
}

/// What the threads share.
struct Job<'a> {
    order: Order<'a>,
    /// The recap that is taken next.
    next: &'a AtomicUsize,
    /// Whether a thread failed and the others need not go on.
    stop: &'a AtomicBool,
}

impl Job<'_> {
    fn cut_all(&self, full: &SyncSender<Batch>, done: &Sender<()>) -> Result<Sent> {
        let result = self.cut(full, done);
        if result.is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
        result
    }

    fn cut(&self, full: &SyncSender<Batch>, done: &Sender<()>) -> Result<Sent> {
        let Order { home, todo, cutter, dictionary, .. } = self.order;
        let mut sent = Sent::default();
        let mut batch = Batch::default();
        let mut tools = Tools::new(dictionary)?;
        while !self.stop.load(Ordering::Relaxed)
            && let Some(found) = todo.get(self.next.fetch_add(1, Ordering::Relaxed))
        {
            let mut source = Source::new(found, home);
            let mut failed: Option<Failed> = None;
            let documents = loop {
                let mut notes = Built::default();
                let mut talks = cutter.talks(found, &mut source, failed.as_ref(), &mut notes)?;
                for talk in talks.iter_mut().filter(|talk| talk.words.is_none()) {
                    talk.words = Some(count_words(talk));
                }
                match caught(Some(found.path.clone()), || Ok(documents(&talks, &mut tools))) {
                    Ok(made) => {
                        sent.built.add(notes);
                        break made?;
                    }
                    Err(error) => {
                        tools = Tools::new(dictionary)?;
                        failed = Some(Failed::new(error, failed.as_ref()));
                    }
                }
            };
            if !documents.is_empty() {
                source.talks = u32::try_from(documents.len()).unwrap_or(u32::MAX);
                sent.sources.push(source);
            }
            for document in documents {
                batch.add(&document.key, &document.fields);
                sent.counter.came(&document.tally);
                // Where nobody takes it, whoever did has said why.
                if batch.is_full() && full.send(std::mem::take(&mut batch)).is_err() {
                    return Ok(sent);
                }
            }
            // Nobody listens any more where the run has failed.
            let _ = done.send(());
        }
        if !batch.is_empty() {
            let _ = full.send(batch);
        }
        Ok(sent)
    }

    fn send_all(&self, batches: &Receiver<Batch>) -> Result<()> {
        for batch in batches {
            let sent = match self.order.lock.is_lost() {
                true => self.order.lock.assert(),
                false => batch.send(self.order.connection, self.order.draft),
            };
            if sent.is_err() {
                self.stop.store(true, Ordering::Relaxed);
                return sent;
            }
        }
        Ok(())
    }
}

/// The documents of the talks of a recap: all of them are made before one is sent.
fn documents(talks: &[Talk], tools: &mut Tools<'_>) -> Result<Vec<Document>> {
    let talks = talks.iter().zip(session_keys(talks));
    talks
        .map(|(talk, keys)| {
            let packed = tools.packer.pack(&stored::encode(talk)?).map_err(|e| Error::io("a talk", e))?;
            Document::new(talk, hashed(&keys), &packed, &tools.analysis)
        })
        .collect()
}
