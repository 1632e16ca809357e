//! What generators write is read as its author meant it. The files were made by running them: see `exports/make.sh`.
//!
//! Pelican 4.11, MkDocs 1.6 with Material 9.5, Sphinx 8.1, Asciidoctor 3.0 and pandoc 2.19 with the source of Quarto.

use recaps::corpus::Document;
use recaps::recap::{Cut, cut};
use recaps::talk::Kind;
use std::path::Path;

fn exports() -> Vec<(String, Cut)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|path| path.to_string_lossy().contains("caillou")).collect();
    files.sort();
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let read = |path: &Path| Document::read(path, &name(path)).expect("a text");
    files.iter().map(|path| (name(path), cut(&read(path)))).collect()
}

#[test]
fn two_signed_talks_come_out_of_every_export() {
    let exports = exports();
    assert!(exports.len() >= 10, "{}", exports.len());
    for (file, cut) in exports {
        let talks = cut.talks.iter().filter(|talk| talk.kind != Kind::Section);
        let read: Vec<_> =
            talks.map(|t| (t.title.as_str(), t.speakers.join(", "), t.organisations.join(", "))).collect();
        let meant = [
            ("Le noyau bavard", "Odile Parchemin".to_owned(), "Bricodata".to_owned()),
            ("Trois grappes et un enterrement", "Gaspard Lunel".to_owned(), "Nuagerie".to_owned()),
        ];
        assert_eq!(read, meant, "{file}");
        assert_eq!(
            cut.recap.title.as_deref().map(|title| title.contains("Congrès du Caillou")),
            Some(true),
            "{file}"
        );
    }
}

#[test]
fn the_text_of_an_export_holds_no_markup() {
    for (file, cut) in exports() {
        let text: String =
            cut.talks.iter().map(|talk| talk.body.text.as_str()).collect::<Vec<_>>().join("\n");
        for markup in [":::", "!!!", "???", "===", "TIP:", "footnote:", "{#", "Title:", "Slug:", "¶", "^["] {
            assert!(!text.contains(markup), "{file}: {markup} in {text}");
        }
    }
}

/// A callout belongs to the talk in which it stands, its title as text and not as a unit.
#[test]
fn a_callout_is_part_of_its_talk() {
    for (file, cut) in exports() {
        let holds = |title: &str| cut.talks.iter().any(|talk| talk.title == title);
        assert!(!holds("Conseil"), "{file}: {:?}", cut.talks.iter().map(|t| &t.title).collect::<Vec<_>>());
        let kernel = cut.talks.iter().find(|talk| talk.title == "Le noyau bavard").expect("a talk");
        if !file.starts_with("pelican") {
            assert!(
                kernel.body.text.contains("Gardez toujours un vieux noyau"),
                "{file}: {}",
                kernel.body.text
            );
        }
    }
}

/// Footnotes and definitions below the text are text once, and of no unit of their own.
#[test]
fn pages_around_the_recap_are_no_units() {
    for (file, cut) in exports() {
        let titles: Vec<&str> = cut.talks.iter().map(|talk| talk.title.as_str()).collect();
        assert!(titles.len() <= 3, "{file}: {titles:?}");
    }
}
