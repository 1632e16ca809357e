//! The concepts that a glossary of the user adds.

use super::{Glossary, Id, MOST, Own, OwnName};
use crate::analysis::concepts::{self, BadLine, Entry, entries, folded};
use crate::analysis::{bundled, stem};
use std::collections::HashMap;

/// How often a file is read without the lines that could not be read before: one in which more of them hang on each other is
/// left out.
const ROUNDS: usize = 24;

/// For each name of the user's concepts, folded, the first concept that has it and how many have it: a reference is looked up once,
/// whatever the number of lines.
type Holders = HashMap<String, (usize, usize)>;

impl Glossary {
    /// This thesaurus and the concepts of `file`.
    ///
    /// # Errors
    /// The first line that cannot be read or names a concept that there is none of.
    pub fn with(self, file: &str) -> Result<Self, BadLine> {
        self.read(file).map_err(|faults| faults.into_iter().next().unwrap_or_default())
    }

    /// The same, or all lines that cannot be read as far as that shows at once.
    fn read(mut self, file: &str) -> Result<Self, Vec<BadLine>> {
        let (entries, faults): (Vec<_>, Vec<_>) = entries(file).partition(Result::is_ok);
        let faults: Vec<BadLine> = faults.into_iter().filter_map(Result::err).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let entries: Vec<Entry<'_>> = entries.into_iter().flatten().collect();
        let first = self.own.len();
        for (at, entry) in entries.iter().enumerate() {
            let of = first + at;
            for (names, is_ambiguous) in [(&entry.names, false), (&entry.ambiguous, true)] {
                let name = |name: &&str| {
                    let folded = folded(name);
                    OwnName { key: stem::key_of_name(&folded), folded, of, is_ambiguous }
                };
                self.names.extend(names.iter().map(name));
            }
        }
        // Of concepts that share a name only the first ones are found by it: more say nothing of any of them.
        let mut holders = Holders::new();
        self.names.retain(|name| {
            let (_, number) = holders.entry(name.folded.clone()).or_insert((name.of, 0));
            *number += 1;
            *number <= MOST
        });
        let mut faults = Vec::new();
        for entry in &entries {
            match self.resolved(entry, &holders) {
                Ok(own) => self.own.push(own),
                Err(reason) => faults.push(BadLine { line: entry.line, reason }),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let own_only = |id: &Id| if let Id::Own(at) = id { Some(*at) } else { None };
        let broader: Vec<Vec<usize>> =
            self.own.iter().map(|own| own.broader.iter().filter_map(own_only).collect()).collect();
        if let Some(entry) = concepts::circle(&broader).and_then(|at| entries.get(at.checked_sub(first)?)) {
            let reason = "a concept that is a kind of itself".into();
            return Err(vec![BadLine { line: entry.line, reason }]);
        }
        Ok(self)
    }

    /// This thesaurus and the concepts of `file` as far as it can be read, and the lines that cannot. A line that names
    /// what such a line was to say cannot be read either.
    pub fn with_what_can_be_read(self, file: &str) -> (Self, Vec<BadLine>) {
        let mut lines: Vec<&str> = file.lines().collect();
        let mut faults: Vec<BadLine> = Vec::new();
        for _ in 0..ROUNDS {
            let found = match self.clone().read(&lines.join("\n")) {
                Ok(read) => return (read, faults),
                Err(found) => found,
            };
            for fault in &found {
                if let Some(line) = fault.line.checked_sub(1).and_then(|at| lines.get_mut(at)) {
                    *line = "";
                }
            }
            faults.extend(found);
        }
        (self, faults)
    }

    fn resolved(&self, entry: &Entry<'_>, holders: &Holders) -> Result<Own, String> {
        let all = |references: &[&str]| {
            references.iter().map(|text| self.resolve(text, holders)).collect::<Result<Vec<Id>, String>>()
        };
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        if entry.is_one_way() {
            return Ok(Own { names: owned(&entry.found), ..Own::default() });
        }
        let twins = entry.names.iter().filter(|_| self.bundled).map(|name| folded(name));
        let twins = twins.flat_map(|name| bundled::named(&name).collect::<Vec<_>>());
        Ok(Own {
            names: owned(&entry.names),
            ambiguous: owned(&entry.ambiguous),
            broader: all(&entry.broader)?,
            purposes: all(&entry.purposes)?,
            related: all(&entry.related)?,
            twins: twins.filter(|(_, is_ambiguous)| !is_ambiguous).map(|(id, _)| id).collect(),
        })
    }

    /// The concept that a reference names.
    fn resolve(&self, reference: &str, holders: &Holders) -> Result<Id, String> {
        let name = folded(reference);
        let own = holders.get(&name).map(|(concept, _)| Id::Own(*concept));
        let bundled = || bundled::named(&name).filter(|_| self.bundled).map(|(id, _)| Id::Bundled(id)).next();
        own.or_else(bundled).ok_or_else(|| format!("`{reference}` is no concept"))
    }
}
