//! A choice in the making, on a terminal in memory.

use crate::common::Fixture;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Modifier;
use recaps::engine::Engine;
use recaps::pick::{Finder, State, Step, Theme, draw};
use recaps::query::plan::Settings;

/// The finder, its state and what is drawn of it.
pub(crate) struct Choice<'i> {
    pub(crate) finder: Finder<'i>,
    pub(crate) state: State,
    pub(crate) terminal: Terminal<TestBackend>,
}

impl<'i> Choice<'i> {
    pub(crate) fn new(fixture: &'i Fixture, width: u16, height: u16) -> Self {
        let finder = Finder::new(Engine::Folder(&fixture.index), Settings::default());
        let state = State::new("", fixture.index.years().expect("years"));
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        let mut choice = Choice { finder, state, terminal };
        choice.after(Step::Search);
        choice
    }

    pub(crate) fn after(&mut self, step: Step) -> Step {
        if step == Step::Search {
            let answer = self.finder.answer(&self.state).expect("an answer");
            self.state.take(answer);
        }
        self.draw(&Theme::plain());
        step
    }

    pub(crate) fn draw(&mut self, theme: &Theme) {
        let state = &mut self.state;
        let drawn = self.terminal.draw(|frame| {
            let seen = draw(frame, state, theme);
            state.look(seen);
        });
        drawn.expect("a frame");
    }

    pub(crate) fn press(&mut self, code: KeyCode) -> Step {
        self.press_with(code, KeyModifiers::NONE)
    }

    pub(crate) fn press_with(&mut self, code: KeyCode, modifiers: KeyModifiers) -> Step {
        let step = self.state.press(KeyEvent::new(code, modifiers));
        self.after(step)
    }

    pub(crate) fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            self.press(KeyCode::Char(c));
        }
    }

    pub(crate) fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let row = |y| (0..buffer.area.width).map(move |x| buffer[(x, y)].symbol()).collect::<String>();
        (0..buffer.area.height).map(|y| row(y).trim_end().to_owned() + "\n").collect()
    }

    /// The text of all cells that look so, a space between those apart.
    pub(crate) fn with(&self, modifier: Modifier) -> Vec<String> {
        let (buffer, mut words) = (self.buffer(), vec![String::new()]);
        for cell in buffer.content() {
            match cell.modifier.contains(modifier) {
                true => words.last_mut().expect("one").push_str(cell.symbol()),
                false => words.push(String::new()),
            }
        }
        words.into_iter().filter(|word| !word.is_empty()).collect()
    }

    pub(crate) fn titles(&self) -> Vec<&str> {
        self.state.talks().iter().map(|talk| talk.title.as_str()).collect()
    }
}
