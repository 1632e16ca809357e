//! Segments put one behind the other are what Tantivy's own merge makes of them, byte by byte.

use super::super::manifest::SegmentEntry;
use super::super::packing::Packer;
use super::super::writer::{SegmentWriter, settings};
use super::*;
use crate::analysis::Analysis;
use crate::corpus::Corpus;
use crate::ingest;
use crate::talk::Talk;
use std::collections::BTreeMap;
use tantivy::indexer::merge_filtered_segments;
use tantivy::store::StoreReader;

/// The talks of the bundled recaps.
fn talks() -> Vec<Talk> {
    let corpus = Corpus::new([Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")]);
    let recaps = corpus.walk().recaps;
    let cut = recaps.iter().map(|found| ingest::read(&found.path, &found.file, None).expect("a recap").1);
    cut.flat_map(|cut| cut.talks).collect()
}

/// Writes talks into a segment of a folder.
fn write(talks: &[Talk], folder: &Path) -> SegmentEntry {
    let files = SegmentFolder::open(folder).expect("a folder");
    let mut writer = SegmentWriter::new(files, folder, true).expect("a writer");
    let (analysis, mut packer) = (Analysis::default(), Packer::new(None).expect("a packer"));
    for talk in talks {
        writer.add(talk, std::slice::from_ref(&talk.title), &analysis, &mut packer).expect("a talk");
    }
    let (docs, id) = (writer.docs(), writer.finish().expect("a segment"));
    SegmentEntry { id, docs, recaps: 0, deleted: Vec::new(), length: 0, files: Vec::new() }
}

/// The stored talks of the only segment of a folder.
fn stored(folder: &Path, docs: DocId) -> Vec<Vec<u8>> {
    let (view, _) = segment::view(&SegmentFolder::open(folder).expect("a folder")).expect("a view");
    let file = std::fs::read_dir(folder).expect("a folder").flatten().next().expect("a file").file_name();
    let id = file.to_str().and_then(|name| name.split('.').next()).expect("an id").to_owned();
    let entry = SegmentEntry { id, docs, recaps: 0, deleted: Vec::new(), length: 0, files: Vec::new() };
    let segment = segment::tantivy_segment(&view, folder, &entry).expect("a segment");
    let file = segment.open_read(SegmentComponent::Store).expect("a store");
    let store = StoreReader::open(file, 1).expect("a store");
    (0..docs).map(|doc| store.get_document_bytes(doc).expect("a talk").to_vec()).collect()
}

/// The files of the only segment of a folder, by how their names end.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).expect("a folder").flatten().map(|file| {
        let name = file.file_name().into_string().expect("a name");
        let ending = name.rsplit_once('.').expect("an ending").1.to_owned();
        (ending, std::fs::read(file.path()).expect("a file"))
    });
    files.collect()
}

#[test]
fn segments_are_stacked_as_tantivy_merges_them() {
    let talks = talks();
    let [parts, merged, stacked] = [(); 3].map(|()| tempfile::tempdir().expect("a folder"));
    // A segment of a talk has fields without a term.
    let bare = [Talk { id: "a/b".to_owned(), ..Talk::default() }];
    let (first, second) = talks.split_at(talks.len() / 3);
    let entries = [first, &bare, second].map(|talks| write(talks, parts.path()));
    let (view, _) = segment::view(&SegmentFolder::open(parts.path()).expect("a folder")).expect("a view");
    let segments = entries.iter().map(|entry| segment::tantivy_segment(&view, parts.path(), entry));
    let segments: Vec<Segment> = segments.collect::<Result<_>>().expect("segments");
    let folder = SegmentFolder::open(merged.path()).expect("a folder");
    merge_filtered_segments(&segments, settings(true), vec![None; 3], folder).expect("a merge");
    let (_, docs) = stack(&segments, &settings(true), stacked.path(), 2).expect("a stack");
    assert_eq!(docs as usize, talks.len() + 1);
    assert!(stored(merged.path(), docs) == stored(stacked.path(), docs), "talks");
    let (merged, stacked) = (files(merged.path()), files(stacked.path()));
    assert_eq!(merged.keys().collect::<Vec<_>>(), stacked.keys().collect::<Vec<_>>());
    assert_eq!(merged.len(), 6);
    // Tantivy packs the talks of a small segment into blocks with others.
    let differs = merged.keys().filter(|ending| merged[*ending] != stacked[*ending]).collect::<Vec<_>>();
    assert!(differs.iter().all(|ending| *ending == "store"), "{differs:?}");
}
