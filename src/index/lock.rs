//! One writer at a time: an advisory lock on a file that names its holder.
//!
//! The system releases the lock when a process dies, so a dead writer blocks nobody. The content of the file is only read to
//! name the holder in messages.

use super::generation::{self, make_folder};
use super::{machine, own};
use crate::{Error, Result};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// The file whose lock says that a writer is at work.
const FILE: &str = "writer.lock";
/// The beginning of the line of a holder.
const LINE: &str = "process ";
/// Pause before a waiting writer tries again.
const ASK_AGAIN: Duration = Duration::from_millis(20);

/// How long to wait for another writer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wait {
    /// Not at all.
    #[default]
    No,
    /// At most this long.
    AtMost(Duration),
    /// Until it is done.
    Forever,
}

/// The right to write an index folder, for as long as it lives.
#[derive(Debug)]
pub(crate) struct WriterLock {
    file: File,
    /// Whether it may be written: a file of several names, or with another text, may be somebody else's.
    is_own: bool,
}

impl WriterLock {
    /// Becomes the one writer of the folder `index`, making it if need be.
    ///
    /// # Errors
    /// [`Error::Locked`] where another writer is at work and stays so for longer than `wait`.
    pub(crate) fn acquire(index: &Path, wait: Wait) -> Result<WriterLock> {
        make_folder(index)?;
        let path = index.join(FILE);
        if generation::is_index(index) {
            own::set_aside(&path).map_err(|e| Error::io(&path, e))?;
        }
        let mut file = own::open(&path).map_err(|e| Error::io(&path, e))?;
        let since = Instant::now();
        let host = machine::host();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {
                    let over = match wait {
                        Wait::No => true,
                        Wait::AtMost(limit) => since.elapsed() >= limit,
                        Wait::Forever => false,
                    };
                    if over {
                        return Err(Error::Locked { index: index.into(), holder: holder(&path, &host) });
                    }
                    std::thread::sleep(ASK_AGAIN);
                }
                Err(TryLockError::Error(e)) => return Err(Error::io(&path, cannot_lock(e))),
            }
        }
        let is_own = has_one_name(&file) && own::is_draft(&path, LINE);
        if is_own {
            let line = format!("{LINE}{} on {host}\n", std::process::id());
            file.set_len(0)
                .and_then(|()| file.write_all(line.as_bytes()))
                .map_err(|e| Error::io(&path, e))?;
        }
        Ok(WriterLock { file, is_own })
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Whoever looks between this and the next holder's line does not see one that has gone.
        if self.is_own {
            let _ = self.file.set_len(0);
        }
    }
}

/// Whether a file has no name beside the one it was opened by.
fn has_one_name(file: &File) -> bool {
    #[cfg(unix)]
    {
        file.metadata().is_ok_and(|metadata| std::os::unix::fs::MetadataExt::nlink(&metadata) <= 1)
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        true
    }
}

/// The holder of the lock, as recorded by itself. A holder that has just started may not have recorded itself yet: then the
/// file is empty, or has the line of a holder that died.
fn holder(path: &Path, host: &str) -> String {
    for _ in 0..10 {
        let line = fs::read_to_string(path).unwrap_or_default();
        if let Some(line) = line.strip_suffix('\n').filter(|line| !is_dead(line, host)) {
            return line.to_owned();
        }
        std::thread::sleep(ASK_AGAIN);
    }
    "it does not say who it is".to_owned()
}

/// Whether a line names a process of this host that there is not.
fn is_dead(line: &str, host: &str) -> bool {
    let process = line.strip_suffix(&format!(" on {host}")).and_then(|line| line.strip_prefix(LINE));
    process.and_then(|number| machine::is_running(number.parse().ok()?)) == Some(false)
}

fn cannot_lock(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::Unsupported => {
            io::Error::other("this file system cannot lock files, so a second writer could not be kept out")
        }
        _ => error,
    }
}
