//! The gazetteer of events as tables: to read it takes longer than to cut a recap.

use crate::letters;
use serde::Deserialize;
use std::error::Error;

/// An event of `events.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
    short: Option<String>,
    city: Option<String>,
    #[serde(rename = "month")]
    _month: Option<u8>,
}

#[derive(Deserialize)]
struct Table {
    event: Vec<Event>,
}

/// The code of the events, of all their names and words, and of the order of these.
pub(crate) fn code(file: &str) -> Result<String, Box<dyn Error>> {
    let Table { event: events } = toml::from_str(file)?;
    let mut words: Vec<String> = Vec::new();
    let (mut rows, mut listed) = (String::new(), String::new());
    for event in &events {
        let mut add = |names: &mut dyn Iterator<Item = &'_ String>, is_name: bool| {
            let from = words.len();
            for written in names {
                let bare = bare(written);
                listed.push_str(&format!(
                    "    Word {{ written: {written:?}, bare: {bare:?}, names: {is_name} }},\n"
                ));
                words.push(bare);
            }
            from..words.len()
        };
        let strong = add(&mut std::iter::once(&event.name).chain(&event.aliases), true);
        let weak = add(&mut event.weak.iter(), true);
        let near = add(&mut event.near.iter(), false);
        let Event { name, short, city, .. } = event;
        rows.push_str(&format!(
            "    Event {{ name: {name:?}, short: {short:?}, city: {city:?}, strong: {strong:?}, weak: {weak:?}, near: {near:?} }},\n"
        ));
    }
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by_key(|&number| &words[number]);
    Ok(format!(
        "/// The events.\npub(crate) static EVENTS: &[Event] = &[\n{rows}];\n\n/// Their names and words.\nstatic WORDS: &[Word] = &[\n{listed}];\n\n\
         /// The numbers of the words in the order of their bare forms.\nstatic IN_ORDER: &[usize] = &{order:?};\n"
    ))
}

/// Folded letters and digits, everything else a single space, as `src/recap/words/fold.rs` has it.
fn bare(text: &str) -> String {
    let mut bare = String::new();
    for c in text.chars() {
        letters::open(c, &mut |c| bare.push(if c.is_alphanumeric() { c } else { ' ' }));
    }
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
