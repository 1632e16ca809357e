//! A talk as one quotable line: who, « what », where and when, by which writer, and where to find it.

use super::language::say;
use crate::talk::Talk;

/// The reference of a talk of the recap that lies at `file`. What is unknown is left out; the place in the file stands for an unknown address.
pub fn citation(talk: &Talk, file: &str) -> String {
    let mut parts = Vec::new();
    let people = if talk.speakers.is_empty() { &talk.organisations } else { &talk.speakers };
    if !people.is_empty() {
        parts.push(people.join(", "));
    }
    parts.push(format!("« {} »", talk.title));
    let edition = [talk.event.clone(), talk.year.map(|year| year.to_string())];
    let edition: Vec<String> = edition.into_iter().flatten().collect();
    if !edition.is_empty() {
        parts.push(edition.join(" "));
    }
    parts.extend(written_by(talk));
    parts.push(talk.recap.url.clone().unwrap_or_else(|| {
        let source = &talk.source;
        format!("{file}:{}-{}", source.first_line, source.last_line)
    }));
    parts.join(", ")
}

/// Writers, recap and publisher.
fn written_by(talk: &Talk) -> Option<String> {
    let recap = &talk.recap;
    let writers = if talk.writers.is_empty() { &recap.authors } else { &talk.writers };
    let mut writing = Vec::new();
    if !writers.is_empty() {
        writing.push(say(&format!("as told by {}", writers.join(", "))).into_owned());
    }
    writing.extend(recap.title.as_ref().map(|title| say(&format!("in « {title} »")).into_owned()));
    let mut parts: Vec<String> = (!writing.is_empty()).then(|| writing.join(" ")).into_iter().collect();
    // A blog is often named after the one who writes it.
    parts.extend(recap.publisher.iter().filter(|publisher| !writers.contains(publisher)).cloned());
    (!parts.is_empty()).then(|| parts.join(", "))
}
