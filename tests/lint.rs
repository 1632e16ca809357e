//! What `recaps parse --lint` finds: a code for each thing that is odd about a recap or its cut, and nothing in a sound recap.

use recaps::corpus::{Document, Format};
use recaps::recap;

fn document(text: &str, file: &str) -> Document {
    Document::decode(text.as_bytes(), file, Format::Markdown, None).expect("text")
}

const TWO: &str = "# Devoxx France 2019\n\n## Un titre, par Alice Morin\n\nAlice raconte une migration sans fin. Une belle leçon.\n\n## Un autre titre, par Louis Faure\n\nLouis mesure tout, puis recommence. On en redemande.\n";

#[test]
fn lint_codes_stay() {
    let codes = |text: &str, file: &str| {
        let document = document(text, file);
        recap::lint(&document, &recap::cut(&document)).iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(TWO, "r.md"), Vec::<&str>::new());
    let bare = "Une phrase qui ne dit pas de quoi elle parle, ni quand.\n";
    assert_eq!(codes(bare, "r.md"), ["no-event", "no-year", "no-title", "orphan-text"]);
    assert!(codes(&TWO.replace("leçon", "leÃ§on"), "r.md").contains(&"mojibake"));
    assert!(codes(&TWO.replace("Un autre titre", "Un titre"), "r.md").contains(&"duplicate-talk"));
    assert!(codes(&format!("{TWO}\n## Troisième titre, par Rose Petit\n"), "r.md").contains(&"empty-talk"));
    assert!(
        codes(&TWO.replace("une migration", "[une migration](javascript:alert(1))"), "r.md")
            .contains(&"link-unsafe")
    );
    let long = "Une phrase de dix mots qui se répète sans fin. ".repeat(300);
    assert!(codes(&TWO.replace("On en redemande.", &long), "r.md").contains(&"overlong-talk"));
    let broken = Document::decode(
        b"# Devoxx France 2019\n\nUn mot\xff\xfe et \x80 la suite du texte.\n",
        "r.md",
        Format::Markdown,
        Some(recaps::corpus::Encoding::UTF_8),
    );
    let broken = broken.expect("text");
    assert!(recap::lint(&broken, &recap::cut(&broken)).iter().any(|f| f.code == "odd-encoding"));
}

/// `recaps parse --lint --strict` is silent on recaps that are sound, those of the bundled corpus first of all.
#[test]
fn nothing_is_found_in_the_bundled_recaps() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("README") {
            continue;
        }
        let document = recaps::corpus::Document::read(&path, &name).expect("a text");
        let findings = recap::lint(&document, &recap::cut(&document));
        assert!(findings.is_empty(), "{name}: {findings:?}");
        read += 1;
    }
    assert!(read >= 5, "{read}");
}
