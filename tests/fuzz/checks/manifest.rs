//! The manifest of a generation: read, or refused in one line; what is read is what is written.

use recaps::Error;
use recaps::index::Manifest;
use recaps::index::manifest::{FILE, Versions};
use std::sync::LazyLock;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));

/// Stands in a seed for the versions of this program, so that no new version makes the seed one of another.
const OWN: &str = "\"@own\"";

/// The bytes are the file.
pub fn manifest(bytes: &[u8]) {
    let folder = FOLDER.path();
    let own = serde_json::to_string(&Versions::OWN).expect("JSON");
    let file = match std::str::from_utf8(bytes) {
        Ok(text) => text.replace(OWN, &own).into_bytes(),
        Err(_) => bytes.to_vec(),
    };
    std::fs::write(folder.join(FILE), file).expect("a file");
    match Manifest::read(folder) {
        Ok(manifest) => {
            manifest.write(folder).expect("what was read can be written");
            assert_eq!(Manifest::read(folder).expect("what was written can be read"), manifest);
        }
        Err(error @ (Error::Damaged { .. } | Error::OtherVersion { .. })) => {
            assert!(!error.to_string().contains(char::is_control), "{error}");
        }
        Err(error) => panic!("{error}"),
    }
}
