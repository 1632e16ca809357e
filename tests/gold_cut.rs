//! The cut of real recaps against what a careful reader made of them, where the environment says they lie:
//! `RECAPS_GOLD` names a folder of recaps with `gold/*.json` in it.

use recaps::corpus::Document;
use recaps::recap;
use serde_json::Value;
use std::path::Path;

#[test]
fn units_begin_where_a_careful_reader_begins_them() {
    let Some(folder) = std::env::var_os("RECAPS_GOLD") else {
        eprintln!("skipped: RECAPS_GOLD is unset");
        return;
    };
    let folder = Path::new(&folder);
    let (mut right, mut found, mut wanted, mut titled, mut told) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for entry in std::fs::read_dir(folder.join("gold")).expect("gold") {
        let text = std::fs::read_to_string(entry.expect("entry").path()).expect("gold file");
        let gold: Value = serde_json::from_str(&text).expect("JSON");
        let file = gold["source"]["file"].as_str().expect("file");
        let cut = recap::cut(&Document::read(&folder.join(file), file).expect("recap"));
        let units = gold["units"].as_array().expect("units");
        found += cut.talks.len();
        wanted += units.len();
        for unit in units {
            let line = unit["first_line"].as_u64().expect("line");
            let Some(talk) = cut.talks.iter().find(|talk| u64::from(talk.source.first_line) == line) else {
                continue;
            };
            right += 1;
            if let Some(title) = unit["title"].as_str() {
                told += 1;
                let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
                titled += usize::from(plain(title) == plain(&talk.title));
            }
        }
    }
    let f1 = 2.0 * right as f64 / (found + wanted) as f64;
    let titles = titled as f64 / told as f64;
    assert!(f1 >= 0.97, "boundaries: {f1:.3}");
    assert!(titles >= 0.95, "titles: {titles:.3}");
}
