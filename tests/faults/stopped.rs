//! Stopped at the N-th change of a file, for every N: killed there, or given the error of a disk that is broken or full.

use super::answers::Served;
use super::command::{Ran, run};
use super::figures::{Figures, full, shared, skipped};
use super::interposer::{self, Fault};
use super::scene::{Scene, Start};

/// The faults: what the interposer calls them, and what they are.
const FAULTS: [(&str, &str); 6] = [
    ("kill", "killed before"),
    ("kill-after", "killed after"),
    ("fail:5", "EIO at"),
    ("full:28", "ENOSPC from"),
    ("full:122", "EDQUOT from"),
    ("short:28", "short write, then ENOSPC from"),
];

#[test]
fn a_first_build() {
    stopped(Start::Nothing);
}

#[test]
fn a_reindex() {
    stopped(Start::Old);
}

fn stopped(start: Start) {
    let trial = format!("stopped at every call, {}", start.run());
    if !interposer::works() {
        return skipped(&trial, interposer::MISSING);
    }
    // A share takes the faults with its numbers.
    let figures = shared(FAULTS.len(), |part| {
        let scene = Scene::new(start);
        let mut figures = Figures::default();
        for (n, (fault, words)) in FAULTS.iter().enumerate().take(part.end).skip(part.start) {
            stop(&scene, fault, words, n, &mut figures);
        }
        figures
    });
    figures.report(&trial);
}

/// Runs with the fault at the first call, the second and so on, until there is no such call. A small run takes a few
/// of them, others for every fault.
fn stop(scene: &Scene, fault: &str, words: &str, n: usize, figures: &mut Figures) {
    let said = scene.home.join("said");
    let stride = if full() { 1 } else { some(scene) };
    for at in (1 + n * stride / FAULTS.len()..).step_by(stride) {
        scene.begin();
        let mut command = scene.home.indexing();
        let ran = run(Fault { what: fault, at }.arm(&mut command, &scene.home.index(), &said));
        let Some(call) = interposer::met(&said) else { break };
        let verdict = scene.served().and_then(|served| {
            let outcome = if fault.starts_with("kill") {
                served.words().to_owned()
            } else {
                ended(&ran, served, scene)?
            };
            scene.mends().map(|()| outcome)
        });
        figures.take(&format!("{words} call {at}, {call}"), verdict);
    }
}

/// Half of the calls of a run.
fn some(scene: &Scene) -> usize {
    scene.begin();
    let calls = interposer::calls(&mut scene.home.indexing(), &scene.home.index(), &scene.home.join("said"));
    calls.div_ceil(2)
}

/// Whether a run that met an error ended as it should: with the error in one line and what was served before, or well
/// where the call was not needed.
fn ended(ran: &Ran, served: Served, scene: &Scene) -> Result<String, String> {
    if ran.status == 0 {
        return match served {
            Served::After => Ok("overcome".to_owned()),
            other => Err(format!("status 0, but what is served is {}", other.words())),
        };
    }
    let index = scene.home.index();
    ran.refuses(&[2], &[&index.to_string_lossy()])?;
    match served {
        // The generation was live already, but not surely on the disk.
        Served::After => Ok("refused after going live".to_owned()),
        kept if kept == scene.kept() => Ok(format!("refused, {}", kept.words())),
        other => Err(format!("{} is served", other.words())),
    }
}
