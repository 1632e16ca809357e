//! What is asked: twenty questions over all the verbs that read an index.

use super::chance::Chance;

/// The words of a command line.
fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(|word| word.replace('_', " ")).collect()
}

/// Twenty questions; two of them ask for talks by their ids. The first four are those of [`few`].
pub(crate) fn twenty(ids: [&str; 2]) -> Vec<Vec<String>> {
    let [one, other] = ids;
    let lines = [
        "search --format json eBPF kubernetes déploiement --explain --full",
        "export",
        "list --format json",
        &format!("similar {one} --format json"),
        "search --format json \"sans_coupure\" --any",
        "search --format json déploy* --facets event,year,speaker",
        "search --format jsonl prometeus --limit 50",
        "search --format csv sauvegardes_-réseau",
        "search --format json speaker:morel year:2019..2022 -v",
        "search latence nœuds OU certificats --snippets 3",
        "search --format ids prometheus -0",
        "search --format json --sort date observabilité~",
        "list --format csv --sort title",
        "list --format jsonl --year 2021..2024",
        "facets speaker --format json",
        "facets year kubernetes --format json",
        "timeline cluster --format json",
        &format!("show {one} --format json"),
        &format!("show {other}"),
        &format!("similar {other} --format ids"),
    ];
    lines.into_iter().map(words).collect()
}

/// Four questions, for trials that ask often: between them they read every field of every talk.
pub(crate) fn few(ids: [&str; 2]) -> Vec<Vec<String>> {
    twenty(ids).into_iter().take(4).collect()
}

/// Searches over the words of the recaps, as many as asked for.
pub(crate) fn searches(chance: &mut Chance, number: usize) -> Vec<Vec<String>> {
    const WORDS: [&str; 24] = [
        "eBPF",
        "kubernetes",
        "noyau",
        "sauvegardes",
        "toile",
        "mesurer",
        "déployer",
        "vendredi",
        "l'observabilité",
        "secrets",
        "plateforme",
        "réseau",
        "pannes",
        "cluster",
        "latence",
        "coût",
        "certificats",
        "formulaires",
        "paquets",
        "journaux",
        "migration",
        "conteneurs",
        "Argo_CD",
        "opentelemetry",
    ];
    const FILTERS: [&str; 8] = [
        "--year 2019..2022",
        "--any",
        "--all",
        "--event qwertz",
        "--sort date",
        "--speaker morel",
        "--exact",
        "--facets event,year",
    ];
    let search = |_| {
        let (first, second) = (chance.of(&WORDS), chance.of(&WORDS));
        let words_asked = match chance.below(6) {
            0 => (*first).to_owned(),
            1 => format!("{first}_-{second}"),
            2 => format!("{first} OU {second}"),
            3 => format!("{}*", &first[..first.floor_char_boundary(4)]),
            _ => format!("{first} {second}"),
        };
        let filter = if chance.below(3) == 0 { chance.of(&FILTERS) } else { "" };
        words(&format!("search --format json --full --explain {words_asked} {filter}"))
    };
    (0..number).map(search).collect()
}
