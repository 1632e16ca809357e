//! The interposer (`interposer.c`): built once, named in the environment of a program.

use super::command::run;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The library.
fn library() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        if !cfg!(all(target_os = "linux", target_pointer_width = "64")) {
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (library, draft) = (folder.join("interposer.so"), folder.join(std::process::id().to_string()));
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/interposer.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&draft).arg(source);
        let built = compiler.output().ok()?.status.success();
        // Another run of the tests may be using the one that is there.
        (built && std::fs::rename(draft, &library).is_ok()).then_some(library)
    });
    built.as_deref()
}

/// Why there is no interposer.
pub(crate) const MISSING: &str = "no C compiler that builds a preloaded library for Linux on 64 bits";

/// Whether faults can be put in the way of a program.
pub(crate) fn works() -> bool {
    library().is_some()
}

/// A fault: at which call, and what happens there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault<'a> {
    /// As the library knows it: `kill`, `fail:5` …
    pub(crate) what: &'a str,
    /// The number of the call, from 1.
    pub(crate) at: usize,
}

impl Fault<'_> {
    /// Puts the fault in the way of a program, at the calls that change something below the folder `under`.
    /// What happened is written to the file `said`.
    pub(crate) fn arm<'c>(self, command: &'c mut Command, under: &Path, said: &Path) -> &'c mut Command {
        let _ = std::fs::remove_file(said);
        let library = library().expect("the interposer");
        command.env("LD_PRELOAD", library).env("FAULTS_UNDER", under).env("FAULTS_SAID", said);
        command.env("FAULTS_FAULT", self.what).env("FAULTS_AT", self.at.to_string())
    }
}

/// How many calls a program makes that change something below the folder `under`.
pub(crate) fn calls(command: &mut Command, under: &Path, said: &Path) -> usize {
    run(Fault { what: "count", at: 0 }.arm(command, under, said)).well();
    let count = met(said).expect("the number of calls");
    count.split_once(' ').and_then(|(number, _)| number.parse().ok()).expect("a number")
}

/// The call that met the fault, and its path; `None` where the program made fewer calls.
pub(crate) fn met(said: &Path) -> Option<String> {
    std::fs::read_to_string(said).ok().map(|line| line.trim_end().to_owned())
}
