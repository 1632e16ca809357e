//! A panic while a recap is made into terms costs that recap at most.

use super::*;
use crate::corpus::Stamp;
use crate::index::diff::{Diff, Known};
use crate::index::ids::Ids;
use crate::index::settle::Former;

/// An index that holds one talk of each recap, which says this.
struct Before(&'static str);

impl Former for Before {
    fn recap_with_ids(&self, _: &str) -> Result<Option<String>> {
        Ok(None)
    }

    fn talks(&self, known: &Known) -> Result<Vec<Talk>> {
        let mut talk = Talk { id: format!("{}/avant", known.source.file), ..Talk::default() };
        talk.body.push(self.0, 1);
        Ok(vec![talk])
    }
}

/// What comes of three recaps, of which the second "dies" after it was half written, over an index that held `before` of each.
fn built(before: &'static str) -> Built {
    let folder = tempfile::tempdir().expect("a folder");
    let recap = |name: &str, text: &str| {
        let path = folder.path().join(name);
        let text = format!(
            "# Retour\n\n## Le noyau\n\nPar Odile Parchemin\n\n{text}\n\n## La suite\n\nUne suite.\n"
        );
        std::fs::write(&path, text).expect("a recap");
        Found { file: name.to_owned(), path, stamp: Stamp::default() }
    };
    let todo = vec![recap("a.md", "Un."), recap("b.md", "It dies."), recap("c.md", "Trois.")];
    let home = Home::of(&folder.path().join("index"));
    let known: Vec<Known> =
        todo.iter().map(|found| Known { source: Source::new(found, &home), segment: Some(0) }).collect();
    let diff = Diff { todo: todo.clone(), ..Diff::default() };
    let former: Box<dyn Former> = Box::new(Before(before));
    let settling = Settling::new(Ids::default(), Some(former), &known, &diff).expect("ids");
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let job = Job {
        folder: folder.path(),
        home: &home,
        todo: &todo,
        cutter: Cutter { max_filesize: 1 << 20, settling: &settling },
        next: &next,
        stop: &stop,
        dictionary: None,
    };
    let (done, ticks) = channel();
    let built = job.cut_with(0, &done, &|writer, talk, keys, tools| {
        writer.add(talk, keys, &tools.analysis, &mut tools.packer)?;
        assert!(!talk.body.text.contains("dies"), "no terms for it");
        Ok(())
    });
    drop(done);
    assert_eq!(ticks.iter().count(), 3, "each recap is counted once");
    built.expect("the run goes on")
}

/// The recaps of the only segment, with the number of their talks.
fn written(built: &Built) -> Vec<(&str, u32)> {
    let [segment] = built.segments.as_slice() else { panic!("one segment: {built:?}") };
    let sources = || segment.sources.iter();
    assert_eq!(sources().map(|source| source.talks).sum::<u32>(), segment.entry.docs, "nothing half written");
    sources().map(|source| (source.file.as_str(), source.talks)).collect()
}

#[test]
fn the_recap_answers_as_it_last_could() {
    let built = built("tout allait bien");
    assert_eq!(written(&built), [("a.md", 2), ("b.md", 1), ("c.md", 2)]);
    let reasons: Vec<_> = built.kept.iter().map(|kept| (kept.file.as_str(), kept.reason.as_str())).collect();
    assert_eq!(reasons, [("b.md", "an error of recaps itself: no terms for it")]);
    assert!(built.bare.is_empty());
}

#[test]
fn where_its_last_version_fails_too_it_is_left_out() {
    let built = built("it dies too");
    assert_eq!(written(&built), [("a.md", 2), ("c.md", 2)]);
    let reasons: Vec<_> = built.bare.iter().map(|bare| bare.reason.as_deref()).collect();
    assert_eq!(reasons, [Some("an error of recaps itself: no terms for it")]);
    assert!(built.kept.is_empty());
}
