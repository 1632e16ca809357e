//! Updated step by step against built anew: equal in every byte of `export` and of every search.

use super::chance::Chance;
use super::command::run;
use super::figures::{Figures, shared, size};
use super::home::Home;
use super::recaps::{self, Recaps};
use super::{answers::Answer, questions};
use std::fs;
use std::ops::Range;
use std::process::Command;

#[test]
fn an_updated_index_equals_a_new_one() {
    let figures = shared(size(2, 500), sequences);
    // A trial whose edits change nothing would show nothing.
    assert!(figures.seen("equal") > figures.seen("equal, and as before"), "the edits show in the answers");
    figures.report("incremental against full, sequences of edits");
}

fn sequences(part: Range<usize>) -> Figures {
    let mut figures = Figures::default();
    for seed in part {
        sequence(seed as u64, &mut figures);
    }
    figures
}

/// One sequence of edits: after some of them the index is updated, after some updates it is compared.
fn sequence(seed: u64, figures: &mut Figures) {
    let mut chance = Chance::new(seed);
    let recaps: Recaps = (0..3).map(|n| (format!("recap-{n}.md"), recaps::recap(&mut chance, 3))).collect();
    let home = Home::indexed(&recaps);
    let searches = questions::searches(&mut chance, size(6, 50));
    let mut edits = Edits { home: &home, past: recaps.into_iter().collect(), done: Vec::new() };
    let mut exported = home.answer(&["export".to_owned()]).stdout;
    let steps = 6 + chance.below(7);
    for step in 1..=steps {
        edits.one(&mut chance);
        if chance.below(3) == 0 && step < steps {
            continue;
        }
        let updated = run(&mut home.indexing());
        if updated.status != 0 {
            figures.fail(format!("sequence {seed}, {:?}: {}", edits.done, updated.stderr.trim_end()));
            return;
        }
        if step < steps && chance.below(3) > 0 {
            continue;
        }
        let anew = home.join("anew");
        // Ids depend on what was there before: what is remembered of them goes with the copy.
        let copied = Command::new("cp").arg("-r").arg(home.index()).arg(&anew).status();
        assert!(copied.is_ok_and(|status| status.success()), "an index to build anew");
        run(home.indexing_into(&anew).arg("--rebuild")).well();
        let export = vec!["export".to_owned()];
        let odd = std::iter::once(&export).chain(&searches).find_map(|question| {
            let one = Answer::new(home.question(&home.index(), question));
            let other = Answer::new(home.question(&anew, question));
            (one != other || one.status > 1).then(|| (question.join(" "), one.brief(), other.brief()))
        });
        fs::remove_dir_all(&anew).expect("an index that goes");
        match odd {
            Some((question, one, other)) => {
                let done = &edits.done;
                figures.fail(format!("sequence {seed}, {done:?}, {question:?}:\n  {one}\n  {other}"));
                return;
            }
            None => {
                let now = home.answer(&export).stdout;
                figures.count(if now == exported { "equal, and as before" } else { "equal" });
                exported = now;
            }
        }
    }
}

/// The edits of a sequence.
struct Edits<'a> {
    home: &'a Home,
    /// Names and texts of recaps as they were at some time.
    past: Vec<(String, String)>,
    /// What was done, for failures.
    done: Vec<String>,
}

impl Edits<'_> {
    /// Does one edit.
    fn one(&mut self, chance: &mut Chance) {
        let mut names: Vec<String> = fs::read_dir(self.home.recaps())
            .expect("the recaps")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
            .filter(|name| name.ends_with(".md"))
            .collect();
        names.sort_unstable();
        let name = chance.of(&names).clone();
        let path = self.home.recaps().join(&name);
        let sidecar = path.with_extension("recap.toml");
        let done = match chance.below(10) {
            0 | 1 => {
                let name = format!("{}-{}.md", chance.of(&["jour", "retour", "notes"]), chance.below(50));
                let talks = 1 + chance.below(4);
                self.write(&name, recaps::recap(chance, talks));
                format!("add or replace {name}")
            }
            2 | 3 => {
                let mut text = fs::read_to_string(&path).expect("a recap");
                text.push_str(&recaps::talk(chance));
                self.write(&name, text);
                format!("change {name}")
            }
            4 => {
                let text = fs::read_to_string(&path).expect("a recap");
                let modified = fs::metadata(&path).and_then(|metadata| metadata.modified()).expect("a time");
                self.write(&name, text.replace("le", "la"));
                let file = fs::File::options().write(true).open(&path).expect("a recap");
                file.set_modified(modified).expect("a time");
                format!("change {name}, size and time as before")
            }
            5 if names.len() > 1 => {
                fs::remove_file(&path).expect("a recap that goes");
                let _ = fs::remove_file(&sidecar);
                format!("remove {name}")
            }
            6 => {
                let to = format!("{}-{}.md", chance.of(&["renomme", "aaa", "zzz"]), chance.below(50));
                fs::rename(&path, self.home.recaps().join(&to)).expect("a recap that is renamed");
                format!("rename {name} to {to}")
            }
            7 => {
                let file = fs::File::options().write(true).open(&path).expect("a recap");
                file.set_modified(std::time::SystemTime::UNIX_EPOCH).expect("a time");
                format!("touch {name}")
            }
            8 => {
                let (name, text) = chance.of(&self.past).clone();
                self.write(&name, text);
                format!("revert {name}")
            }
            _ if sidecar.exists() => {
                fs::remove_file(&sidecar).expect("a sidecar that goes");
                format!("remove the sidecar of {name}")
            }
            _ => {
                let year = 2000 + chance.below(9);
                fs::write(&sidecar, format!("event = \"Annexe\"\nyear = {year}\n")).expect("a sidecar");
                format!("set the sidecar of {name}")
            }
        };
        self.done.push(done);
    }

    fn write(&mut self, name: &str, text: String) {
        fs::write(self.home.recaps().join(name), &text).expect("a recap");
        self.past.push((name.to_owned(), text));
    }
}
