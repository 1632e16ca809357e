//! How the score of a hit came about: lines for people, an object for programs.

use super::text::Printer;
use crate::search::explanation::{ClauseScore, Explanation, Occurrence};
use serde_json::{Value, json};
use std::io::{self, Write};

impl<W: Write> Printer<W> {
    /// Prints how the score of a hit came about, a clause a line.
    pub fn explanation(&mut self, explanation: &Explanation) -> io::Result<()> {
        for ClauseScore { score, word } in &explanation.clauses {
            let best = word.as_ref().and_then(|word| word.occurrences.first());
            let how = best.map(|Occurrence { field, relation, tf, .. }| {
                format!(" {} in {} ×{tf}", relation.as_str(), field.as_str())
            });
            let label = word.as_ref().map_or("(…)", |word| word.label.as_str());
            self.known(&number(*score), &format!("{label}{}", how.unwrap_or_default()))?;
        }
        let Explanation { section, proximity, subject, coverage, score, .. } = *explanation;
        let parts =
            [(section, "section"), (proximity, "proximity"), (subject, "subject"), (coverage, "coverage")];
        for (value, name) in parts.into_iter().filter(|(value, _)| *value != 0.0) {
            self.known(&number(value), name)?;
        }
        self.known(&number(score), "score")
    }
}

fn number(value: f32) -> String {
    format!("{value:.3}")
}

impl From<&Explanation> for Value {
    fn from(explanation: &Explanation) -> Value {
        json!({
            "clauses": explanation.clauses.iter().map(clause).collect::<Vec<_>>(),
            "proximity": explanation.proximity,
            "subject": explanation.subject,
            "section": explanation.section,
            "coverage": explanation.coverage,
            "score": explanation.score,
        })
    }
}

fn clause(ClauseScore { score, word }: &ClauseScore) -> Value {
    let Some(word) = word else { return json!({ "score": score }) };
    let occurrence = |occurrence: &Occurrence| {
        json!({
            "area": occurrence.field.as_str(),
            "relation": occurrence.relation.as_str(),
            "tf": occurrence.tf,
            "strength": occurrence.strength,
        })
    };
    json!({
        "score": score,
        "word": word.label,
        "rarity": word.idf,
        "occurrences": word.occurrences.iter().map(occurrence).collect::<Vec<_>>(),
    })
}
