//! Unkind surroundings: read-only disks, other users, masks, and an environment with nothing in it.

use super::answers::Served;
use super::command::{run, works, wrapped};
use super::figures::{Figures, skipped};
use super::home::{below, copy};
use super::scene::{Scene, Start};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::{Child, Command, Stdio};

/// File systems that only the programs run inside can see. They are removed with this value.
pub(crate) struct Mount {
    holder: Child,
}

impl Mount {
    /// Whether something can be mounted, else why not.
    pub(crate) fn works() -> Result<(), &'static str> {
        if !works("unshare", &["--mount", "true"]) {
            return Err("mounting needs root, and unshare");
        }
        if works("nsenter", &["--version"]) { Ok(()) } else { Err("there is no nsenter") }
    }

    /// Runs a script that mounts; `None` where it fails. The arguments are `$1` and so on.
    pub(crate) fn new(script: &str, args: &[&str]) -> Option<Mount> {
        let script = format!("{{ {script}; }} >&2 && echo mounted && exec cat");
        let mut command = Command::new("unshare");
        command.args(["--mount", "sh", "-c", &script, "sh"]).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut holder = command.spawn().ok()?;
        let mut line = String::new();
        BufReader::new(holder.stdout.as_mut()?).read_line(&mut line).ok()?;
        let mount = Mount { holder };
        (line == "mounted\n").then_some(mount)
    }

    /// The same program where the mounts are seen.
    pub(crate) fn inside(&self, command: &Command) -> Command {
        let space = format!("--mount=/proc/{}/ns/mnt", self.holder.id());
        wrapped(&["nsenter", &space, "--"], command)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}

/// Asks through other programs; the answers must be those of the old index.
fn asked(scene: &Scene, figures: &mut Figures, what: &str, through: impl Fn(&Command) -> Command) {
    for question in &scene.questions {
        let mut command = scene.home.program();
        command.args(question).arg("--index").arg(scene.home.index());
        let answer = super::answers::Answer::new(run(&mut through(&command)));
        let plain = scene.home.answer(question);
        let outcome = if answer == plain && answer.status == 0 {
            Ok(format!("answered {what}"))
        } else {
            Err(answer.brief())
        };
        figures.take(&format!("{what}: {}", question.join(" ")), outcome);
    }
}

/// A run that cannot write: it is refused in one line, and the old index stays.
fn refused(scene: &Scene, figures: &mut Figures, what: &str, through: impl Fn(&Command) -> Command) {
    let ran = run(&mut through(&scene.home.indexing()));
    let outcome = ran.refuses(&[2], &[&scene.home.index().to_string_lossy()]);
    figures.take(&format!("{what}: index"), outcome.map(|()| format!("refused {what}")));
    let served = scene.served().and_then(|served| match served {
        Served::Before => Ok(format!("kept {what}")),
        other => Err(format!("{other:?}")),
    });
    figures.take(what, served);
}

#[test]
fn a_read_only_disk() {
    let trial = "read-only bind mount";
    if let Err(why) = Mount::works() {
        return skipped(trial, why);
    }
    let scene = Scene::new(Start::Old);
    scene.begin();
    let index = scene.home.index();
    let script = "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\"";
    let Some(mount) = Mount::new(script, &[&index.to_string_lossy()]) else {
        return skipped(trial, "the index cannot be mounted on itself");
    };
    let mut figures = Figures::default();
    asked(&scene, &mut figures, "read-only", |command| mount.inside(command));
    refused(&scene, &mut figures, "read-only", |command| mount.inside(command));
    figures.report(trial);
}

#[test]
fn another_user() {
    let trial = "another user, mode 0555";
    if !works("setpriv", &["--reuid=65534", "--regid=65534", "--clear-groups", "true"]) {
        return skipped(trial, "becoming another user needs root, and setpriv");
    }
    let scene = Scene::new(Start::Old);
    scene.begin();
    for path in std::iter::once(scene.home.index()).chain(below(&scene.home.index())) {
        let mode = if path.is_dir() { 0o555 } else { 0o444 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    }
    // The program may lie where only its owner comes in. Another process copies it: a program that this one had open for
    // writing cannot run while a child of another test still holds that.
    let program = scene.home.join("program");
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_recaps")).arg(&program).status();
    assert!(copied.is_ok_and(|status| status.success()), "the program");
    let program = program.to_string_lossy().into_owned();
    let before = tree(&scene);
    let mut figures = Figures::default();
    let other = |command: &Command| {
        let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c"];
        // The first word is the program where it cannot be reached: left out for the copy.
        let through = format!("shift; exec '{program}' \"$@\"");
        wrapped(&[&nobody[..], &[&through, "sh"]].concat(), command)
    };
    asked(&scene, &mut figures, "by another user", other);
    refused(&scene, &mut figures, "by another user", other);
    assert_eq!(tree(&scene), before, "another user changed the index");
    figures.report(trial);
}

/// Every entry of the index with its mode, length and time of change.
fn tree(scene: &Scene) -> Vec<String> {
    let entry = |path: &std::path::PathBuf| {
        let metadata = path.symlink_metadata().expect("an entry");
        format!("{path:?} {:o} {} {:?}", metadata.mode(), metadata.len(), metadata.modified().ok())
    };
    below(&scene.home.index()).iter().map(entry).collect()
}

#[test]
fn masks() {
    let scene = Scene::new(Start::Nothing);
    let mut figures = Figures::default();
    for mask in [0o077, 0o022, 0o002] {
        scene.begin();
        let script = format!("umask {mask:03o}; exec \"$0\" \"$@\"");
        run(&mut wrapped(&["sh", "-c", &script], &scene.home.indexing())).well();
        for path in std::iter::once(scene.home.index()).chain(below(&scene.home.index())) {
            let metadata = path.symlink_metadata().expect("an entry");
            let open = if metadata.is_dir() { 0o777 } else { 0o666 };
            let (mode, expected) = (metadata.mode() & 0o777, open & !mask);
            let outcome = if mode == expected {
                Ok("as the mask says".to_owned())
            } else {
                Err(format!("mode {mode:03o} for {expected:03o}"))
            };
            figures.take(&format!("umask {mask:03o}, {}", path.display()), outcome);
        }
    }
    figures.report("umask 077, 022, 002");
}

#[test]
fn nothing_in_the_environment() {
    let scene = Scene::new(Start::Old);
    let mut figures = Figures::default();
    let missing = scene.home.join("missing");
    let missing = missing.to_string_lossy();
    let temporary = format!("TMPDIR={missing}");
    let gone = scene.home.join("gone");
    let gone = format!("mkdir -p '{0}'; cd '{0}'; rmdir '{0}'; exec \"$0\" \"$@\"", gone.display());
    let ways: [(&str, &[&str]); 4] = [
        ("without HOME", &["env", "-u", "HOME", "-u", "PATH"]),
        ("without any variable", &["env", "-i"]),
        ("with TMPDIR missing", &["env", &temporary]),
        ("in a folder that is gone", &["sh", "-c", &gone]),
    ];
    for (what, through) in ways {
        scene.begin();
        asked(&scene, &mut figures, what, |command| wrapped(through, command));
        let ran = run(&mut wrapped(through, &scene.home.indexing()));
        let outcome = match (ran.status, scene.served()) {
            (0, Ok(Served::After)) => Ok(format!("indexed {what}")),
            (status, served) => Err(format!("status {status}, {served:?}: {}", ran.stderr.trim_end())),
        };
        figures.take(&format!("{what}: index"), outcome);
        // Nothing is named: what is found, if anything, is another index; it must not fall over.
        let lost = run(&mut wrapped(through, scene.home.program().args(["search", "eBPF"])));
        let found = matches!(lost.status, 0 | 1).then_some(()).ok_or(String::new());
        let outcome = found.or_else(|_| lost.refuses(&[2, 3], &[""]));
        let outcome = outcome.map(|()| format!("at no loss {what}"));
        figures.take(&format!("{what}: search"), outcome);
    }
    figures.report("HOME unset, no environment, TMPDIR missing, folder gone");
}

#[test]
fn a_full_temporary_folder() {
    let trial = "TMPDIR full";
    if let Err(why) = Mount::works() {
        return skipped(trial, why);
    }
    let scene = Scene::new(Start::Old);
    scene.begin();
    let full = scene.home.join("full");
    fs::create_dir(&full).expect("a folder");
    let full = full.to_string_lossy();
    let script =
        "mount -t tmpfs -o size=4k tmpfs \"$1\" && { dd if=/dev/zero of=\"$1/full\" bs=4k count=2; true; }";
    let Some(mount) = Mount::new(script, &[&full]) else {
        return skipped(trial, "no file system in memory can be mounted");
    };
    let mut figures = Figures::default();
    let inside = |command: &Command| {
        let mut inside = mount.inside(command);
        inside.env("TMPDIR", &*full);
        inside
    };
    asked(&scene, &mut figures, "with TMPDIR full", inside);
    let ran = run(&mut inside(&scene.home.indexing()));
    let outcome = match (ran.status, scene.served()) {
        (0, Ok(Served::After)) => Ok("indexed with TMPDIR full".to_owned()),
        (status, served) => Err(format!("status {status}, {served:?}: {}", ran.stderr.trim_end())),
    };
    figures.take("index", outcome);
    figures.report(trial);
}

/// An index is moved and copied as it is: it answers from another place, and on a disk that knows no hard links.
#[test]
fn another_place() {
    let scene = Scene::new(Start::Old);
    scene.begin();
    let elsewhere = scene.home.join("elsewhere");
    copy(&scene.home.index(), &elsewhere);
    let mut figures = Figures::default();
    for question in &scene.questions {
        let answer = super::answers::Answer::new(scene.home.question(&elsewhere, question));
        let outcome = if answer == scene.home.answer(question) {
            Ok("same answer".into())
        } else {
            Err(answer.brief())
        };
        figures.take(&question.join(" "), outcome);
    }
    figures.report("an index that was copied");
}
