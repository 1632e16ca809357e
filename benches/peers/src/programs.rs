//! The programs that are compared, and the command line that makes each do the work.

use crate::measure::Call;
use crate::prepare::sql;
use crate::queries::Query;
use std::path::{Path, PathBuf};

/// A program that searches or indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// Does nothing: what starting a process costs.
    True,
    /// Walks the files.
    Find,
    Recaps,
    RecapsDynamic,
    Floor,
    FloorDynamic,
    Sqlite,
    Xapian,
    TantivyCli,
    Ripgrep,
    Grep,
}

impl Program {
    /// Those that are asked the queries.
    pub(crate) const ALL: [Program; 10] = [
        Program::True,
        Program::Floor,
        Program::Recaps,
        Program::RecapsDynamic,
        Program::FloorDynamic,
        Program::Sqlite,
        Program::Xapian,
        Program::TantivyCli,
        Program::Ripgrep,
        Program::Grep,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Program::True => "/bin/true",
            Program::Find => "find -type f",
            Program::Recaps => "recaps, static",
            Program::RecapsDynamic => "recaps, dynamic",
            Program::Floor => "floor, static",
            Program::FloorDynamic => "floor, dynamic",
            Program::Sqlite => "SQLite FTS5",
            Program::Xapian => "Xapian",
            Program::TantivyCli => "tantivy-cli",
            Program::Ripgrep => "ripgrep (unranked)",
            Program::Grep => "GNU grep (unranked)",
        }
    }

    /// The first argument with which to see whether it is there.
    fn probe(self) -> &'static str {
        if self == Program::True { "" } else { "--version" }
    }

    /// The folder or file its index lies in.
    pub(crate) fn index(self) -> Option<&'static str> {
        Some(match self {
            Program::Recaps | Program::RecapsDynamic => "recaps.index",
            Program::Floor | Program::FloorDynamic => "floor.index",
            Program::Sqlite => "sqlite.index",
            Program::Xapian => "xapian.index",
            Program::TantivyCli => "tantivy-cli.index",
            Program::True | Program::Find | Program::Ripgrep | Program::Grep => return None,
        })
    }
}

/// Where the programs lie that are built here.
pub(crate) struct Built {
    pub(crate) recaps: PathBuf,
    pub(crate) recaps_dynamic: PathBuf,
    pub(crate) floor: PathBuf,
    pub(crate) floor_dynamic: PathBuf,
    pub(crate) tantivy_cli: PathBuf,
}

impl Built {
    pub(crate) fn path(&self, program: Program) -> PathBuf {
        match program {
            Program::True => "/bin/true".into(),
            Program::Find => "find".into(),
            Program::Recaps => self.recaps.clone(),
            Program::RecapsDynamic => self.recaps_dynamic.clone(),
            Program::Floor => self.floor.clone(),
            Program::FloorDynamic => self.floor_dynamic.clone(),
            Program::Sqlite => "sqlite3".into(),
            Program::Xapian => "quest".into(),
            Program::TantivyCli => self.tantivy_cli.clone(),
            Program::Ripgrep => "rg".into(),
            Program::Grep => "grep".into(),
        }
    }

    /// Whether the program can be run.
    pub(crate) fn has(&self, program: Program) -> bool {
        Call::new(self.path(program)).arg(program.probe()).command().output().is_ok()
    }
}

/// One corpus, as recaps and ready-cut, and the indexes of it.
pub(crate) struct Place {
    /// Folder of the recaps.
    pub(crate) recaps: PathBuf,
    /// The talks ready-cut.
    pub(crate) talks: PathBuf,
    /// Folder of the indexes.
    pub(crate) indexes: PathBuf,
}

impl Place {
    /// The command with which a program searches. Some use status 1 for "nothing found".
    pub(crate) fn search(&self, built: &Built, program: Program, query: &Query) -> Call {
        let call = Call::new(built.path(program));
        let index = program.index().map(|name| self.indexes.join(name)).unwrap_or_default();
        match program {
            Program::True | Program::Find => call,
            Program::Recaps | Program::RecapsDynamic => {
                let words: Vec<&str> = query.recaps.iter().map(String::as_str).collect();
                call.args(&["search", "--no-config", "--index"]).arg(index).args(&words)
            }
            Program::Floor | Program::FloorDynamic => call.arg("search").arg(index).arg(&query.tantivy),
            Program::Sqlite => {
                let since = query.since.map(|year| format!(" AND year >= {year}")).unwrap_or_default();
                call.args(&["-batch", "-readonly"]).arg(index).arg(format!(
                    "SELECT title, event, year, id, snippet(talks, 1, '<b>', '</b>', '…', 24) FROM talks \
                     WHERE talks MATCH '{}'{since} ORDER BY bm25(talks, 2.0, 1.0) LIMIT 10",
                    query.fts5.replace('\'', "''")
                ))
            }
            Program::Xapian => call
                .args(&["--stemmer=french", "--msize=10", "--flags=default,wildcard", "--db"])
                .arg(index)
                .arg(&query.xapian),
            Program::TantivyCli => call.args(&["search", "-i"]).arg(index).arg("-q").arg(&query.tantivy),
            Program::Ripgrep => {
                call.args(&["--no-config", "-n", "-i", "-e", &query.pattern]).arg(&self.recaps)
            }
            Program::Grep => call.args(&["-r", "-n", "-i", "-E", &query.pattern]).arg(&self.recaps),
        }
    }

    /// The command with which a program indexes all recaps into a new index; `None` where it has no index.
    pub(crate) fn index(&self, built: &Built, program: Program) -> Option<Call> {
        let call = Call::new(built.path(program));
        let index = self.indexes.join(program.index()?);
        Some(match program {
            Program::Recaps => {
                call.args(&["index", "-q", "--no-config", "--index"]).arg(index).arg(&self.recaps)
            }
            Program::Floor => call.arg("index").arg(&self.talks).arg(index),
            Program::Sqlite => {
                call.arg("-batch").arg(index).arg(format!(".read {}", sql(&self.talks).display()))
            }
            Program::Xapian => Call::new("scriptindex")
                .arg("--stemmer=french")
                .arg(index)
                .arg(self.indexes.join("xapian.script"))
                .arg(self.indexes.join("xapian.dump")),
            Program::TantivyCli => call.args(&["index", "-i"]).arg(index).arg("-f").arg(&self.talks),
            _ => return None,
        })
    }

    /// The command with which a program adds one new recap; `None` where it has none.
    pub(crate) fn add(&self, built: &Built, program: Program, recap: &Path, talks: &Path) -> Option<Call> {
        let call = Call::new(built.path(program));
        let index = self.indexes.join(program.index()?);
        Some(match program {
            Program::Recaps => {
                call.args(&["index", "-q", "--no-config", "--no-prune", "--index"]).arg(index).arg(recap)
            }
            Program::Floor => call.arg("add").arg(talks).arg(index),
            Program::Sqlite => call.arg("-batch").arg(index).arg(format!(".read {}", sql(talks).display())),
            _ => return None,
        })
    }
}
