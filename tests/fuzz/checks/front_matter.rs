//! Front matter: whatever stands between the fences, the text below them is read.

use super::input::choice;
use super::recap::{check_cut, check_page};
use recaps::corpus::{Document, Format};
use recaps::recap::{Sidecar, cut_with, markup};

/// The first byte chooses the fence, the rest stands behind it.
pub fn front_matter(bytes: &[u8]) {
    let (chosen, inside) = choice(bytes, 2);
    let fence: &[u8] = [b"---\n", b"+++\n"][chosen];
    let file =
        [fence, inside, b"\n", fence, b"\n# Retour sur Qwertz 2019\n\nUn paquet, puis deux.\n"].concat();
    let Ok(document) = Document::decode(&file, "essai.md", Format::Markdown, None) else { return };
    let page = markup::read(&document);
    check_page(&page, &document);
    // Metadata is never in the place of text: the last line is in a talk whatever is above.
    if !document.text.contains(['`', '~', '<', '{']) {
        assert!(page.lines.iter().any(|line| line.text.ends_with("Un paquet, puis deux.")), "{page:?}");
    }
    check_cut(&cut_with(&document, &Sidecar::default()), &page, &document);
}
