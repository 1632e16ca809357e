//! Damage in the files of an index: bits flipped, files cut, emptied, removed, exchanged, and files that are not its own.

use super::answers::Answer;
use super::chance::Chance;
use super::command::{Ran, run};
use super::figures::{Figures, full, shared, size};
use super::home::{Home, below};
use super::{questions, recaps};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A sound index and its answers.
struct Sound {
    home: Home,
    questions: Vec<Vec<String>>,
    answers: Vec<Answer>,
    /// The files below the index folder that damage can be done to.
    files: Vec<PathBuf>,
    /// Each harm is met by every question of so many, by others the next time.
    step: usize,
}

impl Sound {
    fn new() -> Sound {
        let [mut recaps, _] = recaps::before_and_after();
        if full() {
            recaps.extend(recaps::bundled());
        }
        Sound::of(&recaps)
    }

    /// An index that is not verified as a whole when it is opened, with dictionaries that are looked into here and there.
    fn large() -> Sound {
        let [mut recaps, _] = recaps::before_and_after();
        recaps.extend(recaps::of_many_words(3_000));
        // Questions that print all of 30,000 talks take a second each.
        let sound = Sound { step: 7, ..Sound::of(&recaps) };
        let bytes: u64 = sound.files.iter().map(|file| fs::metadata(file).map_or(0, |m| m.len())).sum();
        assert!(bytes > 40 << 20, "{bytes} bytes are no large index");
        sound
    }

    fn of(recaps: &recaps::Recaps) -> Sound {
        let home = Home::indexed(recaps);
        let ids = home.question(&home.index(), &["list".into(), "--format".into(), "ids".into()]).well();
        let ids: Vec<&str> = ids.lines().filter(|id| !id.starts_with("mots-")).collect();
        let questions = questions::twenty([ids[1], ids[6]]);
        let files = below(&home.index()).into_iter().filter(|path| path.is_file()).collect();
        let mut sound = Sound { home, questions, answers: Vec::new(), files, step: size(7, 1) };
        sound.answers = sound.questions.iter().map(|question| sound.answer(question)).collect();
        for (question, answer) in sound.questions.iter().zip(&sound.answers) {
            // That nothing is found is an answer too, but not one that reads much.
            assert!(answer.status <= 1, "{question:?}: {}", answer.brief());
        }
        let found = sound.answers.iter().filter(|answer| answer.status == 0).count();
        assert!(found + 2 >= sound.answers.len(), "only {found} questions find something");
        sound
    }

    fn answer(&self, question: &[String]) -> Answer {
        Answer::of_generation(self.home.question(&self.home.index(), question))
    }

    /// Asks an index that was damaged. `allowed` are the statuses that report the damage, `names` what the error may name.
    fn ask(&self, n: usize, allowed: &[i32], names: &[&str]) -> Result<String, String> {
        let mut reported = 0;
        for (at, question) in self.questions.iter().enumerate().skip(n % self.step).step_by(self.step) {
            let answer = self.answer(question);
            if answer == self.answers[at] {
                continue;
            }
            let words = question.join(" ");
            if answer.status == 0 || answer.status == 1 || answer.fell() || !answer.stdout.is_empty() {
                return Err(format!("{words:?} is answered with {}", answer.brief()));
            }
            let outcome = refusal(&answer).refuses(allowed, names);
            outcome.map_err(|odd| format!("{words:?}: {odd}"))?;
            reported += 1;
        }
        Ok(if reported > 0 { "reported".to_owned() } else { "harmless".to_owned() })
    }

    /// What an error about damage to these files may name: one of them, or the place of a generation that is not there.
    fn names(&self, files: &[&Path]) -> Vec<String> {
        let index = self.home.index();
        let mut names: Vec<String> = Vec::new();
        for file in files {
            let inside = file.strip_prefix(&index).expect("below the index");
            names.push(inside.file_name().expect("a name").to_string_lossy().into_owned());
            if inside.components().count() == 1 {
                // What a file at the top says leads to other files.
                names.push(format!("{}/", index.display()));
            }
        }
        names
    }
}

fn refusal(answer: &Answer) -> Ran {
    Ran {
        status: answer.status,
        stdout: Vec::new(),
        stderr: answer.stderr.clone(),
        took: std::time::Duration::ZERO,
    }
}

#[test]
fn bits_flipped() {
    shared(size(60, 10_000), |part| flips(&Sound::new(), part)).report("bit flips");
}

#[test]
fn bits_flipped_in_a_large_index() {
    let trial = "bit flips in a large index";
    if !full() {
        // A debug build takes minutes for the index; tests of the modules hold the same for single files.
        return super::figures::skipped(trial, "only at full size");
    }
    shared(10_000, |part| flips(&Sound::large(), part)).report(trial);
}

/// Bytes of a file that questions may write anew.
const SMALL: usize = 64 << 10;

fn flips(sound: &Sound, part: Range<usize>) -> Figures {
    let mut figures = Figures::default();
    let lengths: Vec<u64> =
        sound.files.iter().map(|file| fs::metadata(file).map_or(0, |metadata| metadata.len())).collect();
    for n in part {
        let mut chance = Chance::new(n as u64);
        // Every file has its turn, whatever its length.
        let at = (0..).map(|more| (n + more) % sound.files.len()).find(|&at| lengths[at] > 0);
        let file = &sound.files[at.expect("a file that is not empty")];
        let length = fs::metadata(file).expect("a file of the index").len() as usize;
        let (byte, bit) = (chance.below(length), chance.below(8));
        // Questions write small files anew, where they remember what of a large corpus they looked at.
        let whole = (length < SMALL).then(|| fs::read(file).expect("a file of the index"));
        flip(file, byte, bit);
        let names = sound.names(&[file]);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let outcome = sound.ask(n, &[4], &names);
        let inside = file.strip_prefix(sound.home.index()).expect("below the index").display();
        figures.take(&format!("bit {bit} of byte {byte} of {inside} ({length})"), outcome);
        match whole {
            Some(whole) => fs::write(file, whole).expect("a file of the index"),
            None => flip(file, byte, bit),
        }
    }
    figures
}

/// Flips a bit of a file without any sign of it: a disk that rots leaves the time of change alone.
fn flip(file: &Path, byte: usize, bit: usize) {
    use std::os::unix::fs::FileExt;
    let modified = fs::metadata(file).and_then(|metadata| metadata.modified()).expect("a time");
    let open = fs::File::options().read(true).write(true).open(file).expect("a file of the index");
    let mut there = [0];
    open.read_exact_at(&mut there, byte as u64).expect("a byte");
    open.write_all_at(&[there[0] ^ 1 << bit], byte as u64).expect("a byte");
    open.set_modified(modified).expect("a time");
}

#[test]
fn files_cut_emptied_removed_exchanged_and_strayed() {
    shared(size(30, 500), harms).report("truncated, emptied, deleted, swapped, stray");
}

/// A harm that is done to whole files.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Cut,
    Emptied,
    Removed,
    Exchanged,
    Strayed,
}

fn harms(part: Range<usize>) -> Figures {
    let mut figures = Figures::default();
    let sound = Sound::new();
    sound.home.keep();
    for n in part {
        let mut chance = Chance::new(n as u64);
        let kinds = [Harm::Cut, Harm::Emptied, Harm::Removed, Harm::Exchanged, Harm::Strayed];
        let harm = kinds[n % kinds.len()];
        let file = &sound.files[(n / kinds.len()) % sound.files.len()];
        let other = chance.of(&sound.files);
        match harm {
            Harm::Cut => {
                let length = fs::metadata(file).expect("a file").len() as usize;
                let open = fs::File::options().write(true).open(file).expect("a file of the index");
                open.set_len(chance.below(length.max(1)) as u64).expect("a file that can be cut");
            }
            Harm::Emptied => fs::write(file, "").expect("a file of the index"),
            Harm::Removed => fs::remove_file(file).expect("a file of the index"),
            Harm::Exchanged => {
                let (one, two) = (fs::read(file).expect("a file"), fs::read(other).expect("a file"));
                fs::write(file, two).and_then(|()| fs::write(other, one)).expect("files of the index");
            }
            Harm::Strayed => {
                let folder = file.parent().expect("a folder");
                fs::write(folder.join(format!("{n}.stray")), "égaré").expect("a stray file");
            }
        }
        // An index without the name of its live generation is one whose first build never ended.
        let unnamed = matches!(harm, Harm::Removed) && file.ends_with("index/current");
        let names = sound.names(&[file, other]);
        let names: Vec<&str> = names.iter().map(String::as_str).chain(unnamed.then_some("index")).collect();
        let outcome = sound.ask(n, if unnamed { &[3, 4] } else { &[4] }, &names);
        let inside = file.strip_prefix(sound.home.index()).expect("below the index").display();
        figures.take(&format!("{harm:?}: {inside}"), outcome);
        sound.home.restore();
    }
    figures
}

/// `check` finds every harm, and `check --repair` mends what can be mended.
#[test]
fn checked_and_repaired() {
    let trial = "check and check --repair after a flip";
    let sound = Sound::new();
    if run(sound.home.program().args(["check", "--help"])).status != 0 {
        return super::figures::skipped(trial, "this program has no check");
    }
    let sound_check = sound.answer(&["check".to_owned()]);
    assert_eq!(sound_check.status, 0, "a sound index is damaged: {}", sound_check.brief());
    sound.home.keep();
    // Where it lies, its number and its time are not the same after a repair.
    let answers = sound.home.ask(&sound.questions);
    let mut figures = Figures::default();
    for n in 0..size(12, 200) {
        let mut chance = Chance::new(1 << 20 | n as u64);
        let file = &sound.files[n % sound.files.len()];
        let length = fs::metadata(file).expect("a file of the index").len() as usize;
        if length == 0 {
            continue;
        }
        let byte = chance.below(length);
        flip(file, byte, chance.below(8));
        let found = sound.answer(&["check".to_owned()]);
        let outcome = match (found.status, sound.ask(n, &[4], &[""])) {
            (_, Err(odd)) => Err(odd),
            (0, Ok(asked)) if asked == "harmless" => Ok("harmless".to_owned()),
            (4, Ok(_)) => {
                let mended = sound.answer(&["check".to_owned(), "--repair".to_owned()]);
                let again = sound.home.ask(&sound.questions);
                match mended.status {
                    0 if again == answers => Ok("repaired".to_owned()),
                    _ => Err(format!("not repaired: {}", mended.brief())),
                }
            }
            (_, Ok(asked)) => Err(format!("questions say {asked}, check says {}", found.brief())),
        };
        let inside = file.strip_prefix(sound.home.index()).expect("below the index").display();
        figures.take(&format!("byte {byte} of {inside}"), outcome);
        sound.home.restore();
    }
    figures.report(trial);
}
