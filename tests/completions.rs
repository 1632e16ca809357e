//! Completions, asked for as the shells ask, and in the shells themselves where they are there.

mod common;
#[path = "common/tmux.rs"]
mod tmux;

use common::{EDITIONS, home, printed, program, recaps};
use std::path::Path;
use std::process::Command;

/// What bash offers at the end of words, parted as bash parts them.
fn offered(home: &Path, words: &[&str]) -> String {
    let script = r#"source <(recaps completions bash)
COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
current=${COMP_WORDS[COMP_CWORD]}; [ "$current" = : ] && current=; [ "$current" = = ] && current=
f=$(complete -p recaps | sed 's/.*-F \([^ ]*\).*/\1/')
$f recaps "$current" "${COMP_WORDS[COMP_CWORD-1]}" 2>/dev/null
printf '%s\n' "${COMPREPLY[@]}""#;
    let folder = Path::new(env!("CARGO_BIN_EXE_recaps")).parent().expect("a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["--norc", "-c", script, "bash"])
        .args(words)
        .current_dir(home)
        .env("PATH", path)
        .env("XDG_CONFIG_HOME", home.join("no-configuration"))
        .env_remove("RECAPS_INDEX")
        .output()
        .expect("bash runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn bash_completes_behind_a_colon_and_an_equals_sign_and_inside_quotes() {
    if Command::new("bash").arg("--version").output().is_err() {
        println!("skipped: bash is not there");
        return;
    }
    let home = home(&EDITIONS);
    printed(recaps(home.path(), &["index"]));
    assert_eq!(offered(home.path(), &["recaps", "search", "--speaker", "aw"]), "Awa\\ Diop\n");
    assert_eq!(offered(home.path(), &["recaps", "search", "--speaker", "=", "aw"]), "Awa\\ Diop\n");
    assert_eq!(offered(home.path(), &["recaps", "search", "speaker", ":", "aw"]), "\\\"Awa\\ Diop\\\"\n");
    assert!(offered(home.path(), &["recaps", "search", "speaker", ":"]).contains("\\\"Awa\\ Diop\\\""));
    assert_eq!(offered(home.path(), &["recaps", "search", "\"speaker:Aw"]), "speaker:\\\"Awa Diop\\\"\n");
    assert_eq!(offered(home.path(), &["recaps", "show", "sans-peur"]), "qwertz-2022/le-noyau-sans-peur\n");
    assert!(offered(home.path(), &["recaps", "facets", ""]).starts_with("event\n"), "fields first");
}

/// What the script of PowerShell is given to complete the last of some words.
fn offered_to_powershell(home: &Path, words: &[&str]) -> String {
    let mut command = program(home);
    command.env("RECAPS_COMPLETE", "powershell").arg("--").args(words);
    let output = command.output().expect("the program runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn powershell_is_given_no_word_that_it_would_run() {
    let home = home(&[(
        "a.md",
        "# Retour sur Qwertz 2022\n\n## Le noyau sans peur - Zoé O'Brien, Brumisio\n\nElle raconte le noyau.\n",
    )]);
    printed(recaps(home.path(), &["index"]));
    let offered = offered_to_powershell(home.path(), &["recaps", "search", "--speaker", "zo"]);
    let value = offered.lines().next().and_then(|line| line.split('\t').next());
    assert_eq!(value, Some("'Zoé O''Brien'"), "{offered}");
    let offered = offered_to_powershell(home.path(), &["recaps", "search", "--form"]);
    assert!(offered.lines().any(|line| line.split('\t').next() == Some("--format")), "{offered}");
}

#[test]
fn a_script_is_written_where_the_shell_looks_for_it() {
    let home = home(&EDITIONS);
    for (shell, file) in [
        ("bash", "data/bash-completion/completions/recaps"),
        ("fish", "config/fish/completions/recaps.fish"),
        ("zsh", "data/zsh/site-functions/_recaps"),
        ("nushell", "data/nushell/vendor/autoload/recaps.nu"),
    ] {
        let mut command = program(home.path());
        command
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("XDG_CONFIG_HOME", home.path().join("config"));
        command.env_remove("BASH_COMPLETION_USER_DIR").args(["completions", shell, "--install"]);
        let output = command.output().expect("the program runs");
        assert!(
            output.status.success() && String::from_utf8_lossy(&output.stderr).contains(file),
            "{output:?}"
        );
        let script = std::fs::read_to_string(home.path().join(file)).expect("a script");
        assert_eq!(script, printed(recaps(home.path(), &["completions", shell])), "{shell}");
        assert!(script.contains("recaps"), "{shell}");
        // Neither shell may look there: what it lacks is said as it can be copied.
        let needs = match shell {
            "bash" => Some("source <(recaps completions bash)".to_owned()),
            "zsh" => {
                Some(format!("fpath=({} $fpath)", home.path().join("data/zsh/site-functions").display()))
            }
            _ => None,
        };
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(needs.is_none_or(|needs| said.contains(&needs)), "{said}");
    }
}

/// As its user has it: the script is installed, and the shell finds it by itself.
#[test]
fn an_installed_script_completes_on_tab() {
    const PACKAGE: &str = "/usr/share/bash-completion/bash_completion";
    let home = home(&EDITIONS);
    printed(recaps(home.path(), &["index"]));
    let folder = Path::new(env!("CARGO_BIN_EXE_recaps")).parent().expect("a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let bash = format!("source {PACKAGE}");
    let zsh = "fpath=($XDG_DATA_HOME/zsh/site-functions $fpath); autoload -Uz compinit; compinit -D -u";
    for (shell, start, loads) in [
        ("bash", "bash --norc --noprofile -i", bash.as_str()),
        ("zsh", "zsh -f -i", zsh),
        ("fish", "fish -i", "true"),
    ] {
        let lacks = Command::new(shell).arg("--version").output().is_err();
        if lacks || shell == "bash" && !Path::new(PACKAGE).is_file() {
            println!("skipped: {shell} or what it completes by is not there");
            continue;
        }
        let data = home.path().join("data");
        let terminal = tmux::Terminal::start(start, "120", "30", |command| {
            command.env("PATH", &path).env("RECAPS_INDEX", home.path().join("index")).env("PS1", "$ ");
            command.env("XDG_DATA_HOME", &data).env_remove("BASH_COMPLETION_USER_DIR");
        });
        let Some(terminal) = terminal else { return };
        // The script lies where it did before the shell started: fish looks for it then.
        let mut install = program(home.path());
        install.env("XDG_DATA_HOME", &data).env("XDG_CONFIG_HOME", terminal.path());
        install.env_remove("BASH_COMPLETION_USER_DIR").args(["completions", shell, "--install"]);
        assert!(install.output().expect("the program runs").status.success());
        terminal.keys(&[loads, "Enter"]);
        terminal.keys(&["echo tak''en", "Enter"]);
        terminal.wait("taken");
        for (typed, expected) in [
            ("recaps show sans-peur", "recaps show qwertz-2022/le-noyau-sans-peur"),
            (
                "recaps search speaker:aw",
                if shell == "fish" { "speaker:Awa-Diop" } else { "speaker:\\\"Awa\\ Diop" },
            ),
        ] {
            completes_on_tab(&terminal, shell, typed, expected);
        }
    }
}

/// Types on an empty screen, asks for what completes it and waits until that stands there; the line is empty again then.
fn completes_on_tab(terminal: &tmux::Terminal, shell: &str, typed: &str, expected: &str) {
    terminal.keys(&["clear", "Enter"]);
    terminal.wait_until("an empty screen", |screen| !screen.contains("taken") && !screen.contains("recaps"));
    terminal.keys(&["-l", typed]);
    terminal.wait(typed);
    terminal.keys(&["Tab"]);
    terminal.wait_until(&format!("{shell}: {typed}⇥ {expected}"), |screen| screen.contains(expected));
    // Not C-c: it drops what is typed behind it.
    terminal.keys(&["C-e", "C-u"]);
}

/// A shell in a terminal: its name, how it is started without any configuration, and how it takes the completions in.
const SHELLS: [(&str, &str, &str); 3] = [
    ("bash", "bash --norc --noprofile -i", "source <(recaps completions bash)"),
    ("zsh", "zsh -f -i", "autoload -Uz compinit; compinit -D -u; source <(recaps completions zsh)"),
    ("fish", "fish --no-config -i", "recaps completions fish | source"),
];

/// What each shell has on its line after a Tab: what was typed, and what must stand there then. Fish knows a name by its
/// letters only, so there is no quotation mark in it.
const LINES: [(&str, &str, &str); 7] = [
    ("recaps search --speaker aw", "--speaker Awa\\ Diop", "--speaker Awa\\ Diop"),
    ("recaps search --speaker=aw", "--speaker=Awa\\ Diop", "--speaker=Awa\\ Diop"),
    ("recaps search --speaker dio", "--speaker Awa\\ Diop", ""),
    ("recaps search speaker:aw", "speaker:\\\"Awa\\ Diop\\\"", "speaker:Awa-Diop"),
    ("recaps search \"speaker:Aw", "\"speaker:\\\"Awa Diop\\\"", "speaker:Awa-Diop"),
    (
        "recaps show sans-peur",
        "recaps show qwertz-2022/le-noyau-sans-peur",
        "recaps show qwertz-2022/le-noyau-sans-peur",
    ),
    ("recaps facets eve", "recaps facets event", "recaps facets event"),
];

#[test]
fn a_real_shell_completes_on_tab() {
    let home = home(&EDITIONS);
    printed(recaps(home.path(), &["index"]));
    let folder = Path::new(env!("CARGO_BIN_EXE_recaps")).parent().expect("a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    for (shell, start, source) in SHELLS {
        if Command::new(shell).arg("--version").output().is_err() {
            println!("skipped: {shell} is not there");
            continue;
        }
        let terminal = tmux::Terminal::start(start, "120", "30", |command| {
            command.env("PATH", &path).env("RECAPS_INDEX", home.path().join("index")).env("PS1", "$ ");
        });
        let Some(terminal) = terminal else { return };
        terminal.keys(&[source, "Enter"]);
        terminal.keys(&["echo tak''en", "Enter"]);
        terminal.wait("taken");
        for (typed, quoting, fish) in LINES {
            let expected = if shell == "fish" { fish } else { quoting };
            if expected.is_empty() {
                continue;
            }
            completes_on_tab(&terminal, shell, typed, expected);
        }
        if shell != "bash" {
            // Fields stand before flags: the first of them is on the first line of what is offered.
            terminal.keys(&["clear", "Enter"]);
            terminal.keys(&["-l", "recaps facets "]);
            terminal.wait("recaps facets");
            terminal.keys(&["Tab", "Tab"]);
            let is_listed = |screen: &str| screen.contains("organisation") || screen.contains("--sort");
            let screen = terminal.wait_until("the fields", is_listed);
            // The first of them may have left the screen.
            let field = ["organisation", "tag"].iter().filter_map(|field| screen.find(field)).min();
            let is_first = screen.find("--sort").is_none_or(|flag| field.is_some_and(|field| field < flag));
            assert!(is_first, "{shell}:\n{screen}");
            terminal.keys(&["C-e", "C-u"]);
        }
    }
}

#[test]
fn bash_keeps_what_was_typed_where_ids_have_only_their_beginning_in_common() {
    let home = home(&EDITIONS);
    printed(recaps(home.path(), &["index"]));
    let offered = offered(home.path(), &["recaps", "show", "noyau"]);
    let ids: Vec<&str> = offered.lines().filter(|id| id.contains('/')).collect();
    assert!(ids.len() > 1 && ids.iter().all(|id| id.contains("noyau")), "{offered}");
    assert_eq!(offered.lines().last(), Some(" "), "an empty offer, so that nothing is common");
}

#[test]
fn nushell_completes_ids_names_and_fields() {
    if Command::new("nu").arg("--version").output().is_err() {
        println!("skipped: nu is not there");
        return;
    }
    let home = home(&EDITIONS);
    printed(recaps(home.path(), &["index"]));
    let script = printed(recaps(home.path(), &["completions", "nushell"]));
    let folder = Path::new(env!("CARGO_BIN_EXE_recaps")).parent().expect("a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    for (typed, expected) in [
        ("recaps show sans-peur", "qwertz-2022/le-noyau-sans-peur"),
        ("recaps search --speaker aw", "Awa Diop"),
        ("recaps facets eve", "event"),
        ("recaps timel", "recaps timeline"),
    ] {
        let text = format!("{script}\n{typed}");
        std::fs::write(home.path().join("line.nu"), &text).expect("a script");
        let output = Command::new("nu")
            .args(["--no-config-file", "--ide-complete", &text.len().to_string(), "line.nu"])
            .current_dir(home.path())
            .env("PATH", &path)
            .env_remove("RECAPS_INDEX")
            .output()
            .expect("nu runs");
        let offered = String::from_utf8_lossy(&output.stdout);
        assert!(offered.contains(expected), "{typed}: {output:?}");
    }
}
