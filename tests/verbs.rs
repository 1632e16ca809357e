//! Verbs around the search: status, export, show, man, completions.

mod common;

use common::{EDITIONS, bundled, home, printed, program, recaps};
use serde_json::{Value, json};
use std::path::Path;

fn status(folder: &Path) -> Value {
    serde_json::from_str(&printed(recaps(folder, &["status", "--format", "json"]))).expect("a status")
}

#[test]
fn status_without_index_builds_none() {
    let home = home(&EDITIONS);
    let output = recaps(home.path(), &["status"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.is_empty() && !home.path().join("index").exists());
}

/// A file that is no text made every search say that the corpus had changed.
#[test]
fn a_file_that_cannot_be_read_is_skipped_once_and_makes_nothing_stale() {
    let home = home(&EDITIONS);
    let image = home.path().join("corpus/image.md");
    std::fs::write(&image, [0, 1, 2]).expect("a file");
    let output = recaps(home.path(), &["index"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.contains("image.md: not a text file: NUL byte"), "{said}");
    assert_eq!(said.matches("image.md").count(), 1, "{said}");
    assert_eq!(status(home.path())["index"]["stale"], false);
    std::fs::remove_file(&image).expect("the file");
    assert_eq!(status(home.path())["index"]["stale"], false);
}

#[test]
fn a_sidecar_that_comes_changes_its_recap() {
    let home = home(&EDITIONS);
    assert!(recaps(home.path(), &["index"]).status.success());
    std::fs::write(home.path().join("corpus/qwertz-2022.recap.toml"), "city = \"Brest\"\n")
        .expect("a sidecar");
    assert_eq!(status(home.path())["changed"], json!(["corpus/qwertz-2022.md"]));
    assert!(recaps(home.path(), &["index"]).status.success());
    let talks = printed(recaps(home.path(), &["list", "--format", "jsonl"]));
    assert!(talks.lines().any(|talk| talk.contains("\"city\":\"Brest\"")), "{talks}");
}

#[test]
fn status_names_what_changed() {
    let home = home(&EDITIONS);
    let corpus = home.path().join("corpus");
    assert!(recaps(home.path(), &["index"]).status.success());
    let fresh = status(home.path());
    let keys: Vec<&String> = fresh.as_object().expect("an object").keys().collect();
    let expected = [
        "added",
        "changed",
        "compared",
        "corpus",
        "index",
        "removed",
        "schema_version",
        "skipped",
        "versions",
    ];
    assert!(expected.iter().all(|key| keys.iter().any(|own| own == key)) && keys.len() == expected.len());
    assert_eq!(
        (&fresh["index"]["talks"], &fresh["index"]["recaps"], &fresh["index"]["stale"]),
        (&json!(5), &json!(2), &json!(false))
    );
    assert_eq!(fresh["corpus"][0]["name"], "corpus");
    std::fs::write(corpus.join("azerty.md"), "# Azerty 2020\n\n## Un essai\n\nCourt.\n").expect("a recap");
    std::fs::write(corpus.join("qwertz-2022.md"), "# Tout autre chose\n").expect("a recap");
    std::fs::remove_file(corpus.join("qwertz-2023.md")).expect("a recap less");
    let stale = status(home.path());
    assert_eq!(stale["index"]["stale"], true);
    assert_eq!(stale["added"], json!(["corpus/azerty.md"]));
    assert_eq!(stale["changed"], json!(["corpus/qwertz-2022.md"]));
    assert_eq!(stale["removed"], json!(["corpus/qwertz-2023.md"]));
    let text = printed(recaps(home.path(), &["status"]));
    for line in ["stale", "corpus/azerty.md", "corpus/qwertz-2022.md", "corpus/qwertz-2023.md"] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn an_export_is_the_list_with_its_texts() {
    let home = bundled();
    let ids = printed(recaps(home.path(), &["list", "--format", "ids"]));
    let export = printed(recaps(home.path(), &["export"]));
    let talks: Vec<Value> = export.lines().map(|line| serde_json::from_str(line).expect("a talk")).collect();
    let exported: Vec<&str> = talks.iter().filter_map(|talk| talk["id"].as_str()).collect();
    assert_eq!(exported, ids.lines().collect::<Vec<_>>());
    assert!(talks.iter().all(|talk| talk["body"].is_string() && talk["rank"].is_null()));
    assert_eq!(export, printed(recaps(home.path(), &["export", "--format", "jsonl"])));
}

#[test]
fn raw_lines_are_those_of_the_file() {
    let home = bundled();
    let listed = printed(recaps(home.path(), &["list", "--format", "jsonl"]));
    for line in listed.lines().step_by(7) {
        let talk: Value = serde_json::from_str(line).expect("a talk");
        let (id, source) = (talk["id"].as_str().expect("an id"), &talk["source"]);
        let number = |key: &str| source[key].as_u64().expect("a number") as usize;
        let file = std::fs::read_to_string(home.path().join(source["file"].as_str().expect("a file")));
        let own: String = file
            .expect("a recap")
            .split('\n')
            .skip(number("first_line") - 1)
            .take(number("last_line") + 1 - number("first_line"))
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(printed(recaps(home.path(), &["show", "--raw", id])), own);
    }
}

#[test]
fn raw_lines_of_another_file_are_not_shown() {
    let home = home(&EDITIONS);
    let show = || recaps(home.path(), &["show", "--raw", "qwertz-2022/le-noyau-sans-peur"]);
    assert!(show().status.success());
    let file = home.path().join("corpus/qwertz-2022.md");
    let text = std::fs::read_to_string(&file).expect("a recap");
    // The length stays the same: only the content shows the change.
    std::fs::write(&file, text.replace("eBPF", "XXXX")).expect("a recap");
    let changed = show();
    assert_eq!((changed.status.code(), changed.stdout.len()), (Some(2), 0));
    assert!(
        String::from_utf8_lossy(&changed.stderr)
            .contains("changed since the index was built; try: recaps index")
    );
    std::fs::remove_file(&file).expect("a recap less");
    let missing = show();
    assert_eq!((missing.status.code(), missing.stdout.len()), (Some(2), 0));
    let said = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert_eq!(said.matches("os error").count(), 1, "{said}");
}

#[test]
fn raw_lines_keep_tabs_but_no_control_characters() {
    let text = "# Qwertz 2022\r\n\r\n## Le noyau - Inès Morel, Brumisio\r\n\r\nUn\tdeux \u{1b}[31mrouge \u{202e}envers\r\n";
    let home = home(&[("qwertz-2022.md", text)]);
    let shown = printed(recaps(home.path(), &["show", "--raw", "qwertz-2022/le-noyau"]));
    assert!(shown.contains("Un\tdeux \u{fffd}[31mrouge \u{fffd}envers\n"), "{shown:?}");
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\r']));
}

#[test]
fn nothing_of_a_recap_steers_the_terminal() {
    let hostile = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{200b}";
    let text = format!(
        "---\ntitle: Retour {hostile}\nevent: Qwertz{hostile}\nauthor: Ana {hostile}Lima\n---\n\n\
         ## Le noyau {hostile}dur - Inès {hostile}Morel, Bru{hostile}misio\n\nLe noyau {hostile} parle.\n"
    );
    let home = home(&[("qwertz-2022.md", &text)]);
    let ids = printed(recaps(home.path(), &["list", "--format", "ids"]));
    let id = ids.lines().next().expect("a talk");
    let verbs: [&[&str]; 14] = [
        &["show", "--cite", id],
        &["show", "--raw", id],
        &["facets", "speaker"],
        &["facets", "event"],
        &["facets", "organisation", "--format", "csv"],
        &["timeline", "noyau"],
        &["timeline", "noyau", "--format", "csv"],
        &["search", "noyau", "--facets", "event,speaker,recap"],
        &["search", "noyau", "--format", "csv"],
        &["list", "--format", "csv"],
        &["status"],
        &["list", "--event", "qwerz"],
        &["search", hostile],
        &["facets", hostile],
    ];
    for args in verbs {
        let output = recaps(home.path(), args);
        for stream in [output.stdout, output.stderr] {
            let text = String::from_utf8(stream).expect("UTF-8");
            let steers = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{200b}".contains(c);
            assert!(!text.contains(steers), "{args:?}: {text:?}");
        }
    }
}

#[test]
fn a_citation_is_one_line() {
    let home = home(&EDITIONS);
    let ids = ["qwertz-2022/le-noyau-sans-peur", "qwertz-2023/une-toile-pour-tous"];
    let text = printed(recaps(home.path(), &["show", "--cite", ids[0], ids[1]]));
    let expected = "\
Inès Morel, « Le noyau sans peur », Qwertz 2022, as told by Camille Roux in « Retour sur Qwertz 2022 », https://blog.example.org/qwertz-2022
Awa Diop, « Une toile pour tous », Qwertz 2023, as told by Camille Roux in « Retour sur Qwertz 2023 », corpus/qwertz-2023.md:12-14
";
    assert_eq!(text, expected);
}

#[test]
fn every_verb_has_a_manual_page_with_its_examples() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let main = printed(recaps(home.path(), &["man"]));
    assert!(main.starts_with(".ie") || main.contains(".TH recaps 1"), "{main}");
    assert!(main.contains("EXIT STATUS") && main.contains("EXAMPLES"));
    assert!(recaps(home.path(), &["man", "pages/man1"]).status.success());
    let pages = home.path().join("pages/man1");
    assert_eq!(std::fs::read_to_string(pages.join("recaps.1")).expect("the main page"), main);
    for verb in
        ["search", "show", "list", "similar", "facets", "timeline", "status", "export", "index", "man"]
    {
        let page = std::fs::read_to_string(pages.join(format!("recaps-{verb}.1"))).expect("a page");
        assert!(page.contains(&format!("recaps {verb}")) && page.contains("EXAMPLES"), "{page}");
        assert!(page.contains("\\-\\-format"), "{verb} shares the common options");
    }
}

#[test]
fn shells_get_a_script_and_unknown_ones_a_refusal() {
    let home = tempfile::tempdir().expect("a temporary folder");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(recaps(home.path(), &["completions", shell]));
        assert!(script.contains("recaps") && script.contains("RECAPS_COMPLETE"), "{shell}: {script}");
    }
    assert_eq!(recaps(home.path(), &["completions", "csh"]).status.code(), Some(2));
}

/// What the last word of a line is completed to, as Bash is answered.
fn completed(folder: &Path, words: &[&str]) -> Vec<String> {
    let output = program(folder)
        .env("RECAPS_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
        .env("_CLAP_IFS", "\u{b}")
        .args(["--"])
        .args(words)
        .output()
        .expect("the program runs");
    printed(output).split('\u{b}').map(str::to_owned).collect()
}

#[test]
fn ids_names_and_fields_are_completed_from_the_index() {
    let home = home(&EDITIONS);
    assert!(recaps(home.path(), &["index"]).status.success());
    let complete = |words: &[&str]| completed(home.path(), words);
    assert_eq!(complete(&["recaps", "timel"]), ["timeline"]);
    assert_eq!(
        complete(&["recaps", "show", "qwertz-2022/"]),
        ["qwertz-2022/dormir-pendant-les-sauvegardes", "qwertz-2022/le-noyau-sans-peur"]
    );
    assert_eq!(complete(&["recaps", "list", "--event", "qw"]), ["Qwertz"]);
    assert_eq!(complete(&["recaps", "list", "--speaker", "ines"]), ["Inès\\ Morel"]);
    assert_eq!(complete(&["recaps", "list", "--speaker", "Inès\\ M"]), ["Inès\\ Morel"]);
    assert_eq!(complete(&["recaps", "search", "--writer", "zz"]), [""]);
    assert_eq!(complete(&["recaps", "search", "spe"]), ["speaker:"]);
    assert_eq!(complete(&["recaps", "search", "org:bru"]), ["org:Brumisio"]);
    assert_eq!(complete(&["recaps", "facets", "sp"]), ["speaker"]);
}

#[test]
fn completing_without_an_index_is_quiet() {
    let home = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(completed(home.path(), &["recaps", "show", "qw"]), [""]);
    assert!(std::fs::read_dir(home.path()).expect("a folder").next().is_none());
}

/// A saved page has dozens of ranges that are no text: they are counted in one line, and listed where they are asked for.
#[test]
fn lines_that_are_left_out_are_counted_once() {
    let home = bundled();
    let recap = "corpus/kubecon-eu-2022-jour1-stack-labs.md";
    let folded = printed(recaps(home.path(), &["parse", recap]));
    let listed = printed(recaps(home.path(), &["parse", "--noise", recap]));
    assert!(folded.ends_with("\n  2 lines left out as noise (--noise shows which)\n"), "{folded}");
    assert_eq!(listed.matches(" noise\n").count(), 2, "{listed}");
    assert!(!listed.contains("left out"), "{listed}");
}

#[test]
fn show_keeps_paragraphs_lists_and_code_of_every_format() {
    let markdown = "# Retour sur Galet Conf 2021\n\n## Le torrent, par Inès Morel (Brumisio)\n\nUn début,\nqui continue.\n\n\
        - un galet\n  - dedans\n1. d'abord\n2. ensuite\n\n```rust\nfn main() {\n    coule();\n}\n```\n\nFin.\n\n\
        ## Le sable, par Awa Diop\n\nDu sable.\n";
    let page = "<html><head><title>Retour sur Galet Conf 2022</title></head><body><article>\n\
        <h1>Retour sur Galet Conf 2022</h1>\n<h2>Le torrent, par Inès Morel (Brumisio)</h2>\n<p>Un début.</p>\n\
        <p>Une suite :</p>\n<ul>\n<li>un galet</li>\n<li>deux<ul><li>dedans</li></ul></li>\n</ul>\n\
        <pre><code>fn main() {\n    coule();\n}</code></pre>\n<p>Fin.</p>\n\
        <h2>Le sable, par Awa Diop (Bépo)</h2>\n<p>Du sable.</p>\n</article></body></html>\n";
    let asciidoc = "= Retour sur Galet Conf 2023\n\n== Le torrent, par Inès Morel (Brumisio)\n\nUn début.\n\n* un galet\n\
        ** dedans\n\n[source,rust]\n----\nfn main() {\n    coule();\n}\n----\n\nFin.\n\n\
        == Le sable, par Awa Diop\n\nDu sable.\n";
    let rst = "Retour sur Galet Conf 2024\n==========================\n\nLe torrent, par Inès Morel (Brumisio)\n\
        -------------------------------------\n\nUn début.\n\n- un galet\n\n  - dedans\n\n.. code-block:: rust\n\n   fn main() {\n\
        \x20      coule();\n   }\n\nFin.\n\nLe sable, par Awa Diop\n----------------------\n\nDu sable.\n";
    let home = home(&[("md.md", markdown), ("html.html", page), ("adoc.adoc", asciidoc), ("rst.rst", rst)]);
    printed(recaps(home.path(), &["index"]));
    for format in ["md", "html", "adoc", "rst"] {
        let shown = printed(recaps(home.path(), &["show", &format!("{format}/le-torrent")]));
        let (_, text) = shown.split_once("\n\n").expect("a text");
        assert!(
            text.contains("\n\n    fn main() {\n        coule();\n    }\n\nFin."),
            "{format}: code\n{shown}"
        );
        assert!(
            text.contains("\n- un galet\n") && text.contains("\n  - dedans\n"),
            "{format}: items\n{shown}"
        );
        let start = if format == "md" { "Un début,\nqui continue.\n\n" } else { "Un début.\n\n" };
        assert!(text.starts_with(start), "{format}: paragraphs\n{shown}");
        assert!(format != "md" || text.contains("\n1. d'abord\n2. ensuite\n"), "{format}: numbers\n{shown}");
    }
}
