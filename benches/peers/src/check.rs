//! Whether the ingester cuts the made-up recaps into exactly the talks they were made of.

use crate::generate::files;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Recaps handed over to one run of the program.
const AT_ONCE: usize = 100;

/// Check that the recaps of a made-up corpus are cut into its talks
#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// Folder that `generate` wrote
    folder: PathBuf,
    /// The program that cuts
    #[arg(long, value_name = "FILE", default_value = "recaps")]
    recaps: PathBuf,
}

/// What must be the same, cut or ready-cut.
#[derive(Deserialize, PartialEq, Debug)]
struct Talk {
    title: String,
    year: u16,
    speakers: Vec<String>,
    organisations: Vec<String>,
    links: Vec<Link>,
    body: String,
}

#[derive(Deserialize, PartialEq, Debug)]
struct Link {
    url: String,
}

pub(crate) fn check(args: &CheckArgs) -> Result<()> {
    let ready = ready(&args.folder.join("talks.jsonl"))?;
    let mut recaps = files(&args.folder.join("recaps"))?;
    recaps.sort();
    let (mut talks, mut wrong) = (0, 0);
    for some in recaps.chunks(AT_ONCE) {
        for (file, cut) in cut(&args.recaps, some)? {
            let of = Path::new(&file).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let ready = ready.get(of).with_context(|| format!("{file}: no such recap in talks.jsonl"))?;
            talks += ready.len();
            if let Some(difference) = difference(ready, &cut) {
                wrong += 1;
                eprintln!("{file}: {difference}");
            }
        }
    }
    ensure!(talks > 0, "no recaps in {}", args.folder.display());
    println!("{} recaps, {talks} talks: {wrong} recaps are cut otherwise than they were made", recaps.len());
    println!("{}", vocabulary(ready.values().flatten()));
    ensure!(wrong == 0, "{wrong} recaps");
    Ok(())
}

/// The ready-cut talks by recap.
fn ready(file: &Path) -> Result<HashMap<String, Vec<Talk>>> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        #[serde(flatten)]
        talk: Talk,
    }
    let mut ready: HashMap<String, Vec<Talk>> = HashMap::new();
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    for line in text.lines() {
        let line: Line = serde_json::from_str(line)?;
        let recap = line.id.split('/').next().unwrap_or_default();
        ready.entry(recap.to_owned()).or_default().push(line.talk);
    }
    Ok(ready)
}

/// The talks the program cuts some recaps into, by file and in their order.
fn cut(program: &Path, recaps: &[PathBuf]) -> Result<Vec<(String, Vec<Talk>)>> {
    #[derive(Deserialize)]
    struct Line {
        source: Source,
        #[serde(flatten)]
        talk: Talk,
    }
    #[derive(Deserialize)]
    struct Source {
        file: String,
    }
    let mut command = Command::new(program);
    let output = command.args(["parse", "--no-config", "--full", "--format", "jsonl"]).args(recaps).output();
    let output = output.with_context(|| program.display().to_string())?;
    if !output.status.success() {
        bail!("{}: {}", program.display(), String::from_utf8_lossy(&output.stderr));
    }
    let mut cut: Vec<(String, Vec<Talk>)> = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let line: Line = serde_json::from_str(line).with_context(|| line.to_owned())?;
        match cut.last_mut() {
            Some((file, talks)) if *file == line.source.file => talks.push(line.talk),
            _ => cut.push((line.source.file, vec![line.talk])),
        }
    }
    ensure!(cut.len() == recaps.len(), "{} recaps of {} are cut into talks", cut.len(), recaps.len());
    Ok(cut)
}

/// What is not the same, for the first talk where anything is.
fn difference(ready: &[Talk], cut: &[Talk]) -> Option<String> {
    if ready.len() != cut.len() {
        let titles: Vec<&str> = cut.iter().map(|talk| talk.title.as_str()).collect();
        return Some(format!("{} talks instead of {}: {titles:#?}", cut.len(), ready.len()));
    }
    ready.iter().zip(cut).find_map(|(ready, cut)| {
        // A layout may leave out links and companies, and adds lines of its own to the text; what it has must be right.
        let links = cut.links.is_empty() || ready.links == cut.links;
        let organisations = cut.organisations.is_empty() || ready.organisations == cut.organisations;
        let people = cut.speakers.is_empty() || ready.speakers == cut.speakers;
        let body = ready.body.split("\n\n").all(|paragraph| cut.body.contains(paragraph));
        let same =
            ready.title == cut.title && ready.year == cut.year && links && organisations && people && body;
        (!same).then(|| format!("{ready:#?} became {cut:#?}"))
    })
}

/// How the vocabulary grows: different words of the first tenth and of all talks.
fn vocabulary<'a>(talks: impl Iterator<Item = &'a Talk>) -> String {
    let talks: Vec<&Talk> = talks.collect();
    let count = |talks: &[&'a Talk]| {
        let words = talks.iter().flat_map(|talk| talk.body.split(|c: char| !c.is_alphanumeric()));
        let (mut all, mut different) = (0u32, HashSet::new());
        for word in words.filter(|word| !word.is_empty()) {
            all += 1;
            different.insert(word.to_lowercase());
        }
        (f64::from(all), different.len() as f64)
    };
    let (few, all) = (count(&talks[..talks.len().div_ceil(10)]), count(&talks));
    let exponent = (all.1 / few.1).ln() / (all.0 / few.0).ln();
    format!(
        "{:.0} words, {:.0} different; from a tenth of it the vocabulary grew as n^{exponent:.2}",
        all.0, all.1
    )
}
