//! What several tests need: a small corpus in a folder of its own, indexed.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// An index of a few recaps, and the folder it lives in.
pub struct Fixture {
    pub home: TempDir,
    pub index: Index,
}

/// Indexes recaps given as `(file name, text)`.
pub fn index(recaps: &[(&str, &str)]) -> Fixture {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = home.path().join("corpus");
    std::fs::create_dir(&corpus).expect("a folder for the corpus");
    for (name, text) in recaps {
        std::fs::write(corpus.join(name), text).expect("a recap");
    }
    let folder = home.path().join("index");
    rebuild(&corpus, &folder);
    let index = Index::open(&folder).expect("an index");
    Fixture { home, index }
}

/// Builds the index in `folder` from the recaps in `corpus`.
pub fn rebuild(corpus: &Path, folder: &Path) {
    let corpus = Corpus::from_roots([("corpus".to_owned(), corpus.to_owned())]);
    update(folder, &corpus, &Options::default(), &mut |_| {}).expect("a build");
}

/// A recap whose only talk holds `text`.
pub fn one_talk(text: &str) -> String {
    format!("# Journée Qwertz 2019\n\n## Azertyuiop\n\n{text}\n")
}

/// The rows of a tab-separated table, comments and empty lines left out.
pub fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// Two editions of one event: five talks, three of them on eBPF, one speaker in two spellings.
pub const EDITIONS: [(&str, &str); 2] = [
    (
        "qwertz-2022.md",
        "---
title: Retour sur Qwertz 2022
event: Qwertz
date: 2022-05-04
author: Camille Roux
url: https://blog.example.org/qwertz-2022
---

## Le noyau sans peur - Inès Morel, Brumisio

Inès Morel démonte eBPF pièce par pièce, puis montre comment on trace un paquet.

## Dormir pendant les sauvegardes - Paul Adam, Coffrefort

Paul Adam restaure sa base chaque semaine, pour de vrai.
",
    ),
    (
        "qwertz-2023.md",
        "---
title: Retour sur Qwertz 2023
event: Qwertz
date: 2023-05-10
author: Camille Roux
---

## Encore le noyau - Inès MOREL, Brumisio

Une année de plus avec eBPF : ce qui a tenu, ce qui a cassé.

## Une toile pour tous - Awa Diop, Handiweb

Awa Diop commence par le clavier : tout doit se faire sans souris.

## Mesurer sans gêner - Karim Benali, Modulo

Karim Benali compte les paquets avec eBPF ; « plutôt malin », dit la salle.
",
    ),
];

/// A folder with recaps in `corpus`, not indexed yet.
pub fn home(recaps: &[(&str, &str)]) -> TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = home.path().join("corpus");
    std::fs::create_dir(&corpus).expect("a folder for the corpus");
    for (name, text) in recaps {
        std::fs::write(corpus.join(name), text).expect("a recap");
    }
    home
}

/// A folder with the bundled recaps in `corpus`, not indexed yet.
pub fn bundled() -> TempDir {
    let home = home(&[]);
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")).expect("the corpus") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        std::fs::copy(&path, home.path().join("corpus").join(name)).expect("a copy");
    }
    home
}

/// The program in a folder, with nothing in its environment that names an index, a corpus or settings.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
    command.current_dir(folder).env_remove("RECAPS_INDEX").env_remove("RECAPS_CORPUS");
    command.env_remove("RECAPS_GLOSSARY").env("XDG_CONFIG_HOME", folder.join("no-configuration"));
    command
}

/// A command of the shell in a folder, with nothing in its environment that names an index, a corpus or settings.
pub fn shell(folder: &Path, command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder).env_remove("RECAPS_INDEX").env_remove("RECAPS_CORPUS");
    shell.env_remove("RECAPS_GLOSSARY").env("XDG_CONFIG_HOME", folder.join("no-configuration"));
    shell
}

/// Runs the program in a folder.
pub fn recaps(folder: &Path, args: &[&str]) -> Output {
    program(folder).args(args).output().expect("the program runs")
}

/// What a run printed, which must have ended well.
pub fn printed(output: Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{:?}: {said}", output.status);
    String::from_utf8(output.stdout).expect("UTF-8")
}
