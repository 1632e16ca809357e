//! A version and the thing that it stands for change together, and an index of an earlier version is refused by name.
//!
//! `tests/versions/kept.tsv` holds the digest of what each version stands for. A test fails where the digest is another under the
//! same version. Whoever changes one on purpose raises its constant and runs `RECAPS_VERSIONS=write cargo test --test versions`.

mod common;

use common::{recaps, rows};
use recaps::analysis::{self, Analysis, Terms};
use recaps::index::{Versions, digest, schema, stored};
use recaps::talk::{Body, Kind, Link, LinkKind, Programme, Rating, Recap, Source, Talk};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// A recap for the indexes here, of this version and of earlier ones.
const RECAP: &str = "# Retour sur les Rencontres du Code 2021

## Des tests qui restent lisibles — Léa Fontaine (Atelier Bleu)

Léa montre comment nommer un test pour que l'on comprenne ce qui a cassé.

## Servir dix mille connexions — Marc Delorme

Marc mesure ce que coûte une connexion, puis en ouvre dix mille.
";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/versions")
}

/// A folder with the corpus that indexes are made of.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(home.path().join("corpus")).expect("a folder for the corpus");
    fs::write(home.path().join("corpus/rencontres-2021.md"), RECAP).expect("a recap");
    home
}

/// Compares what a version stands for with what is kept of it.
fn stands_for(name: &str, version: u32, what: &str) {
    let path = folder().join("kept.tsv");
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let digest = digest::of(what.as_bytes());
    let before = rows(&kept).find(|row| row[0] == name).map(|row| (row[1].to_owned(), row[2].to_owned()));
    let is_kept = before == Some((version.to_string(), digest.clone()));
    if is_kept {
        return;
    }
    let is_raised = before.as_ref().is_none_or(|(before, _)| *before != version.to_string());
    assert!(
        is_raised,
        "what version {version} of the {name} stands for has changed: raise the version, then run \
         RECAPS_VERSIONS=write cargo test --test versions"
    );
    assert!(
        std::env::var_os("RECAPS_VERSIONS").is_some_and(|value| value == "write"),
        "the {name} has a new version, {version}: run RECAPS_VERSIONS=write cargo test --test versions -- --test-threads 1"
    );
    let mut lines: Vec<String> =
        kept.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect();
    lines.extend(rows(&kept).filter(|row| row[0] != name).map(|row| row.join("\t")));
    lines.push(format!("{name}\t{version}\t{digest}"));
    fs::write(path, lines.join("\n") + "\n").expect("the kept digests");
}

#[test]
fn the_version_of_the_analysis_stands_for_its_terms() {
    let texts = fs::read_to_string(folder().join("words.txt")).expect("texts");
    let analysis = Analysis::default();
    let mut all = String::new();
    for text in texts.lines().filter(|line| !line.starts_with("# ")) {
        let mut terms = Terms::default();
        analysis.terms(text, true, &mut terms);
        writeln!(all, "{text}\n{}\n{}", terms.surfaces, terms.keys).expect("a line");
    }
    // Tables that stored terms are made with. The thesaurus, the families and the dictionary serve queries alone.
    for table in ["stems.tsv", "stop_words.txt"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/analysis/data").join(table);
        let table = fs::read_to_string(path).expect("a table");
        all.extend(table.lines().filter(|line| !line.starts_with('#')));
    }
    stands_for("analysis", analysis::VERSION, &all);
}

/// A talk that has something in every field.
fn full() -> Talk {
    let text = |of: &str| Some(of.to_owned());
    Talk {
        id: "rencontres-2021/des-tests".to_owned(),
        kind: Kind::Keynotes,
        title: "Des tests".to_owned(),
        event: text("Rencontres du Code"),
        year: Some(2021),
        date: text("2021-05-04"),
        city: text("Nantes"),
        speakers: vec!["Léa Fontaine".to_owned()],
        organisations: vec!["Atelier Bleu".to_owned()],
        writers: vec!["Marc Delorme".to_owned()],
        links: [LinkKind::Video, LinkKind::Slides, LinkKind::Schedule, LinkKind::Code, LinkKind::Other]
            .map(|kind| Link { url: "https://example.org/a".to_owned(), kind, label: text("la vidéo") })
            .into(),
        rating: Some(Rating { raw: "4/5".to_owned(), value: Some(4.0) }),
        recap: Recap {
            title: text("Retour"),
            publisher: text("Atelier Bleu"),
            authors: vec!["Camille Roux".to_owned()],
            published: text("2021-05-10"),
            url: text("https://example.org/retour"),
            tags: vec!["tests".to_owned()],
        }
        .into(),
        source: Source {
            file: "corpus/rencontres-2021.md".to_owned(),
            format: "md".to_owned(),
            encoding: "utf-8".to_owned(),
            digest: "00ff".to_owned(),
            first_line: 3,
            last_line: 5,
            first_byte: 42,
            last_byte: 180,
        },
        body: Body { text: "Léa montre.\nPuis cite.".to_owned(), lines: vec![5, 6] },
        programme: Some(Programme {
            title: text("Des tests lisibles"),
            room: text("Amphi"),
            start: text("2021-05-04T10:00"),
            origin: "programme.json".to_owned(),
        }),
        also_told_in: Vec::new(),
        words: Some(12),
    }
}

#[test]
fn the_version_of_the_schema_stands_for_its_fields_and_for_the_stored_layout() {
    let fields = serde_json::to_string(&schema::schema().0).expect("JSON");
    let talk = full();
    let bytes = stored::encode(&talk).expect("a stored talk");
    assert_eq!(stored::decode(&bytes).expect("a talk"), talk, "nothing of a talk is lost in the index");
    stands_for("schema", schema::VERSION, &format!("{fields}\n{bytes:?}"));
}

#[test]
fn bytes_that_are_no_stored_talk_are_damage() {
    let bytes = stored::encode(&full()).expect("a stored talk");
    let id = full().id.len();
    assert!(stored::decode(&bytes[..bytes.len() / 2]).is_err(), "half a talk");
    let mut strange = bytes;
    // The kind follows the id and its length.
    strange[id + 1] = 9;
    assert!(stored::decode(&strange).is_err(), "a kind that nobody knows");
}

/// The keys of a JSON value and what their values are, one a line.
fn shape(value: &Value, path: &str, lines: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| shape(value, &format!("{path}.{key}"), lines));
        }
        Value::Array(values) => values.iter().for_each(|value| shape(value, &format!("{path}[]"), lines)),
        Value::String(_) => lines.push(format!("{path} text")),
        Value::Number(_) => lines.push(format!("{path} number")),
        Value::Bool(_) => lines.push(format!("{path} bool")),
        Value::Null => lines.push(format!("{path} null")),
    }
}

#[test]
fn the_version_of_the_format_stands_for_the_manifest_and_the_files() {
    let home = home();
    assert!(recaps(home.path(), &["index"]).status.success());
    let generation = home.path().join("index/generation-1");
    let manifest = fs::read_to_string(generation.join("manifest.json")).expect("a manifest");
    let mut lines = Vec::new();
    shape(&serde_json::from_str(&manifest).expect("JSON"), "", &mut lines);
    for folder in [home.path().join("index"), generation] {
        for entry in fs::read_dir(folder).expect("a folder") {
            let name = entry.expect("an entry").file_name().into_string().expect("a name");
            // A segment is called by chance; what follows says what a file of it holds.
            lines.push(match name.split_once('.') {
                Some((id, rest)) if id.len() == 32 => format!("*.{rest}"),
                _ => name,
            });
        }
    }
    lines.sort();
    lines.dedup();
    stands_for("format", Versions::OWN.format, &lines.join("\n"));
}

#[test]
fn indexes_of_earlier_versions_are_refused_by_name_and_rebuilt() {
    let earlier = ["4.4.3", "6.6.4"];
    for version in earlier {
        let home = home();
        let index = home.path().join("index");
        let (kept, generation) = (folder().join(format!("index-{version}")), "generation-1");
        fs::create_dir_all(index.join(generation)).expect("a folder for the index");
        fs::copy(kept.join("current"), index.join("current")).expect("a pointer");
        for entry in fs::read_dir(kept.join(generation)).expect("a generation") {
            let from = entry.expect("an entry").path();
            let to = index.join(generation).join(from.file_name().expect("a name"));
            fs::copy(&from, to).expect("a file of the index");
        }
        for arguments in [&["search", "connexions"][..], &["list"], &["show", "rencontres-2021"], &["export"]]
        {
            let answer = recaps(home.path(), arguments);
            let said = String::from_utf8_lossy(&answer.stderr);
            assert_eq!(answer.status.code(), Some(3), "{arguments:?} on {version}: {said}");
            assert!(said.contains(&format!("version {version}")), "{arguments:?}: {said}");
            assert!(said.contains("try: recaps index"), "{arguments:?}: {said}");
            assert!(answer.stdout.is_empty(), "{arguments:?} on {version}");
        }
        assert!(recaps(home.path(), &["index"]).status.success(), "{version} is not rebuilt");
        let answer = recaps(home.path(), &["search", "connexions"]);
        assert!(String::from_utf8_lossy(&answer.stdout).contains("dix mille connexions"), "{version}");
    }
}
