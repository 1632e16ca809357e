//! The terms of a field of one segment, and where the documents of each are listed.
//!
//! A dictionary of terms is an automaton over the bytes of all terms, which numbers them. Behind it is a table with a row
//! for each number. A lookup visits one node for each byte of the term, and one row. In a large index only the blocks of
//! these are verified, and not the megabytes around them; nor is more where terms are searched that have something in common.

use super::directory::SegmentFolder;
use super::guard::Verifier;
use rustc_hash::FxHashMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tantivy::directory::footer::Footer;
use tantivy::directory::{CompositeFile, FileSlice, OwnedBytes};
use tantivy::index::SegmentReader;
use tantivy::postings::{BlockSegmentPostings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{InvertedIndexReader, TantivyError};
use tantivy_fst::Automaton;
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

/// Terms that are remembered, at the most.
const REMEMBERED: usize = 1 << 12;

/// The terms of a field of one segment.
pub struct Terms {
    reader: Arc<InvertedIndexReader>,
    /// What is verified when it is looked at; `None` where all was when it was read.
    unverified: Option<Unverified>,
    /// What was found of the terms that were looked up last, `None` of those that are not there: a query looks a word up for
    /// many a name of it.
    found: Mutex<FxHashMap<Box<[u8]>, Option<TermInfo>>>,
}

/// The file of a segment in which the terms of all fields are.
pub(super) struct Dictionaries {
    /// As Tantivy reads it.
    deferred: CompositeFile,
    verifier: Arc<Verifier>,
}

/// The dictionary of a field, which was read without being verified.
struct Unverified {
    verifier: Arc<Verifier>,
    automaton: Fst<OwnedBytes>,
    /// The same bytes.
    nodes: OwnedBytes,
    /// The first part of the table: for each [`ROWS`] rows, where they are in the second, and how they are packed.
    entries: OwnedBytes,
    /// The second part.
    rows: OwnedBytes,
    /// Bytes of an entry.
    entry: usize,
}

impl Dictionaries {
    /// Of a segment; `None` where all of a file is verified as it is read.
    pub(super) fn open(folder: &SegmentFolder, segment: &str) -> Result<Option<Dictionaries>, TantivyError> {
        let name = format!("{segment}.term");
        let Some((file, verifier)) = folder.deferred(&name)? else { return Ok(None) };
        let (_, body) = Footer::extract_footer(file)?;
        Ok(Some(Dictionaries { deferred: CompositeFile::open(&body)?, verifier: Arc::new(verifier) }))
    }
}

impl Terms {
    /// Opens the terms of a field.
    pub(super) fn open(
        reader: &SegmentReader,
        dictionaries: Option<&Dictionaries>,
        field: Field,
    ) -> Result<Terms, TantivyError> {
        let unverified = dictionaries.and_then(|of| {
            let file = of.deferred.open_read(field)?;
            Some(Unverified::open(&file, &of.verifier))
        });
        let reader = reader.inverted_index(field)?;
        Ok(Terms { unverified: unverified.transpose()?, reader, found: Mutex::default() })
    }

    /// Where the documents of a term are; `None` where there is no such term.
    pub(crate) fn find(&self, term: &[u8]) -> io::Result<Option<TermInfo>> {
        if let Some(known) = self.found().get(term) {
            return Ok(known.clone());
        }
        let info = match &self.unverified {
            None => self.reader.terms().get(term)?,
            Some(unverified) => match unverified.number(term)? {
                None => None,
                Some(number) => {
                    unverified.row(number)?;
                    // It looks at the same nodes again, and at that row.
                    self.reader.terms().get(term)?
                }
            },
        };
        let mut found = self.found();
        if found.len() >= REMEMBERED {
            found.clear();
        }
        found.insert(term.into(), info.clone());
        Ok(info)
    }

    fn found(&self) -> MutexGuard<'_, FxHashMap<Box<[u8]>, Option<TermInfo>>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls `on` with the terms that an automaton accepts, in order, and where their documents are, until it breaks off.
    pub(crate) fn each<A: Automaton>(
        &self,
        automaton: &A,
        mut on: impl FnMut(&[u8], &TermInfo) -> ControlFlow<()>,
    ) -> io::Result<()>
    where
        A::State: Clone,
    {
        let Some(unverified) = &self.unverified else {
            let mut stream = self.reader.terms().search(automaton).into_stream()?;
            while let Some((term, info)) = stream.next() {
                if on(term, info).is_break() {
                    break;
                }
            }
            return Ok(());
        };
        unverified.each(automaton, |term, number| {
            unverified.row(number)?;
            let info = self.reader.terms().get(term)?.ok_or_else(cut)?;
            Ok(on(term, &info))
        })
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
    /// Opens the dictionary of a field.
    fn open(file: &FileSlice, verifier: &Arc<Verifier>) -> io::Result<Unverified> {
        let all = file.read_bytes()?;
        let end = all.len().checked_sub(KIND + FOOTER).ok_or_else(cut)?;
        verifier.verify(&all[end..])?;
        let table = number(&all, end)? as usize;
        let start = end.checked_sub(table).ok_or_else(cut)?;
        let nodes = all.slice(0..start);
        // What Tantivy and this look at to open it: its beginning, its end, and the node that all terms begin at.
        verifier.verify(&nodes[..FRAME.min(start)])?;
        verifier.verify(&nodes[start.saturating_sub(FRAME + LONGEST_NODE)..])?;
        let automaton = Fst::new(nodes.clone()).map_err(io::Error::other)?;
        let table = all.slice(start..end);
        verifier.verify(&table[..HEAD.min(table.len())])?;
        let (first, terms) = (number(&table, 0)? as usize, number(&table, NUMBER)?);
        let body = table.len().checked_sub(HEAD).filter(|&body| first <= body).ok_or_else(cut)?;
        let (entries, rows) = table.slice(HEAD..HEAD + body).split(first);
        let entry = first / (terms.div_ceil(ROWS).max(1) as usize);
        Ok(Unverified { verifier: Arc::clone(verifier), automaton, nodes, entries, rows, entry })
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

    /// Calls `on` with the terms that an automaton accepts, in order, and their numbers, until it breaks off; the nodes that
    /// may lead to such are verified.
    fn each<A: Automaton>(
        &self,
        automaton: &A,
        mut on: impl FnMut(&[u8], u64) -> io::Result<ControlFlow<()>>,
    ) -> io::Result<()> {
        let mut term = Vec::new();
        // The nodes on the way, each with the way that is tried next, the state, and the number so far.
        let mut open = vec![(self.automaton.root(), 0, automaton.start(), 0)];
        while let Some((node, next, state, number)) = open.last_mut() {
            if *next == node.len() {
                open.pop();
                term.pop();
                continue;
            }
            let way = node.transition(*next);
            *next += 1;
            let state = automaton.accept(state, way.inp);
            if !automaton.can_match(&state) {
                continue;
            }
            let number = *number + way.out.value();
            let node = self.node(way.addr)?;
            term.push(way.inp);
            if node.is_final()
                && automaton.is_match(&state)
                && on(&term, number + node.final_output().value())?.is_break()
            {
                return Ok(());
            }
            open.push((node, 0, state, number));
        }
        Ok(())
    }

    /// Verifies a node.
    fn node(&self, last: usize) -> io::Result<tantivy_fst::raw::Node<'_>> {
        if last == 0 {
            return Ok(self.automaton.node(last));
        }
        let end = last + 1;
        let bytes = |length: usize| self.nodes.get(end.saturating_sub(length)..end).ok_or_else(cut);
        self.verifier.verify(bytes(NODE_HEAD)?)?;
        let node = self.automaton.node(last);
        let length = node.as_slice().len();
        if length <= NODE_HEAD {
            return Ok(node);
        }
        self.verifier.verify(bytes(length)?)?;
        Ok(self.automaton.node(last))
    }

    /// Verifies the row of a number.
    fn row(&self, number: u64) -> io::Result<()> {
        let start = (number / ROWS) as usize * self.entry;
        let end = (start + 2 * self.entry).min(self.entries.len());
        let entries = self.entries.get(start..end).ok_or_else(cut)?;
        self.verifier.verify(entries)?;
        let offset = |entry: usize| {
            let offset = entries.get(entry..entry + NUMBER)?.try_into().ok()?;
            Some((u64::from_le_bytes(offset) as usize).min(self.rows.len()))
        };
        let from = offset(0).unwrap_or(0);
        let to = offset(self.entry).unwrap_or(self.rows.len()).max(from);
        self.verifier.verify(&self.rows[from..to])
    }
}

/// A number in bytes of a file.
fn number(bytes: &[u8], at: usize) -> io::Result<u64> {
    let bytes = bytes.get(at..at + NUMBER).and_then(|bytes| bytes.try_into().ok());
    bytes.map(u64::from_le_bytes).ok_or_else(cut)
}

/// A dictionary that is shorter than it says.
fn cut() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests;
