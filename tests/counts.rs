//! Counts: facets and timelines, as text, CSV and JSON.

mod common;

use common::{EDITIONS, bundled, home, printed, recaps};
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the keys must be there, whatever they hold")]
struct Facets {
    schema_version: u32,
    query: Value,
    field: String,
    total: usize,
    without: usize,
    index: Value,
    values: Vec<Count>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Count {
    value: String,
    count: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the keys must be there, whatever they hold")]
struct Timeline {
    schema_version: u32,
    query: Value,
    by: String,
    total: usize,
    index: Value,
    periods: Vec<Period>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Period {
    event: Option<String>,
    year: Option<i32>,
    count: usize,
    talks: usize,
    share: f64,
}

fn facets(folder: &Path, args: &[&str]) -> Facets {
    let args = [&["facets", "--format", "json"], args].concat();
    serde_json::from_str(&printed(recaps(folder, &args))).expect("facets")
}

fn values(folder: &Path, args: &[&str]) -> Vec<(String, usize)> {
    facets(folder, args).values.into_iter().map(|count| (count.value, count.count)).collect()
}

fn pairs(values: &[(&str, usize)]) -> Vec<(String, usize)> {
    values.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
}

#[test]
fn values_are_counted_over_all_talks_or_those_found() {
    let home = home(&EDITIONS);
    let all = facets(home.path(), &["year"]);
    assert_eq!((all.schema_version, all.field.as_str(), all.total, all.without), (1, "year", 5, 0));
    assert_eq!(all.query["text"], "");
    assert_eq!(values(home.path(), &["year"]), pairs(&[("2023", 3), ("2022", 2)]));
    assert_eq!(values(home.path(), &["year", "--sort", "value"]), pairs(&[("2022", 2), ("2023", 3)]));
    assert_eq!(values(home.path(), &["year", "ebpf"]), pairs(&[("2023", 2), ("2022", 1)]));
    assert_eq!(values(home.path(), &["year", "ebpf", "--year", "2023"]), pairs(&[("2023", 2)]));
    assert_eq!(values(home.path(), &["event"]), pairs(&[("Qwertz", 5)]));
    assert_eq!(values(home.path(), &["kind"]), pairs(&[("talk", 5)]));
    assert_eq!(
        values(home.path(), &["recap"]),
        pairs(&[("corpus/qwertz-2023.md", 3), ("corpus/qwertz-2022.md", 2)])
    );
    let unrated = recaps(home.path(), &["facets", "rating"]);
    assert_eq!((unrated.status.code(), unrated.stdout.len()), (Some(1), 0));
}

#[test]
fn spellings_of_one_name_are_one_value() {
    let home = home(&EDITIONS);
    let speakers = values(home.path(), &["speaker"]);
    assert_eq!(speakers, pairs(&[("Inès Morel", 2), ("Awa Diop", 1), ("Karim Benali", 1), ("Paul Adam", 1)]));
    assert_eq!(values(home.path(), &["speaker", "-n", "1"]), speakers[..1]);
}

#[test]
fn a_name_of_several_words_is_one_value_with_and_without_accents() {
    let talks = ["José Pérez", "Jose Perez", "Anne-Rène L’Hôte", "Anne-Rene L'Hote", "JOSÉ  PÉREZ"];
    let talk = |(at, name): (usize, &&str)| format!("## Le sable {at}, par {name}\n\nDu sable.\n\n");
    let text: String = talks.iter().enumerate().map(talk).collect();
    let home = home(&[("a.md", &format!("# Retour sur Galet 2030\n\n{text}"))]);
    let speakers = values(home.path(), &["speaker"]);
    assert_eq!(speakers, pairs(&[("José Pérez", 3), ("Anne-Rène L’Hôte", 2)]));
    assert_eq!(values(home.path(), &["speaker", "--sort", "value"])[0].0, "Anne-Rène L’Hôte");
}

#[test]
fn spaces_and_signs_do_not_tell_events_and_organisations_apart() {
    let recap = |event: &str, house: &str| {
        format!(
            "---\ntitle: Retour sur {event} 2030\nevent: {event}\nyear: 2030\n---\n\n## Le sable — Awa Diop ({house})\n\nDu sable.\n\n\
             ## Le vent — Paul Adam ({house})\n\nDu vent.\n"
        )
    };
    let files = [("a.md", recap("Galet-Tech", "Brumi Sio")), ("b.md", recap("Galet Tech", "BrumiSio"))];
    let home = home(&files.each_ref().map(|(file, text)| (*file, text.as_str())));
    let events = values(home.path(), &["event"]);
    assert_eq!((events.len(), events[0].1), (1, 4), "{events:?}");
    let houses = values(home.path(), &["organisation"]);
    assert_eq!((houses.len(), houses[0].1), (1, 4), "{houses:?}");
    let timeline = printed(recaps(home.path(), &["timeline", "sable", "--format", "csv"]));
    assert_eq!(timeline.lines().count(), 2, "{timeline}");
}

#[test]
fn only_talks_with_all_words_are_counted() {
    let home = home(&EDITIONS);
    assert_eq!(facets(home.path(), &["kind", "ebpf paquets"]).total, 2);
    assert_eq!(facets(home.path(), &["kind", "--any", "ebpf paquets"]).total, 3);
}

#[test]
fn counts_of_a_search_cover_more_than_its_page() {
    let home = bundled();
    let args = ["search", "--format", "json", "-n", "1", "--facets", "kind,event", "kubernetes sécurité"];
    let answer: Value = serde_json::from_str(&printed(recaps(home.path(), &args))).expect("an answer");
    let total = answer["total"].as_u64().expect("a total");
    assert_eq!(answer["hits"].as_array().map(Vec::len), Some(1));
    let names: Vec<&String> = answer["facets"].as_object().expect("facets").keys().collect();
    assert_eq!(names, ["event", "kind"]);
    let counts = |name: &str| -> u64 {
        let counts = answer["facets"][name].as_array().into_iter().flatten();
        counts.filter_map(|count| count["count"].as_u64()).sum()
    };
    assert!(total > 1);
    assert_eq!(counts("kind"), total);
}

#[test]
fn bars_are_as_long_as_their_counts() {
    let home = home(&EDITIONS);
    let text = printed(recaps(home.path(), &["facets", "speaker", "-q"]));
    let bars: Vec<usize> = text.lines().map(|line| line.matches('█').count()).collect();
    assert_eq!(bars, [40, 20, 20, 20]);
    let text = printed(recaps(home.path(), &["search", "ebpf", "--facets", "year", "-n", "1", "-q"]));
    assert!(text.contains("\n\nyear\n2023  2  █"), "{text}");
    // Beside hits only the first values; each field once.
    let home = bundled();
    let args = ["search", "kubernetes", "-n", "1", "--facets", "speaker,speaker", "-q"];
    let text = printed(recaps(home.path(), &args));
    assert_eq!((text.matches("\nspeaker\n").count(), text.matches(" more\n").count()), (1, 1), "{text}");
    assert_eq!(text.split("\nspeaker\n").nth(1).map(|block| block.lines().count()), Some(11));
}

#[test]
fn an_unknown_field_names_the_nearest_one() {
    let home = home(&EDITIONS);
    for args in [&["facets", "speker"][..], &["search", "ebpf", "--facets", "year,speker"]] {
        let output = recaps(home.path(), args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2));
        assert!(said.lines().count() == 1 && said.contains("did you mean speaker?"), "{said}");
        let output = recaps(home.path(), &[args, &["--format", "json"]].concat());
        let error: Value = serde_json::from_slice(&output.stderr).expect("an error object");
        assert_eq!((&error["error"]["code"], &error["error"]["hint"]), (&"usage".into(), &"speaker".into()));
    }
}

#[test]
fn a_timeline_counts_by_edition_and_by_year() {
    let home = home(&EDITIONS);
    let timeline = |args: &[&str]| -> Timeline {
        let args = [&["timeline", "--format", "json"], args].concat();
        serde_json::from_str(&printed(recaps(home.path(), &args))).expect("a timeline")
    };
    let period = |event: Option<&str>, year, count, talks, share| Period {
        event: event.map(str::to_owned),
        year: Some(year),
        count,
        talks,
        share,
    };
    let by_edition = timeline(&["ebpf"]);
    assert_eq!((by_edition.by.as_str(), by_edition.total), ("event", 3));
    let expected = [period(Some("Qwertz"), 2022, 1, 2, 0.5), period(Some("Qwertz"), 2023, 2, 3, 0.6667)];
    assert_eq!(by_edition.periods, expected);
    let by_year = timeline(&["ebpf", "--by", "year"]);
    assert_eq!(by_year.by, "year");
    assert_eq!(by_year.periods, [period(None, 2022, 1, 2, 0.5), period(None, 2023, 2, 3, 0.6667)]);
    // Years without a talk on the topic are left out, or asked for.
    assert_eq!(timeline(&["clavier", "--by", "year"]).periods, [period(None, 2023, 1, 3, 0.3333)]);
    let all = timeline(&["clavier", "--by", "year", "--empty"]).periods;
    assert_eq!(all, [period(None, 2022, 0, 2, 0.0), period(None, 2023, 1, 3, 0.3333)]);
    // Filters narrow the talks on the topic and those they are a share of.
    let narrowed = timeline(&["ebpf", "--speaker", "morel"]).periods;
    let expected = [period(Some("Qwertz"), 2022, 1, 1, 1.0), period(Some("Qwertz"), 2023, 1, 1, 1.0)];
    assert_eq!(narrowed, expected);
}

#[test]
fn a_timeline_is_drawn_and_printed_as_data() {
    let home = home(&EDITIONS);
    let text = printed(recaps(home.path(), &["timeline", "ebpf", "-q"]));
    let rows: Vec<&str> = text.lines().collect();
    assert!(rows[0].starts_with("Qwertz 2022  1 of 2  50.0 %  █"), "{text}");
    assert!(rows[1].starts_with("Qwertz 2023  2 of 3  66.7 %  █"), "{text}");
    let csv = printed(recaps(home.path(), &["timeline", "ebpf", "--format", "csv"]));
    assert_eq!(csv, "event,year,count,talks,share\nQwertz,2022,1,2,0.5\nQwertz,2023,2,3,0.6667\n");
    let nothing = recaps(home.path(), &["timeline", "zzzzzz", "--format", "csv"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert_eq!(nothing.stdout, b"event,year,count,talks,share\n");
    let counts = printed(recaps(home.path(), &["facets", "speaker", "-n", "2", "--format", "csv"]));
    assert_eq!(counts, "value,count\nInès Morel,2\nAwa Diop,1\n");
}

#[test]
fn names_that_are_nearly_right_are_suggested() {
    let home = home(&EDITIONS);
    let said = |args: &[&str]| String::from_utf8_lossy(&recaps(home.path(), args).stderr).into_owned();
    assert!(said(&["list", "--event", "qwerz"]).contains("did you mean \"Qwertz\"?"));
    assert!(said(&["search", "ebpf", "--speaker", "benaly"]).contains("did you mean \"Karim Benali\"?"));
    assert!(said(&["timeline", "ebpf", "--org", "brumizio"]).contains("did you mean \"Brumisio\"?"));
    assert!(said(&["search", "speeker:morel"]).contains("did you mean speaker:morel?"));
    assert!(said(&["facets", "year", "organisasion:brumisio"]).contains("did you mean org:brumisio?"));
    let plain = said(&["search", "https://example.org eBPF: 10:30 speaker:morel"]);
    assert!(!plain.contains("did you mean"), "{plain}");
}

#[test]
fn bars_fit_the_terminal_and_keep_the_year() {
    let period = |event: &str, year, count| recaps::search::timeline::Period {
        event: Some(event.to_owned()),
        year: Some(year),
        count,
        talks: 120,
        share: count as f64 / 120.0,
    };
    let periods = [period("Journées de la Donnée et des Nuages", 2021, 7), period("数据会议 été", 2022, 120)];
    for width in [40, 60, 100] {
        let mut out = Vec::new();
        recaps::output::bars::timeline(&mut out, &periods, Some(width)).expect("bars");
        let text = anstream::adapter::strip_str(std::str::from_utf8(&out).expect("UTF-8")).to_string();
        for (line, year) in text.lines().zip(["2021", "2022"]) {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
            assert!(line.contains(year) && line.ends_with(|c| ('█'..='▏').contains(&c)), "{line}");
        }
    }
}
