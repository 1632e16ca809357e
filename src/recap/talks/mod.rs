//! From units to talks: their kind and people, the facts of the whole recap, ids, and warnings about the cut.

pub(in crate::recap) mod about;
mod city;
pub(in crate::recap) mod conferences;
pub(in crate::recap) mod day;
mod edition;
mod full_name;
mod held;
pub(in crate::recap) mod id;
pub(in crate::recap) mod kind;
pub(in crate::recap) mod kinds;
pub(in crate::recap) mod lint;
mod listed;
pub(in crate::recap) mod occasion;
pub(in crate::recap) mod part_writers;
mod posted;
pub(in crate::recap) mod programme;
pub(in crate::recap) mod quotes;
pub(in crate::recap) mod session;
pub(in crate::recap) mod siblings;
mod signature;
mod unlisted;
mod wording;
