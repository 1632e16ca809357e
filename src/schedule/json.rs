//! Programmes in JSON: frab's `schedule.json`, pretalx' submissions, every view of Sessionize.
//!
//! Shapes differ from version to version, names of fields hardly do. So the whole tree is walked: an object with a title and
//! either people, a time or a room is a session; objects with a full name or a name under an id are what ids refer to.

use super::{MOST_PEOPLE, Person, Session, address, leads_to_recording, local_time, tidy};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::HashMap;

type Object = Map<String, Value>;

/// What ids of people and rooms stand for.
struct Names<'v> {
    of: HashMap<String, &'v Object>,
    /// Bytes that may still be taken from them: each stands in the file once, and any number of sessions may name it.
    left: Cell<Option<usize>>,
}

/// Bytes that even the smallest programme may have of its people and rooms, beside ten times its own length.
const LEAST_NAMED: usize = 1_000_000;

impl<'v> Names<'v> {
    fn get(&self, id: &str) -> Option<&'v Object> {
        self.of.get(id).copied()
    }

    /// A text that an id stands for; `None` where there was too much of them.
    fn taken(&self, text: String) -> Option<String> {
        self.left.set(self.left.get().and_then(|left| left.checked_sub(text.len())));
        self.left.get().map(|_| text)
    }
}

/// The sessions of a file.
pub(super) fn read(text: &str) -> Result<Vec<Session>, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let most = LEAST_NAMED.saturating_add(text.len().saturating_mul(10));
    let mut names = Names { of: HashMap::new(), left: Cell::new(Some(most)) };
    objects(&value, &mut |object| {
        if let Some(id) = object.get("id").and_then(id_of)
            && !is_session(object)
        {
            names.of.entry(id).or_insert(object);
        }
    });
    let mut sessions = Vec::new();
    objects(&value, &mut |object| {
        if is_session(object) {
            sessions.extend(session(object, &names));
        }
    });
    match names.left.get() {
        Some(_) => Ok(sessions),
        None => Err(format!("its sessions name more than {most} bytes of people and rooms")),
    }
}

/// Every object of a tree, outermost first. The parser bounds the depth.
fn objects<'v>(value: &'v Value, see: &mut impl FnMut(&'v Object)) {
    match value {
        Value::Object(object) => {
            see(object);
            object.values().for_each(|value| objects(value, see));
        }
        Value::Array(values) => values.iter().for_each(|value| objects(value, see)),
        _ => {}
    }
}

fn is_session(object: &Object) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|key| object.contains_key(*key));
    has(&["title"])
        && !has(&["days", "conference"])
        && (has(&["speakers", "persons"])
            || has(&["startsAt", "start", "slot", "slots"]) && has(&["room", "roomId", "duration", "slot"]))
}

fn session(object: &Object, names: &Names<'_>) -> Option<Session> {
    let slot = object.get("slot").or_else(|| object.get("slots").and_then(|slots| slots.get(0)));
    let slot = slot.and_then(Value::as_object);
    let field = |key: &str| object.get(key).or_else(|| slot.and_then(|slot| slot.get(key)));
    let mut titles = object.get("title").map(texts).unwrap_or_default();
    titles.extend(object.get("subtitle").map(texts).unwrap_or_default());
    if titles.is_empty() {
        return None;
    }
    let people = ["persons", "speakers"].iter().find_map(|key| object.get(*key)?.as_array());
    let room = field("room").or_else(|| field("roomId"));
    let text = ["abstract", "description"].iter().filter_map(|key| object.get(*key)).flat_map(texts);
    Some(Session {
        titles,
        people: people.into_iter().flatten().take(MOST_PEOPLE).filter_map(|v| person(v, names)).collect(),
        start: ["date", "startsAt", "start"].iter().find_map(|key| local_time(field(key)?.as_str()?)),
        room: room.and_then(|room| name(room, names)),
        url: ["url", "urls"].iter().find_map(|key| address(object.get(*key)?.as_str()?)),
        video: video(object),
        text: text.collect::<Vec<_>>().join("\n"),
    })
}

fn video(object: &Object) -> Option<String> {
    let own = ["recordingUrl", "video", "videoUrl", "recording_url"];
    own.iter().find_map(|key| address(object.get(*key)?.as_str()?)).or_else(|| {
        let links = object.get("links")?.as_array()?.iter().filter_map(Value::as_object);
        links.clone().find_map(|link| {
            leads_to_recording(link.get("title")?.as_str()?).then(|| address(link.get("url")?.as_str()?))?
        })
    })
}

/// A person written out or by id.
fn person(value: &Value, names: &Names<'_>) -> Option<Person> {
    let object = match value {
        Value::Object(object) => object,
        other => match names.get(&id_of(other)?) {
            Some(object) => object,
            None => return tidy(other.as_str()?).map(|name| Person { name, organisation: None }),
        },
    };
    // A short form, as views of sessions give it, may have its full form elsewhere.
    let full = object.get("id").and_then(id_of).and_then(|id| names.get(&id));
    let field = |key: &str| object.get(key).or_else(|| full.and_then(|full| full.get(key)));
    let name = ["fullName", "public_name", "full_public_name", "name"]
        .iter()
        .find_map(|key| tidy(field(key)?.as_str()?))?;
    let own = ["organisation", "organization", "company", "affiliation"];
    let organisation = own.iter().find_map(|key| tidy(field(key)?.as_str()?));
    let tagline = || employer(field("tagLine")?.as_str()?);
    let organisation = organisation.or_else(tagline).and_then(|name| names.taken(name));
    Some(Person { name: names.taken(name)?, organisation })
}

/// The employer of a line such as "Ingénieure chez Nuagerie".
fn employer(line: &str) -> Option<String> {
    let at = [" chez ", " at ", " @ ", " @"]
        .iter()
        .filter_map(|sign| line.rfind(sign).map(|at| (at, sign.len())))
        .max()?;
    tidy(line.get(at.0 + at.1..)?.split([',', '|', '•']).next()?)
}

/// The name of what a value is or refers to.
fn name(value: &Value, names: &Names<'_>) -> Option<String> {
    let named = |object: &Object| object.get("name").map(texts).and_then(|names| names.into_iter().next());
    match value {
        Value::Object(object) => named(object).or_else(|| texts(value).into_iter().next()),
        other => match id_of(other).and_then(|id| names.get(&id)) {
            Some(object) => named(object).and_then(|name| names.taken(name)),
            None => tidy(other.as_str()?),
        },
    }
}

/// The texts of a value: itself, or those of its languages.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => tidy(text).into_iter().collect(),
        Value::Object(languages) => languages.values().filter_map(|text| tidy(text.as_str()?)).collect(),
        _ => Vec::new(),
    }
}

/// An id as a text: numbers and strings are both in use.
fn id_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
