//! Servers that are no cluster, or a broken one: each ends in one clear line, in time, and hears no secret it must not hear.

#![allow(unreachable_pub, reason = "modules of one program")]

#[path = "cluster/script.rs"]
mod script;
#[path = "cluster/tls.rs"]
mod tls;

use script::{Act, Script};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use tls::Authority;

/// What the program is given to wait, in seconds.
const PATIENCE: u64 = 3;
/// However slow the machine: nobody waits longer than that.
const BOUND: Duration = Duration::from_secs(180);
/// A secret that no server but the named one may hear.
const PASSWORD: &str = "sesame-ouvre-toi";

/// Asks for the status of an index.
fn ask(address: &str, variables: &[(&str, &str)]) -> Output {
    let home = tempfile::tempdir().expect("a folder");
    run(home.path(), address, variables, &["status"])
}

fn run(folder: &Path, address: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
    command.current_dir(folder).args(arguments).args(["--index", address]);
    for name in ["USER", "PASSWORD", "API_KEY", "CREDENTIALS", "CACERT"] {
        command.env_remove(format!("RECAPS_CLUSTER_{name}"));
    }
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(name);
    }
    command.env("RECAPS_CLUSTER_TIMEOUT", PATIENCE.to_string()).env("LC_ALL", "C");
    command.envs(variables.iter().copied());
    let since = Instant::now();
    let output = command.output().expect("the program");
    assert!(since.elapsed() < BOUND, "{:?}", since.elapsed());
    output
}

/// Checks status and message: one line that says `said`, without a secret.
fn ends(output: &Output, status: i32, said: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert!(stderr.contains(said), "{said:?} is not in {stderr}");
    assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
    assert!(!stderr.contains(PASSWORD), "{stderr}");
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// A server that does the same whenever it is asked.
fn always(act: Act) -> Script {
    Script::new(move |_| act.clone())
}

#[test]
fn an_answer_that_is_no_json_is_refused() {
    let server = always(Act::Answer(200, "<html>Bienvenue</html>".into()));
    ends(&ask(&server.index(), &[]), 2, "no JSON");
}

#[test]
fn json_of_another_shape_is_refused() {
    for body in ["[]", "42", "{\"x-000001\":7}", "{\"index-000001\":{\"mappings\":[1],\"settings\":null}}"] {
        let server = always(Act::Answer(200, body.into()));
        let output = ask(&server.index(), &[]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(2..=4)), "{body}: {stderr}");
        assert_eq!(stderr.trim_end().lines().count(), 1, "{body}: {stderr}");
    }
}

#[test]
fn an_index_of_another_version_is_refused() {
    let body = r#"{"index-000001":{"settings":{"index":{"uuid":"u","number_of_shards":"1"}},"mappings":
        {"_meta":{"recaps":{"manifest":{"versions":{"format":99,"schema":1,"analysis":1}}}}}}}"#;
    let server = always(Act::Answer(200, body.into()));
    ends(&ask(&server.index(), &[]), 3, "version 99.1.1");
}

/// What a cluster says its index is called by becomes the name of a file on this machine, beside which old files go.
#[test]
fn an_index_that_is_called_by_a_path_is_refused() {
    let own = serde_json::to_string(&recaps::cluster::generation::OWN).expect("JSON");
    for uuid in ["../../../là", "/etc/u", "a/b", ""] {
        let body = format!(
            r#"{{"index-000001":{{"settings":{{"index":{{"uuid":"{uuid}","number_of_shards":"1"}}}},"mappings":
            {{"_meta":{{"recaps":{{"manifest":{{"versions":{own}}}}}}}}}}}}}"#
        );
        let server = always(Act::Answer(200, body));
        ends(&ask(&server.index(), &[]), 4, "its uuid is none");
    }
}

#[test]
fn a_body_without_end_is_cut_off() {
    let server = always(Act::Endless);
    let home = tempfile::tempdir().expect("a folder");
    let output = run(home.path(), &server.index(), &[], &["status"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
}

#[test]
fn a_body_that_unpacks_without_end_is_cut_off() {
    // By its bytes or by its time, whichever is over first.
    let server = always(Act::Bomb);
    ends(&ask(&server.index(), &[]), 2, &server.host());
}

#[test]
fn headers_that_come_drop_by_drop_are_not_waited_for() {
    let server = always(Act::SlowHeaders);
    ends(&ask(&server.index(), &[]), 2, "no answer in time");
}

#[test]
fn headers_without_end_are_cut_off() {
    let server = always(Act::EndlessHeaders);
    let output = ask(&server.index(), &[]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
}

#[test]
fn an_answer_that_breaks_off_is_asked_for_again_and_then_refused() {
    let server = always(Act::BreakOff);
    let output = ask(&server.index(), &[]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(server.questions().len() > 1, "asked once");
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    let server = always(Act::Silence);
    ends(&ask(&server.index(), &[]), 2, "no answer in time");
}

#[test]
fn who_is_not_let_in_hears_why() {
    for status in [401, 403] {
        let server = always(Act::Answer(status, "{\"error\":\"no\"}".into()));
        ends(&ask(&server.index(), &[]), 2, "does not let this user in");
        assert_eq!(server.questions().len(), 1, "asked again");
    }
}

#[test]
fn a_cluster_that_has_no_time_is_asked_again_and_then_given_up() {
    let server = always(Act::Answer(429, r#"{"error":{"type":"too_many","reason":"busy"}}"#.into()));
    ends(&ask(&server.index(), &[]), 2, "too_many: busy");
    assert!(server.questions().len() > 2, "{} questions", server.questions().len());
}

#[test]
fn a_cluster_that_has_time_at_last_is_heard() {
    let server = Script::new(|at| match at {
        0 | 1 => Act::Answer(503, "{}".into()),
        _ => Act::Answer(404, r#"{"error":{"type":"index_not_found_exception"},"status":404}"#.into()),
    });
    ends(&ask(&server.index(), &[]), 3, "no index");
    assert_eq!(server.questions().len(), 3);
}

#[test]
fn control_characters_of_an_answer_reach_no_terminal() {
    let body = r#"{"error":{"type":"x","reason":"\u001b[2Jeffacé\nligne \u202etxt"}}"#;
    let server = always(Act::Answer(400, body.into()));
    let output = ask(&server.index(), &[]);
    ends(&output, 2, "effacé");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains('\u{1b}') && !stderr.contains('\u{202e}'), "{stderr:?}");
}

#[test]
fn no_redirect_is_followed_and_no_secret_goes_astray() {
    let elsewhere = always(Act::Answer(200, "{}".into()));
    for status in [301, 302, 303, 307, 308] {
        let to = format!("{}/", elsewhere.url());
        let server = always(Act::Redirect(status, to));
        let secrets = [("RECAPS_CLUSTER_USER", "ali"), ("RECAPS_CLUSTER_PASSWORD", PASSWORD)];
        ends(&ask(&server.index(), &secrets), 2, "leads elsewhere");
        let questions = server.questions();
        assert_eq!(questions.len(), 1);
        assert!(questions[0].to_ascii_lowercase().contains("authorization: basic"), "{}", questions[0]);
    }
    assert_eq!(elsewhere.questions(), Vec::<String>::new());
}

#[test]
fn a_second_node_answers_for_one_that_is_not_there() {
    let gone = always(Act::Silence).host();
    let server = always(Act::Answer(404, r#"{"status":404}"#.into()));
    let address = format!("http://{gone},{}/index", server.host());
    ends(&ask(&address, &[]), 3, "no index");
}

#[test]
fn secrets_stand_in_no_address_and_go_nowhere_in_the_clear() {
    let address = format!("https://ali:{PASSWORD}@localhost:1/index");
    ends(&ask(&address, &[]), 2, "RECAPS_CLUSTER_PASSWORD");
    let secrets = [("RECAPS_CLUSTER_USER", "ali"), ("RECAPS_CLUSTER_PASSWORD", PASSWORD)];
    ends(&ask("http://search.example.org/index", &secrets), 2, "https only");
    ends(&ask("https://localhost:1/index", &[("RECAPS_CLUSTER_USER", "ali")]), 2, "belong together");
    let both = [("RECAPS_CLUSTER_API_KEY", PASSWORD), secrets[0], secrets[1]];
    ends(&ask("https://localhost:1/index", &both), 2, "both an API key");
}

#[cfg(unix)]
#[test]
fn a_file_of_secrets_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("secrets.toml");
    let server = always(Act::Answer(404, r#"{"status":404}"#.into()));
    let with = |text: &str, mode: u32| {
        std::fs::write(&file, text).expect("a file");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("a mode");
        ask(&server.index(), &[("RECAPS_CLUSTER_CREDENTIALS", file.to_str().expect("a path"))])
    };
    let key = format!("api-key = \"{PASSWORD}\"\n");
    ends(&with(&key, 0o644), 2, "chmod 600");
    ends(&with(&format!("clef = \"{PASSWORD}\"\n"), 0o600), 2, "api-key");
    assert_eq!(server.questions(), Vec::<String>::new());
    ends(&with(&key, 0o600), 3, "no index");
    let question = server.questions().remove(0);
    assert!(
        question.to_ascii_lowercase().contains(&format!("authorization: apikey {PASSWORD}")),
        "{question}"
    );
}

#[test]
fn addresses_that_cannot_be_are_refused() {
    for address in [
        "https://",
        "https:///index",
        "https://host",
        "https://host/UPPER",
        "http://ho st/index",
        "https://host:99999/index",
        "https://host/../index",
        "https://host/index?x=1",
        "https://host/-index",
    ] {
        ends(&ask(address, &[]), 2, "https://HOST/NAME");
    }
}

/// What a cluster says of an index that there is not.
const NONE: &str = r#"{"error":{"type":"index_not_found_exception","reason":"no such index"},"status":404}"#;

#[test]
fn an_authority_that_is_named_is_believed() {
    let home = tempfile::tempdir().expect("a folder");
    let authority = Authority::new("Autorité de la maison");
    let file = authority.file(home.path());
    // An answer each: whoever guards it reads to the end of the connection.
    let server = Script::new(|_| Act::Last(404, NONE.into()));
    let address = format!("https://{}/index", authority.guard("127.0.0.1", server.host()));
    let named = ["status", "--cacert", file.to_str().expect("a path")];
    let secrets = [("RECAPS_CLUSTER_USER", "camille"), ("RECAPS_CLUSTER_PASSWORD", PASSWORD)];
    ends(&run(home.path(), &address, &secrets, &named), 3, "no index");
    assert!(server.questions().iter().all(|question| question.contains("authorization: Basic ")));
    let variable = [("RECAPS_CLUSTER_CACERT", file.to_str().expect("a path"))];
    ends(&run(home.path(), &address, &variable, &["status"]), 3, "no index");
}

#[test]
fn an_authority_that_is_not_named_is_refused_and_hears_no_secret() {
    let home = tempfile::tempdir().expect("a folder");
    let authority = Authority::new("Autorité de la maison");
    let other = Authority::new("Autorité d’à côté").file(home.path());
    let server = Script::new(|_| Act::Last(404, NONE.into()));
    let address = format!("https://{}/index", authority.guard("127.0.0.1", server.host()));
    let secrets = [("RECAPS_CLUSTER_USER", "camille"), ("RECAPS_CLUSTER_PASSWORD", PASSWORD)];
    let named = ["status", "--cacert", other.to_str().expect("a path")];
    ends(&run(home.path(), &address, &secrets, &named), 2, "certificate");
    ends(&run(home.path(), &address, &secrets, &["status"]), 2, "certificate");
    // A certificate for another host says nothing of this one.
    let foreign = format!("https://{}/index", authority.guard("search.example.org", server.host()));
    let file = authority.file(home.path());
    let named = ["status", "--cacert", file.to_str().expect("a path")];
    ends(&run(home.path(), &foreign, &secrets, &named), 2, "certificate");
    assert!(server.questions().is_empty(), "{:?}", server.questions());
}
