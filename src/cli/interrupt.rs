//! Signals while an index is written: the run stops at once, and the index that was there stays the live one.
//!
//! A writer may be killed at any moment without harm; on a signal, this module also cleans the folder,
//! prints a line on stderr and ends with the exit status that shells expect. It removes only files of this process: a run
//! that waits for the lock of another process has none in the folder.

use crate::index::generation;
use signal_hook::SigId;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};
use std::io::{self, Write};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

const SIGNALS: [i32; 3] = [SIGINT, SIGTERM, SIGHUP];
/// What stands for the usual effect of the signals once they are listened to no more.
static USUAL: Mutex<Vec<SigId>> = Mutex::new(Vec::new());

/// Listens for signals until it is dropped.
pub(super) struct Listening {
    handle: Handle,
    /// Held by the thread that ends the process. It removes the files of the run, which then fails and has to wait.
    ending: Arc<Mutex<()>>,
}

/// Stops the process at the first signal, while it writes an index.
pub(super) fn listen() -> io::Result<Listening> {
    ignore_size_limit()?;
    let mut signals = Signals::new(SIGNALS)?;
    let handle = signals.handle();
    let ending = Arc::new(Mutex::new(()));
    let to_hold = Arc::clone(&ending);
    let listen = move || {
        if let Some(signal) = signals.forever().next() {
            let _ending = to_hold.lock().unwrap_or_else(PoisonError::into_inner);
            // Clearing up may take a while: a second signal does not wait for it.
            for signal in SIGNALS {
                let _ = signal_hook::flag::register_conditional_default(signal, Arc::new(true.into()));
            }
            generation::abandon();
            let _ = writeln!(io::stderr(), "recaps: interrupted: the index is as it was");
            std::process::exit(128 + signal);
        }
    };
    if std::thread::Builder::new().spawn(listen).is_err() {
        // Without a thread, signals have their usual effect: the next run clears the folder.
        have_usual_effect();
    }
    Ok(Listening { handle, ending })
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner);
        self.handle.close();
        have_usual_effect();
    }
}

fn have_usual_effect() {
    let usual = |signal| {
        signal_hook::flag::register_conditional_default(signal, Arc::new(AtomicBool::new(true))).ok()
    };
    let mut kept = USUAL.lock().unwrap_or_else(PoisonError::into_inner);
    kept.extend(SIGNALS.into_iter().filter_map(usual));
}

/// Leaves the signals to the next listener.
pub(super) fn let_go() {
    for usual in USUAL.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        signal_hook::low_level::unregister(usual);
    }
}

/// A write beyond the limit on the size of files is to be an error like any other, not the end of the process.
fn ignore_size_limit() -> io::Result<()> {
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false))).map(drop)
}
