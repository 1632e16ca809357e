//! The analysis, through its public interface: which words meet, which do not, and what holds for any text.

use recaps::analysis::fold::{fold, lower};
use recaps::analysis::{compounds, family, is_stop_word, stem, words};
use std::collections::HashSet;

/// Words of one line share a stem with the first of the line: a search for one should find the other.
const MEET: &str = include_str!("analysis/meet.txt");
/// Words of one line share no stem with the first of the line: a search for one should not find the other.
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
/// accents distinguish from others (`livré`) are left out: without them `livre` is a book.
#[test]
fn inflections_meet_without_their_accents_too() {
    let by_accents: HashSet<&str> = overrides().into_iter().flat_map(|(words, _)| words).collect();
    let mut lost = Vec::new();
    for (left, right) in pairs(MEET) {
        for (left, right, spelt) in
            [(fold(left), right.to_owned(), lower(left)), (left.to_owned(), fold(right), lower(right))]
        {
            if !meet(&left, &right) && !by_accents.contains(spelt.as_str()) {
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
            // A stop word may keep itself, so that no other word is taken for it.
            assert!(stem == "=" || !is_stop_word(word), "{word} has no stems, being a stop word");
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

/// `livré` is `livre` once folded, so accents alone distinguish the verb from the book.
#[test]
fn accents_distinguish_words_where_they_are_written() {
    assert!(meet("livraison", "livré"));
    assert!(!meet("livraison", "livre"));
    assert!(meet("chiffrement", "chiffrés"));
    assert!(!meet("chiffrement", "chiffres"));
    assert!(meet("livre", "livré"), "typed without its accent, the word is found all the same");
}

/// `j'ai` was cut to `ai`, so a search for `ia` found every text in the first person.
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
    let relatives = family::relatives(&fold(searched));
    meet(searched, held)
        || relatives
            .iter()
            .filter(|relative| relative.is_attested())
            .any(|relative| is_held(&relative.surface))
}

/// A rule may lose one pair in twenty; the test prints which.
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
fn a_word_behind_a_dot_is_the_same_in_capitals_and_in_small_letters() {
    let surface = |text: &str| {
        let words = words(text);
        assert_eq!(words.len(), 1, "{text}");
        words[0].surface.clone()
    };
    for (name, with_dot) in
        [("NET", true), ("ENV", true), ("CACHE", false), ("HTACCESS", false), ("PAQUETS", false)]
    {
        let found = surface(&format!(".{name}"));
        assert_eq!(found.starts_with('.'), with_dot, "{name}");
        assert_eq!(surface(&found), found, "a word is found by its own letters");
        assert_eq!(surface(&format!(".{}", name.to_lowercase())), found, "whatever its case");
    }
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
