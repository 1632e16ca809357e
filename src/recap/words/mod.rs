//! Words: the forms they are compared in, the lists they are looked up in, dates, and where words stand in the file.

pub(crate) mod fold;
pub(in crate::recap) mod lead;
pub(crate) mod lexicon;
pub(crate) mod names;
pub(in crate::recap) mod pattern;
pub(in crate::recap) mod span;
pub(crate) mod token;
pub(in crate::recap) mod weekday;
pub(in crate::recap) mod when;
pub(in crate::recap) mod years;
