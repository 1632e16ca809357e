//! New segments put one behind the other. What comes out is what Tantivy's own merge writes; it is written by two threads, and
//! from blocks of postings instead of documents one by one.
//!
//! Half of the work are the terms of `words`. So one thread writes all terms up to that field, and the other the rest into files of
//! its own, which are put behind them.

#[cfg(test)]
mod tests;

use super::directory::SegmentFolder;
use super::schema::{self, Fields};
use super::segment;
use crate::{Error, Result};
use std::io::{self, Write};
use std::path::Path;
use tantivy::columnar::{ColumnType, ColumnarReader, MergeRowOrder, StackMergeOrder, merge_columnar};
use tantivy::directory::{CompositeFile, CompositeWrite, TerminatingWrite};
use tantivy::fieldnorm::{FieldNormReader, FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{SegmentComponent, SegmentReader};
use tantivy::positions::PositionReader;
use tantivy::postings::FieldSerializer;
use tantivy::schema::{Field, IndexRecordOption, Schema, Type};
use tantivy::store::StoreWriter;
use tantivy::termdict::TermMerger;
use tantivy::{DocId, HasLen, IndexSettings, Segment, TantivyError};

/// Bytes that are copied at once.
const PIECE: usize = 1 << 20;

/// The files that terms are written to, in this order: dictionaries, postings, positions.
const TERMS: [SegmentComponent; 3] =
    [SegmentComponent::Terms, SegmentComponent::Postings, SegmentComponent::Positions];

/// Files of terms on their way, field by field.
struct Files([CompositeWrite; 3]);

impl Files {
    fn create(segment: &Segment) -> tantivy::Result<Files> {
        let [terms, postings, positions] =
            TERMS.map(|component| segment.open_write(component).map(CompositeWrite::wrap));
        Ok(Files([terms?, postings?, positions?]))
    }

    fn close(self) -> io::Result<()> {
        self.0.into_iter().try_for_each(CompositeWrite::close)
    }

    /// Takes a field over from files that were written.
    fn take_over(&mut self, written: &Segment, field: Field) -> tantivy::Result<()> {
        for (file, component) in self.0.iter_mut().zip(TERMS) {
            let own = CompositeFile::open(&written.open_read(component)?)?.open_read(field);
            let write = file.for_field(field);
            let Some(own) = own else { continue };
            let mut from = 0;
            while from < own.len() {
                let to = own.len().min(from + PIECE);
                write.write_all(&own.slice(from..to).read_bytes()?)?;
                from = to;
            }
        }
        Ok(())
    }
}

/// Puts segments of a folder, in which nothing is deleted, one behind the other, into a new segment in the folder `scratch`.
/// They are all packed, or none is. Two threads work at it where there may be as many `jobs`. The name of the segment, and its documents.
pub(super) fn stack(
    segments: &[Segment],
    settings: &IndexSettings,
    scratch: &Path,
    jobs: usize,
) -> Result<(String, DocId)> {
    let directory = SegmentFolder::open(scratch)?;
    let beside = scratch.join("beside");
    std::fs::create_dir(&beside).map_err(|e| Error::io(&beside, e))?;
    let (own, fields) = segment::view(&directory)?;
    let (rest, _) = segment::view(&SegmentFolder::open(&beside)?)?;
    let stacking = Stacking { segments, fields, target: own.new_segment(), beside: rest.new_segment() };
    let docs = stacking.run(settings, jobs).map_err(|e| Error::from_tantivy_writer(scratch, e))?;
    std::fs::remove_dir_all(&beside).map_err(|e| Error::io(&beside, e))?;
    Ok((stacking.target.id().uuid_string(), docs))
}

struct Stacking<'s> {
    segments: &'s [Segment],
    fields: Fields,
    target: Segment,
    /// Where the terms of the later fields are written.
    beside: Segment,
}

impl Stacking<'_> {
    fn run(&self, settings: &IndexSettings, jobs: usize) -> tantivy::Result<DocId> {
        let schema = schema::schema().0;
        let indexed = schema.fields().filter(|(_, entry)| entry.is_indexed()).map(|(field, _)| field);
        let (first, later): (Vec<Field>, Vec<Field>) = indexed.partition(|field| *field <= self.fields.words);
        let docs = self.lengths(&schema)?;
        // Each thread reads the files by itself, from front to back.
        let others = || {
            self.columns(&schema)?;
            self.store(settings)?;
            let mut files = Files::create(&self.beside)?;
            self.terms(&schema, &later, &mut files)?;
            files.close().map_err(TantivyError::from)
        };
        let mut files = Files::create(&self.target)?;
        std::thread::scope(|scope| {
            let spawn = || std::thread::Builder::new().spawn_scoped(scope, others).ok();
            let thread = (jobs > 1).then(spawn).flatten();
            let own = self.terms(&schema, &first, &mut files);
            // Where there is no other thread this one does all.
            let others = match thread {
                Some(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                None => others(),
            };
            own.and(others)
        })?;
        later.iter().try_for_each(|&field| files.take_over(&self.beside, field))?;
        files.close()?;
        Ok(docs)
    }

    fn readers(&self) -> tantivy::Result<Vec<SegmentReader>> {
        self.segments.iter().map(SegmentReader::open).collect()
    }

    /// Writes how long the fields of each document are. How many documents there are.
    fn lengths(&self, schema: &Schema) -> tantivy::Result<DocId> {
        let mut lengths = FieldNormsWriter::for_schema(schema);
        let mut first = 0;
        for reader in self.readers()? {
            for (field, _) in schema.fields() {
                let Some(own) = reader.fieldnorms_readers().get_field(field)? else { continue };
                (0..reader.max_doc()).for_each(|doc| lengths.record(first + doc, field, own.fieldnorm(doc)));
            }
            first += reader.max_doc();
        }
        lengths.fill_up_to_max_doc(first);
        let file = self.target.open_write(SegmentComponent::FieldNorms)?;
        lengths.serialize(FieldNormsSerializer::from_write(file)?, None)?;
        Ok(first)
    }

    /// Writes the terms of some fields.
    fn terms(&self, schema: &Schema, fields: &[Field], files: &mut Files) -> tantivy::Result<()> {
        let readers = self.readers()?;
        let lengths = FieldNormReaders::open(self.target.open_read(SegmentComponent::FieldNorms)?)?;
        for &field in fields {
            let option = schema.get_field_entry(field).field_type().index_record_option();
            let option = option.unwrap_or(IndexRecordOption::Basic);
            self.field(&readers, field, option, lengths.get_field(field)?, files)?;
        }
        Ok(())
    }

    fn field(
        &self,
        readers: &[SegmentReader],
        field: Field,
        option: IndexRecordOption,
        lengths: Option<FieldNormReader>,
        Files([terms, postings, positions]): &mut Files,
    ) -> tantivy::Result<()> {
        let inverted =
            readers.iter().map(|reader| reader.inverted_index(field)).collect::<tantivy::Result<Vec<_>>>()?;
        let places = self
            .segments
            .iter()
            .map(|segment| {
                let file = segment.open_read(SegmentComponent::Positions)?;
                Ok(CompositeFile::open(&file)?.open_read(field))
            })
            .collect::<tantivy::Result<Vec<_>>>()?;
        let firsts = readers.iter().scan(0, |next, reader| {
            let first = *next;
            *next += reader.max_doc();
            Some(first)
        });
        let firsts: Vec<DocId> = firsts.collect();
        let streams =
            inverted.iter().map(|inverted| inverted.terms().stream()).collect::<io::Result<Vec<_>>>()?;
        let mut merged = TermMerger::new(streams);
        let total = inverted.iter().map(|inverted| inverted.total_num_tokens()).sum();
        let mut written = FieldSerializer::create(
            option,
            total,
            terms.for_field(field),
            postings.for_field(field),
            positions.for_field(field),
            lengths,
        )?;
        let (mut infos, mut steps) = (Vec::new(), Vec::new());
        while merged.advance() {
            infos.clear();
            infos.extend(merged.current_segment_ords_and_term_infos());
            let docs = infos.iter().map(|(_, info)| info.doc_freq).sum();
            written.new_term(merged.key(), docs, option.has_freq())?;
            for (at, info) in &infos {
                let first = firsts[*at];
                let mut blocks = inverted[*at].read_block_postings_from_terminfo(info, option)?;
                let mut steps_of = match &places[*at] {
                    Some(places) if option.has_positions() => {
                        let own = places.slice(info.positions_range.clone()).read_bytes()?;
                        Some(PositionReader::open(own)?)
                    }
                    _ => None,
                };
                let mut read = 0;
                while !blocks.docs().is_empty() {
                    let times = if option.has_freq() { blocks.freqs() } else { &[] };
                    steps.clear();
                    if let Some(steps_of) = &mut steps_of {
                        steps.resize(times.iter().map(|&times| times as usize).sum(), 0);
                        steps_of.read(read, &mut steps);
                        read += steps.len() as u64;
                    }
                    let mut from = 0;
                    for (at, &doc) in blocks.docs().iter().enumerate() {
                        let times = times.get(at).copied().unwrap_or_default();
                        let to = if steps_of.is_some() { from + times as usize } else { from };
                        written.write_doc(first + doc, times, &steps[from..to]);
                        from = to;
                    }
                    blocks.advance();
                }
            }
            written.close_term()?;
        }
        written.close()?;
        Ok(())
    }

    /// Writes the columns.
    fn columns(&self, schema: &Schema) -> tantivy::Result<()> {
        let columns = self
            .segments
            .iter()
            .map(|segment| Ok(ColumnarReader::open(segment.open_read(SegmentComponent::FastFields)?)?))
            .collect::<tantivy::Result<Vec<_>>>()?;
        let columns: Vec<&ColumnarReader> = columns.iter().collect();
        let kind = |kind| match kind {
            Type::I64 => ColumnType::I64,
            Type::U64 => ColumnType::U64,
            Type::F64 => ColumnType::F64,
            _ => ColumnType::Str,
        };
        let required: Vec<(String, ColumnType)> = schema
            .fields()
            .filter(|(_, entry)| entry.is_fast())
            .map(|(_, entry)| (entry.name().to_owned(), kind(entry.field_type().value_type())))
            .collect();
        let order = MergeRowOrder::Stack(StackMergeOrder::stack(&columns));
        let mut file = self.target.open_write(SegmentComponent::FastFields)?;
        merge_columnar(&columns, &required, order, &mut file)?;
        file.terminate()?;
        Ok(())
    }

    /// Writes the stored talks.
    fn store(&self, settings: &IndexSettings) -> tantivy::Result<()> {
        let file = self.target.open_write(SegmentComponent::Store)?;
        let (compression, block) = (settings.docstore_compression, settings.docstore_blocksize);
        let mut store = StoreWriter::new(file, compression, block, false)?;
        for reader in self.readers()? {
            store.stack(reader.get_store_reader(1)?)?;
        }
        store.close()?;
        Ok(())
    }
}
