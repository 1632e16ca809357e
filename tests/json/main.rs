//! The JSON contract: every output is read by types that deny unknown keys and miss none.

mod shapes;

use shapes::{Envelope, Failure, Talk};
use std::path::Path;
use std::process::{Command, Output};

fn recaps(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
    command.current_dir(folder).env_remove("RECAPS_INDEX").env_remove("RECAPS_CORPUS");
    command.env("XDG_CONFIG_HOME", folder.join("no-configuration"));
    command.args(args).output().expect("the program runs")
}

/// The bundled corpus in a folder of its own.
fn bundled() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = home.path().join("corpus");
    std::fs::create_dir(&corpus).expect("a folder");
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")).expect("the corpus") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, corpus.join(path.file_name().expect("a name"))).expect("a copy");
    }
    home
}

fn envelope(output: &Output) -> Envelope {
    serde_json::from_slice(&output.stdout).expect("an envelope")
}

#[test]
fn an_answer_has_every_key_and_no_other() {
    let home = bundled();
    let output =
        recaps(home.path(), &["search", "--format", "json", "--full", "--explain", "eBPF Cillium k8s"]);
    let answer = envelope(&output);
    assert_eq!((answer.schema_version, answer.offset, answer.limit), (1, 0, 10));
    assert_eq!(answer.query.text, "eBPF Cillium k8s");
    assert!(!answer.query.parsed.is_empty() && answer.query.terms.contains(&"ebpf".to_owned()));
    assert_eq!(
        (answer.query.corrections[0].from.as_str(), answer.query.corrections[0].to.as_str()),
        ("cillium", "cilium")
    );
    let expansion =
        answer.query.expansions.iter().find(|expansion| expansion.word == "k8s").expect("a synonym");
    assert_eq!(expansion.relation, "synonym");
    assert!(expansion.forms.contains(&"kubernetes".to_owned()));
    assert!(answer.took_ms >= 0.0 && answer.facets.is_empty());
    assert_eq!((answer.index.generation, answer.index.recaps, answer.index.stale), (1, 5, false));
    assert!(answer.index.path.ends_with("index") && answer.index.built_at.ends_with('Z'));
    assert!(answer.index.talks >= answer.total && answer.total >= answer.hits.len());
    for (at, hit) in answer.hits.iter().enumerate() {
        assert_eq!((hit.schema_version, hit.rank), (1, Some(at + 1)));
        assert!(
            hit.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/".contains(c)),
            "{}",
            hit.id
        );
        assert!(["talk", "keynotes", "section"].contains(&hit.kind.as_str()));
        assert!(hit.explain.is_some() && hit.body.as_ref().is_some_and(|body| !body.is_empty()));
        assert!(hit.links.iter().all(|link| link.url.starts_with("http") && !link.kind.is_empty()));
    }
    let scores: Vec<f64> = answer.hits.iter().filter_map(|hit| hit.score).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn snippets_and_sources_point_where_they_say() {
    let home = bundled();
    let answer = envelope(&recaps(
        home.path(),
        &["search", "--format", "json", "-n", "50", "sécurité Kubernetes cluster"],
    ));
    assert!(answer.hits.len() > 10);
    for hit in &answer.hits {
        let raw = std::fs::read(home.path().join(&hit.source.file)).expect("the recap");
        let lines: Vec<&[u8]> = raw.split(|&b| b == b'\n').collect();
        let source = &hit.source;
        assert_eq!(source.digest, blake3::hash(&raw).to_hex().to_string());
        assert_eq!(source.encoding, "utf-8");
        assert!(["txt", "md", "html"].contains(&source.format.as_str()));
        let (first, last) = (source.first_line as usize, source.last_line as usize);
        assert!(1 <= first && first <= last && last <= lines.len());
        let begins: usize = lines[..first - 1].iter().map(|line| line.len() + 1).sum();
        let ends: usize = lines[..last].iter().map(|line| line.len() + 1).sum::<usize>() - 1;
        assert_eq!((source.first_byte as usize, source.last_byte as usize), (begins, ends));
        for snippet in &hit.snippets {
            assert!(["title", "body", "speaker", "org", "event"].contains(&snippet.field.as_str()));
            assert!((source.first_line..=source.last_line).contains(&snippet.line));
            let chars: Vec<char> = snippet.text.chars().collect();
            let mut end = 0;
            for mark in &snippet.highlights {
                assert!(end <= mark.start_byte && mark.start_byte < mark.end_byte);
                let by_bytes = &snippet.text[mark.start_byte..mark.end_byte];
                let by_chars: String = chars[mark.start_char..mark.end_char].iter().collect();
                assert_eq!(by_bytes, by_chars);
                end = mark.end_byte;
            }
        }
    }
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let home = bundled();
    let ask = || {
        let output =
            recaps(home.path(), &["search", "--format", "jsonl", "-n", "50", "observabilité réseau"]);
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let first = ask();
    assert_eq!(first, ask());
    // Built anew, from the same recaps: the same answers, byte for byte.
    assert!(recaps(home.path(), &["index"]).status.success());
    assert_eq!(first, ask());
}

/// Hits that are printed while they are read said nothing of how much of the query they match.
#[test]
fn a_hit_says_in_every_format_whether_all_words_match() {
    let home = bundled();
    let ask = |format: &str| {
        let output = recaps(home.path(), &["search", "--format", format, "-n", "40", "noyau réseau"]);
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let matched = |hit: &serde_json::Value| hit["matched"].as_str().expect("all or some").to_owned();
    let whole: serde_json::Value = serde_json::from_str(&ask("json")).expect("an object");
    let of_object: Vec<String> = whole["hits"].as_array().expect("hits").iter().map(matched).collect();
    assert!(of_object.iter().any(|tier| tier == "all") && of_object.iter().any(|tier| tier == "some"));
    let lines = ask("jsonl");
    let of_lines = lines.lines().map(|line| matched(&serde_json::from_str(line).expect("a hit")));
    assert_eq!(of_lines.collect::<Vec<_>>(), of_object);
    let table = ask("csv");
    assert!(table.contains(",all\n") && table.contains(",some\n"), "the last column");
}

#[test]
fn every_verb_prints_talks_of_the_same_shape() {
    let home = bundled();
    let lines = |args: &[&str]| -> Vec<Talk> {
        let output = recaps(home.path(), args);
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("a talk")).collect()
    };
    let listed = lines(&["list", "--format", "jsonl"]);
    assert!(listed.len() > 45);
    assert!(
        listed.iter().all(|talk| talk.rank.is_none() && talk.score.is_none() && talk.snippets.is_empty())
    );
    let shown = lines(&["show", "--format", "jsonl", &listed[3].id]);
    assert_eq!(shown[0].id, listed[3].id);
    assert!(shown[0].body.is_some());
    let file = &listed[3].source.file;
    let parsed = lines(&["parse", "--format", "jsonl", file]);
    assert!(parsed.iter().any(|talk| talk.id == listed[3].id && talk.title == listed[3].title));
}

#[test]
fn errors_are_objects_on_stderr_under_json_formats() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let output = recaps(home.path(), &["search", "--index", "nowhere", "--format", "json", "noyau"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.is_empty());
    let failure: Failure = serde_json::from_slice(&output.stderr).expect("an error object");
    assert_eq!(failure.error.code, "no-index");
    assert_eq!(
        failure.error.hint.as_deref(),
        Some("recaps index PATH --index nowhere"),
        "the index that was named"
    );
    assert!(failure.error.message.contains("nowhere"));
}
