//! A recap and what a careful reader cut out of it.

use recaps::corpus::Document;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Gold {
    pub(crate) recap: Facts,
    pub(crate) units: Vec<Unit>,
    pub(crate) noise_lines: Vec<(u32, u32)>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Facts {
    #[serde(default)]
    pub(crate) title: Option<String>,
    #[serde(default)]
    pub(crate) event: Option<String>,
    #[serde(default)]
    pub(crate) year: Option<i32>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Unit {
    pub(crate) kind: String,
    pub(crate) title: Option<String>,
    pub(crate) first_line: u32,
    pub(crate) last_line: u32,
    #[serde(default)]
    pub(crate) speakers: Vec<String>,
    #[serde(default)]
    pub(crate) organisations: Vec<String>,
    #[serde(default)]
    pub(crate) writers: Vec<String>,
    #[serde(default)]
    pub(crate) urls: Vec<String>,
    #[serde(default)]
    pub(crate) rating: Option<String>,
}

/// An annotated recap.
#[derive(Debug)]
pub(crate) struct Annotated {
    pub(crate) name: String,
    pub(crate) document: Document,
    pub(crate) gold: Gold,
}

impl Annotated {
    /// Who wrote it: recaps of one blog are alike.
    pub(crate) fn blog(&self) -> &str {
        self.name.split('-').next().unwrap_or(&self.name)
    }

    /// Lines that hold something to read.
    pub(crate) fn content(&self) -> BTreeSet<u32> {
        let noise: BTreeSet<u32> = self.gold.noise_lines.iter().flat_map(|&(a, b)| a..=b).collect();
        (1..)
            .zip(self.document.text.split('\n'))
            .filter(|(n, line)| !line.trim().is_empty() && !noise.contains(n))
            .map(|(n, _)| n)
            .collect()
    }
}

/// The annotated recaps of a folder, in the order of their names.
pub(crate) fn read(folder: &Path, golds: &Path) -> Vec<Annotated> {
    let mut truths: Vec<_> = std::fs::read_dir(golds)
        .expect("a folder of golds")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    truths.sort();
    truths
        .iter()
        .map(|truth| {
            let text = std::fs::read_to_string(truth).expect("a gold");
            let value: serde_json::Value = serde_json::from_str(&text).expect("a gold");
            let file = value.pointer("/source/file").or(value.pointer("/file")).and_then(|f| f.as_str());
            let file = file.expect("the name of a recap");
            let document = Document::read(&folder.join(file), file).expect("a recap");
            let gold = serde_json::from_str(&text).expect("a gold");
            let name = file.rsplit('/').next().unwrap_or(file);
            Annotated { name: name.to_owned(), document, gold }
        })
        .collect()
}

/// The annotated recaps of the project: those that are bundled, and the made-up ones of `tests/recaps`, whose `.cut`
/// says a unit a line: `first-last kind title | by people`.
pub(crate) fn of_project() -> Vec<Annotated> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut recaps = read(project, &project.join("tests/gold"));
    let folder = project.join("tests/recaps");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("tests/recaps")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_none_or(|ending| ending != "cut"))
        .filter(|path| path.with_extension("cut").exists())
        .collect();
    files.sort();
    for path in files {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let document = Document::read(&path, &name).expect("a recap");
        let cut = std::fs::read_to_string(path.with_extension("cut")).expect("a cut");
        let gold = Gold { units: cut.lines().filter_map(unit_of_line).collect(), ..Gold::default() };
        let mut recap = Annotated { name, document, gold };
        let units = &recap.gold.units;
        let outside = |n: &u32| !units.iter().any(|unit| (unit.first_line..=unit.last_line).contains(n));
        recap.gold.noise_lines = recap.content().into_iter().filter(outside).map(|n| (n, n)).collect();
        recaps.push(recap);
    }
    recaps
}

fn unit_of_line(line: &str) -> Option<Unit> {
    let (lines, rest) = line.split_once(' ')?;
    let (first, last) = lines.split_once('-')?;
    let (kind, rest) = rest.split_once(' ')?;
    let mut cells = rest.split(" | ");
    let title = cells.next()?.to_owned();
    let by = cells.find_map(|cell| cell.strip_prefix("by ")).unwrap_or_default();
    Some(Unit {
        kind: kind.to_owned(),
        title: Some(title),
        first_line: first.parse().ok()?,
        last_line: last.parse().ok()?,
        speakers: by.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        ..Unit::default()
    })
}
