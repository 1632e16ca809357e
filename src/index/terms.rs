//! The terms of a field of one segment, and where the documents of each are listed.
//!
//! A dictionary of terms is an automaton over the bytes of all terms, which numbers them. Behind it is a table with a row
//! for each number. A lookup visits one node for each byte of the term, and one row. In a large index only the blocks of
//! these are verified, and not the megabytes around them. Before many terms are read, the whole dictionary is verified.

use super::directory::SegmentFolder;
use std::io;
use std::path::Path;
use std::sync::Arc;
use tantivy::HasLen;
use tantivy::directory::footer::Footer;
use tantivy::directory::{CompositeFile, Directory, FileSlice, OwnedBytes};
use tantivy::index::SegmentReader;
use tantivy::postings::{BlockSegmentPostings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermDictionary;
use tantivy::{InvertedIndexReader, TantivyError};
use tantivy_fst::raw::Fst;

/// Bytes behind the automaton and the table: which kind of dictionary this is.
const KIND: usize = 4;
/// Bytes before that: the length of the table, and a version.
const FOOTER: usize = 12;
/// Bytes before the rows of the table: the length of its first part, and how many rows there are.
const HEAD: usize = 16;
/// Rows that share an entry of the first part of the table.
const ROWS: u64 = 256;
/// Bytes of a number.
const NUMBER: usize = 8;
/// Bytes before and behind the nodes of an automaton.
const FRAME: usize = 16;
/// A node says within these last bytes of it how long it is.
const NODE_HEAD: usize = 24;
/// No node is longer: 256 ways of 17 bytes each, an index of 256 bytes, and what stands before.
const LONGEST_NODE: usize = 256 * 18 + NODE_HEAD;

/// The terms of a field of one segment.
pub struct Terms {
    reader: Arc<InvertedIndexReader>,
    /// What is verified when it is looked at; `None` where all was when it was read.
    unverified: Option<Unverified>,
}

/// The files of a segment in which the terms of all fields are.
pub(super) struct Dictionaries {
    /// As Tantivy reads it.
    deferred: CompositeFile,
    /// Verified as it is read.
    verified: CompositeFile,
}

/// The dictionary of a field, which was read without being verified. Reading a part of the files verifies it.
struct Unverified {
    automaton: Fst<OwnedBytes>,
    /// The same bytes.
    nodes: FileSlice,
    /// The first part of the table: for each [`ROWS`] rows, where they are in the second, and how they are packed.
    entries: FileSlice,
    /// The second part.
    rows: FileSlice,
    /// Bytes of an entry.
    entry: usize,
    /// All of it.
    all: FileSlice,
}

impl Dictionaries {
    /// Of a segment; `None` where all of a file is verified as it is read.
    pub(super) fn open(folder: &SegmentFolder, segment: &str) -> Result<Option<Dictionaries>, TantivyError> {
        if !folder.defers() {
            return Ok(None);
        }
        let name = format!("{segment}.term");
        let open = |folder: &SegmentFolder| -> Result<CompositeFile, TantivyError> {
            let (_, body) = Footer::extract_footer(folder.open_read(Path::new(&name))?)?;
            Ok(CompositeFile::open(&body)?)
        };
        let verified = open(&folder.clone().with(folder.access().whole()))?;
        Ok(Some(Dictionaries { deferred: open(folder)?, verified }))
    }
}

impl Terms {
    /// Opens the terms of a field.
    pub(super) fn open(
        reader: &SegmentReader,
        dictionaries: Option<&Dictionaries>,
        field: Field,
    ) -> Result<Terms, TantivyError> {
        let files = dictionaries
            .and_then(|both| Some((both.deferred.open_read(field)?, both.verified.open_read(field)?)));
        let unverified =
            files.map(|(deferred, verified)| Unverified::open(&deferred, verified)).transpose()?;
        Ok(Terms { reader: reader.inverted_index(field)?, unverified })
    }

    /// Where the documents of a term are; `None` where there is no such term.
    pub(crate) fn find(&self, term: &[u8]) -> io::Result<Option<TermInfo>> {
        if let Some(unverified) = &self.unverified {
            let Some(number) = unverified.number(term)? else { return Ok(None) };
            unverified.row(number)?;
        }
        // It looks at the same nodes again, and at that row.
        self.reader.terms().get(term)
    }

    /// All terms, for readers of many of them.
    pub(crate) fn all(&self) -> io::Result<&TermDictionary> {
        if let Some(unverified) = &self.unverified {
            unverified.all.read_bytes()?;
        }
        Ok(self.reader.terms())
    }

    /// The documents of a term, one by one.
    pub(crate) fn postings(&self, info: &TermInfo, option: IndexRecordOption) -> io::Result<SegmentPostings> {
        self.reader.read_postings_from_terminfo(info, option)
    }

    /// The documents of a term, a row at a time.
    pub(crate) fn rows(
        &self,
        info: &TermInfo,
        option: IndexRecordOption,
    ) -> io::Result<BlockSegmentPostings> {
        self.reader.read_block_postings_from_terminfo(info, option)
    }
}

impl Unverified {
    /// Opens the dictionary of a field, which is read `deferred` and `verified`.
    fn open(deferred: &FileSlice, verified: FileSlice) -> io::Result<Unverified> {
        let cut = || io::Error::from(io::ErrorKind::InvalidData);
        let all = verified.clone();
        let end = verified.len().checked_sub(KIND + FOOTER).ok_or_else(cut)?;
        let table = number(&verified, end)? as usize;
        let start = end.checked_sub(table).ok_or_else(cut)?;
        let nodes = verified.slice(0..start);
        // What Tantivy and this look at to open it: its beginning, its end, and the node that all terms begin at.
        nodes.slice(0..FRAME.min(start)).read_bytes()?;
        nodes.slice(start.saturating_sub(FRAME + LONGEST_NODE)..start).read_bytes()?;
        let automaton = Fst::new(deferred.slice(0..start).read_bytes()?).map_err(io::Error::other)?;
        let table = verified.slice(start..end);
        let (first, terms) = (number(&table, 0)? as usize, number(&table, NUMBER)?);
        if HEAD + first > table.len() {
            return Err(cut());
        }
        let (entries, rows) = table.slice_from(HEAD).split(first);
        let entry = first / (terms.div_ceil(ROWS).max(1) as usize);
        Ok(Unverified { automaton, nodes, entries, rows, entry, all })
    }

    /// The number of a term; the nodes that lead to it are verified.
    fn number(&self, term: &[u8]) -> io::Result<Option<u64>> {
        let mut node = self.automaton.root();
        let mut number = 0;
        for &byte in term {
            let Some(way) = node.find_input(byte) else { return Ok(None) };
            let way = node.transition(way);
            number += way.out.value();
            node = self.node(way.addr)?;
        }
        Ok(node.is_final().then(|| number + node.final_output().value()))
    }

    /// Verifies a node.
    fn node(&self, last: usize) -> io::Result<tantivy_fst::raw::Node<'_>> {
        if last == 0 {
            return Ok(self.automaton.node(last));
        }
        self.nodes.slice((last + 1).saturating_sub(NODE_HEAD)..last + 1).read_bytes()?;
        let node = self.automaton.node(last);
        let length = node.as_slice().len();
        if length <= NODE_HEAD {
            return Ok(node);
        }
        self.nodes.slice(last + 1 - length..last + 1).read_bytes()?;
        Ok(self.automaton.node(last))
    }

    /// Verifies the row of a number.
    fn row(&self, number: u64) -> io::Result<()> {
        let start = (number / ROWS) as usize * self.entry;
        let entries =
            self.entries.slice(start..(start + 2 * self.entry).min(self.entries.len())).read_bytes()?;
        let offset = |entry: usize| {
            let offset = entries.get(entry..entry + NUMBER)?.try_into().ok()?;
            Some((u64::from_le_bytes(offset) as usize).min(self.rows.len()))
        };
        let from = offset(0).unwrap_or(0);
        let to = offset(self.entry).unwrap_or(self.rows.len()).max(from);
        self.rows.slice(from..to).read_bytes().map(drop)
    }
}

/// A number in a file.
fn number(file: &FileSlice, at: usize) -> io::Result<u64> {
    let bytes = file.slice(at..(at + NUMBER).min(file.len())).read_bytes()?;
    let bytes = bytes.as_slice().try_into().map_err(|_| io::ErrorKind::InvalidData)?;
    Ok(u64::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::super::generation::live;
    use super::super::guard::Access;
    use super::super::{Options, segment, update};
    use super::*;
    use crate::corpus::Corpus;
    use std::fs;

    /// Different words in the recap: enough for a dictionary that is deferred.
    const WORDS: usize = 12_000;

    /// A word that is none, by its number.
    fn word(number: usize) -> String {
        const SYLLABLES: [&str; 16] =
            ["ba", "be", "do", "du", "fa", "ke", "li", "lo", "mu", "na", "ne", "po", "ri", "so", "tu", "vi"];
        let scattered = number.wrapping_mul(40_503) % (1 << 16);
        (0..4).map(|at| SYLLABLES[scattered >> (4 * at) & 15]).collect()
    }

    /// What some words lead to: documents, and where they are listed; `None` where a file is refused.
    fn found(index: &Path) -> Option<Vec<Option<TermInfo>>> {
        let live = live(index).ok()??;
        let manifest = live.manifest().ok()?;
        let files = SegmentFolder::of(&live.folder, &manifest, Access::Deferred).ok()?;
        let (segments, fields) = segment::open(&files, &manifest.segments).ok()?;
        let asked = (0..WORDS).step_by(WORDS / 7).map(word).chain(["xyzzy".to_owned(), "ba".to_owned()]);
        asked.map(|word| segments[0].terms(fields.words).ok()?.find(word.as_bytes()).ok()).collect()
    }

    #[test]
    fn a_dictionary_that_decayed_gives_what_it_gave_or_is_refused() {
        let home = tempfile::tempdir().expect("a folder");
        let (corpus, index) = (home.path().join("corpus"), home.path().join("index"));
        fs::create_dir(&corpus).expect("a folder");
        let words: Vec<String> = (0..WORDS).map(word).collect();
        let text: Vec<String> = words.chunks(50).map(|words| format!("{}.\n", words.join(" "))).collect();
        fs::write(corpus.join("a.md"), format!("# Journée Qwertz 2021\n\n## Mots\n\n{}", text.join("\n")))
            .expect("a recap");
        let corpus = Corpus::from_roots([("corpus".to_owned(), corpus)]);
        update(&index, &corpus, &Options::default(), &mut |_| {}).expect("an index");
        let sound = found(&index).expect("an answer");
        assert!(
            sound[..7].iter().all(Option::is_some) && sound[sound.len() - 2..].iter().all(Option::is_none)
        );

        let generation = live(&index).expect("an index").expect("an index").folder;
        let entries = fs::read_dir(generation).expect("a folder").flatten();
        let file =
            entries.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|e| e == "term"));
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
        }
        assert!(refused > 20 && same > 20, "{refused} refused, {same} the same");
    }
}
