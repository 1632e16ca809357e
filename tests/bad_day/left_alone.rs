//! What is called like a file of an index and is none stays where it is, and is not written to.

use crate::common::{home, one_talk, printed, program, recaps};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What lies in a folder: what each file holds, where each link leads.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let kind = entry.file_type().expect("a kind");
        if kind.is_symlink() {
            tree.insert(name, format!("-> {}", fs::read_link(&path).expect("a link").display()));
        } else if kind.is_dir() {
            tree.extend(self::tree(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
            tree.insert(format!("{name}/"), String::new());
        } else {
            tree.insert(name, String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned());
        }
    }
    tree
}

fn corpus() -> tempfile::TempDir {
    home(&[("bon.md", &one_talk("Le graouli répond."))])
}

#[test]
fn a_folder_that_is_no_index_keeps_all_that_is_called_like_ours() {
    let names: [&[&str]; 5] = [
        &["building/plans.md", "building-2/plans.md", "generation-7/photo", "generation-1/manifest.json"],
        &["verified.bak", "verified.12", "verified", "writer.lock", ".gitignore"],
        &["current"],
        &["current.new"],
        &["current/notes.md"],
    ];
    for files in names {
        let home = corpus();
        let folder = home.path().join("p");
        for file in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "à moi\n").expect("a file");
        }
        let before = tree(&folder);
        // Once for a folder that is no index yet, then for one that has become one, from every verb that writes.
        for args in [
            &["index", "corpus", "--index", "p"][..],
            &["index", "corpus", "--index", "p", "--rebuild"],
            &["check", "--repair", "--index", "p"],
            &["search", "graouli", "--index", "p"],
        ] {
            recaps(home.path(), args);
            let after = tree(&folder);
            for (name, text) in &before {
                assert_eq!(after.get(name), Some(text), "{files:?}: {name} after {args:?}");
            }
        }
    }
}

#[test]
fn what_is_not_ours_does_not_keep_an_index_from_being_built_beside_it() {
    let home = corpus();
    for file in ["building/plans.md", "generation-7/photo", "verified.bak"] {
        let path = home.path().join("p").join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, "à moi\n").expect("a file");
    }
    printed(recaps(home.path(), &["index", "corpus", "--index", "p"]));
    assert!(printed(recaps(home.path(), &["search", "graouli", "--index", "p"])).contains("graouli"));
    assert!(
        !home.path().join("p/.gitignore").exists(),
        "it would keep the other files out of version control"
    );
}

/// A run that ends while it removes a generation leaves the rest of it: the next knows what that was.
#[test]
fn what_a_run_left_of_a_generation_goes() {
    let home = corpus();
    printed(recaps(home.path(), &["index"]));
    let before = tree(&home.path().join("index")).len();
    for folder in ["generation-7", "building", "building-2"] {
        fs::create_dir(home.path().join("index").join(folder)).expect("a folder");
    }
    for file in ["building/.recaps", "building/digests"] {
        fs::write(home.path().join("index").join(file), "").expect("a file");
    }
    fs::write(home.path().join("corpus/neuf.md"), one_talk("Neuf.")).expect("a recap");
    printed(recaps(home.path(), &["index", "--rebuild"]));
    assert_eq!(tree(&home.path().join("index")).len(), before);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_for_writing() {
    use std::os::unix::fs::symlink;
    for link in ["writer.lock", "current.new", "verified", "looked", ".gitignore", "building", "generation-2"]
    {
        for target in ["précieux", "nulle-part", "dossier"] {
            let home = corpus();
            fs::write(home.path().join("précieux"), "à moi\n").expect("a file");
            fs::create_dir(home.path().join("dossier")).expect("a folder");
            fs::write(home.path().join("dossier/plans.md"), "à moi\n").expect("a file");
            printed(recaps(home.path(), &["index"]));
            let there = home.path().join("index").join(link);
            let _ = fs::remove_file(&there);
            symlink(home.path().join(target), &there).expect("a link");
            fs::write(home.path().join("corpus/neuf.md"), one_talk("Neuf.")).expect("a recap");
            for args in
                [&["search", "graouli"][..], &["index"], &["index", "--rebuild"], &["check", "--repair"]]
            {
                recaps(home.path(), args);
            }
            let precious = fs::read_to_string(home.path().join("précieux")).expect("still there");
            assert_eq!(precious, "à moi\n", "{link} -> {target}");
            assert!(!home.path().join("nulle-part").exists(), "{link} -> {target}");
            assert_eq!(tree(&home.path().join("dossier")).len(), 1, "{link} -> {target}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_lock_of_two_names_is_held_but_not_written() {
    let home = corpus();
    printed(recaps(home.path(), &["index"]));
    let other = home.path().join("autre");
    fs::remove_file(home.path().join("index/writer.lock")).expect("removed");
    fs::write(&other, "process à moi\n").expect("a file");
    fs::hard_link(&other, home.path().join("index/writer.lock")).expect("a second name");
    printed(recaps(home.path(), &["index", "--rebuild"]));
    assert_eq!(fs::read_to_string(other).expect("still there"), "process à moi\n");
}

/// Waits until a process handles SIGINT: before that, the signal would end it as it ends any other.
#[cfg(unix)]
fn listens(process: u32) {
    use std::time::Duration;
    let handles = || {
        let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"))?;
        let caught = u64::from_str_radix(caught.trim(), 16).ok()?;
        Some(caught & 2 != 0)
    };
    for _ in 0..1_800 {
        std::thread::sleep(Duration::from_millis(100));
        // Where the system does not tell, the time has to do.
        if handles() == Some(true) || !fs::exists("/proc/self/status").unwrap_or(false) {
            return;
        }
    }
    panic!("it does not listen");
}

#[cfg(unix)]
#[test]
fn a_run_that_waits_and_is_stopped_removes_nothing() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::process::Stdio;
    let home = corpus();
    printed(recaps(home.path(), &["index"]));
    let index = home.path().join("index");
    // A writer at work, as others see it: it holds the lock, and a generation is being built.
    let lock = fs::File::options().write(true).open(index.join("writer.lock")).expect("the lock");
    lock.lock().expect("held");
    fs::create_dir(index.join("building")).expect("a folder");
    fs::write(index.join("building/.recaps"), "").expect("a mark");
    let before = tree(&index);
    for args in [&["index", "--wait"][..], &["index", "--wait", "--rebuild"]] {
        let mut waiting = program(home.path()).args(args).stderr(Stdio::null()).spawn().expect("it runs");
        listens(waiting.id());
        assert!(waiting.try_wait().expect("a state").is_none(), "it waits");
        kill_process(Pid::from_child(&waiting), Signal::INT).expect("a signal");
        assert_eq!(waiting.wait().expect("an end").code(), Some(130));
        assert_eq!(tree(&index), before, "{args:?}");
    }
    drop(lock);
    printed(recaps(home.path(), &["index", "--rebuild"]));
    assert!(!index.join("building").exists(), "what a dead writer left is removed by the next");
}

#[test]
fn check_beside_a_writer_calls_no_sound_index_damaged() {
    let home = home(&[]);
    for recap in 0..40 {
        let text = one_talk(&"Le graouli répond à la vouivre. ".repeat(60));
        fs::write(home.path().join(format!("corpus/r{recap}.md")), text).expect("a recap");
    }
    printed(recaps(home.path(), &["index"]));
    let mut writer = program(home.path());
    let mut writer = writer.args(["index", "-q", "--rebuild"]).spawn().expect("a writer");
    let mut checks = 0;
    for _ in 0..40 {
        if writer.try_wait().expect("a state").is_some() {
            writer = program(home.path()).args(["index", "-q", "--rebuild"]).spawn().expect("a writer");
        }
        let checked = recaps(home.path(), &["check"]);
        let said = [checked.stdout, checked.stderr].concat();
        assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&said));
        checks += 1;
    }
    assert!(checks == 40 && writer.wait().expect("an end").success());
}
