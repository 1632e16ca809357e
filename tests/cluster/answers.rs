//! Every verb answers from a cluster as it does from a folder: the same bytes, but for the index and the time.

use crate::common::{EDITIONS, bundled, home, program};
use crate::indexing::on;
use crate::nodes::{alone, calm, nodes};
use crate::random::random;
use serde_json::Value;
use std::path::Path;
use std::process::Output;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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

/// What the index in the folder answers.
fn local(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = program(folder);
    // Behind `--` a flag would be a word of the query.
    command.env("NO_COLOR", "1").env("RECAPS_INDEX", "index").args(arguments);
    command.output().expect("the program")
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
    let folder = corpus();
    let (here, there) = (local(folder, arguments), on(INDEX, folder, arguments));
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
    let id = String::from_utf8(local(corpus(), &["search", "eBPF", "--format", "ids", "-n", "1"]).stdout);
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
    for _ in 0..40 {
        let words: Vec<&str> = (0..=random(5)).map(|_| PIECES[random(PIECES.len())]).collect();
        is_same(&["search", "--format", "json", "--explain", "--", &words.join(" ")]);
    }
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn a_talk_of_two_recaps_names_the_other_in_a_cluster_too() {
    let _calm = calm();
    let again = [EDITIONS[0], ("again-2022.md", EDITIONS[0].1)];
    let home = home(&again);
    let folder = home.path();
    for built in [local(folder, &["index", "corpus"]), on("twice", folder, &["index", "corpus"])] {
        assert!(built.status.success(), "{built:?}");
    }
    let arguments = ["export"];
    let (here, there) = (local(folder, &arguments), on("twice", folder, &arguments));
    assert_eq!(String::from_utf8_lossy(&here.stdout), String::from_utf8_lossy(&there.stdout));
    assert!(String::from_utf8_lossy(&there.stdout).contains("\"also_told_in\":[\""), "{there:?}");
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn answers_stay_whole_while_a_generation_goes_live_and_a_node_is_lost() {
    let _alone = alone();
    let home = home(&EDITIONS);
    let folder = home.path();
    let built = on("lively", folder, &["index", "corpus", "--shards", "3", "--replicas", "1"]);
    assert!(built.status.success(), "{built:?}");
    let (stop, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let reader = || {
            while !stop.load(Ordering::Relaxed) {
                let answer = on("lively", folder, &["search", "eBPF", "--format", "json"]);
                let said = String::from_utf8_lossy(&answer.stderr).into_owned();
                assert!(answer.status.success(), "{said}");
                let answer: Value = serde_json::from_slice(&answer.stdout).expect("an answer");
                assert_eq!(answer["total"], 3, "{answer}");
                asked.fetch_add(1, Ordering::Relaxed);
            }
        };
        let readers = [scope.spawn(reader), scope.spawn(reader)];
        for _ in 0..3 {
            let built = on("lively", folder, &["index", "corpus", "--rebuild"]);
            assert!(built.status.success(), "{built:?}");
        }
        nodes().kill(2);
        std::thread::sleep(std::time::Duration::from_secs(2));
        nodes().revive(2);
        stop.store(true, Ordering::Relaxed);
        readers.into_iter().for_each(|reader| reader.join().expect("a reader"));
    });
    assert!(asked.load(Ordering::Relaxed) > 4);
}
