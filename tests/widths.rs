//! What is printed for people in terminals of 40, 80 and 200 columns: prose is wrapped, ids stay whole.

mod common;
#[path = "common/tmux.rs"]
mod tmux;

use common::{home, printed, recaps};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// A recap with long lines, a list, and ids that are wider than a narrow terminal.
const LONG: &str = "---
title: Retour sur la onzième édition de Qwertz, ses salles, ses files d’attente et ses surprises
event: Qwertz
date: 2022-05-04
author: Camille Roux
---

## Pourquoi-le-noyau-sans-peur-se-raconte-mieux-que-toutes-les-autres-histoires - Inès Morel, Brumisio

Inès Morel démonte eBPF pièce par pièce, puis montre comment on trace un paquet du fil jusqu’au processus qui l’attend, sans rien perdre en route.

- Un premier point de la liste, assez long pour ne pas tenir sur une seule ligne d’un terminal de taille ordinaire, et qui continue.
- Un second.

1) Compter d’abord.
";

const ID: &str = "qwertz-2022/pourquoi-le-noyau-sans-peur-se-raconte-mieux-que-toutes-les";

/// What commands print in a terminal of this width, as the program wrote it: lines that the terminal broke are joined.
fn shown(home: &Path, columns: &str, command: &str) -> Option<Vec<String>> {
    let terminal = tmux::Terminal::start("sh", columns, "90", |command| {
        command.env("RECAPS", env!("CARGO_BIN_EXE_recaps")).env_remove("RECAPS_INDEX");
        command.env("HOME_OF_RECAPS", home);
    })?;
    // The marks are not on the command line as they are printed.
    let line = format!("cd \"$HOME_OF_RECAPS\"; clear; echo be''gin; {command}; echo do''ne");
    terminal.keys(&[&line, "Enter"]);
    terminal.wait_until("done", |screen| screen.lines().any(|line| line == "done"));
    let screen = terminal.run(&["capture-pane", "-p", "-J"]);
    let lines = screen.lines().skip_while(|line| *line != "begin").skip(1);
    Some(lines.take_while(|line| *line != "done").map(|line| line.trim_end().to_owned()).collect())
}

#[test]
fn parse_is_wrapped_and_items_hang_behind_their_marks() {
    let home = home(&[
        ("qwertz-2022.md", LONG),
        (
            "plain.md",
            "# Retour\n\n## Le noyau\n\nUn.\n\n• Un point de la liste, écrit avec sa marque dans un fichier de texte, assez long pour deux lignes au moins.\n",
        ),
    ]);
    for (columns, widest) in [("40", 40), ("80", 80), ("200", 100)] {
        let command = "\"$RECAPS\" parse --full --explain corpus/qwertz-2022.md";
        let Some(lines) = shown(home.path(), columns, command) else { return };
        for line in &lines {
            let longest = line.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(line.width() <= widest || longest + 22 > widest, "{columns}: {line}\n{lines:#?}");
        }
        let text = lines.join("\n");
        // The lines below the title of a unit and below its text begin where these do.
        assert!(
            lines.iter().any(|line| line.starts_with(&" ".repeat(21)) && line.trim().contains("Brumisio")),
            "{text}"
        );
        assert!(lines.iter().any(|line| line.starts_with("            | ")), "{columns}: {text}");
        let Some(lines) = shown(home.path(), columns, "\"$RECAPS\" parse --full corpus/plain.md") else {
            return;
        };
        let item = lines.iter().position(|line| line.contains("| • Un point")).expect("the item");
        assert!(lines[item + 1].starts_with("            |   "), "{columns}: {lines:#?}");
    }
    let piped = printed(recaps(home.path(), &["parse", "--full", "corpus/qwertz-2022.md"]));
    assert!(piped.contains("jusqu’au processus qui l’attend, sans rien perdre en route.\n"), "{piped}");
}

#[test]
fn messages_and_tables_fit_the_terminal() {
    let home = home(&[("qwertz-2022.md", LONG)]);
    printed(recaps(home.path(), &["index"]));
    for (columns, widest) in [("40", 40), ("80", 80), ("200", 100)] {
        for command in [
            "config",
            "analyze l’observabilité des processus",
            "search --facets rien noyau",
            "list --year 2024..2020",
        ] {
            let Some(lines) = shown(home.path(), columns, &format!("\"$RECAPS\" {command}")) else { return };
            assert!(lines.len() > 1 || columns == "200", "{columns}: {command}: {lines:#?}");
            for line in lines {
                let is_one_word = !line.trim().contains(' ');
                assert!(line.width() <= widest || is_one_word, "{columns}: {command}: {line}");
            }
        }
    }
}

#[test]
fn an_id_is_never_broken_by_the_program() {
    let home = home(&[
        ("qwertz-2022.md", LONG),
        ("autre-2022.md", &LONG.replace("assez long", "trop long").replace("Camille Roux", "Léo Petit")),
    ]);
    printed(recaps(home.path(), &["index"]));
    for columns in ["40", "80", "200"] {
        for command in ["list", "search noyau", &format!("show {ID}"), "open sans-peur", "show sans-peur"] {
            let command = format!("\"$RECAPS\" {command} --no-pager")
                .replace("open sans-peur --no-pager", "open sans-peur");
            let Some(lines) = shown(home.path(), columns, &command) else { return };
            let names_it =
                |line: &String| line.split([' ', ',']).any(|word| word.trim_end_matches([':', ';']) == ID);
            assert!(lines.iter().any(names_it), "{columns}: {command}\n{lines:#?}");
            for line in lines.iter().filter(|line| names_it(line) && line.width() > 40 && columns == "40") {
                assert!(!line.starts_with(' '), "an indent breaks it sooner: {line:?}");
            }
        }
    }
    let text = shown(home.path(), "40", "\"$RECAPS\" list --no-pager").unwrap_or_default().join("\n");
    assert!(text.is_empty() || text.contains(&format!("\n{ID}\n")), "on a line of its own: {text}");
}
