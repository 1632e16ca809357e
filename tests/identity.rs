//! What only the whole index knows of a talk: distinct ids, and the same session in other recaps. Recaps that
//! come and go one by one leave the index as if all had been indexed at once.

mod common;

use common::{index, rebuild};
use recaps::index::Index;
use recaps::talk::Talk;
use std::fs;

fn talks(index: &Index) -> Vec<Talk> {
    index.docs().map(|doc| index.talk(doc).expect("a talk")).collect()
}

fn other_recaps(index: &Index, id: &str) -> Vec<String> {
    let doc = index.find(id).expect("a look").unwrap_or_else(|| panic!("{id} is found"));
    index.talk(doc).expect("a talk").also_told_in
}

fn recap(year: u32, title: &str, link: &str) -> String {
    format!(
        "# Devoxx France {year}\n\n## {title}, par Alice Morin\n\nUne phrase entière pour raconter. {link}\n\n\
         ## Encore un autre titre, par Louis Faure\n\nUne autre phrase, de {year}, pour raconter.\n"
    )
}

#[test]
fn the_same_session_in_two_recaps_is_recognised() {
    let (a, b) = (recap(2019, "Un titre", ""), recap(2019, "Deux titres", ""));
    let fixture = index(&[("a.md", &a), ("b.md", &b), ("c.md", &recap(2018, "Un titre", ""))]);
    assert_eq!(other_recaps(&fixture.index, "a/encore-un-autre-titre"), ["b/encore-un-autre-titre"]);
    assert!(
        other_recaps(&fixture.index, "c/encore-un-autre-titre").is_empty(),
        "another year is another session"
    );
}

#[test]
fn a_shared_recording_joins_sessions_with_other_titles() {
    let a = recap(2019, "Titre long", "[Vidéo](https://www.youtube.com/watch?v=abcdefghijk)");
    let b = recap(2018, "Intitulé", "[Vidéo](https://youtu.be/abcdefghijk)");
    let fixture = index(&[("a.md", &a), ("b.md", &b)]);
    assert_eq!(other_recaps(&fixture.index, "a/titre-long"), ["b/intitule"]);
}

#[test]
fn a_recap_that_comes_later_is_named_by_those_that_were_there() {
    let fixture = index(&[("a.md", &recap(2019, "Un titre", ""))]);
    assert!(other_recaps(&fixture.index, "a/encore-un-autre-titre").is_empty());
    let (corpus, folder) = (fixture.home.path().join("corpus"), fixture.home.path().join("index"));
    fs::write(corpus.join("b.md"), recap(2019, "Deux titres", "")).expect("a recap");
    rebuild(&corpus, &folder);
    let later = Index::open(&folder).expect("an index");
    assert_eq!(other_recaps(&later, "a/encore-un-autre-titre"), ["b/encore-un-autre-titre"]);
    fs::remove_file(corpus.join("b.md")).expect("a recap to lose");
    rebuild(&corpus, &folder);
    assert!(other_recaps(&Index::open(&folder).expect("an index"), "a/encore-un-autre-titre").is_empty());
}

#[test]
fn recaps_of_one_name_have_distinct_ids_that_are_found() {
    let fixture = index(&[("note.md", &recap(2019, "Un titre", ""))]);
    let (corpus, folder) = (fixture.home.path().join("corpus"), fixture.home.path().join("index"));
    fs::create_dir(corpus.join("ailleurs")).expect("a folder");
    fs::write(corpus.join("ailleurs/note.md"), recap(2017, "Un titre", "")).expect("a recap");
    fs::create_dir(corpus.join("copie")).expect("a folder");
    fs::write(corpus.join("copie/note.md"), recap(2017, "Un titre", "")).expect("a recap");
    rebuild(&corpus, &folder);
    let later = Index::open(&folder).expect("an index");
    let all = talks(&later);
    let mut ids: Vec<&str> = all.iter().map(|talk| talk.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len(), "{ids:?}");
    for (doc, talk) in later.docs().zip(&all) {
        assert_eq!(later.find(&talk.id).expect("a look"), Some(doc), "{}", talk.id);
        assert!(talk.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-/".contains(&b)));
    }
}

#[test]
fn an_id_is_distinguished_from_one_in_another_segment() {
    let session =
        |n: u32, said: &str| format!("## Sujet numéro {n}, par Alice Morin\n\nUne phrase {said}.\n\n");
    let recap = |numbers: std::ops::Range<u32>, said: &str| {
        "# Devoxx France 2019\n\n".to_owned() + &numbers.map(|n| session(n, said)).collect::<String>()
    };
    let fixture = index(&[("note.md", &recap(100..800, "entière"))]);
    let (corpus, folder) = (fixture.home.path().join("corpus"), fixture.home.path().join("index"));
    fs::create_dir(corpus.join("ailleurs")).expect("a folder");
    fs::write(corpus.join("ailleurs/note.md"), recap(107..108, "ajoutée")).expect("a recap");
    rebuild(&corpus, &folder);
    let later = Index::open(&folder).expect("an index");
    assert_eq!(later.segments().len(), 2, "the large segment is not written again");
    let mut of_seven = Vec::new();
    for doc in later.docs() {
        let talk = later.talk(doc).expect("a talk");
        assert_eq!(later.stored(doc).expect("a talk").id, talk.id);
        assert_eq!(later.find(&talk.id).expect("a look"), Some(doc), "{}", talk.id);
        if talk.id.ends_with("note/sujet-numero-107") {
            of_seven.push(talk.id);
        }
    }
    of_seven.sort_unstable();
    of_seven.dedup();
    assert_eq!(of_seven.len(), 2, "{of_seven:?}");
}

#[test]
fn talks_whose_titles_share_their_letters_keep_their_ids_when_texts_change() {
    let recap = |said: &str, more: &str| {
        let session = |title: &str, who: &str| format!("## {title}, par {who}\n\nUne phrase {said}.\n\n");
        let start = "Raconter une longue migration sans arrêter le service ni perdre";
        let sessions = [
            session("Mesurer le C++", "Alice Morin"),
            session("Mesurer le C#", "Louis Faure"),
            session(&format!("{start} une commande"), "Alice Morin"),
            session(&format!("{start} le sommeil"), "Louis Faure"),
        ];
        format!("# Devoxx France 2019\n\n{more}{}", sessions.concat())
    };
    let ids = |text: &str| -> Vec<String> {
        let fixture = index(&[("note.md", text)]);
        talks(&fixture.index).into_iter().map(|talk| talk.id).collect()
    };
    let before = ids(&recap("entière", ""));
    assert_eq!(before.len(), 4, "{before:?}");
    assert!(before[..2].iter().all(|id| id.starts_with("note/mesurer-le-c-")), "{before:?}");
    assert!(before[2..].iter().all(|id| id.starts_with("note/raconter-une-longue-")), "{before:?}");
    assert!(before[0] != before[1] && before[2] != before[3], "{before:?}");
    let after =
        ids(&recap("tout autre", "## Un sujet de plus, par Odile Parchemin\n\nUne phrase ajoutée.\n\n"));
    assert_eq!(after[1..], before[..]);
}
