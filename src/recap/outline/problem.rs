//! The labelling problem of a whole recap: all candidates are labelled together.
//!
//! A *template* is the shape of heading (form and level) that opens sessions in a recap. The score
//! of a labelling is a sum over the candidates. Each adds the score of its label by itself, by its relation to the
//! template, and by its relation to the heading that was open before it. The template and the labels with the highest
//! score are the outline.

use super::weights::{Evidence, place};
use std::sync::LazyLock;

/// The label of a candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Label {
    /// It stands inside a unit and opens nothing.
    #[default]
    Inner,
    /// It opens a unit.
    Opens,
    /// It groups the units after it.
    Groups,
}

/// A candidate as the decision sees it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Line of the file, from 1.
    pub line: u32,
    /// Its shape, as an index into [`Problem::templates`].
    pub shape: u8,
    /// Its depth.
    pub level: u8,
    /// Whether it shows the speakers or the time of a session: titles of sessions do, headings inside one do not.
    pub billed: bool,
    /// Whether it is the one heading above all others, which titles the recap and opens no session.
    pub titles: bool,
    /// Its evidence.
    pub evidence: Evidence,
    /// Whether it opens anything, where a sidecar says so.
    pub forced: Option<bool>,
}

/// A shape that may be the one that opens sessions.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// The depth of its candidates.
    pub level: u8,
    /// How many of them are billed: none, some, most.
    pub billed: u8,
    /// Their evidence together.
    pub evidence: Evidence,
}

/// The candidates of a recap and the shapes they have.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// In the order of the recap.
    pub candidates: Vec<Seen>,
    /// One for each shape.
    pub templates: Vec<Template>,
}

/// What is open where a candidate stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Open {
    /// Nothing yet.
    #[default]
    Nothing,
    /// A unit whose heading is not billed.
    Unbilled(u8),
    /// A unit whose heading is billed.
    Billed(u8),
    /// A group.
    Group(u8),
}

impl Open {
    /// What is open after a candidate that has the label, where `self` was open before.
    pub fn after(self, seen: &Seen, label: Label) -> Open {
        match label {
            Label::Inner => self,
            Label::Opens if seen.billed => Open::Billed(seen.level),
            Label::Opens => Open::Unbilled(seen.level),
            Label::Groups => Open::Group(seen.level),
        }
    }
}

/// Names of the rows for a candidate's place to what is open: kind of what is open, relation, billed.
const OPEN_NAMES: [[[&str; 2]; 3]; 4] = [
    [["in.nothing", "in.nothing.billed"]; 3],
    [
        ["in.unbilled.above", "in.unbilled.above.billed"],
        ["in.unbilled.same", "in.unbilled.same.billed"],
        ["in.unbilled.below", "in.unbilled.below.billed"],
    ],
    [
        ["in.billed.above", "in.billed.above.billed"],
        ["in.billed.same", "in.billed.same.billed"],
        ["in.billed.below", "in.billed.below.billed"],
    ],
    [
        ["in.group.above", "in.group.above.billed"],
        ["in.group.same", "in.group.same.billed"],
        ["in.group.below", "in.group.below.billed"],
    ],
];

/// Names of the rows for a candidate's place to the template: relation, how many are billed there, billed.
const TEMPLATE_NAMES: [[[&str; 2]; 3]; 4] = [
    [["at.plain", "at.plain.billed"], ["at.some", "at.some.billed"], ["at.most", "at.most.billed"]],
    [
        ["above.plain", "above.plain.billed"],
        ["above.some", "above.some.billed"],
        ["above.most", "above.most.billed"],
    ],
    [
        ["below.plain", "below.plain.billed"],
        ["below.some", "below.some.billed"],
        ["below.most", "below.most.billed"],
    ],
    [
        ["beside.plain", "beside.plain.billed"],
        ["beside.some", "beside.some.billed"],
        ["beside.most", "beside.most.billed"],
    ],
];

static OPEN: LazyLock<[[[u16; 2]; 3]; 4]> =
    LazyLock::new(|| OPEN_NAMES.map(|kinds| kinds.map(|names| names.map(place))));
static TO_TEMPLATE: LazyLock<[[[u16; 2]; 3]; 4]> =
    LazyLock::new(|| TEMPLATE_NAMES.map(|kinds| kinds.map(|names| names.map(place))));

/// The row for a candidate's place to what is open.
pub fn row_in(open: Open, seen: &Seen) -> u16 {
    let (kind, level) = match open {
        Open::Nothing => (0, 0),
        Open::Unbilled(level) => (1, level),
        Open::Billed(level) => (2, level),
        Open::Group(level) => (3, level),
    };
    let relation = match seen.level.cmp(&level) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Greater => 2,
    };
    OPEN[kind][relation][usize::from(seen.billed)]
}

/// The row for a candidate's place to the template of index `at`.
pub fn row_to(problem: &Problem, at: usize, seen: &Seen) -> u16 {
    let template = &problem.templates[at];
    let relation = if usize::from(seen.shape) == at {
        0
    } else {
        match seen.level.cmp(&template.level) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Greater => 2,
            std::cmp::Ordering::Equal => 3,
        }
    };
    TO_TEMPLATE[relation][usize::from(template.billed.min(2))][usize::from(seen.billed)]
}
