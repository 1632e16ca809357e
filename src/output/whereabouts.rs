//! Where recaps lie, as a person who stands in a folder can open them.

use crate::corpus::shown;
use crate::index::manifest::Places;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Where recaps lie, seen from the working folder.
#[derive(Clone, Debug)]
pub struct Whereabouts {
    places: Places,
    here: PathBuf,
    /// The working folder without links; looked up where it is asked for.
    here_itself: OnceLock<Option<PathBuf>>,
}

impl Whereabouts {
    /// Of recaps that are known by a name and lie at a path.
    pub fn new(places: Places) -> Whereabouts {
        let here = std::env::current_dir().unwrap_or_default();
        Whereabouts { places, here, here_itself: OnceLock::new() }
    }

    /// Where the recap known as `file` lies: below the working folder by the way from there, elsewhere by its whole path.
    /// Its name where that is not known.
    pub fn from_here(&self, file: &str) -> String {
        let Some(path) = self.places.of(file) else { return file.to_owned() };
        below(&path, &self.here, || self.here_itself.get_or_init(|| self.here.canonicalize().ok()).clone())
    }

    /// The whole path of the recap known as `file`; `None` where that is not known.
    pub fn absolute(&self, file: &str) -> Option<String> {
        self.places.of(file).map(|path| shown(&path))
    }
}

/// `path` by the way from the working folder where it lies below that, whole elsewhere.
pub fn from_here(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    below(path, &here, || here.canonicalize().ok())
}

/// `path` by the way from `here` where it lies below that, whole elsewhere. `itself` is `here` without links.
fn below(path: &Path, here: &Path, itself: impl Fn() -> Option<PathBuf>) -> String {
    let inside = path.strip_prefix(here).ok().map(Path::to_owned);
    // The same folder may be reached by a link.
    let inside = inside.or_else(|| {
        let (path, here) = path.canonicalize().ok().zip(itself())?;
        path.strip_prefix(here).ok().map(Path::to_owned)
    });
    inside
        .filter(|inside| !inside.as_os_str().is_empty())
        .map_or_else(|| shown(path), |inside| shown(&inside))
}
