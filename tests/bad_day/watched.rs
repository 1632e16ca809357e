//! `index --watch` follows what changes, and nothing else.

use crate::common::{home, one_talk, printed, program, recaps};
use crate::ids;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A run that watches, and its output.
struct Watching {
    child: Child,
    said: std::path::PathBuf,
}

impl Watching {
    fn begin(home: &Path, args: &[&str]) -> Watching {
        let said = home.join("said");
        let log = fs::File::create(&said).expect("a log");
        let child =
            program(home).args(["index", "--watch"]).args(args).stdout(Stdio::null()).stderr(log).spawn();
        let watching = Watching { child: child.expect("it runs"), said };
        watching.until("it watches", || watching.said().contains("watching"));
        watching
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.said).unwrap_or_default()
    }

    /// Waits until something has come about; a machine may be slow, not for ever.
    fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let since = Instant::now();
        while !is_so() {
            assert!(since.elapsed() < Duration::from_secs(180), "{what}: {}", self.said());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn titled(title: &str) -> String {
    format!("# Journée Qwertz 2021\n\n## {title}\n\nUn paquet.\n")
}

#[test]
fn a_corpus_that_is_made_anew_is_followed_each_time() {
    let home = home(&[("a.md", &titled("Le premier"))]);
    let watching = Watching::begin(home.path(), &[]);
    let corpus = home.path().join("corpus");
    // Away for a while; away and back at once; another in its place.
    for (round, pause) in [(1, 1500), (2, 0), (3, 0)] {
        if round == 3 {
            fs::create_dir(home.path().join("autre")).expect("a folder");
            fs::rename(&corpus, home.path().join("avant")).expect("moved");
            fs::rename(home.path().join("autre"), &corpus).expect("moved");
        } else {
            fs::remove_dir_all(&corpus).expect("removed");
            std::thread::sleep(Duration::from_millis(pause));
            if pause > 0 {
                watching.until("it is said", || watching.said().contains("is gone"));
                assert!(!ids(home.path()).is_empty(), "what is away is not lost");
            }
            fs::create_dir(&corpus).expect("made anew");
        }
        fs::write(corpus.join("n.md"), titled(&format!("Tour {round}"))).expect("a recap");
        watching.until("the new corpus", || ids(home.path()) == [format!("n/tour-{round}")]);
        fs::write(corpus.join("n.md"), titled(&format!("Suite {round}"))).expect("a recap");
        watching.until("a change in it", || ids(home.path()) == [format!("n/suite-{round}")]);
    }
    let said = watching.said();
    let line = said.lines().find(|line| line.contains("changed corpus/n.md")).expect("the file is named");
    let time = line.trim_start_matches("recaps: ").split(' ').next().expect("a time");
    assert!(time.len() == 8 && time.matches(':').count() == 2, "{line}");
}

#[test]
fn what_changes_no_contents_wakes_nobody() {
    let home = home(&[("a.md", &one_talk("Le graouli répond."))]);
    let corpus = home.path().join("corpus");
    let watching = Watching::begin(home.path(), &[]);
    let lock =
        || fs::metadata(home.path().join("index/writer.lock")).and_then(|m| m.modified()).expect("a time");
    // Its own first reading may still be under way.
    let mut before = lock();
    watching.until("it rests", || {
        let then = lock();
        std::thread::sleep(Duration::from_millis(1500));
        lock() == then
    });
    before = before.max(lock());
    for round in 0..10 {
        fs::read(corpus.join("a.md")).expect("read");
        fs::read_dir(&corpus).expect("read").flatten().for_each(drop);
        fs::write(corpus.join(".a.md.swp"), format!("{round}")).expect("a file of an editor");
        fs::write(corpus.join("photo.jpg"), format!("{round}")).expect("a file that is no recap");
        std::thread::sleep(Duration::from_millis(100));
    }
    recaps(home.path(), &["search", "graouli"]);
    std::thread::sleep(Duration::from_millis(1000));
    assert_eq!(lock(), before, "{}", watching.said());
    // And it is not deaf.
    fs::write(corpus.join("a.recap.toml"), "year = 2018\n").expect("a sidecar");
    watching.until("the sidecar", || {
        printed(recaps(home.path(), &["list", "--format", "jsonl"])).contains("\"year\":2018")
    });
}

#[test]
fn a_single_file_is_followed_and_its_neighbours_are_not() {
    let home = home(&[("a.md", &titled("Le premier")), ("b.md", &titled("Le voisin"))]);
    let watching = Watching::begin(home.path(), &["corpus/a.md"]);
    fs::write(home.path().join("corpus/b.md"), titled("Le voisin bouge")).expect("a recap");
    // As editors save: another file in its place.
    fs::write(home.path().join("corpus/neuf"), titled("Le second")).expect("a file");
    fs::rename(home.path().join("corpus/neuf"), home.path().join("corpus/a.md")).expect("renamed");
    watching.until("the file", || ids(home.path()) == ["a/le-second"]);
}
