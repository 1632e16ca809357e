//! The analysis, through its public interface: which words meet, which do not, and what holds for any text.

use recaps::analysis::fold::{fold, lower};
use recaps::analysis::glossary::Glossary;
use recaps::analysis::{is_stop_word, stem, words};
use std::collections::HashSet;

/// Words of one line share a stem with the first of the line: whoever searches one expects the other.
const MEET: &str = include_str!("analysis/meet.txt");
/// Words of one line share no stem with the first of the line: whoever searches one is not served by the other.
const APART: &str = include_str!("analysis/apart.txt");
/// The table of overrides, to see that none goes untested.
const OVERRIDES: &str = include_str!("../src/analysis/data/stems.tsv");
/// The rules for endings, to see the same.
const ENDINGS: &str = include_str!("../src/analysis/data/endings.tsv");
/// The bundled glossary, to see that every line says something.
const GLOSSARY: &str = include_str!("../src/analysis/data/glossary.txt");

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

/// The folded words of a form of the glossary.
type Form = Vec<String>;

fn form(text: &str) -> Form {
    words(text).into_iter().map(|word| word.surface).collect()
}

/// `(from, to)` of every line of the glossary; an equal line leads from all of its forms to all.
fn groups() -> Vec<(Vec<Form>, Vec<Form>)> {
    let forms = |text: &str| text.split(" = ").map(form).collect::<Vec<_>>();
    lines(GLOSSARY)
        .map(|line| match line.split_once(" > ") {
            Some((left, right)) => (forms(left), forms(right)),
            None => (forms(line), forms(line)),
        })
        .collect()
}

/// What the bundled glossary has to say of a query.
fn meanings(query: &str) -> Vec<String> {
    let surfaces = form(query);
    let surfaces: Vec<&str> = surfaces.iter().map(String::as_str).collect();
    let meanings = Glossary::bundled().meanings(&surfaces);
    meanings.iter().map(|meaning| meaning.join(" ")).collect()
}

#[test]
fn the_bundled_glossary_is_sound() {
    Glossary::default().with(GLOSSARY).expect("every line can be read");
    assert!(groups().len() > 250);
}

#[test]
fn every_form_of_the_glossary_holds_a_word_that_counts() {
    for form in groups().into_iter().flat_map(|(from, to)| [from, to].concat()) {
        assert!(!form.is_empty() && !form.iter().all(|word| is_stop_word(word)), "{form:?}");
    }
}

#[test]
fn no_form_stands_twice_in_a_group_and_no_group_twice() {
    let key = |form: &Form| {
        form.iter().map(|word| stem::first(word).unwrap_or_else(|| word.clone())).collect::<Vec<_>>()
    };
    let mut seen = HashSet::new();
    for (from, to) in groups() {
        let mut forms: Vec<_> = from.iter().map(key).collect();
        if from != to {
            forms.extend(to.iter().map(key));
        }
        let distinct: HashSet<_> = forms.iter().collect();
        assert_eq!(distinct.len(), forms.len(), "{from:?} {to:?}");
        forms.sort();
        assert!(seen.insert(forms), "{from:?} {to:?}");
    }
}

#[test]
fn single_words_that_a_stem_joins_need_no_group() {
    let mut needless = Vec::new();
    for (from, to) in groups() {
        for left in &from {
            for right in &to {
                if let ([left], [right]) = (left.as_slice(), right.as_slice())
                    && left != right
                    && meet(left, right)
                {
                    needless.push((left.clone(), right.clone()));
                }
            }
        }
    }
    assert!(needless.is_empty(), "{needless:?}");
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
        ("déploiements continus", "continuous delivery"),
        ("mots de passe", "password"),
    ] {
        assert!(meanings(query).iter().any(|found| found == meaning), "{query}: {:?}", meanings(query));
    }
}

#[test]
fn the_glossary_is_not_found_by_words_of_another_meaning() {
    // `bi` is what the stemmer makes of `biais`, `id` of `idée`, `programm` of `programmer`.
    for query in ["biais", "idée", "programme", "servir", "donner", "crier", "route", "loger", "mise", "base"]
    {
        assert_eq!(meanings(query), Vec::<String>::new(), "{query}");
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
