//! The thesaurus as static tables: names in order, the form in which inflections of them meet, and relations by number.

use crate::chance::Chance;
use crate::dictionary::Dictionary;
use crate::{concepts, stem};
use std::error::Error;
use std::fs;
use std::path::Path;

/// Between the parts of a name; no name holds it.
const PART: &str = "=";

/// What is written of the thesaurus.
pub(crate) struct Thesaurus {
    /// A folded name a line, in order, behind a tab its concept, and `?` where it is a name of others too.
    pub(crate) names: Vec<String>,
    /// A name a line, in order, as its inflections meet: behind tabs the concept as in `names`, and the folded name.
    pub(crate) keys: Vec<String>,
    /// For each concept its names, and what it leads to one way, with tabs between: a name, its folded words, their stems and
    /// inflections with [`PART`] between; the words only where they are not the name, stems and inflections of single words
    /// alone. Names of several concepts stand behind a `?`.
    pub(crate) labels: Vec<String>,
    /// What each is a kind of, its kinds, what it is for, what serves it, what is related.
    pub(crate) edges: [Vec<Vec<usize>>; 5],
}

/// The concepts of all files of a folder.
pub(crate) fn read(folder: &Path, dictionary: &Dictionary) -> Result<Thesaurus, Box<dyn Error>> {
    let mut paths =
        fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    let mut files = Vec::with_capacity(paths.len());
    for path in &paths {
        files.push((path.display().to_string(), fs::read_to_string(path)?));
    }
    let mut entries = Vec::new();
    for (path, text) in &files {
        for entry in concepts::entries(text) {
            entries.push((path.clone(), entry.map_err(|bad| format!("{path}:{bad}"))?));
        }
    }
    let relations = concepts::relations(&entries).map_err(|wrong| wrong.join("\n"))?;
    let (mut names, mut keys) = (Vec::new(), Vec::new());
    for (at, (_, entry)) in entries.iter().enumerate() {
        for (of_concept, sign) in [(&entry.names, ""), (&entry.ambiguous, "?")] {
            for name in of_concept.iter().map(|name| concepts::folded(name)) {
                let key = stem::key_of_name(&name);
                keys.push(format!("{key}\t{at}{sign}\t{name}"));
                names.push(format!("{name}\t{at}{sign}"));
            }
        }
    }
    names.sort();
    keys.sort();
    let (narrower, serve) = (inverse(&relations.broader), inverse(&relations.purposes));
    let mut related = inverse(&relations.related);
    related.iter_mut().zip(&relations.related).for_each(|(all, own)| all.extend(own));
    let chance = Chance::new(dictionary);
    let labels = entries.iter().map(|(_, entry)| labels(entry, &chance)).collect();
    let edges = [relations.broader, narrower, relations.purposes, serve, related];
    Ok(Thesaurus { names, keys, labels, edges })
}

/// The line of the names of a concept. What leads one way only stands for what it leads to.
fn labels(entry: &concepts::Entry<'_>, chance: &Chance<'_>) -> String {
    let folded: Vec<String> =
        entry.all_names().chain(entry.found.iter().copied()).map(concepts::folded).collect();
    let label = |name: &str| label(name, &folded, chance);
    let own = entry.names.iter().filter(|_| !entry.is_one_way()).chain(&entry.found);
    let ambiguous = entry.ambiguous.iter().filter(|_| !entry.is_one_way());
    let names = own.map(|name| label(name)).chain(ambiguous.map(|name| format!("?{}", label(name))));
    names.collect::<Vec<_>>().join("\t")
}

/// A name of a concept with these names: its words, their stems and inflections.
fn label(name: &str, names: &[String], chance: &Chance<'_>) -> String {
    let folded = concepts::folded(name);
    let (stems, inflections) =
        if folded.contains(' ') { (Vec::new(), Vec::new()) } else { chance.stems(&folded, names) };
    let words = if folded == name { "" } else { &folded };
    [name, words, &stems.join(" "), &inflections.join(" ")].join(PART)
}

/// Who leads to each, given what each leads to.
fn inverse(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut inverse = vec![Vec::new(); edges.len()];
    for (from, to) in edges.iter().enumerate() {
        to.iter().for_each(|&to| inverse[to].push(from));
    }
    inverse
}
