//! Where the index and the corpus are, and an index that is open and as new as can be.

use super::report::{note, progress};
use super::{Common, interrupt};
use crate::analysis::concepts::BadLine;
use crate::analysis::glossary::Glossary;
use crate::cluster::{Access, Address, Cluster, Connection, Live};
use crate::corpus::walk::MAX_BYTES;
use crate::corpus::{Corpus, Pipes, shown, small};
use crate::engine::Engine;
use crate::index::source::Home;
use crate::index::stale::{Drift, drift};
use crate::index::{Index, Options, Report, Wait, generation, update};
use crate::output::language::count;
use crate::output::whereabouts::from_here;
use crate::query::plan::Settings;
use crate::{Error, Result};
use etcetera::base_strategy::{BaseStrategy, Xdg};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of recaps that is looked for.
const CORPUS: &str = "corpus";
/// The folder of the index beside it.
const INDEX: &str = "index";
/// The glossary beside the corpus.
const GLOSSARY: &str = "glossary.txt";

/// Lines of a glossary that are named, where they cannot be read.
const SHOWN_FAULTS: usize = 3;

/// Where an index is.
pub(super) enum Location {
    /// In a folder.
    Folder(PathBuf),
    /// In a cluster.
    Cluster(Address),
}

/// Where the index is: in the cluster that was named, else in a folder.
pub(super) fn location(common: &Common) -> Result<Location> {
    match common.index.as_deref().filter(|index| Address::is(index)) {
        Some(index) => Address::parse(&index.to_string_lossy()).map(Location::Cluster),
        None => index_folder(common).map(Location::Folder),
    }
}

/// To the cluster of an address, with what the environment has to enter it with.
pub(super) fn connect(common: &Common, address: &Address) -> Result<Arc<Connection>> {
    let access = Access::from_environment(common.cacert.as_deref())?;
    Connection::open(address, &access).map(Arc::new)
}

/// The folder of the index: as named, else beside the nearest corpus upwards, else in the user's data folder.
pub(super) fn index_folder(common: &Common) -> Result<PathBuf> {
    if let Some(index) = &common.index {
        return Ok(index.clone());
    }
    let here = std::env::current_dir().map_err(|e| Error::io(".", e))?;
    for folder in here.ancestors() {
        let index = folder.join(INDEX);
        let built = matches!(generation::live(&index), Ok(Some(_)) | Err(_));
        if built || folder.join(CORPUS).is_dir() {
            // A path that starts here is shorter to read.
            return Ok(if folder == here { PathBuf::from(INDEX) } else { index });
        }
    }
    let user = Xdg::new().map_err(|_| Error::NoIndex { index: None })?;
    Ok(user.data_dir().join("recaps").join(INDEX))
}

/// The corpus of an index where none is named: `$RECAPS_CORPUS`, else what the index was built from, else the folder
/// `corpus` beside it; `None` where there is none of these.
pub(super) fn corpus(index: &Path) -> Option<Corpus> {
    if let Some(named) = named_corpus() {
        return Some(named);
    }
    if let Some(roots) = generation::roots(index).filter(|roots| !roots.is_empty()) {
        let home = Home::of(index);
        let corpus = Corpus::from_roots(roots.into_iter().map(|root| (root.label, home.resolve(&root.path))));
        return Some(match max_filesize(index) {
            Some(bytes) => corpus.with_max_filesize(bytes),
            None => corpus,
        });
    }
    let home = std::path::absolute(index).ok()?.parent()?.to_owned();
    let folder = home.join(CORPUS);
    folder.is_dir().then(|| Corpus::from_roots([(CORPUS.to_owned(), folder)]))
}

/// The corpus of an index in a cluster where none is named: `$RECAPS_CORPUS`, else what it was built from, as far as that is on
/// this machine; `None` where none of it is.
pub(super) fn corpus_of_cluster(connection: &Connection) -> Result<Option<Corpus>> {
    if let Some(named) = named_corpus() {
        return Ok(Some(named));
    }
    let manifest = match Live::find(connection) {
        Ok(live) => live.meta.manifest,
        Err(Error::NoIndex { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let is_here = manifest.roots.iter().any(|root| root.path.exists());
    let roots = manifest.roots.into_iter().map(|root| (root.label, root.path));
    Ok(is_here.then(|| Corpus::from_roots(roots).with_max_filesize(manifest.max_filesize)))
}

/// The corpus that the environment names.
fn named_corpus() -> Option<Corpus> {
    let paths = std::env::var_os("RECAPS_CORPUS").filter(|paths| !paths.is_empty())?;
    Some(Corpus::new(std::env::split_paths(&paths)))
}

/// Bytes above which files are left out of an index that is there.
fn max_filesize(index: &Path) -> Option<u64> {
    Some(generation::live(index).ok()??.manifest().ok()?.max_filesize)
}

/// The glossary of the user: the one named, else the file beside a folder of the corpus; `None` where there is none.
pub(super) fn glossary_file(common: &Common, corpus: Option<Corpus>) -> Option<PathBuf> {
    let beside = || {
        let corpus = corpus?;
        let beside = corpus.roots().iter().filter_map(|root| {
            Some(std::path::absolute(&root.path).ok()?.parent()?.join(GLOSSARY)).filter(|file| file.is_file())
        });
        beside.into_iter().next()
    };
    common.glossary.clone().or_else(beside)
}

/// How queries are understood: the bundled glossary and that of the user.
pub(super) fn settings(common: &Common, index: &Index) -> Result<Settings> {
    let corpus = named_corpus().unwrap_or_else(|| index.manifest().corpus(&Home::of(index.folder())));
    let Some(path) = glossary_file(common, Some(corpus)) else { return Ok(Settings::default()) };
    let (glossary, faults) = read_glossary(&path)?;
    for fault in faults.iter().take(SHOWN_FAULTS) {
        note(common, &format!("{fault}; passed over"));
    }
    if let Some(more) = faults.len().checked_sub(SHOWN_FAULTS).filter(|more| *more > 0) {
        note(common, &format!("{}: {} more passed over", shown(&path), count(more, "line")));
    }
    Ok(Settings { glossary, ..Settings::default() })
}

/// The bundled glossary together with that of a file as far as it can be read, and what cannot, in the order of its lines.
fn read_glossary(path: &Path) -> Result<(Glossary, Vec<Error>)> {
    let bytes = small(path, MAX_BYTES, Pipes::Read).map_err(|e| Error::io(path, e))?;
    let mut faults = Vec::new();
    let mut text = String::with_capacity(bytes.len());
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => faults.push(BadLine { line: at + 1, reason: "not in UTF-8".to_owned() }),
        }
        text.push('\n');
    }
    let (glossary, unread) = Glossary::bundled().clone().with_what_can_be_read(&text);
    faults.extend(unread);
    faults.sort_by_key(|bad| bad.line);
    let fault = |bad: BadLine| Error::BadLine { path: path.into(), line: bad.line, reason: bad.reason };
    Ok((glossary, faults.into_iter().map(fault).collect()))
}

/// Refuses a glossary that cannot be read as a whole.
pub(super) fn refuse_faults(glossary: &Path) -> Result<()> {
    let (_, faults) = read_glossary(glossary)?;
    faults.into_iter().next().map_or(Ok(()), Err)
}

/// An open index, and whether the corpus has changed since it was built.
pub(super) struct Open {
    opened: Opened,
    pub(super) drift: Drift,
}

/// What is open.
pub(super) enum Opened {
    Folder(Box<Index>),
    Cluster(Box<Cluster>),
}

impl Opened {
    /// What answers.
    pub(super) fn engine(&self) -> Engine<'_> {
        match self {
            Opened::Folder(index) => Engine::Folder(index),
            Opened::Cluster(cluster) => Engine::Cluster(cluster),
        }
    }
}

impl Open {
    /// What answers.
    pub(super) fn engine(&self) -> Engine<'_> {
        self.opened.engine()
    }

    /// What is here of the index.
    pub(super) fn index(&self) -> &Index {
        self.engine().index()
    }
}

/// Opens the index, building it first where there is none yet but a corpus at hand. Prints on stderr what was built and
/// what has changed since. It is never closed: the process ends with the verb, and to give its parts back first takes longer.
pub(super) fn open(common: &Common) -> Result<&'static Open> {
    open_with(common, Index::open).map(|open| &*Box::leak(Box::new(open)))
}

/// The same for a verb that keeps the index open while a person works with it.
pub(super) fn open_for_long(common: &Common) -> Result<Open> {
    open_with(common, Index::open_for_long)
}

fn open_with(common: &Common, open: fn(&Path) -> Result<Index>) -> Result<Open> {
    let folder = match location(common)? {
        Location::Folder(folder) => folder,
        Location::Cluster(address) => return open_cluster(common, &address),
    };
    let index = match open(&folder) {
        Err(error @ Error::NoIndex { .. }) => {
            let corpus = corpus(&folder).ok_or(error)?;
            // Another process may build it just now. An answer needs the index, so this one waits.
            let options = Options { wait: Wait::Forever, ..Options::default() };
            let _listening = interrupt::listen().map_err(|e| Error::io(&folder, e))?;
            let report = update(&folder, &corpus, &options, &mut progress(common))?;
            summary(common, &folder, &report, false);
            open(&folder)?
        }
        opened => opened?,
    };
    let drift = drift(&index)?;
    if drift.is_stale() {
        let command = common.to_type("recaps index");
        note(
            common,
            &format!("the corpus changed since the index was built ({drift}); to update: {command}"),
        );
    }
    note_kept(common, &index);
    Ok(Open { opened: Opened::Folder(Box::new(index)), drift })
}

/// Opens an index in a cluster. Whether its corpus has changed, which may not be on this machine, `status` says.
fn open_cluster(common: &Common, address: &Address) -> Result<Open> {
    let cluster = Cluster::open(&connect(common, address)?)?;
    note_kept(common, cluster.empty());
    Ok(Open { opened: Opened::Cluster(Box::new(cluster)), drift: Drift::None })
}

/// An index that is there, opened without a word.
pub(super) fn opened(common: &Common) -> Result<Opened> {
    Ok(match location(common)? {
        Location::Folder(folder) => Opened::Folder(Box::new(Index::open(&folder)?)),
        Location::Cluster(address) => Opened::Cluster(Box::new(Cluster::open(&connect(common, &address)?)?)),
    })
}

/// Says how many recaps answer as they did when they could last be read.
fn note_kept(common: &Common, index: &Index) {
    let kept = index.manifest().kept.len();
    if kept > 0 {
        let recaps = count(kept, "recap");
        note(
            common,
            &format!("{recaps} cannot be read now and answer as before; for the reasons: recaps status"),
        );
    }
}

/// Remembers an error that says that the index is damaged, so that the next run of the indexer mends it.
pub(super) fn note_damage(common: &Common, error: &anyhow::Error) {
    if let Some(Error::Damaged { .. }) = error.downcast_ref::<Error>()
        && let Ok(Location::Folder(index)) = location(common)
    {
        crate::index::note_damage(&index);
    }
}

/// Prints what a run of the indexer did, or would do.
pub(super) fn summary(common: &Common, index: &Path, report: &Report, dry_run: bool) {
    for skipped in &report.skipped {
        let what = if skipped.kept { "kept the last version of" } else { "skipped" };
        note(common, &format!("{what} {}: {}", from_here(&skipped.path), skipped.reason));
    }
    if let Some(reason) = &report.unusable {
        note(common, &format!("{reason}: everything is indexed anew"));
    }
    let counts = [
        (report.added.len(), "added"),
        (report.changed.len(), "changed"),
        (report.renamed.len(), "renamed"),
        (report.removed.len(), "removed"),
        (report.unchanged, "unchanged"),
        (report.skipped.len(), "skipped"),
    ];
    let counts: Vec<String> =
        counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let counts = counts.join(", ");
    if dry_run {
        return note(common, &format!("would index in {}: {counts}", shown(index)));
    }
    let (recaps, talks) = (count(report.recaps, "recap"), count(report.talks, "talk"));
    note(common, &format!("indexed {recaps}, {talks} in {}: {counts}", shown(index)));
}
