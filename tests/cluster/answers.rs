//! Every verb answers from a cluster as it does from a folder: the same bytes, but for the index and the time.

use crate::common::{EDITIONS, bundled, home, program, rows};
use crate::indexing::on;
use crate::nodes::{NODES, alone, calm, nodes};
use crate::random::random;
use serde_json::Value;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// The index of the bundled recaps in the cluster.
const INDEX: &str = "answers";

/// The bundled recaps, indexed in a folder and in the cluster.
fn corpus() -> &'static Path {
    static HOME: OnceLock<TempDir> = OnceLock::new();
    let home = HOME.get_or_init(|| {
        let home = bundled();
        let built =
            program(home.path()).args(["index", "corpus", "--index", "index"]).output().expect("a run");
        assert!(built.status.success(), "{built:?}");
        let built = on(INDEX, home.path(), &["index", "corpus", "--shards", "3"]);
        assert!(built.status.success(), "{built:?}");
        home
    });
    home.path()
}

/// How large a trial is: what a variable says, or a size for every day.
fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

/// The program on the index in the folder.
pub fn local(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program(folder);
    // Behind `--` a flag would be a word of the query.
    command.env("NO_COLOR", "1").env("RECAPS_INDEX", "index").args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// An answer without what may differ: the index and the time of an object.
fn comparable(stdout: &[u8]) -> Vec<u8> {
    match serde_json::from_slice::<Value>(stdout) {
        Ok(Value::Object(mut answer)) => {
            answer.remove("took_ms");
            answer.remove("index");
            Value::Object(answer).to_string().into_bytes()
        }
        _ => stdout.to_vec(),
    }
}

/// Compares an answer of the cluster with that of the folder.
fn is_same(arguments: &[&str]) {
    let here = local(corpus(), arguments).output().expect("the program");
    same_bytes(arguments, &here, &on(INDEX, corpus(), arguments));
}

/// Compares two answers: status, both outputs.
pub fn same_bytes(arguments: &[&str], here: &Output, there: &Output) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(here.status.code(), there.status.code(), "{arguments:?}: {}", text(&there.stderr));
    assert_eq!(text(&comparable(&here.stdout)), text(&comparable(&there.stdout)), "{arguments:?}");
    assert_eq!(text(&here.stderr), text(&there.stderr), "{arguments:?}");
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn searches_give_the_same_hits_scores_and_explanations() {
    let _calm = calm();
    let queries = [
        "eBPF",
        "eBPF Cilium",
        "eBPF OU Cilium",
        "kubernetes -cilium",
        "\"supply chain\"",
        "observ*",
        "kuberntes~",
        "kuberntes securite",
        "haute disponibilité postgres",
        "comment sécuriser un cluster kubernetes",
        "CI/CD gitops",
        "title:noyau linux",
        "body:noyau linux",
        "speaker:rice year:2021..2024",
        "date:2023-03.. kubernetes",
        "lang:fr rating:3.. réseau",
        "(eBPF OU Cilium) réseau",
        "l’observabilité des données",
        "argo cd",
        "introuvablezzz",
    ];
    for query in queries {
        is_same(&["search", "--format", "json", "--explain", "--limit", "30", query]);
    }
    for flags in [
        &["--any"][..],
        &["--all"],
        &["--exact"],
        &["--sort", "date", "--offset", "3"],
        &["--sort", "rating"],
        &["--sort", "title"],
        &["--facets", "event,year,speaker,organisation"],
        &["--min-rating", "4"],
    ] {
        is_same(&[&["search", "--format", "json", "sécurité kubernetes"], flags].concat());
    }
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn other_verbs_and_formats_print_the_same_bytes() {
    let _calm = calm();
    let id = String::from_utf8(
        local(corpus(), &["search", "eBPF", "--format", "ids", "-n", "1"])
            .output()
            .expect("the program")
            .stdout,
    );
    let id = id.expect("an id").trim().to_owned();
    let place = "corpus/kcd-france-2023-ippon.txt:40";
    for arguments in [
        &["search", "kubernetes"][..],
        &["search", "kubernetes", "--count"],
        &["search", "kubernetes", "--format", "jsonl", "--limit", "all"],
        &["search", "kubernetes", "--format", "csv", "--reverse"],
        &["search", "kubernetes", "--format", "ids"],
        &["search", "--event", "kubecon", "--format", "json"],
        &["list"],
        &["list", "--format", "jsonl", "--sort", "rating"],
        &["list", "--format", "csv", "--sort", "date", "--offset", "4", "--limit", "9"],
        &["list", "--format", "ids", "--sort", "title", "--reverse"],
        &["list", "--format", "json", "--year", "2023"],
        &["list", "--speaker", "personne-de-ce-nom"],
        &["facets", "event", "--format", "json"],
        &["facets", "speaker", "--format", "csv"],
        &["facets", "organisation", "kubernetes", "--limit", "5"],
        &["facets", "year", "--sort", "value"],
        &["facets", "rating"],
        &["facets", "tag"],
        &["timeline", "kubernetes"],
        &["timeline", "sécurité", "--by", "year", "--empty", "--format", "json"],
        &["show", &id],
        &["show", &id, "--format", "json"],
        &["show", &id, "--cite"],
        &["show", place, "--raw"],
        &["show", "rien-de-tel"],
        &["similar", &id, "--format", "json"],
        &["export"],
    ] {
        is_same(arguments);
    }
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn random_queries_give_the_same_answers() {
    const PIECES: [&str; 24] = [
        "eBPF",
        "cilium",
        "sécurité",
        "l’observabilité",
        "ArgoCD",
        "argo",
        "cd",
        "CI/CD",
        "C++",
        "OU",
        "SAUF",
        "(",
        ")",
        "\"",
        "-ebpf",
        "kube*",
        "cilum~",
        "title:",
        "year:2021..",
        "le",
        "kubernetes",
        "node.js",
        "zzyzzx",
        "donées",
    ];
    let _calm = calm();
    let mut random = random();
    for _ in 0..number("RECAPS_QUERIES", 40) {
        let words: Vec<&str> = (0..=random(5)).map(|_| PIECES[random(PIECES.len())]).collect();
        is_same(&["search", "--format", "json", "--explain", "--", &words.join(" ")]);
    }
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn judged_queries_give_the_same_answers() {
    let Some(folder) = std::env::var_os("RECAPS_RELEVANCE") else {
        println!("skipped: $RECAPS_RELEVANCE names no folder of judged queries");
        return;
    };
    let _calm = calm();
    let mut asked = 0;
    for file in ["queries.tsv", "queries2.tsv"] {
        let table = std::fs::read_to_string(Path::new(&folder).join(file)).expect("queries");
        for row in rows(&table) {
            is_same(&["search", "--format", "json", "--explain", "--limit", "10", "--", row[2]]);
            asked += 1;
        }
    }
    println!("| judged queries | {asked} | equal {asked} |");
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn a_talk_of_two_recaps_names_the_other_in_a_cluster_too() {
    let _calm = calm();
    let again = [EDITIONS[0], ("again-2022.md", EDITIONS[0].1)];
    let home = home(&again);
    let folder = home.path();
    let here = local(folder, &["index", "corpus"]).output().expect("the program");
    for built in [here, on("twice", folder, &["index", "corpus"])] {
        assert!(built.status.success(), "{built:?}");
    }
    let arguments = ["export"];
    let (here, there) =
        (local(folder, &arguments).output().expect("the program"), on("twice", folder, &arguments));
    assert_eq!(String::from_utf8_lossy(&here.stdout), String::from_utf8_lossy(&there.stdout));
    assert!(String::from_utf8_lossy(&there.stdout).contains("\"also_told_in\":[\""), "{there:?}");
}

/// Readers at once while nodes and generations come and go.
const READERS: usize = 8;
/// What they ask.
const ASKED: [&[&str]; 6] = [
    &["search", "eBPF", "--format", "json"],
    &["search", "ebpf cilium reseau", "--format", "json", "--explain"],
    &["search", "\"eBPF\"", "--format", "json", "--facets", "event,year"],
    &["search", "--format", "ids", "--", "noyau"],
    &["list", "--format", "jsonl"],
    &["facets", "speaker", "--format", "json"],
];

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn answers_stay_whole_while_a_generation_goes_live_and_a_node_is_lost() {
    let _alone = alone();
    let home = home(&EDITIONS);
    let folder = home.path();
    let built = on("lively", folder, &["index", "corpus", "--shards", "3", "--replicas", "1"]);
    assert!(built.status.success(), "{built:?}");
    let right = ASKED.map(|arguments| comparable(&on("lively", folder, arguments).stdout));
    let searches = number("RECAPS_SEARCHES", 60);
    let (asked, rounds) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let reader = || {
            // They go on until there was something to live through.
            while asked.load(Ordering::Relaxed) < searches || rounds.load(Ordering::Relaxed) == 0 {
                let which = asked.fetch_add(1, Ordering::Relaxed) % ASKED.len();
                let answer = on("lively", folder, ASKED[which]);
                let said = String::from_utf8_lossy(&answer.stderr).into_owned();
                assert!(answer.status.success(), "{:?}: {said}", ASKED[which]);
                let (own, right) = (comparable(&answer.stdout), &right[which]);
                assert_eq!(String::from_utf8_lossy(&own), String::from_utf8_lossy(right));
            }
        };
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(reader)).collect();
        while readers.iter().any(|reader| !reader.is_finished()) {
            let built = on("lively", folder, &["index", "corpus", "--rebuild"]);
            assert!(built.status.success(), "{built:?}");
            let node = rounds.load(Ordering::Relaxed) % NODES;
            nodes().kill(node);
            std::thread::sleep(std::time::Duration::from_secs(2));
            nodes().revive(node);
            rounds.fetch_add(1, Ordering::Relaxed);
        }
        readers.into_iter().for_each(|reader| reader.join().expect("a reader"));
    });
    let (asked, rounds) = (asked.into_inner(), rounds.into_inner());
    println!("| searches by {READERS} readers | {asked} | generations {rounds} | nodes lost {rounds} |");
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn a_list_goes_on_when_a_node_is_lost_between_two_pages() {
    let _alone = alone();
    let talk =
        |number| format!("## Session {number}\n\nElle parle de {number} choses, et de rien de plus.\n\n");
    let long =
        |first| format!("# Journée Qwertz {first}\n\n{}", (first..first + 400).map(talk).collect::<String>());
    let home =
        home(&[("a.md", &long(1000)), ("b.md", &long(2000)), ("c.md", &long(3000)), ("d.md", &long(4000))]);
    let folder = home.path();
    let built = on("long", folder, &["index", "corpus", "--shards", "3", "--replicas", "1"]);
    assert!(built.status.success(), "{built:?}");
    let list = ["list", "--format", "jsonl"];
    let right = on("long", folder, &list).stdout;
    assert_eq!(String::from_utf8_lossy(&right).lines().count(), 1600);
    // Whichever nodes a view looks at, one of them is lost.
    for node in 0..NODES {
        let mut listing = crate::indexing::program("long", folder, &list).spawn().expect("the program");
        let mut answer = vec![0];
        let mut stdout = listing.stdout.take().expect("an output");
        // The first page is longer than a pipe holds: what follows is asked for when this one is read.
        stdout.read_exact(&mut answer).expect("the first page");
        nodes().kill(node);
        stdout.read_to_end(&mut answer).expect("the others");
        let ended = listing.wait_with_output().expect("the program");
        nodes().revive(node);
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        assert_eq!(String::from_utf8_lossy(&answer), String::from_utf8_lossy(&right));
    }
}
