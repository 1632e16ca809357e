//! Programmes and sidecars that would multiply, nest or take what is not theirs: refused in a line, or read within bounds.

use crate::common::{home, printed, program, recaps};
use std::fs;
use std::path::Path;

const RECAP: &str = "# Journée Qwertz 2031

## Observer le noyau - Jeanne Dupont

Un texte sur le noyau.

## Dormir en paix - Paul Adam

Un texte sur le sommeil.
";

/// What a programme says of the first talk.
const PROGRAMME: &str =
    r#"[{"title":"Observer le noyau","room":"B12","speakers":[{"name":"Jeanne Dupont"}]}]"#;

fn with(programme: &str) -> tempfile::TempDir {
    let home = home(&[("r.md", RECAP)]);
    fs::write(home.path().join("programme"), programme).expect("a programme");
    home
}

fn enrich(home: &Path) -> std::process::Output {
    recaps(home, &["enrich", "--schedule", "programme", "corpus/r.md"])
}

fn sidecar(home: &Path) -> String {
    fs::read_to_string(home.join("corpus/r.recap.toml")).unwrap_or_default()
}

/// A name that stands in the file once and is referred to many times: 30 MB for a file of 400 KB, once gigabytes.
#[test]
fn people_and_rooms_that_are_named_without_end_are_refused() {
    let session = |n: usize, what: &str| format!(r#"{{"title":"Observer {n}","startsAt":"2031",{what}}}"#);
    let with_ids = |what: &str| {
        let sessions: Vec<String> = (0..9_000).map(|n| session(n, what)).collect();
        let name = "x".repeat(990);
        format!(r#"[{{"id":1,"name":"{name}"}},{}]"#, sessions.join(","))
    };
    for what in [r#""roomId":1"#, r#""speakers":[1,1,1,1,1]"#] {
        let home = with(&with_ids(what));
        let output = enrich(home.path());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("name more than"), "{said}");
    }
}

#[test]
fn names_of_no_length_and_lists_of_no_end_are_left_out() {
    let people = |n: usize| (0..n).map(|n| format!(r#"{{"name":"Jeanne D{n}","company":"Q{n}"}}"#));
    let flood = people(40_000).collect::<Vec<_>>().join(",");
    let long = "x".repeat(300_000);
    let titles = "<title>Observer le noyau</title>".repeat(200_000);
    for programme in [
        format!(r#"[{{"title":"Observer le noyau","room":"B12","speakers":[{flood}]}}]"#),
        format!(r#"[{{"title":"Observer le noyau","room":"B12","speakers":[{{"name":"{long}"}}]}}]"#),
        format!("<schedule><day><room><event>{titles}<room>B12</room></event></room></day></schedule>"),
    ] {
        let home = with(&programme);
        assert_eq!(enrich(home.path()).status.code(), Some(0));
        let written = sidecar(home.path());
        assert!(written.contains("B12") && written.len() < 20_000, "{} bytes", written.len());
        printed(recaps(home.path(), &["parse", "corpus/r.md"]));
    }
}

/// Each component in another one was a call of the parser: an abort after some ten thousand.
#[test]
fn calendars_that_nest_or_never_end_are_refused() {
    let nested = |n: usize| "BEGIN:VEVENT\r\n".repeat(n);
    let closed = |n: usize| nested(n) + "SUMMARY:a\r\n" + &"END:VEVENT\r\n".repeat(n);
    for inner in [nested(100_000), closed(100_000), nested(12), nested(3) + "END:AUTRE\r\n"] {
        let home = with(&format!("BEGIN:VCALENDAR\r\n{inner}END:VCALENDAR\r\n"));
        let output = enrich(home.path());
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("no programme"), "{output:?}");
    }
}

#[test]
fn notes_that_stand_on_one_line_are_kept() {
    for programme in [PROGRAMME, r#"[{"title":"Tout autre chose","speakers":[{"name":"Zoé Zut"}]}]"#] {
        let home = with(programme);
        let note = "talk = [{ title = \"Dormir en paix\", origin = \"moi\", room = \"C3\" }]\n";
        fs::write(home.path().join("corpus/r.recap.toml"), note).expect("a sidecar");
        enrich(home.path());
        let written = sidecar(home.path());
        assert!(written.contains("Dormir en paix") && written.contains("C3"), "{written}");
        printed(recaps(home.path(), &["parse", "corpus/r.md"]));
    }
}

#[cfg(unix)]
#[test]
fn no_link_beside_a_sidecar_is_followed_for_writing() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    for link in ["r.recap.toml.new", "r.recap.toml"] {
        let home = with(PROGRAMME);
        let precious = home.path().join("précieux");
        fs::write(&precious, "city = \"Nantes\"\n").expect("a file");
        symlink(&precious, home.path().join("corpus").join(link)).expect("a link");
        printed(enrich(home.path()));
        assert_eq!(fs::read_to_string(&precious).expect("still there"), "city = \"Nantes\"\n", "{link}");
        assert!(sidecar(home.path()).contains("B12"));
    }
    // Who may read the sidecar does not change either, and nothing is left beside it.
    let home = with(PROGRAMME);
    let path = home.path().join("corpus/r.recap.toml");
    fs::write(&path, "city = \"Nantes\"\n").expect("a sidecar");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("permissions");
    printed(enrich(home.path()));
    assert_eq!(fs::metadata(&path).expect("a sidecar").permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(home.path().join("corpus")).expect("a folder").count(), 2);
}

#[test]
fn the_password_of_an_address_is_not_written_down() {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let host = listener.local_addr().expect("an address");
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let _ = stream.read(&mut [0; 4096]).expect("a request");
        let length = PROGRAMME.len();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        stream.write_all((head + PROGRAMME).as_bytes()).expect("an answer");
    });
    let home = with("");
    let address = format!("http://moi:secret@{host}/programme.json");
    printed(recaps(home.path(), &["enrich", "--schedule", &address, "corpus/r.md"]));
    server.join().expect("a server");
    let written = sidecar(home.path());
    assert!(written.contains(&format!("http://{host}/programme.json")), "{written}");
    assert!(!written.contains("secret"), "{written}");
}

/// What a sidecar says of the recap is carried by each of its talks: 400 KB of authors and 20,000 talks took 7.6 GB.
#[test]
fn a_sidecar_that_no_talk_could_carry_is_refused() {
    let names = |n: usize| (0..n).map(|n| format!("\"Jeanne {n} {}\"", "x".repeat(1_900)));
    let list = names(100).collect::<Vec<_>>().join(", ");
    let long = "x".repeat(3_000);
    let note = "[[talk]]\ntitle = \"Dormir en paix\"\norigin = \"moi\"\n";
    for (text, line) in [
        (format!("authors = [{list}]\n"), 1),
        (format!("year = 2031\ntags = [{list}]\n"), 2),
        (format!("event = \"{long}\"\n"), 1),
        (format!("city = \"{long}\"\n"), 1),
        (format!("url = \"https://a.example/{long}\"\n"), 1),
        (format!("year = 2031\n\n{note}speakers = [{list}]\n"), 3),
    ] {
        let home = home(&[("r.md", RECAP)]);
        fs::write(home.path().join("corpus/r.recap.toml"), &text).expect("a sidecar");
        let output = program(home.path()).args(["parse", "corpus/r.md"]).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text:.30}: {said}");
        assert!(said.contains(&format!(":{line}:")) && said.contains("more than"), "{text:.30}: {said}");
    }
}
