//! Recaps to a new generation of the index.

use super::generation::Writer;
use super::manifest::{Manifest, Root, SourceEntry, Versions, portable, stamp};
use super::{record, schema, tokens};
use crate::analysis::Analysis;
use crate::corpus::{Corpus, Skipped};
use crate::recap;
use crate::talk::Talk;
use crate::{Error, Result, ingest};
use std::path::Path;

/// Memory the writer may fill before it complains, in bytes; it takes what it needs below that.
const WRITER_MEMORY: usize = 1 << 30;

/// What a run of [`build`] has come to; for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Recaps cut so far.
    pub done: usize,
    /// Recaps in all.
    pub of: usize,
}

/// What a run of [`build`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// Number of the generation that is live now.
    pub generation: u64,
    /// Recaps in it.
    pub recaps: usize,
    /// Talks in it.
    pub talks: usize,
    /// What was found in the corpus and not indexed, with the reason.
    pub skipped: Vec<Skipped>,
}

/// Builds the index in the folder `index` from a corpus and makes it live.
///
/// A recap that cannot be read is skipped, with the reason; a corpus without any readable recap is an error.
pub fn build(index: &Path, corpus: &Corpus, progress: &mut dyn FnMut(Progress)) -> Result<Built> {
    let finding = corpus.walk();
    let mut skipped = finding.skipped;
    if finding.recaps.is_empty() {
        return Err(Error::EmptyCorpus { corpus: corpus.to_string(), skipped: skipped.len() });
    }
    let writer = Writer::new(index)?;
    let mut sources = Vec::with_capacity(finding.recaps.len());
    let mut unread = Vec::new();
    let mut talks: Vec<Talk> = Vec::new();
    for (done, found) in finding.recaps.iter().enumerate() {
        progress(Progress { done, of: finding.recaps.len() });
        let (size, modified) = match stamp(&found.path) {
            Ok(stamp) => stamp,
            Err(e) => {
                skipped.push(Skipped { path: found.path.clone(), reason: e.to_string() });
                continue;
            }
        };
        let entry = |digest: String| SourceEntry {
            file: found.file.clone(),
            path: portable(&found.path, index),
            size,
            modified,
            digest,
            ids: Vec::new(),
        };
        let (document, cut) = match ingest::read(&found.path, &found.file, None) {
            Ok(read) => read,
            Err(error) => {
                let reason = match error {
                    Error::NotText { reason, .. } => format!("not a text file: {reason}"),
                    Error::Io { source, .. } => source.to_string(),
                    error => error.to_string(),
                };
                skipped.push(Skipped { path: found.path.clone(), reason });
                unread.push(entry(String::new()));
                continue;
            }
        };
        sources.push(entry(document.digest));
        talks.extend(cut.talks);
    }
    progress(Progress { done: finding.recaps.len(), of: finding.recaps.len() });
    if sources.is_empty() {
        return Err(Error::EmptyCorpus { corpus: corpus.to_string(), skipped: skipped.len() });
    }
    recap::siblings(&mut talks);
    for source in &mut sources {
        let own = talks.iter().filter(|talk| talk.source.file == source.file);
        source.ids = own.map(|talk| talk.id.clone()).collect();
    }
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    // Equal scores are ordered by id: documents in that order make it the order of the index.
    talks.sort_by(|a, b| a.id.cmp(&b.id));

    let (generation, folder) = writer.begin()?;
    write(&folder, &talks)?;
    let manifest = Manifest {
        versions: Versions::OWN,
        generation,
        built_at: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        talks: talks.len(),
        roots: corpus
            .roots()
            .iter()
            .map(|root| Root { label: root.label.clone(), path: portable(&root.path, index) })
            .collect(),
        sources,
        unread,
    };
    manifest.write(&folder)?;
    writer.publish(generation, &folder)?;
    Ok(Built { generation, recaps: manifest.sources.len(), talks: talks.len(), skipped })
}

/// Writes the talks as one segment: one is faster to search than two, and its order is ours.
fn write(folder: &Path, talks: &[Talk]) -> Result<()> {
    let (schema, fields) = schema::schema();
    let failed = |e: tantivy::TantivyError| Error::from_tantivy(folder, e);
    let directory = tantivy::directory::MmapDirectory::open(folder).map_err(|e| failed(e.into()))?;
    let mut writer = tantivy::Index::builder()
        .schema(schema)
        .tokenizers(tokens::tokenizers())
        .single_segment_index_writer(directory, WRITER_MEMORY)
        .map_err(failed)?;
    let analysis = Analysis::default();
    for talk in talks {
        writer.add_document(record::document(talk, &fields, &analysis)?).map_err(failed)?;
    }
    writer.finalize().map_err(failed)?;
    Ok(())
}
