//! What a file system says of files, many at a time.

use super::stamp::nanoseconds;
use crate::threads;
use std::fs::Metadata;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

/// From this number of files on, several cores ask.
const WORTH_A_THREAD: usize = 1000;

/// What a file system says of a file, or of what a link leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    /// Whether it is a regular file.
    pub(super) is_file: bool,
    pub(super) size: u64,
    /// Its last change of content, nanoseconds since 1970.
    pub(super) modified: i64,
    /// Its last change of any kind where the system keeps it.
    pub(super) touched: i64,
}

impl From<&Metadata> for Facts {
    fn from(metadata: &Metadata) -> Facts {
        let modified = nanoseconds(metadata.modified());
        #[cfg(unix)]
        let touched = {
            use std::os::unix::fs::MetadataExt;
            since_1970(metadata.ctime(), metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let touched = modified;
        Facts { is_file: metadata.is_file(), size: metadata.len(), modified, touched }
    }
}

#[cfg(unix)]
fn since_1970(seconds: i64, nanoseconds: i64) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(nanoseconds)
}

/// The facts of files, in their order. Several cores ask for them where there are many files.
pub(super) fn of_all(paths: &[PathBuf]) -> Vec<io::Result<Facts>> {
    let ask = |paths: &[PathBuf]| {
        let mut folder = Folder::default();
        paths.iter().map(|path| folder.facts(path)).collect::<Vec<_>>()
    };
    // How many cores there are is a question of three files.
    let cores = || available_parallelism().map_or(1, NonZero::get);
    let threads = if paths.len() < WORTH_A_THREAD { 1 } else { cores() };
    threads::spread(paths, threads, ask).into_iter().flatten().collect()
}

/// A folder that was opened: to ask for the files in it by their names takes half the time of finding each by its path.
#[derive(Default)]
struct Folder {
    #[cfg(target_os = "linux")]
    opened: Option<(Vec<u8>, rustix::fd::OwnedFd)>,
}

impl Folder {
    fn facts(&mut self, path: &Path) -> io::Result<Facts> {
        #[cfg(target_os = "linux")]
        if let Some(facts) = self.beside(path) {
            return Ok(facts);
        }
        std::fs::metadata(path).map(|metadata| Facts::from(&metadata))
    }

    /// `None` where anything is in the way: the path then says what.
    #[cfg(target_os = "linux")]
    fn beside(&mut self, path: &Path) -> Option<Facts> {
        use rustix::fs::{AtFlags, FileType, Mode, OFlags, StatxFlags, open, statx};
        use std::os::unix::ffi::OsStrExt;
        let bytes = path.as_os_str().as_bytes();
        let (folder, name) = bytes.split_at(memchr::memrchr(b'/', bytes)? + 1);
        if self.opened.as_ref().is_none_or(|(known, _)| known != folder) {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
            self.opened = Some((folder.to_vec(), open(folder, flags, Mode::empty()).ok()?));
        }
        let (_, folder) = self.opened.as_ref()?;
        let facts = statx(folder, name, AtFlags::empty(), StatxFlags::BASIC_STATS).ok()?;
        let (modified, touched) = (facts.stx_mtime, facts.stx_ctime);
        Some(Facts {
            is_file: FileType::from_raw_mode(facts.stx_mode.into()) == FileType::RegularFile,
            size: facts.stx_size,
            // As of a time before 1970 elsewhere.
            modified: since_1970(modified.tv_sec, modified.tv_nsec.into()).max(0),
            touched: since_1970(touched.tv_sec, touched.tv_nsec.into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_as_their_paths_say() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let names = ["Cargo.toml", "src/lib.rs", "src", "src/nowhere", "README.md/nothing"];
        let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
        for (path, facts) in paths.iter().zip(of_all(&paths)) {
            let metadata = std::fs::metadata(path);
            match (facts, metadata) {
                (Ok(facts), Ok(metadata)) => {
                    let Facts { is_file, size, modified, touched } = Facts::from(&metadata);
                    let asked = (facts.is_file, facts.size, facts.modified, facts.touched);
                    assert_eq!(asked, (is_file, size, modified, touched), "{path:?}");
                }
                (Err(error), Err(expected)) => assert_eq!(error.to_string(), expected.to_string()),
                (facts, _) => panic!("{path:?}: {facts:?}"),
            }
        }
    }
}
