//! What a line that is a field of a session holds, and which labels announce it.

use crate::recap::mentions::person::Person;
use crate::recap::words::fold::label;
use crate::recap::words::lexicon::LABELS;
use crate::talk::Rating;

/// What a field of a session holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Who gave it.
    Speakers,
    /// Who wrote this part of the recap.
    Writers,
    /// Who wrote the whole recap.
    Authors,
    /// A company.
    Organisations,
    /// A mark.
    Rating,
    /// A day.
    Date,
    /// Anything else: room, level, programme, notes.
    Field,
    /// Persons, without a word on what they did.
    Names,
    /// Persons in brackets, without a word on what they did.
    Bracketed,
}

/// A line that is a field.
#[derive(Clone, Debug)]
pub(crate) struct Byline {
    /// What it holds.
    pub role: Role,
    /// The persons it names.
    pub people: Vec<Person>,
    /// What stands after the label; empty where the list follows on the next lines.
    pub value: String,
    /// The mark that ends the line.
    pub rating: Option<Rating>,
}

/// What the label announces.
pub(crate) fn role(text: &str) -> Option<Role> {
    Some(match LABELS.class(&label(text))? {
        "speakers" => Role::Speakers,
        "writers" => Role::Writers,
        "authors" => Role::Authors,
        "organisations" => Role::Organisations,
        "rating" => Role::Rating,
        "date" => Role::Date,
        "title" | "remark" | "aside" | "support" | "pointer" | "icon" => return None,
        _ => Role::Field,
    })
}
