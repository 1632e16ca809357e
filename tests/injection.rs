//! Nothing that could act on a terminal comes out of the program, wherever it went in: titles, texts, names, links,
//! names of files, queries, ids, arguments, settings. JSON says it, but in escapes.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

/// Escape, OSC 0, 8 and 52, C1, bell, carriage return, backspace, DEL, bidirectional and zero-width characters.
const HOSTILE: &str = "\u{1b}[31m\u{1b}]0;titre\u{7}\u{1b}]8;;https://mal.example\u{1b}\\\u{1b}]52;c;bWFs\u{7}\u{9b}2J\
                       \u{9d}0;x\u{9c}\u{7}\u{8}\u{7f}\u{202e}\u{202d}\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}\
                       \u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{180e}\u{e0041}\u{ad}\u{34f}\u{115f}\u{1160}\u{17b4}\u{180b}\
                       \u{180f}\u{3164}\u{fe00}\u{fe0e}\u{fe0f}\u{ffa0}\u{fff0}\u{1bca0}\u{1d173}\u{e0100}\u{e01ef}";

/// Whether a character could move, colour, hide or reorder anything.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        // Default_Ignorable_Code_Point of Unicode 16, as its file lists it.
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}')
        || matches!(c, '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
        || matches!(c, '\u{e0000}'..='\u{e0fff}')
        || matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A folder of recaps that are hostile in every place.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = home.path().join("corpus");
    std::fs::create_dir(&corpus).expect("a folder");
    let x = HOSTILE;
    let markdown = format!(
        "---\ntitle: \"Carnet{x} du nuage\"\nauthor: \"Zoé{x} Tremblay\"\nurl: \"https://carnet.example/{x}\"\n---\n\n\
         # Journée{x} Qwertz 2021\n\n## Noyau{x} ouvert — Luc{x} Roy (Azerty{x})\n\nLe noyau{x} est ouvert. \
         [vidéo{x}](https://video.example/{x}v) {x}\n\nFin{x} du noyau\u{2028}ligne\u{2029}.\n\n\
         Note : 4/5{x}\n"
    );
    let html = format!(
        "<!doctype html><html><head><title>Carnet{x}</title><meta name=author content=\"Zoé{x}\"></head><body>\
         <h1>Journée{x} Qwertz 2022</h1><h2>Noyau&#27;[31m &#x202e;{x}</h2><p>Le noyau&#155;2J{x} \
         <a href=\"https://a.example/&#27;]0;x&#7;{x}\">lien{x}</a> <a href=\"javascript:alert(1)\">x</a></p>\
         </body></html>"
    );
    let text = format!("Journée{x} Qwertz 2023\n\n1. Noyau{x}\r\rLe noyau{x} revient\rdeux fois.\n");
    for (name, text) in [
        (format!("a{x}.md").replace('/', ""), markdown),
        (format!("b{x}.html").replace('/', ""), html),
        (format!("c{x}.txt").replace('/', ""), text),
    ] {
        std::fs::write(corpus.join(name), text).expect("a recap");
    }
    let binary = format!("d{x}.txt").replace('/', "");
    std::fs::write(corpus.join(binary), [0, 1, 2, 3, 0, 0, 255, 254]).expect("a file that is no text");
    home
}

fn recaps<S: AsRef<OsStr>>(home: &Path, args: &[S], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
    command.current_dir(home).env_clear().env("XDG_CONFIG_HOME", home.join("config"));
    command.envs(environment.iter().copied()).args(args).output().expect("the program runs")
}

/// Both streams of a run; neither may act on a terminal.
fn clean(output: &Output, what: &str) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let both = String::from_utf8(both).unwrap_or_else(|e| panic!("{what}: no UTF-8: {e}"));
    let found: Vec<String> =
        both.chars().filter(|&c| acts(c)).map(|c| c.escape_unicode().to_string()).collect();
    assert!(found.is_empty(), "{what}: {found:?} in {both:?}");
    both
}

#[test]
fn nothing_of_a_recap_acts_on_a_terminal() {
    let home = home();
    let run = |args: &[&str]| recaps(home.path(), args, &[]);
    let built = clean(&run(&["index"]), "index");
    assert!(built.contains("skipped") && built.contains("indexed 3 recaps"), "{built}");
    let listed = clean(&run(&["list"]), "list");
    assert!(listed.contains("Noyau") && listed.contains('\u{fffd}'), "{listed}");
    for args in [
        &["search", "noyau"][..],
        &["search", "--full", "--explain", "-v", "noyau"],
        &["search", "--color", "never", "noyau*"],
        &["list", "--sort", "title"],
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        clean(&output, &args.join(" "));
    }
    let jsonl = String::from_utf8(run(&["list", "--format", "jsonl"]).stdout).expect("UTF-8");
    let ids: Vec<String> = jsonl
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].to_string())
        .collect();
    for id in ids.iter().map(|id| id.trim_matches('"')) {
        assert!(clean(&run(&["show", id]), "show").contains("oyau"));
        clean(&run(&["similar", id]), "similar");
    }
    let picked = recaps(home.path(), &["pick", "noyau"], &[("TERM", "dumb")]);
    clean(&picked, "pick");
    for file in std::fs::read_dir(home.path().join("corpus")).expect("the corpus") {
        let file = file.expect("a file").path();
        for flags in [&[][..], &["--lint"], &["--explain", "--full"], &["--format", "json"]] {
            let args: Vec<&OsStr> = ["parse"].iter().chain(flags).map(OsStr::new).collect();
            clean(&recaps(home.path(), &[&args[..], &[file.as_os_str()]].concat(), &[]), "parse");
        }
    }
    std::fs::write(home.path().join("corpus/e.md"), "# Neuf\n").expect("a recap");
    assert!(clean(&run(&["search", "noyau"]), "stale").contains("corpus changed"));
}

#[test]
fn nothing_of_a_file_acts_on_a_terminal_as_its_lines_are_shown() {
    let home = home();
    clean(&recaps(home.path(), &["index"], &[]), "index");
    let ids = recaps(home.path(), &["list", "--format", "ids"], &[]);
    for id in clean(&ids, "ids").lines().filter(|line| line.contains('/')) {
        let raw = recaps(home.path(), &["show", "--raw", id], &[]);
        assert!(clean(&raw, "raw").replace('\t', "").contains('\u{fffd}'), "{id}");
    }
}

#[test]
fn cells_that_begin_as_formulas_are_text_to_a_spreadsheet() {
    let home = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(home.path().join("corpus")).expect("a folder");
    let text = "---\ntitle: \"=1+1\"\nauthor: \"@SUM(A1)\"\nevent: \"-Qwertz\"\n---\n\n\
                ## =HYPERLINK(\"https://mal.example\") du noyau - Inès Morel, +Brumisio\n\nLe noyau.\n\n\
                ## ＝cmd du noyau\n\nLe noyau.\n\n## Noyau =1\n\nLe noyau, -3 degrés.\n";
    std::fs::write(home.path().join("corpus/a.md"), text).expect("a recap");
    clean(&recaps(home.path(), &["index"], &[]), "index");
    let mut cells = 0;
    for args in [
        &["list", "--format", "csv"][..],
        &["search", "noyau", "--format", "csv"],
        &["facets", "--format", "csv", "event"],
        &["timeline", "--format", "csv", "noyau"],
    ] {
        let output = recaps(home.path(), args, &[]);
        let text = clean(&output, "csv");
        assert_eq!(output.status.code(), Some(0), "{args:?}: {text}");
        for cell in csv::Reader::from_reader(output.stdout.as_slice())
            .records()
            .flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
        {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{args:?}: {cell}");
            cells += usize::from(cell.starts_with('\''));
        }
    }
    assert!(cells >= 6, "{cells}");
}

#[test]
fn nothing_that_is_typed_comes_back_to_act() {
    let home = home();
    clean(&recaps(home.path(), &["index"], &[]), "index");
    let x = HOSTILE;
    let noyau = format!("noyau{x}");
    let (flag, value) = (format!("--fla{x}g"), format!("--year=20{x}21"));
    let (format, verb) = (format!("--format=tex{x}t"), format!("searc{x}h"));
    let set = format!("tit{x}le=3");
    let nowhere = format!("nulle{x}part");
    for args in [
        &["search", &noyau][..],
        &["search", "-v", &format!("{noyau} terrafrom{x} speaker:{x}roy")],
        &["search", x],
        &["search", "noyau", &flag],
        &["search", "noyau", &value],
        &["search", "noyau", &format],
        &["search", "noyau", "--min-rating", &noyau],
        &["search", "noyau", "--sort", &noyau],
        &["search", "noyau", "--color", &noyau],
        &["search", "noyau", "--hyperlink-format", &noyau],
        &["search", "noyau", "--glossary", &nowhere],
        &["--index", &nowhere, "search", "noyau"],
        &[&verb],
        &["show", &noyau],
        &["show", "--no-pager", &noyau],
        &["similar", &noyau],
        &["index", &nowhere],
        &["parse", &nowhere],
        &["parse", "--encoding", &noyau, "corpus"],
        &["analyze", &noyau],
        &["eval", &nowhere, &nowhere],
        &["eval", &nowhere, &nowhere, "--set", &set],
        &["eval", &nowhere, &nowhere, "--set", &format!("title=3{x}")],
        &["config", "--hyperlink-format", &noyau],
        &["config", "--index", &nowhere],
        &["help", &noyau],
    ] {
        clean(&recaps(home.path(), args, &[]), &args.join(" "));
    }
    let environment = [("RECAPS_INDEX", nowhere.as_str()), ("RECAPS_GLOSSARY", nowhere.as_str())];
    for args in [&["search", "noyau"][..], &["search", "--help"], &["config"], &["index", "corpus"]] {
        clean(&recaps(home.path(), args, &environment), "environment");
    }
}

#[test]
fn nothing_of_a_setting_comes_back_to_act() {
    let home = home();
    let folder = home.path().join("config/recaps");
    std::fs::create_dir_all(&folder).expect("a folder");
    let x = HOSTILE;
    // What TOML itself forbids stays out of it; the rest goes into keys and values.
    let y = "\u{9b}2J\u{202e}\u{200b}\u{200d}\u{feff}";
    for text in [
        format!("\"lim{y}it\" = 3\n"),
        format!("color = \"nev{y}er\"\n"),
        format!("hyperlink-format = \"x://{y}\"\n"),
        format!("index = \"nulle{y}part\"\n"),
        format!("glossary = \"nulle{y}part\"\n"),
        format!("limit = {x}\n"),
        "\"\\u001b]0;x\\u0007\" = 1\n".to_owned(),
    ] {
        std::fs::write(folder.join("config.toml"), &text).expect("a configuration");
        for args in [&["config"][..], &["search", "noyau"]] {
            clean(&recaps(home.path(), args, &[]), &text);
        }
    }
    std::fs::remove_file(folder.join("config.toml")).expect("removed");
    let glossary = home.path().join(format!("mots{x}").replace('/', ""));
    std::fs::write(&glossary, format!("noyau = kernel\nseul{x}\n")).expect("a glossary");
    let args = [OsStr::new("search"), OsStr::new("noyau"), OsStr::new("--glossary"), glossary.as_os_str()];
    let output = recaps(home.path(), &args, &[]);
    assert_eq!(output.status.code(), Some(0), "a search passes the line over");
    assert!(clean(&output, "glossary").contains(":2: "));
}

#[test]
fn json_says_everything_in_escapes() {
    let home = home();
    let output = recaps(home.path(), &["list", "--format", "jsonl"], &[]);
    clean(&output, "jsonl");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let talk: serde_json::Value = serde_json::from_str(text.lines().next().expect("a talk")).expect("JSON");
    assert!(talk["source"]["file"].as_str().expect("a file").contains("\u{1b}]52;"), "{talk}");
    let output =
        recaps(home.path(), &["search", "--format", "json", "--full", &format!("noyau {HOSTILE}")], &[]);
    clean(&output, "json");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["query"]["text"], format!("noyau {HOSTILE}"));
    let output = recaps(home.path(), &["show", "-q", "--format", "json", HOSTILE], &[]);
    clean(&output, "error");
    assert!(serde_json::from_slice::<serde_json::Value>(&output.stderr).is_ok());
}

#[test]
fn hyperlinks_lead_where_they_may_and_their_addresses_act_on_nothing() {
    let home = home();
    let args = ["search", "noyau", "--hyperlink", "always", "--hyperlink-format", "kitty"];
    let output = recaps(home.path(), &args, &[]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut addresses = Vec::new();
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}]8;;") {
        let (address, after) = after.split_once("\u{1b}\\").expect("an end");
        plain.push_str(before);
        addresses.extend((!address.is_empty()).then(|| address.to_owned()));
        rest = after;
    }
    plain.push_str(rest);
    assert!(!plain.chars().any(acts), "{plain:?}");
    assert!(addresses.len() >= 3, "{addresses:?}");
    for address in addresses {
        assert!(["https://", "http://", "file://"].iter().any(|s| address.starts_with(s)), "{address}");
        assert!(address.chars().all(|c| c.is_ascii_graphic()), "{address}");
    }
}
