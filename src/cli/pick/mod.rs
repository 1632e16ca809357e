//! `recaps pick`: choose talks on the terminal, search as you type.

mod list;
mod screen;

use super::place::Open;
use super::report::whereabouts;
use super::show::document;
use super::{Common, NOTHING_FOUND, interrupt, open, place, report};
use crate::Error;
use crate::output::language::say;
use crate::output::layout::{Source, settings};
use crate::output::shown::Picked;
use crate::pick::{Finder, State, Step, Theme, draw};
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyModifiers};
use screen::{Screen, Signals};
use std::process::ExitCode;
use std::time::Duration;

/// Time between two looks for a signal while no key comes.
const TICK: Duration = Duration::from_millis(100);
/// Wait for an event that may be there already. Not zero: crossterm would not look.
const GLANCE: Duration = Duration::from_millis(1);
/// Bytes of the largest recap whose lists and code are looked up: a larger one would make the keys wait.
const LARGEST_SET: u64 = 1 << 20;
/// What Ctrl-C ends in, as if the signal had come.
pub(super) const INTERRUPTED: u8 = 130;

/// Choose talks in a full-screen search and print their ids
///
/// The terminal is drawn on even where the output goes elsewhere: recaps show $(recaps pick). Type to search; ↑ ↓ move,
/// Tab marks several, Enter prints the ids, Esc leaves with nothing (status 1), Ctrl-C too (status 130). Alt-O opens the page
/// in the browser, Alt-F the file at its line in the editor, Alt-I and Alt-L copy id and link. Alt-Y, Alt-E, Alt-S, Alt-K, Alt-R
/// and Alt-V filter by year, event, speaker, kind, rating and recording; F1 shows all keys. Without a terminal the talks are listed on stderr and their
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
    let mut finder = Finder::new(open.engine(), place::settings(common, open.index())?);
    let state = State::new(&args.query.join(" "), open.engine().years()?).placed(whereabouts(open.index()));
    let outcome = match Screen::enter(common)? {
        Some(screen) => {
            interrupt::let_go();
            Choice { screen, signals: Signals::watch()?, state, finder, open: &open, read: None }.made()?
        }
        None => list::choose(&state, &mut finder, common)?,
    };
    match outcome {
        Outcome::Chosen(ids) => print(&ids, &open, args, common)?,
        Outcome::Left(status) => return Ok(ExitCode::from(status)),
    }
    Ok(ExitCode::SUCCESS)
}

/// A choice on a terminal.
struct Choice<'i> {
    screen: Screen,
    signals: Signals,
    state: State,
    finder: Finder<'i>,
    open: &'i Open,
    /// The recap that was read last, for how the text of its talks is set.
    read: Option<(String, Option<Source>)>,
}

impl Choice<'_> {
    /// Shows, waits for an event, answers; until the choice is made. Whatever takes an event out is followed by a frame: one
    /// that came just after the wait ended would else stay unseen until the next.
    fn made(mut self) -> anyhow::Result<Outcome> {
        let theme = if self.screen.has_colors() { Theme::coloured() } else { Theme::plain() };
        self.answer()?;
        let mut changed = true;
        loop {
            if changed {
                self.set();
                let state = &mut self.state;
                self.screen.draw(|frame| {
                    let seen = draw(frame, state, &theme);
                    state.look(seen);
                })?;
            }
            let first = next_event(TICK)?;
            if let Some(status) = self.signals.status() {
                return Ok(Outcome::Left(status));
            }
            changed = first.is_some();
            if let Some(event) = first
                && let Some(outcome) = self.take_events(event)?
            {
                return Ok(outcome);
            }
        }
    }

    /// Handles an event and those that wait behind it. Text typed meanwhile is answered at once, not letter by letter; other
    /// keys use that answer.
    fn take_events(&mut self, first: Event) -> anyhow::Result<Option<Outcome>> {
        let mut search = false;
        let mut next = Some(first);
        while let Some(event) = next {
            let types = matches!(
                &event,
                Event::Key(KeyEvent { code: KeyCode::Char(_), modifiers, .. })
                    if !modifiers.contains(KeyModifiers::ALT)
            );
            if search && !types && !matches!(event, Event::Paste(_)) {
                self.answer()?;
                search = false;
            }
            let step = match event {
                Event::Key(key) => self.state.press(key),
                Event::Paste(text) => self.state.paste(&text),
                _ => Step::Stay,
            };
            match step {
                Step::Stay => {}
                Step::Search => search = true,
                Step::Choose(ids) => return Ok(Some(Outcome::Chosen(ids))),
                Step::Leave => return Ok(Some(Outcome::Left(NOTHING_FOUND))),
                Step::Interrupt => return Ok(Some(Outcome::Left(INTERRUPTED))),
                Step::Browse(page) => self.browse(&page),
                Step::Edit { file, line } => self.edit(&file, line)?,
                Step::Copy(text) => {
                    self.screen.copy(&text)?;
                    self.state.report(&format!("copied: {text}"));
                }
            }
            next = next_event(GLANCE)?;
        }
        if search {
            self.answer()?;
        }
        Ok(None)
    }

    /// Answers the state. A query beyond the limits is reported, and the earlier hits stay.
    fn answer(&mut self) -> anyhow::Result<()> {
        match self.finder.answer(&self.state) {
            Ok(answer) => self.state.take(answer),
            Err(error @ Error::QueryLimit { .. }) => self.state.refuse(say(&error.to_string()).into_owned()),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Looks up in its file how the selected talk is set: its lists, its code.
    fn set(&mut self) {
        let Some(talk) = self.state.unset() else { return };
        let file = &talk.source.file;
        let source = match self.read.take().filter(|(read, _)| read == file) {
            Some((_, source)) => source,
            None => document(talk, self.open, LARGEST_SET).ok().map(|document| Source::new(&document)),
        };
        let set = settings(&talk.body.text, &talk.body.lines, source.as_ref());
        self.read = Some((file.clone(), source));
        self.state.set(set);
    }

    fn browse(&mut self, page: &str) {
        match open::browse(page) {
            Ok(()) => self.state.report(&format!("opened: {page}")),
            Err(error) => self.state.report(&error.to_string()),
        }
    }

    /// Lends the terminal to the editor, which may need it.
    fn edit(&mut self, file: &str, line: u32) -> anyhow::Result<()> {
        let path = self.open.index().place(file).unwrap_or_else(|| file.into());
        let (screen, signals) = (&mut self.screen, &self.signals);
        if let Err(error) = screen.lend(|tty| signals.lend(|| open::edit(&path, line, Some(tty))))? {
            self.state.report(&error.to_string());
        }
        Ok(())
    }
}

/// The next event; `None` where none comes within `wait`.
fn next_event(wait: Duration) -> std::io::Result<Option<Event>> {
    if event::poll(wait)? { event::read().map(Some) } else { Ok(None) }
}

/// Prints what was chosen.
fn print(ids: &[String], open: &Open, args: &PickArgs, common: &Common) -> anyhow::Result<()> {
    let find = |id: &String| match open.engine().find(id)? {
        Some(named) => named.talk(),
        None => Err(Error::UnknownId { id: id.clone() }),
    };
    let talks = ids.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let paths = report::paths(common, open.index());
    Ok(report::print(common, args.ends_with_nul, &Picked { talks: &talks, paths: &paths })?)
}
