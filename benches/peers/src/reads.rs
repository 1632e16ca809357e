//! What is asked of many talks at once: counts, orders, and all of them, in the languages of `recaps` and SQLite.

use crate::measure::Call;
use crate::programs::{Built, Place, Program};

/// A question about many talks.
pub(crate) struct Read {
    /// What is done.
    pub(crate) work: &'static str,
    /// Arguments of `recaps`.
    recaps: &'static [&'static str],
    /// What SQLite is asked over its FTS5 table.
    sql: &'static str,
    /// How SQLite prints it.
    mode: &'static str,
}

/// The questions. The words are frequent: what is counted and sorted is a large part of the talks.
pub(crate) const READS: &[Read] = &[
    Read {
        work: "facets speaker, of a frequent word",
        recaps: &["facets", "speaker", "kubernetes"],
        sql: "SELECT value, count(*) AS held FROM talks, json_each(talks.speakers) WHERE talks MATCH 'kubernetes' \
              GROUP BY value ORDER BY held DESC, value",
        mode: "-list",
    },
    Read {
        work: "facets speaker, the first ten",
        recaps: &["facets", "speaker", "kubernetes", "-n", "10"],
        sql: "SELECT value, count(*) AS held FROM talks, json_each(talks.speakers) WHERE talks MATCH 'kubernetes' \
              GROUP BY value ORDER BY held DESC, value LIMIT 10",
        mode: "-list",
    },
    Read {
        work: "facets event, of all talks",
        recaps: &["facets", "event"],
        sql: "SELECT event, count(*) AS held FROM talks GROUP BY event ORDER BY held DESC, event",
        mode: "-list",
    },
    Read {
        work: "timeline",
        recaps: &["timeline", "kubernetes"],
        sql: "SELECT event, year, count(*) FROM talks WHERE talks MATCH 'kubernetes' GROUP BY year, event \
              ORDER BY year, event",
        mode: "-list",
    },
    Read {
        work: "search --sort date",
        recaps: &["search", "kubernetes", "--sort", "date"],
        sql: "SELECT title, event, year, id, snippet(talks, 1, '<b>', '</b>', '…', 24) FROM talks \
              WHERE talks MATCH 'kubernetes' ORDER BY year DESC, id LIMIT 10",
        mode: "-list",
    },
    Read {
        work: "search --sort rating",
        recaps: &["search", "kubernetes", "--sort", "rating"],
        sql: "SELECT title, event, year, id, snippet(talks, 1, '<b>', '</b>', '…', 24) FROM talks \
              WHERE talks MATCH 'kubernetes' ORDER BY rating DESC, id LIMIT 10",
        mode: "-list",
    },
    Read {
        work: "list --sort date -n 20",
        recaps: &["list", "--sort", "date", "-n", "20"],
        sql: "SELECT title, event, year, id FROM talks ORDER BY year DESC, id LIMIT 20",
        mode: "-list",
    },
    Read {
        work: "list as JSON Lines",
        recaps: &["list", "--format", "jsonl"],
        sql: "SELECT json_object('id', id, 'title', title, 'event', event, 'year', year, 'speakers', \
              json(speakers), 'organisations', json(organisations), 'rating', rating) FROM talks ORDER BY id",
        mode: "-list",
    },
    Read {
        work: "export",
        recaps: &["export"],
        sql: "SELECT json_object('id', id, 'title', title, 'event', event, 'year', year, 'speakers', \
              json(speakers), 'organisations', json(organisations), 'rating', rating, 'body', body) FROM talks \
              ORDER BY id",
        mode: "-list",
    },
    Read {
        work: "search as CSV, all that is found",
        recaps: &["search", "kubernetes", "--format", "csv", "--limit", "all"],
        sql: "SELECT id, title, event, year, speakers, organisations, rating FROM talks \
              WHERE talks MATCH 'kubernetes' ORDER BY bm25(talks, 2.0, 1.0)",
        mode: "-csv",
    },
];

impl Read {
    /// How a program is asked; nothing where it cannot be.
    pub(crate) fn call(&self, place: &Place, built: &Built, program: Program) -> Option<Call> {
        let call = Call::new(built.path(program));
        let index = place.indexes.join(program.index()?);
        match program {
            Program::Recaps => Some(call.args(self.recaps).args(&["--no-config", "--index"]).arg(index)),
            Program::Sqlite => Some(call.args(&["-batch", "-readonly", self.mode]).arg(index).arg(self.sql)),
            _ => None,
        }
    }
}
