//! What lies in a folder besides recaps.

use super::{GOOD, folder, found, skipped, walked};
use recaps::Error;
use recaps::corpus::{Corpus, size, walk};
use recaps::ingest;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
    }

    #[test]
    fn a_link_back_to_its_folder() {
        let folder = folder();
        symlink(folder.path(), folder.path().join("boucle")).expect("a link");
        assert!(skipped(folder.path(), "boucle").contains("searched already"));
    }

    #[test]
    fn links_that_multiply() {
        // Two links to the next in each of forty folders: 2^40 paths, forty-one folders.
        let folder = folder();
        for level in 0..40 {
            let (here, next) = (format!("d{level:02}"), format!("../d{:02}", level + 1));
            fs::create_dir(folder.path().join(&here)).expect("a folder");
            for name in ["un", "deux"] {
                symlink(&next, folder.path().join(&here).join(name)).expect("a link");
            }
        }
        fs::create_dir(folder.path().join("d40")).expect("a folder");
        fs::write(folder.path().join("d40/fond.md"), GOOD).expect("a recap");
        let finding = walked(folder.path());
        assert_eq!(found(&finding), ["c/bon.md", "c/d40/fond.md"]);
        assert_eq!(finding.skipped.len(), 80);
    }

    #[test]
    fn a_link_to_a_folder_elsewhere_is_followed() {
        let (folder, other) = (folder(), folder());
        symlink(other.path(), folder.path().join("ailleurs")).expect("a link");
        assert_eq!(found(&walked(folder.path())), ["c/ailleurs/bon.md", "c/bon.md"]);
    }

    #[test]
    fn a_link_to_a_folder_around_the_corpus() {
        let outer = folder();
        let inner = outer.path().join("dedans");
        fs::create_dir(&inner).expect("a folder");
        fs::write(inner.join("bon.md"), GOOD).expect("a recap");
        symlink(outer.path(), inner.join("dehors")).expect("a link");
        assert_eq!(found(&walked(&inner)), ["c/bon.md", "c/dehors/bon.md"]);
    }

    #[test]
    fn links_that_go_round() {
        let folder = folder();
        symlink("b.md", folder.path().join("a.md")).expect("a link");
        symlink("a.md", folder.path().join("b.md")).expect("a link");
        let finding = walked(folder.path());
        assert_eq!((found(&finding).len(), finding.skipped.len()), (1, 2));
    }

    #[test]
    fn a_link_that_leads_nowhere() {
        let folder = folder();
        symlink("nulle-part", folder.path().join("perdu.md")).expect("a link");
        symlink("nulle-part", folder.path().join("perdu.png")).expect("a link");
        skipped(folder.path(), "perdu.md");
    }

    #[test]
    fn a_link_to_a_recap_is_a_recap() {
        let folder = folder();
        symlink("bon.md", folder.path().join("lien.md")).expect("a link");
        assert_eq!(found(&walked(folder.path())), ["c/bon.md", "c/lien.md"]);
    }

    #[test]
    fn a_pipe() {
        let folder = folder();
        pipe(&folder.path().join("tuyau.md"));
        assert_eq!(skipped(folder.path(), "tuyau.md"), "not a regular file");
    }

    #[test]
    fn a_pipe_for_a_sidecar() {
        let folder = folder();
        pipe(&folder.path().join("bon.recap.toml"));
        let error = ingest::read(&folder.path().join("bon.md"), "bon.md", None).expect_err("refused");
        assert!(error.to_string().ends_with("bon.recap.toml: not a regular file"), "{error}");
    }

    #[test]
    fn a_pipe_in_the_place_of_a_recap_that_was_found() {
        let folder = folder();
        let recaps = walked(folder.path()).recaps;
        fs::remove_file(&recaps[0].path).expect("removed");
        pipe(&recaps[0].path);
        let error = ingest::read_found(&recaps[0], walk::MAX_BYTES).expect_err("refused");
        assert!(error.to_string().contains("not a regular file"), "{error}");
    }

    #[test]
    fn a_socket() {
        let folder = folder();
        let _socket = UnixListener::bind(folder.path().join("prise.md")).expect("a socket");
        assert_eq!(skipped(folder.path(), "prise.md"), "not a regular file");
    }

    #[test]
    fn a_device_that_never_ends() {
        let folder = folder();
        symlink("/dev/zero", folder.path().join("zéro.md")).expect("a link");
        assert_eq!(skipped(folder.path(), "zéro.md"), "not a regular file");
        // A person who names it learns where it was left.
        let error = ingest::read(Path::new("/dev/zero"), "zéro", None).expect_err("refused");
        assert!(error.to_string().contains("--max-filesize"), "{error}");
    }

    #[test]
    fn a_recap_and_a_folder_without_permission() {
        let folder = folder();
        let (recap, closed) = (folder.path().join("secret.md"), folder.path().join("fermé"));
        fs::write(&recap, GOOD).expect("a recap");
        fs::create_dir(&closed).expect("a folder");
        let permit = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
        };
        [&recap, &closed].iter().for_each(|path| permit(path, 0o000));
        if File::open(&recap).is_ok() {
            eprintln!("skipped: this user may read everything");
            return;
        }
        let finding = walked(folder.path());
        permit(&closed, 0o700);
        assert_eq!(found(&finding), ["c/bon.md"]);
        let paths: Vec<_> = finding.skipped.iter().map(|skipped| &skipped.path).collect();
        assert_eq!(paths, [&closed, &recap]);
    }

    #[test]
    fn a_name_that_is_no_utf8() {
        let folder = folder();
        let name = OsStr::from_bytes(b"caf\xE9.md");
        if fs::write(folder.path().join(name), GOOD).is_err() {
            eprintln!("skipped: this file system takes no such name");
            return;
        }
        let finding = walked(folder.path());
        assert_eq!(found(&finding), ["c/bon.md", "c/caf\\xE9.md"]);
        let (_, cut) = ingest::read_found(&finding.recaps[1], walk::MAX_BYTES).expect("a recap");
        assert_eq!(cut.talks[0].id, "caf-xe9/observer-le-noyau");
    }

    #[test]
    fn a_folder_ten_thousand_levels_deep() {
        // Paths end at some thousand bytes: a folder that deep is made, and removed, from inside; in memory where
        // there is a place, because disks take their time over it.
        let folder = tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| folder());
        fs::write(folder.path().join("bon.md"), GOOD).expect("a recap");
        let chunk = vec!["d"; 1_000].join("/");
        let dig =
            format!("for n in 1 2 3 4 5 6 7 8 9 10; do mkdir -p {chunk} && cd -P {chunk} || exit 1; done");
        let shell = |script: &str| {
            Command::new("sh").args(["-c", script]).current_dir(folder.path()).output().expect("sh")
        };
        let dug = shell(&dig);
        let finding = walked(folder.path());
        shell("rm -rf d");
        if !dug.status.success() {
            eprintln!("skipped: this shell cannot make such a folder");
            return;
        }
        assert_eq!(found(&finding), ["c/bon.md"]);
        assert_eq!(finding.skipped.len(), 1, "where the path ends is said");
    }
}

#[test]
fn a_folder_named_like_a_recap() {
    let folder = folder();
    fs::create_dir(folder.path().join("jour.md")).expect("a folder");
    assert_eq!(skipped(folder.path(), "jour.md"), "a folder named like a recap");
    fs::write(folder.path().join("jour.md/matin.md"), GOOD).expect("a recap");
    assert_eq!(found(&walked(folder.path())), ["c/bon.md", "c/jour.md/matin.md"]);
}

#[test]
fn a_file_of_a_gigabyte() {
    let folder = folder();
    let large = File::create(folder.path().join("énorme.md")).expect("a file");
    large.set_len(1 << 30).expect("a file without blocks");
    let reason = skipped(folder.path(), "énorme.md");
    assert_eq!(reason, "1073741824 bytes, more than the 16M that --max-filesize allows");
    let error = ingest::read(&folder.path().join("énorme.md"), "énorme.md", None).expect_err("refused");
    assert!(error.to_string().contains("1073741824 bytes"), "{error}");
}

#[test]
fn the_cap_is_the_one_that_is_asked_for() {
    let folder = folder();
    let corpus = Corpus::new([folder.path()]);
    let bytes = GOOD.len() as u64;
    assert_eq!(corpus.clone().with_max_filesize(bytes).walk().recaps.len(), 1);
    let finding = corpus.with_max_filesize(bytes - 1).walk();
    assert!(finding.recaps.is_empty() && finding.skipped.len() == 1, "{finding:?}");
}

#[test]
fn sizes_are_typed_as_in_other_tools() {
    for (typed, bytes) in
        [("0", 0), ("700", 700), ("500K", 512_000), ("20M", 20 << 20), ("20mb", 20 << 20), ("1GiB", 1 << 30)]
    {
        assert_eq!(size::parse(typed), Ok(bytes), "{typed}");
    }
    for typed in ["", "K", "-1", "1.5M", "1 M", "10X", "99999999999T", "18446744073709551616"] {
        assert!(size::parse(typed).is_err_and(|reason| !reason.contains('\n')), "{typed}");
    }
    for bytes in [0, 1, 1_000, 1 << 10, 20 << 20, 3 << 40, 1 << 60] {
        assert_eq!(size::parse(&size::shown(bytes)), Ok(bytes));
    }
}

#[test]
fn a_recap_that_vanishes_before_it_is_read() {
    let folder = folder();
    let recaps = walked(folder.path()).recaps;
    fs::remove_file(&recaps[0].path).expect("removed");
    let error = ingest::read_found(&recaps[0], walk::MAX_BYTES).expect_err("gone");
    assert!(matches!(error, Error::Io { ref source, .. } if source.kind() == std::io::ErrorKind::NotFound));
}

#[test]
fn a_recap_that_grows_above_the_cap_before_it_is_read() {
    let folder = folder();
    let cap = GOOD.len() as u64;
    let recaps = Corpus::new([folder.path()]).with_max_filesize(cap).walk().recaps;
    let mut file = OpenOptions::new().append(true).open(&recaps[0].path).expect("a recap");
    file.write_all(b"Encore.\n").expect("written");
    let error = ingest::read_found(&recaps[0], cap).expect_err("refused");
    assert!(error.to_string().contains(&format!("{} bytes", cap + 8)), "{error}");
}

#[test]
fn a_folder_for_a_sidecar() {
    let folder = folder();
    fs::create_dir(folder.path().join("bon.recap.toml")).expect("a folder");
    let error = ingest::read(&folder.path().join("bon.md"), "bon.md", None).expect_err("refused");
    assert!(error.to_string().contains("bon.recap.toml"), "{error}");
}

#[test]
fn a_sidecar_that_nobody_wrote_by_hand() {
    let folder = folder();
    let recap = folder.path().join("long.md");
    fs::write(&recap, "Un jour.\n\n".repeat(30_000)).expect("a recap");
    let lines: Vec<String> = (1..=60_000).rev().step_by(2).map(|line| line.to_string()).collect();
    let sidecar = folder.path().join("long.recap.toml");
    fs::write(&sidecar, format!("cut = [{}]\n", lines.join(","))).expect("a sidecar");
    let (_, cut) = ingest::read(&recap, "long.md", None).expect("a recap");
    assert!(!cut.talks.is_empty());
    fs::write(&sidecar, format!("#{}\n", "x".repeat(2 << 20))).expect("a sidecar");
    let error = ingest::read(&recap, "long.md", None).expect_err("refused");
    assert!(error.to_string().contains("2097154 bytes"), "{error}");
}
