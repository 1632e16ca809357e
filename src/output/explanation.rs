//! How the score of a hit came about, for people.

use super::text::Printer;
use serde_json::Value;
use std::io::{self, Write};

impl<W: Write> Printer<W> {
    /// How the score of a hit came about, a clause a line.
    pub fn explanation(&mut self, explain: &Value) -> io::Result<()> {
        let number = |value: &Value| format!("{:.3}", value.as_f64().unwrap_or_default());
        for clause in explain["clauses"].as_array().into_iter().flatten() {
            let best = clause["occurrences"].as_array().and_then(|all| all.first());
            let how = best.map(|best| {
                let (area, relation) = (best["area"].as_str(), best["relation"].as_str());
                format!(" {} in {} ×{}", relation.unwrap_or_default(), area.unwrap_or_default(), best["tf"])
            });
            let word = clause["word"].as_str().unwrap_or("(…)");
            self.known(&number(&clause["score"]), &format!("{word}{}", how.unwrap_or_default()))?;
        }
        for part in ["section", "proximity", "subject", "coverage"] {
            if explain[part].as_f64().is_some_and(|value| value != 0.0) {
                self.known(&number(&explain[part]), part)?;
            }
        }
        self.known(&number(&explain["score"]), "score")
    }
}
