//! Pairs to the `[[talk]]` tables of a sidecar; what a person wrote there stays as it is.

use super::Session;
use super::matching::Pair;
use crate::recap::LONGEST_NOTED;
use crate::talk::Talk;
use std::collections::HashSet;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// The sidecar `old` with a table for every pair. Tables of the same origin are made anew, those of another and all else are
/// kept. An error says why `old` cannot be read.
pub fn write(
    old: &str,
    talks: &[Talk],
    sessions: &[Session],
    pairs: &[Pair],
    origin: &str,
) -> Result<String, String> {
    let mut file: DocumentMut =
        old.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let mut tables = ArrayOfTables::new();
    if let Some(kept) = file.get("talk") {
        // `talk = [{ … }]` says the same as `[[talk]]`.
        let Ok(kept) = kept.clone().into_array_of_tables() else {
            return Err("`talk` is no list of tables".to_owned());
        };
        let others = kept.iter().filter(|table| table.get("origin").and_then(Item::as_str) != Some(origin));
        others.for_each(|table| tables.push(table.clone()));
    }
    let known: HashSet<String> =
        tables.iter().filter_map(|table| Some(table.get("title")?.as_str()?.to_owned())).collect();
    for pair in pairs {
        let (talk, session) = (&talks[pair.talk], &sessions[pair.session]);
        if !known.contains(&talk.title) {
            tables.push(table(talk, session, origin));
        }
    }
    match tables.is_empty() {
        true => drop(file.remove("talk")),
        false => drop(file.insert("talk", Item::ArrayOfTables(tables))),
    }
    Ok(file.to_string())
}

fn table(talk: &Talk, session: &Session, origin: &str) -> Table {
    let mut table = Table::new();
    let mut set = |key: &str, text: Option<&str>| {
        if let Some(text) = text {
            table.insert(key, value(text));
        }
    };
    set("title", Some(&talk.title));
    set("origin", Some(origin));
    // The title in the language of the recap, if the programme has several, is the one that differs least.
    let official = session.titles.iter().find(|title| **title == talk.title).or(session.titles.first());
    set("official_title", official.filter(|title| **title != talk.title).map(String::as_str));
    set("start", session.start.as_deref());
    set("room", session.room.as_deref());
    set("url", session.url.as_deref());
    set("video", session.video.as_deref());
    let names: Vec<&str> = session.people.iter().map(|person| person.name.as_str()).collect();
    let mut organisations: Vec<&str> = Vec::new();
    for organisation in session.people.iter().filter_map(|person| person.organisation.as_deref()) {
        if !organisations.contains(&organisation) {
            organisations.push(organisation);
        }
    }
    for (key, list) in [("speakers", names), ("organisations", organisations)] {
        // As many as a sidecar may have.
        let length: usize = list.iter().map(|name| name.len()).sum();
        if !list.is_empty() && length <= LONGEST_NOTED {
            table.insert(key, value(list.into_iter().collect::<Array>()));
        }
    }
    table
}
