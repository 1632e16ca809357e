//! A folder with recaps and an index, and the program at work in it.

use super::answers::{Answer, Served};
use super::command::{Ran, run};
use super::recaps::Recaps;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Recaps, an index of them and nothing else. The recaps lie in no folder called `corpus`, or questions would build
/// an index where there is none.
#[derive(Debug)]
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// Recaps that are not indexed yet.
    pub(crate) fn new(recaps: &Recaps) -> Home {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // Another user must be able to come in.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("a mode");
        for name in ["recaps", "empty"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        let home = Home { folder };
        home.put(recaps);
        home
    }

    /// Recaps and the index of them.
    pub(crate) fn indexed(recaps: &Recaps) -> Home {
        let home = Home::new(recaps);
        home.build();
        home
    }

    /// A place in the folder.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        // A link on the way (as /tmp is in places) would hide the index from the interposer.
        self.folder.path().canonicalize().expect("the folder").join(name)
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.join("index")
    }

    pub(crate) fn recaps(&self) -> PathBuf {
        self.join("recaps")
    }

    /// Makes these the recaps; those that stay the same are not touched.
    pub(crate) fn put(&self, recaps: &Recaps) {
        for entry in fs::read_dir(self.recaps()).expect("the recaps") {
            let entry = entry.expect("an entry");
            if !entry.file_name().to_str().is_some_and(|name| recaps.contains_key(name)) {
                fs::remove_file(entry.path()).expect("a recap that goes");
            }
        }
        for (name, text) in recaps {
            let path = self.recaps().join(name);
            if fs::read_to_string(&path).ok().as_ref() != Some(text) {
                fs::write(path, text).expect("a recap");
            }
        }
    }

    /// The program in an empty folder, with nothing in its environment that leads out of here.
    pub(crate) fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
        let empty = self.join("empty");
        command.current_dir(&empty).env("HOME", &empty).arg("--no-config");
        for name in ["RECAPS_INDEX", "RECAPS_CORPUS", "RECAPS_GLOSSARY", "LD_PRELOAD"] {
            command.env_remove(name);
        }
        for name in
            ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"]
        {
            command.env_remove(name);
        }
        command
    }

    /// The program about to index the recaps.
    pub(crate) fn indexing(&self) -> Command {
        self.indexing_into(&self.index())
    }

    /// The program about to index the recaps in another place.
    pub(crate) fn indexing_into(&self, index: &Path) -> Command {
        let mut command = self.program();
        command.arg("index").arg(self.recaps()).arg("--index").arg(index);
        command
    }

    /// Indexes the recaps, which must end well.
    pub(crate) fn build(&self) {
        run(&mut self.indexing()).well();
    }

    /// What the index answers now.
    pub(crate) fn ask(&self, questions: &[Vec<String>]) -> Vec<Answer> {
        questions.iter().map(|question| self.answer(question)).collect()
    }

    /// What the index answers to one question.
    pub(crate) fn answer(&self, question: &[String]) -> Answer {
        Answer::new(self.question(&self.index(), question))
    }

    /// Runs one question against an index.
    pub(crate) fn question(&self, index: &Path, question: &[String]) -> Ran {
        run(self.program().args(question).arg("--index").arg(index))
    }

    /// Whose answers the index gives now: those of an index before, those of one after, or none.
    pub(crate) fn served(
        &self,
        questions: &[Vec<String>],
        before: Option<&[Answer]>,
        after: &[Answer],
    ) -> Result<Served, String> {
        Served::judge(questions, &self.ask(questions), before, after)
    }

    /// The next run after an accident: it succeeds, its answers are those of an undisturbed one, and what it leaves
    /// in the index folder has the shape that one leaves.
    pub(crate) fn mends(
        &self,
        questions: &[Vec<String>],
        after: &[Answer],
        undisturbed: &[String],
    ) -> Result<(), String> {
        let next = run(&mut self.indexing());
        if next.status != 0 {
            return Err(format!("the next run ends in {}: {}", next.status, next.stderr.trim_end()));
        }
        match self.served(questions, None, after)? {
            Served::After => {}
            other => return Err(format!("after the next run: {other:?}")),
        }
        let shape = self.shape();
        if shape == undisturbed {
            return Ok(());
        }
        let odd: Vec<&String> = shape.iter().filter(|entry| !undisturbed.contains(entry)).collect();
        Err(format!("litter after the next run: {odd:?}, {} for {} entries", shape.len(), undisturbed.len()))
    }

    /// What is in the index folder, names replaced by their kind: numbers and digests are not the same in every run.
    pub(crate) fn shape(&self) -> Vec<String> {
        let index = self.index();
        let mut shape: Vec<String> = below(&index)
            .iter()
            .map(|path| kind(&path.strip_prefix(&index).expect("below the index").to_string_lossy()))
            .collect();
        shape.sort_unstable();
        shape
    }

    /// Keeps a copy of the index.
    pub(crate) fn keep(&self) {
        copy(&self.index(), &self.join("kept"));
    }

    /// Puts the copy that was kept in the place of the index.
    pub(crate) fn restore(&self) {
        self.forget();
        copy(&self.join("kept"), &self.index());
    }

    /// Removes the index.
    pub(crate) fn forget(&self) {
        if self.index().exists() {
            fs::remove_dir_all(self.index()).expect("an index that goes");
        }
    }
}

/// Files and folders below a folder.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            }
            found.push(entry.path());
        }
    }
    found.sort_unstable();
    found
}

/// A name with `#` for every run of eight hexadecimal digits or more, and `0` for every other number.
fn kind(name: &str) -> String {
    let mut kind = String::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let hexadecimal = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (taken, stands) = match (hexadecimal, digits) {
            (8.., _) => (hexadecimal, '#'),
            (_, 1..) => (digits, '0'),
            _ => (first.len_utf8(), first),
        };
        kind.push(stands);
        rest = &rest[taken..];
    }
    kind
}

/// Copies a folder with all below it; what is one file by two names stays so.
pub(crate) fn copy(from: &Path, to: &Path) {
    use std::os::unix::fs::MetadataExt;
    let mut copied = std::collections::HashMap::new();
    fs::create_dir_all(to).expect("a folder");
    for path in below(from) {
        let place = to.join(path.strip_prefix(from).expect("below"));
        let metadata = path.symlink_metadata().expect("an entry");
        if metadata.is_dir() {
            fs::create_dir_all(&place).expect("a folder");
            continue;
        }
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        match copied.insert(metadata.ino(), place.clone()) {
            Some(first) => fs::hard_link(first, place).expect("a link"),
            None => drop(fs::copy(&path, &place).expect("a copy")),
        }
    }
}
