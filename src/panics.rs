//! Panics to errors: what goes wrong in the program itself is said in one line, as any other error is.
//!
//! A panic while a recap is read and cut (`ingest.rs`) or made into terms (`index/build.rs`) concerns that recap alone. Any other
//! ends the run (`cli/mod.rs`): an index that was being built is left aside, and the one before it stays. A stack that overflows
//! and memory that cannot be had end a process at once; those are kept off by bounds.

use crate::{Error, Result};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Characters of what a panic says that are passed on.
const LONGEST: usize = 300;

/// What panics said and where, until somebody catches them.
static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn said() -> MutexGuard<'static, Vec<String>> {
    SAID.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps what a panic says for whoever catches it, in the place of printing it at once. `RUST_BACKTRACE` prints it too.
pub fn keep() {
    let printed = std::env::var_os("RUST_BACKTRACE").is_some_and(|wanted| wanted != "0");
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
        said().push(format!("{}{}", text(panic.payload()), place.unwrap_or_default()));
        if printed {
            before(panic);
        }
    }));
}

/// Does `work`, which is about the file `path` where there is one.
///
/// # Errors
/// Those of `work`, and [`Error::Internal`] where it panics. What a panic left half done must not be used after it.
pub fn caught<T>(path: Option<PathBuf>, work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let text = text(&*payload);
        let mut said = said();
        // A payload comes from any thread. What that thread said begins with it, and has the place too.
        let at = said.iter().position(|said| said.starts_with(&text));
        Err(Error::Internal { path, reason: at.map_or(text, |at| said.remove(at)) })
    })
}

/// What a panic says, in one line.
fn text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}
