//! What Tantivy sees of a folder: the files of segments on disk, its own bookkeeping in memory.
//!
//! Tantivy wants to write `meta.json`, a list of managed files and lock files beside its segments. A generation has
//! its manifest instead, and readers must be able to do without write access: all but the segments stays in memory. Of a slice
//! of another index the segment does too.

use super::guard::{Access, Guards, Verifier};
use super::manifest::Manifest;
use crate::corpus::refuse_pipe;
use crate::error::NotAsWritten;
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Write};
#[cfg(unix)]
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory, OwnedBytes,
    RamDirectory, TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

/// Bytes that are read at once when a file is read from front to back.
#[cfg(unix)]
const AHEAD: usize = 64 << 10;

/// A folder of segment files.
#[derive(Clone)]
pub(crate) struct SegmentFolder {
    path: PathBuf,
    segments: Segments,
    bookkeeping: RamDirectory,
    access: Access,
    /// Verifies the files; those that were just written need none.
    guards: Option<Arc<Guards>>,
    /// Mapped files that are verified as a whole, by name.
    held: Option<Arc<FxHashMap<OsString, OwnedBytes>>>,
}

/// Where segment files are.
#[derive(Clone)]
enum Segments {
    Disk(MmapDirectory),
    Memory(RamDirectory),
}

impl Segments {
    fn directory(&self) -> &dyn Directory {
        match self {
            Segments::Disk(directory) => directory,
            Segments::Memory(directory) => directory,
        }
    }
}

impl SegmentFolder {
    /// Segment files in memory, of an index that is known as `path`.
    pub(super) fn in_memory(path: &Path, files: RamDirectory) -> SegmentFolder {
        SegmentFolder {
            path: path.to_owned(),
            segments: Segments::Memory(files),
            bookkeeping: RamDirectory::default(),
            access: Access::Mapped,
            guards: None,
            held: None,
        }
    }

    /// The segment files of a folder that is there, as they are.
    pub(crate) fn open(path: &Path) -> Result<SegmentFolder> {
        let segments = MmapDirectory::open(path).map_err(|e| match e {
            OpenDirectoryError::DoesNotExist(_) => Error::io(path, io::ErrorKind::NotFound.into()),
            e => Error::from_tantivy(path, e.into()),
        })?;
        let bookkeeping = RamDirectory::default();
        let (segments, access) = (Segments::Disk(segments), Access::Mapped);
        Ok(SegmentFolder { path: path.to_owned(), segments, bookkeeping, access, guards: None, held: None })
    }

    /// The files of a generation in its folder, each part of them verified before it is read.
    pub(crate) fn of(path: &Path, manifest: &Manifest, access: Access) -> Result<SegmentFolder> {
        let files = SegmentFolder::open(path)?.with(access);
        let guards = Guards::of(&files, manifest)?;
        Ok(SegmentFolder { guards: Some(Arc::new(guards)), ..files })
    }

    /// The same folder, its files read in another way.
    pub(crate) fn with(self, access: Access) -> SegmentFolder {
        SegmentFolder { access, ..self }
    }

    /// The same folder with files that are verified as a whole. Of an access that copies what it needs, none is held.
    pub(super) fn holding(self, files: FxHashMap<OsString, OwnedBytes>) -> SegmentFolder {
        let is_mapped = matches!(self.access, Access::Mapped | Access::Deferred);
        SegmentFolder { held: is_mapped.then(|| Arc::new(files)), ..self }
    }

    /// How its files are read.
    pub(crate) fn access(&self) -> Access {
        self.access
    }

    /// What verifies its files.
    pub(crate) fn guards(&self) -> Option<&Guards> {
        self.guards.as_deref()
    }

    /// Whether large pieces of dictionaries are verified only when they are used.
    pub(crate) fn defers(&self) -> bool {
        self.guards.is_some() && self.access == Access::Deferred
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A file. Once it is open its bytes can be read whatever becomes of the folder.
    pub(crate) fn file(&self, name: &str) -> Result<FileSlice> {
        let path = self.path.join(name);
        self.open_read(Path::new(name)).map_err(|e| match e {
            OpenReadError::FileDoesNotExist(_) => {
                Error::Damaged { what: path.display().to_string(), reason: "missing".to_owned() }
            }
            _ if path.is_dir() => {
                Error::Damaged { what: path.display().to_string(), reason: "a folder".to_owned() }
            }
            e => match refuse_pipe(&path) {
                Err(refused) if refused.kind() == io::ErrorKind::InvalidInput => {
                    Error::Damaged { what: path.display().to_string(), reason: refused.to_string() }
                }
                _ => Error::from_tantivy(&self.path, e.into()),
            },
        })
    }

    /// The bytes of a file.
    pub(crate) fn map(&self, name: &str) -> Result<OwnedBytes> {
        self.file(name)?.read_bytes().map_err(|e| Error::of_index(&self.path.join(name), e))
    }

    /// A file of which large parts are read without being verified, and what verifies them; `None` where nothing is deferred.
    pub(super) fn deferred(&self, name: &str) -> Result<Option<(FileSlice, Verifier)>, OpenReadError> {
        let Some(guards) = self.guards.as_ref().filter(|_| self.defers()) else { return Ok(None) };
        let path = Path::new(name);
        let file = self.unguarded(path)?;
        let guarded = guards.guard(path, Arc::clone(&file), self.access);
        let both = guarded.and_then(|guarded| {
            let verifier = guards.verifier(name, file.as_ref())?;
            Ok(Some((FileSlice::new(guarded), verifier)))
        });
        both.map_err(|e| OpenReadError::wrap_io_error(e, path.to_owned()))
    }

    /// A file as it is.
    fn unguarded(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if matches!(self.segments, Segments::Disk(_)) {
            refuse_pipe(&self.path.join(path)).map_err(|e| match e.kind() {
                io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
                _ => OpenReadError::wrap_io_error(e, path.to_owned()),
            })?;
        }
        #[cfg(unix)]
        if matches!(self.access, Access::Copied | Access::Ahead) && matches!(self.segments, Segments::Disk(_))
        {
            let ahead = if self.access == Access::Ahead { AHEAD } else { 0 };
            return Ok(Arc::new(Copied::open(&self.path.join(path), ahead)?));
        }
        self.segments.directory().get_file_handle(path)
    }
}

impl Directory for SegmentFolder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if let Some(bytes) = self.held.as_ref().and_then(|held| held.get(path.as_os_str())) {
            return Ok(Arc::new(bytes.clone()));
        }
        let file = self.unguarded(path)?;
        match &self.guards {
            Some(guards) => guards
                .guard(path, file, self.access)
                .map_err(|e| OpenReadError::wrap_io_error(e, path.to_owned())),
            None => Ok(file),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.segments.directory().delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.bookkeeping.exists(path)? || self.segments.directory().exists(path)?)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let path = self.path.join(path);
        match File::create_new(&path) {
            Ok(file) => Ok(BufWriter::new(Box::new(SegmentFile(file)))),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                Err(OpenWriteError::FileAlreadyExists(path))
            }
            Err(e) => Err(OpenWriteError::wrap_io_error(e, path)),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.bookkeeping.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        self.bookkeeping.atomic_write(path, bytes)
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        // A generation is brought to the disk as a whole, before it goes live.
        Ok(())
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.bookkeeping.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.bookkeeping.watch(callback)
    }
}

/// A file of which only the needed parts are read.
#[cfg(unix)]
#[derive(Debug)]
struct Copied {
    path: PathBuf,
    file: File,
    length: usize,
    /// Bytes that are read at once where one part follows the other.
    ahead: usize,
    /// What was read last, and where it begins.
    last: Mutex<(usize, OwnedBytes)>,
}

#[cfg(unix)]
impl Copied {
    fn open(path: &Path, ahead: usize) -> Result<Copied, OpenReadError> {
        let opened = File::open(path).and_then(|file| Ok((file.metadata()?.len() as usize, file)));
        match opened {
            Ok((length, file)) => {
                let last = Mutex::new((0, OwnedBytes::empty()));
                Ok(Copied { path: path.to_owned(), file, length, ahead, last })
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_owned()))
            }
            Err(e) => Err(OpenReadError::wrap_io_error(e, path.to_owned())),
        }
    }
}

#[cfg(unix)]
impl Copied {
    fn is_shorter(&self) -> io::Error {
        NotAsWritten { path: self.path.clone(), reason: "shorter than it was".to_owned() }.into()
    }
}

#[cfg(unix)]
impl HasLen for Copied {
    fn len(&self) -> usize {
        self.length
    }
}

#[cfg(unix)]
impl FileHandle for Copied {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if self.ahead == 0 {
            let mut bytes = vec![0; range.len()];
            let read = std::os::unix::fs::FileExt::read_exact_at(&self.file, &mut bytes, range.start as u64);
            return match read {
                Ok(()) => Ok(OwnedBytes::new(bytes)),
                Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Err(self.is_shorter()),
                Err(e) => Err(e),
            };
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (start, bytes) = &mut *last;
        let end = *start + bytes.len();
        if range.start < *start || range.end > end {
            // Reading ahead at random places would load bytes that are never used.
            let follows = (*start..=end + self.ahead).contains(&range.start);
            let ahead = if follows { self.ahead.min(self.length.saturating_sub(range.start)) } else { 0 };
            let length = range.len().max(ahead);
            let mut read = Vec::with_capacity(length);
            (&self.file).seek(SeekFrom::Start(range.start as u64))?;
            (&self.file).take(length as u64).read_to_end(&mut read)?;
            (*start, *bytes) = (range.start, OwnedBytes::new(read));
        }
        if range.end - *start > bytes.len() {
            return Err(self.is_shorter());
        }
        Ok(bytes.slice(range.start - *start..range.end - *start))
    }
}

/// A file of a segment on its way. Nothing is brought to the disk when it ends: the generation is, as a whole.
struct SegmentFile(File);

impl Write for SegmentFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for SegmentFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.0.flush()
    }
}

impl fmt::Debug for SegmentFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SegmentFolder").field(&self.path).finish()
    }
}
