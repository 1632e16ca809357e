//! On annotated recaps, no line of content is taken for noise, and the noise of pages is recognised.
//!
//! Runs where `RECAPS_GOLD` names a folder of recaps with their `gold/*.json`, and passes elsewhere.

use recaps::corpus::Document;
use recaps::recap::markup;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn lines_in(ranges: &Value) -> BTreeSet<u32> {
    let ranges: Vec<(u32, u32)> = serde_json::from_value(ranges.clone()).expect("ranges of lines");
    ranges.into_iter().flat_map(|(first, last)| first..=last).collect()
}

#[test]
fn content_is_shown_and_the_noise_of_pages_is_not() {
    let Some(folder) = std::env::var_os("RECAPS_GOLD").map(PathBuf::from) else {
        return println!("skipped: RECAPS_GOLD is not set");
    };
    let mut recaps = 0;
    for entry in std::fs::read_dir(&folder).expect("a folder of recaps") {
        let path = entry.expect("an entry").path();
        let gold = folder.join("gold").join(path.file_name().expect("a name")).with_extension("json");
        let Ok(gold) = std::fs::read_to_string(gold) else { continue };
        let gold: Value = serde_json::from_str(&gold).expect("JSON");
        let noise = lines_in(&gold["noise_lines"]);
        let document = Document::read(&path, "recap").expect("text");
        let page = markup::read(&document);
        let shown: BTreeSet<u32> =
            page.lines.iter().filter(|line| !line.noise).flat_map(|line| line.number..=line.last).collect();
        let raw = (1..).zip(document.text.split('\n')).filter(|(_, line)| !line.trim().is_empty());
        let lost: Vec<u32> =
            raw.map(|(number, _)| number).filter(|n| !noise.contains(n) && !shown.contains(n)).collect();
        assert!(lost.is_empty(), "{}: content is lost on lines {lost:?}", path.display());
        if document.format == recaps::corpus::Format::Html {
            // Headings that only group others are recognised by what stands under them, not by markup.
            let kept: Vec<u32> = shown.intersection(&noise).copied().collect();
            assert!(kept.len() * 50 <= noise.len(), "{}: noise is shown on lines {kept:?}", path.display());
        }
        recaps += 1;
    }
    assert!(recaps > 0, "no annotated recap in {}", folder.display());
}
