//! How well a cut agrees with what a careful reader cut, in every column.

use super::gold::{Annotated, Unit};
use recaps::recap::Cut;
use recaps::talk::{Kind, Talk};
use std::collections::BTreeSet;
use std::fmt;

/// Counts of what was found among what was there.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    right: usize,
    predicted: usize,
    gold: usize,
}

impl Score {
    fn add<T: Ord>(&mut self, predicted: impl IntoIterator<Item = T>, gold: impl IntoIterator<Item = T>) {
        let predicted: BTreeSet<T> = predicted.into_iter().collect();
        let gold: BTreeSet<T> = gold.into_iter().collect();
        self.right += predicted.intersection(&gold).count();
        self.predicted += predicted.len();
        self.gold += gold.len();
    }

    fn join(&mut self, other: Score) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }

    /// Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was.
    pub(crate) fn f1(self) -> f64 {
        match self.predicted + self.gold {
            0 => 1.0,
            sum => 2.0 * self.right as f64 / sum as f64,
        }
    }
}

/// The columns, as they are called.
pub(crate) const COLUMNS: [&str; 13] = [
    "units",
    "starts",
    "sessions",
    "titles",
    "kinds",
    "speakers",
    "organisations",
    "writers",
    "urls",
    "ratings",
    "events",
    "years",
    "covered",
];

/// Scores of one recap or of several together, and what is wrong.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    columns: [Score; COLUMNS.len()],
    pub(crate) faults: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, score) in COLUMNS.iter().zip(self.columns) {
            write!(f, "{name} {:.3}  ", score.f1())?;
        }
        write!(f, "\n{}", self.faults.join("\n"))
    }
}

impl Report {
    /// Compares the cut of one recap with its gold.
    pub(crate) fn of(recap: &Annotated, cut: &Cut) -> Report {
        let mut report = Report::default();
        report.add(recap, cut);
        report
    }

    /// The score of a column.
    pub(crate) fn score(&self, name: &str) -> f64 {
        let at = COLUMNS.iter().position(|column| *column == name).expect("a column");
        self.columns[at].f1()
    }

    /// Adds the counts of another report.
    pub(crate) fn join(&mut self, other: &Report) {
        for (own, other) in self.columns.iter_mut().zip(other.columns) {
            own.join(other);
        }
        self.faults.extend(other.faults.iter().cloned());
    }

    fn column(&mut self, name: &str) -> &mut Score {
        let at = COLUMNS.iter().position(|column| *column == name).expect("a column");
        &mut self.columns[at]
    }

    /// Adds the cut of one recap. A unit is found where nearly all lines that hold anything to read are its lines and
    /// those of one unit of the gold.
    pub(crate) fn add(&mut self, recap: &Annotated, cut: &Cut) {
        let content = recap.content();
        let name = &recap.name;
        let held = |first: u32, last: u32| content.range(first..=last).copied().collect::<BTreeSet<u32>>();
        let of_talk = |talk: &Talk| held(talk.source.first_line, talk.source.last_line);
        let mut matched = BTreeSet::new();
        for unit in &recap.gold.units {
            let wanted = held(unit.first_line, unit.last_line);
            let found = cut.talks.iter().enumerate().find(|(_, talk)| {
                let lines = of_talk(talk);
                let shared = lines.intersection(&wanted).count();
                shared * 10 >= lines.union(&wanted).count() * 9 && shared > 0
            });
            let session = unit.kind != "section";
            let Some((at, talk)) = found else {
                self.column("units").gold += 1;
                self.column("sessions").gold += usize::from(session);
                self.faults.push(format!("{name}:{}: no unit {:?}", unit.first_line, unit.title));
                continue;
            };
            matched.insert(at);
            let line = unit.first_line;
            self.column("units").add([line], [line]);
            self.column("starts").add([talk.source.first_line], [line]);
            let found = (talk.kind != Kind::Section).then_some(line);
            self.column("sessions").add(found, session.then_some(line));
            self.compare(name, talk, unit);
        }
        for (_, talk) in cut.talks.iter().enumerate().filter(|(at, _)| !matched.contains(at)) {
            self.column("units").predicted += 1;
            self.column("sessions").predicted += usize::from(talk.kind != Kind::Section);
            self.faults.push(format!("{name}:{}: a unit too many: {:?}", talk.source.first_line, talk.title));
        }
        self.add_facts(recap, cut);
        let wanted: BTreeSet<u32> =
            recap.gold.units.iter().flat_map(|unit| held(unit.first_line, unit.last_line)).collect();
        let kept: BTreeSet<u32> =
            cut.talks.iter().flat_map(of_talk).filter(|line| wanted.contains(line)).collect();
        self.column("covered").add(kept, wanted);
    }

    /// Compares what is known of the recap as a whole.
    fn add_facts(&mut self, recap: &Annotated, cut: &Cut) {
        let first = cut.talks.first();
        let (event, year) = (first.and_then(|talk| talk.event.clone()), first.and_then(|talk| talk.year));
        if event != recap.gold.recap.event {
            self.faults.push(format!("{}: event {event:?}, not {:?}", recap.name, recap.gold.recap.event));
        }
        self.column("events").add(event, recap.gold.recap.event.clone());
        // A year that only the file name says may be found or not.
        if recap.gold.recap.year.is_some() {
            self.column("years").add(year, recap.gold.recap.year);
        }
    }

    fn compare(&mut self, name: &str, talk: &Talk, unit: &Unit) {
        let mut list = |what: &str, found: Vec<String>, gold: &[String]| {
            if found.iter().collect::<BTreeSet<_>>() != gold.iter().collect() {
                self.faults.push(format!("{name}:{}: {what} {found:?}, not {gold:?}", unit.first_line));
            }
            self.column(what).add(found, gold.to_vec());
        };
        let urls = talk.links.iter().map(|link| link.url.clone()).collect();
        let rating = talk.rating.iter().map(|rating| rating.raw.clone()).collect();
        list("kinds", vec![talk.kind.as_str().to_owned()], std::slice::from_ref(&unit.kind));
        if let Some(title) = &unit.title {
            list("titles", vec![folded(&talk.title)], &[folded(title)]);
        }
        list("speakers", talk.speakers.clone(), &unit.speakers);
        list("organisations", talk.organisations.clone(), &unit.organisations);
        list("writers", talk.writers.clone(), &unit.writers);
        list("urls", urls, &unit.urls);
        list("ratings", rating, unit.rating.as_slice());
    }
}

/// The form in which titles are compared: one kind of space, quotation mark and apostrophe, small letters.
fn folded(title: &str) -> String {
    let words = title.to_lowercase().replace(['’', '‘'], "'").replace(['“', '”', '«', '»'], "\"");
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace("\" ", "\"").replace(" \"", "\"")
}
