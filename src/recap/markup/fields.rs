//! `Key: value` lines that a text begins with, as Pelican and MultiMarkdown have them.

use crate::recap::markup::metadata::{self, Value};
use crate::recap::words::fold::label;
use crate::recap::words::lexicon::LABELS;

/// Characters of the name of a field.
const LONGEST_NAME: usize = 24;
/// Lines that front matter of this kind may have.
const MOST_LINES: usize = 60;

/// Reads the fields up to the first empty line or to a fence, and their length. They are front matter where they name the recap and
/// say one thing more of it; a field of a session among them makes them the beginning of that session.
pub(super) fn read(text: &str) -> Option<(Value, usize)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut length = 0;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        let typed = line.trim_end();
        if typed.is_empty() {
            break;
        }
        length += line.len();
        if !entries.is_empty() && matches!(typed, "---" | "...") {
            break;
        }
        if let Some((_, value)) = entries.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            value.push(' ');
            value.push_str(typed.trim());
            continue;
        }
        let (name, value) = typed.split_once(':')?;
        let name = name.trim();
        let is_name = name.chars().count() <= LONGEST_NAME
            && name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
        if !is_name || !value.is_empty() && !value.starts_with(char::is_whitespace) || is_of_session(name) {
            return None;
        }
        entries.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let known = entries.iter().filter(|(name, _)| metadata::is_field(name)).count();
    let titled = entries.iter().any(|(name, value)| metadata::is_title(name) && !value.is_empty());
    let fields = entries.into_iter().map(|(name, value)| (name, Value::Scalar(value))).collect();
    (titled && known >= 2).then_some((Value::Map(fields), length))
}

/// Whether a label announces something of one session.
fn is_of_session(name: &str) -> bool {
    matches!(LABELS.class(&label(name)), Some("speakers" | "rating"))
}
