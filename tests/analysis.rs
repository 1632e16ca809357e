//! The analysis, through its public interface: which words meet, which do not, and what holds for any text.

use recaps::analysis::fold::{fold, lower};
use recaps::analysis::glossary::{Glossary, Tie};
use recaps::analysis::{compounds, concepts, family, is_stop_word, stem, words};
use std::collections::HashSet;

/// Words of one line share a stem with the first of the line: whoever searches one expects the other.
const MEET: &str = include_str!("analysis/meet.txt");
/// Words of one line share no stem with the first of the line: whoever searches one is not served by the other.
const APART: &str = include_str!("analysis/apart.txt");
/// The table of overrides, to see that none goes untested.
const OVERRIDES: &str = include_str!("../src/analysis/data/stems.tsv");
/// The rules for endings, to see the same.
const ENDINGS: &str = include_str!("../src/analysis/data/endings.tsv");

fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn stems(word: &str) -> Vec<String> {
    stem::stems(&lower(word), &fold(word))
}

/// The words of `left` and `right` are found by one another.
fn meet(left: &str, right: &str) -> bool {
    let right_stems = stems(right);
    fold(left) == fold(right) || stems(left).iter().any(|stem| right_stems.contains(stem))
}

/// The first word of every line with each of the others.
fn pairs(file: &str) -> Vec<(&str, &str)> {
    lines(file)
        .flat_map(|line| {
            let mut words = line.split_ascii_whitespace();
            let first = words.next().unwrap_or_default();
            words.map(move |word| (first, word))
        })
        .collect()
}

#[test]
fn inflections_and_cognates_meet() {
    let lost: Vec<_> = pairs(MEET).into_iter().filter(|(left, right)| !meet(left, right)).collect();
    assert!(lost.is_empty(), "these do not meet: {lost:?}");
}

#[test]
fn words_of_another_meaning_do_not_meet() {
    let mixed: Vec<_> = pairs(APART).into_iter().filter(|(left, right)| meet(left, right)).collect();
    assert!(mixed.is_empty(), "these meet: {mixed:?}");
}

/// Of an unaccented query and an accented text, because engineers leave the accents out. Words that only their
/// accents tell from others (`livré`) are left out: without them `livre` is a book.
#[test]
fn inflections_meet_without_their_accents_too() {
    let told_by_accents: HashSet<&str> = overrides().into_iter().flat_map(|(words, _)| words).collect();
    let mut lost = Vec::new();
    for (left, right) in pairs(MEET) {
        for (left, right, spelt) in
            [(fold(left), right.to_owned(), lower(left)), (left.to_owned(), fold(right), lower(right))]
        {
            if !meet(&left, &right) && !told_by_accents.contains(spelt.as_str()) {
                lost.push((left, right));
            }
        }
    }
    assert!(lost.is_empty(), "these do not meet: {lost:?}");
}

#[test]
fn a_word_meets_its_own_unaccented_spelling() {
    let accented = MEET.split_ascii_whitespace().filter(|word| !word.is_ascii());
    let lost: Vec<_> = accented
        .filter(|word| {
            let (with, without) = (stems(word), stems(&fold(word)));
            !with.is_empty() && !with.iter().any(|stem| without.contains(stem))
        })
        .collect();
    assert!(lost.is_empty(), "these are not found without their accents: {lost:?}");
}

/// `(words, stem)` of every line of the table.
fn overrides() -> Vec<(Vec<&'static str>, &'static str)> {
    lines(OVERRIDES)
        .map(|line| {
            let (words, stem) = line.split_once('\t').expect("a tab");
            (words.split_ascii_whitespace().collect(), stem)
        })
        .collect()
}

#[test]
fn every_override_is_in_lower_case_and_given_once() {
    let mut seen = HashSet::new();
    for (words, stem) in overrides() {
        assert!(!words.is_empty() && !stem.is_empty() && stem.trim() == stem, "{words:?}");
        for word in words {
            assert!(seen.insert(word), "{word} stands twice");
            assert_eq!(lower(word), word);
            assert!(word.chars().count() > 2, "{word} is too short to be looked up");
            assert!(!is_stop_word(word), "{word} has no stems, being a stop word");
        }
    }
}

/// Words of a file of examples, with and without their accents.
fn examples(file: &str) -> HashSet<String> {
    pairs(file).into_iter().flat_map(|(l, r)| [lower(l), lower(r), fold(l), fold(r)]).collect()
}

/// What is kept apart is shown beside a word it would meet, a mere inflection beside its sister.
#[test]
fn every_override_has_an_example() {
    let (meet, apart) = (examples(MEET), examples(APART));
    let bare: Vec<_> = overrides()
        .into_iter()
        .filter(|(words, stem)| {
            let apart = *stem == "=" && words.iter().any(|word| apart.contains(*word));
            !apart && !words.iter().any(|word| meet.contains(*word))
        })
        .collect();
    assert!(bare.is_empty(), "no example for {bare:?}");
}

/// A rule that no example needs would go on to join words unseen.
#[test]
fn every_rule_for_endings_has_an_example() {
    let meet = examples(MEET);
    for line in lines(ENDINGS) {
        let (ending, other) = line.split_once('\t').expect("a tab");
        assert_ne!(ending, other);
        let trunk = |word: &String| word.strip_suffix(ending).is_some_and(|trunk| trunk.len() > 2);
        assert!(meet.iter().any(trunk), "no example for -{ending}, of -{other}");
    }
}

#[test]
fn the_words_of_an_override_meet_one_another() {
    for (words, stem) in overrides() {
        for word in &words {
            let expected = if stem == "=" { format!("={}", words[0]) } else { stem.to_owned() };
            assert!(stems(word).contains(&expected), "{word}: {:?}", stems(word));
        }
    }
}

/// Under a bare `port` for the noun, `porter`, whose stem it is, was still found by it.
#[test]
fn a_word_kept_apart_is_not_the_stem_of_another() {
    assert!(!meet("port", "porter"));
    assert!(!meet("base", "bas"));
    assert!(meet("port", "ports"));
}

/// The rule for nouns in -age made `packer` of `package`, and thereby the name of a tool.
#[test]
fn a_rule_for_endings_does_not_lead_to_a_word_kept_apart() {
    assert!(!meet("packer", "package"));
    assert!(!meet("envoy", "envoie"));
}

/// `livré` is `livre` once folded, so accents alone tell the verb from the book.
#[test]
fn accents_tell_words_apart_where_they_are_written() {
    assert!(meet("livraison", "livré"));
    assert!(!meet("livraison", "livre"));
    assert!(meet("chiffrement", "chiffrés"));
    assert!(!meet("chiffrement", "chiffres"));
    assert!(meet("livre", "livré"), "typed without its accent, the word is found all the same");
}

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
fn a_name_of_several_concepts_leads_to_all_and_is_found_by_none() {
    let text = "?co = caillou\n?co = colline\ncalcaire < caillou\n";
    let glossary = Glossary::default().with(text).expect("a thesaurus");
    let labels = |query| said(&glossary, query).into_iter().map(|(label, ..)| label).collect::<Vec<_>>();
    assert_eq!(labels("co"), ["caillou", "colline"]);
    assert_eq!(labels("caillou"), ["calcaire"]);
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

/// `j'ai` was cut to `ai`, so that whoever searched `ia` found everyone who writes in the first person.
#[test]
fn the_verb_is_no_mention_of_artificial_intelligence() {
    let surfaces = |text| words(text).into_iter().map(|word| word.surface).collect::<Vec<_>>();
    assert_eq!(surfaces("j'ai vu, je n’ai pas"), ["j'ai", "vu", "je", "n'ai", "pas"]);
    assert_eq!(surfaces("l'AI et l'IA d'AI, qu'aimer"), ["ai", "et", "ia", "ai", "aimer"]);
    assert!(is_stop_word("j'ai") && is_stop_word("n'ai") && !is_stop_word("ai"));
}

#[test]
fn questions_and_wishes_leave_what_is_searched() {
    let asked = |query| {
        words(query).into_iter().map(|word| word.surface).filter(|w| !is_stop_word(w)).collect::<Vec<_>>()
    };
    assert_eq!(asked("Comment réduire la latence ?"), ["reduire", "latence"]);
    assert_eq!(asked("quel outil pour les secrets"), ["outil", "secrets"]);
    assert_eq!(asked("est-ce que Kafka est fiable"), ["kafka", "fiable"]);
    assert_eq!(asked("Y a-t-il un talk sur eBPF ?"), ["ebpf"]);
    assert_eq!(asked("c'est quoi un service mesh"), ["service", "mesh"]);
    assert_eq!(asked("je cherche une présentation qui parle de FinOps, svp"), ["finops"]);
    assert_eq!(asked("j'aimerais une conférence sur l'accessibilité"), ["accessibilite"]);
    assert_eq!(asked("how can I monitor my cluster"), ["monitor", "cluster"]);
    assert_eq!(asked("no code, C#, go, CI"), ["no", "code", "c#", "go", "ci"]);
}

#[test]
fn short_words_and_numbers_have_no_stems() {
    for word in ["ia", "k8s", "1.27", "2024", "aujourd'hui", "c++", ""] {
        assert_eq!(stems(word), Vec::<String>::new(), "{word}");
    }
}

#[test]
fn a_stem_comes_once() {
    for word in MEET.split_ascii_whitespace() {
        let list = stems(word);
        let distinct: HashSet<&String> = list.iter().collect();
        assert_eq!(distinct.len(), list.len(), "{word}: {list:?}");
    }
}

/// A combining mark behind a number in groups stayed in its folded form, so that folding was not idempotent.
#[test]
fn a_number_in_groups_is_folded_whole() {
    let surfaces = |text| words(text).into_iter().map(|word| word.surface).collect::<Vec<_>>();
    assert_eq!(surfaces("12\u{202F}000\u{301}"), ["12000"]);
    assert_eq!(surfaces("12 000 pods"), ["12000", "pods"]);
}

/// Words of one family, and words of two.
const FAMILIES: &str = include_str!("analysis/families.txt");
const STRANGERS: &str = include_str!("analysis/strangers.txt");

/// Whether a search for the first word finds the second: by a stem, or as one of its family.
fn is_served(searched: &str, held: &str) -> bool {
    let held_stems = stems(held);
    let is_held = |relative: &String| {
        *relative == fold(held) || stem::first(relative).is_some_and(|stem| held_stems.contains(&stem))
    };
    meet(searched, held) || family::relatives(&fold(searched)).iter().any(is_held)
}

/// A rule that lost one pair in twenty would still be worth having; what is lost is to be seen.
#[test]
fn words_of_a_family_find_one_another() {
    let pairs = pairs(FAMILIES);
    assert!(pairs.len() > 200);
    let lost: Vec<_> =
        pairs.iter().filter(|(left, right)| !is_served(left, right) && !is_served(right, left)).collect();
    assert!(lost.len() * 20 <= pairs.len(), "{} of {} are lost: {lost:?}", lost.len(), pairs.len());
}

#[test]
fn words_that_only_look_alike_are_of_no_family() {
    let pairs = pairs(STRANGERS);
    assert!(pairs.len() > 200);
    let mixed: Vec<_> =
        pairs.iter().filter(|(left, right)| is_served(left, right) || is_served(right, left)).collect();
    assert!(mixed.len() * 50 <= pairs.len(), "{} of {} meet: {mixed:?}", mixed.len(), pairs.len());
}

#[test]
fn signs_and_digits_are_part_of_names_and_numbers() {
    let surfaces = |text| words(text).into_iter().map(|word| word.surface).collect::<Vec<_>>();
    assert_eq!(surfaces("CO₂ et km², mot²"), ["co2", "et", "km2", "mot", "2"]);
    assert_eq!(surfaces("99,95 % ou 99.95, pas 1,2,3"), ["99.95", "ou", "99.95", "pas", "1,2,3"]);
    assert_eq!(surfaces("du .NET (.NET) et net. Net"), ["du", ".net", ".net", "et", "net", "net"]);
    assert_eq!(surfaces(".net"), [".net"], "as it is typed");
    assert_eq!(surfaces("C++20 en C#12"), ["c++20", "en", "c#12"]);
    assert_eq!(words("C++20")[0].others, ["c++"]);
    assert_eq!(words("C#12")[0].others, ["c#"]);
}

#[test]
fn a_name_is_built_on_what_stands_before_digits_and_behind_capitals() {
    let bases = |raw| compounds::bases(raw).collect::<Vec<_>>();
    assert_eq!(bases("QwertzChain4j"), ["QwertzChain"]);
    assert_eq!(bases("AZEcloud"), ["AZE"]);
    for none in ["JavaScript", "log4j", "PDFs", "k8s", "cloud", "2024"] {
        assert!(bases(none).is_empty(), "{none}");
    }
}
