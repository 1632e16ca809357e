//! `recaps pick`: choose talks on the terminal, search as you type.

mod list;
mod screen;

use super::report::{stdout, whereabouts};
use super::{Common, Format, NOTHING_FOUND, interrupt, place};
use crate::output::message::TalkMessage;
use crate::pick::{Finder, State, Step, Theme, draw};
use crate::{Error, index::Index};
use crossterm::event::{self, Event, KeyCode, KeyEvent};
use screen::{Screen, Signals};
use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

/// Signals are looked for so often while no key comes.
const TICK: Duration = Duration::from_millis(100);
/// What Ctrl-C ends in, as if the signal had come.
pub(super) const INTERRUPTED: u8 = 130;

/// Choose talks in a full-screen search and print their ids
///
/// The terminal is drawn on even where the output goes elsewhere: recaps show $(recaps pick). Type to search; ↑ ↓ move,
/// Tab marks several, Alt-K and Alt-Y go through kinds and years, Enter prints the ids, Esc leaves with nothing
/// (status 1), Ctrl-C too (status 130); F1 shows all keys. Without a terminal the talks are listed on stderr and their
/// numbers read from stdin.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps pick
  recaps show $(recaps pick eBPF)
  recaps pick -0 | xargs -0 -n 1 recaps similar
  echo 1 | TERM=dumb recaps pick observabilité        the first, without a screen")]
pub(super) struct PickArgs {
    /// What is typed already
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// End ids with NUL, not with a line end
    #[arg(short = '0', long = "null")]
    ends_with_nul: bool,
}

/// How a choice ended.
enum Outcome {
    /// With these ids.
    Chosen(Vec<String>),
    /// With this exit status.
    Left(u8),
}

pub(super) fn run(args: &PickArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open_for_long(common)?;
    let mut finder = Finder::new(open.index, place::settings(common, open.index)?);
    let state = State::new(&args.query.join(" "), open.index.years()?);
    let outcome = match Screen::enter(common)? {
        Some(screen) => choose(screen, state, &mut finder)?,
        None => list::choose(&state, &mut finder, common)?,
    };
    match outcome {
        Outcome::Chosen(ids) => print(&ids, open.index, args, common)?,
        Outcome::Left(status) => return Ok(ExitCode::from(status)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows, waits for a key, answers; until the choice is made.
fn choose(mut screen: Screen, mut state: State, finder: &mut Finder<'_>) -> anyhow::Result<Outcome> {
    let theme = if screen.has_colors() { Theme::coloured() } else { Theme::plain() };
    interrupt::let_go();
    let signals = Signals::watch()?;
    answer(&mut state, finder)?;
    let mut changed = true;
    loop {
        if changed {
            screen.draw(|frame| {
                let seen = draw(frame, &state, &theme);
                state.look(seen);
            })?;
        }
        changed = event::poll(TICK)?;
        if let Some(status) = signals.status() {
            return Ok(Outcome::Left(status));
        }
        // What was typed meanwhile is answered at once, not letter by letter; other keys go by the answer.
        let mut search = false;
        while event::poll(Duration::ZERO)? {
            let event = event::read()?;
            let types =
                matches!(&event, Event::Key(KeyEvent { code: KeyCode::Char(_), .. }) | Event::Paste(_));
            if search && !types {
                answer(&mut state, finder)?;
                search = false;
            }
            let step = match event {
                Event::Key(key) => state.press(key),
                Event::Paste(text) => state.paste(&text),
                _ => Step::Stay,
            };
            match step {
                Step::Stay => {}
                Step::Search => search = true,
                Step::Choose(ids) => return Ok(Outcome::Chosen(ids)),
                Step::Leave => return Ok(Outcome::Left(NOTHING_FOUND)),
                Step::Interrupt => return Ok(Outcome::Left(INTERRUPTED)),
            }
        }
        if search {
            answer(&mut state, finder)?;
        }
    }
}

/// Answers a state; a query beyond the limits is said and leaves what was found before.
fn answer(state: &mut State, finder: &mut Finder<'_>) -> anyhow::Result<()> {
    match finder.answer(state) {
        Ok(answer) => state.take(answer),
        Err(error @ Error::QueryLimit { .. }) => state.refuse(error.to_string()),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Prints what was chosen: ids, or the talks under JSON formats.
fn print(ids: &[String], index: &Index, args: &PickArgs, common: &Common) -> anyhow::Result<()> {
    if common.format == Format::Text {
        let mut out = std::io::stdout().lock();
        for id in ids {
            write!(out, "{id}{}", if args.ends_with_nul { '\0' } else { '\n' })?;
        }
        return Ok(out.flush()?);
    }
    let find = |id: &String| match index.find(id)? {
        Some(doc) => index.talk(doc),
        None => Err(Error::UnknownId { id: id.clone() }),
    };
    let talks = ids.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let places = whereabouts(index);
    let messages: Vec<TalkMessage<'_>> =
        talks.iter().map(|talk| TalkMessage::new(talk).placed(&places)).collect();
    let mut out = stdout(common);
    if common.format == Format::Json {
        serde_json::to_writer(&mut out, &messages)?;
        writeln!(out)?;
    } else {
        for message in &messages {
            serde_json::to_writer(&mut out, message)?;
            writeln!(out)?;
        }
    }
    Ok(out.flush()?)
}
