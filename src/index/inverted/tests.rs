//! What a segment holds is what the texts of its talks say, term by term and place by place.

use super::super::directory::SegmentFolder;
use super::super::manifest::SegmentEntry;
use super::super::packing::Packer;
use super::super::record::{TalkTerms, tags};
use super::super::schema;
use super::super::segment::{self, Segment};
use super::super::writer::SegmentWriter;
use super::*;
use crate::analysis::terms::{BESIDE, NEXT};
use crate::corpus::Corpus;
use crate::ingest;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use tantivy::DocSet;
use tantivy::TERMINATED;
use tantivy::directory::RamDirectory;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings as _;
use tantivy_fst::automaton::AlwaysMatch;

/// For each document of a field: a term, how often it stands, and where, as far as the field keeps that.
type Held = BTreeMap<(DocId, Vec<u8>), (u32, Vec<u32>)>;

/// The talks of the bundled recaps, and one that has what these lack.
fn talks() -> Vec<Talk> {
    let corpus = Corpus::new([Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")]);
    let mut talks: Vec<Talk> = Vec::new();
    for found in corpus.walk().recaps {
        talks.extend(ingest::read(&found.path, &found.file, None).expect("a recap").1.talks);
    }
    let mut odd = Talk {
        title: "C++20, CK{A,S} et le node.js d'argo-cd : argo-cd".to_owned(),
        organisations: vec!["Caillou-Net".to_owned(), "CK{A,S}".to_owned()],
        speakers: vec!["Jean-Zoé d'Exemple".to_owned()],
        ..talks[0].clone()
    };
    let long = "interminable".repeat(7);
    odd.body.push(&format!("CI/CD, {long}-{long} et {}", "x".repeat(200)), 3);
    odd.body.push("12 000 v1.27 ŉ I.A. — __ – aujourd'hui presqu'île GitLab/GitHub", 4);
    talks.push(odd);
    talks.push(Talk::default());
    talks
}

/// A segment in memory with some talks.
fn segment_of(talks: &[Talk]) -> (Segment, Fields) {
    let (files, place) = (RamDirectory::default(), Path::new("memory"));
    let mut writer = SegmentWriter::new(files.clone(), place, true).expect("a writer");
    let (analysis, mut packer) = (Analysis::default(), Packer::new(None).expect("a packer"));
    for talk in talks {
        writer.add(talk, &["key".to_owned(), talk.title.clone()], &analysis, &mut packer).expect("a talk");
    }
    let (docs, id) = (writer.docs(), writer.finish().expect("a segment"));
    let entry = SegmentEntry { id, docs, recaps: 0, deleted: Vec::new(), length: 0, files: Vec::new() };
    let (mut segments, fields) =
        segment::open(&SegmentFolder::in_memory(place, files), &[entry]).expect("a segment");
    (segments.remove(0), fields)
}

/// What a field of a segment holds.
fn held(segment: &Segment, field: Field, option: IndexRecordOption) -> Held {
    let terms = segment.terms(field).expect("terms");
    let (mut held, mut before) = (Held::new(), Vec::new());
    let listed = terms.each(&AlwaysMatch, |term, info| {
        assert!(before.is_empty() || before.as_slice() < term, "terms are in order");
        before = term.to_vec();
        let mut postings = terms.postings(info, option).expect("postings");
        assert_eq!(postings.doc_freq(), info.doc_freq);
        while postings.doc() != TERMINATED {
            let mut places = Vec::new();
            if option.has_positions() {
                postings.positions(&mut places);
            }
            let times = if option.has_freq() { postings.term_freq() } else { 1 };
            held.insert((postings.doc(), term.to_vec()), (times, places));
            postings.advance();
        }
        ControlFlow::Continue(())
    });
    listed.expect("terms");
    held
}

/// What the terms in a text come to: places are lines, with the alternatives of each between spaces.
fn add(held: &mut Held, doc: DocId, lines: &str, option: IndexRecordOption) {
    for (place, line) in lines.split(NEXT).enumerate() {
        for term in line.split(BESIDE).filter(|term| !term.is_empty()) {
            let (times, places) = held.entry((doc, term.as_bytes().to_vec())).or_default();
            *times += 1;
            if option.has_positions() {
                places.push(place as u32);
            }
        }
    }
}

#[test]
fn a_segment_holds_the_terms_of_its_talks() {
    let talks = talks();
    let (segment, fields) = segment_of(&talks);
    let analysis = Analysis::default();
    let (mut words, mut keys, mut names, mut labels) = (Held::new(), Held::new(), Held::new(), Held::new());
    let (freqs, places) = (IndexRecordOption::WithFreqs, IndexRecordOption::WithFreqsAndPositions);
    let lengths = segment.lengths(fields.words).expect("lengths").expect("lengths");
    for (doc, talk) in (0..).zip(&talks) {
        let terms = TalkTerms::of(talk, &analysis);
        add(&mut words, doc, &terms.bare.surfaces, places);
        add(&mut keys, doc, &terms.bare.keys, freqs);
        add(&mut names, doc, &terms.names, places);
        tags(talk, |tag| drop(labels.insert((doc, tag.as_bytes().to_vec()), (1, Vec::new()))));
        let length = terms.bare.surfaces.split([NEXT, BESIDE]).filter(|term| !term.is_empty()).count();
        let stored = FieldNormReader::fieldnorm_to_id(length as u32);
        assert_eq!(lengths.fieldnorm_id(doc), stored, "length of {}", talk.title);
    }
    assert!(talks.len() > 50 && words.len() > 1_000 && names.len() > 100);
    assert!(held(&segment, fields.words, places) == words, "words");
    assert!(held(&segment, fields.keys, freqs) == keys, "keys");
    assert!(held(&segment, fields.names, places) == names, "names");
    assert!(held(&segment, fields.tags, IndexRecordOption::Basic) == labels, "tags");
    let hashes = held(&segment, fields.hashes, IndexRecordOption::Basic);
    assert!(talks.iter().zip(0..).all(|(talk, doc)| {
        let own = [Hashed::Id.of(&talk.id), Hashed::Session.of("key"), Hashed::Session.of(&talk.title)];
        own.iter().all(|hash| hashes.contains_key(&(doc, hash.to_be_bytes().to_vec())))
    }));
    let indexed = schema::schema().0.fields().filter(|(_, entry)| entry.is_indexed()).count();
    assert_eq!(indexed, 5, "every indexed field was compared");
}

#[test]
fn occurrences_are_sorted_in_many_steps_as_in_one() {
    let mut occurrences = Occurrences::default();
    let mut expected: BTreeMap<u32, Vec<(DocId, u32)>> = BTreeMap::new();
    for doc in 0..40 {
        let mut place = 0;
        for at in 0..5_000_u32 {
            let term = (at * 7 + doc) % (3 + at % 90);
            let is_last = at % 5 > 0;
            occurrences.add(term, is_last);
            expected.entry(term).or_default().push((doc, place));
            place += u32::from(is_last);
            if at % 100 == 0 {
                occurrences.skip(16);
                place += 16;
            }
        }
        assert_eq!(occurrences.end(), 5_000);
    }
    let order: Vec<u32> = expected.keys().rev().copied().collect();
    let mut seen = Vec::new();
    let counts = counts(&occurrences, 100);
    let sorted = sorted(&occurrences, &counts, &order, 1_000, |term, rows| {
        let rows: Vec<_> = rows.docs.iter().copied().zip(rows.places.iter().copied()).collect();
        assert_eq!(rows, expected[&term], "{term}");
        seen.push(term);
        Ok::<(), ()>(())
    });
    assert_eq!((sorted, seen), (Ok(()), order));
}
