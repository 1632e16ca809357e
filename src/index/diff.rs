//! The corpus as it lies on disk against what an index knows of it.

use super::directory::SegmentFolder;
use super::manifest::Manifest;
use super::source::{Contents, Home, Source};
use super::tag::Tag;
use super::{Index, segment};
use crate::Result;
use crate::corpus::{Found, PerFolder, Skipped, Stamp};
use rustc_hash::FxHashMap;
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::PathBuf;

/// A recap that an index knows.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) source: Source,
    /// The segment that holds its talks, by place in the manifest; `None` for one without a talk.
    pub(crate) segment: Option<usize>,
}

/// All recaps that a generation in `folder` knows.
pub(crate) fn known(folder: &SegmentFolder, manifest: &Manifest) -> Result<Vec<Known>> {
    let living = |at: usize| {
        let entry = &manifest.segments[at];
        let mut sources = segment::sources(folder, entry)?;
        sources.retain(|source| !entry.is_deleted(source.first));
        Ok(sources)
    };
    gather(manifest, |_| true, living)
}

/// All recaps that an open index knows.
pub(crate) fn known_of(index: &Index) -> Result<Vec<Known>> {
    gather(index.manifest(), |_| true, |at| index.segments()[at].living_sources())
}

/// The recaps among those `found` that a generation in `folder` knows: without reading of all the others.
pub(crate) fn known_among(
    found: &[Found],
    folder: &SegmentFolder,
    manifest: &Manifest,
) -> Result<Vec<Known>> {
    let names: HashSet<&str> = found.iter().map(|found| found.file.as_str()).collect();
    let (segments, fields) = segment::open(folder, &manifest.segments)?;
    let living = |at: usize| {
        for name in &names {
            if segments[at].holds(fields.tags, &Tag::File.of(name))? {
                return segments[at].living_sources();
            }
        }
        Ok(Vec::new())
    };
    gather(manifest, |source| names.contains(source.file.as_str()), living)
}

/// The recaps of a generation that are wanted: those without a talk, and those that answer of each segment, which `living`
/// gives by place in the manifest.
fn gather(
    manifest: &Manifest,
    is_wanted: impl Fn(&Source) -> bool,
    living: impl Fn(usize) -> Result<Vec<Source>>,
) -> Result<Vec<Known>> {
    let bare = manifest.bare.iter().map(|bare| &bare.source).filter(|source| is_wanted(source));
    let mut known: Vec<Known> = bare.map(|source| Known { source: source.clone(), segment: None }).collect();
    for at in 0..manifest.segments.len() {
        let wanted = living(at)?.into_iter().filter(&is_wanted);
        known.extend(wanted.map(|source| Known { source, segment: Some(at) }));
    }
    Ok(known)
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

/// Compares the recaps that were found with those that are known, and notes which of those that were skipped still answer. Of a recap whose size and times are as they were,
/// and sure, nothing is read; of another of the same size the contents decide. One that could not be read is tried again.
/// A recap in a place that cannot be looked at now is as it was.
pub(crate) fn diff(known: &[Known], found: Vec<Found>, skipped: &mut [Skipped], home: &Home) -> Diff {
    let mut by_name: FxHashMap<(&str, &OsStr), usize> = FxHashMap::default();
    by_name.reserve(known.len());
    for (at, Known { source, .. }) in known.iter().enumerate() {
        by_name.insert((&source.file, source.path.as_os_str()), at);
    }
    let mut is_there = vec![false; known.len()];
    let mut diff = Diff::default();
    let mut new = Vec::new();
    let mut of_folder = PerFolder::default();
    for found in &found {
        let place = match (found.path.parent(), found.path.file_name()) {
            (Some(folder), Some(name)) => {
                of_folder.get(folder, |folder| home.portable_folder(folder)).join(name)
            }
            _ => home.portable(&found.path),
        };
        let Some(&at) = by_name.get(&(found.file.as_str(), place.as_os_str())) else {
            new.push(found.clone());
            continue;
        };
        is_there[at] = true;
        let (before, stamp) = (&known[at].source, found.stamp);
        if !before.says_else(&found.path, stamp) {
            diff.unchanged += 1;
            if before.stamp != stamp {
                diff.restamped.push((at, stamp));
            }
        } else {
            diff.changed.push(found.file.clone());
            diff.gone.push(at);
            diff.todo.push(found.clone());
        }
    }
    diff.found = found;
    diff.unchanged += unseen(known, skipped, home, &mut is_there).len();
    let missing = (0..known.len()).filter(|&at| !is_there[at]);
    renamed(known, &missing.collect::<Vec<_>>(), new, &mut diff);
    diff.removed.sort_unstable();
    diff.todo.sort_by(|a, b| a.file.cmp(&b.file));
    diff
}

/// Separates recaps that were only renamed from removed and new ones: of each pair with the same contents, the new file is
/// the missing one under another name.
fn renamed(known: &[Known], missing: &[usize], new: Vec<Found>, diff: &mut Diff) {
    let mut went: HashMap<Contents, Vec<usize>> = HashMap::new();
    for &at in missing {
        went.entry(known[at].source.contents).or_default().push(at);
    }
    let sizes: HashSet<u64> = missing.iter().map(|&at| known[at].source.stamp.size).collect();
    went.values_mut()
        .for_each(|group| group.sort_unstable_by(|a, b| known[*b].source.file.cmp(&known[*a].source.file)));
    for found in new {
        let was = if sizes.contains(&found.stamp.size) {
            let contents = Contents::of(&found.path);
            went.get_mut(&contents).filter(|_| contents.recap.is_some()).and_then(Vec::pop)
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
}

/// The recaps of an index that is built anew which lie where nothing can be seen now: they are to be read like all others,
/// and where that fails their last version stays.
pub(crate) fn hidden(known: &[Known], found: &[Found], skipped: &mut [Skipped], home: &Home) -> Vec<Found> {
    let names: HashSet<&str> = found.iter().map(|found| found.file.as_str()).collect();
    let mut is_there: Vec<bool> =
        known.iter().map(|known| names.contains(known.source.file.as_str())).collect();
    let found = |at: usize| {
        let source = &known[at].source;
        Found { file: source.file.clone(), path: home.resolve(&source.path), stamp: source.stamp }
    };
    unseen(known, skipped, home, &mut is_there).into_iter().map(found).collect()
}

/// Marks recaps that lie where nothing can be seen now (a folder without permission, a file that grew too large) as
/// there, and gives their places. What does not exist any more has gone.
fn unseen(known: &[Known], skipped: &mut [Skipped], home: &Home, is_there: &mut [bool]) -> Vec<usize> {
    let mut hidden: Vec<(PathBuf, &mut bool)> = skipped
        .iter_mut()
        .filter(|skipped| skipped.path.symlink_metadata().is_ok())
        .map(|skipped| (home.absolute(&skipped.path), &mut skipped.kept))
        .collect();
    let mut unseen = Vec::new();
    if hidden.is_empty() {
        return unseen;
    }
    for (at, (Known { source, segment }, is_there)) in known.iter().zip(is_there).enumerate() {
        let path = home.resolve(&source.path);
        if *is_there || segment.is_none() {
            continue;
        }
        if let Some((_, kept)) = hidden.iter_mut().find(|(hidden, _)| path.starts_with(hidden)) {
            (*is_there, **kept) = (true, true);
            unseen.push(at);
        }
    }
    unseen
}
