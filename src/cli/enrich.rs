//! `recaps enrich`: completes recaps by what the conference published of its sessions.

use super::report::{appearance, note, stdout};
use super::{Common, NOTHING_FOUND};
use crate::corpus::stamp::sidecar;
use crate::corpus::walk::{MAX_BYTES, label};
use crate::corpus::{Pipes, small, text};
use crate::output::enrichment::Enrichment;
use crate::output::terminal::safe;
use crate::schedule::{self, Session, matching, notes};
use crate::{Error, ingest};
use std::borrow::Cow;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Largest programme that is fetched, in bytes.
const MAX_FETCHED: u64 = 64 * 1024 * 1024;
/// How long a programme may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);
/// Names beside a sidecar that are tried for its draft.
const MOST_DRAFTS: u32 = 100;

/// Complete recaps by what a conference published of its sessions
///
/// Sessions of the programme are matched with the talks of each recap by title, people and day. What the recap leaves out
/// (full names, companies, room, time, the official title, links) is written to the file `NAME.recap.toml` beside it, with
/// where it came from; nothing that the recap says is changed. Talks that are in no programme are listed.
///
/// Programmes are read as frab (pentabarf) XML, JSON of frab, pretalx or Sessionize, and iCalendar.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps enrich --schedule schedule.xml --dry-run corpus/kcd-france-2023-ippon.txt
  recaps enrich --schedule https://pretalx.example.org/qwertz/schedule/export/schedule.json corpus/qwertz.md
  recaps index                               index what came in")]
pub(super) struct EnrichArgs {
    /// Recaps to complete
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Programme of the conference: a file, or an http or https address
    #[arg(long, value_name = "FILE|URL")]
    schedule: String,
    /// Say what would be written; write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &EnrichArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let sessions = read_schedule(&args.schedule)?;
    let (mut out, appearance) = (stdout(common), appearance(common));
    let mut matched = 0usize;
    let mut results = Vec::with_capacity(args.files.len());
    for path in &args.files {
        let (document, cut) = ingest::read(path, &label(path), None)?;
        let pairs = matching::pair(&cut.talks, &sessions);
        matched += pairs.len();
        let beside = sidecar(path);
        let old = read_text(&beside)?.unwrap_or_default();
        let new = notes::write(&old, &cut.talks, &sessions, &pairs, &origin(&args.schedule))
            .map_err(|reason| Error::Schedule { path: beside.clone(), reason })?;
        let changed = new != old;
        if changed && !args.dry_run {
            replace(&beside, &new)?;
        }
        results.push((document.file, beside, changed, cut.talks, pairs));
    }
    for (file, beside, changed, talks, pairs) in &results {
        let enrichment = Enrichment { file, talks, sessions: &sessions, pairs, all: common.verbose };
        common.format.write(&mut out, &enrichment, &appearance)?;
        let verb = match (changed, args.dry_run) {
            (false, _) => "unchanged",
            (true, true) => "would be written",
            (true, false) => "written",
        };
        note(common, &format!("{}: {verb}", safe(&beside.display().to_string())));
    }
    out.flush()?;
    Ok(if matched == 0 { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}

/// Reads a programme from a file or over the network.
fn read_schedule(place: &str) -> anyhow::Result<Vec<Session>> {
    let path = Path::new(place);
    let raw = if place.starts_with("http://") || place.starts_with("https://") {
        fetch(place).map_err(|reason| Error::Schedule { path: path.into(), reason })?
    } else {
        small(path, MAX_BYTES, Pipes::Read).map_err(|e| Error::io(path, e))?
    };
    let text = String::from_utf8(raw)
        .map_err(|error| Error::Schedule { path: path.into(), reason: error.to_string() })?;
    Ok(schedule::read(&text, path)?)
}

/// What a sidecar says of where a programme came from: not the password that an address may hold.
fn origin(place: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = place.split_once("://").filter(|(scheme, _)| scheme.starts_with("http"))
    else {
        return place.into();
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match host.rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]).into(),
        None => place.into(),
    }
}

fn fetch(address: &str) -> std::result::Result<Vec<u8>, String> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .user_agent(concat!("recaps/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let response = agent.get(address).call().map_err(|error| error.to_string())?;
    let mut raw = Vec::new();
    response
        .into_body()
        .into_reader()
        .take(MAX_FETCHED + 1)
        .read_to_end(&mut raw)
        .map_err(|error| error.to_string())?;
    if raw.len() as u64 > MAX_FETCHED {
        return Err(format!("larger than {} MB", MAX_FETCHED >> 20));
    }
    Ok(raw)
}

/// A text file, if there is one.
fn read_text(path: &Path) -> anyhow::Result<Option<String>> {
    match text(path, MAX_BYTES, Pipes::Refuse) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(path, error).into()),
    }
}

/// Writes a file beside the old one and puts it in its place: nobody reads half of it. What stands beside it already under
/// that name, a link perhaps, is not ours and stays; so does what the old one leads to where it is a link.
fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let draft = |number: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".new-{}-{number}", std::process::id()));
        PathBuf::from(name)
    };
    let (mut number, mut beside) = (0, draft(0));
    let mut file = loop {
        match File::create_new(&beside) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < MOST_DRAFTS => {
                number += 1;
                beside = draft(number);
            }
            made => break made.map_err(|e| Error::io(&beside, e))?,
        }
    };
    // Who could not read the old one cannot read the new one either.
    let permissions = std::fs::metadata(path).ok().map(|old| old.permissions());
    let written = permissions
        .map_or(Ok(()), |permissions| file.set_permissions(permissions))
        .and_then(|()| file.write_all(text.as_bytes()))
        .and_then(|()| file.sync_all())
        .map_err(|e| Error::io(&beside, e))
        .and_then(|()| std::fs::rename(&beside, path).map_err(|e| Error::io(path, e)));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    Ok(written?)
}
