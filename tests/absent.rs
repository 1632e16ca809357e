//! Words that no talk holds. Real words are reported as absent, even where another word shares their stem; misspelt words
//! are corrected.

mod common;

use common::{home, printed, recaps};
use std::path::Path;

/// A recap full of words that stemmers, endings and the thesaurus would lead to from others.
const RECAP: &str = "---
title: Retour sur Qwertz 2021
event: Qwertz
date: 2021-06-02
---

## Tester sans dormir

On teste tout, le test d'abord, avec un avis sur chaque résultat, une note en bas de page, et la nature du problème.
L'équipe s'assure de l'orchestration des conteneurs ; le manifeste est relatif au camp de base. Rendre la main, attendre,
entendre. Un jardin, un contrôle parental, un plan.

## Chiffrer la grappe

Les sauvegardes sont chiffrées, la grappe est disponible et observable, les développeurs recrutés en mai. On déploie
Terraform, puis on migre. BuildKit construit l'image ; un nombre suffit. La dette technique coûte cher. Monitor your plan, deploy it daily.
";

fn indexed() -> tempfile::TempDir {
    let home = home(&[("qwertz-2021.md", RECAP)]);
    printed(recaps(home.path(), &["index"]));
    home
}

/// Exit status, hits and messages of a search.
fn ask(home: &Path, word: &str) -> (Option<i32>, String, String) {
    let output = recaps(home, &["search", "--format", "ids", "--", word]);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_real_word_that_no_talk_holds_is_said_to_be_in_none() {
    let home = indexed();
    let mut wrong = Vec::new();
    for word in [
        "testament",
        "aviation",
        "notaire",
        "natation",
        "assurance",
        "orchestre",
        "orchestra",
        "manifestation",
        "relativité",
        "rente",
        "parentalité",
        "plante",
        "notoriété",
        "avocat",
        "numba",
        "buildkite",
        "girafe",
        "abbaye",
        "chapelle",
        "volcano",
        "bishop",
        "tente",
        "attentat",
        "planète",
        "imagerie",
        "migraine",
        "monastère",
        "earthquake",
        "pharmacien",
        "kayak",
        "tricot",
    ] {
        let (status, hits, said) = ask(home.path(), word);
        if status != Some(1) || !hits.is_empty() || !said.contains(&format!("no talk says \"{word}\"")) {
            wrong.push(format!("{word}: {status:?} {hits:?} {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_word_is_found_by_its_inflections_and_by_its_family() {
    let home = indexed();
    let mut lost = Vec::new();
    for word in [
        "testons",
        "teste",
        "chiffrement",
        "chiffrée",
        "disponibilité",
        "disponibles",
        "recrutement",
        "recruter",
        "observabilité",
        "observer",
        "déploiement",
        "déployons",
        "migration",
        "migrer",
        "construction",
        "attente",
        "sauvegarder",
        "développeuse",
        "conteneur",
        "grappes",
        "notes",
        "jardins",
        "avis",
        "monitoring",
        "deployed",
    ] {
        let (status, hits, said) = ask(home.path(), word);
        if status != Some(0) || hits.is_empty() {
            lost.push(format!("{word}: {status:?} {said:?}"));
        }
    }
    assert!(lost.is_empty(), "\n{}", lost.join("\n"));
}

#[test]
fn what_may_have_been_meant_is_offered_with_the_command() {
    let home = indexed();
    let (status, hits, said) = ask(home.path(), "orchestral");
    assert_eq!((status, hits.as_str()), (Some(1), ""));
    assert!(said.contains("did you mean \"orchestration\"? try: recaps search orchestration"), "{said}");
    // The command repeated the query where an article was elided before the word.
    let (_, _, said) = ask(home.path(), "l'orchestral");
    assert!(said.contains("try: recaps search 'l'\\''orchestration'"), "{said}");
}

#[test]
fn a_misspelling_is_mended() {
    let home = indexed();
    let mut wrong = Vec::new();
    for (typed, meant) in [
        ("terrafrom", "terraform"),
        ("teraform", "terraform"),
        ("orchestation", "orchestration"),
        ("sauvegrades", "sauvegardes"),
        ("grrappe", "grappe"),
        ("conteneuts", "conteneurs"),
        ("problemme", "problème"),
        ("developpurs", "développeurs"),
        ("obsrvable", "observable"),
        ("manifeest", "manifeste"),
        ("tecnique", "technique"),
        ("resltat", "résultat"),
        ("equippe", "équipe"),
        ("chiffreees", "chiffrées"),
    ] {
        let (status, _, said) = ask(home.path(), typed);
        if status != Some(0) || !said.contains(&format!("searching \"{meant}\"")) {
            wrong.push(format!("{typed}: {status:?} {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A name that was typed right found nothing where those who wrote of it slipped; a person of nearly that name is somebody
/// else, and so is a word that is one.
#[test]
fn a_misspelling_in_a_recap_is_found_by_the_word_that_was_meant() {
    let recap = "# Qwertz 2019\n\n## Un capteur au verger - Odile Promethus, Brumisio\n\nTout tourne sur un rasberry pi et se \
                 mesure ; on parle de postgresl, de la méditerranée et de Promethus.\n";
    let home = home(&[("qwertz-2019.md", recap)]);
    printed(recaps(home.path(), &["index"]));
    for (typed, held) in
        [("raspberry pi", "rasberry"), ("raspberry", "rasberry"), ("postgresql", "postgresl")]
    {
        let (status, hits, said) = ask(home.path(), typed);
        assert_eq!(status, Some(0), "{typed}: {said}");
        assert!(!hits.is_empty() && said.contains(held), "{typed}: {said}");
    }
    for absent in ["prometheus", "méditation"] {
        let (status, hits, said) = ask(home.path(), absent);
        assert_eq!((status, hits.as_str()), (Some(1), ""), "{absent}: {said}");
    }
    let output = recaps(home.path(), &["search", "--exact", "--format", "ids", "--", "raspberry"]);
    assert!(output.stdout.is_empty(), "a word typed exactly is no other");
}

#[test]
fn an_apostrophe_may_be_missing_or_be_another_sign() {
    let recap = "# Qwertz 2019\n\n## Verger - Odile Parchemin, Brumisio\n\nAujourd'hui l'irrigation du verger est réglée, et \
                 l’entrepôt est plein.\n";
    let home = home(&[("qwertz-2019.md", recap)]);
    printed(recaps(home.path(), &["index"]));
    for (typed, meant) in [
        ("lirrigation", "irrigation"),
        ("dirrigation", "irrigation"),
        ("lentrepot", "entrepôt"),
        ("aujourdhui", "aujourd'hui"),
    ] {
        let (status, _, said) = ask(home.path(), typed);
        assert_eq!(status, Some(0), "{typed}: {said}");
        assert!(said.contains(&format!("searching \"{meant}\"")), "{typed}: {said}");
    }
    for typed in ["l\u{00B4}irrigation", "l`irrigation", "l\u{2032}irrigation", "aujourd\u{00B4}hui"] {
        let (status, _, said) = ask(home.path(), typed);
        assert_eq!((status, said.contains("searching")), (Some(0), false), "{typed}: {said}");
    }
    let (status, hits, _) = ask(home.path(), "dorgane");
    assert_eq!((status, hits.as_str()), (Some(1), ""), "no talk holds what is meant");
}

/// The words of its other name stand far from each other, so that it was taken to be known, and its kind was shown.
#[test]
fn what_is_only_near_a_name_that_no_talk_holds_is_no_answer() {
    let far = "On marche encore un peu vers la ville voisine. ".repeat(40);
    let recap = format!(
        "# Retour sur Qwertz 2020\n\n## Marche\n\nUn service digital.\n\n{far}\n\nLes services. {far}\n\nThe act, en \
         anglais.\n\n{far}\n\nLa réglementation aussi.\n"
    );
    let home = home(&[("qwertz-2020.md", &recap)]);
    printed(recaps(home.path(), &["index"]));
    let (status, hits, said) = ask(home.path(), "dsa");
    assert_eq!((status, hits.as_str()), (Some(1), ""), "{said}");
}
