//! A small index to ask, built once a process.

use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use std::sync::LazyLock;
use tempfile::TempDir;

/// Words that meet in every way the analysis knows: inflections, joined names, numbers, accents, the glossary.
const RECAP: &str = "# Retour sur Qwertz 2019

## Tracer sans gêner - Inès Morel, Brumisio

L’observabilité avec eBPF et Cilium : OpenTelemetry, open telemetry, les traces d'un noyau. Notre note : 4/5.
On a compté 12 000 paquets en 3,5 s, puis CK{A,S}, C++ et node.js. Les développeur·se·s ont aimé.

https://www.youtube.com/watch?v=qwertz

## Dormir pendant les sauvegardes - Paul Adam

La sécurité des sauvegardes : Kubernetes, k8s, l'IA et le CI/CD d'aujourd'hui. Équipe, équipes, une dernière fois.

## Conclusion

Une belle journée, des applications livrées à temps.
";

static FIXTURE: LazyLock<(TempDir, Index)> = LazyLock::new(|| {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = home.path().join("corpus");
    std::fs::create_dir(&corpus).expect("a folder for the corpus");
    std::fs::write(corpus.join("qwertz-2019.md"), RECAP).expect("a recap");
    let folder = home.path().join("index");
    let corpus = Corpus::from_roots([("corpus".to_owned(), corpus)]);
    update(&folder, &corpus, &Options::default(), &mut |_| {}).expect("a build");
    (home, Index::open(&folder).expect("an index"))
});

/// The index.
pub(super) fn index() -> &'static Index {
    &FIXTURE.1
}
