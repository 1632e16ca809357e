//! What a person meets in a day at the terminal: words without a verb, paths that open, counts, limits, languages.

#[path = "../common/mod.rs"]
mod common;
mod languages;
mod opened;

use common::{EDITIONS, bundled, home, printed, program, recaps};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

fn indexed() -> tempfile::TempDir {
    let home = home(&EDITIONS);
    printed(recaps(home.path(), &["index"]));
    home
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(home: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&printed(recaps(home, args))).expect("JSON")
}

#[test]
fn words_without_a_verb_are_searched_and_a_slip_of_a_verb_asks() {
    let home = indexed();
    let searched = printed(recaps(home.path(), &["search", "noyau", "eBPF"]));
    for words in [
        &["noyau", "eBPF"][..],
        &["--color", "never", "noyau", "eBPF"],
        &["-q", "noyau", "eBPF"],
        &["noyau eBPF"],
    ] {
        assert_eq!(printed(recaps(home.path(), words)), searched, "{words:?}");
    }
    assert!(printed(recaps(home.path(), &["--event", "qwertz", "--format", "ids"])).lines().count() == 5);
    for slip in ["serch", "lst", "indx", "facet"] {
        let output = recaps(home.path(), &[slip, "noyau"]);
        assert_eq!(output.status.code(), Some(2), "{slip}");
        assert!(
            said(&output).contains("did you mean recaps ") && said(&output).contains("recaps search"),
            "{output:?}"
        );
    }
}

#[test]
fn filters_without_a_query_list_and_nothing_at_all_is_an_error() {
    let home = indexed();
    let listed = printed(recaps(home.path(), &["search", "--event", "qwertz", "--format", "ids"]));
    assert_eq!(listed.lines().count(), 5);
    assert!(listed.starts_with("qwertz-2023/"), "the newest first: {listed}");
    let output = recaps(home.path(), &["search"]);
    assert!(output.status.code() == Some(2) && said(&output).contains("QUERY"), "{output:?}");
}

#[test]
fn count_reverse_and_limit_all() {
    let home = indexed();
    assert_eq!(printed(recaps(home.path(), &["search", "--count", "noyau"])), "2\n");
    assert_eq!(printed(recaps(home.path(), &["list", "--count"])), "5\n");
    assert_eq!(json(home.path(), &["search", "--count", "noyau", "--format", "json"])["total"], 2);
    assert_eq!(recaps(home.path(), &["search", "--count", "--no-correct", "xyzzy"]).status.code(), Some(1));
    let ids = |args: &[&str]| -> Vec<String> {
        let output = recaps(home.path(), &[args, &["--format", "ids"]].concat());
        printed(output).lines().map(str::to_owned).collect()
    };
    for verb in [&["search", "eBPF"][..], &["list"]] {
        let mut forward = ids(verb);
        forward.reverse();
        assert_eq!(ids(&[verb, &["--reverse"]].concat()), forward, "{verb:?}");
    }
    assert_eq!(ids(&["search", "--year", "2022..2023", "-n", "all"]).len(), 5);
    assert_eq!(recaps(home.path(), &["search", "noyau", "-n", "beaucoup"]).status.code(), Some(2));
}

#[test]
fn a_file_that_holds_a_part_of_the_rows_says_so() {
    let texts: Vec<(String, String)> = (0..12)
        .map(|n| {
            (format!("jour-{n}.md"), format!("# Galet 2031\n\n## Sujet {n}, par Awa Diop\n\nDu sable.\n"))
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let home = home(&texts);
    printed(recaps(home.path(), &["index"]));
    for format in ["csv", "ids", "jsonl"] {
        let output = recaps(home.path(), &["search", "sable", "--format", format]);
        assert!(said(&output).contains("10 of ") && said(&output).contains("--limit all"), "{output:?}");
        let output = recaps(home.path(), &["search", "sable", "--format", format, "-n", "3"]);
        assert!(output.stderr.is_empty(), "asked for: {output:?}");
    }
}

#[test]
fn a_path_that_is_printed_opens_from_where_one_stands() {
    let home = indexed();
    std::fs::create_dir(home.path().join("ailleurs")).expect("a folder");
    for (folder, begins) in [("", "corpus/qwertz-2022.md:"), ("corpus", "qwertz-2022.md:"), ("ailleurs", "/")]
    {
        let folder = home.path().join(folder);
        let hit = printed(recaps(&folder, &["search", "sauvegardes"]));
        let place = hit.lines().last().and_then(|line| line.rsplit(" · ").next()).expect("a place").trim();
        assert!(place.starts_with(begins), "{place}");
        let (file, _) = place.rsplit_once(':').expect("a line");
        assert!(folder.join(file).is_file(), "{place}");
        let source = &json(&folder, &["search", "sauvegardes", "--format", "json"])["hits"][0]["source"];
        assert_eq!(source["file"], "corpus/qwertz-2022.md");
        let path = Path::new(source["path"].as_str().expect("a path"));
        assert!(path.is_absolute() && path.is_file(), "{source}");
    }
}

#[test]
fn show_without_an_id_is_a_choice_that_was_left() {
    let home = indexed();
    let output = recaps(home.path(), &["show"]);
    assert_eq!(output.status.code(), Some(130));
    assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn similar_finds_nothing_rather_than_anything() {
    let home = indexed();
    let output = recaps(home.path(), &["similar", "qwertz-2023/une-toile-pour-tous"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let bundled = bundled();
    printed(recaps(bundled.path(), &["index", "-q"]));
    let found = json(bundled.path(), &["similar", "kcd-france-2023-ippon/revolution", "--format", "json"]);
    let total = found["total"].as_u64().expect("a total");
    let talks = found["index"]["talks"].as_u64().expect("a number");
    assert!(total > 0 && total * 2 < talks, "{total} of {talks}");
}

#[test]
fn similar_finds_a_talk_on_the_same_matter_among_few() {
    let talk = |title: &str, text: &str| format!("## {title}, par Awa Diop\n\n{text}\n\n");
    let text =
        talk("Des ruches au jardin", "Les abeilles hivernent dans une ruche isolée, et butinent le tilleul.")
            + &talk("Le tilleul en fleur", "Les abeilles butinent en juin, loin de la ruche.")
            + &talk("Cuire du pain noir", "Le levain repose une nuit avant la cuisson.");
    let home = common::home(&[("a.md", &format!("# Retour sur Galet 2030\n\n{text}"))]);
    let found = json(home.path(), &["similar", "a/des-ruches-au-jardin", "--format", "json"]);
    assert_eq!(found["total"], 1, "{found}");
    assert_eq!(found["hits"][0]["id"], "a/le-tilleul-en-fleur");
}

#[test]
fn bars_of_a_timeline_draw_the_share() {
    let home = indexed();
    let text = printed(recaps(home.path(), &["timeline", "ebpf"]));
    let bars: Vec<usize> = text.lines().map(|line| line.matches('█').count()).collect();
    // 1 of 2 talks against 2 of 3.
    assert!(bars.len() == 2 && bars[0] > bars[1] / 2 && bars[0] < bars[1], "{text}");
}

#[test]
fn an_id_is_meant_by_a_word_of_the_title_with_its_capitals_and_accents() {
    let home = indexed();
    let shown = printed(recaps(home.path(), &["show", "Sans-Peur"]));
    assert!(shown.starts_with("Le noyau sans peur"), "{shown}");
    assert!(printed(recaps(home.path(), &["show", "Mesurer-sans-gêner"])).starts_with("Mesurer sans gêner"));
}

#[test]
fn a_word_given_to_list_is_to_be_searched() {
    let home = indexed();
    let output = recaps(home.path(), &["list", "noyau"]);
    assert!(
        output.status.code() == Some(2) && said(&output).contains("try: recaps search noyau"),
        "{output:?}"
    );
}

/// Folding drops the spaces of a name with accents: what was meant was looked for in one long word.
#[test]
fn a_name_with_accents_is_suggested_by_one_of_its_words() {
    let home = indexed();
    let output = recaps(home.path(), &["list", "--speaker", "Morell"]);
    assert!(said(&output).contains("did you mean \"Inès"), "{output:?}");
}

#[test]
fn words_tied_by_a_sign_that_no_talk_holds_in_a_row_are_offered_apart() {
    let home = indexed();
    let output = recaps(home.path(), &["search", "zzyx/qwxv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("in a row; try: recaps search zzyx qwxv"), "{output:?}");
    assert!(!said(&recaps(home.path(), &["search", "zzyxqwxv"])).contains("in a row"));
}

#[test]
fn facets_take_all_as_a_limit_as_search_does() {
    let home = indexed();
    let all = printed(recaps(home.path(), &["facets", "speaker"]));
    assert_eq!(printed(recaps(home.path(), &["facets", "speaker", "-n", "all"])), all);
}

#[test]
fn a_word_is_said_once_whatever_it_is_also_searched_as() {
    let bundled = bundled();
    let output = recaps(bundled.path(), &["search", "kubernetes"]);
    assert_eq!(said(&output).matches("kubernetes also as").count(), 1, "{output:?}");
}

#[test]
fn short_help_is_short_and_pages_list_environment_and_files() {
    let home = indexed();
    let (short, long) = (
        printed(recaps(home.path(), &["search", "-h"])),
        printed(recaps(home.path(), &["search", "--help"])),
    );
    assert!(short.lines().count() * 2 < long.lines().count(), "{short}");
    assert!(!short.contains("--hyperlink") && long.contains("--hyperlink"));
    assert!(long.contains("'kuberntes~'"), "the grammar, an example a line: {long}");
    let page = printed(recaps(home.path(), &["man"]));
    for section in ["EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES"] {
        assert!(page.contains(section), "{section}");
    }
}

#[test]
fn an_edition_is_meant_by_any_name_of_the_event_and_its_year() {
    let home = bundled();
    printed(recaps(home.path(), &["index", "-q"]));
    let count = |event: &str| printed(recaps(home.path(), &["list", "--count", "--event", event]));
    let edition = printed(recaps(home.path(), &["list", "--count", "--event", "kubecon", "--year", "2024"]));
    for typed in [
        "KubeCon EU 2024",
        "kubecon 2024",
        "kubecon-eu-2024",
        "kubecon24",
        "KubeCon '24",
        "cloudnativecon2024",
    ] {
        assert_eq!(count(typed), edition, "{typed}");
    }
    assert_eq!(count("kcd 2023"), count("kcd"));
    let output = recaps(home.path(), &["list", "--event", "kubecon 2019"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("no talk has --event \"kubecon 2019\""), "{output:?}");
}

#[test]
fn a_range_that_begins_after_its_end_is_said_wherever_it_is_typed() {
    let home = indexed();
    let output = recaps(home.path(), &["search", "noyau", "--year", "2024..2022"]);
    assert!(
        output.status.code() == Some(2) && said(&output).contains("did you mean 2022..2024?"),
        "{output:?}"
    );
    for (typed, meant) in [
        ("year:2024..2022", "did you mean year:2022..2024?"),
        ("annee:2024-2022", "did you mean annee:2022..2024?"),
        ("date:2024-05..2022", "expected date:2024"),
        ("date:2024-13", "expected date:2024"),
        ("date:2023-02-29..", "expected date:2024"),
        ("year:+202", "expected year:2024"),
        ("rating:4..2", "expected rating:4"),
    ] {
        let output = recaps(home.path(), &["search", "noyau", typed]);
        assert!(output.status.success(), "read as text, so that noyau is found: {output:?}");
        assert!(
            said(&output).contains("read as text") && said(&output).contains(meant),
            "{typed}: {output:?}"
        );
    }
    let both = |typed| printed(recaps(home.path(), &["search", "noyau", typed, "--count"]));
    assert_eq!(both("year:2022-2023"), both("year:2022..2023"));
    let hyphen = said(&recaps(home.path(), &["search", "noyau", "year:2022-2023"]));
    assert!(hyphen.contains("year:2022-2023 is understood as year:2022..2023"), "{hyphen}");
    let output = recaps(home.path(), &["search", "noyau", "date:2022-05..2022"]);
    assert!(!said(&output).contains("read as text"), "the rest of a year: {output:?}");
}

#[test]
fn an_offset_beyond_the_last_talk_says_so() {
    let home = indexed();
    for args in [&["search", "noyau", "--offset", "9"][..], &["list", "--event", "qwertz", "--offset", "9"]] {
        let output = recaps(home.path(), args);
        assert!(output.stdout.is_empty() && output.status.success(), "{output:?}");
        assert!(said(&output).contains("--offset 9 is beyond the last of "), "{output:?}");
        assert!(!said(&output).contains("more with"), "{output:?}");
    }
}

/// What makes an evaluation worthless is said: no judgments, columns that are missing, a mark at the head of a file.
#[test]
fn an_evaluation_says_what_it_cannot_judge() {
    let home = indexed();
    let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).expect("a file");
    let eval = || recaps(home.path(), &["eval", "queries.tsv", "qrels.tsv", "--format", "json"]);
    write("queries.tsv", "\u{FEFF}q1\tmots\tnoyau\r\nq2\tmots\ttoile\r\n");
    write("qrels.tsv", "q1\tqwertz-2022.md\t9\t3\r\n");
    let output = eval();
    assert!(output.status.success(), "{output:?}");
    assert!(said(&output).contains("1 of 2 queries without a judgment above 0"), "{output:?}");
    write("qrels.tsv", "");
    assert!(said(&eval()).contains("2 of 2 queries without a judgment above 0"));
    for (queries, qrels, message) in [
        (
            "q1\tnoyau\n",
            "",
            "queries.tsv:1: 3 columns with a tab between are expected (id, type, query), not 2",
        ),
        (
            "q1\ta\tnoyau\n",
            "q1 0 x 1\n",
            "qrels.tsv:1: 4 columns with a tab between are expected (id, recap file",
        ),
        ("q1\ta\tnoyau\n", "q1\tqwertz-2022.md\t9\t5000\n", "qrels.tsv:1: a grade of 5000"),
        ("q1\ta\tnoyau\n", "q1\tqwertz-2022.md\t9\t-1\n", "qrels.tsv:1: \"-1\" is no number"),
    ] {
        write("queries.tsv", queries);
        write("qrels.tsv", qrels);
        let output = recaps(home.path(), &["eval", "queries.tsv", "qrels.tsv"]);
        assert!(output.status.code() == Some(2) && said(&output).contains(message), "{message}: {output:?}");
    }
}
