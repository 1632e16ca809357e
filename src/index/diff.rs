//! The corpus as it lies on disk against what an index knows of it.

use super::directory::SegmentFolder;
use super::manifest::{Manifest, SegmentEntry};
use super::source::{Contents, Home, Source};
use super::tag::Tag;
use super::{Index, segment};
use crate::Result;
use crate::corpus::{Found, Stamp};
use rustc_hash::FxHashMap;
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A recap that an index knows.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) source: Source,
    /// The segment that holds its talks, by place in the manifest; `None` for one without a talk.
    pub(crate) segment: Option<usize>,
}

/// All recaps that a generation in `folder` knows.
pub(crate) fn known(folder: &Path, manifest: &Manifest) -> Result<Vec<Known>> {
    let bare = manifest.bare.iter().map(|bare| Known { source: bare.source.clone(), segment: None });
    let mut known: Vec<Known> = bare.collect();
    for (at, entry) in manifest.segments.iter().enumerate() {
        let living = living(folder, entry)?;
        known.extend(living.into_iter().map(|source| Known { source, segment: Some(at) }));
    }
    Ok(known)
}

/// All recaps that an open index knows.
pub(crate) fn known_of(index: &Index) -> Result<Vec<Known>> {
    let bare = index.manifest().bare.iter().map(|bare| Known { source: bare.source.clone(), segment: None });
    let mut known: Vec<Known> = bare.collect();
    for (at, segment) in index.segments().iter().enumerate() {
        let living = segment.sources()?.into_iter().filter(|source| segment.is_alive(source.first));
        known.extend(living.map(|source| Known { source, segment: Some(at) }));
    }
    Ok(known)
}

/// The recaps of a segment that answer, in the order of their documents.
pub(crate) fn living(folder: &Path, entry: &SegmentEntry) -> Result<Vec<Source>> {
    let mut sources = segment::sources(folder, entry)?;
    sources.retain(|source| !entry.is_dead(source.first));
    Ok(sources)
}

/// What has changed. Numbers are places among the recaps that are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Diff {
    /// Recaps to cut, because they came or their contents changed; sorted by name. Their stamps are from before they are
    /// read: a change while they are read shows the next time.
    pub(crate) todo: Vec<Found>,
    /// Those that came.
    pub(crate) added: Vec<String>,
    /// Those that say something else.
    pub(crate) changed: Vec<String>,
    /// Those that went.
    pub(crate) removed: Vec<String>,
    /// Those that only have another name: from, to.
    pub(crate) renamed: Vec<(String, String)>,
    /// Those whose talks no longer answer: they changed, went or have another name.
    pub(crate) gone: Vec<usize>,
    /// Those that say the same at another time.
    pub(crate) restamped: Vec<(usize, Stamp)>,
    /// Those that are as they were.
    pub(crate) unchanged: usize,
    /// All that were found.
    pub(crate) found: Vec<Found>,
}

/// The recaps among those `found` that a generation in `folder` knows: without reading of all the others.
pub(crate) fn known_among(found: &[Found], folder: &Path, manifest: &Manifest) -> Result<Vec<Known>> {
    let names: HashSet<&str> = found.iter().map(|found| found.file.as_str()).collect();
    let is_named = |source: &Source| names.contains(source.file.as_str());
    let bare = manifest.bare.iter().filter(|bare| is_named(&bare.source));
    let mut known: Vec<Known> =
        bare.map(|bare| Known { source: bare.source.clone(), segment: None }).collect();
    let (segments, fields) = segment::open(&SegmentFolder::open(folder)?, &manifest.segments)?;
    for (at, segment) in segments.iter().enumerate() {
        let mut holds = false;
        for name in &names {
            holds |= segment.holds(fields.tags, &Tag::File.of(name))?;
        }
        if holds {
            let living = living(folder, segment.entry())?.into_iter().filter(is_named);
            known.extend(living.map(|source| Known { source, segment: Some(at) }));
        }
    }
    Ok(known)
}

/// Compares the recaps that were found with those that are known. Of a recap whose size and times are as they were
/// nothing is read; of one with another time and the same size the contents decide.
pub(crate) fn diff(known: &[Known], found: Vec<Found>, home: &Home) -> Diff {
    let mut by_name: FxHashMap<(&str, &OsStr), usize> = FxHashMap::default();
    by_name.reserve(known.len());
    for (at, Known { source, .. }) in known.iter().enumerate() {
        by_name.insert((&source.file, source.path.as_os_str()), at);
    }
    let mut is_there = vec![false; known.len()];
    let mut diff = Diff::default();
    let mut new = Vec::new();
    let mut folder = Folder { home, path: PathBuf::new(), portable: PathBuf::new() };
    for found in &found {
        let place = folder.portable(&found.path);
        let Some(&at) = by_name.get(&(found.file.as_str(), place.as_os_str())) else {
            new.push(found.clone());
            continue;
        };
        is_there[at] = true;
        let (before, stamp) = (&known[at].source, found.stamp);
        if before.stamp == stamp {
            diff.unchanged += 1;
        } else if before.stamp.size == stamp.size && before.contents == Contents::of(&found.path) {
            diff.unchanged += 1;
            diff.restamped.push((at, stamp));
        } else {
            diff.changed.push(found.file.clone());
            diff.gone.push(at);
            diff.todo.push(found.clone());
        }
    }
    diff.found = found;
    // Of recaps that went and came with the same contents each pair is one that was renamed.
    let mut went: HashMap<Contents, Vec<usize>> = HashMap::new();
    let missing: Vec<usize> = (0..known.len()).filter(|&at| !is_there[at]).collect();
    for &at in &missing {
        went.entry(known[at].source.contents).or_default().push(at);
    }
    went.values_mut()
        .for_each(|group| group.sort_unstable_by(|a, b| known[*b].source.file.cmp(&known[*a].source.file)));
    for found in new {
        let same_size = |at: &usize| known[*at].source.stamp.size == found.stamp.size;
        let was = if missing.iter().any(same_size) {
            went.get_mut(&Contents::of(&found.path)).and_then(Vec::pop)
        } else {
            None
        };
        match was {
            Some(at) => {
                diff.renamed.push((known[at].source.file.clone(), found.file.clone()));
                diff.gone.push(at);
            }
            None => diff.added.push(found.file.clone()),
        }
        diff.todo.push(found);
    }
    for at in went.into_values().flatten() {
        diff.removed.push(known[at].source.file.clone());
        diff.gone.push(at);
    }
    diff.removed.sort_unstable();
    diff.todo.sort_by(|a, b| a.file.cmp(&b.file));
    diff
}

/// Where recaps lie as a manifest writes it down, worked out once for those of one folder that follow each other.
struct Folder<'h> {
    home: &'h Home,
    path: PathBuf,
    portable: PathBuf,
}

impl Folder<'_> {
    fn portable(&mut self, recap: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (recap.parent(), recap.file_name()) else {
            return self.home.portable(recap);
        };
        // A relative folder may be the empty one, which is where people are.
        if folder.as_os_str().is_empty() {
            return self.home.portable(recap);
        }
        if folder.as_os_str() != self.path.as_os_str() {
            self.path = folder.to_owned();
            self.portable = self.home.portable(folder);
        }
        // The folder that holds the index is home itself: what lies in it is called by its name alone.
        if self.portable.is_absolute() { self.home.portable(recap) } else { self.portable.join(name) }
    }
}
