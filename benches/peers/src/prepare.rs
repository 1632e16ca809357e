//! What some peers must be given beside the talks: a script, a schema, the talks in another form.

use crate::measure::Call;
use crate::programs::{Built, Place, Program};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Fields for Xapian's scriptindex: stems of title, text and people; what is shown; what an update replaces.
const XAPIAN: &str = "\
id : field boolean=Q unique=Q
title : field index=S index
event : field
year : field
people : index
body : field index
";

/// The script that fills SQLite with some talks.
pub(crate) fn sql(talks: &Path) -> PathBuf {
    talks.with_extension("sql")
}

/// Writes the script that [`sql`] names.
pub(crate) fn write_sql(talks: &Path) -> Result<()> {
    let script = include_str!("sqlite.sql").replace("TALKS", &talks.to_string_lossy());
    fs::write(sql(talks), script).with_context(|| sql(talks).display().to_string())
}

/// Prepares a program for indexing a corpus; its old index goes.
pub(crate) fn prepare(place: &Place, program: Program) -> Result<()> {
    let Some(index) = program.index().map(|name| place.indexes.join(name)) else { return Ok(()) };
    if index.is_dir() {
        fs::remove_dir_all(&index)?;
    } else if index.exists() {
        fs::remove_file(&index)?;
    }
    match program {
        Program::Sqlite => write_sql(&place.talks),
        Program::Xapian => {
            fs::write(place.indexes.join("xapian.script"), XAPIAN)?;
            dump(&place.talks, &place.indexes.join("xapian.dump"))
        }
        Program::TantivyCli => {
            fs::create_dir_all(&index)?;
            Ok(fs::write(index.join("meta.json"), tantivy_schema().to_string())?)
        }
        _ => Ok(()),
    }
}

/// Installs what the package registry of the system has, where this user may; says what stays away.
pub(crate) fn install() -> Result<()> {
    let packages = [
        ("rg", "ripgrep"),
        ("sqlite3", "sqlite3"),
        ("quest", "xapian-tools"),
        ("scriptindex", "xapian-omega"),
    ];
    for (program, package) in packages {
        if Call::new(program).arg("--version").command().output().is_ok() {
            continue;
        }
        let root = Call::new("id").arg("-u").output()?.trim() == "0";
        let install = Call::new("apt-get").args(&["install", "-y", "--no-install-recommends", package]);
        if !root || install.output().is_err() {
            eprintln!("skipped: {program} is not there, and {package} cannot be installed");
        }
    }
    Ok(())
}

/// Whether tantivy-cli is there; `wanted` installs it.
pub(crate) fn tantivy_cli(built: &Built, wanted: bool) -> Result<()> {
    if wanted && !built.has(Program::TantivyCli) {
        // Not as it was locked: what it was locked with no longer compiles.
        let root = built.tantivy_cli.ancestors().nth(2).context("a folder to install into")?;
        let install = Call::new(env!("CARGO")).args(&["install", "tantivy-cli", "--root"]).arg(root);
        let status = install.command().envs(std::env::vars_os()).status()?;
        if !status.success() {
            eprintln!("skipped: tantivy-cli cannot be installed");
        }
    }
    Ok(())
}

/// The schema of the floor, as tantivy-cli wants it: an index without segments.
fn tantivy_schema() -> serde_json::Value {
    let text = |name: &str, tokenizer: &str, record: &str| {
        serde_json::json!({ "name": name, "type": "text", "options": {
            "indexing": { "record": record, "fieldnorms": true, "tokenizer": tokenizer }, "stored": true
        }})
    };
    let prose = |name| text(name, "default", "position");
    let year = serde_json::json!({ "name": "year", "type": "u64", "options": {
        "indexed": true, "fieldnorms": false, "fast": true, "stored": true
    }});
    serde_json::json!({ "segments": [], "opstamp": 0, "schema": [
        prose("title"), prose("body"), prose("speakers"), prose("organisations"),
        text("id", "raw", "basic"), text("event", "raw", "basic"), year
    ]})
}

/// Talks as scriptindex reads them: `field=value`, further lines after a bare `=`, an empty line between two.
fn dump(talks: &Path, to: &Path) -> Result<()> {
    #[derive(Deserialize)]
    struct Talk {
        id: String,
        title: String,
        event: Option<String>,
        year: Option<u16>,
        speakers: Vec<String>,
        organisations: Vec<String>,
        body: String,
    }
    let mut out = BufWriter::new(File::create(to)?);
    for line in BufReader::new(File::open(talks)?).lines() {
        let talk: Talk = serde_json::from_str(&line?)?;
        let year = talk.year.map(|year| year.to_string()).unwrap_or_default();
        let people = [talk.speakers, talk.organisations].concat().join(" ");
        let event = talk.event.unwrap_or_default();
        for (field, value) in [
            ("id", talk.id),
            ("title", talk.title),
            ("event", event),
            ("year", year),
            ("people", people),
            ("body", talk.body),
        ] {
            writeln!(out, "{field}={}", value.replace('\n', "\n="))?;
        }
        writeln!(out)?;
    }
    Ok(out.flush()?)
}
