//! A run of the indexer: brings an index up to date with a corpus.
//!
//! Changed recaps are cut and written as new segments beside those that stay. The next generation consists of both, and goes
//! live completely or not at all. It gives the same answers as an index that is built anew from the same corpus.

use super::diff::{self, Diff, Known};
use super::directory::SegmentFolder;
use super::generation;
use super::guard::Access;
use super::ids::Ids;
use super::lock::{Wait, WriterLock};
use super::manifest::Root;
use super::next::{Base, Next};
use super::settle::Settling;
use super::source::Home;
use super::watch::{LOOK_AT_ALL, Watch};
use super::{Index, verify};
use crate::corpus::roots::Finding;
use crate::corpus::{Corpus, Found, Skipped};
use crate::name;
use crate::{Error, Result};
use std::collections::HashSet;
use std::path::Path;

/// From this many bytes of new recaps on talks are packed.
const PACK_FROM: u64 = 16 << 20;

/// How a run of the indexer is to go about it.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether to cut every recap, not only those that changed.
    pub rebuild: bool,
    /// Whether only to say what would be done.
    pub dry_run: bool,
    /// Whether the corpus is all there is to be in the index: what it does not hold goes.
    pub prune: bool,
    /// How many threads to use; `None` for one a core.
    pub jobs: Option<usize>,
    /// How long to wait for another writer.
    pub wait: Wait,
    /// From this many bytes of new recaps on talks are packed: it takes a little longer, and half the room.
    pub pack_from: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            rebuild: false,
            dry_run: false,
            prune: true,
            jobs: None,
            wait: Wait::No,
            pack_from: PACK_FROM,
        }
    }
}

/// How far a run has come; for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Recaps cut so far.
    pub done: usize,
    /// Recaps to cut.
    pub of: usize,
}

/// What a run did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Number of the generation that is live now.
    pub generation: u64,
    /// Recaps in it.
    pub recaps: usize,
    /// Talks in it.
    pub talks: usize,
    /// Recaps that came, by name.
    pub added: Vec<String>,
    /// Recaps that say something else.
    pub changed: Vec<String>,
    /// Recaps that went.
    pub removed: Vec<String>,
    /// Recaps that have another name: from, to.
    pub renamed: Vec<(String, String)>,
    /// Recaps that are as they were.
    pub unchanged: usize,
    /// What was found in the corpus and is not in the index, with the reason.
    pub skipped: Vec<Skipped>,
    /// Why the index that was there could not be built upon; `None` where it could, or where there was none.
    pub unusable: Option<String>,
}

impl Report {
    /// Whether the run found anything to do, or to leave out.
    pub fn is_change(&self) -> bool {
        let lists = [&self.added, &self.changed, &self.removed];
        lists.iter().any(|list| !list.is_empty()) || !self.renamed.is_empty()
    }
}

/// Brings the index in the folder `index` up to date with a corpus, building it where there is none.
///
/// A recap that cannot be read is left out and reported.
///
/// # Errors
/// [`Error::EmptyCorpus`] where no recap can be read, [`Error::Locked`] while another writer is at work, I/O errors;
/// the index that was there answers as before.
pub fn update(
    index: &Path,
    corpus: &Corpus,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report> {
    let _lock = if options.dry_run { None } else { Some(WriterLock::acquire(index, options.wait)?) };
    if !options.dry_run {
        generation::claim(index)?;
    }
    let home = Home::of(index);
    let (base, unusable) = base(index)?;
    if !options.dry_run {
        generation::sweep(index, generation::live(index).ok().flatten().map(|live| live.number));
    }
    let base = base.as_ref();
    match built(index, corpus, options, &home, base, progress) {
        // That a file is not as it was written shows when it is read.
        Err(error @ Error::Damaged { .. }) if base.is_some() => {
            let report = built(index, corpus, options, &home, None, progress)?;
            Ok(Report { unusable: Some(error.to_string()), ..report })
        }
        report => Ok(Report { unusable, ..report? }),
    }
}

/// Builds the next generation, if there is anything to do; `former` is what was there.
fn built(
    index: &Path,
    corpus: &Corpus,
    options: &Options,
    home: &Home,
    former: Option<&Base>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report> {
    let base = former.filter(|_| !options.rebuild);
    let stays = base.filter(|_| !options.prune).map_or(&[][..], |base| &base.manifest.roots);
    let corpus = &named(corpus, home, stays);
    let mut walked = corpus.walk_settled();
    let (recaps, mut skipped) = (std::mem::take(&mut walked.recaps), std::mem::take(&mut walked.skipped));
    let known = match base {
        None => Vec::new(),
        Some(base) if !options.prune && recaps.len() < LOOK_AT_ALL => {
            diff::known_among(&recaps, &base.files, &base.manifest)?
        }
        Some(base) => diff::known(&base.files, &base.manifest)?,
    };
    let mut diff = diff::diff(&known, recaps, &mut skipped, home);
    if let Some(past) = former.filter(|_| options.rebuild) {
        let past = diff::known(&past.files, &past.manifest)?;
        diff.todo.extend(diff::hidden(&past, &diff.found, &mut skipped, home));
        diff.todo.sort_by(|a, b| a.file.cmp(&b.file));
    }
    let mut report = Report { skipped, ..Report::default() };
    if !options.prune {
        keep(&mut diff, &known);
    }
    report.added.clone_from(&diff.added);
    report.changed.clone_from(&diff.changed);
    report.removed.clone_from(&diff.removed);
    report.renamed.clone_from(&diff.renamed);
    let roots = roots(corpus, home, stays);
    let watch = watch(&diff, &walked, home, base, &roots, options)?;
    let mut next = Next::new(index, home, base, corpus, roots, watch);
    next.leave_out(&diff, &known)?;
    next.restamp(&diff, &known)?;
    report.unchanged = next.recaps();
    if next.recaps() + diff.todo.len() == 0 {
        return Err(Skipped::all(corpus.to_string(), report.skipped));
    }
    if !options.dry_run && (!diff.todo.is_empty() || next.differs()) {
        let jobs = options.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into));
        let of = diff.todo.len();
        let settling = settling(index, former, &known, &diff, options)?;
        next.build(&diff.todo, settling, options.pack_from, jobs, &mut |done| {
            progress(Progress { done, of });
        })?;
        if next.recaps() == 0 {
            Skipped::join(&mut report.skipped, next.unread());
            return Err(Skipped::all(corpus.to_string(), report.skipped));
        }
        next.publish()?;
    }
    Skipped::join(&mut report.skipped, next.unread());
    report.generation = next.manifest.generation;
    report.recaps = next.recaps();
    report.talks = next.talks();
    Ok(report)
}

/// Which ids the recaps to index get: what is remembered of them outlives an index that cannot be read any more.
fn settling(
    index: &Path,
    former: Option<&Base>,
    known: &[Known],
    diff: &Diff,
    options: &Options,
) -> Result<Settling> {
    let Some(base) = former else {
        let live = generation::live(index).ok().flatten();
        let ids = live.map(|live| Ids::read(&live.folder)).unwrap_or_default();
        return Settling::new(ids, None, known, diff);
    };
    let before = Index::of(index, base.manifest.clone(), base.files.clone())?;
    let ids = Ids::read(&base.live.folder);
    if !options.rebuild {
        return Settling::new(ids, Some(Box::new(before)), known, diff);
    }
    // What is built anew from all recaps has their past in the index that was there.
    let known = diff::known(&base.files, &base.manifest)?;
    let past = diff::diff(&known, diff.found.clone(), &mut [], &Home::of(index));
    Settling::new(ids, Some(Box::new(before)), &known, &Diff { todo: diff.todo.clone(), ..past })
}

/// The live generation; or why it is of no use.
fn base(index: &Path) -> Result<(Option<Base>, Option<String>)> {
    let open = || -> Result<Option<Base>> {
        let Some(live) = generation::live(index)? else { return Ok(None) };
        let manifest = live.manifest()?;
        let mut files = SegmentFolder::of(&live.folder, &manifest, Access::Deferred)?;
        if verify::is_noted(index, manifest.generation) {
            verify::all(&files, &manifest)?;
        } else {
            files = verify::small(files, &manifest)?;
        }
        Ok(Some(Base { live, manifest, files }))
    };
    match open() {
        Ok(base) => Ok((base, None)),
        Err(error @ (Error::OtherVersion { .. } | Error::Damaged { .. })) => {
            Ok((None, Some(error.to_string())))
        }
        Err(error) => Err(error),
    }
}

/// Leaves recaps in the index that the corpus does not hold.
pub(crate) fn keep(diff: &mut Diff, known: &[Known]) {
    let removed: HashSet<String> = std::mem::take(&mut diff.removed).into_iter().collect();
    diff.gone.retain(|&at| !removed.contains(&known[at].source.file));
}

/// The corpus with names that are those of no other recap: a folder or file among those `known` keeps the name it has
/// there, and a new one that is called like another is named by where it lies.
pub(crate) fn named(corpus: &Corpus, home: &Home, known: &[Root]) -> Corpus {
    let mut named: Vec<Root> = Vec::new();
    for root in corpus.roots() {
        let path = home.portable(&root.path);
        let label = known.iter().find_map(|outer| name_inside(outer, &path));
        let is_taken =
            |label: &str| known.iter().chain(&named).any(|other| other.label == label && other.path != path);
        let label = label
            .unwrap_or_else(|| if is_taken(&root.label) { name::label(&path) } else { root.label.clone() });
        named.push(Root { label, path: root.path.clone() });
    }
    let roots = named.into_iter().map(|root| (root.label, root.path));
    Corpus::from_roots(roots).with_max_filesize(corpus.max_filesize())
}

/// The name that a recap or folder has as part of a root.
fn name_inside(root: &Root, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(&root.path).ok()?;
    if inside.as_os_str().is_empty() {
        return Some(root.label.clone());
    }
    Some(format!("{}/{}", root.label.trim_end_matches('/'), name::label(inside)))
}

/// What the next generation is built from: the corpus, and before it what those `known` are.
pub(crate) fn roots(corpus: &Corpus, home: &Home, known: &[Root]) -> Vec<Root> {
    let mut roots = known.to_vec();
    for root in corpus.roots() {
        let root = Root { label: root.label.clone(), path: home.portable(&root.path) };
        // A recap of a root that is there, by the name it has there.
        let is_inside =
            |outer: &Root| name_inside(outer, &root.path).is_some_and(|label| label == root.label);
        if !roots.iter().any(is_inside) {
            roots.push(root);
        }
    }
    roots
}

/// What searches look at from now on.
fn watch(
    diff: &Diff,
    walked: &Finding,
    home: &Home,
    base: Option<&Base>,
    roots: &[Root],
    options: &Options,
) -> Result<Option<Watch>> {
    let Some(base) = base.filter(|_| !options.prune) else { return Watch::of(&diff.found, walked, home) };
    match &base.manifest.watch {
        Some(before) => {
            let added: HashSet<&str> = diff.added.iter().map(String::as_str).collect();
            let is_new = |found: &Found| added.contains(found.file.as_str());
            before.after(walked, &diff.todo, is_new, &base.files, home).map(Some)
        }
        // The index may grow beyond what can be looked at.
        None if base.manifest.recaps + diff.todo.len() > LOOK_AT_ALL => {
            let all = Corpus::from_roots(roots.iter().map(|r| (r.label.clone(), home.resolve(&r.path))));
            let all = all.walk();
            Watch::of(&all.recaps, &all, home)
        }
        None => Ok(None),
    }
}
