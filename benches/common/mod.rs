//! The bundled corpus, indexed in a folder of its own.

use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use std::path::Path;
use tempfile::TempDir;

/// An index of the bundled corpus, and the folder it lives in.
pub(crate) fn bundled() -> (TempDir, Index) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = Corpus::new([Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")]);
    let folder = home.path().join("index");
    update(&folder, &corpus, &Options::default(), &mut |_| {}).expect("a build");
    let index = Index::open(&folder).expect("an index");
    (home, index)
}
