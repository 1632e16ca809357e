//! Every example of the README and of `--help`, and so of the man pages, runs on the bundled corpus and finds something.

mod common;

use common::{bundled, printed, recaps};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

const README: &str = include_str!("../README.md");

/// Stands for an id in the documents.
const ID: &str = "kcd-france-2023-ippon/revolution-ebpf-un-noyau-linux-dynamique";

/// What cannot run unseen: it waits for a person or for a change, opens a window, or asks another shell, the system or a cluster.
const LEFT_OUT: &[&str] = &[
    "--watch",
    "recaps pick",
    "recaps open",
    "man -l",
    "man recaps-search",
    "/usr/local",
    "elvish",
    "powershell",
    "zsh",
    "vscode",
    "source <(",
    "recaps enrich",
    "--strict",
    "search.example.org",
];

/// The commands among the lines of a text, without their descriptions.
fn commands(text: &str) -> BTreeSet<String> {
    let mut commands = BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with("  ")) {
        let line = line.trim();
        if !line.starts_with("recaps ") && !line.starts_with("echo ") {
            continue;
        }
        let (mut quote, mut spaces, mut end) = (None, 0, line.len());
        for (at, c) in line.char_indices() {
            match (quote, c) {
                (None, '\'' | '"') => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                _ => {}
            }
            spaces = if c == ' ' && quote.is_none() { spaces + 1 } else { 0 };
            if spaces == 2 {
                end = at;
                break;
            }
        }
        commands.insert(line[..end].trim().to_owned());
    }
    commands
}

/// A folder with all that the examples name.
fn scene() -> tempfile::TempDir {
    let home = bundled();
    let at = |name: &str| home.path().join(name);
    let recap =
        "# Retour sur Galet 2031\n\n## Le torrent, par Inès Morel\n\nUn torrent se dompte avec patience.\n";
    for name in
        ["new.md", "corpus/new.md", "nouveau.md", "jour1.md", "jour2.md", "jour3.md", "recaps/jour.md"]
    {
        std::fs::create_dir_all(at(name).parent().expect("a folder")).expect("a folder");
        std::fs::write(at(name), recap).expect("a recap");
    }
    std::fs::write(at("queries.tsv"), "q1\ttopic\teBPF Cilium\n").expect("queries");
    std::fs::write(at("qrels.tsv"), "q1\tkcd-france-2023-ippon.txt\t37\t3\n").expect("judgments");
    std::fs::create_dir_all(at(".config/fish/completions")).expect("a folder");
    printed(recaps(home.path(), &["index", "-q"]));
    home
}

#[test]
fn every_example_runs_and_finds_something() {
    let home = scene();
    let mut examples = commands(README);
    let help = printed(recaps(home.path(), &["--help"]));
    let verbs = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "));
    for verb in verbs
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
    {
        examples.extend(commands(&printed(recaps(home.path(), &[verb, "--help"]))));
    }
    examples.extend(commands(&help));
    assert!(examples.len() > 50, "{}", examples.len());
    let program = Path::new(env!("CARGO_BIN_EXE_recaps")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let has_jq = Command::new("jq").arg("--version").output().is_ok();
    let mut failed = Vec::new();
    let run = |example: &str| {
        let script = format!("set -o pipefail; {}", example.replace(" ID", &format!(" {ID}")));
        let mut command = Command::new("bash");
        command.args(["-c", &script]).current_dir(home.path()).env("PATH", &path).stdin(Stdio::null());
        command.env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path().join("none"));
        command.env_remove("RECAPS_INDEX").env_remove("RECAPS_CORPUS").env_remove("XDG_DATA_HOME");
        // What differs from the default is asked for, and what changed.
        command.env("NO_COLOR", "1");
        let changed = home.path().join("corpus/kubecon-eu-2021-jour1-zwindler.txt");
        let text = std::fs::read_to_string(&changed).expect("a recap");
        std::fs::write(&changed, text + "\n").expect("a change");
        command.output().expect("bash runs")
    };
    for example in examples {
        if LEFT_OUT.iter().any(|word| example.contains(word)) || example.contains("| jq") && !has_jq {
            continue;
        }
        let output = run(&example);
        // An example that indexes something else is followed by the corpus that the others are about.
        if example.starts_with("recaps index") {
            printed(recaps(home.path(), &["index", "-q", "corpus"]));
        }
        let is_silent = output.stdout.is_empty() && output.stderr.is_empty() && !example.contains('>');
        if !output.status.success() || is_silent {
            failed.push(format!("{example}: {output:?}"));
        }
    }
    assert!(failed.is_empty(), "{} examples:\n{}", failed.len(), failed.join("\n"));
}
