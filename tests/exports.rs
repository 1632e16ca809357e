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

/// docutils 0.21.2 knows French names of directives and of the author's field once the language is French
/// (`findings/docutils-directives-in-french.sh`).
#[test]
fn french_names_of_directives_are_no_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("caillou.rst");
    let text = "Retour sur le Congrès du Caillou 2024\n=====================================\n\n:Auteur: Maud Verlaine\n\n\
                Le noyau bavard\n---------------\n\n*Par Odile Parchemin (Bricodata)*\n\nLe noyau se trace.\n\n\
                .. astuce:: Gardez un vieux noyau.\n\n.. avertissement::\n\n   La sonde mord.\n";
    std::fs::write(&path, text).expect("a recap");
    let cut = cut(&Document::read(&path, "caillou.rst").expect("a text"));
    let talk = cut.talks.iter().find(|talk| talk.title == "Le noyau bavard").expect("a talk");
    assert!(talk.body.text.contains("\nGardez un vieux noyau.\nLa sonde mord."), "{}", talk.body.text);
    assert!(
        !talk.body.text.contains("astuce") && !talk.body.text.contains("avertissement"),
        "{}",
        talk.body.text
    );
    assert_eq!(cut.recap.authors, ["Maud Verlaine"]);
}

/// ical.js 2.1.0 takes the time of a zone that is named and not defined for another one
/// (`findings/ical-time-without-a-zone-table.sh`): a programme's clock counts as written.
#[test]
fn the_time_of_a_session_is_the_one_that_was_published() {
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n\
                    DTSTART;TZID=Europe/Paris:20240314T093000\r\nSUMMARY:Le noyau\\, la grappe\r\n\
                    END:VEVENT\r\nEND:VCALENDAR\r\n";
    let sessions = recaps::schedule::read(calendar, Path::new("caillou.ics")).expect("a programme");
    assert_eq!(sessions[0].start.as_deref(), Some("2024-03-14T09:30"));
    assert_eq!(sessions[0].titles, ["Le noyau, la grappe"]);
}

/// Footnotes and definitions below the text are text once, and of no unit of their own.
#[test]
fn pages_around_the_recap_are_no_units() {
    for (file, cut) in exports() {
        let titles: Vec<&str> = cut.talks.iter().map(|talk| talk.title.as_str()).collect();
        assert!(titles.len() <= 3, "{file}: {titles:?}");
    }
}
