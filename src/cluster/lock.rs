//! One writer at a time: a document that one writer can create, and that says who it is.
//!
//! A writer shows by a beat that it is alive. A lock that did not beat for as long as its lease, or whose process is gone from
//! this machine, is taken over: by exactly one, because the cluster compares versions. That alone would not be safe, since a
//! writer may sleep through its lease; so a generation goes live only by a step that fails where another one did meanwhile
//! (`publish.rs`), and is written by a name that goes with its index.

use super::connection::Connection;
use super::layout;
use crate::index::{Wait, machine};
use crate::{Error, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The document.
const WRITER: &str = "writer";
/// For how long a beat counts, in seconds.
const LEASE: u32 = 60;
/// Between two beats.
const BEAT: Duration = Duration::from_secs(10);
/// Pause before a waiting writer looks again.
const ASK_AGAIN: Duration = Duration::from_millis(250);
/// How much the clocks of two machines may differ, in seconds, where a lock is judged by the time that it says.
const CLOCKS: i64 = 600;
/// What a conflict is answered with.
const CONFLICT: u16 = 409;

/// The right to write an index, for as long as it lives.
pub(super) struct WriterLock {
    shared: Arc<Shared>,
    /// Ends the beat when it is dropped.
    end: Option<Sender<()>>,
    beat: Option<std::thread::JoinHandle<()>>,
}

struct Shared {
    connection: Arc<Connection>,
    holder: Holder,
    /// The version of the document that is known.
    version: Mutex<Version>,
    is_lost: AtomicBool,
}

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Holder {
    /// Drawn by lot.
    owner: String,
    host: String,
    /// What distinguishes this start of the machine from others; empty where that is not known.
    boot: String,
    process: u32,
    since: String,
    /// The last beat.
    beat: String,
    /// Seconds.
    lease: u32,
}

/// A version of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    number: u64,
    term: u64,
}

impl Version {
    fn of(answer: &Value) -> Option<Version> {
        let number = |name: &str| answer.get(name).and_then(Value::as_u64);
        Some(Version { number: number("_seq_no")?, term: number("_primary_term")? })
    }
}

impl WriterLock {
    /// Becomes the one writer.
    ///
    /// # Errors
    /// [`Error::Locked`] where another is at work and stays so for longer than `wait`, [`Error::Cluster`].
    pub(super) fn acquire(connection: &Arc<Connection>, wait: Wait) -> Result<WriterLock> {
        let index = layout::lock(connection.address().name());
        if connection.find("GET", &format!("/{index}/_settings"), None)?.is_none() {
            make(connection, &index)?;
        }
        let holder = Holder::new();
        let since = Instant::now();
        // The version that another holder's lock had when it was first seen so.
        let mut seen: Option<(Version, Instant)> = None;
        loop {
            if let Some(version) = create(connection, &index, &holder)? {
                return Ok(WriterLock::begin(connection, holder, version));
            }
            let path = format!("/{index}/_doc/{WRITER}");
            let Some(found) = connection.find("GET", &path, None)?.filter(|found| found["found"] == true)
            else {
                continue;
            };
            let unreadable = || connection.error("a lock that cannot be read");
            let other: Holder = serde_json::from_value(found["_source"].clone()).map_err(|_| unreadable())?;
            let version = Version::of(&found).ok_or_else(unreadable)?;
            if other.owner == holder.owner {
                return Ok(WriterLock::begin(connection, holder, version));
            }
            if seen.is_none_or(|(before, _)| before != version) {
                seen = Some((version, Instant::now()));
            }
            let silent = seen.map(|(_, first)| first.elapsed()).unwrap_or_default();
            if other.is_gone() || silent > Duration::from_secs(other.lease.into()) {
                if let Some(version) = replace(connection, &index, &holder, version)? {
                    return Ok(WriterLock::begin(connection, holder, version));
                }
                continue;
            }
            let over = match wait {
                Wait::No => true,
                Wait::AtMost(limit) => since.elapsed() >= limit,
                Wait::Forever => false,
            };
            if over {
                let index = connection.address().to_string().into();
                return Err(Error::Locked { index, holder: other.to_string() });
            }
            std::thread::sleep(ASK_AGAIN);
        }
    }

    fn begin(connection: &Arc<Connection>, holder: Holder, version: Version) -> WriterLock {
        let connection = Arc::clone(connection);
        let shared = Arc::new(Shared {
            connection,
            holder,
            version: Mutex::new(version),
            is_lost: AtomicBool::new(false),
        });
        let (end, ended) = channel();
        let own = Arc::clone(&shared);
        let beat = std::thread::Builder::new().spawn(move || {
            while ended.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                // A cluster that cannot be asked now may be at the next beat.
                let _ = own.beat();
            }
        });
        WriterLock { shared, end: Some(end), beat: beat.ok() }
    }

    /// A few letters that stand for this writer.
    pub(super) fn owner(&self) -> &str {
        &self.shared.holder.owner
    }

    /// Makes sure that this is the one writer still.
    ///
    /// # Errors
    /// [`Error::Cluster`] where another took over, or none can say.
    pub(super) fn assert(&self) -> Result<()> {
        self.shared.beat()
    }

    /// Whether another took over, as far as that is known.
    pub(super) fn is_lost(&self) -> bool {
        self.shared.is_lost.load(Ordering::Relaxed)
    }
}

impl Shared {
    fn beat(&self) -> Result<()> {
        let index = layout::lock(self.connection.address().name());
        let mut version = self.version.lock().unwrap_or_else(PoisonError::into_inner);
        let holder = Holder { beat: machine::now(), ..self.holder.clone() };
        let lost = || {
            self.is_lost.store(true, Ordering::Relaxed);
            Err(self.connection.error("another writer took over, because this one was silent for too long"))
        };
        if self.is_lost.load(Ordering::Relaxed) {
            return lost();
        }
        if let Some(next) = replace(&self.connection, &index, &holder, *version)? {
            *version = next;
            return Ok(());
        }
        // A beat whose answer was lost counts all the same.
        let found =
            self.connection.find("GET", &format!("/{index}/_doc/{WRITER}"), None)?.unwrap_or_default();
        match Version::of(&found) {
            Some(now) if found.pointer("/_source/owner") == Some(&json!(self.holder.owner)) => {
                *version = now;
                Ok(())
            }
            _ => lost(),
        }
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(beat) = self.beat.take() {
            let _ = beat.join();
        }
        let Shared { connection, version, .. } = &*self.shared;
        let Version { number, term } = *version.lock().unwrap_or_else(PoisonError::into_inner);
        let index = layout::lock(connection.address().name());
        let path = format!("/{index}/_doc/{WRITER}?if_seq_no={number}&if_primary_term={term}");
        // What cannot be let go now ends with its lease, or with this process.
        let _ = connection.find("DELETE", &path, None);
    }
}

impl Holder {
    fn new() -> Holder {
        let host = machine::host();
        let process = std::process::id();
        let lot = format!("{host} {process} {} {:p}", Timestamp::now(), &host);
        let owner = blake3::hash(lot.as_bytes()).to_hex()[..12].to_owned();
        Holder {
            owner,
            host,
            boot: boot(),
            process,
            since: machine::now(),
            beat: machine::now(),
            lease: LEASE,
        }
    }

    /// Whether it is sure that its process does not live: one of this start of this machine that there is not, or one that
    /// did not beat for so long that no clock can be the reason.
    fn is_gone(&self) -> bool {
        let is_here = !self.boot.is_empty() && self.boot == boot() && self.host == machine::host();
        if is_here && machine::is_running(self.process) != Some(true) {
            return true;
        }
        let beat: Option<Timestamp> = self.beat.parse().ok();
        let silent = beat.map(|beat| Timestamp::now().as_second() - beat.as_second());
        silent.is_some_and(|silent| silent > i64::from(self.lease) + CLOCKS)
    }
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Holder { host, process, since, .. } = self;
        let plain = |text: &str| text.chars().filter(|c| !c.is_control()).take(80).collect::<String>();
        write!(f, "process {process} on {}, since {}", plain(host), plain(since))
    }
}

/// Makes the index of the lock, unless another writer just did.
fn make(connection: &Connection, index: &str) -> Result<()> {
    let made = connection.once("PUT", &format!("/{index}"), Some(&layout::locks()));
    match made {
        Err(error) if connection.find("GET", &format!("/{index}/_settings"), None)?.is_none() => Err(error),
        _ => Ok(()),
    }
}

/// Creates the lock; `None` where there is one.
fn create(connection: &Connection, index: &str, holder: &Holder) -> Result<Option<Version>> {
    write(connection, &format!("/{index}/_create/{WRITER}"), holder)
}

/// Puts a lock in the place of the one of this version; `None` where that is not there any more.
fn replace(connection: &Connection, index: &str, holder: &Holder, at: Version) -> Result<Option<Version>> {
    let Version { number, term } = at;
    write(connection, &format!("/{index}/_doc/{WRITER}?if_seq_no={number}&if_primary_term={term}"), holder)
}

fn write(connection: &Connection, path: &str, holder: &Holder) -> Result<Option<Version>> {
    match connection.request("PUT", path, Some(&json!(holder))) {
        Ok(answer) => {
            let version = Version::of(&answer);
            version.map(Some).ok_or_else(|| connection.error("a lock without a version"))
        }
        Err(Error::Cluster { status: Some(CONFLICT), .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What distinguishes this start of the machine; empty where the system does not say.
fn boot() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default().trim().to_owned()
}
