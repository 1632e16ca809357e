//! Configuration: a flag over the environment over the file over the default; and what it changes.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const RECAP: &str = "# Journée Qwertz 2021\n\n## Noyau ouvert\n\nLe noyau est ouvert.\n\n\
                     ## Noyau fermé\n\nLe noyau est fermé, Kubernetes et le graouli dorment.\n";

/// A corpus of two talks and a folder for the configuration.
fn home(config: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    for folder in ["corpus", "config/recaps"] {
        std::fs::create_dir_all(home.path().join(folder)).expect("a folder");
    }
    std::fs::write(home.path().join("corpus/qwertz.md"), RECAP).expect("a recap");
    if !config.is_empty() {
        std::fs::write(home.path().join("config/recaps/config.toml"), config).expect("a configuration");
    }
    home
}

fn command(home: &Path, args: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
    command.current_dir(home).env_clear().env("XDG_CONFIG_HOME", home.join("config")).args(args);
    command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command.envs(environment.iter().copied());
    command
}

fn recaps(home: &Path, args: &[&str], environment: &[(&str, &str)]) -> Output {
    command(home, args, environment).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A setting as `recaps config` says it: value, origin, place.
fn setting(home: &Path, name: &str, args: &[&str], environment: &[(&str, &str)]) -> (Value, String, Value) {
    let args = [&["config", "--format", "json"], args].concat();
    let output = recaps(home, &args, environment);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(all["schema_version"], 1);
    let settings = all["settings"].as_array().expect("a list");
    let setting = settings.iter().find(|setting| setting["name"] == name).expect("a setting");
    let origin = setting["origin"].as_str().expect("an origin").to_owned();
    (setting["value"].clone(), origin, setting["place"].clone())
}

#[test]
fn a_flag_counts_before_the_environment_before_the_file_before_the_default() {
    let home = home("index = \"fonds\"\nlimit = 1\n");
    let file = home.path().join("config/recaps/config.toml");
    let index =
        |args: &[&str], environment: &[(&str, &str)]| setting(home.path(), "index", args, environment);
    let (value, origin, place) = index(&[], &[]);
    assert_eq!(value, home.path().join("config/recaps/fonds").to_str().expect("UTF-8"));
    assert_eq!((origin.as_str(), place), ("file", Value::from(format!("{}:1", file.display()))));
    let environment = [("RECAPS_INDEX", "ailleurs")];
    let expected = (Value::from("ailleurs"), "environment".to_owned(), Value::from("RECAPS_INDEX"));
    assert_eq!(index(&[], &environment), expected);
    let expected = (Value::from("ici"), "flag".to_owned(), Value::from("--index"));
    assert_eq!(index(&["--index", "ici"], &environment), expected);
    assert_eq!(index(&["--no-config"], &[]), (Value::from("index"), "default".to_owned(), Value::Null));
}

#[test]
fn the_limit_of_the_file_holds_where_no_flag_is_given() {
    let home = home("limit = 1\nsnippets = 0\n");
    let hits = |args: &[&str]| {
        let args = [&["search", "--index", "index", "--format", "jsonl", "noyau"], args].concat();
        stdout(&recaps(home.path(), &args, &[])).lines().count()
    };
    assert_eq!((hits(&[]), hits(&["-n", "5"]), hits(&["--no-config"])), (1, 2, 2));
    let text = stdout(&recaps(home.path(), &["search", "noyau"], &[]));
    assert!(!text.contains("Le noyau est"), "{text}");
}

#[test]
fn what_cannot_be_read_in_the_file_is_said_with_its_line_and_passed_over_by_searches() {
    let home = home("limit = 1\n\ncolour = \"never\"\nsnippets = = 2\n");
    let output = recaps(home.path(), &["search", "noyau"], &[]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("config.toml:3: unknown key \"colour\"; did you mean \"color\"?"), "{said}");
    assert!(said.contains("config.toml:4: "), "a line that is no TOML: {said}");
    assert!(said.contains("1 of 2 talks"), "the other lines count: {said}");
    for verb in [&["index"][..], &["config"]] {
        let output = recaps(home.path(), verb, &[]);
        assert_eq!(output.status.code(), Some(2), "{verb:?} refuses it");
        assert!(stderr(&output).contains("config.toml:3: unknown key"), "{}", stderr(&output));
    }
    let output = recaps(home.path(), &["index", "--format", "json"], &[]);
    let error: Value = serde_json::from_slice(&output.stderr).expect("JSON");
    assert_eq!(error["error"]["code"], "config");
    assert_eq!(recaps(home.path(), &["index", "--no-config"], &[]).status.code(), Some(0));
}

#[test]
fn lines_of_a_glossary_that_cannot_be_read_cost_no_other_and_flood_nobody() {
    let home = home("");
    let glossary = home.path().join("glossary.txt");
    let search = || recaps(home.path(), &["search", "--no-correct", "azertyuiop"], &[]);
    std::fs::write(&glossary, b"r\xe9seau = filet\nazertyuiop = graouli\n").expect("a glossary");
    let output = search();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("glossary.txt:1: not in UTF-8; passed over"), "{}", stderr(&output));
    for verb in ["index", "config"] {
        let output = recaps(home.path(), &[verb], &[]);
        assert_eq!(output.status.code(), Some(2), "{verb} refuses it");
        assert!(stderr(&output).contains("glossary.txt:1: not in UTF-8"), "{}", stderr(&output));
    }
    std::fs::write(&glossary, "seul\n".repeat(5_000) + "azertyuiop = graouli\n").expect("a glossary");
    let output = search();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output).matches("passed over").count(), 4, "{}", stderr(&output));
    assert!(stderr(&output).contains("glossary.txt: 4997 lines more passed over"), "{}", stderr(&output));
}

/// Bounds of a glossary: of a name that many concepts share only the first ones count, and a line has so many forms.
#[test]
fn a_name_of_a_glossary_leads_to_so_many_others_and_no_further() {
    let home = home("");
    let glossary = home.path().join("glossary.txt");
    let forms = |query: &str| {
        let output = recaps(home.path(), &["search", "--no-correct", "--format", "json", query], &[]);
        let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let expansions = answer["query"]["expansions"].as_array().expect("a list").clone();
        let forms = expansions.iter().flat_map(|one| one["forms"].as_array().cloned().unwrap_or_default());
        (answer["total"].as_u64().expect("a number"), forms.count(), stderr(&output))
    };
    let lines = |graouli: usize| {
        let line =
            |n| if n == graouli { "azertyuiop = graouli\n".into() } else { format!("azertyuiop = mot{n}\n") };
        (0..20_000).map(line).collect::<String>()
    };
    std::fs::write(&glossary, lines(3)).expect("a glossary");
    assert_eq!(forms("azertyuiop").0, 1, "one of the first");
    std::fs::write(&glossary, lines(19_999)).expect("a glossary");
    let (found, widened, _) = forms("azertyuiop");
    assert!(found == 0 && widened <= 100, "one of too many: {found} {widened}");
    let many: Vec<String> = (0..101).map(|n| format!("mot{n}")).collect();
    std::fs::write(&glossary, format!("{}\nazertyuiop = graouli\n", many.join(" = "))).expect("a glossary");
    let (found, _, said) = forms("azertyuiop");
    assert!(found == 1 && said.contains("glossary.txt:1: more than 100 forms"), "{said}");
}

#[test]
fn a_glossary_is_found_beside_the_corpus_and_named_by_file_environment_and_flag() {
    let home = home("");
    let found = |args: &[&str], environment: &[(&str, &str)]| {
        let args = [&["search", "--no-correct", "azertyuiop"], args].concat();
        recaps(home.path(), &args, environment).status.code() == Some(0)
    };
    assert!(!found(&[], &[]));
    std::fs::write(home.path().join("mots.txt"), "azertyuiop = graouli\n").expect("a glossary");
    assert!(found(&["--glossary", "mots.txt"], &[]));
    assert!(found(&[], &[("RECAPS_GLOSSARY", "mots.txt")]));
    std::fs::rename(home.path().join("mots.txt"), home.path().join("glossary.txt")).expect("a rename");
    assert!(found(&[], &[]));
    // The bundled glossary stays.
    let args = ["search", "--format", "json", "k8s"];
    let answer: Value = serde_json::from_slice(&recaps(home.path(), &args, &[]).stdout).expect("JSON");
    assert_eq!(answer["query"]["expansions"][0]["relation"], "synonym");
    std::fs::write(home.path().join("glossary.txt"), "# mots\nseul\n").expect("a glossary");
    let output = recaps(home.path(), &["search", "noyau"], &[]);
    assert_eq!(output.status.code(), Some(0), "a search passes it over");
    assert!(stderr(&output).contains("glossary.txt:2: expected two forms"), "{}", stderr(&output));
    for verb in ["index", "config"] {
        let output = recaps(home.path(), &[verb], &[]);
        assert_eq!(output.status.code(), Some(2), "{verb} refuses it");
        assert!(stderr(&output).contains("glossary.txt:2: expected two forms"), "{}", stderr(&output));
    }
    let output = recaps(home.path(), &["search", "noyau", "--glossary", "nulle.txt"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("nulle.txt: "), "{}", stderr(&output));
}

/// Whether a search says its hits in colours, run on a terminal of its own (by `script`) or into a pipe.
fn colored(home: &Path, terminal: bool, args: &[&str], environment: &[(&str, &str)]) -> bool {
    let search = [&["search", "noyau"], args].concat();
    let output = if terminal {
        // What a pager writes of its own is none of our colours.
        let search = search.into_iter().chain(["--no-pager"]);
        let words: Vec<&str> = std::iter::once(env!("CARGO_BIN_EXE_recaps")).chain(search).collect();
        let mut script = Command::new("script");
        script.args(["-qec", &words.join(" "), "/dev/null"]).current_dir(home).env_clear();
        script.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        script.env("XDG_CONFIG_HOME", home.join("config")).env("TERM", "xterm");
        script.envs(environment.iter().copied()).stdin(Stdio::null()).output().expect("script runs")
    } else {
        recaps(home, &search, environment)
    };
    assert!(stdout(&output).contains("oyau"), "{args:?} {environment:?}: {}", stdout(&output));
    stdout(&output).contains("\u{1b}[")
}

#[test]
fn colours_follow_the_flag_then_the_environment_then_the_file_then_the_stream() {
    let plain = home("");
    let home = home("color = \"always\"\n");
    let pipe = |args: &[&str], environment: &[(&str, &str)]| colored(plain.path(), false, args, environment);
    assert!(!pipe(&[], &[]));
    assert!(pipe(&["--color", "always"], &[]));
    assert!(pipe(&["--color", "always"], &[("NO_COLOR", "1"), ("TERM", "dumb")]));
    assert!(pipe(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!pipe(&[], &[("CLICOLOR_FORCE", "0")]), "no is no");
    assert!(!pipe(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!pipe(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(colored(home.path(), false, &[], &[]));
    assert!(!colored(home.path(), false, &[], &[("NO_COLOR", "1")]));
    assert!(colored(home.path(), false, &[], &[("NO_COLOR", "")]), "an empty NO_COLOR says nothing");
    assert!(!colored(home.path(), false, &["--no-config"], &[]));
    let (value, origin, place) = setting(home.path(), "color", &[], &[("NO_COLOR", "1")]);
    assert_eq!((value, origin, place), ("auto".into(), "environment".to_owned(), "NO_COLOR".into()));
    if Command::new("script").args(["-qec", "true", "/dev/null"]).output().is_err() {
        println!("skipped: script is not there");
        return;
    }
    let terminal =
        |args: &[&str], environment: &[(&str, &str)]| colored(plain.path(), true, args, environment);
    assert!(terminal(&[], &[]));
    assert!(!terminal(&["--color", "never"], &[]));
    for environment in [("NO_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")] {
        assert!(!terminal(&[], &[environment]), "{environment:?}");
        assert!(terminal(&["--color", "always"], &[environment]), "{environment:?}");
    }
}

#[test]
fn hyperlinks_need_a_terminal_with_colours_or_to_be_asked_for() {
    let home = home("hyperlink-format = \"vscode\"\n");
    let linked = |args: &[&str]| {
        let text = stdout(&recaps(home.path(), &[&["search", "noyau"], args].concat(), &[]));
        (text.contains("\u{1b}]8;;vscode://file/"), text.contains("\u{1b}["))
    };
    assert_eq!(linked(&[]), (false, false));
    assert_eq!(linked(&["--color", "always"]), (false, true));
    assert_eq!(linked(&["--hyperlink", "always"]), (true, false));
    assert_eq!(linked(&["--hyperlink", "always", "--color", "always"]), (true, true));
    assert_eq!(linked(&["--hyperlink", "always", "--hyperlink-format", "none"]), (false, false));
    let output = recaps(home.path(), &["list", "--hyperlink-format", "vscoode"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("vscodium"), "{}", stderr(&output));
}

#[test]
fn show_goes_through_the_pager_on_a_terminal_only() {
    let home = home("");
    let listed = stdout(&recaps(home.path(), &["list", "--format", "jsonl"], &[]));
    let talk: Value = serde_json::from_str(listed.lines().next().expect("a talk")).expect("JSON");
    let id = talk["id"].as_str().expect("an id");
    let piped = recaps(home.path(), &["show", id], &[("PAGER", "sed s/^/page/")]);
    assert!(stdout(&piped).starts_with("Noyau") && piped.status.success());
    if Command::new("script").args(["-qec", "true", "/dev/null"]).output().is_err() {
        println!("skipped: script is not there");
        return;
    }
    let terminal = |args: &str, environment: &[(&str, &str)]| {
        let mut script = Command::new("script");
        let words = format!("{} show {args} {id}", env!("CARGO_BIN_EXE_recaps"));
        script.args(["-qec", &words, "/dev/null"]).current_dir(home.path()).env_clear();
        script.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("TERM", "xterm");
        let output = script.envs(environment.iter().copied()).stdin(Stdio::null()).output();
        let output = output.expect("script runs");
        (stdout(&output).replace("\u{1b}[1m", ""), output.status.code())
    };
    let own = [("RECAPS_PAGER", "sed s/^/own:/"), ("PAGER", "sed s/^/page:/")];
    assert!(terminal("", &own).0.starts_with("own:Noyau"));
    assert!(terminal("", &own[1..]).0.starts_with("page:Noyau"));
    assert!(terminal("--no-pager", &own).0.starts_with("Noyau"));
    // Left at once, gone wrong, or not there at all: no failure, and in the last case the text.
    assert_eq!(terminal("", &[("PAGER", "true")]).1, Some(0));
    let (text, status) = terminal("", &[("PAGER", "no-such-pager 2>/dev/null")]);
    assert!(text.contains("Noyau") && status == Some(0), "{text}");
}
