//! What is verified, and when.

use super::super::manifest::{FileEntry, SegmentEntry, Versions};
use super::*;
use std::fs;
use tantivy::directory::Directory;

/// Bytes of the file: a few blocks above what is deferred.
const LENGTH: usize = SMALL + 3 * BLOCK + 100;

/// A folder with two files of a segment and the digests of their blocks, and a manifest that names them.
fn written() -> (tempfile::TempDir, Manifest) {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes: Vec<u8> = (0..LENGTH).map(|at| (at / 7) as u8).collect();
    let blocks = digest::of_blocks(&bytes);
    let entry = |name: &str| {
        fs::write(folder.path().join(name), &bytes).expect("a file");
        FileEntry { name: name.into(), length: LENGTH as u64, digest: digest::of(&blocks) }
    };
    let files = vec![entry("s.store"), entry("s.term")];
    fs::write(folder.path().join(FILE), [blocks.clone(), blocks].concat()).expect("a file");
    let segment = SegmentEntry { id: "s".into(), docs: 1, recaps: 1, deleted: Vec::new(), length: 1, files };
    let manifest = Manifest {
        versions: Versions::OWN,
        generation: 1,
        built_at: String::new(),
        talks: 1,
        recaps: 1,
        max_filesize: 0,
        roots: Vec::new(),
        segments: vec![segment],
        dictionary: None,
        bare: Vec::new(),
        kept: Vec::new(),
        ids: None,
        watch: None,
    };
    (folder, manifest)
}

/// Flips a bit of a file and leaves its length and times as they are.
fn decay(file: &Path, at: usize) {
    let times = fs::metadata(file).and_then(|metadata| metadata.modified()).expect("a time");
    let mut bytes = fs::read(file).expect("a file");
    bytes[at] ^= 4;
    fs::write(file, bytes).expect("a file");
    let opened = fs::File::options().write(true).open(file).expect("a file");
    opened.set_modified(times).expect("a time");
}

/// Reads a range of a file; `None` where it is refused.
fn read(
    folder: &Path,
    manifest: &Manifest,
    name: &str,
    access: Access,
    range: Range<usize>,
) -> Option<Vec<u8>> {
    let files = SegmentFolder::of(folder, manifest, access).expect("digests");
    let file = files.get_file_handle(Path::new(name)).expect("a file");
    file.read_bytes(range).ok().map(|bytes| bytes.to_vec())
}

#[test]
fn a_block_that_decayed_is_refused_whenever_it_is_read_and_only_then() {
    let (folder, manifest) = written();
    let sound = fs::read(folder.path().join("s.store")).expect("a file");
    let ranges = [0..1, BLOCK - 1..BLOCK + 1, 5 * BLOCK..6 * BLOCK, LENGTH - 1..LENGTH, 0..LENGTH, 9..9];
    for at in [0, BLOCK, 5 * BLOCK + 77, LENGTH - 1] {
        decay(&folder.path().join("s.store"), at);
        for (range, access) in ranges.iter().flat_map(|range| {
            [Access::Mapped, Access::Deferred, Access::Copied].map(|access| (range, access))
        }) {
            let is_near = !range.is_empty()
                && range.start / BLOCK <= at / BLOCK
                && at / BLOCK <= (range.end - 1) / BLOCK;
            let read = read(folder.path(), &manifest, "s.store", access, range.clone());
            assert_eq!(read.as_deref(), (!is_near).then(|| &sound[range.clone()]), "{at} {range:?}");
        }
        decay(&folder.path().join("s.store"), at);
    }
}

#[test]
fn only_large_pieces_of_dictionaries_are_left_to_their_reader() {
    let (folder, manifest) = written();
    decay(&folder.path().join("s.term"), 5);
    let read = |access, range| read(folder.path(), &manifest, "s.term", access, range).is_some();
    assert!(read(Access::Deferred, 0..LENGTH));
    assert!(!read(Access::Deferred, 0..SMALL));
    assert!(!read(Access::Mapped, 0..LENGTH));
    assert!(!read(Access::Copied, 0..LENGTH));
}

#[test]
fn digests_that_decayed_or_are_cut_short_are_refused() {
    let (folder, manifest) = written();
    let digests = folder.path().join(FILE);
    let sound = fs::read(&digests).expect("digests");
    let opened = |at: usize| {
        let files = SegmentFolder::of(folder.path(), &manifest, Access::Mapped)?;
        let name = if at < sound.len() / 2 { "s.store" } else { "s.term" };
        files
            .get_file_handle(Path::new(name))
            .map(drop)
            .map_err(|e| Error::from_tantivy(folder.path(), tantivy::TantivyError::OpenReadError(e)))
    };
    for at in 0..sound.len() {
        decay(&digests, at);
        assert!(matches!(opened(at), Err(Error::Damaged { .. })), "{at}");
        decay(&digests, at);
    }
    for wrong in [&sound[..sound.len() - 1], &[&sound[..], b"x"].concat()] {
        fs::write(&digests, wrong).expect("digests");
        assert!(matches!(opened(0), Err(Error::Damaged { .. })));
    }
}
