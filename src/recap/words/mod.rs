//! Words: the forms they are compared in, the lists they are looked up in, and where they stand in the file.

pub(crate) mod fold;
pub(crate) mod lexicon;
pub(crate) mod names;
pub(in crate::recap) mod span;
pub(crate) mod token;
