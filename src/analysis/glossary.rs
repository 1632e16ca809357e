//! The glossary: words that mean the same although no stem joins them.
//!
//! It works on queries alone, so changing it needs no new index. A line of the file is a group of forms with
//! ` = ` between them (`k8s = kubernetes`), each of one word or several; a line with ` > ` leads one way only
//! (searching the left finds the right, not the other way round).

use super::{stem, words};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A form that a searched word also stands for: its folded words.
pub type Form = Vec<String>;

/// Groups of forms, looked up by the words of a query.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// From the keys of a form's words to the forms that mean the same.
    forms: HashMap<Vec<String>, Vec<Form>>,
    /// Words of the longest form.
    longest: usize,
}

/// A line of a glossary that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {reason}")]
pub struct BadLine {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: &'static str,
}

static BUNDLED: LazyLock<Glossary> = LazyLock::new(|| {
    // A test reads the bundled file strictly, so nothing is lost here.
    Glossary::default().with(include_str!("data/glossary.txt")).unwrap_or_default()
});

impl Glossary {
    /// The glossary that comes with the program.
    pub fn bundled() -> &'static Glossary {
        &BUNDLED
    }

    /// This glossary and the groups of `file`.
    pub fn with(mut self, file: &str) -> Result<Self, BadLine> {
        for (index, line) in file.lines().enumerate() {
            let bad = |reason| BadLine { line: index + 1, reason };
            let line = line.split(" #").next().unwrap_or_default().trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some((left, right)) = line.split_once(" > ") {
                let (from, to) = (group(left), group(right));
                if from.iter().chain(&to).any(Vec::is_empty) {
                    return Err(bad("a form without a word"));
                }
                for form in &from {
                    self.add(form, to.iter().cloned());
                }
                continue;
            }
            let forms = group(line);
            if forms.len() < 2 {
                return Err(bad("expected two forms or more with ` = ` or ` > ` between them"));
            }
            if forms.iter().any(Vec::is_empty) {
                return Err(bad("a form without a word"));
            }
            for (at, form) in forms.iter().enumerate() {
                let others = forms.iter().enumerate().filter(|&(i, _)| i != at).map(|(_, f)| f.clone());
                self.add(form, others);
            }
        }
        Ok(self)
    }

    fn add(&mut self, form: &[String], meanings: impl Iterator<Item = Form>) {
        let key: Vec<String> = form.iter().map(|w| key(w)).collect();
        self.longest = self.longest.max(key.len());
        let known = self.forms.entry(key).or_default();
        for meaning in meanings {
            if !known.contains(&meaning) {
                known.push(meaning);
            }
        }
    }

    /// Words of the longest form.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// What the folded words, taken together, also stand for.
    pub fn meanings<'a>(&self, surfaces: impl Iterator<Item = &'a str>) -> &[Form] {
        let key: Vec<String> = surfaces.map(key).collect();
        self.forms.get(&key).map_or(&[], Vec::as_slice)
    }
}

fn group(text: &str) -> Vec<Form> {
    text.split(" = ").map(|form| words(form).into_iter().map(|w| w.surface).collect()).collect()
}

/// The form under which inflections of a word find the same entry; the accents do not count.
fn key(surface: &str) -> String {
    let Some(stem) = stem::first(surface) else {
        // Told from stems by the sign: `bi` is not what the stemmer makes of `biais`.
        return format!("={surface}");
    };
    // The French stemmer knows no English plural: `policies` is `policy`, and so is `technologie` `technology`;
    // `clusters` is `cluster`, whose last letters it takes for those of a verb.
    let singular = match surface {
        _ if stem.starts_with('=') => None,
        _ if surface.ends_with("ers") => surface.strip_suffix('s').map(str::to_owned),
        _ => surface.strip_suffix("ies").or(surface.strip_suffix("ie")).map(|trunk| format!("{trunk}y")),
    };
    singular.and_then(|singular| stem::first(&singular)).unwrap_or(stem)
}
