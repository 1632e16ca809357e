//! Work and memory grow with the length of a recap and no faster, whatever it is made of.
//!
//! No clock is read: what a run allocates in all stands for its work, and the most it holds at once for its memory.
//! `cargo bench --bench growth` measures the time of the same constructs.

mod constructs;

use constructs::{Construct, constructs};
use recaps::corpus::{Document, Format};
use recaps::recap;
use recaps::schedule::matching::pair;
use recaps::schedule::{Person, Session};

/// Pieces of a construct, small and large.
const FEW: usize = 500;
const MANY: usize = 4 * FEW;
/// By how much growth may outrun the length of the text: buffers double, tables are sorted.
const SLACK: f64 = 1.7;
/// Bytes that any run may take.
const FLOOR: f64 = 400_000.0;
/// Bytes at once for a byte of text; `tests/hostile/memory.rs` holds the bound for whole files.
const MOST_FOR_A_BYTE: f64 = 700.0;

/// Bytes of a text, and what cutting it allocates in all and holds at once.
fn measure(construct: &Construct, pieces: usize) -> (f64, f64, f64) {
    let text = (construct.text)(pieces);
    let document = Document::decode(text.as_bytes(), "x", construct.format, None).expect("text");
    let taken = allocation_counter::measure(|| drop(recap::cut(&document)));
    (text.len() as f64, taken.bytes_total as f64, taken.bytes_max as f64)
}

#[test]
fn no_construct_of_any_format_costs_more_than_its_length() {
    let mut found = Vec::new();
    for construct in constructs() {
        // What is made once for all runs (patterns, tables) is made before.
        measure(construct, 8);
        let (length, work, memory) = measure(construct, FEW);
        let (longer, more_work, more_memory) = measure(construct, MANY);
        let ratio = longer / length;
        for (what, small, large) in [("work", work, more_work), ("memory", memory, more_memory)] {
            if large > SLACK * ratio * small + FLOOR {
                found.push(format!(
                    "{} {}: {what} {small} at {length} bytes, {large} at {longer}",
                    construct.format.as_str(),
                    construct.name
                ));
            }
        }
        if more_memory > MOST_FOR_A_BYTE * longer + FLOOR {
            found.push(format!(
                "{} {}: {more_memory} bytes at once for {longer}",
                construct.format.as_str(),
                construct.name
            ));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A programme and a recap of as many talks, all with the same words but for a number: what pairing them allocates.
#[test]
fn pairing_with_a_programme_costs_no_more_than_both_are_long() {
    let word = |n: usize| -> String {
        ["ba", "ke", "li", "mo", "nu", "ra", "so", "ti", "vu", "ze"]
            .iter()
            .cycle()
            .skip(n % 10)
            .step_by(1 + n / 10 % 9)
            .take(3)
            .copied()
            .collect::<String>()
            + ["bar", "cel", "dim", "fon", "gur", "hal", "jen", "kis", "lom", "pur"][n / 100 % 10]
    };
    let measure = |number: usize| {
        let talk = |n| format!("## Le noyau {0} - Jean D{0}\n\nUn texte sur le noyau.\n\n", word(n));
        let text = format!("# Journée Qwertz 2031\n\n{}", (0..number).map(talk).collect::<String>());
        let document = Document::decode(text.as_bytes(), "x", Format::Markdown, None).expect("text");
        let talks = recap::cut(&document).talks;
        let session = |n: usize| Session {
            titles: vec![format!("Le noyau {}", word(n))],
            people: vec![Person { name: format!("Jean D{}", word(n)), organisation: None }],
            ..Session::default()
        };
        let sessions: Vec<Session> = (0..number).map(session).collect();
        let mut pairs = 0;
        let taken = allocation_counter::measure(|| pairs = pair(&talks, &sessions).len());
        assert!(pairs > talks.len() / 2, "{pairs} of {} are paired", talks.len());
        taken.count_total as f64
    };
    // From a few hundred sessions on: below that, all are candidates.
    let (work, more) = (measure(300), measure(900));
    assert!(more <= SLACK * 3.0 * work, "{work} allocations for 300 talks and sessions, {more} for 900");
}

#[test]
fn names_of_constructs_are_distinct() {
    let mut names: Vec<(&str, &str)> = constructs().map(|c| (c.format.as_str(), c.name)).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}
