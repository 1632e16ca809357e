//! A pager between a long text and the terminal.

use super::Common;
use super::report::{appearance, through};
use crate::output::results::Results;
use crate::output::stream::Stream;
use std::io::{self, BufWriter, IntoInnerError, IsTerminal, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The pager where neither `$RECAPS_PAGER` nor `$PAGER` names one: it quits on a text that fits and keeps colours.
const LESS: &str = "less -FIRX";
/// Exit statuses from here on stand for the signal that ended a command of the shell.
const SIGNALLED: i32 = 128;

/// Prints results that may be long: through the pager where one is allowed and stdout is a terminal, straight otherwise.
pub(super) fn print_long(common: &Common, allowed: bool, results: &dyn Results) -> anyhow::Result<()> {
    page(common, allowed, |out| Ok(common.format.write(out, results, &appearance(common))?))
}

/// Prints what `write` writes: through the pager where one is allowed and stdout is a terminal, straight otherwise.
pub(super) fn page(
    common: &Common,
    allowed: bool,
    write: impl FnOnce(&mut BufWriter<Stream<Vec<u8>>>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut text = BufWriter::new(Stream::new(Vec::new(), through(common)));
    write(&mut text)?;
    let text = text.into_inner().map_err(IntoInnerError::into_error)?.into_inner();
    let pager = pager().filter(|_| is_shown_by_a_pager(allowed));
    if !pager.is_some_and(|pager| shown(&pager, &text)) {
        let mut out = io::stdout().lock();
        out.write_all(&text)?;
        out.flush()?;
    }
    Ok(())
}

/// Whether what is printed goes to a pager: where one is allowed and stdout is a terminal.
pub(super) fn is_shown_by_a_pager(allowed: bool) -> bool {
    allowed && io::stdout().is_terminal() && pager().is_some()
}

/// The pager of the user, a command of the shell; `None` where the user wants none.
fn pager() -> Option<String> {
    let named = ["RECAPS_PAGER", "PAGER"].into_iter().find_map(std::env::var_os);
    let draws = std::env::var_os("TERM").is_some_and(|term| !term.is_empty() && term != "dumb");
    if named.is_none() && !draws {
        // Without this, the default pager would stop with a warning.
        return None;
    }
    let pager = named.map_or_else(|| LESS.to_owned(), |pager| pager.to_string_lossy().trim().to_owned());
    (!pager.is_empty() && pager != "cat").then_some(pager)
}

/// Whether the pager showed the text, or as much of it as the reader asked for. A pager that ends in an error may have shown
/// nothing; then the text is printed again.
fn shown(pager: &str, text: &[u8]) -> bool {
    let mut command = Command::new("sh");
    command.args(["-c", pager]).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // `PAGER=less` alone would show colours as signs.
        command.env("LESS", "FIRX");
    }
    // Ctrl-C goes to the pager while it runs. If this program ended first, the pager would lose its terminal.
    let interrupted = Arc::new(AtomicBool::new(false));
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, interrupted);
    let Ok(mut child) = command.spawn() else { return false };
    if let Some(mut input) = child.stdin.take() {
        // A pager that the reader leaves closes its pipe.
        let _ = input.write_all(text);
    }
    child.wait().is_ok_and(was_left)
}

/// Whether the reader left the pager: it ended by itself, or by a signal that a person sends.
fn was_left(status: ExitStatus) -> bool {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGKILL, SIGPIPE, SIGQUIT, SIGTERM};
    let signal = match status.code() {
        Some(code) if code < SIGNALLED => return code == 0,
        Some(code) => Some(code - SIGNALLED),
        None => signal_of(status),
    };
    signal.is_some_and(|signal| [SIGHUP, SIGINT, SIGKILL, SIGPIPE, SIGQUIT, SIGTERM].contains(&signal))
}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_: ExitStatus) -> Option<i32> {
    None
}
