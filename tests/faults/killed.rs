//! Killed at random times: what is answered afterwards, and what the next run makes of it.

use super::chance::Chance;
use super::command::Running;
use super::figures::{Figures, shared, size};
use super::scene::{Scene, Start};
use std::ops::Range;

#[test]
fn a_first_build() {
    killed(Start::Nothing);
}

#[test]
fn a_reindex() {
    killed(Start::Old);
}

fn killed(start: Start) {
    let figures = shared(size(6, 1000), |part| kills(start, part));
    figures.report(&format!("kill -9, {}", start.run()));
}

fn kills(start: Start, part: Range<usize>) -> Figures {
    let mut figures = Figures::default();
    let scene = Scene::new(start);
    for n in part {
        scene.begin();
        let delay = scene.takes.mul_f64(Chance::new(n as u64).fraction() * 1.1);
        let running = Running::start(&mut scene.home.indexing());
        std::thread::sleep(delay);
        running.kill();
        let outcome = scene.served().and_then(|served| scene.mends().map(|()| served.words().to_owned()));
        figures.take(&format!("killed after {delay:?}"), outcome);
    }
    figures
}
