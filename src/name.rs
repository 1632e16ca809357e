//! Names of files: bytes on disk, text wherever they are printed or looked up.
//!
//! A name that is no UTF-8 is still the name of one file: its other bytes are written `\xE9`, and two files never share
//! a name. A name that itself contains `\x` has its backslash escaped too.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

/// What begins an escaped byte.
const ESCAPE: &str = "\\x";
/// How [`ESCAPE`] is written where it stands in a name.
const ESCAPED: &str = "\\x5Cx";

/// The name by which the corpus knows the file at `path`: `/`-separated, bytes that are no UTF-8 escaped.
pub fn label(path: &Path) -> String {
    let mut label = String::new();
    for part in path.components().filter(|part| !matches!(part, Component::CurDir)) {
        if !label.is_empty() && !label.ends_with('/') {
            label.push('/');
        }
        match part {
            Component::RootDir => label.push('/'),
            other => label.push_str(&escaped(other.as_os_str())),
        }
    }
    label
}

/// A path as it is printed.
pub fn shown(path: &Path) -> String {
    escaped(path.as_os_str()).into_owned()
}

/// A name as text.
pub fn escaped(name: &OsStr) -> Cow<'_, str> {
    match name.to_str() {
        Some(text) if !text.contains(ESCAPE) => Cow::Borrowed(text),
        _ => {
            let mut text = String::with_capacity(name.len() + 8);
            for chunk in name.as_encoded_bytes().utf8_chunks() {
                text.push_str(&chunk.valid().replace(ESCAPE, ESCAPED));
                chunk.invalid().iter().for_each(|byte| text.push_str(&format!("{ESCAPE}{byte:02X}")));
            }
            Cow::Owned(text)
        }
    }
}

/// The name that [`escaped`] wrote.
pub fn unescaped(text: &str) -> OsString {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(ESCAPE) {
        bytes.extend(before.bytes());
        match after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.extend(ESCAPE.bytes());
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    of_bytes(bytes)
}

#[cfg(unix)]
fn of_bytes(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// How paths are stored: as they are printed, which any format can hold and which leads back to the same bytes.
pub(crate) mod stored {
    use super::{escaped, unescaped};
    use serde::{Deserialize, Deserializer, Serializer};
    use std::path::{Path, PathBuf};

    pub(crate) fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&escaped(path.as_os_str()))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
        let text = String::deserialize(from)?;
        // Nearly all names are their own text.
        Ok(if text.contains('\\') { unescaped(&text).into() } else { text.into() })
    }
}

/// A path inside a folder, by the name that [`label`] gives it there.
pub(crate) fn inside(folder: &Path, label: &str) -> PathBuf {
    folder.join(unescaped(label))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn every_name_leads_back_to_its_bytes_and_no_two_meet() {
        let names: [&[u8]; 7] = [
            b"caf\xE9.md",
            b"caf\xE8.md",
            b"caf\\xE9.md",
            b"\\x",
            b"\\x5Cx5C",
            "café.md".as_bytes(),
            b"\xFF\xFE",
        ];
        let mut written: Vec<String> = Vec::new();
        for name in names {
            let text = escaped(OsStr::from_bytes(name)).into_owned();
            assert_eq!(unescaped(&text).as_bytes(), name, "{text}");
            assert!(!written.contains(&text), "{text}");
            written.push(text);
        }
        assert_eq!(written[0], "caf\\xE9.md");
    }
}
