//! The terminal: taken over to draw on, and left as it was found, whatever happens.

use crate::cli::Common;
use crate::cli::report::has_colors;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::{Frame, Terminal};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Time that the choice has to leave by itself after a signal.
const GRACE: Duration = Duration::from_millis(500);

/// Whether the terminal is taken over now.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal of this process, drawn on until this is dropped.
pub(super) struct Screen {
    /// Written to frame by frame: without a buffer each cell would be a system call of its own.
    terminal: Terminal<CrosstermBackend<BufWriter<File>>>,
    colors: bool,
}

impl Screen {
    /// Takes over the terminal; `None` where there is none that can be drawn on.
    pub(super) fn enter(common: &Common) -> io::Result<Option<Screen>> {
        let draws = std::env::var_os("TERM").is_some_and(|term| !term.is_empty() && term != "dumb");
        let Some(mut tty) = tty().filter(|_| draws) else { return Ok(None) };
        let colors = has_colors(common, &tty);
        // The flag counts before NO_COLOR, which the backend looks at for itself.
        ratatui::crossterm::style::force_color_output(colors);
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            leave();
            before(panic);
        }));
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let entered = execute!(tty, EnterAlternateScreen, EnableBracketedPaste);
        match entered.and_then(|()| Terminal::new(CrosstermBackend::new(BufWriter::new(tty)))) {
            Ok(terminal) => Ok(Some(Screen { terminal, colors })),
            Err(error) => {
                leave();
                Err(error)
            }
        }
    }

    /// Draws one frame.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(draw).map(|_| ())
    }

    /// Hands the terminal to another program while `run` runs it; what was drawn is drawn anew after that.
    pub(super) fn lend<T>(&mut self, run: impl FnOnce(&File) -> T) -> io::Result<T> {
        let tty = tty().ok_or(io::ErrorKind::NotFound)?;
        leave();
        let result = run(&tty);
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        // A new one knows nothing of what was drawn. Clearing the old one would ask the terminal where its cursor is.
        self.terminal = Terminal::new(CrosstermBackend::new(BufWriter::new(tty)))?;
        execute!(self.terminal.backend_mut(), EnterAlternateScreen, EnableBracketedPaste)?;
        Ok(result)
    }

    /// Asks the terminal to put a text on the clipboard (OSC 52), which works over SSH too. It never reports success.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Whether it is drawn on in colours.
    pub(super) fn has_colors(&self) -> bool {
        self.colors
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Restores the terminal. Only the first call has an effect.
fn leave() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // Nobody reads an error about a terminal that is gone.
        if let Some(mut tty) = tty() {
            let _ = execute!(tty, DisableBracketedPaste, LeaveAlternateScreen, Show);
        }
        let _ = disable_raw_mode();
    }
}

/// The terminal that keys come from and that is drawn on: that of the session, else stderr.
fn tty() -> Option<File> {
    let session = File::options().read(true).write(true).open("/dev/tty");
    session.ok().filter(File::is_terminal).or_else(stderr)
}

#[cfg(unix)]
fn stderr() -> Option<File> {
    use std::os::fd::AsFd;
    let terminal = io::stderr().is_terminal() && io::stdin().is_terminal();
    terminal.then(|| io::stderr().as_fd().try_clone_to_owned().ok().map(File::from)).flatten()
}

#[cfg(not(unix))]
fn stderr() -> Option<File> {
    None
}

/// Signals that end a program, kept from ending it before the terminal is restored.
#[derive(Clone)]
pub(super) struct Signals {
    /// The last one that came; 0 for none.
    came: Arc<AtomicUsize>,
    /// Whether the terminal is lent: Ctrl-C is for the program that has it.
    lent: Arc<AtomicBool>,
}

impl Signals {
    pub(super) fn watch() -> io::Result<Signals> {
        let came = Arc::new(AtomicUsize::new(0));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::flag::register_usize(signal, Arc::clone(&came), signal as usize)?;
        }
        let signals = Signals { came, lent: Arc::new(AtomicBool::new(false)) };
        let watched = signals.clone();
        // A read from a terminal that is gone never ends: the process does not wait for it.
        std::thread::spawn(move || {
            while watched.status().is_none() {
                std::thread::sleep(GRACE);
            }
            std::thread::sleep(GRACE);
            leave();
            std::process::exit(i32::from(watched.status().unwrap_or(1)));
        });
        Ok(signals)
    }

    /// Leaves Ctrl-C to another program while `run` runs it.
    pub(super) fn lend<T>(&self, run: impl FnOnce() -> T) -> T {
        self.lent.store(true, Ordering::SeqCst);
        let result = run();
        let _ = self.came.compare_exchange(SIGINT as usize, 0, Ordering::SeqCst, Ordering::SeqCst);
        self.lent.store(false, Ordering::SeqCst);
        result
    }

    /// The exit status that the signal that came asks for; `None` where none came.
    pub(super) fn status(&self) -> Option<u8> {
        let came = self.came.load(Ordering::SeqCst);
        let is_for_another = came == SIGINT as usize && self.lent.load(Ordering::SeqCst);
        if is_for_another { None } else { ended_by(came) }
    }
}

/// The exit status of a program that a signal ended; `None` for no signal.
fn ended_by(signal: usize) -> Option<u8> {
    u8::try_from(signal).ok().filter(|signal| *signal > 0).map(|signal| 128 + signal)
}
