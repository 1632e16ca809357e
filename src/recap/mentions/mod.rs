//! What a line names: people and those they work for, titles, days, events, marks, links.
//!
//! `person` recognises a name by its shape and its words, `account` by its link, `institution` the name of a public body.
//! Fields and lists are read by `byline`, `names_line` and `name_list` with `name_seams`; headings by `title` with
//! `title_lead`, `title_end`, `title_people`, `title_sides`, `title_whole` and `company_in_title`; prose by `name_group` (persons side
//! by side), `sentence` (what is said of them), `presenter` (who gave a session, with `persons`), `company_after_name`, `company_in_prose` with `company_patterns`,
//! `company_at_work`, `company_of_named` and `around_company` (for whom); `job` takes a company out of a job.

pub(in crate::recap) mod account;
mod around_company;
pub(in crate::recap) mod byline;
mod company;
pub(in crate::recap) mod company_after_name;
mod company_at_work;
pub(in crate::recap) mod company_in_prose;
pub(in crate::recap) mod company_in_title;
mod company_of_named;
mod company_patterns;
pub(in crate::recap) mod event;
pub(in crate::recap) mod institution;
mod job;
pub(in crate::recap) mod links;
mod name_group;
pub(in crate::recap) mod name_list;
mod name_seams;
mod names_line;
pub(in crate::recap) mod passing;
pub(in crate::recap) mod person;
pub(in crate::recap) mod persons;
pub(in crate::recap) mod presenter;
pub(in crate::recap) mod rating;
mod role;
pub(in crate::recap) mod rule;
mod sentence;
pub(in crate::recap) mod title;
mod title_end;
mod title_lead;
pub(in crate::recap) mod title_people;
mod title_sides;
pub(in crate::recap) mod title_whole;

pub(in crate::recap) use crate::recap::words::when;
