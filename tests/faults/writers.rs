//! Two writers: one wins, the other waits or says who is at work; a dead writer holds nothing.

use super::chance::Chance;
use super::command::{Running, run, send};
use super::figures::{Figures, a_second, shared, size, skipped};
use super::home::Home;
use super::interposer::{self, Fault};
use super::questions;
use super::recaps::{self, Recaps};
use std::ops::Range;
use std::process::Command;
use std::time::Duration;

/// SIGSTOP.
const STOP: &str = if cfg!(target_os = "macos") { "signal:17" } else { "signal:19" };

#[test]
fn pairs_started_together() {
    shared(size(4, 50), pairs).report("pairs of writers started together");
}

fn pairs(part: Range<usize>) -> Figures {
    let mut figures = Figures::default();
    let [before, after] = recaps::before_and_after();
    let home = Home::indexed(&before);
    for n in part {
        home.put(if n % 2 == 0 { &after } else { &before });
        let (one, two) = (Running::start(&mut home.indexing()), Running::start(&mut home.indexing()));
        let pids = [one.pid().to_string(), two.pid().to_string()];
        let (one, two) = (one.end(), two.end());
        let outcome = match (one.status, two.status) {
            (0, 0) => Ok("both, one after the other".to_owned()),
            (0, 5) => two.refuses(&[5], &[&pids[0]]).map(|()| "one won".to_owned()),
            (5, 0) => one.refuses(&[5], &[&pids[1]]).map(|()| "one won".to_owned()),
            _ => Err(format!("{} and {}: {}{}", one.status, two.status, one.stderr, two.stderr)),
        };
        figures.take(&format!("pair {n}"), outcome);
    }
    figures
}

/// A writer that stands still with the lock in its hands, half of its work done: `calls` are those of a whole run.
fn holder(home: &Home, calls: usize) -> Running {
    let said = home.join("said");
    let mut command = home.indexing();
    let fault = Fault { what: STOP, at: calls / 2 };
    let mut holder = Running::start(fault.arm(&mut command, &home.index(), &said));
    while interposer::met(&said).is_none() && holder.lives() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(holder.lives(), "the writer made fewer than {calls} changes");
    holder
}

/// How many changes a run makes that goes from one corpus to another.
fn calls(before: &Recaps, after: &Recaps) -> usize {
    let home = Home::indexed(before);
    home.put(after);
    interposer::calls(&mut home.indexing(), &home.index(), &home.join("said"))
}

fn host() -> String {
    let name = Command::new("uname").arg("-n").output().expect("uname");
    String::from_utf8_lossy(&name.stdout).trim().to_owned()
}

#[test]
fn the_second_says_who_holds_the_lock() {
    let trial = "a writer while another holds the lock";
    if !interposer::works() {
        return skipped(trial, interposer::MISSING);
    }
    let mut figures = Figures::default();
    let [before, after] = recaps::before_and_after();
    let calls = calls(&before, &after);
    for n in 0..size(1, 50) {
        let home = Home::indexed(&before);
        home.put(&after);
        let holder = holder(&home, calls);
        let second = run(&mut home.indexing());
        let outcome = second.refuses(&[5], &[&holder.pid().to_string()]).and_then(|()| {
            if !second.stderr.contains(&host()) {
                Err(format!("the host {} is not named: {}", host(), second.stderr.trim_end()))
            } else if second.took > a_second() {
                Err(format!("it took {:?}", second.took))
            } else {
                Ok("refused, naming process and host".to_owned())
            }
        });
        figures.take(&format!("second writer {n}"), outcome);
        send("CONT", holder.pid());
        let first = holder.end();
        let end = if first.status == 0 { Ok("the first went on".into()) } else { Err(first.stderr) };
        figures.take(&format!("first writer {n}"), end);
    }
    figures.report(trial);
}

#[test]
fn a_dead_writer_holds_nothing() {
    let trial = "a writer after one that was killed with the lock";
    if !interposer::works() {
        return skipped(trial, interposer::MISSING);
    }
    let mut figures = Figures::default();
    let [before, after] = recaps::before_and_after();
    let calls = calls(&before, &after);
    for n in 0..size(1, 50) {
        let home = Home::indexed(&before);
        home.put(&after);
        holder(&home, calls).kill();
        let next = run(&mut home.indexing());
        let outcome = match next.status {
            0 => Ok("proceeded".to_owned()),
            _ => Err(next.stderr),
        };
        figures.take(&format!("writer {n}"), outcome);
    }
    figures.report(trial);
}

#[test]
fn waiting_for_the_lock() {
    let trial = "a writer that waits";
    let [before, after] = recaps::before_and_after();
    let home = Home::indexed(&before);
    let waits = run(home.program().args(["index", "--help"])).stdout;
    if !String::from_utf8_lossy(&waits).contains("--wait") {
        return skipped(trial, "this program does not wait");
    }
    if !interposer::works() {
        return skipped(trial, interposer::MISSING);
    }
    let mut figures = Figures::default();
    let calls = calls(&before, &after);
    for n in 0..size(1, 10) {
        home.put(if n % 2 == 0 { &after } else { &before });
        let holder = holder(&home, calls);
        let impatient = run(home.indexing().arg("--wait=1"));
        let outcome = impatient.refuses(&[5], &[&holder.pid().to_string()]);
        figures.take("--wait=1", outcome.map(|()| "gave up".to_owned()));
        let mut patient = Running::start(home.indexing().arg("--wait=100"));
        // As long as the lock is held there is nothing to wait for but the end of this pause.
        std::thread::sleep(Duration::from_millis(300));
        let waiting = patient.lives();
        send("CONT", holder.pid());
        let (first, second) = (holder.end(), patient.end());
        let outcome = match (waiting, first.status, second.status) {
            (true, 0, 0) => Ok("waited, both done".to_owned()),
            (_, one, two) => Err(format!("{waiting} {one} {two}: {}{}", first.stderr, second.stderr)),
        };
        figures.take("--wait=100", outcome);
    }
    figures.report(trial);
}

#[test]
fn where_nothing_can_be_locked() {
    let trial = "a file system that cannot lock";
    if !interposer::works() {
        return skipped(trial, interposer::MISSING);
    }
    let mut figures = Figures::default();
    let [before, after] = recaps::before_and_after();
    let home = Home::indexed(&before);
    let questions = questions::searches(&mut Chance::new(5), 4);
    let answers = home.ask(&questions);
    home.put(&after);
    let said = home.join("said");
    // ENOLCK, EOPNOTSUPP, ENOSYS.
    for errno in ["lock:37", "lock:95", "lock:38"] {
        let fault = Fault { what: errno, at: 1 };
        let mut command = home.indexing();
        let ran = run(fault.arm(&mut command, &home.index(), &said));
        if interposer::met(&said).is_none() {
            return skipped(trial, "locks are not taken through flock of the C library");
        }
        let outcome = ran.refuses(&[2], &[&home.index().to_string_lossy()]);
        let outcome =
            outcome.and_then(|()| match ran.stderr.contains("lock") && home.ask(&questions) == answers {
                true => Ok("refused, said as such".to_owned()),
                false => Err(ran.stderr.trim_end().to_owned()),
            });
        figures.take(errno, outcome);
    }
    figures.report(trial);
}
