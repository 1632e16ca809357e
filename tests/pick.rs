//! Choosing talks: keys to states, states to frames on a terminal in memory; then the program itself in a real terminal
//! (tmux, where it is there), and without any.

mod common;

use common::Fixture;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use recaps::pick::{Finder, State, Step, Theme, draw};
use recaps::query::plan::Settings;
use recaps::talk::Kind;
use std::cell::Cell;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const NUAGE: &str = "# Journée Qwertz 2021\n\n## Introduction\n\nUne journée dans les nuages.\n\n\
    ## Kubernetes sans larmes, par Luc Roy (Azerty)\n\nUn cluster Kubernetes se met à jour sans larmes.\n\
    On y parle d’observabilité.\n\n\
    ## Chaîne d’approvisionnement, par Zoé Tremblay (Bépo)\n\nSigner, vérifier, recommencer.\n";
const NOYAU: &str = "# Journée Qwertz 2023\n\n## Observabilité du noyau, par Ève Martin (Dvorak)\n\n\
    Le noyau se laisse observer.\n\nUn long passage.\n\nL’observabilité du noyau, encore.\n";

fn fixture() -> Fixture {
    let long: String = (1..=60).map(|n| format!("Ligne {n} d’un long récit.\n\n")).collect();
    let long =
        format!("# Journée Qwertz 2022\n\n## Récit, par Ida Petit (Colemak)\n\n{long}Fin : le graouli.\n");
    common::index(&[("a-2021.md", NUAGE), ("b-2022.md", &long), ("c-2023.md", NOYAU)])
}

/// A choice in the making, on a terminal in memory.
struct Choice<'i> {
    finder: Finder<'i>,
    state: State,
    terminal: Terminal<TestBackend>,
}

impl<'i> Choice<'i> {
    fn new(fixture: &'i Fixture, width: u16, height: u16) -> Self {
        let finder = Finder::new(&fixture.index, Settings::default());
        let state = State::new("", fixture.index.years().expect("years"));
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        let mut choice = Choice { finder, state, terminal };
        choice.after(Step::Search);
        choice
    }

    fn after(&mut self, step: Step) -> Step {
        if step == Step::Search {
            let answer = self.finder.answer(&self.state).expect("an answer");
            self.state.take(answer);
        }
        self.draw(&Theme::plain());
        step
    }

    fn draw(&mut self, theme: &Theme) {
        let state = &mut self.state;
        let drawn = self.terminal.draw(|frame| {
            let seen = draw(frame, state, theme);
            state.look(seen);
        });
        drawn.expect("a frame");
    }

    fn press(&mut self, code: KeyCode) -> Step {
        self.press_with(code, KeyModifiers::NONE)
    }

    fn press_with(&mut self, code: KeyCode, modifiers: KeyModifiers) -> Step {
        let step = self.state.press(KeyEvent::new(code, modifiers));
        self.after(step)
    }

    fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            self.press(KeyCode::Char(c));
        }
    }

    fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    fn screen(&self) -> String {
        let buffer = self.buffer();
        let row = |y| (0..buffer.area.width).map(move |x| buffer[(x, y)].symbol()).collect::<String>();
        (0..buffer.area.height).map(|y| row(y).trim_end().to_owned() + "\n").collect()
    }

    /// The text of all cells that look so, a space between those apart.
    fn with(&self, modifier: Modifier) -> Vec<String> {
        let (buffer, mut words) = (self.buffer(), vec![String::new()]);
        for cell in buffer.content() {
            match cell.modifier.contains(modifier) {
                true => words.last_mut().expect("one").push_str(cell.symbol()),
                false => words.push(String::new()),
            }
        }
        words.into_iter().filter(|word| !word.is_empty()).collect()
    }

    fn titles(&self) -> Vec<&str> {
        self.state.talks().iter().map(|talk| talk.title.as_str()).collect()
    }
}

#[test]
fn every_letter_is_answered_and_the_words_that_matched_are_marked() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 100, 24);
    assert_eq!(choice.state.total(), fixture.index.talks() as usize, "nothing typed: all talks");
    choice.type_in("kub");
    assert_eq!(choice.titles(), ["Kubernetes sans larmes"], "the beginning of a word");
    choice.type_in("ernetes obs");
    assert_eq!(choice.titles()[0], "Kubernetes sans larmes");
    let screen = choice.screen();
    assert!(screen.starts_with("> kubernetes obs\n"), "{screen}");
    assert!(screen.contains("  1 Kubernetes sans larmes") && screen.contains("2021"), "{screen}");
    assert!(screen.contains("Luc Roy (Azerty)") && screen.contains("corpus/a-2021.md:7"), "{screen}");
    let marked = choice.with(Modifier::REVERSED);
    assert!(marked.contains(&"observabilité".to_owned()), "{marked:?}");
    assert!(marked.iter().filter(|word| *word == "Kubernetes").count() >= 2, "{marked:?}");
    choice.press_with(KeyCode::Char('u'), KeyModifiers::CONTROL);
    choice.type_in("obzervabilité ");
    assert!(choice.screen().contains(" taken for observabilite"), "{}", choice.screen());
    assert_eq!(choice.state.paste(&"x".repeat(9000)), Step::Search);
    assert!(choice.finder.answer(&choice.state).is_err(), "a query beyond the limits is refused");
}

#[test]
fn keys_move_mark_and_choose() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    let ids: Vec<String> = choice.state.talks().iter().map(|talk| talk.id.clone()).collect();
    choice.press(KeyCode::Up);
    assert_eq!(choice.state.selected(), 0);
    choice.press(KeyCode::Down);
    assert_eq!(choice.press(KeyCode::Enter), Step::Choose(vec![ids[1].clone()]));
    choice.press(KeyCode::PageDown);
    assert_eq!(choice.state.selected(), ids.len() - 1);
    choice.press(KeyCode::PageUp);
    choice.press(KeyCode::Tab);
    choice.press(KeyCode::Tab);
    choice.press(KeyCode::Up);
    choice.press(KeyCode::Tab);
    assert!(choice.screen().contains("1 marked"), "marked twice is not marked: {}", choice.screen());
    choice.press(KeyCode::Tab);
    choice.type_in("noyau");
    assert_eq!(choice.press(KeyCode::Enter), Step::Choose(vec![ids[0].clone(), ids[2].clone()]));
    assert_eq!(choice.press(KeyCode::Esc), Step::Leave);
    assert_eq!(choice.press_with(KeyCode::Char('c'), KeyModifiers::CONTROL), Step::Interrupt);
    choice.press_with(KeyCode::Char('u'), KeyModifiers::CONTROL);
    let mut nothing = Choice::new(&fixture, 80, 24);
    nothing.type_in("\"xyzzy\"");
    assert_eq!((nothing.state.total(), nothing.press(KeyCode::Enter)), (0, Step::Stay));
}

#[test]
fn keys_go_through_kinds_and_years() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    let all = choice.state.total();
    choice.press_with(KeyCode::Char('k'), KeyModifiers::ALT);
    assert!(choice.state.talks().iter().all(|talk| talk.kind == Kind::Talk));
    assert!(choice.state.total() < all && choice.screen().contains("kind talk"));
    for _ in 0..3 {
        choice.press_with(KeyCode::Char('t'), KeyModifiers::CONTROL);
    }
    assert_eq!(choice.state.total(), all);
    let mut years = Vec::new();
    for _ in 0..4 {
        choice.press_with(KeyCode::Char('y'), KeyModifiers::ALT);
        years.push(choice.state.year());
        let shown = choice.state.talks().iter();
        assert!(
            shown.into_iter().all(|talk| choice.state.year().is_none() || talk.year == choice.state.year())
        );
    }
    assert_eq!(years, [Some(2023), Some(2022), Some(2021), None]);
    choice.type_in("noyau");
    choice.press_with(KeyCode::Char('y'), KeyModifiers::CONTROL);
    assert_eq!(choice.titles(), ["Observabilité du noyau"]);
}

#[test]
fn a_long_talk_opens_where_it_matched_and_scrolls() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    choice.type_in("graouli");
    assert!(choice.screen().contains("Fin : le graouli.") && choice.screen().contains("Ida Petit"));
    for _ in 0..20 {
        choice.press_with(KeyCode::PageUp, KeyModifiers::ALT);
    }
    assert!(choice.screen().contains("Ligne 1 d’un"), "{}", choice.screen());
    choice.press_with(KeyCode::Down, KeyModifiers::SHIFT);
    assert!(!choice.screen().contains("Ligne 1 d’un") && choice.screen().contains("Ligne 2 d’un"));
    for _ in 0..100 {
        choice.press_with(KeyCode::PageDown, KeyModifiers::SHIFT);
    }
    assert!(choice.screen().contains("Fin : le graouli."), "the end stays in sight: {}", choice.screen());
}

#[test]
fn the_keys_are_explained_on_f1_and_on_a_question_mark_that_stands_alone() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    choice.type_in("?");
    assert!(choice.screen().contains("Ctrl-U Ctrl-W"), "{}", choice.screen());
    choice.press(KeyCode::Esc);
    assert!(!choice.state.help() && choice.state.query().text().is_empty());
    choice.type_in("quoi ?");
    assert!(!choice.state.help());
    choice.press(KeyCode::F(1));
    assert!(choice.state.help());
}

#[test]
fn no_size_of_terminal_is_too_small() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    let step = choice.state.paste("l’observabilité du noyau 👩\u{200d}💻");
    choice.after(step);
    for width in (0..24).chain([71, 72, 200]) {
        for height in (0..16).chain([60]) {
            choice.terminal.backend_mut().resize(width, height);
            choice.press(KeyCode::F(1));
            choice.press(KeyCode::F(1));
            choice.press(KeyCode::Tab);
            choice.press_with(KeyCode::PageDown, KeyModifiers::ALT);
            choice.press(KeyCode::Left);
        }
    }
    let mut choice = Choice::new(&fixture, 40, 24);
    choice.type_in("noyau");
    assert!(choice.screen().contains("Le noyau se laisse observer."), "{}", choice.screen());
}

#[test]
fn without_colours_bold_and_reverse_say_it_all() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    choice.type_in("noyau");
    let colored = |choice: &Choice<'_>| {
        choice.buffer().content().iter().any(|cell| (cell.fg, cell.bg) != (Color::Reset, Color::Reset))
    };
    assert!(!colored(&choice) && !choice.with(Modifier::REVERSED).is_empty());
    choice.draw(&Theme::coloured());
    assert!(colored(&choice));
}

#[test]
fn nothing_of_a_recap_acts_on_the_screen() {
    let hostile = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{200b}\u{200d}\u{feff}";
    let text = format!(
        "# Journée Qwertz 2021\n\n## Noyau{hostile} ouvert\n\nLe noyau{hostile} est{hostile} ouvert.\n"
    );
    let fixture = common::index(&[("a.md", &text)]);
    for (width, height) in [(100, 24), (30, 8)] {
        let mut choice = Choice::new(&fixture, width, height);
        choice.type_in(&format!("noyau{hostile}"));
        choice.state.paste(hostile);
        choice.draw(&Theme::plain());
        let acts = |c: char| c.is_control() || "\u{202e}\u{200b}\u{200d}\u{feff}".contains(c);
        assert!(!choice.screen().replace('\n', "").chars().any(acts), "{:?}", choice.screen());
    }
}

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

/// A terminal of 80 columns and 24 lines with a shell in it, kept by tmux.
struct Tmux {
    home: tempfile::TempDir,
    /// Runs of the program so far.
    runs: Cell<usize>,
}

impl Tmux {
    /// `None`, said, where tmux is not there.
    fn start(fixture: &Fixture) -> Option<Tmux> {
        if Command::new("tmux").arg("-V").output().is_err() {
            println!("skipped: tmux is not there");
            return None;
        }
        let tmux = Tmux { home: tempfile::tempdir().expect("a temporary folder"), runs: Cell::new(0) };
        let index = fixture.home.path().join("index");
        let mut command = tmux.command(&["-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24"]);
        command.env("RECAPS_INDEX", index).env("LC_ALL", "C.UTF-8");
        command.env("XDG_CONFIG_HOME", tmux.home.path()).env("PICK", env!("CARGO_BIN_EXE_recaps"));
        command.env_remove("NO_COLOR").env_remove("ENV").env_remove("TMUX");
        assert!(command.arg("sh").status().expect("tmux runs").success());
        tmux.run(&["set-option", "-s", "escape-time", "0"]);
        tmux.keys(&["echo rea''dy", "Enter"]);
        tmux.wait("ready");
        Some(tmux)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("tmux");
        command.arg("-u").arg("-S").arg(self.home.path().join("socket")).args(args);
        command.current_dir(self.home.path());
        command
    }

    fn run(&self, args: &[&str]) -> String {
        String::from_utf8(self.command(args).output().expect("tmux runs").stdout).expect("UTF-8")
    }

    fn keys(&self, keys: &[&str]) {
        self.run(&[&["send-keys"], keys].concat());
    }

    /// Waits until the screen shows `text`, and gives the screen.
    fn wait(&self, text: &str) -> String {
        self.wait_until(text, |screen| screen.contains(text))
    }

    fn wait_until(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let started = Instant::now();
        loop {
            let screen = self.run(&["capture-pane", "-p"]);
            if holds(&screen) {
                return screen;
            }
            assert!(started.elapsed() < Duration::from_secs(30), "not {what:?}:\n{screen}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Starts `pick` between two looks at the terminal.
    fn pick(&self, environment: &str) {
        for name in ["before", "after", "status", "out", "pid"] {
            let _ = std::fs::remove_file(self.home.path().join(name));
        }
        self.runs.set(self.runs.get() + 1);
        let run = self.runs.get();
        let pick = format!(
            "clear; stty -g > before; {environment} sh -c 'echo $$ > pid; exec \"$PICK\" pick' > out; \
             echo \"status $?\" > status; stty -g > after; echo \"do\"ne {run}"
        );
        self.keys(&[&pick, "Enter"]);
        self.wait("talks");
        assert_eq!(self.run(&["display-message", "-p", "#{alternate_on}"]).trim(), "1");
    }

    /// Checks that the terminal is as it was, and gives exit status and stdout of `pick`.
    fn left(&self) -> (String, String) {
        self.wait(&format!("done {}", self.runs.get()));
        let read = |name: &str| std::fs::read_to_string(self.home.path().join(name)).expect(name);
        assert_eq!(read("before"), read("after"));
        let flags = "#{alternate_on} #{cursor_flag} #{bracket_paste_flag}";
        let flags = self.run(&["display-message", "-p", flags]);
        // Older versions know nothing of pasting.
        assert!(flags.starts_with("0 1") && !flags.trim_end().ends_with(" 1 1"), "{flags}");
        (read("status").trim().to_owned(), read("out"))
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
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
    tmux.run(&["resize-window", "-x", "60", "-y", "20"]);
    tmux.keys(&["F1"]);
    tmux.wait("Ctrl-U Ctrl-W");
    tmux.keys(&["x"]);
    tmux.wait_until("the keys are gone", |screen| !screen.contains("Ctrl-U Ctrl-W"));
    tmux.keys(&["Enter"]);
    let (status, out) = tmux.left();
    assert_eq!(status, "status 0");
    assert!(out.starts_with("a-2021/kubernetes-sans-larmes") && out.lines().count() == 1, "{out}");
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
        let pid = std::fs::read_to_string(tmux.home.path().join("pid")).expect("a process");
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
