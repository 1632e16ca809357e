//! Whether the lines of a cut are exact: every line that holds something to read is in one unit or is named as left out,
//! and a unit holds its title and its text.

use super::gold::Annotated;
use recaps::corpus::Format;
use recaps::recap::Cut;
use recaps::talk::{Kind, Talk};

/// What is wrong with the lines of a cut, a sentence each.
pub(crate) fn faults(recap: &Annotated, cut: &Cut) -> Vec<String> {
    let lines: Vec<&str> = recap.document.text.split('\n').collect();
    let html = recap.document.format == Format::Html;
    let mut faults = Vec::new();
    let mut last = 0;
    for talk in &cut.talks {
        let (from, to) = (talk.source.first_line, talk.source.last_line);
        if from <= last || to < from || to as usize > lines.len() {
            faults.push(format!("{from}-{to} follows a unit that ends on {last}"));
            continue;
        }
        last = to;
        let written = lines[from as usize - 1..to as usize].join(" ");
        let held = letters(&if html { without_tags(&written) } else { written });
        let body = talk.body.text.split('\n').map(|piece| ("text", piece));
        for (what, words) in title(talk).map(|title| ("title", title)).into_iter().chain(body) {
            if !held.contains(&letters(words)) {
                faults.push(format!("{from}-{to} holds no {what} {words:?}"));
            }
        }
    }
    let inside = |n: u32| {
        cut.talks.iter().any(|talk| (talk.source.first_line..=talk.source.last_line).contains(&n))
            || cut.noise.iter().any(|(first, last)| (*first..=*last).contains(&n))
    };
    let content = recap.content();
    faults.extend(
        content
            .into_iter()
            .filter(|n| !inside(*n))
            .map(|n| format!("{n} is in no unit: {}", lines[n as usize - 1])),
    );
    faults
}

/// The title of a unit where its own lines write it; the text before the first session, and a session that is told without
/// a title, may have that of the recap, or of its file.
fn title(talk: &Talk) -> Option<&str> {
    let of_recap = talk.recap.title.as_deref() == Some(talk.title.as_str());
    let stem = talk.source.file.split('.').next().unwrap_or_default();
    let of_file = letters(stem).eq_ignore_ascii_case(&letters(&talk.title));
    (talk.kind != Kind::Section && !of_recap && !of_file).then_some(talk.title.as_str())
}

/// A text without its tags, with its entities read.
fn without_tags(text: &str) -> String {
    let mut tag = false;
    let shown = text.chars().filter(|c| {
        tag |= *c == '<';
        let hidden = tag;
        tag &= *c != '>';
        !hidden
    });
    shown.collect::<String>().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
