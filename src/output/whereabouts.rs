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
        let inside = path.strip_prefix(&self.here).map(Path::to_owned);
        let inside = inside.or_else(|_| {
            // The same folder may be reached by a link.
            let here = self.here_itself.get_or_init(|| self.here.canonicalize().ok());
            let path = here.as_ref().and_then(|_| path.canonicalize().ok());
            path.zip(here.as_ref())
                .and_then(|(path, here)| path.strip_prefix(here).ok().map(Path::to_owned))
                .ok_or(())
        });
        match inside {
            Ok(inside) if !inside.as_os_str().is_empty() => shown(&inside),
            _ => shown(&path),
        }
    }

    /// The whole path of the recap known as `file`; `None` where that is not known.
    pub fn absolute(&self, file: &str) -> Option<String> {
        self.places.of(file).map(|path| shown(&path))
    }
}
