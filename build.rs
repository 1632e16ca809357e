//! Makes tables of the data files of the analysis, so that nothing has to be read when the program starts.

#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/fold.rs"]
mod fold;
#[allow(unreachable_pub)]
#[path = "src/analysis/lines.rs"]
mod lines;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

const DATA: &str = "src/analysis/data";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/analysis");
    let read = |name: &str| fs::read_to_string(Path::new(DATA).join(name));
    let stems = stems(&read("stems.tsv")?);
    let (groups, beginnings) = glossary(&read("glossary.txt")?);
    let code = [
        table(
            "STOP_WORDS",
            "Folded words that are stop words, for nothing.",
            &stop_words(&read("stop_words.txt")?),
        ),
        table("UNLIKE", "Stems of words that begin otherwise, for these words.", &unlike(&stems)),
        table("STEMS", "Words that the stemmers get wrong, for their stem.", &stems),
        endings(&read("endings.tsv")?),
        format!("/// The groups of the glossary, one a line.\npub static GROUPS: &str = {groups:?};\n"),
        table(
            "BEGINNINGS",
            "How the forms of the glossary begin, for where in [`GROUPS`] their group is and which of it they are.",
            &beginnings,
        ),
    ];
    fs::write(Path::new(&env::var("OUT_DIR")?).join("tables.rs"), code.concat())?;
    Ok(())
}

/// The code of a table.
fn table(name: &str, about: &str, rows: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    let mut starts = vec![0];
    for (key, value) in rows {
        text.push_str(&format!("{key}\t{value}"));
        starts.push(text.len());
    }
    format!("/// {about}\npub static {name}: Table = Table {{ text: {text:?}, starts: &{starts:?} }};\n")
}

fn stop_words(file: &str) -> BTreeMap<String, String> {
    let words = lines::rows(file).flat_map(str::split_ascii_whitespace);
    words.map(|word| (word.to_owned(), String::new())).collect()
}

/// Of `words<TAB>stem` lines; a stem of `=` keeps the words together under the first of them, apart from all others.
/// The stem then begins with the sign, which no stemmer gives: `port` would meet `porter` under a bare `port`.
fn stems(file: &str) -> BTreeMap<String, String> {
    let mut stems = BTreeMap::new();
    for (words, stem) in lines::rows(file).filter_map(|line| line.split_once('\t')) {
        let mut words = words.split_ascii_whitespace().peekable();
        let stem = match (stem, words.peek()) {
            ("=", Some(first)) => format!("={first}"),
            _ => stem.to_owned(),
        };
        stems.extend(words.map(|word| (word.to_owned(), stem.clone())));
    }
    stems
}

/// For a stem the words it is that of, where they do not all begin with its first letters.
fn unlike(stems: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut unlike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (word, stem) in stems.iter().filter(|(word, stem)| lines::beginning(word) != lines::beginning(stem)) {
        unlike.entry(stem.clone()).or_default().push(word);
    }
    unlike.into_iter().map(|(stem, words)| (stem, words.join(" "))).collect()
}

/// The code of the pairs of `ending<TAB>ending` lines.
fn endings(file: &str) -> String {
    let endings: Vec<(&str, &str)> = lines::rows(file).filter_map(|line| line.split_once('\t')).collect();
    format!(
        "/// Endings that the French stemmer keeps apart from those beside them.\n\
         pub static ENDINGS: &[(&str, &str)] = &{endings:?};\n"
    )
}

/// The groups of a glossary one a line; and by how forms begin, where the line of each begins and its place among the
/// forms that are looked up.
fn glossary(file: &str) -> (String, BTreeMap<String, String>) {
    let mut groups = String::new();
    let mut beginnings: BTreeMap<String, String> = BTreeMap::new();
    for (_, group) in lines::groups(file) {
        for (form, text) in lines::Group::new(group).from.into_iter().enumerate() {
            let places = beginnings.entry(lines::beginning(text)).or_default();
            places.push_str(&format!("{} {form} ", groups.len()));
        }
        groups.push_str(group);
        groups.push('\n');
    }
    (groups, beginnings)
}
