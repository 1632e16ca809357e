//! Disks too small: every size of a small file system, and a limit to the size of files.

use super::answers::{Answer, Served};
use super::command::{Ran, run, works, wrapped};
use super::figures::{Figures, full, shared, size, skipped};
use super::home::below;
use super::scene::{Scene, Start};
use super::surroundings::Mount;
use std::fs;
use std::path::Path;

/// A step between sizes.
const STEP: u64 = 64 << 10;

/// How much a folder takes, in bytes, in pages as a file system in memory counts.
fn taken(folder: &Path) -> u64 {
    let page = 4096;
    let pages =
        |path: &Path| path.symlink_metadata().map_or(1, |metadata| metadata.len().div_ceil(page).max(1));
    below(folder).iter().map(|path| pages(path) * page).sum()
}

/// Whether a run that lacked space ended as it should.
fn ended(ran: &Ran, served: Served, scene: &Scene, index: &Path) -> Result<String, String> {
    match (ran.status, served) {
        (0, Served::After) => Ok("fits".to_owned()),
        (_, kept) if kept == scene.kept() => {
            ran.refuses(&[2], &[&index.to_string_lossy()]).map(|()| format!("refused, {}", kept.words()))
        }
        (status, other) => Err(format!("status {status}, {}: {}", other.words(), ran.stderr.trim_end())),
    }
}

#[test]
fn on_a_small_disk() {
    let trial = "tmpfs at every 64 KiB";
    if let Err(why) = Mount::works() {
        return skipped(trial, why);
    }
    let need = {
        let scene = Scene::new(Start::Old);
        taken(&scene.home.index()) + taken(&scene.home.join("kept"))
    };
    let steps = (need + need / 5).div_ceil(STEP) as usize;
    let stride = if full() { 1 } else { steps.div_ceil(2) };
    let figures = shared(steps.div_ceil(stride), |part| {
        let mut figures = Figures::default();
        for start in Start::BOTH {
            let scene = Scene::new(start);
            for step in part.clone() {
                let bytes = (step * stride + 1) as u64 * STEP;
                let what = format!("{}, {} KiB", start.run(), bytes >> 10);
                match small_disk(&scene, start, bytes) {
                    Some(outcome) => figures.take(&what, outcome),
                    None => figures.count("too small for the old index"),
                }
            }
        }
        figures
    });
    figures.report(trial);
}

/// A run on a disk of a number of bytes; `None` where the old index does not fit.
fn small_disk(scene: &Scene, start: Start, bytes: u64) -> Option<Result<String, String>> {
    let disk = scene.home.join("disk");
    fs::create_dir_all(&disk).expect("a folder");
    let kept = scene.home.join("kept");
    let (disk_name, kept_name) = (disk.to_string_lossy(), kept.to_string_lossy());
    let fill = if start == Start::Old { "cp -a \"$2\" \"$1/index\"" } else { "true" };
    let script = format!("mount -t tmpfs -o size={bytes} tmpfs \"$1\" && {fill}");
    let mount = Mount::new(&script, &[&disk_name, &kept_name])?;
    let index = disk.join("index");
    let ran = run(&mut mount.inside(&scene.home.indexing_into(&index)));
    let answers: Vec<Answer> = scene
        .questions
        .iter()
        .map(|question| {
            let mut command = scene.home.program();
            command.args(question).arg("--index").arg(&index);
            Answer::new(run(&mut mount.inside(&command)))
        })
        .collect();
    Some(scene.judge(&answers).and_then(|served| ended(&ran, served, scene, &index)))
}

#[test]
fn under_a_limit_to_the_size_of_files() {
    let trial = "RLIMIT_FSIZE";
    if !works("sh", &["-c", "ulimit -f 100"]) {
        return skipped(trial, "the shell sets no limits");
    }
    let mut figures = Figures::default();
    for start in Start::BOTH {
        let scene = Scene::new(start);
        let files = below(&scene.home.index());
        let lengths = files.iter().filter(|path| path.is_file()).filter_map(|path| path.metadata().ok());
        // In blocks of 512 bytes.
        let largest = lengths.map(|metadata| metadata.len()).max().expect("a file").div_ceil(512);
        let tries = size(2, 40) as u64;
        for n in 0..=tries {
            scene.begin();
            let blocks = (largest + 2) * n / tries;
            let limit = format!("ulimit -f {blocks}; exec \"$0\" \"$@\"");
            let ran = run(&mut wrapped(&["sh", "-c", &limit], &scene.home.indexing()));
            let outcome = scene.served().and_then(|served| ended(&ran, served, &scene, &scene.home.index()));
            let outcome = outcome.and_then(|outcome| scene.mends().map(|()| outcome));
            figures.take(&format!("{}, {blocks} blocks", start.run()), outcome);
        }
    }
    figures.report(trial);
}
