//! Where the system gives no more, and where something else took the place of a file, the program says so: it neither
//! panics nor waits.

#[cfg(unix)]
mod unix {
    use crate::common::{home, one_talk, printed, recaps};
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    /// Ends well within `limit`; the exit status.
    fn ends(mut command: Command, limit: Duration) -> Option<i32> {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        let since = Instant::now();
        while since.elapsed() < limit {
            if let Some(status) = child.try_wait().expect("a state") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        child.kill().and_then(|()| child.wait()).expect("killed");
        panic!("it waits");
    }

    /// Every file below a folder, by its path from there.
    fn files(folder: &Path, below: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder.join(below)).expect("a folder").flatten() {
            let inner = below.join(entry.file_name());
            match entry.file_type().expect("a kind").is_dir() {
                true => files(folder, &inner, found),
                false => found.push(inner),
            }
        }
    }

    fn put_pipe(path: &Path) {
        fs::remove_file(path).expect("removed");
        assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
    }

    #[test]
    fn a_pipe_in_the_place_of_a_recap_or_of_any_file_of_the_index_is_not_waited_for() {
        let mut at = 0;
        loop {
            let home = home(&[("bon.md", &one_talk("Le graouli répond."))]);
            printed(recaps(home.path(), &["index"]));
            let mut pipes = vec![PathBuf::from("corpus/bon.md")];
            files(home.path(), Path::new("index"), &mut pipes);
            // Names of segments are others each time, and stand in one order.
            pipes.sort();
            let Some(pipe) = pipes.get(at) else { break };
            at += 1;
            put_pipe(&home.path().join(pipe));
            for args in [
                &["show", "--raw", "bon/azertyuiop"][..],
                &["search", "graouli"],
                &["status"],
                &["check"],
                &["index"],
                &["search", "graouli"],
            ] {
                let mut command = crate::common::program(home.path());
                command.args(args);
                // For ever is what is meant; a machine under load may take a while.
                let status = ends(command, Duration::from_secs(180));
                assert!(status.is_some_and(|status| status < 101), "{pipe:?}, {args:?}: {status:?}");
            }
        }
        assert!(at > 10, "{at} files");
    }

    /// A configuration that is a pipe was waited for by every verb; one that is a device was read to the end of memory.
    #[test]
    fn settings_that_are_no_file_are_passed_over() {
        let home = home(&[("bon.md", &one_talk("Le graouli répond."))]);
        printed(recaps(home.path(), &["index"]));
        let settings = home.path().join("settings/recaps/config.toml");
        fs::create_dir_all(settings.parent().expect("a folder")).expect("folders");
        for put in ["mkfifo \"$0\"", "ln -s /dev/zero \"$0\"", "head -c 2000000 /dev/zero >\"$0\""] {
            let _ = fs::remove_file(&settings);
            let made = Command::new("sh").args(["-c", put]).arg(&settings).status();
            assert!(made.expect("a shell").success());
            let mut command = crate::common::program(home.path());
            command.env("XDG_CONFIG_HOME", home.path().join("settings")).args(["search", "graouli"]);
            assert_eq!(ends(command, Duration::from_secs(180)), Some(0), "{put}");
        }
    }

    #[test]
    fn what_was_indexed_above_the_usual_size_is_shown_raw() {
        let mut text = "# Journée Qwertz 2021\n\n## Le graouli\n\nDébut.\n\n".to_owned();
        while text.len() < 17 << 20 {
            text.push_str(&format!("<!-- {} -->\n\n", "Une remarque que personne ne lit. ".repeat(100)));
        }
        let home = home(&[("gros.md", &text)]);
        printed(recaps(home.path(), &["index", "--max-filesize", "20M"]));
        let id = crate::ids(home.path()).pop().expect("a talk");
        assert!(printed(recaps(home.path(), &["show", "--raw", &id])).starts_with("## Le graouli"));
        // What has grown since is another file.
        fs::write(home.path().join("corpus/gros.md"), text + "Fin.\n").expect("a recap");
        let output = recaps(home.path(), &["show", "--raw", &id]);
        assert!(String::from_utf8_lossy(&output.stderr).contains("changed since"));
    }

    #[test]
    fn where_no_thread_can_be_had_the_work_is_done_with_fewer() {
        let home = home(&[]);
        for recap in 0..60 {
            let text = one_talk(&"Le graouli répond à la vouivre, sans hâte. ".repeat(700));
            fs::write(home.path().join(format!("corpus/r{recap}.md")), text).expect("a recap");
        }
        let program = home.path().join("recaps");
        fs::copy(env!("CARGO_BIN_EXE_recaps"), &program).expect("a copy");
        assert!(
            Command::new("chmod").args(["-R", "a+rwX"]).arg(home.path()).status().expect("chmod").success()
        );
        // The limit does not hold for root, and counts all processes of a user: one of its own then.
        let as_nobody = |script: String| {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=64999", "--regid=64999", "--clear-groups", "bash", "-c", &script]);
            command.current_dir(home.path()).env("HOME", "/nonexistent");
            command.output()
        };
        if !as_nobody("./recaps --version".to_owned()).is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: needs root and setpriv");
            return;
        }
        for limit in [1, 2, 3] {
            for verb in ["index corpus --rebuild -j 4", "search graouli", "check --repair"] {
                let script = format!("ulimit -u {limit}; exec ./recaps {verb} --index index-{limit}");
                let output = as_nobody(script).expect("it runs");
                let said = String::from_utf8_lossy(&output.stderr);
                assert_eq!(output.status.code(), Some(0), "{verb} with {limit}: {said}");
            }
        }
    }
}
