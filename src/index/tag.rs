//! What a talk is looked up by as a whole: a term each, all in one field, because every field costs a dictionary.

/// A kind of tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// The id as the recap alone makes it.
    Id,
    /// The file of the recap.
    File,
    /// What it shares with the same session told by another recap ([`crate::recap::session_keys`]).
    Session,
    /// The kind of unit.
    Kind,
    /// A kind of link it has.
    Has,
}

impl Tag {
    /// The term of a value, or how the terms of values that begin so begin.
    pub(crate) fn of(self, value: &str) -> String {
        let name = match self {
            Tag::Id => "id",
            Tag::File => "file",
            Tag::Session => "session",
            Tag::Kind => "kind",
            Tag::Has => "has",
        };
        format!("{name}={value}")
    }
}
