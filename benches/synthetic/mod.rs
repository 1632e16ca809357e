//! A made-up corpus of French conference talks, of any size and always the same.
//!
//! Talk i depends on nothing but the seed and i, so a corpus is the beginning of every larger one. It is written as
//! ready-cut talks (JSON Lines with the keys of `recaps export`) and as recaps of twelve talks in several layouts, which
//! the ingester cuts into exactly these talks (`check` of benches/peers verifies it).
//!
//! Words are planted so that every size has known hits: [`RARE`] in one talk of 5,000, [`PHRASE`] in one of 1,000.

#![allow(dead_code, reason = "each program that takes this in uses its part")]

mod dice;
mod layout;
mod words;

use dice::Dice;
use serde_json::json;
pub(crate) use words::Words;

/// Talks of a recap.
pub(crate) const PER_RECAP: u64 = 12;
/// Stands in the talks whose number leaves 2,500 when divided by 5,000, and nowhere else.
pub(crate) const RARE: &str = "vertugadin";
/// Stands in the talks whose number leaves 500 when divided by 1,000, and nowhere else.
pub(crate) const PHRASE: &str = "mirliton boréal";

/// What is drawn, for the dice.
const TALK: u64 = 3;
const RECAP: u64 = 4;

/// One made-up talk.
pub(crate) struct Talk {
    /// From 0.
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) speakers: Vec<String>,
    pub(crate) organisation: &'static str,
    /// From 1 to 5.
    pub(crate) mark: usize,
    pub(crate) link: String,
    pub(crate) paragraphs: Vec<String>,
}

/// Twelve talks of one event; the last recap of a corpus may have fewer.
pub(crate) struct Recap {
    /// From 0.
    pub(crate) number: u64,
    pub(crate) event: &'static str,
    pub(crate) year: u16,
    pub(crate) talks: Vec<Talk>,
}

impl Talk {
    /// The talk of a number.
    fn new(words: &Words, seed: u64, number: u64) -> Talk {
        let mut dice = Dice::new(seed, TALK, number);
        let length = 4 + dice.below(5);
        let title = words.title(&mut dice, length);
        let speakers = (0..1 + dice.below(3)).map(|_| words.person(&mut dice)).collect();
        let organisation = dice.pick(&words.organisations);
        let mark = 1 + dice.below(5);
        let link = link(&mut dice);
        // Many short talks and some long ones.
        let mut left = 60 + (330.0 * dice.unit().powf(1.3)) as usize;
        let mut paragraphs = Vec::new();
        while left > 0 {
            let count = (30 + dice.below(50)).min(left);
            left -= count;
            // A few words at the end would look like a heading.
            let count = if left < 20 { count + std::mem::take(&mut left) } else { count };
            let mut paragraph = String::with_capacity(count * 8);
            words.prose(&mut dice, count, &mut paragraph);
            paragraphs.push(paragraph);
        }
        let mut plant = |planted: &str| {
            let at = dice.below(paragraphs.len());
            paragraphs[at].push_str(&format!(" On y croise aussi le {planted}, une fois pour toutes."));
        };
        if number % 5000 == 2500 {
            plant(RARE);
        }
        if number % 1000 == 500 {
            plant(PHRASE);
        }
        Talk { number, title, speakers, organisation, mark, link, paragraphs }
    }

    /// The text.
    pub(crate) fn body(&self) -> String {
        self.paragraphs.join("\n\n")
    }
}

impl Recap {
    /// The recap of a number, in a corpus of `talks` talks.
    pub(crate) fn new(words: &Words, seed: u64, number: u64, talks: u64) -> Recap {
        let mut dice = Dice::new(seed, RECAP, number);
        let event = dice.pick(&words.events);
        let year = 2013 + dice.below(13) as u16;
        let end = ((number + 1) * PER_RECAP).min(talks);
        let talks = (number * PER_RECAP..end).map(|n| Talk::new(words, seed, n)).collect();
        Recap { number, event, year, talks }
    }

    /// Its file, from the folder of the corpus: a thousand files a folder.
    pub(crate) fn file(&self) -> String {
        format!("{:03}/recap-{:06}.{}", self.number / 1000, self.number, layout::extension(self.number))
    }

    /// Its text, in the layout that its number decides.
    pub(crate) fn text(&self) -> String {
        layout::write(self)
    }

    /// Its talks ready-cut, one a line.
    pub(crate) fn lines(&self) -> String {
        let mut lines = String::with_capacity(self.talks.len() * 2048);
        for talk in &self.talks {
            let line = json!({
                "id": format!("recap-{:06}/{}", self.number, talk.number),
                "title": talk.title,
                "event": self.event,
                "year": self.year,
                "speakers": talk.speakers,
                "organisations": [talk.organisation],
                "links": [{ "url": talk.link }],
                "rating": { "raw": format!("{}/5", talk.mark), "value": talk.mark },
                "body": talk.body(),
            });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
        lines
    }
}

/// Recaps of a corpus of `talks` talks.
pub(crate) fn recaps(talks: u64) -> u64 {
    talks.div_ceil(PER_RECAP)
}

/// An address of a programme.
fn link(dice: &mut Dice) -> String {
    const SIGNS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let code: String = (0..5).map(|_| char::from(dice.pick(SIGNS))).collect();
    format!("https://sched.co/{code}")
}
