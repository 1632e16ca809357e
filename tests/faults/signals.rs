//! Interrupted: the run ends within a second with the status for it, and the index is one or the other.

use super::answers::Served;
use super::chance::Chance;
use super::command::{Ran, Running, run, send};
use super::figures::{Figures, a_second, shared, size, skipped};
use super::interposer::{self, Fault};
use super::scene::{Scene, Start};
use std::ops::Range;
use std::time::{Duration, Instant};

/// Name, number, status.
const SIGNALS: [(&str, u8, i32); 2] = [("INT", 2, 130), ("TERM", 15, 143)];

#[test]
fn at_random_times() {
    shared(size(4, 100), random).report("SIGINT and SIGTERM at random times");
}

fn random(part: Range<usize>) -> Figures {
    let mut figures = Figures::default();
    let scenes = Start::BOTH.map(Scene::new);
    for n in part {
        let ((name, _, status), scene) = (SIGNALS[n % 2], &scenes[n / 2 % 2]);
        scene.begin();
        let delay = scene.takes.mul_f64(Chance::new(n as u64).fraction());
        let running = Running::start(&mut scene.home.indexing());
        std::thread::sleep(delay);
        send(name, running.pid());
        let sent = Instant::now();
        let ran = running.end();
        figures.take(&format!("{name} after {delay:?}"), ended(&ran, status, sent.elapsed(), scene));
    }
    figures
}

#[test]
fn at_every_change_of_a_file() {
    let trial = "SIGINT and SIGTERM at every call";
    if !interposer::works() {
        return skipped(trial, interposer::MISSING);
    }
    let figures = shared(SIGNALS.len(), |part| {
        let mut figures = Figures::default();
        let scene = Scene::new(Start::Old);
        let said = scene.home.join("said");
        for (name, number, status) in &SIGNALS[part] {
            scene.begin();
            let calls = interposer::calls(&mut scene.home.indexing(), &scene.home.index(), &said);
            for at in (1..).step_by(size(calls.div_ceil(6), 1)) {
                scene.begin();
                let mut command = scene.home.indexing();
                let fault = format!("signal:{number}");
                let ran = run(Fault { what: &fault, at }.arm(&mut command, &scene.home.index(), &said));
                let Some(call) = interposer::met(&said) else { break };
                let beyond = ran.took.saturating_sub(scene.takes);
                figures.take(&format!("{name} at call {at}, {call}"), ended(&ran, *status, beyond, &scene));
            }
        }
        figures
    });
    figures.report(trial);
}

fn ended(ran: &Ran, status: i32, after: Duration, scene: &Scene) -> Result<String, String> {
    if after > a_second() {
        return Err(format!("it went on for {after:?}"));
    }
    let served = scene.served()?;
    scene.mends()?;
    match (ran.status, served) {
        (0, Served::After) => Ok("done before it was noticed".to_owned()),
        (ended, served) if ended == status => Ok(format!("stopped, {}", served.words())),
        (ended, served) => Err(format!("status {ended}, {}: {}", served.words(), ran.stderr.trim_end())),
    }
}
