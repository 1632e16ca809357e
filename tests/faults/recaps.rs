//! Recaps to index: French, small, made by chance, the same in every run.

use super::chance::Chance;
use std::collections::BTreeMap;

/// The recaps of a corpus, by file name.
pub(crate) type Recaps = BTreeMap<String, String>;

const WHO: [&str; 8] = [
    "Inès Morel",
    "Paul Adam",
    "Awa Diop",
    "Karim Benali",
    "Zoé Lemaître",
    "Hugo Lefèvre",
    "Maëlle Quéré",
    "Nils Aubry",
];
const FOR: [&str; 6] = ["Brumisio", "Coffrefort", "Handiweb", "Modulo", "Vélotech", "Quaidulibre"];
const TITLES: [&str; 10] = [
    "Le noyau sans peur",
    "Dormir pendant les sauvegardes",
    "Une toile pour tous",
    "Mesurer sans gêner",
    "Déployer le vendredi",
    "L'observabilité à petit prix",
    "Des secrets bien gardés",
    "La plateforme au quotidien",
    "Quand le réseau s'en mêle",
    "Apprendre de ses pannes",
];
const SUBJECTS: [&str; 8] = [
    "L'oratrice",
    "L'équipe",
    "Le conférencier",
    "La démonstration",
    "Un opérateur Kubernetes",
    "La chaîne d'intégration",
    "Le maillage de services",
    "Une sonde eBPF",
];
const VERBS: [&str; 8] =
    ["montre", "démonte", "compare", "surveille", "accélère", "sécurise", "raconte", "simplifie"];
const OBJECTS: [&str; 10] = [
    "le déploiement d'un cluster",
    "les sauvegardes de la base",
    "la latence des requêtes",
    "le coût des nœuds",
    "les certificats qui expirent",
    "l'accessibilité des formulaires",
    "la traçabilité des paquets",
    "les journaux d'événements",
    "une migration sans coupure",
    "l'empreinte des conteneurs",
];
const ENDS: [&str; 6] = [
    "avec Prometheus et Grafana",
    "« sans rien casser », dit la salle",
    "grâce à OpenTelemetry",
    "en moins d'une heure",
    "avec Argo CD",
    "chiffres à l'appui",
];
const EVENTS: [&str; 3] = ["Qwertz", "Nuage Ouvert", "Journées du Noyau"];

/// A sentence.
pub(crate) fn sentence(chance: &mut Chance) -> String {
    let (who, does, what) = (chance.of(&SUBJECTS), chance.of(&VERBS), chance.of(&OBJECTS));
    format!("{who} {does} {what} {}.", chance.of(&ENDS))
}

/// A talk: heading and text.
pub(crate) fn talk(chance: &mut Chance) -> String {
    let (title, who, company) = (chance.of(&TITLES), chance.of(&WHO), chance.of(&FOR));
    let text: Vec<String> = (0..2 + chance.below(4)).map(|_| sentence(chance)).collect();
    format!("\n## {title} - {who}, {company}\n\n{}\n", text.join(" "))
}

/// A recap of a number of talks.
pub(crate) fn recap(chance: &mut Chance, talks: usize) -> String {
    let (event, year) = (chance.of(&EVENTS), 2019 + chance.below(6));
    let day = 1 + chance.below(28);
    let mut text = format!(
        "---\ntitle: Retour sur {event} {year}\nevent: {event}\ndate: {year}-05-{day:02}\nauthor: Camille Roux\n---\n"
    );
    for _ in 0..talks {
        text.push_str(&talk(chance));
    }
    text
}

/// The bundled recaps: real ones, longer than those made here.
pub(crate) fn bundled() -> Recaps {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")).expect("the corpus");
    folder
        .map(|entry| entry.expect("an entry"))
        .map(|entry| (entry.file_name().into_string().expect("UTF-8"), entry.path()))
        .filter(|(name, _)| name != "README.md")
        .map(|(name, path)| (name, std::fs::read_to_string(path).expect("UTF-8")))
        .collect()
}

/// Recaps with enough different words for large dictionaries of terms.
pub(crate) fn of_many_words(number: usize) -> Recaps {
    let mut chance = Chance::new(8);
    let mut recaps = Recaps::new();
    for at in 0..number {
        let mut text = format!("# Journée Qwertz {}\n", 2019 + at % 6);
        for talk in 0..10 {
            text.push_str(&format!(
                "\n## Titre {at}-{talk} de {} - Inès Morel, Brumisio\n",
                word(&mut chance)
            ));
            for _ in 0..3 {
                let words: Vec<String> = (0..60).map(|_| word(&mut chance)).collect();
                text.push_str(&format!("\n{}.\n", words.join(" ")));
            }
        }
        recaps.insert(format!("mots-{at:04}.md"), text);
    }
    recaps
}

/// A word that is none.
fn word(chance: &mut Chance) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "bi", "do", "du", "fa", "ke", "li", "lo", "mu", "na", "ne", "po", "ri", "so", "tu", "vi"];
    (0..2 + chance.below(3)).map(|_| *chance.of(&SYLLABLES)).collect()
}

/// A corpus before and after: one recap stays, one changes, one goes and one comes.
pub(crate) fn before_and_after() -> [Recaps; 2] {
    let mut chance = Chance::new(6);
    let mut before = Recaps::new();
    for name in ["reste-2019.md", "change-2021.md", "part-2022.md"] {
        before.insert(name.to_owned(), recap(&mut chance, 4));
    }
    let mut after = before.clone();
    after.remove("part-2022.md");
    let changed = after.get_mut("change-2021.md").expect("the recap that changes");
    changed.push_str(&talk(&mut chance));
    changed.push_str("\n## Un cilium inattendu - Awa Diop, Handiweb\n\nElle remplace kube-proxy par eBPF.\n");
    after.insert("vient-2024.md".to_owned(), recap(&mut chance, 5));
    [before, after]
}
