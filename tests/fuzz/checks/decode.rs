//! Bytes to text: lines of the text are lines of the file, whatever the encoding.

use super::input::choice;
use recaps::corpus::{Document, Encoding, Format};

/// Labels that a person may force; the last one is none.
const LABELS: [&str; 12] = [
    "utf-8",
    "latin1",
    "iso-8859-15",
    "utf-16le",
    "utf-16be",
    "macintosh",
    "cp850",
    "ansi",
    "gb18030",
    "iso-2022-jp",
    "iso-2022-kr",
    "no-encoding",
];

/// The first byte chooses the format and the label that is forced; the rest is the file.
pub fn decode(bytes: &[u8]) {
    let (chosen, file) = choice(bytes, 2 * (LABELS.len() + 1));
    let format = if chosen % 2 == 0 { Format::Text } else { Format::Html };
    let forced = LABELS.get(chosen / 2).and_then(|label| Encoding::named(label));
    let document = match Document::decode(file, "essai.txt", format, forced) {
        Ok(document) => document,
        Err(reason) => {
            assert!(!reason.is_empty() && !reason.contains(char::is_control), "{reason:?}");
            return;
        }
    };
    check(&document, file);
}

/// What is promised of every document.
pub(super) fn check(document: &Document, file: &[u8]) {
    let starts = &document.line_starts;
    assert!(!document.text.contains('\0'));
    assert_eq!(document.digest.len(), 64);
    assert!(document.broken <= document.text.matches('\u{FFFD}').count());
    assert!(starts.first() == Some(&0) && starts.last() == Some(&(file.len() as u64)), "{starts:?}");
    // Only an empty last line begins where another one does.
    let lines = &starts[..starts.len() - 1];
    assert!(lines.is_sorted_by(|a, b| a < b) && starts.is_sorted(), "{starts:?}");
    let count = document.text.split('\n').count();
    // A line end in the midst of a character is no line end there; in all other encodings it breaks the character.
    let eats_line_ends = document.encoding == "ISO-2022-JP" && document.broken > 0;
    assert!(
        count == lines.len() || eats_line_ends && count < lines.len(),
        "{count} lines of {}",
        lines.len()
    );
    if document.encoding == "utf-8" && document.broken == 0 {
        let text = document.text.as_str();
        let mark = file.len() - text.len();
        assert!(mark == 0 || file.starts_with(b"\xEF\xBB\xBF"));
        for (at, line) in text.split('\n').enumerate() {
            let start = starts[at] as usize + if at == 0 { mark } else { 0 };
            assert_eq!(&file[start..start + line.len()], line.as_bytes(), "line {}", at + 1);
        }
    }
}
