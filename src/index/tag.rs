//! What a talk is looked up by as a whole: a term each, all in one field, because every field costs a dictionary.

/// A kind of tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// The file of the recap.
    File,
    /// The kind of unit.
    Kind,
    /// A kind of link it has.
    Has,
    /// What its recap is filed under, folded.
    Label,
    /// Its language.
    Language,
    /// A folded word of the names of the authors of its recap, where this part of it names no writer.
    Author,
}

impl Tag {
    /// The term of a value, or how the terms of values that begin so begin.
    pub(crate) fn of(self, value: &str) -> String {
        let name = match self {
            Tag::File => "file",
            Tag::Kind => "kind",
            Tag::Has => "has",
            Tag::Label => "label",
            Tag::Language => "lang",
            Tag::Author => "author",
        };
        format!("{name}={value}")
    }
}
