//! Filters: a value may be short, a part, without accents, or given twice; a value that matches nothing is reported.

mod common;

use common::{bundled, home, printed, recaps};
use std::path::Path;

fn found(home: &Path, filters: &[&str]) -> usize {
    let mut args = vec!["list", "-q", "--format", "ids"];
    args.extend_from_slice(filters);
    String::from_utf8(recaps(home, &args).stdout).expect("UTF-8").lines().count()
}

#[test]
fn tags_of_front_matter_and_sidecar_are_kept_filtered_and_counted() {
    let home = home(&[
        (
            "a.md",
            "---\ntitle: Retour sur Galet 2031\ntags: [Réseau, eau douce]\n---\n\n## Le torrent, par Inès Morel\n\nDe l'eau.\n",
        ),
        ("b.md", "# Retour sur Galet 2030\n\n## Le sable, par Awa Diop\n\nDu sable.\n"),
    ]);
    std::fs::write(home.path().join("corpus/b.recap.toml"), "tags = [\"désert\"]\n").expect("a sidecar");
    printed(recaps(home.path(), &["index"]));
    assert_eq!(found(home.path(), &["--tag", "reseau"]), found(home.path(), &["--tag", "Eau douce"]));
    assert_eq!(found(home.path(), &["--tag", "reseau"]), 1);
    assert_eq!(found(home.path(), &["--tag", "reseau", "--tag", "desert"]), 2, "either");
    assert_eq!(found(home.path(), &["--tag", "montagne"]), 0);
    std::fs::write(home.path().join("corpus/b.recap.toml"), "tags = [\"désert salé\"]\n").expect("a sidecar");
    printed(recaps(home.path(), &["index"]));
    assert_eq!(found(home.path(), &["--tag", "desert sale"]), 1, "several words without their accents");
    std::fs::write(home.path().join("corpus/b.recap.toml"), "tags = [\"désert\"]\n").expect("a sidecar");
    printed(recaps(home.path(), &["index"]));
    let counts = printed(recaps(home.path(), &["facets", "tag", "--format", "csv"]));
    assert!(counts.contains("eau douce,1") && counts.contains("désert,1"), "{counts}");
    let shown = printed(recaps(home.path(), &["list", "--tag", "desert", "--format", "json"]));
    assert!(shown.contains("\"tags\":[\"désert\"]"), "{shown}");
}

#[test]
fn the_author_of_a_recap_is_the_writer_of_its_talks() {
    let home = home(&common::EDITIONS);
    printed(recaps(home.path(), &["index"]));
    assert_eq!(found(home.path(), &["--writer", "camille roux"]), 5);
    assert_eq!(found(home.path(), &["--writer", "personne"]), 0);
    for query in ["writer:\"camille roux\"", "auteur:camille"] {
        let counted = printed(recaps(home.path(), &["search", "--count", query]));
        assert_eq!(counted.trim(), "5", "the field of a query as the flag: {query}");
    }
    assert_eq!(recaps(home.path(), &["search", "writer:personne"]).status.code(), Some(1));
    assert!(printed(recaps(home.path(), &["facets", "writer"])).contains("Camille Roux"));
}

#[test]
fn an_event_is_found_by_a_short_form_a_part_and_without_accents() {
    let bundled = bundled();
    printed(recaps(bundled.path(), &["index"]));
    let whole = found(bundled.path(), &["--event", "Kubernetes Community Days France"]);
    assert!(whole > 0);
    assert_eq!(found(bundled.path(), &["--event", "kcd"]), whole);
    assert!(found(bundled.path(), &["--event", "kubec"]) > 0);
    let recap = |event: &str| {
        format!("---\nevent: {event}\n---\n\n# Retour\n\n## Le sable, par Awa Diop\n\nDu sable.\n")
    };
    let (a, b) = (recap("Rencontres d'Été du Galet"), recap("B/R X-O"));
    let home = home(&[("a.md", &a), ("b.md", &b)]);
    printed(recaps(home.path(), &["index"]));
    for typed in ["ete", "renc", "galet", "rencontres d'ete", "reg", "rdedg"] {
        assert_eq!(found(home.path(), &["--event", typed]), 1, "{typed}");
    }
    assert_eq!(found(home.path(), &["--event", "brxo"]), 1);
    assert_eq!(found(home.path(), &["--event", "galet", "--event", "brxo"]), 2, "either");
    assert_eq!(found(home.path(), &["--event", "alet"]), 0, "not the middle of a word");
}

/// `event:kcd` found nothing where `--event kcd` did.
#[test]
fn a_query_names_an_event_as_the_flag_does() {
    let bundled = bundled();
    printed(recaps(bundled.path(), &["index"]));
    let searched = |query: &str| {
        let output =
            recaps(bundled.path(), &["search", "-q", "--format", "ids", "--limit", "all", "--", query]);
        String::from_utf8(output.stdout).expect("UTF-8").lines().count()
    };
    for (flag, query) in
        [("kcd", "event:kcd"), ("kubec", "event:kubec"), ("kcd france", "event:\"kcd france\"")]
    {
        let meant = found(bundled.path(), &["--event", flag]);
        assert!(meant > 0);
        assert_eq!(searched(query), meant, "{query}");
    }
    let all = found(bundled.path(), &[]);
    assert_eq!(searched("-event:kcd"), all - searched("event:kcd"));
    assert_eq!(searched("event:kcd OU event:kubecon"), all);
    let edition = searched("event:kubecon year:2024");
    assert!(edition > 0 && edition < searched("event:kubecon"));
    for query in ["event:kubecon24", "event:kubecon-2024", "event:\"kubecon 2024\""] {
        assert_eq!(searched(query), edition, "{query}");
    }
    assert_eq!(searched("event:ubecon"), 0, "not the middle of a word");
    assert_eq!(searched("kind:keynote"), searched("kind:keynotes"));
    assert_eq!(searched("type:conférences"), searched("kind:talk"));
}

#[test]
fn years_are_given_as_ranges_and_a_wrong_range_is_an_error() {
    let home = home(&common::EDITIONS);
    printed(recaps(home.path(), &["index"]));
    assert_eq!(found(home.path(), &["--year", "2022-2023"]), 5);
    assert_eq!(found(home.path(), &["--year", "2022", "--year", "2023"]), 5);
    assert_eq!(found(home.path(), &["--year", "2023"]), 3);
    for wrong in ["2023-2022", "2023..2022"] {
        let output = recaps(home.path(), &["list", "--year", wrong]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("2022..2023"), "{output:?}");
    }
    assert_eq!(recaps(home.path(), &["list", "--year", "l'an dernier"]).status.code(), Some(2));
}

/// Comparing the ends of a span once cut the longer one inside a letter, and the program ended with a panic.
#[test]
fn a_date_of_other_letters_than_digits_is_read_as_text() {
    let home = home(&common::EDITIONS);
    printed(recaps(home.path(), &["index"]));
    for value in ["20222aé..2024-01", "2024-01..20222aé", "é..2024", "2024-03-1é..2024-03-12"] {
        let output = recaps(home.path(), &["search", "--no-correct", &format!("date:{value}")]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{value}: {output:?}");
        assert!(stderr.contains(&format!("date:{value}")) && stderr.contains("read as text"), "{stderr}");
    }
}

#[test]
fn titles_come_in_the_order_of_the_alphabet_whatever_their_accents_and_signs() {
    let talk = |title: &str| format!("## {title}, par Awa Diop\n\nDu sable.\n\n");
    let titles = ["Eau de pluie", "Étang du nord", "Etang sec", "« Étang en ville »", "Écluse"];
    let text: String = titles.map(talk).concat();
    let home = home(&[("a.md", &format!("# Retour sur Galet 2030\n\n{text}"))]);
    let listed = printed(recaps(home.path(), &["list", "--sort", "title", "--format", "jsonl"]));
    let listed: Vec<String> = listed
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a talk"))
        .map(|talk| talk["title"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(listed, ["Eau de pluie", "Écluse", "Étang du nord", "« Étang en ville »", "Etang sec"]);
}

#[test]
fn the_year_of_a_talk_is_that_of_its_day_or_of_the_event_that_a_sidecar_gives() {
    let text = "# Retour de conférence\n\n## Le noyau bavard\n\nInès Morel raconte tout à la salle.\n";
    let home = home(&[("a.md", text), ("b.md", text), ("c.md", text)]);
    let beside = |name: &str, text: &str| {
        std::fs::write(home.path().join("corpus").join(name), text).expect("a sidecar");
    };
    beside(
        "a.recap.toml",
        "[[talk]]\ntitle = \"Le noyau bavard\"\norigin = \"programme\"\nstart = \"2031-03-14T09:30\"\n",
    );
    beside("b.recap.toml", "event = \"Devoxx France 2022\"\n");
    beside("c.recap.toml", "event = \"Galet 2030\"\n");
    printed(recaps(home.path(), &["index"]));
    for (filters, count) in [
        (&["--year", "2031"][..], 1),
        (&["--year", "2022", "--event", "Devoxx France"], 1),
        (&["--year", "2030", "--event", "Galet"], 1),
    ] {
        assert_eq!(found(home.path(), filters), count, "{filters:?}");
    }
    let counted = printed(recaps(home.path(), &["search", "--count", "date:2031-03-14"]));
    assert_eq!(counted.trim(), "1");
}
