//! Panics: what goes wrong in the program itself is one line and an exit status, and the terminal is left as it was.

use recaps::panics::caught;

#[test]
fn a_panic_is_an_error_of_one_line_that_names_the_file() {
    let said = |work: fn() -> recaps::Result<()>| {
        let error = caught(Some("corpus/a.md".into()), work).expect_err("an error");
        assert_eq!((error.exit_code(), error.code()), (2, "internal"));
        error.to_string()
    };
    assert_eq!(said(|| panic!("at\n  once")), "corpus/a.md: an error of recaps itself: at once");
    assert_eq!(
        said(|| std::thread::spawn(|| panic!("{}", "x".repeat(9_999)))
            .join()
            .map_err(|e| std::panic::resume_unwind(e))),
        format!("corpus/a.md: an error of recaps itself: {}", "x".repeat(300))
    );
    assert_eq!(caught(None, || Ok(1)).expect("no panic"), 1);
}

/// A clock that fails from when a file is there: the program cannot go on without one, and panics.
#[cfg(target_os = "linux")]
mod clock {
    use crate::common::{self, EDITIONS, home};
    use crate::tmux::Terminal;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output};

    const CLOCK: &str = "#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t clock, struct timespec *time) {
    const char *file = getenv(\"CLOCK_STOPS\");
    if (file && access(file, F_OK) == 0) { errno = EINVAL; return -1; }
    return (int)syscall(SYS_clock_gettime, clock, time);
}
";

    /// The library that stands before the clock; `None` where there is no compiler for it.
    fn library(folder: &Path) -> Option<PathBuf> {
        let (source, library) = (folder.join("clock.c"), folder.join("clock.so"));
        std::fs::write(&source, CLOCK).expect("a source");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source);
        let built = compiler.output().is_ok_and(|output| output.status.success());
        if !built {
            println!("skipped: no C compiler");
        }
        built.then_some(library)
    }

    fn without_clock(home: &Path, library: &Path, args: &[&str]) -> Output {
        let mut program = common::program(home);
        program.env("LD_PRELOAD", library).env("CLOCK_STOPS", "/").env_remove("RUST_BACKTRACE");
        program.args(args).output().expect("the program runs")
    }

    #[test]
    fn a_panic_of_a_search_or_of_the_indexer_is_one_line_and_costs_nothing() {
        let home = home(&EDITIONS);
        let Some(library) = library(home.path()) else { return };
        let ran = |args: &[&str]| {
            let output = without_clock(home.path(), &library, args);
            let said = String::from_utf8(output.stderr).expect("UTF-8");
            assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}: {said}");
            assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
            said
        };
        common::printed(common::recaps(home.path(), &["index"]));
        let said = ran(&["search", "ebpf"]);
        assert!(said.starts_with("recaps: an error of recaps itself: ") && said.contains(".rs:"), "{said}");
        let said = ran(&["search", "ebpf", "--lang", "fr"]);
        assert!(said.starts_with("recaps: une erreur de recaps lui-même : "), "{said}");
        let error: serde_json::Value =
            serde_json::from_str(&ran(&["search", "ebpf", "--format", "json"])).expect("JSON");
        assert_eq!(error["error"]["code"], "internal");
        std::fs::write(home.path().join("corpus/neuf.md"), common::one_talk("Un noyau neuf."))
            .expect("a recap");
        ran(&["index"]);
        let found = common::printed(common::recaps(home.path(), &["search", "ebpf", "--format", "ids"]));
        assert_eq!(found.lines().count(), 3, "the index answers as before: {found}");
        common::printed(common::recaps(home.path(), &["index"]));
        common::printed(common::recaps(home.path(), &["search", "neuf"]));
    }

    #[test]
    fn a_panic_of_pick_leaves_the_terminal_as_it_was() {
        let home = home(&EDITIONS);
        let Some(library) = library(home.path()) else { return };
        common::printed(common::recaps(home.path(), &["index"]));
        let stops = home.path().join("stops");
        let start = |command: &mut Command| {
            command.env("RECAPS_INDEX", home.path().join("index")).env("PICK", env!("CARGO_BIN_EXE_recaps"));
            command.env("CLOCK", &library).env("CLOCK_STOPS", &stops).env_remove("RUST_BACKTRACE");
        };
        let Some(terminal) = Terminal::start("sh", "80", "24", start) else { return };
        terminal.keys(&["LD_PRELOAD=\"$CLOCK\" \"$PICK\" pick; echo ended:$?", "Enter"]);
        terminal.wait("Le noyau sans peur");
        std::fs::write(&stops, "").expect("a file");
        let screen = terminal.wait("ended:2");
        assert!(screen.contains("recaps: an error of recaps itself: "), "{screen}");
        assert!(screen.contains("echo ended"), "the screen from before is there again: {screen}");
        terminal.keys(&["stty -a | tr ' ' '\\n' | grep -c -x -e icanon -e echo", "Enter"]);
        terminal.wait_until("lines and echo", |screen| screen.lines().any(|line| line.trim() == "2"));
    }
}
