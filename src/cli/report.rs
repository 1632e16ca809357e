//! What goes to stderr: errors, notes, progress; and where stdout goes.

use super::config::with_index;
use super::{Common, When};
use crate::Error;
use crate::index::source::Home;
use crate::index::{Index, Progress};
use crate::output::envelope::ErrorMessage;
use crate::output::formats::Format;
use crate::output::hyperlink::Hyperlinks;
use crate::output::language::say;
use crate::output::listing::Listing;
use crate::output::results::{Appearance, Paths, Results};
use crate::output::stream::{Stream, Through};
use crate::output::terminal::{self, safe};
use crate::output::whereabouts::Whereabouts;
use crate::output::wrap::{WIDEST, wrap};
use crate::query::plan::Plan;
use anstream::AutoStream;
use anstream::stream::RawStream;
use indicatif::{ProgressBar, ProgressStyle};
use std::ffi::OsString;
use std::io::{self, IsTerminal, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;

/// Bytes that are written at once.
const AT_ONCE: usize = 64 << 10;

/// Prints what a verb found, in the format asked for; ids end in NUL where that is asked for.
pub(super) fn print(common: &Common, nul: bool, results: &dyn Results) -> io::Result<()> {
    // People's text holds no NUL but after ids, which are safe by themselves.
    let through = if nul && common.format.is_for_people() { Through::Everything } else { through(common) };
    let mut out = io::BufWriter::with_capacity(AT_ONCE, Stream::new(io::stdout().lock(), through));
    common.format.write(&mut out, results, &Appearance { nul, ..appearance(common) })?;
    out.flush()
}

/// How text on stdout looks.
pub(super) fn appearance(common: &Common) -> Appearance {
    Appearance { width: terminal::width(), colours: has_colors(common, &io::stdout()), nul: false }
}

/// Stdout, for what was asked for: colours and hyperlinks where they are asked for, JSON that is safe on a terminal.
pub(super) fn stdout(common: &Common) -> io::BufWriter<Stream<StdoutLock<'static>>> {
    io::BufWriter::new(Stream::new(io::stdout().lock(), through(common)))
}

/// What stdout lets through.
pub(super) fn through(common: &Common) -> Through {
    let people = if has_colors(common, &io::stdout()) {
        Through::Everything
    } else if common.hyperlink == When::Always {
        Through::Links
    } else {
        Through::Text
    };
    common.format.through(people)
}

/// Whether a stream is written to in colours.
pub(super) fn has_colors(common: &Common, stream: &impl RawStream) -> bool {
    match common.color {
        When::Always => true,
        When::Never => false,
        // The kind of the stream decides, and NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM.
        When::Auto if !anstyle_query::clicolor_force() || forces_colors() => {
            AutoStream::choice(stream) != anstream::ColorChoice::Never
        }
        When::Auto => {
            let is_off = anstyle_query::no_color() || anstyle_query::clicolor() == Some(false);
            !is_off && stream.is_terminal() && anstyle_query::term_supports_color()
        }
    }
}

/// Whether the environment asks for colours on every stream. With `0` it does not, which anstream takes for yes.
pub(super) fn forces_colors() -> bool {
    anstyle_query::clicolor_force() && std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0")
}

/// Where titles and places of an index lead to on stdout; `None` where they are plain.
fn links(common: &Common, index: &Index) -> Option<Hyperlinks> {
    let stdout = io::stdout();
    let wanted = match common.hyperlink {
        When::Always => true,
        When::Never => false,
        When::Auto => stdout.is_terminal() && has_colors(common, &stdout),
    };
    wanted.then(|| {
        let places = index.manifest().places(&Home::of(index.folder()));
        Hyperlinks::new(common.hyperlink_format.clone(), places)
    })
}

/// Where the recaps of an index lie, and where their names lead to on stdout.
pub(super) fn paths(common: &Common, index: &Index) -> Paths {
    Paths { whereabouts: whereabouts(index), links: links(common, index) }
}

/// How talks are printed one after the other.
pub(super) fn listing<'a>(
    common: &Common,
    index: &'a Index,
    marked: Option<(&'a Plan, usize)>,
    full: bool,
    nul: bool,
) -> Listing<'a> {
    let appearance = Appearance { nul, ..appearance(common) };
    Listing { index, marked, full, paths: paths(common, index), through: through(common), appearance }
}

/// Where the recaps of an index lie, seen from here.
pub(super) fn whereabouts(index: &Index) -> Whereabouts {
    Whereabouts::new(index.manifest().places(&Home::of(index.folder())))
}

/// In which colours help and usage errors come: they are printed before the arguments are understood.
pub(super) fn color_of_help(args: impl Iterator<Item = OsString>) -> clap::ColorChoice {
    let args: Vec<OsString> = args.take_while(|arg| arg != "--").collect();
    let mut named = args.iter().enumerate().filter_map(|(at, arg)| match arg.to_str()? {
        "--color" => args.get(at + 1)?.to_str(),
        arg => arg.strip_prefix("--color="),
    });
    match named.next_back() {
        Some("always") => clap::ColorChoice::Always,
        Some("never") => clap::ColorChoice::Never,
        _ => clap::ColorChoice::Auto,
    }
}

/// Stdout as it is: colours and control characters pass, a NUL between ids among them.
pub(super) fn plain_stdout() -> io::BufWriter<StdoutLock<'static>> {
    io::BufWriter::new(io::stdout().lock())
}

/// Prints a note on stderr, unless --quiet is set.
pub(super) fn note(common: &Common, message: &str) {
    note_unless(common.quiet, message);
}

/// The same before what is common to all verbs is known.
pub(super) fn note_unless(quiet: bool, message: &str) {
    if !quiet {
        on_stderr(&say(message));
    }
}

/// Prints a message on stderr, between words where it is wider than the terminal.
pub(super) fn on_stderr(message: &str) {
    let message = format!("recaps: {}", safe(message));
    let width = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
    let lines = wrap(&message, width.map_or(usize::MAX, |width| width.min(WIDEST)), false);
    let mut text = String::with_capacity(message.len() + 1);
    for line in lines {
        text.push_str(&message[line]);
        text.push('\n');
    }
    // Nothing can be said about a stderr that is closed.
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Whether the reader of stdout has closed it. This is no error: it has read enough.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| io_kind(cause) == Some(io::ErrorKind::BrokenPipe))
}

/// What kind of I/O error an error is, by itself or inside the writer of JSON.
fn io_kind(error: &(dyn std::error::Error + 'static)) -> Option<io::ErrorKind> {
    let io = error.downcast_ref::<io::Error>().map(io::Error::kind);
    io.or_else(|| error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind))
}

/// Reports an error on stderr, in the format asked for, and gives the exit status it ends in. `index` is the one that the command
/// line names.
pub(super) fn failure(error: &anyhow::Error, format: Format, index: Option<&Path>) -> ExitCode {
    let known = error.downcast_ref::<Error>();
    let message = match (io_kind(error.as_ref()), known) {
        // The library names the path of every I/O error of its own: so an error without a path comes from stdout.
        (Some(_), _) => format!("cannot write to stdout: {error}"),
        // Errors of the library say all in one line, causes included; others are printed with their causes.
        (None, Some(known)) => known.to_string(),
        (None, None) => format!("{error:#}"),
    };
    let hint = known.and_then(Error::hint).map(|hint| with_index(hint, index));
    if format.has_error_objects() {
        let code = known.map_or("io", Error::code);
        let mut stderr = Stream::new(io::stderr().lock(), Through::Json);
        // Nothing can be said about a stderr that is closed.
        let _ = ErrorMessage { code, message, hint }.write(&mut stderr);
    } else {
        let hint = hint.map(|hint| say(&format!("; try: {hint}")).into_owned()).unwrap_or_default();
        on_stderr(&format!("{}{hint}", say(&message)));
    }
    ExitCode::from(known.map_or(2, Error::exit_code))
}

/// A progress bar on stderr where that is a terminal; nothing otherwise.
pub(super) fn progress(common: &Common) -> impl FnMut(Progress) {
    let shown = !common.quiet && io::stderr().is_terminal();
    let bar = if shown { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("indexing {bar:30} {pos}/{len} recaps") {
        bar.set_style(style);
    }
    move |progress| {
        bar.set_length(progress.of as u64);
        bar.set_position(progress.done as u64);
        if progress.done == progress.of {
            bar.finish_and_clear();
        }
    }
}
