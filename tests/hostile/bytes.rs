//! Bytes of every encoding and of none, cut: what the text says must not depend on how it was written down.

use super::{GOOD, cut, document};
use recaps::corpus::{Document, Format};
use recaps::ingest;
use recaps::recap::{self, Cut};

/// Title, speakers and text of every talk.
fn talks(cut: &Cut) -> Vec<(String, Vec<String>, String)> {
    cut.talks.iter().map(|t| (t.title.clone(), t.speakers.clone(), t.body.text.clone())).collect()
}

/// A recap in French, with what old encodings lack or have in other places.
const RECAP: &str = "Retour sur la journée Qwertz 2021\n\nL'été du noyau - Inès Morel, Brumisio\n\n\
    Inès Morel a présenté, à Noël déjà, comment on trace un paquet : une leçon reçue par tous les élèves.\n\n\
    Dormir la nuit - Paul Adam, Coffrefort\n\nPaul Adam a montré, dès l'été, où tout ça mène : à une fenêtre fermée.\n";

fn same(bytes: &[u8], encoding: &str) {
    let document = document(bytes, "qwertz-2021.txt");
    assert_eq!(document.encoding, encoding);
    let other = recap::cut(&document);
    assert_eq!(talks(&other), talks(&cut(RECAP, "qwertz-2021.txt")), "{encoding}");
    for talk in &other.talks {
        assert!(
            talk.source.first_byte < talk.source.last_byte && talk.source.last_byte <= bytes.len() as u64
        );
    }
}

#[test]
fn a_byte_order_mark() {
    same(&[b"\xEF\xBB\xBF", RECAP.as_bytes()].concat(), "utf-8");
}

#[test]
fn utf16_of_both_orders_with_and_without_mark() {
    let units: Vec<u16> = RECAP.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    same(&little, "utf-16le");
    same(&big, "utf-16be");
    same(&[b"\xFF\xFE", &little[..]].concat(), "utf-16le");
    same(&[b"\xFE\xFF", &big[..]].concat(), "utf-16be");
}

#[test]
fn windows_1252() {
    let bytes: Vec<u8> = RECAP.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    same(&bytes, "windows-1252");
}

#[test]
fn ends_of_line_of_windows() {
    same(RECAP.replace('\n', "\r\n").as_bytes(), "utf-8");
}

#[test]
fn ends_of_line_of_an_old_kind() {
    let old = cut(&RECAP.replace('\n', "\r"), "qwertz-2021.txt");
    assert_eq!(talks(&old).len(), talks(&cut(RECAP, "qwertz-2021.txt")).len());
}

#[test]
fn accents_apart_from_their_letters() {
    let apart: String = RECAP
        .chars()
        .map(|c| match c {
            'é' => "e\u{301}".to_owned(),
            'è' => "e\u{300}".to_owned(),
            'ê' => "e\u{302}".to_owned(),
            'à' => "a\u{300}".to_owned(),
            'ç' => "c\u{327}".to_owned(),
            c => c.to_string(),
        })
        .collect();
    assert!(apart.len() > RECAP.len());
    same(apart.as_bytes(), "utf-8");
}

#[test]
fn broken_utf8_is_read_and_reported() {
    let bytes = [RECAP.as_bytes(), b"Coup\xE9 en deux : \xC3(\n"].concat();
    let document = document(&bytes, "qwertz-2021.txt");
    assert_eq!((document.encoding, document.broken), ("utf-8", 2));
    let cut = recap::cut(&document);
    let codes: Vec<&str> = recap::lint(&document, &cut).iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&"odd-encoding"), "{codes:?}");
    assert_eq!(talks(&cut)[0], talks(&super::cut(RECAP, "qwertz-2021.txt"))[0]);
}

#[test]
fn nul_bytes_are_refused() {
    for place in [0, GOOD.len() / 2, GOOD.len()] {
        let mut bytes = GOOD.as_bytes().to_vec();
        bytes.insert(place, 0);
        let reason = Document::decode(&bytes, "x.md", Format::Markdown, None).expect_err("refused");
        assert_eq!(reason, format!("NUL byte at offset {place}"));
    }
}

#[test]
fn a_line_of_a_megabyte() {
    let cut = cut(&"mot ".repeat(250_000), "x.txt");
    assert_eq!(cut.talks.len(), 1);
    assert_eq!(cut.talks[0].body.text.split(' ').count(), 250_000);
}

#[test]
fn a_line_of_a_hundred_megabytes() {
    let folder = super::folder();
    let path = folder.path().join("ligne.txt");
    std::fs::write(&path, vec![b'x'; 100 << 20]).expect("a file");
    assert!(super::skipped(folder.path(), "ligne.txt").starts_with("104857600 bytes"));
    let error = ingest::read(&path, "ligne.txt", None).expect_err("refused");
    assert!(error.to_string().contains("--max-filesize"), "{error}");
}

#[test]
fn more_lines_than_a_recap_has() {
    let folder = super::folder();
    let path = folder.path().join("lignes.txt");
    std::fs::write(&path, "a\r".repeat(100_001)).expect("a file");
    let error = ingest::read(&path, "lignes.txt", None).expect_err("refused");
    assert!(error.to_string().contains("100001 lines, more than the 100000"), "{error}");
    std::fs::write(&path, "a\r\n".repeat(100_000)).expect("a file");
    ingest::read(&path, "lignes.txt", None).expect("as many as there may be");
}

#[test]
fn signs_that_pile_up_on_a_letter() {
    let cut = cut(&format!("e{}", "\u{301}\u{316}".repeat(100_000)), "x.txt");
    assert_eq!(cut.talks.len(), 1);
}
