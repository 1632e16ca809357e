//! A real terminal with a shell in it, kept by tmux.

#![allow(dead_code)]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A terminal of its own server; it ends with this value.
pub(crate) struct Terminal {
    /// The folder that the shell starts in.
    pub(crate) home: TempDir,
}

impl Terminal {
    /// Opens a terminal of the given size, with a shell that is started with `environment`. Without tmux, prints so and
    /// returns `None`.
    pub(crate) fn start(
        shell: &str,
        columns: &str,
        lines: &str,
        environment: impl FnOnce(&mut Command),
    ) -> Option<Terminal> {
        if Command::new("tmux").arg("-V").output().is_err() {
            println!("skipped: tmux is not there");
            return None;
        }
        let terminal = Terminal { home: tempfile::tempdir().expect("a temporary folder") };
        let mut command =
            terminal.command(&["-f", "/dev/null", "new-session", "-d", "-x", columns, "-y", lines]);
        command.env("LC_ALL", "C.UTF-8").env("XDG_CONFIG_HOME", terminal.home.path());
        command.env_remove("NO_COLOR").env_remove("ENV").env_remove("TMUX");
        environment(&mut command);
        assert!(command.arg(shell).status().expect("tmux runs").success());
        terminal.run(&["set-option", "-s", "escape-time", "0"]);
        terminal.keys(&["echo rea''dy", "Enter"]);
        terminal.wait("ready");
        Some(terminal)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("tmux");
        command.arg("-u").arg("-S").arg(self.home.path().join("socket")).args(args);
        command.current_dir(self.home.path());
        command
    }

    /// Runs a command of tmux, and gives what it prints.
    pub(crate) fn run(&self, args: &[&str]) -> String {
        String::from_utf8(self.command(args).output().expect("tmux runs").stdout).expect("UTF-8")
    }

    /// Presses keys.
    pub(crate) fn keys(&self, keys: &[&str]) {
        self.run(&[&["send-keys"], keys].concat());
    }

    /// Waits until the screen shows `text`, and gives the screen.
    pub(crate) fn wait(&self, text: &str) -> String {
        self.wait_until(text, |screen| screen.contains(text))
    }

    /// Waits until the screen is so, and gives it.
    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let started = Instant::now();
        loop {
            let screen = self.run(&["capture-pane", "-p"]);
            if holds(&screen) {
                return screen;
            }
            assert!(started.elapsed() < Duration::from_secs(180), "not {what:?}:\n{screen}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A file in the folder of the shell.
    pub(crate) fn path(&self) -> &Path {
        self.home.path()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}
