//! Nothing is lost without a word: names that meet or are no text, files that cannot be read just now, folders in the
//! place of files, pagers that do not run.

use crate::common::{EDITIONS, home, one_talk, printed, program, recaps};
use crate::ids;
use std::fs;
use std::path::Path;

fn titled(title: &str) -> String {
    format!("# Journée Qwertz 2021\n\n## {title}\n\nUn paquet.\n")
}

#[test]
fn recaps_of_one_name_from_two_folders_are_both_kept() {
    let home = home(&[]);
    for (folder, title) in [("x", "Le graouli"), ("y", "La vouivre"), ("z", "Le nautonier")] {
        fs::create_dir(home.path().join(folder)).expect("a folder");
        fs::write(home.path().join(folder).join("talk.md"), titled(title)).expect("a recap");
    }
    let index = |folder: &str, args: &[&str]| {
        let mut command = program(&home.path().join(folder));
        printed(command.args(["index", "-q", "--index", "../index"]).args(args).output().expect("it runs"))
    };
    index("x", &["talk.md"]);
    index("y", &["--no-prune", "talk.md"]);
    index("z", &["--no-prune", "."]);
    let all = ids(home.path());
    assert_eq!(all.len(), 3, "{all:?}");
    // The runs that the program itself asks for, and the same file once more.
    for args in [&["index"][..], &["index", "--rebuild"], &["index", "--no-prune", "y/talk.md"]] {
        let output = recaps(home.path(), args);
        assert!(output.status.success());
        assert_eq!(ids(home.path()), all, "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let status = printed(recaps(home.path(), &["status"]));
    assert!(!status.contains("stale;"), "{status}");
    // Each is read from where it lies.
    for id in &all {
        printed(recaps(home.path(), &["show", "--raw", id]));
    }
}

#[test]
fn a_recap_that_is_named_from_inside_its_folder_is_not_there_twice() {
    let home = home(&[("a.md", &titled("Le graouli"))]);
    printed(recaps(home.path(), &["index"]));
    let mut inside = program(&home.path().join("corpus"));
    printed(inside.args(["index", "--no-prune", "--index", "../index", "a.md"]).output().expect("it runs"));
    assert_eq!(ids(home.path()), ["a/le-graouli"]);
}

#[cfg(unix)]
mod names {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn names_that_are_no_utf8_are_indexed_distinguished_and_shown_escaped() {
        let home = home(&[("bon.md", &titled("Observer le noyau"))]);
        for (name, title) in
            [(&b"caf\xE9.md"[..], "Le graouli"), (b"caf\xE8.md", "La vouivre"), (b"\xFF.txt", "Rien")]
        {
            let path = home.path().join("corpus").join(OsStr::from_bytes(name));
            if fs::write(path, titled(title)).is_err() {
                eprintln!("skipped: this file system takes no such name");
                return;
            }
        }
        let folder = home.path().join("corpus").join(OsStr::from_bytes(b"ann\xE9e"));
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("d.md"), titled("Le nautonier")).expect("a recap");
        printed(recaps(home.path(), &["index"]));
        assert_eq!(ids(home.path()).len(), 5);
        let listed = printed(recaps(home.path(), &["list", "--format", "jsonl"]));
        for file in ["corpus/caf\\\\xE9.md", "corpus/caf\\\\xE8.md", "corpus/ann\\\\xE9e/d.md"] {
            assert!(listed.contains(file), "{file}: {listed}");
        }
        for id in ids(home.path()) {
            assert!(printed(recaps(home.path(), &["show", "--raw", &id])).starts_with('#'), "{id}");
            let shown = ["show", "--hyperlink", "always", "--color", "never", &id];
            let shown = printed(recaps(home.path(), &shown));
            assert!(!shown.contains('\u{FFFD}'), "{shown}");
        }
        let status = printed(recaps(home.path(), &["status"]));
        assert!(!status.contains("stale;"), "{status}");
        // They change and go as others do, alone too.
        fs::remove_file(home.path().join("corpus").join(OsStr::from_bytes(b"caf\xE8.md"))).expect("removed");
        fs::write(folder.join("d.md"), titled("Le passeur")).expect("a recap");
        let report = printed(recaps(home.path(), &["index", "--format", "json"]));
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        assert_eq!(report["removed"], serde_json::json!(["corpus/caf\\xE8.md"]), "{report}");
        assert_eq!(report["changed"], serde_json::json!(["corpus/ann\\xE9e/d.md"]), "{report}");
        let mut alone = program(home.path());
        alone.args(["index", "--no-prune"]).arg(OsStr::from_bytes(b"corpus/caf\xE9.md"));
        printed(alone.output().expect("it runs"));
        assert_eq!(ids(home.path()).len(), 4);
        printed(recaps(home.path(), &["check"]));
        // An error about a file names it.
        let missing =
            program(home.path()).arg("parse").arg(OsStr::from_bytes(b"nulle\xE9")).output().expect("it runs");
        assert!(String::from_utf8_lossy(&missing.stderr).contains("nulle\\xE9"));
    }

    #[test]
    fn a_large_corpus_with_such_names_is_looked_at_too() {
        let home = home(&[]);
        let folder = home.path().join("corpus").join(OsStr::from_bytes(b"ann\xE9e"));
        if fs::create_dir(&folder).is_err() {
            eprintln!("skipped: this file system takes no such name");
            return;
        }
        for recap in 0..300 {
            fs::write(folder.join(format!("r{recap}.md")), titled(&format!("Talk {recap}")))
                .expect("a recap");
        }
        printed(recaps(home.path(), &["index"]));
        let found = printed(recaps(home.path(), &["search", "--format", "json", "paquet"]));
        assert!(found.contains("\"stale\":false"), "{found}");
    }
}

#[cfg(unix)]
#[test]
fn a_recap_that_could_not_be_read_is_read_when_it_can_be() {
    use std::os::unix::fs::PermissionsExt;
    let home = home(&[("bon.md", &titled("Observer le noyau")), ("clos.md", &titled("Le graouli"))]);
    fs::write(home.path().join("corpus/bon.recap.toml"), "year = 2019\n").expect("a sidecar");
    let permit = |file: &str, mode| {
        let path = home.path().join("corpus").join(file);
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    };
    permit("clos.md", 0o000);
    permit("bon.recap.toml", 0o000);
    if fs::read(home.path().join("corpus/clos.md")).is_ok() {
        // Root reads everything: as somebody else then, if that can be.
        eprintln!("skipped: this user may read everything");
        return;
    }
    recaps(home.path(), &["index"]);
    permit("clos.md", 0o644);
    permit("bon.recap.toml", 0o644);
    printed(recaps(home.path(), &["index"]));
    assert_eq!(ids(home.path()).len(), 2);
}

/// A way to run the program that cannot fail to meet what it is about: a sidecar that is no file is unreadable to all.
#[test]
fn a_sidecar_that_could_not_be_read_is_read_when_it_can_be() {
    let home = home(&[("bon.md", &titled("Observer le noyau")), ("autre.md", &titled("Le graouli"))]);
    let sidecar = home.path().join("corpus/bon.recap.toml");
    fs::create_dir(&sidecar).expect("a folder");
    recaps(home.path(), &["index"]);
    fs::remove_dir(&sidecar).expect("removed");
    printed(recaps(home.path(), &["index"]));
    assert_eq!(ids(home.path()).len(), 2);
}

#[test]
fn a_folder_in_the_place_of_a_file_of_the_index_is_damage_and_is_mended() {
    let sound = home(&[("bon.md", &one_talk("Le graouli répond."))]);
    printed(recaps(sound.path(), &["index"]));
    let generation = sound.path().join("index/generation-1");
    let mut files: Vec<String> = vec!["current".to_owned()];
    for entry in fs::read_dir(generation).expect("a generation").flatten() {
        files.push(format!("generation-1/{}", entry.file_name().to_string_lossy()));
    }
    assert!(files.len() > 5, "{files:?}");
    for mend in [&["index"][..], &["check", "--repair"]] {
        for (at, file) in files.iter().enumerate() {
            let home = home(&[("bon.md", &one_talk("Le graouli répond."))]);
            copy(&sound.path().join("index"), &home.path().join("index"));
            let path = home.path().join("index").join(file);
            fs::remove_file(&path).expect("removed");
            fs::create_dir(&path).expect("a folder");
            if at % 2 == 0 {
                fs::write(path.join("plans.md"), "à moi\n").expect("a file");
            }
            let found = recaps(home.path(), &["search", "graouli"]);
            assert_eq!(found.status.code(), Some(4), "{file}: {}", String::from_utf8_lossy(&found.stderr));
            printed(recaps(home.path(), mend));
            let found = printed(recaps(home.path(), &["search", "graouli"]));
            assert!(found.contains("graouli"), "{file} after {mend:?}");
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[test]
fn a_run_that_names_other_places_says_whose_recaps_answer_no_more() {
    let home = home(&EDITIONS);
    let said = |args: &[&str]| String::from_utf8_lossy(&recaps(home.path(), args).stderr).into_owned();
    fs::write(home.path().join("neuf.md"), one_talk("Un noyau neuf.")).expect("a recap");
    let told = |said: &str| said.contains("corpus was not named, and its recaps answer no more");
    let first = said(&["index"]);
    assert!(!told(&first), "{first}");
    let added = said(&["index", "--no-prune", "neuf.md"]);
    assert!(!told(&added) && added.contains("1 added"), "{added}");
    let replaced = said(&["index", "neuf.md"]);
    assert!(told(&replaced) && replaced.contains("--no-prune PATH"), "{replaced}");
    let back = said(&["index", "corpus", "neuf.md"]);
    assert!(!told(&back), "{back}");
    fs::remove_file(home.path().join("corpus/qwertz-2022.md")).expect("a recap");
    let removed = said(&["index", "corpus", "neuf.md"]);
    assert!(removed.contains("1 removed") && !told(&removed), "{removed}");
}

/// A variable of the environment that is empty is one that is not set.
#[test]
fn an_empty_variable_names_no_index() {
    let home = home(&EDITIONS);
    printed(recaps(home.path(), &["index"]));
    for args in [&["search", "noyau"][..], &["noyau"], &["list"], &["status"]] {
        let mut command = program(home.path());
        command.env("RECAPS_INDEX", "").env("RECAPS_GLOSSARY", "").env("RECAPS_CORPUS", "").args(args);
        let output = command.output().expect("the program runs");
        assert!(output.status.success() && output.stderr.is_empty(), "{args:?}: {output:?}");
    }
}

/// Paths that are printed open from where one stands, those of what was left out too.
#[test]
fn what_was_left_out_is_named_by_the_way_from_here() {
    let home = home(&EDITIONS);
    fs::write(home.path().join("corpus/image.md"), b"\x00\x01PNG").expect("a file");
    fs::create_dir(home.path().join("corpus/dossier.md")).expect("a folder");
    let output = recaps(home.path(), &["index"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let status = printed(recaps(home.path(), &["status"]));
    for text in [&said, &status] {
        assert!(text.contains(" corpus/image.md: not a text file"), "{text}");
        assert!(text.contains(" corpus/dossier.md: a folder named like a recap"), "{text}");
    }
}
