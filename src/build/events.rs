//! The gazetteer of events as tables: to read it takes longer than to cut a recap.
//!
//! Names are pieces of one text. As texts of their own each of them would be an address, which the loader fills in whenever the
//! program starts.

use crate::letters;
use serde::Deserialize;
use std::collections::HashMap;
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

/// Texts in one text, each once.
#[derive(Default)]
struct Texts {
    text: String,
    places: HashMap<String, usize>,
}

impl Texts {
    /// The code of the piece that holds a text.
    fn piece(&mut self, of: &str) -> String {
        let start = *self.places.entry(of.to_owned()).or_insert_with(|| {
            self.text.push_str(of);
            self.text.len() - of.len()
        });
        format!("Piece({start}, {})", start + of.len())
    }
}

/// The code of the events, of all their names and words, and of the order of these.
pub(crate) fn code(file: &str) -> Result<String, Box<dyn Error>> {
    let Table { event: events } = toml::from_str(file)?;
    let mut words: Vec<String> = Vec::new();
    let mut texts = Texts::default();
    let (mut rows, mut listed) = (String::new(), String::new());
    for event in &events {
        let mut add = |names: &mut dyn Iterator<Item = &'_ String>, is_name: bool| {
            let from = words.len();
            for written in names {
                let bare = bare(written);
                let (written, of_bare) = (texts.piece(written), texts.piece(&bare));
                listed.push_str(&format!(
                    "    Word {{ written: {written}, bare: {of_bare}, names: {is_name} }},\n"
                ));
                words.push(bare);
            }
            from..words.len()
        };
        let strong = add(&mut std::iter::once(&event.name).chain(&event.aliases), true);
        let weak = add(&mut event.weak.iter(), true);
        let near = add(&mut event.near.iter(), false);
        let name = texts.piece(&event.name);
        let mut maybe = |text: &Option<String>| match text {
            Some(text) => format!("Some({})", texts.piece(text)),
            None => "None".to_owned(),
        };
        let (short, city) = (maybe(&event.short), maybe(&event.city));
        rows.push_str(&format!(
            "    Event {{ name: {name}, short: {short}, city: {city}, strong: {strong:?}, weak: {weak:?}, near: {near:?} }},\n"
        ));
    }
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by_key(|&number| &words[number]);
    Ok(format!(
        "/// The events.\npub(crate) static EVENTS: &[Event] = &[\n{rows}];\n\n/// Their names and words.\nstatic WORDS: &[Word] = &[\n{listed}];\n\n\
         /// The numbers of the words in the order of their bare forms.\nstatic IN_ORDER: &[usize] = &{order:?};\n\n\
         /// All of this, put together.\nstatic TEXT: &str = {:?};\n",
        texts.text
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
