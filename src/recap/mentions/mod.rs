//! What a line names: people and those they work for, titles, days, events, marks, links.

pub(in crate::recap) mod affiliation;
pub(in crate::recap) mod byline;
pub(in crate::recap) mod employer;
pub(in crate::recap) mod event;
pub(in crate::recap) mod institution;
pub(in crate::recap) mod links;
pub(in crate::recap) mod people;
pub(in crate::recap) mod person;
pub(in crate::recap) mod presenter;
pub(in crate::recap) mod rating;
pub(in crate::recap) mod rule;
pub(in crate::recap) mod title;
pub(in crate::recap) mod title_people;

pub(in crate::recap) use crate::recap::words::when;
