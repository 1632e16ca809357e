//! What a person has typed, chosen and sees; keys change it, nothing else does.

use super::Answer;
use super::line::Line;
use crate::snippet::{Highlighter, Mark};
use crate::talk::{Kind, Talk};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// Talks asked for at once; more come as the selection nears the last.
const PAGE: usize = 50;

/// Kinds in the order in which a key goes through them; `None` for all.
const KINDS: [Option<Kind>; 4] = [None, Some(Kind::Talk), Some(Kind::Keynotes), Some(Kind::Section)];

/// What is to be done after a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing but showing the state.
    Stay,
    /// Answering it anew.
    Search,
    /// Leaving with these ids.
    Choose(Vec<String>),
    /// Leaving with nothing.
    Leave,
    /// Leaving as if interrupted.
    Interrupt,
}

/// What was seen at last: what page keys and scrolling go by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Talks that the list has room for.
    pub rows: usize,
    /// Lines that the text of the selected talk has room for.
    pub room: usize,
    /// Lines that it has.
    pub lines: usize,
    /// The first of them that was shown.
    pub top: usize,
}

/// A choice in the making.
#[derive(Debug, Default)]
pub struct State {
    query: Line,
    kind: Option<Kind>,
    year: Option<i32>,
    /// Years to filter by, the newest first.
    years: Vec<i32>,
    talks: Vec<Talk>,
    total: usize,
    highlighter: Highlighter,
    /// Marks in the text of the selected talk.
    marks: Vec<Mark>,
    selected: usize,
    /// Ids of marked talks, in the order they were marked.
    marked: Vec<String>,
    /// First line shown of the selected talk; `None`: where the first mark is seen.
    scroll: Option<usize>,
    wanted: usize,
    help: bool,
    note: Option<String>,
    seen: Seen,
}

impl State {
    /// With something typed already, and the years that can be filtered by.
    pub fn new(query: &str, years: Vec<i32>) -> Self {
        State { query: Line::new(query), years, wanted: PAGE, ..State::default() }
    }

    /// What is typed.
    pub fn query(&self) -> &Line {
        &self.query
    }

    /// The one kind that is shown; `None` for all.
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// The one year that is shown; `None` for all.
    pub fn year(&self) -> Option<i32> {
        self.year
    }

    /// How many talks are asked for.
    pub fn wanted(&self) -> usize {
        self.wanted
    }

    /// The talks found, the best first; there may be more.
    pub fn talks(&self) -> &[Talk] {
        &self.talks
    }

    /// How many there are in all.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Place of the selected talk among those found.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Ids of the marked talks.
    pub fn marked(&self) -> &[String] {
        &self.marked
    }

    /// Marks the words of the query.
    pub fn highlighter(&self) -> &Highlighter {
        &self.highlighter
    }

    /// Marks in the text of the selected talk.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// First line to show of the selected talk; `None`: where its first mark is seen.
    pub fn scroll(&self) -> Option<usize> {
        self.scroll
    }

    /// Whether the keys are explained.
    pub fn help(&self) -> bool {
        self.help
    }

    /// What there is to say of the answer.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Takes in an answer to what is typed.
    pub fn take(&mut self, answer: Answer) {
        self.talks = answer.talks;
        self.total = answer.total;
        self.highlighter = answer.highlighter;
        let said = |c: &crate::query::plan::Correction| format!("{} taken for {}", c.from, c.to);
        let absent = |s: &crate::query::plan::Suggestion| match s.meant.first() {
            Some(meant) => format!("no talk says {}; {meant}?", s.word),
            None => format!("no talk says {}", s.word),
        };
        let corrections = answer.corrections.iter().map(said);
        let notes: Vec<String> = corrections.chain(answer.suggestions.iter().map(absent)).collect();
        self.note = (!notes.is_empty()).then(|| notes.join(", "));
        self.select(self.selected);
    }

    /// Says what is wrong with what is typed; what was found before stays.
    pub fn refuse(&mut self, reason: String) {
        self.note = Some(reason);
    }

    /// Notes what was seen at last.
    pub fn look(&mut self, seen: Seen) {
        self.seen = seen;
    }

    /// Inserts what was pasted.
    pub fn paste(&mut self, text: &str) -> Step {
        self.query.insert(text);
        self.anew()
    }

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
        if self.help {
            self.help = false;
            return Step::Stay;
        }
        let aside = key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SHIFT);
        match key.code {
            KeyCode::Esc => return Step::Leave,
            KeyCode::Enter => return self.choose(),
            KeyCode::F(1) => self.help = true,
            KeyCode::Char('?') if self.query.text().is_empty() => self.help = true,
            KeyCode::Up if aside => self.scroll_by(-1),
            KeyCode::Down if aside => self.scroll_by(1),
            KeyCode::PageUp if aside => self.scroll_by(-(self.seen.room.max(1) as isize)),
            KeyCode::PageDown if aside => self.scroll_by(self.seen.room.max(1) as isize),
            KeyCode::Up => return self.go_by(-1),
            KeyCode::Down => return self.go_by(1),
            KeyCode::PageUp => return self.go_by(-(self.seen.rows.max(1) as isize)),
            KeyCode::PageDown => return self.go_by(self.seen.rows.max(1) as isize),
            KeyCode::Tab => {
                self.mark();
                return self.go_by(1);
            }
            KeyCode::BackTab => {
                self.mark();
                return self.go_by(-1);
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
            't' => return self.next_kind(),
            'y' => return self.next_year(),
            _ => {}
        }
        Step::Stay
    }

    fn alternate(&mut self, c: char) -> Step {
        match c {
            'k' => self.next_kind(),
            'y' => self.next_year(),
            _ => Step::Stay,
        }
    }

    /// Edits the line; asks anew where that changed what it says.
    fn edit(&mut self, edit: impl FnOnce(&mut Line)) -> Step {
        let before = self.query.text().to_owned();
        edit(&mut self.query);
        if self.query.text() == before { Step::Stay } else { self.anew() }
    }

    fn next_kind(&mut self) -> Step {
        let at = KINDS.iter().position(|kind| *kind == self.kind).unwrap_or(0);
        self.kind = KINDS[(at + 1) % KINDS.len()];
        self.anew()
    }

    /// All years, then the newest, and so on to the oldest.
    fn next_year(&mut self) -> Step {
        let next = match self.year {
            None => 0,
            Some(year) => self.years.iter().position(|known| *known == year).map_or(0, |at| at + 1),
        };
        self.year = self.years.get(next).copied();
        self.anew()
    }

    /// Another question: the best talk is selected again.
    fn anew(&mut self) -> Step {
        (self.selected, self.scroll, self.wanted) = (0, None, PAGE);
        Step::Search
    }

    fn go_by(&mut self, distance: isize) -> Step {
        self.select(self.selected.saturating_add_signed(distance));
        // More is asked for before the last talk is reached, so that page keys do not stop short.
        if self.selected + self.seen.rows >= self.talks.len() && self.talks.len() < self.total {
            self.wanted = self.talks.len() + PAGE.max(2 * self.seen.rows);
            return Step::Search;
        }
        Step::Stay
    }

    /// Selects the talk at a place, or the last one.
    fn select(&mut self, place: usize) {
        let place = place.min(self.talks.len().saturating_sub(1));
        if place != self.selected {
            self.scroll = None;
        }
        self.selected = place;
        let body = self.talks.get(place).map_or("", |talk| &talk.body.text);
        self.marks = self.highlighter.marks(body);
    }

    fn mark(&mut self) {
        let Some(talk) = self.talks.get(self.selected) else { return };
        match self.marked.iter().position(|id| *id == talk.id) {
            Some(at) => drop(self.marked.remove(at)),
            None => self.marked.push(talk.id.clone()),
        }
    }

    fn scroll_by(&mut self, distance: isize) {
        let last = self.seen.lines.saturating_sub(self.seen.room);
        self.scroll = Some(self.scroll.unwrap_or(self.seen.top).saturating_add_signed(distance).min(last));
    }

    /// The marked talks, else the selected one, else nothing yet.
    fn choose(&self) -> Step {
        let selected = self.talks.get(self.selected);
        match (self.marked.as_slice(), selected) {
            ([], None) => Step::Stay,
            ([], Some(talk)) => Step::Choose(vec![talk.id.clone()]),
            (marked, _) => Step::Choose(marked.to_vec()),
        }
    }
}
