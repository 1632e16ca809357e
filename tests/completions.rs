//! Completions, asked for as the shells ask.

mod common;

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
    }
}
