//! What this machine is called, which of its processes run, and what time it is: what locks and generations say of a writer.

use jiff::Timestamp;
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

/// Its name.
pub(crate) fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Whether a process runs here, of another user's too; `None` for a number that no process has.
pub(crate) fn is_running(process: u32) -> Option<bool> {
    let process = Pid::from_raw(i32::try_from(process).ok()?)?;
    Some(!matches!(test_kill_process(process), Err(Errno::SRCH)))
}

/// The time, RFC 3339, UTC, to the second.
pub(crate) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
