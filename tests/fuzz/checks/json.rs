//! What JSON is written: every string means what it was, and no character in it acts on a terminal.

use super::input::text;
use recaps::output::message::TalkMessage;
use recaps::output::stream::{Stream, Through};
use serde_json::Value;

/// The bytes are every text of a talk.
pub fn json(bytes: &[u8]) {
    let text = text(bytes);
    let talk = super::terminal::talk(&text);
    let mut stream = Stream::new(Vec::new(), Through::Json);
    serde_json::to_writer(&mut stream, &TalkMessage::with_body(&talk)).expect("a vector takes everything");
    let read = check(&stream.into_inner());
    let own = Value::from(&*text);
    let list: Value = text.split('|').collect();
    for key in ["id", "title", "event", "date", "city", "body"] {
        assert_eq!(read[key], own, "{key}");
    }
    for key in ["speakers", "organisations", "writers", "also_told_in"] {
        assert_eq!(read[key], list, "{key}");
    }
    assert_eq!(read["links"][0]["label"], own);
    assert_eq!(read["rating"]["raw"], own);
    assert_eq!(read["recap"]["authors"], list);
    assert_eq!(read["source"]["file"], own);
}

/// One line of JSON without a character that could act on a terminal, hide, or reorder.
pub(super) fn check(written: &[u8]) -> Value {
    let written = std::str::from_utf8(written).expect("UTF-8");
    let line = written.strip_suffix('\n').unwrap_or(written);
    assert!(!line.contains(['\n', '\u{200D}']), "{line:?}");
    super::terminal::check(line);
    serde_json::from_str(line).expect("JSON")
}
