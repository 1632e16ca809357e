//! The next generation of an index: what stays of the one before, and what is new.

use super::build::{self, Written};
use super::diff::{Diff, Known};
use super::digest;
use super::directory::SegmentFolder;
use super::durable;
use super::generation::{self, Building, Live};
use super::guard::{self, Access};
use super::ids::{self, Ids};
use super::manifest::{FileEntry, Manifest, Root, SegmentEntry, Versions};
use super::settle::Settling;
use super::source::{self, Home, Source};
use super::watch::Watch;
use super::{cutter, machine, merge, packing, segment};
use crate::corpus::{Corpus, Found, Skipped};
use crate::{Error, Result};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};
use std::path::Path;

/// The generation that the next one is built upon.
pub(super) struct Base {
    pub(super) live: Live,
    pub(super) manifest: Manifest,
    /// Its files; what is read of them is verified.
    pub(super) files: SegmentFolder,
}

/// A generation on its way.
pub(super) struct Next<'a> {
    index: &'a Path,
    home: &'a Home,
    base: Option<&'a Base>,
    /// Its manifest; counts and times are filled in when it is published.
    pub(super) manifest: Manifest,
    /// Tables of recaps that are not those of the base any more, by segment.
    tables: HashMap<String, Vec<Source>>,
    building: Option<Building>,
    /// The remembered ids, where they differ from those of the base.
    ids: Option<Ids>,
    /// The digests of the blocks of files that were written for it, by name.
    digests: HashMap<String, Vec<u8>>,
}

impl<'a> Next<'a> {
    /// A generation that is as the base, or empty.
    pub(super) fn new(
        index: &'a Path,
        home: &'a Home,
        base: Option<&'a Base>,
        corpus: &Corpus,
        roots: Vec<Root>,
        watch: Option<Watch>,
    ) -> Next<'a> {
        let before = base.map(|base| &base.manifest);
        let manifest = Manifest::following(before, Versions::OWN, corpus.max_filesize(), roots);
        let manifest = Manifest { watch, ..manifest };
        let (tables, digests) = (HashMap::new(), HashMap::new());
        Next { index, home, base, manifest, tables, building: None, ids: None, digests }
    }

    /// Whether it differs from the base, as far as nothing was built.
    pub(super) fn differs(&self) -> bool {
        !self.tables.is_empty() || self.base.is_none_or(|base| base.manifest != self.manifest)
    }

    /// Recaps in it.
    pub(super) fn recaps(&self) -> usize {
        let bare = self.manifest.bare.iter().filter(|bare| bare.reason.is_none()).count();
        bare + self.manifest.segments.iter().map(|segment| segment.recaps as usize).sum::<usize>()
    }

    /// Talks in it.
    pub(super) fn talks(&self) -> usize {
        self.manifest.segments.iter().map(|segment| segment.living() as usize).sum()
    }

    /// Files of the corpus that could not be read.
    pub(super) fn unread(&self) -> Vec<Skipped> {
        self.manifest.unread(self.home)
    }

    /// Leaves out the recaps that have gone.
    pub(super) fn leave_out(&mut self, diff: &Diff, known: &[Known]) -> Result<()> {
        let Some(base) = self.base.filter(|_| !diff.gone.is_empty()) else { return Ok(()) };
        let (segments, fields) = segment::open(&base.files, &base.manifest.segments)?;
        let mut bare: HashSet<&str> = HashSet::new();
        let gone: HashSet<&str> = diff.gone.iter().map(|&at| known[at].source.file.as_str()).collect();
        self.manifest.kept.retain(|kept| !gone.contains(kept.file.as_str()));
        for Known { source, segment } in diff.gone.iter().map(|&at| &known[at]) {
            let Some(at) = *segment else {
                bare.insert(&source.file);
                continue;
            };
            let entry = &mut self.manifest.segments[at];
            entry.deleted.push(source.docs());
            entry.recaps -= 1;
            entry.length -= build::length(&segments[at], &fields, source.docs())?;
        }
        self.manifest.bare.retain(|entry| !bare.contains(entry.source.file.as_str()));
        for entry in &mut self.manifest.segments {
            entry.deleted.sort_unstable_by_key(|range| range.start);
            entry.deleted.dedup_by(|next, kept| {
                let meet = kept.end == next.start;
                if meet {
                    kept.end = next.end;
                }
                meet
            });
        }
        self.manifest.segments.retain(|segment| segment.living() > 0);
        Ok(())
    }

    /// Takes note of new times of recaps that say the same.
    pub(super) fn restamp(&mut self, diff: &Diff, known: &[Known]) -> Result<()> {
        let Some(base) = self.base else { return Ok(()) };
        for (at, stamp) in &diff.restamped {
            let Known { source, segment } = &known[*at];
            let Some(segment) = segment.map(|at| &base.manifest.segments[at]) else {
                let same = self.manifest.bare.iter_mut().find(|bare| bare.source.file == source.file);
                same.into_iter().for_each(|bare| bare.source.stamp = *stamp);
                continue;
            };
            let table = match self.tables.entry(segment.id.clone()) {
                Entry::Occupied(table) => table.into_mut(),
                Entry::Vacant(none) => none.insert(segment::sources(&base.files, segment)?),
            };
            if let Ok(at) = table.binary_search_by_key(&source.first, |source| source.first) {
                table[at].stamp = *stamp;
            }
        }
        Ok(())
    }

    /// Cuts and writes the new recaps, and merges small segments.
    pub(super) fn build(
        &mut self,
        todo: &[Found],
        settling: Settling,
        pack_from: u64,
        jobs: usize,
        progress: &mut dyn FnMut(usize),
    ) -> Result<()> {
        let building = match &mut self.building {
            Some(building) => building,
            none => none.insert(Building::begin(self.index)?),
        };
        let max_filesize = self.manifest.max_filesize;
        let folder = building.folder().to_owned();
        let dictionary = self.dictionary(todo, pack_from, jobs, &folder)?;
        let dictionary = dictionary.as_deref().map(packing::encoder);
        let (home, dictionary) = (self.home, dictionary.as_ref());
        let order = build::Order { home, todo, max_filesize, dictionary, settling: &settling };
        let built = build::build(&folder, order, jobs, progress)?;
        self.ids = Some(settling.remembered(built.settled));
        self.manifest.bare.extend(built.bare);
        self.manifest.kept.extend(built.kept);
        self.manifest.kept.sort_by(|a, b| a.file.cmp(&b.file));
        self.manifest.bare.sort_by(|a, b| a.source.file.cmp(&b.source.file));
        let mut new = built.segments;
        new.sort_by_key(|written| Reverse(written.entry.docs));

        let entries: Vec<&SegmentEntry> =
            self.manifest.segments.iter().chain(new.iter().map(|written| &written.entry)).collect();
        let from = merge::from(&entries);
        let kept = self.manifest.segments.len();
        if from < entries.len() {
            let mut parts = Vec::new();
            for entry in self.manifest.segments.drain(from.min(kept)..) {
                let Some(base) = self.base else { continue };
                let sources = match self.tables.remove(&entry.id) {
                    Some(table) => table,
                    None => segment::sources(&base.files, &entry)?,
                };
                parts.push((base.files.clone(), Written { entry, sources }));
            }
            let small = new.drain(from.saturating_sub(kept)..);
            let own = SegmentFolder::open(&folder)?;
            parts.extend(small.map(|written| (own.clone(), written)));
            new.push(merge::merge(&folder, parts, dictionary.is_some(), jobs)?);
        }
        for written in new {
            let entry = self.finish(written)?;
            self.manifest.segments.push(entry);
        }
        Ok(())
    }

    /// What talks are packed against: what those of the base are, or what the talks of many recaps to come have in common.
    fn dictionary(
        &mut self,
        todo: &[Found],
        pack_from: u64,
        jobs: usize,
        folder: &Path,
    ) -> Result<Option<Vec<u8>>> {
        if let (Some(base), Some(file)) = (self.base, &self.manifest.dictionary) {
            return base.files.map(&file.name).map(|bytes| Some(bytes.to_vec()));
        }
        let dictionary = cutter::dictionary(todo, pack_from, self.manifest.max_filesize, jobs);
        let Some(dictionary) = dictionary else { return Ok(None) };
        self.manifest.dictionary = Some(self.write(folder, packing::FILE.to_owned(), &dictionary)?);
        Ok(Some(dictionary))
    }

    /// Writes the table of a segment's recaps and verifies its files.
    fn finish(&mut self, Written { mut entry, sources }: Written) -> Result<SegmentEntry> {
        let Some(building) = &self.building else { return Ok(entry) };
        let folder = building.folder().to_owned();
        let written = SegmentFolder::open(&folder)?.with(Access::Copied);
        for name in segment::files(&folder, &entry.id)? {
            let path = folder.join(&name);
            let length = std::fs::metadata(&path).map_err(|e| Error::io(&path, e))?.len();
            let digests = digest::of_written(&written, &name).map_err(|e| Error::io(&path, e))?;
            let Some(digests) = digests else {
                return Err(Error::io(path, std::io::Error::other("not as it was just written")));
            };
            entry.files.push(FileEntry { name: name.clone(), length, digest: digest::of(&digests) });
            self.digests.insert(name, digests);
        }
        entry.recaps = sources.len() as u32;
        self.table(&mut entry, &sources, &folder, 0)?;
        Ok(entry)
    }

    /// Writes the table of a segment's recaps into `folder`: the last of its files.
    fn table(
        &mut self,
        entry: &mut SegmentEntry,
        sources: &[Source],
        folder: &Path,
        revision: u64,
    ) -> Result<()> {
        let name = format!("{}.{revision}.sources", entry.id);
        entry.files.push(self.write(folder, name, &source::encode(sources)?)?);
        Ok(())
    }

    /// Writes a file of the generation into `folder`.
    fn write(&mut self, folder: &Path, name: String, bytes: &[u8]) -> Result<FileEntry> {
        durable::write(&folder.join(&name), bytes)?;
        let digests = digest::of_blocks(bytes);
        let entry =
            FileEntry { name: name.clone(), length: bytes.len() as u64, digest: digest::of(&digests) };
        self.digests.insert(name, digests);
        Ok(entry)
    }

    /// Writes the digests of the blocks of all files: of those that stay, as they were written.
    fn write_digests(&self, folder: &Path) -> Result<()> {
        let mut all = Vec::new();
        for file in self.manifest.files() {
            let written = self.digests.get(&file.name);
            let before = || self.base?.files.guards().map(|guards| guards.digests(&file.name));
            let lacking = || Error::io(folder.join(&file.name), std::io::Error::other("has no digests"));
            match written {
                Some(digests) => all.extend(digests),
                None => all.extend(before().ok_or_else(lacking)??),
            }
        }
        durable::write(&folder.join(guard::FILE), &all)
    }

    /// Makes it the live generation.
    pub(super) fn publish(&mut self) -> Result<()> {
        let number = generation::next(self.index)?;
        let building = match self.building.take() {
            Some(building) => building,
            None => Building::begin(self.index)?,
        };
        let mut segments = std::mem::take(&mut self.manifest.segments);
        for entry in &mut segments {
            let Some(base) = self.base else { break };
            if !base.manifest.segments.iter().any(|before| before.id == entry.id) {
                continue;
            }
            let table = self.tables.remove(&entry.id);
            if table.is_some() {
                entry.files.pop();
            }
            for file in &entry.files {
                building.take_over(&base.live.folder, &file.name)?;
            }
            if let Some(sources) = table {
                self.table(entry, &sources, building.folder(), number)?;
            }
        }
        if let (Some(base), Some(file)) = (self.base, &self.manifest.dictionary)
            && base.manifest.dictionary.is_some()
        {
            building.take_over(&base.live.folder, &file.name)?;
        }
        match (&self.ids, self.base) {
            (Some(ids), _) => {
                let bytes = ids.encode()?;
                let written = bytes.map(|bytes| self.write(building.folder(), ids::FILE.to_owned(), &bytes));
                self.manifest.ids = written.transpose()?;
            }
            (None, Some(base)) if self.manifest.ids.is_some() => {
                building.take_over(&base.live.folder, ids::FILE)?;
            }
            _ => {}
        }
        if let Some(watch) = self.manifest.watch.clone()
            && let Some(file) = &watch.rest
        {
            match self.base.filter(|_| watch.to_write.is_empty()) {
                Some(base) => building.take_over(&base.live.folder, &file.name)?,
                None => drop(self.write(building.folder(), file.name.clone(), &watch.to_write)?),
            }
        }
        self.manifest.segments = segments;
        self.manifest.generation = number;
        self.manifest.built_at = machine::now();
        self.manifest.recaps = self.recaps();
        self.manifest.talks = self.talks();
        self.write_digests(building.folder())?;
        let written: Vec<&str> = self.digests.keys().map(String::as_str).chain([guard::FILE]).collect();
        building.publish(&self.manifest, &written).map(drop)
    }
}
