//! What a person has typed, chosen and sees; keys change it (`keys.rs`), nothing else does.

use super::line::Line;
use super::{Answer, Narrowing};
use crate::output::hyperlink;
use crate::output::language::say;
use crate::output::layout::{Setting, settings};
use crate::output::whereabouts::Whereabouts;
use crate::snippet::{Highlighter, Mark};
use crate::talk::{Kind, Talk};
use std::borrow::Cow;

/// Talks asked for at once; more come as the selection nears the last.
const PAGE: usize = 50;

/// What is to be done after a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing but showing the state.
    Stay,
    /// Answering it anew.
    Search,
    /// Opening an address in the browser.
    Browse(String),
    /// Opening a recap, as the index names it, in the editor.
    Edit {
        /// The recap.
        file: String,
        /// The line of the talk, from 1.
        line: u32,
    },
    /// Copying this to the clipboard.
    Copy(String),
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
    pub(super) query: Line,
    pub(super) narrowing: Narrowing,
    /// Years to filter by, the newest first.
    pub(super) years: Vec<i32>,
    pub(super) talks: Vec<Talk>,
    total: usize,
    highlighter: Highlighter,
    /// Marks in the text of the selected talk.
    marks: Vec<Mark>,
    /// How the lines of its text are set; `None` before that was looked up.
    set: Option<Vec<Setting>>,
    pub(super) selected: usize,
    /// Ids of marked talks, in the order they were marked.
    marked: Vec<String>,
    /// First line shown of the selected talk; `None`: where the first mark is seen.
    scroll: Option<usize>,
    wanted: usize,
    pub(super) help: bool,
    /// What there is to say of the answer.
    note: Option<String>,
    /// What there is to say of the last key.
    pub(super) said: Option<String>,
    pub(super) seen: Seen,
    /// Where recaps lie; `None` names them as the index does.
    whereabouts: Option<Whereabouts>,
}

impl State {
    /// With something typed already, and the years that can be filtered by.
    pub fn new(query: &str, years: Vec<i32>) -> Self {
        State { query: Line::new(query), years, wanted: PAGE, ..State::default() }
    }

    /// Says where recaps lie as they can be opened.
    #[must_use]
    pub fn placed(self, whereabouts: Whereabouts) -> Self {
        State { whereabouts: Some(whereabouts), ..self }
    }

    /// What is typed.
    pub fn query(&self) -> &Line {
        &self.query
    }

    /// What narrows the talks that are shown.
    pub fn narrowing(&self) -> &Narrowing {
        &self.narrowing
    }

    /// The one kind that is shown; `None` for all.
    pub fn kind(&self) -> Option<Kind> {
        self.narrowing.kind
    }

    /// The one year that is shown; `None` for all.
    pub fn year(&self) -> Option<i32> {
        self.narrowing.year
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

    /// The selected talk, where nobody has said yet how its text is set.
    pub fn unset(&self) -> Option<&Talk> {
        self.talks.get(self.selected).filter(|_| self.set.is_none())
    }

    /// Says how the lines of the selected talk are set.
    pub fn set(&mut self, set: Vec<Setting>) {
        self.set = Some(set);
    }

    /// How the lines of a talk are set: by its file, where that was looked up, else by the places of its lines.
    pub(super) fn settings(&self, talk: &Talk) -> Cow<'_, [Setting]> {
        let known = self.set.as_deref().map(Cow::Borrowed);
        known.unwrap_or_else(|| settings(&talk.body.text, &talk.body.lines, None).into())
    }

    /// First line to show of the selected talk; `None`: where its first mark is seen.
    pub fn scroll(&self) -> Option<usize> {
        self.scroll
    }

    /// Whether the keys are explained.
    pub fn help(&self) -> bool {
        self.help
    }

    /// What there is to say of the last key, else of the answer.
    pub fn note(&self) -> Option<&str> {
        self.said.as_deref().or(self.note.as_deref())
    }

    /// Where a talk stands, as it can be opened.
    pub(super) fn place(&self, talk: &Talk) -> String {
        let file = self.whereabouts.as_ref().map(|all| all.from_here(&talk.source.file));
        format!("{}:{}", file.as_deref().unwrap_or(&talk.source.file), talk.source.first_line)
    }

    /// Takes in an answer to what is typed.
    pub fn take(&mut self, answer: Answer) {
        self.talks = answer.talks;
        self.total = answer.total;
        self.highlighter = answer.highlighter;
        let said =
            |c: &crate::query::plan::Correction| say(&format!("{} taken for {}", c.from, c.to)).into_owned();
        let absent = |s: &crate::query::plan::Suggestion| {
            let meant = s.meant.first().map(|meant| format!("; {meant}?")).unwrap_or_default();
            say(&format!("no talk says {}{meant}", s.word)).into_owned()
        };
        let corrections = answer.corrections.iter().map(said);
        let misread = answer.misread.iter().map(|message| say(message).into_owned());
        let notes: Vec<String> =
            misread.chain(corrections).chain(answer.suggestions.iter().map(absent)).collect();
        self.note = (!notes.is_empty()).then(|| notes.join(", "));
        self.select(self.selected);
    }

    /// Says what is wrong with what is typed; what was found before stays.
    pub fn refuse(&mut self, reason: String) {
        self.note = Some(reason);
    }

    /// Says what became of the last key, until the next.
    pub fn report(&mut self, what: &str) {
        self.said = Some(say(what).into_owned());
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

    /// Edits the line; asks anew where that changed what it says.
    pub(super) fn edit(&mut self, edit: impl FnOnce(&mut Line)) -> Step {
        let before = self.query.text().to_owned();
        edit(&mut self.query);
        if self.query.text() == before { Step::Stay } else { self.anew() }
    }

    /// Another question: the best talk is selected again.
    pub(super) fn anew(&mut self) -> Step {
        (self.selected, self.scroll, self.wanted) = (0, None, PAGE);
        Step::Search
    }

    pub(super) fn go_by(&mut self, distance: isize) -> Step {
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
        self.set = None;
        let body = self.talks.get(place).map_or("", |talk| &talk.body.text);
        self.marks = self.highlighter.marks(body);
    }

    pub(super) fn mark(&mut self) {
        let Some(talk) = self.talks.get(self.selected) else { return };
        match self.marked.iter().position(|id| *id == talk.id) {
            Some(at) => drop(self.marked.remove(at)),
            None => self.marked.push(talk.id.clone()),
        }
    }

    pub(super) fn scroll_by(&mut self, distance: isize) {
        let last = self.seen.lines.saturating_sub(self.seen.room);
        self.scroll = Some(self.scroll.unwrap_or(self.seen.top).saturating_add_signed(distance).min(last));
    }

    /// The marked talks, else the selected one, else nothing yet.
    pub(super) fn choose(&self) -> Step {
        let selected = self.talks.get(self.selected);
        match (self.marked.as_slice(), selected) {
            ([], None) => Step::Stay,
            ([], Some(talk)) => Step::Choose(vec![talk.id.clone()]),
            (marked, _) => Step::Choose(marked.to_vec()),
        }
    }
    /// The page of the selected talk, in the browser.
    pub(super) fn browse(&mut self) -> Step {
        self.linked(Step::Browse)
    }

    /// The recap of the selected talk, at its line.
    pub(super) fn edit_file(&self) -> Step {
        let edit = |talk: &Talk| Step::Edit { file: talk.source.file.clone(), line: talk.source.first_line };
        self.talks.get(self.selected).map_or(Step::Stay, edit)
    }

    /// The id of the selected talk, to the clipboard.
    pub(super) fn copy_id(&self) -> Step {
        self.talks.get(self.selected).map_or(Step::Stay, |talk| Step::Copy(talk.id.clone()))
    }

    /// The page of the selected talk, to the clipboard.
    pub(super) fn copy_link(&mut self) -> Step {
        self.linked(Step::Copy)
    }

    fn linked(&mut self, step: impl FnOnce(String) -> Step) -> Step {
        let Some(talk) = self.talks.get(self.selected) else { return Step::Stay };
        match hyperlink::page(talk) {
            Some(page) => step(page),
            None => self.cannot("of this talk no page is known"),
        }
    }

    /// Says why a key does nothing.
    pub(super) fn cannot(&mut self, why: &str) -> Step {
        self.report(why);
        Step::Stay
    }
}
