//! The manifest: what a generation of the index consists of, what it was built from and with.
//!
//! A generation without its complete manifest does not exist: the manifest is written last, and the file that makes
//! the generation live names the digest of the manifest, as the manifest names the digests of all other files.

use super::schema;
use super::source::{Home, Source};
use super::watch::Watch;
use crate::analysis;
use crate::corpus::{Corpus, Skipped};
use crate::name;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::{Path, PathBuf};
use tantivy::DocId;

/// Version of the manifest and of the layout of the index folder.
pub const FORMAT: u32 = 7;
/// Its name inside a generation.
pub const FILE: &str = "manifest.json";

/// The versions that must be equal in the program that built an index and in the one that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// [`FORMAT`].
    pub format: u32,
    /// [`schema::VERSION`].
    pub schema: u32,
    /// [`analysis::VERSION`]: words, stems and the tables they rest on.
    pub analysis: u32,
}

impl Versions {
    /// Those of this program.
    pub const OWN: Versions =
        Versions { format: FORMAT, schema: schema::VERSION, analysis: analysis::VERSION };
}

impl std::fmt::Display for Versions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.format, self.schema, self.analysis)
    }
}

/// What a generation consists of, what it was built from and with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Versions it was built with.
    pub versions: Versions,
    /// Number of the generation, from 1.
    pub generation: u64,
    /// When it was built, RFC 3339, UTC.
    pub built_at: String,
    /// Talks in it.
    pub talks: usize,
    /// Recaps in it.
    pub recaps: usize,
    /// Files of more bytes were left out.
    pub max_filesize: u64,
    /// What `recaps index` was given: folders and files, as named, and where they lie.
    pub roots: Vec<Root>,
    /// Its segments, in the order of their documents.
    pub segments: Vec<SegmentEntry>,
    /// The dictionary that its talks are packed with; `None` where they are not packed.
    pub dictionary: Option<FileEntry>,
    /// Files without a talk, sorted by name: known, so that they do not count as new.
    pub bare: Vec<Bare>,
    /// Recaps that cannot be read now and answer as they did when they last could, sorted by name.
    pub kept: Vec<Kept>,
    /// The remembered ids ([`super::ids`]); `None` where there are none.
    pub ids: Option<FileEntry>,
    /// What a search checks to detect changes of the corpus, where the corpus is too large to check all of it.
    pub watch: Option<Watch>,
}

/// A segment: files that never change once they are written, shared by the generations that hold it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentEntry {
    /// Its name, the beginning of those of its files.
    pub id: String,
    /// Documents in it, deleted ones included.
    pub docs: u32,
    /// Recaps that answer.
    pub recaps: u32,
    /// Documents of recaps that changed or went since: they answer nothing. Sorted; neighbours are one.
    #[serde(rename = "dead")]
    pub deleted: Vec<Range<DocId>>,
    /// The total length of all living talks in words, each rounded as its stored length is.
    pub length: u64,
    /// Its files; the last one holds its recaps.
    pub files: Vec<FileEntry>,
}

impl SegmentEntry {
    /// Documents that answer.
    pub fn living(&self) -> u32 {
        self.docs - self.deleted.iter().map(|range| range.end - range.start).sum::<u32>()
    }

    /// Whether a document is of a recap that changed or went.
    pub fn is_deleted(&self, doc: DocId) -> bool {
        let after = self.deleted.partition_point(|range| range.start <= doc);
        after > 0 && doc < self.deleted[after - 1].end
    }
}

/// A file of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its name in the folder of the generation.
    pub name: String,
    /// Its length in bytes.
    pub length: u64,
    /// Digest of the digests of its blocks ([`super::digest`]), hexadecimal.
    pub digest: String,
}

/// A file of the corpus that has no talk in the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bare {
    /// The file.
    pub source: Source,
    /// Why it could not be read, one line; `None` for a recap that says nothing.
    pub reason: Option<String>,
}

/// A recap that answers as it did when it could last be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its name.
    pub file: String,
    /// Why it cannot be read now, one line.
    pub reason: String,
}

/// A folder or file that `recaps index` was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// As named: the beginning of the names of its recaps.
    pub label: String,
    /// Where it lies; relative paths start at the folder that holds the index.
    #[serde(with = "name::stored")]
    pub path: PathBuf,
}

/// Where recaps lie, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(Vec<(String, PathBuf)>);

impl Places {
    /// Roots, each with its label.
    pub fn new(roots: impl IntoIterator<Item = (String, PathBuf)>) -> Places {
        Places(roots.into_iter().collect())
    }

    /// Where the recap known as `file` lies; `None` where no root has such a name.
    pub fn of(&self, file: &str) -> Option<PathBuf> {
        self.0.iter().find_map(|(label, path)| {
            if label == file {
                return Some(path.clone());
            }
            let inside = file.strip_prefix(label.trim_end_matches('/'))?.strip_prefix('/')?;
            Some(name::inside(path, inside))
        })
    }
}

impl Manifest {
    /// What a generation begins with: all that was before, or nothing.
    pub(crate) fn following(
        before: Option<&Manifest>,
        versions: Versions,
        max_filesize: u64,
        roots: Vec<Root>,
    ) -> Manifest {
        match before {
            Some(before) => Manifest { max_filesize, roots, ..before.clone() },
            None => Manifest {
                versions,
                generation: 0,
                built_at: String::new(),
                talks: 0,
                recaps: 0,
                max_filesize,
                roots,
                segments: Vec::new(),
                dictionary: None,
                bare: Vec::new(),
                kept: Vec::new(),
                ids: None,
                watch: None,
            },
        }
    }

    /// The manifest in `bytes`, read from `path`. Of another version nothing else need be understood.
    ///
    /// # Errors
    /// [`Error::OtherVersion`], and [`Error::Damaged`] for what is no manifest.
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Manifest> {
        #[derive(Deserialize)]
        struct Head {
            versions: Versions,
        }
        let damaged =
            |e: serde_json::Error| Error::Damaged { what: path.display().to_string(), reason: e.to_string() };
        let manifest: Result<Manifest, _> = serde_json::from_slice(bytes);
        let versions = match &manifest {
            Ok(manifest) => manifest.versions,
            Err(_) => serde_json::from_slice::<Head>(bytes).map_err(damaged)?.versions,
        };
        if versions != Versions::OWN {
            return Err(Error::OtherVersion { found: versions.to_string(), own: Versions::OWN.to_string() });
        }
        let manifest = manifest.map_err(damaged)?;
        match manifest.inconsistency() {
            None => Ok(manifest),
            Some(reason) => {
                Err(Error::Damaged { what: path.display().to_string(), reason: reason.to_owned() })
            }
        }
    }

    /// What cannot be in a manifest, however it came about: numbers that later steps rely on.
    fn inconsistency(&self) -> Option<&'static str> {
        let total = self.segments.iter().try_fold(0u32, |sum, segment| sum.checked_add(segment.docs));
        let sorted = |segment: &SegmentEntry| {
            let bounds = segment.deleted.iter().flat_map(|range| [range.start, range.end]);
            bounds.clone().is_sorted() && bounds.last().is_none_or(|last| last <= segment.docs)
        };
        let plain = |file: &FileEntry| !file.name.contains(['/', '\\']) && !file.name.starts_with('.');
        if total.is_none() {
            Some("too many documents")
        } else if !self.segments.iter().all(sorted) {
            Some("dead documents that cannot be")
        } else if !self.files().all(plain) {
            Some("a file outside the generation")
        } else {
            None
        }
    }

    /// Where its recaps lie, for an index at home in `home`.
    pub fn places(&self, home: &Home) -> Places {
        Places(self.roots.iter().map(|root| (root.label.clone(), home.resolve(&root.path))).collect())
    }

    /// What it could not read when it was built, kept recaps among them.
    pub fn unread(&self, home: &Home) -> Vec<Skipped> {
        let unread = self.bare.iter().filter_map(|bare| {
            Some(Skipped { path: home.resolve(&bare.source.path), reason: bare.reason.clone()?, kept: false })
        });
        let places = self.places(home);
        let kept = self.kept.iter().map(|kept| Skipped {
            path: places.of(&kept.file).unwrap_or_else(|| kept.file.clone().into()),
            reason: kept.reason.clone(),
            kept: true,
        });
        unread.chain(kept).collect()
    }

    /// The corpus it was built from, for an index at home in `home`.
    pub fn corpus(&self, home: &Home) -> Corpus {
        let roots = self.roots.iter().map(|root| (root.label.clone(), home.resolve(&root.path)));
        Corpus::from_roots(roots).with_max_filesize(self.max_filesize)
    }

    /// All its files.
    pub fn files(&self) -> impl Iterator<Item = &FileEntry> {
        let folders = self.watch.as_ref().and_then(|watch| watch.rest.as_ref());
        self.segments
            .iter()
            .flat_map(|segment| &segment.files)
            .chain(&self.dictionary)
            .chain(&self.ids)
            .chain(folders)
    }
}
