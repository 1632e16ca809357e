//! The thesaurus, through its public interface: its files are sound, and what words lead to.

use recaps::analysis::glossary::{Glossary, Tie};
use recaps::analysis::{concepts, is_stop_word, words};

fn form(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.surface).collect()
}

/// The files of the bundled thesaurus, each with its name.
fn thesaurus() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/analysis/data/thesaurus");
    let files = std::fs::read_dir(folder).expect("the folder of the thesaurus");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).expect("a file of the thesaurus");
    paths.iter().map(|path| (path.display().to_string(), read(path))).collect()
}

/// What the bundled glossary has to say of a query.
fn meanings(query: &str) -> Vec<String> {
    let surfaces = form(query);
    let surfaces: Vec<&str> = surfaces.iter().map(String::as_str).collect();
    let meanings = Glossary::bundled().meanings(&surfaces);
    let same = meanings.into_iter().filter(|meaning| meaning.tie == Tie::Same);
    same.map(|meaning| meaning.words.join(" ")).collect()
}

/// `file:line: reason` of all that is wrong with files.
fn wrong(files: &[(String, String)]) -> Vec<String> {
    let mut all = Vec::new();
    for (name, text) in files {
        for entry in concepts::entries(text) {
            match entry {
                Ok(entry) => all.push((name.clone(), entry)),
                Err(bad) => return vec![format!("{name}:{bad}")],
            }
        }
    }
    concepts::relations(&all).err().unwrap_or_default()
}

#[test]
fn the_bundled_thesaurus_is_sound_and_covers_the_trade() {
    let files = thesaurus();
    assert_eq!(wrong(&files), Vec::<String>::new());
    let concepts: usize = files.iter().map(|(_, text)| concepts::entries(text).count()).sum();
    assert!(concepts >= 3000, "{concepts} concepts");
}

#[test]
fn every_name_of_the_thesaurus_holds_a_word_that_counts() {
    for (file, text) in thesaurus() {
        for entry in concepts::entries(&text) {
            let entry = entry.expect("every line can be read");
            for name in entry.all_names().chain(entry.found.iter().copied()) {
                assert!(!form(name).iter().all(|word| is_stop_word(word)), "{file}:{}: {name}", entry.line);
            }
        }
    }
}

#[test]
fn what_is_wrong_with_a_thesaurus_is_said_with_file_and_line() {
    for (text, expected) in [
        ("caillou = galet\n\nroche < pierre\n", "a.txt:3: `pierre` is no concept"),
        ("caillou = galet\nroche = Galets < caillou\nmur = Caillou\n", "a.txt:1: `Caillou` names"),
        ("caillou = galet < roche\nroche = rocher < caillou\n", "is a kind of itself"),
        ("caillou = galet < caillou\n", "a.txt:1: `caillou` is itself"),
        ("caillou = galet @ mur < roche\n", "a.txt:1: `mur < roche`: sections come in the order"),
        ("caillou = Caillou\n", "a.txt:1: `Caillou` stands twice"),
        ("# seul\ncaillou\n", "a.txt:2: expected two forms or more"),
        ("?co = caillou\n?co = colline\nmur = muret < co\n", "a.txt:3: `co` names more than one concept"),
    ] {
        let wrong = wrong(&[("a.txt".to_owned(), text.to_owned())]);
        let expected = expected.replace("`Caillou` names", "`caillou` names");
        assert!(wrong.iter().any(|line| line.contains(&expected)), "{text:?}: {wrong:?}");
    }
    assert!(wrong(&[("a.txt".to_owned(), "?co = caillou\n?co = colline\n".to_owned())]).is_empty());
}

/// What a thesaurus has to say of a query, with how it stands to it.
fn said(glossary: &Glossary, query: &str) -> Vec<(String, Tie, u8)> {
    let surfaces = form(query);
    let surfaces: Vec<&str> = surfaces.iter().map(String::as_str).collect();
    let meanings = glossary.meanings(&surfaces);
    meanings.into_iter().map(|meaning| (meaning.label, meaning.tie, meaning.steps)).collect()
}

#[test]
fn a_kind_leads_to_what_is_of_it_and_a_purpose_to_what_serves_it() {
    let text = "pierre = roche\ncalcaire < pierre\ncraie < calcaire\nmaçonnerie = muraille\n\
                truelle = spatule @ maçonnerie ~ seau\nseau = baquet\n";
    let glossary = Glossary::default().with(text).expect("a thesaurus");
    let of = |query| said(&glossary, query);
    let label = |label: &str, tie, steps| (label.to_owned(), tie, steps);
    assert_eq!(
        of("roches"),
        [
            label("pierre", Tie::Same, 0),
            label("calcaire", Tie::Narrower, 1),
            label("craie", Tie::Narrower, 2)
        ]
    );
    assert_eq!(
        of("muraille"),
        [
            label("maçonnerie", Tie::Same, 0),
            label("truelle", Tie::Serves, 1),
            label("spatule", Tie::Serves, 1)
        ]
    );
    assert_eq!(of("craie"), [label("calcaire", Tie::Broader, 1)]);
    assert!(of("spatule").contains(&label("seau", Tie::Related, 1)));
    assert!(of("baquet").contains(&label("truelle", Tie::Related, 1)));
}

#[test]
fn the_glossary_of_a_user_joins_the_concepts_that_come_with_the_program() {
    let glossary =
        Glossary::bundled().clone().with("kubernetes = azertyk\nqwertzmq = qwertz < message queue\n");
    let glossary = glossary.expect("a glossary");
    let finds = |query: &str, name: &str| said(&glossary, query).iter().any(|(label, ..)| label == name);
    assert!(finds("azertyk", "k8s") && finds("k8s", "azertyk"));
    assert!(finds("message queue", "qwertzmq"));
    assert!(finds("qwertz", "qwertzmq"));
    let orphan =
        Glossary::bundled().clone().with("# une\nqwertzmq < azertyuiop\n").expect_err("no such concept");
    assert_eq!(orphan.to_string(), "2: `azertyuiop` is no concept");
}

#[test]
fn a_name_of_several_concepts_leads_to_all_and_is_related_to_each() {
    let text = "?co = caillou\n?co = colline\ncalcaire < caillou\n";
    let glossary = Glossary::default().with(text).expect("a thesaurus");
    let labels = |query| said(&glossary, query).into_iter().map(|(label, ..)| label).collect::<Vec<_>>();
    assert_eq!(labels("co"), ["caillou", "colline"]);
    assert_eq!(labels("caillou"), ["calcaire", "co"]);
    let ties: Vec<_> = said(&glossary, "caillou").into_iter().map(|(_, tie, _)| tie).collect();
    assert_eq!(ties, [Tie::Narrower, Tie::Related], "what else it may mean weighs least");
}

#[test]
fn the_glossary_is_found_by_inflections_and_without_accents() {
    for (query, meaning) in [
        ("k8s", "kubernetes"),
        ("IA", "intelligence artificielle"),
        ("conteneurs", "container"),
        ("containers", "conteneur"),
        ("policies", "politique"),
        ("bibliothèques", "library"),
        ("libraries", "bibliotheque"),
        ("Chaîne d'approvisionnement", "supply chain"),
        ("chaines d’approvisionnement", "supply chain"),
        ("bases de donnees", "database"),
        ("mise à l'échelle", "scaling"),
        ("équilibreur de charge", "load balancer"),
        ("déploiements continus", "continuous deployment"),
        ("mots de passe", "password"),
    ] {
        assert!(meanings(query).iter().any(|found| found == meaning), "{query}: {:?}", meanings(query));
    }
}

#[test]
fn the_glossary_is_not_found_by_words_of_another_meaning() {
    // `bi` is what the stemmer makes of `biais`, `id` of `idée`, `cri` of `crier`.
    for (query, other) in [
        ("biais", "business intelligence"),
        ("idée", "id"),
        ("crier", "cri"),
        ("crier", "container runtime"),
        ("servir", "serveur"),
        ("donner", "data"),
        ("loger", "log"),
        ("testament", "testeur"),
        ("numba", "nombre"),
    ] {
        assert!(!meanings(query).iter().any(|found| found == other), "{query}: {:?}", meanings(query));
    }
}

#[test]
fn an_everyday_word_is_not_taken_for_one_of_another_sense() {
    for (query, other) in [
        ("ménage", "propre"),
        ("propre", "menage"),
        ("applicatif", "monad"),
        ("défaut", "default value"),
        ("chaos", "bazar"),
        ("retour", "feedback"),
        ("dispositif", "appareil"),
        ("campagne", "rural"),
        ("expérimentation", "a b testing"),
        ("base", "fondamentaux"),
        ("visage", "face"),
        ("prestataire", "ssii"),
        ("complexité", "cynefin"),
        ("histogramme", "exemplars"),
        ("murphy's law", "hofstadter's law"),
        ("déconnexion", "right to disconnect"),
        ("formes", "formulaire"),
        ("telles", "raconter"),
        ("portes", "port"),
        ("raté", "taux"),
        ("lié", "mentir"),
        ("occasion", "seconde main"),
    ] {
        assert!(!meanings(query).iter().any(|found| found == other), "{query}: {:?}", meanings(query));
    }
}

#[test]
fn an_abbreviation_of_several_meanings_leads_one_way() {
    assert!(meanings("cd").iter().any(|found| found == "continuous delivery"));
    assert!(!meanings("continuous delivery").iter().any(|found| found == "cd"));
    assert!(meanings("bdd").iter().any(|found| found == "base de donnees"));
    assert!(!meanings("database").iter().any(|found| found == "bdd"));
}

#[test]
fn a_name_is_found_with_and_without_the_words_that_tie_it_together() {
    let text = "roue de secours = spare wheel\ntour du jour = daily walk\nsans fil = wireless\n";
    let glossary = Glossary::default().with(text).expect("a thesaurus");
    let leads = |query| !said(&glossary, query).is_empty();
    for query in ["roue de secours", "roues secours", "roue du secours", "tour jour", "sans fil"] {
        assert!(leads(query), "{query}");
    }
    for query in ["fil", "roue de", "de secours", "sans le fil de la roue", "secours"] {
        assert!(!leads(query), "{query}");
    }
    for (query, meaning) in [("image synthese", "3d graphics"), ("maillage services", "service mesh")] {
        assert!(meanings(query).iter().any(|found| found == meaning), "{query}: {:?}", meanings(query));
    }
}

#[test]
fn what_a_name_of_several_concepts_means_is_doubtful() {
    let text = "?co = caillou\n?co = colline\ngalet = pierre\n";
    let glossary = Glossary::default().with(text).expect("a thesaurus");
    let is_doubtful = |query: &str| {
        glossary.meanings(&[query]).iter().map(|meaning| meaning.is_doubtful).collect::<Vec<_>>()
    };
    assert_eq!(is_doubtful("co"), [true, true]);
    assert_eq!(is_doubtful("galet"), [false]);
}

#[test]
fn an_inflection_of_an_english_word_finds_what_the_word_names() {
    for (query, meaning) in [
        ("growing", "grandir"),
        ("becoming", "devenir"),
        ("women", "femme"),
        ("taught", "enseigner"),
        ("stealing", "voler"),
    ] {
        assert!(meanings(query).iter().any(|found| found == meaning), "{query}: {:?}", meanings(query));
    }
    for (query, other) in [("donner", "data"), ("string", "sting"), ("spring", "sprint")] {
        assert!(!meanings(query).iter().any(|found| found == other), "{query}");
    }
}
