//! How well recaps are cut, against what a careful reader cut: the bundled recaps in full, and a folder of others where
//! `RECAPS_GOLD` names one.

use recaps::corpus::Document;
use recaps::recap::{Cut, cut};
use recaps::talk::Talk;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

#[derive(Debug, Deserialize)]
struct Gold {
    recap: GoldRecap,
    units: Vec<GoldUnit>,
    noise_lines: Vec<(u32, u32)>,
}

#[derive(Debug, Deserialize)]
struct GoldRecap {
    event: Option<String>,
    year: Option<i32>,
}

#[derive(Debug, Deserialize)]
struct GoldUnit {
    kind: String,
    title: Option<String>,
    first_line: u32,
    last_line: u32,
    speakers: Vec<String>,
    organisations: Vec<String>,
    writers: Vec<String>,
    urls: Vec<String>,
    rating: Option<String>,
}

/// Counts of what was found among what was there.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
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

    /// Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was.
    fn f1(self) -> f64 {
        match self.predicted + self.gold {
            0 => 1.0,
            sum => 2.0 * self.right as f64 / sum as f64,
        }
    }
}

#[derive(Debug, Default)]
struct Report {
    units: Score,
    starts: Score,
    titles: Score,
    kinds: Score,
    speakers: Score,
    organisations: Score,
    writers: Score,
    urls: Score,
    ratings: Score,
    events: Score,
    years: Score,
    covered: Score,
    faults: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, score) in self.columns() {
            write!(f, "{name} {:.3}  ", score.f1())?;
        }
        write!(f, "\n{}", self.faults.join("\n"))
    }
}

impl Report {
    fn columns(&self) -> [(&'static str, Score); 12] {
        [
            ("units", self.units),
            ("starts", self.starts),
            ("titles", self.titles),
            ("kinds", self.kinds),
            ("speakers", self.speakers),
            ("organisations", self.organisations),
            ("writers", self.writers),
            ("urls", self.urls),
            ("ratings", self.ratings),
            ("events", self.events),
            ("years", self.years),
            ("covered", self.covered),
        ]
    }

    fn floor(&self, name: &str, least: f64) {
        let (_, score) = self.columns().into_iter().find(|(column, _)| *column == name).expect("a column");
        assert!(score.f1() >= least, "{name} {:.3} is under {least}\n{self}", score.f1());
    }

    /// Compares the cut of one recap with its truth. A unit is the one of the truth with which it shares nearly all lines
    /// that hold anything to read.
    fn add(&mut self, name: &str, text: &str, cut: &Cut, gold: &Gold) {
        let noise: BTreeSet<u32> = gold.noise_lines.iter().flat_map(|&(first, last)| first..=last).collect();
        let content: BTreeSet<u32> = (1..)
            .zip(text.split('\n'))
            .filter(|(number, line)| !line.trim().is_empty() && !noise.contains(number))
            .map(|(number, _)| number)
            .collect();
        let held = |first: u32, last: u32| content.range(first..=last).copied().collect::<BTreeSet<u32>>();
        let of_talk = |talk: &Talk| held(talk.source.first_line, talk.source.last_line);
        let mut matched = BTreeSet::new();
        for unit in &gold.units {
            let wanted = held(unit.first_line, unit.last_line);
            let found = cut.talks.iter().enumerate().find(|(_, talk)| {
                let lines = of_talk(talk);
                let shared = lines.intersection(&wanted).count();
                shared * 10 >= lines.union(&wanted).count() * 9 && shared > 0
            });
            let Some((at, talk)) = found else {
                self.units.gold += 1;
                self.faults.push(format!("{name}:{}: no unit {:?}", unit.first_line, unit.title));
                continue;
            };
            matched.insert(at);
            self.units.add([unit.first_line], [unit.first_line]);
            self.starts.add([talk.source.first_line], [unit.first_line]);
            self.compare(name, talk, unit);
        }
        for (_, talk) in cut.talks.iter().enumerate().filter(|(at, _)| !matched.contains(at)) {
            self.units.predicted += 1;
            self.faults.push(format!("{name}:{}: a unit too many: {:?}", talk.source.first_line, talk.title));
        }
        let first = cut.talks.first();
        self.events.add(first.and_then(|talk| talk.event.clone()), gold.recap.event.clone());
        // A year that only the file name says may be found or not.
        if gold.recap.year.is_some() {
            self.years.add(first.and_then(|talk| talk.year), gold.recap.year);
        }
        let wanted: BTreeSet<u32> =
            gold.units.iter().flat_map(|unit| held(unit.first_line, unit.last_line)).collect();
        let kept: BTreeSet<u32> =
            cut.talks.iter().flat_map(of_talk).filter(|line| wanted.contains(line)).collect();
        self.covered.add(kept, wanted);
    }

    fn compare(&mut self, name: &str, talk: &Talk, unit: &GoldUnit) {
        let mut list = |score: &mut Score, what: &str, found: Vec<String>, gold: &[String]| {
            if found.iter().collect::<BTreeSet<_>>() != gold.iter().collect() {
                self.faults.push(format!("{name}:{}: {what} {found:?}, not {gold:?}", unit.first_line));
            }
            score.add(found, gold.to_vec());
        };
        let urls = talk.links.iter().map(|link| link.url.clone()).collect();
        let rating = talk.rating.iter().map(|rating| rating.raw.clone()).collect();
        list(&mut self.kinds, "kind", vec![talk.kind.as_str().to_owned()], std::slice::from_ref(&unit.kind));
        if let Some(title) = &unit.title {
            list(&mut self.titles, "title", vec![spaced(&talk.title)], &[spaced(title)]);
        }
        list(&mut self.speakers, "speakers", talk.speakers.clone(), &unit.speakers);
        list(&mut self.organisations, "organisations", talk.organisations.clone(), &unit.organisations);
        list(&mut self.writers, "writers", talk.writers.clone(), &unit.writers);
        list(&mut self.urls, "urls", urls, &unit.urls);
        list(&mut self.ratings, "rating", rating, unit.rating.as_slice());
    }
}

/// A title with one kind of space, as it is compared.
fn spaced(title: &str) -> String {
    let spaced = title.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced.replace("« ", "«").replace(" »", "»")
}

/// Cuts the recaps in `corpus` whose truth is in `gold`.
fn report(corpus: &Path, gold: &Path, recap_of: impl Fn(&Path) -> PathBuf) -> Report {
    let mut report = Report::default();
    let mut truths: Vec<PathBuf> = std::fs::read_dir(gold)
        .expect("a folder of truths")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    truths.sort();
    for truth in truths {
        let gold: Gold = serde_json::from_slice(&std::fs::read(&truth).expect("a truth")).expect("a truth");
        let recap = recap_of(&truth);
        let name = recap.file_name().expect("a name").to_string_lossy().into_owned();
        let document = Document::read(&corpus.join(&recap), &name).expect("a recap");
        report.add(&name, &document.text, &cut(&document), &gold);
    }
    report
}

/// The recap that a truth file names.
fn named_inside(pointer: &'static str) -> impl Fn(&Path) -> PathBuf {
    move |truth| {
        let truth: serde_json::Value =
            serde_json::from_slice(&std::fs::read(truth).expect("a truth")).expect("a truth");
        PathBuf::from(truth.pointer(pointer).and_then(|name| name.as_str()).expect("the name of a recap"))
    }
}

#[test]
fn the_bundled_recaps_are_cut_as_a_reader_would() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = report(project, &project.join("tests/gold"), named_inside("/file"));
    println!("{report}");
    for name in ["units", "starts", "titles", "urls", "ratings", "events", "years", "covered"] {
        report.floor(name, 1.0);
    }
    for name in ["kinds", "speakers", "organisations", "writers"] {
        report.floor(name, 0.95);
    }
}

#[test]
fn recaps_kept_elsewhere_are_cut_well() {
    let Some(folder) = std::env::var_os("RECAPS_GOLD").map(PathBuf::from) else {
        println!("skipped: RECAPS_GOLD names no folder of recaps with a folder gold");
        return;
    };
    let report = report(&folder, &folder.join("gold"), named_inside("/source/file"));
    println!("{report}");
    for (name, least) in [
        ("units", 0.95),
        ("titles", 0.95),
        ("kinds", 0.93),
        ("speakers", 0.9),
        ("urls", 0.95),
        ("covered", 0.99),
    ] {
        report.floor(name, least);
    }
}
