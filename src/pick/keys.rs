//! What each key does to a state, and how the keys are explained.

use super::line::Line;
use super::{State, Step};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// What each key does, for those who ask. Short: it must be read on forty columns.
pub(super) const KEYS: &[(&str, &str)] = &[
    ("↑ ↓ PgUp PgDn", "move in the list"),
    ("Alt-↑ ↓ PgUp…", "scroll the talk"),
    ("Tab", "mark several"),
    ("Enter", "print the ids"),
    ("Esc", "leave with nothing"),
    ("Alt-O Ctrl-O", "open in the browser"),
    ("Alt-F Ctrl-X", "edit at its line"),
    ("Alt-I", "copy the id"),
    ("Alt-L", "copy the link"),
    ("Alt-Y Ctrl-Y", "year: newest, older"),
    ("Alt-E", "event of this talk"),
    ("Alt-S", "speakers of this"),
    ("Alt-K Ctrl-T", "kind of talk"),
    ("Alt-R", "rated 3, 4, 5"),
    ("Alt-V", "with video"),
    ("Alt-A", "no filter"),
    ("Ctrl-U Ctrl-W", "delete line, word"),
    ("F1", "these keys"),
];

/// The same on the last line, as far as there is room: what is needed first comes first.
pub(super) const SHORT_KEYS: &[(&str, &str)] = &[
    ("Enter", "choose"),
    ("Esc", "leave"),
    ("F1", "keys"),
    ("Tab", "mark"),
    ("Alt-O", "open"),
    ("Alt-F", "edit"),
    ("Alt-I", "copy id"),
    ("Alt-L", "copy link"),
    ("Alt-Y", "year"),
    ("Alt-E", "event"),
    ("Alt-S", "speakers"),
    ("Alt-K", "kind"),
    ("Alt-R", "rating"),
    ("Alt-V", "video"),
    ("Alt-A", "no filter"),
];

impl State {
    /// Does what a key is for.
    pub fn press(&mut self, key: KeyEvent) -> Step {
        if key.kind == KeyEventKind::Release {
            return Step::Stay;
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        if control && key.code == KeyCode::Char('c') {
            return Step::Interrupt;
        }
        self.said = None;
        if self.help {
            self.help = false;
            return Step::Stay;
        }
        match key.code {
            KeyCode::Esc => return Step::Leave,
            KeyCode::Enter => return self.choose(),
            KeyCode::F(1) => self.help = true,
            KeyCode::Char('?') if self.query.text().is_empty() => self.help = true,
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => {
                return self.walk(key.code, key.modifiers);
            }
            KeyCode::Tab | KeyCode::BackTab => {
                self.mark();
                return self.go_by(if key.code == KeyCode::Tab { 1 } else { -1 });
            }
            KeyCode::Left if control || alt => self.query.word_left(),
            KeyCode::Right if control || alt => self.query.word_right(),
            KeyCode::Left => self.query.left(),
            KeyCode::Right => self.query.right(),
            KeyCode::Home => self.query.home(),
            KeyCode::End => self.query.end(),
            KeyCode::Backspace if control || alt => return self.edit(Line::delete_word),
            KeyCode::Backspace => return self.edit(Line::delete_before),
            KeyCode::Delete => return self.edit(Line::delete_after),
            KeyCode::Char(c) if control => return self.control(c),
            KeyCode::Char(c) if alt => return self.alternate(c),
            KeyCode::Char(c) => return self.edit(|query| query.insert(c.encode_utf8(&mut [0; 4]))),
            _ => {}
        }
        Step::Stay
    }

    /// Moves in the list; with Alt or Shift in the text of the talk.
    fn walk(&mut self, code: KeyCode, modifiers: KeyModifiers) -> Step {
        let aside = modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SHIFT);
        let page = if aside { self.seen.room } else { self.seen.rows }.max(1) as isize;
        let distance = match code {
            KeyCode::Up => -1,
            KeyCode::Down => 1,
            KeyCode::PageUp => -page,
            _ => page,
        };
        if aside {
            self.scroll_by(distance);
            return Step::Stay;
        }
        self.go_by(distance)
    }

    /// Keys as readline has them; the first letter that is free for the rest.
    fn control(&mut self, c: char) -> Step {
        match c {
            'a' => self.query.home(),
            'e' => self.query.end(),
            'b' => self.query.left(),
            'f' => self.query.right(),
            'h' => return self.edit(Line::delete_before),
            'd' => return self.edit(Line::delete_after),
            'u' => return self.edit(Line::delete_all_before),
            'w' => return self.edit(Line::delete_word),
            'p' => return self.go_by(-1),
            'n' => return self.go_by(1),
            't' => return self.alternate('k'),
            'y' => return self.alternate('y'),
            'o' => return self.alternate('o'),
            'x' => return self.alternate('f'),
            _ => {}
        }
        Step::Stay
    }

    /// Filters, and what is done with the selected talk.
    fn alternate(&mut self, c: char) -> Step {
        match c.to_ascii_lowercase() {
            'k' => self.narrowing.next_kind(),
            'y' => self.narrowing.next_year(&self.years),
            'r' => self.narrowing.next_rating(),
            'v' => self.narrowing.video = !self.narrowing.video,
            'a' => self.narrowing = Default::default(),
            'e' => {
                if !self.narrowing.turn_event(self.talks.get(self.selected)) {
                    return self.cannot("of this talk no event is known");
                }
            }
            's' => {
                if !self.narrowing.turn_speakers(self.talks.get(self.selected)) {
                    return self.cannot("of this talk no speaker is known");
                }
            }
            'o' => return self.browse(),
            'f' => return self.edit_file(),
            'i' => return self.copy_id(),
            'l' => return self.copy_link(),
            _ => return Step::Stay,
        }
        self.anew()
    }
}
