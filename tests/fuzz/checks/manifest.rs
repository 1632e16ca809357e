//! The manifest of a generation: read, or refused in one line; what is read is what is written.

use recaps::Error;
use recaps::index::Manifest;
use recaps::index::manifest::{FILE, Versions};
use recaps::index::source::Home;
use std::path::Path;

/// Stands in a seed for the versions of this program, so that no new version makes the seed one of another.
const OWN: &str = "\"@own\"";

/// The bytes are the file.
pub fn manifest(bytes: &[u8]) {
    let own = serde_json::to_string(&Versions::OWN).expect("JSON");
    let file = match std::str::from_utf8(bytes) {
        Ok(text) => text.replace(OWN, &own).into_bytes(),
        Err(_) => bytes.to_vec(),
    };
    match Manifest::parse(&file, Path::new(FILE)) {
        Ok(manifest) => {
            let written = serde_json::to_vec(&manifest).expect("what was read can be written");
            let read = Manifest::parse(&written, Path::new(FILE)).expect("what was written can be read");
            assert_eq!(read, manifest);
            for segment in &manifest.segments {
                let deleted =
                    segment.deleted.iter().map(|range| u64::from(range.end - range.start)).sum::<u64>();
                assert_eq!(u64::from(segment.living()) + deleted, u64::from(segment.docs));
                assert!(
                    segment.deleted.iter().all(|range| range.is_empty() || segment.is_deleted(range.start))
                );
            }
            assert!(manifest.files().all(|file| !file.name.contains('/')), "a file outside the generation");
            let home = Home::of(Path::new("index"));
            let _ = manifest.places(&home).of("corpus/a.md");
        }
        Err(error @ (Error::Damaged { .. } | Error::OtherVersion { .. })) => {
            assert!(!error.to_string().contains(char::is_control), "{error}");
        }
        Err(error) => panic!("{error}"),
    }
}
