//! Running a program to its end, with a limit to how long it may take.

use super::figures::size;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// What takes longer hangs: nothing here needs more than seconds. A full run gives way to all other programs.
fn longest() -> Duration {
    Duration::from_secs(size(120, 1_200) as u64)
}

/// How a program ended.
#[derive(Clone, Debug)]
pub(crate) struct Ran {
    /// As a shell gives it: 128 and the number for a signal.
    pub(crate) status: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

/// The status as a shell gives it.
fn status(status: ExitStatus) -> i32 {
    status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(-1)
}

/// Sends a signal, by its name, to a process that was started here.
pub(crate) fn send(signal: &str, pid: u32) {
    let sent = Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", signal, &pid.to_string()]).output();
    sent.expect("a shell");
}

/// A program that was started with its output in pipes.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    started: Instant,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Running {
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Running { started: Instant::now(), child: command.spawn().expect("the program starts") }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub(crate) fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Kills it outright and waits until it is gone.
    pub(crate) fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Ran {
        let mut err = self.child.stderr.take().expect("a pipe");
        let said = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = err.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        });
        let (done, waits) = channel::<()>();
        let pid = self.pid();
        let watchdog = std::thread::spawn(move || {
            let hangs = waits.recv_timeout(longest()) == Err(RecvTimeoutError::Timeout);
            if hangs {
                send("KILL", pid);
            }
            hangs
        });
        let mut stdout = Vec::new();
        let _ = self.child.stdout.take().expect("a pipe").read_to_end(&mut stdout);
        let ended = self.child.wait().expect("an end");
        let took = self.started.elapsed();
        drop(done);
        let hung = watchdog.join().expect("the watchdog");
        let mut stderr = said.join().expect("the reader of stderr");
        if hung {
            stderr.push_str("\n(killed: it hung)");
        }
        Ran { status: status(ended), stdout, stderr, took }
    }
}

impl Drop for Running {
    /// A trial that fails leaves no program behind, not even one that stands still.
    fn drop(&mut self) {
        if self.lives() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> Ran {
    Running::start(command).end()
}

impl Ran {
    /// Whether this is a refusal as it should be: the status, and one line on stderr that holds `names`.
    pub(crate) fn refuses(&self, with: &[i32], names: &[&str]) -> Result<(), String> {
        let lines = self.stderr.lines().count();
        let named = names.iter().any(|name| self.stderr.contains(name));
        if !with.contains(&self.status) || lines != 1 || !named || self.stderr.contains("panicked") {
            return Err(format!("status {} with {lines} lines: {}", self.status, self.stderr.trim_end()));
        }
        Ok(())
    }

    /// What it printed, which must have ended well.
    pub(crate) fn well(self) -> String {
        assert_eq!(self.status, 0, "{}", self.stderr);
        String::from_utf8(self.stdout).expect("UTF-8")
    }
}

/// The same program with the same arguments, folder and variables, run through another one: `through` names that one
/// and its arguments.
pub(crate) fn wrapped(through: &[&str], command: &Command) -> Command {
    let mut outer = Command::new(through[0]);
    outer.args(&through[1..]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => outer.env(name, value),
            None => outer.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        outer.current_dir(folder);
    }
    outer
}

/// Whether a program is there and does what it is asked.
pub(crate) fn works(program: &str, args: &[&str]) -> bool {
    let ran = Command::new(program).args(args).stdin(Stdio::null()).output();
    ran.is_ok_and(|output| output.status.success())
}
