//! Dictionaries of which only parts are verified answer as whole ones do, or not at all.

use super::super::automata::{Beginning, Spelling};
use super::super::generation::live;
use super::super::guard::Access;
use super::super::{Options, segment, update};
use super::*;
use crate::corpus::Corpus;
use std::fs;
use std::path::{Path, PathBuf};

/// Different words in the recap: enough for a dictionary that is deferred.
const WORDS: usize = 12_000;

/// A word that is none, by its number.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "be", "do", "du", "fa", "ke", "li", "lo", "mu", "na", "ne", "po", "ri", "so", "tu", "vi"];
    let scattered = number.wrapping_mul(40_503) % (1 << 16);
    (0..4).map(|at| SYLLABLES[scattered >> (4 * at) & 15]).collect()
}

/// An index of one recap that holds the words.
fn index_of_words(home: &Path) -> PathBuf {
    let (corpus, index) = (home.join("corpus"), home.join("index"));
    fs::create_dir(&corpus).expect("a folder");
    let words: Vec<String> = (0..WORDS).map(word).collect();
    let text: Vec<String> = words.chunks(50).map(|words| format!("{}.\n", words.join(" "))).collect();
    fs::write(corpus.join("a.md"), format!("# Journée Qwertz 2021\n\n## Mots\n\n{}", text.join("\n")))
        .expect("a recap");
    let corpus = Corpus::from_roots([("corpus".to_owned(), corpus)]);
    update(&index, &corpus, &Options::default(), &mut |_| {}).expect("an index");
    index
}

/// The folded words of an index; `None` where a file is refused.
fn words(index: &Path, access: Access) -> Option<Arc<Terms>> {
    let live = live(index).ok()??;
    let manifest = live.manifest().ok()?;
    let files = SegmentFolder::of(&live.folder, &manifest, access).ok()?;
    let (segments, fields) = segment::open(&files, &manifest.segments).ok()?;
    segments[0].terms(fields.words).ok()
}

/// What some words lead to: documents, and where they are listed; `None` where a file is refused.
fn found(index: &Path) -> Option<Vec<Option<TermInfo>>> {
    let terms = words(index, Access::Deferred)?;
    let asked = (0..WORDS).step_by(WORDS / 7).map(word).chain(["xyzzy".to_owned(), "ba".to_owned()]);
    asked.map(|word| terms.find(word.as_bytes()).ok()).collect()
}

/// What an automaton accepts; `None` where a file is refused.
fn accepted<A: Automaton>(index: &Path, access: Access, automaton: &A) -> Option<Vec<(String, TermInfo)>>
where
    A::State: Clone,
{
    let mut accepted = Vec::new();
    let listed = words(index, access)?.each(automaton, |word, info| {
        accepted.push((String::from_utf8_lossy(word).into_owned(), info.clone()));
        ControlFlow::Continue(())
    });
    listed.ok().map(|()| accepted)
}

#[test]
fn words_that_are_alike_are_those_of_the_whole_dictionary() {
    let home = tempfile::tempdir().expect("a folder");
    let index = index_of_words(home.path());
    for (beginning, are_some) in [("", true), ("ba", true), (word(7).as_str(), true), ("bax", false)] {
        let automaton = Beginning(beginning.as_bytes());
        let some = accepted(&index, Access::Deferred, &automaton).expect("words");
        assert_eq!(Some(&some), accepted(&index, Access::Mapped, &automaton).as_ref(), "{beginning:?}");
        assert_eq!(!some.is_empty(), are_some, "{beginning:?}");
        assert!(some.iter().all(|(word, _)| word.starts_with(beginning)), "{beginning:?}");
    }
    let spelling = Spelling::like(&word(7), 2).expect("a short word");
    let near = accepted(&index, Access::Deferred, &spelling).expect("words");
    assert_eq!(Some(&near), accepted(&index, Access::Mapped, &spelling).as_ref());
    assert!(near.len() > 1 && near.iter().any(|(near, _)| *near == word(7)));
}

#[test]
fn a_dictionary_that_decayed_gives_what_it_gave_or_is_refused() {
    let home = tempfile::tempdir().expect("a folder");
    let index = index_of_words(home.path());
    let sound = found(&index).expect("an answer");
    assert!(sound[..7].iter().all(Option::is_some) && sound[sound.len() - 2..].iter().all(Option::is_none));
    let begun = Beginning(b"ba");
    let sound_begun = accepted(&index, Access::Deferred, &begun).expect("words");

    let generation = live(&index).expect("an index").expect("an index").folder;
    let entries = fs::read_dir(generation).expect("a folder").flatten();
    let file = entries.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|e| e == "term"));
    let file = file.expect("a dictionary");
    let bytes = fs::read(&file).expect("a dictionary");
    let (mut refused, mut same) = (0, 0);
    for at in (0..bytes.len()).step_by(bytes.len() / 400) {
        let mut decayed = bytes.clone();
        decayed[at] ^= 1 << (at % 8);
        fs::write(&file, &decayed).expect("a dictionary");
        match found(&index) {
            None => refused += 1,
            Some(found) => {
                assert_eq!(found, sound, "byte {at} of {}", bytes.len());
                same += 1;
            }
        }
        if let Some(begun) = accepted(&index, Access::Deferred, &begun) {
            assert_eq!(begun, sound_begun, "byte {at} of {}", bytes.len());
        }
    }
    assert!(refused > 20 && same > 20, "{refused} refused, {same} the same");
}
