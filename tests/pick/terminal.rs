//! The program in a real terminal, and without any.

use crate::common::Fixture;
use crate::fixture;
use crate::tmux::Terminal;
use std::cell::Cell;
use std::ops::Deref;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program without a terminal, with something on stdin.
fn piped(home: &Path, args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
    command.current_dir(home).env_remove("RECAPS_INDEX").env("TERM", "dumb").env("XDG_CONFIG_HOME", home);
    command.arg("pick").args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    // It may have left without reading.
    let _ = std::io::Write::write_all(&mut child.stdin.take().expect("stdin"), input.as_bytes());
    child.wait_with_output().expect("it ends")
}

#[test]
fn without_a_terminal_the_talks_are_listed_and_numbers_choose() {
    let fixture = fixture();
    let run = |args: &[&str], input: &str| {
        let output = piped(fixture.home.path(), args, input);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (status, out, err) = run(&["observabilité"], "1\n");
    assert_eq!(status, Some(0));
    assert!(out.starts_with("c-2023/") && out.lines().count() == 1, "{out}");
    assert!(err.contains("  1  Observabilité du noyau · Ève Martin (Dvorak)"), "{err}");
    let (status, out, _) = run(&["observabilité", "-0"], "2, 1\n");
    assert_eq!((status, out.split_terminator('\0').count()), (Some(0), 2));
    let (_, out, _) = run(&["observabilité", "--format", "jsonl"], "1\n");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).expect("JSON")["year"], 2023);
    let (status, out, err) = run(&["observabilité"], "");
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(err.contains("Observabilité du noyau"), "the list is printed all the same: {err}");
    assert!(err.ends_with("there is no terminal, and no number on stdin\n"), "{err}");
    let (status, _, err) = run(&["observabilité"], "9\n");
    assert!(status == Some(2) && err.ends_with("\"9\" is no number from 1 to 2\n"), "{err}");
    assert_eq!(run(&["observabilité"], "\n").0, Some(1));
    assert_eq!(run(&["--", "\"xyzzy\""], "1\n").0, Some(1));
}

/// A terminal in which the program is started and left.
struct Tmux {
    terminal: Terminal,
    /// Runs of the program so far.
    runs: Cell<usize>,
}

impl Deref for Tmux {
    type Target = Terminal;

    fn deref(&self) -> &Terminal {
        &self.terminal
    }
}

impl Tmux {
    /// Without tmux, prints so and returns `None`.
    fn start(fixture: &Fixture) -> Option<Tmux> {
        Tmux::of_size(fixture, "80", "24")
    }

    /// Opens a terminal of this many columns and lines.
    fn of_size(fixture: &Fixture, columns: &str, lines: &str) -> Option<Tmux> {
        let index = fixture.home.path().join("index");
        let terminal = Terminal::start("sh", columns, lines, |command| {
            command.env("RECAPS_INDEX", index).env("PICK", env!("CARGO_BIN_EXE_recaps"));
        })?;
        Some(Tmux { terminal, runs: Cell::new(0) })
    }

    /// Starts `pick` between two looks at the terminal.
    fn pick(&self, environment: &str) {
        self.pick_under(environment, "");
    }

    /// The same, under another program that runs it.
    fn pick_under(&self, environment: &str, runner: &str) {
        for name in ["before", "after", "status", "out", "pid"] {
            let _ = std::fs::remove_file(self.path().join(name));
        }
        self.runs.set(self.runs.get() + 1);
        let run = self.runs.get();
        let pick = format!(
            "clear; stty -g > before; {environment} sh -c 'echo $$ > pid; exec {runner} \"$PICK\" pick' > out; \
             echo \"status $?\" > status; stty -g > after; echo \"do\"ne {run}"
        );
        self.keys(&[&pick, "Enter"]);
        self.wait(" talk");
        assert_eq!(self.run(&["display-message", "-p", "#{alternate_on}"]).trim(), "1");
    }

    /// Checks that the terminal is as it was, and gives exit status and stdout of `pick`.
    fn left(&self) -> (String, String) {
        self.wait(&format!("done {}", self.runs.get()));
        let read = |name: &str| std::fs::read_to_string(self.path().join(name)).expect(name);
        assert_eq!(read("before"), read("after"));
        let flags = "#{alternate_on} #{cursor_flag} #{bracket_paste_flag}";
        let flags = self.run(&["display-message", "-p", flags]);
        // Older versions know nothing of pasting.
        assert!(flags.starts_with("0 1") && !flags.trim_end().ends_with(" 1 1"), "{flags}");
        (read("status").trim().to_owned(), read("out"))
    }
}

#[test]
fn in_a_terminal_one_types_moves_and_chooses() {
    let fixture = fixture();
    let Some(tmux) = Tmux::start(&fixture) else { return };
    tmux.pick("");
    tmux.keys(&["-l", "observabilité"]);
    // A screen may be caught half drawn: each thing is waited for by itself.
    for shown in ["> observabilité", "2 talks", "  1 Observabilité du noyau", "Ève Martin"] {
        tmux.wait(shown);
    }
    tmux.keys(&["Down"]);
    tmux.wait("Luc Roy (Azerty)");
    let red = |_: &str| {
        let screen = tmux.run(&["capture-pane", "-p", "-e"]);
        ["[31m", "[38;5;1m"].iter().any(|red| screen.contains(red))
    };
    tmux.wait_until("marks in red", red);
    tmux.run(&["resize-window", "-x", "20", "-y", "4"]);
    tmux.wait_until("a small screen", |screen| screen.lines().count() <= 4 && !screen.contains("Enter"));
    // Sizes that follow each other faster may not reach the program one by one.
    tmux.run(&["resize-window", "-x", "60", "-y", "20"]);
    tmux.wait("Enter choose");
    tmux.keys(&["F1"]);
    tmux.wait("Ctrl-U Ctrl-W");
    tmux.keys(&["x"]);
    tmux.wait_until("the keys are gone", |screen| !screen.contains("Ctrl-U Ctrl-W"));
    tmux.keys(&["Enter"]);
    let (status, out) = tmux.left();
    assert_eq!(status, "status 0");
    assert!(out.starts_with("a-2021/kubernetes-sans-larmes") && out.lines().count() == 1, "{out}");
}

/// Whether system calls of a program can be slowed down here; said where they cannot.
fn can_slow_down() -> bool {
    let traced = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    let can = traced.is_ok_and(|output| output.status.success());
    if !can {
        println!("skipped: strace is not there, or may not trace");
    }
    can
}

/// What runs a program whose system calls of these names end so many milliseconds late.
fn slowed(calls: &str, late: u32) -> String {
    format!("strace -f -o /dev/null -e trace={calls} -e inject={calls}:delay_exit={late}000")
}

#[test]
fn a_key_that_comes_together_with_a_resize_is_shown_at_once() {
    let fixture = fixture();
    let Some(tmux) = Tmux::start(&fixture) else { return };
    if !can_slow_down() {
        return;
    }
    // To draw a frame the program asks how large the terminal is. While it waits for that, both come.
    tmux.pick_under("", &slowed("ioctl", 300));
    let shown = |typed: &str| {
        let line = format!("> {typed}");
        tmux.wait_until(&line, |screen| screen.lines().any(|shown| shown.trim_end().ends_with(&line)));
    };
    for (columns, typed) in [("70", "ee"), ("60", "eeee"), ("50", "eeeeee")] {
        tmux.keys(&["-l", "e"]);
        std::thread::sleep(std::time::Duration::from_millis(80));
        tmux.run(&["resize-window", "-x", columns, "-y", "20"]);
        tmux.keys(&["-l", "e"]);
        shown(typed);
    }
    tmux.keys(&["Escape"]);
    assert_eq!(tmux.left().0, "status 1");
}

#[test]
fn a_key_that_comes_as_the_wait_for_one_ends_is_shown_at_once() {
    let fixture = fixture();
    let Some(tmux) = Tmux::start(&fixture) else { return };
    if !can_slow_down() {
        return;
    }
    // Each wait for events lasts twice as long as the program asks for. Some keys come when the program has been
    // answered already that there are none.
    tmux.pick_under("", &slowed("?epoll_wait,?epoll_pwait,?poll,?ppoll", 100));
    for typed in 1..=12 {
        // The next key comes only once this one is shown, and each a little later than the last: at another moment of the wait.
        std::thread::sleep(std::time::Duration::from_millis(30 * typed as u64));
        tmux.keys(&["-l", "e"]);
        let line = format!("> {}", "e".repeat(typed));
        tmux.wait_until(&line, |screen| screen.lines().any(|shown| shown.trim_end().ends_with(&line)));
    }
    tmux.keys(&["Escape"]);
    assert_eq!(tmux.left().0, "status 1");
}

#[test]
fn a_terminal_is_left_as_it_was_by_every_way_out() {
    let fixture = fixture();
    let Some(tmux) = Tmux::start(&fixture) else { return };
    for (key, expected) in [("C-c", "status 130"), ("Escape", "status 1")] {
        tmux.pick("");
        tmux.keys(&[key]);
        assert_eq!(tmux.left(), (expected.to_owned(), String::new()));
    }
    for (signal, expected) in [("-TERM", "status 143"), ("-HUP", "status 129"), ("-INT", "status 130")] {
        tmux.pick("");
        let pid = std::fs::read_to_string(tmux.path().join("pid")).expect("a process");
        assert!(Command::new("kill").args([signal, pid.trim()]).status().expect("kill runs").success());
        assert_eq!(tmux.left(), (expected.to_owned(), String::new()));
    }
}

#[test]
fn with_no_color_the_terminal_sees_no_colour() {
    let fixture = fixture();
    let Some(tmux) = Tmux::start(&fixture) else { return };
    tmux.pick("NO_COLOR=1");
    tmux.keys(&["-l", "noyau"]);
    tmux.wait("Ève Martin");
    let screen = tmux.run(&["capture-pane", "-p", "-e"]);
    let codes: Vec<&str> =
        screen.split("\u{1b}[").skip(1).filter_map(|code| code.split('m').next()).collect();
    // 39 and 49 are the terminal's own colours.
    let colour = |part: &str| (30..=38).chain(40..=48).chain(90..=107).any(|code| part == code.to_string());
    assert!(!codes.iter().any(|code| code.split(';').any(colour)), "{codes:?}");
    assert!(codes.iter().any(|code| code.split(';').any(|part| part == "7")), "{codes:?}");
    tmux.keys(&["Enter"]);
    assert_eq!(tmux.left().0, "status 0");
}

#[test]
fn files_that_are_cut_short_under_it_end_in_an_error_and_leave_the_terminal_as_it_was() {
    let fixture = fixture();
    let Some(tmux) = Tmux::start(&fixture) else { return };
    tmux.pick("");
    let generation = fixture.home.path().join("index/generation-1");
    for file in std::fs::read_dir(generation).expect("a generation").flatten() {
        let open = std::fs::File::options().write(true).open(file.path());
        open.and_then(|file| file.set_len(0)).expect("a file that is cut short");
    }
    tmux.keys(&["-l", "noyau"]);
    assert_eq!(tmux.left(), ("status 4".to_owned(), String::new()));
    tmux.wait("shorter than it was");
}

/// A program of that name that writes down whether it has a terminal and what it was given.
fn stand_in(folder: &Path, name: &str) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let (path, out) = (folder.join(name), folder.join(format!("{name}.out")));
    let script = format!(
        "#!/bin/sh\n[ -t 0 ] && [ -t 1 ] && on=terminal || on=nothing\necho \"$on $@\" > '{0}.new'\nmv '{0}.new' '{0}'\n",
        out.display()
    );
    std::fs::write(&path, script).expect("a program");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a program");
    path
}

fn written(tmux: &Tmux, name: &str) -> String {
    let path = tmux.path().join(format!("{name}.out"));
    tmux.wait_until(name, |_| path.is_file());
    std::fs::read_to_string(path).expect("written")
}

#[test]
fn in_a_terminal_keys_start_editor_and_browser_and_copy() {
    let text = "---\nurl: https://blog.example.org/page\n---\n\n# Galet Conf 2023\n\n## Du sable, par Awa Diop\n\nDu sable.\n";
    let fixture = crate::common::index(&[("galet.md", text)]);
    for (columns, lines) in [("40", "20"), ("200", "50")] {
        let Some(tmux) = Tmux::of_size(&fixture, columns, lines) else { return };
        // What asks for the clipboard is let through, and can be read then.
        tmux.run(&["set-option", "-s", "set-clipboard", "on"]);
        let home = tmux.path();
        let editor = stand_in(home, "editor");
        stand_in(home, "xdg-open");
        tmux.pick(&format!("PATH='{}':\"$PATH\" VISUAL='{}'", home.display(), editor.display()));
        tmux.keys(&["-l", "sable"]);
        tmux.wait("Awa Diop");
        tmux.keys(&["M-f"]);
        let opened = written(&tmux, "editor");
        assert!(
            opened.starts_with("terminal +7 ") && opened.trim_end().ends_with("corpus/galet.md"),
            "{opened}"
        );
        tmux.wait("> sable");
        tmux.keys(&["M-o"]);
        assert!(written(&tmux, "xdg-open").trim_end().ends_with("https://blog.example.org/page"));
        tmux.wait("opened: ");
        tmux.keys(&["M-i"]);
        tmux.wait("copied: ");
        tmux.wait_until("the id on the clipboard", |_| {
            tmux.run(&["show-buffer"]).starts_with("galet/du-sable")
        });
        tmux.keys(&["Enter"]);
        assert_eq!(tmux.left(), ("status 0".to_owned(), "galet/du-sable\n".to_owned()));
    }
}

#[test]
fn in_a_terminal_the_preview_has_the_marks_of_lists() {
    let text = "# Galet Conf 2023\n\n## Du sable, par Awa Diop\n\nDu sable, du vent.\n\n1. Le sable fin.\n2. Le gros.\n";
    let fixture = crate::common::index(&[("galet.md", text)]);
    let Some(tmux) = Tmux::of_size(&fixture, "80", "30") else { return };
    tmux.pick("");
    tmux.wait_until("the list", |screen| screen.contains("\n1. Le sable fin.\n2. Le gros.\n"));
    // A file that has changed since is shown by its words alone.
    std::fs::write(fixture.home.path().join("corpus/galet.md"), "# Rien\n").expect("a recap");
    tmux.keys(&["-l", "sable"]);
    tmux.wait("> sable");
    tmux.keys(&["Enter"]);
    assert_eq!(tmux.left().0, "status 0");
}
