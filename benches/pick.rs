//! How long a key takes in `recaps pick`: from the key to a frame that is drawn, percentile by percentile.
//!
//! `cargo bench --bench pick` types on 6,000 made-up talks; `RECAPS_INDEX` names another index.

mod common;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use recaps::engine::Engine;
use recaps::index::Index;
use recaps::pick::{Finder, State, Step, Theme, draw};
use recaps::query::plan::Settings;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What is typed, letter by letter, and taken back at once.
const TYPED: [&str; 8] = [
    "kubernetes cluster",
    "sécurité des conteneurs dans production",
    "eBPF Cilium",
    "l'observabilité ",
    "speaker:anais year:2023..",
    "comment sécuriser un cluster kubernetes",
    "\"service mesh\"",
    "kuberntes operatr",
];
/// Recaps of the made-up corpus.
const RECAPS: u64 = 500;
/// How often all of it is typed.
const ROUNDS: usize = 5;

fn main() {
    let named = std::env::var_os("RECAPS_INDEX").map(PathBuf::from);
    let (_home, index) = match named {
        Some(folder) => (None, Index::open(&folder).expect("an index")),
        None => {
            let (home, index) = common::made_up(RECAPS);
            (Some(home), index)
        }
    };
    let mut finder = Finder::new(Engine::Folder(&index), Settings::default());
    let mut state = State::new("", index.years().expect("years"));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal");
    let theme = Theme::plain();
    let mut keys: Vec<(Duration, String)> = Vec::new();
    for text in TYPED.iter().cycle().take(TYPED.len() * ROUNDS) {
        let letters = text.chars().map(|letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
        let clear = KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL);
        for key in letters.chain([clear]) {
            let pressed = Instant::now();
            if state.press(key) == Step::Search
                && let Ok(answer) = finder.answer(&state)
            {
                state.take(answer);
            }
            terminal
                .draw(|frame| {
                    draw(frame, &state, &theme);
                })
                .expect("a frame");
            keys.push((pressed.elapsed(), state.query().text().to_owned()));
        }
    }
    keys.sort();
    let of = |share: f64| &keys[((keys.len() - 1) as f64 * share) as usize];
    println!("{} keys on {} talks", keys.len(), index.talks());
    for (name, share) in [("median", 0.5), ("90 %", 0.9), ("99 %", 0.99), ("slowest", 1.0)] {
        let (took, text) = of(share);
        println!("{name:8} {:7.2} ms  {text}", took.as_secs_f64() * 1e3);
    }
}
