//! Bytes of every usual encoding become the same text, with lines where the file has them.

use recaps::corpus::{Document, Encoding, Format};

const TEXT: &str = "L’été à Noël\nCœur : 12 €\n\nFin\n";

fn decode(bytes: &[u8]) -> Result<Document, String> {
    Document::decode(bytes, "x.txt", Format::Text, None)
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

#[test]
fn utf8_with_and_without_mark() {
    let plain = decode(TEXT.as_bytes()).expect("text");
    assert_eq!((plain.text.as_str(), plain.encoding, plain.broken), (TEXT, "utf-8", 0));
    let marked = decode(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()).expect("text");
    assert_eq!((marked.text.as_str(), marked.encoding), (TEXT, "utf-8"));
    assert_eq!(marked.line_starts[..2], [0, 3 + "L’été à Noël\n".len() as u64]);
}

#[test]
fn utf16_with_and_without_mark() {
    for little in [true, false] {
        let name = if little { "utf-16le" } else { "utf-16be" };
        let mark: &[u8] = if little { b"\xFF\xFE" } else { b"\xFE\xFF" };
        let raw = utf16(TEXT, little);
        let marked = [mark, &raw].concat();
        for (bytes, lead) in [(&marked, 2), (&raw, 0)] {
            let document = decode(bytes).expect("text");
            assert_eq!((document.text.as_str(), document.encoding), (TEXT, name));
            // 12 characters and the line end, two bytes each.
            assert_eq!(document.line_starts[1], lead + 26);
            assert_eq!(*document.line_starts.last().expect("an end"), bytes.len() as u64);
        }
    }
}

#[test]
fn every_line_start_is_after_a_line_end() {
    for bytes in
        [TEXT.as_bytes().to_vec(), b"\xFF\xFEa\0\n\0b\0".to_vec(), b"caf\xE9\r\nfini".to_vec(), Vec::new()]
    {
        let document = decode(&bytes).expect("text");
        let lines = document.text.split('\n').count();
        assert_eq!(document.line_starts.len(), lines + 1, "{bytes:?}");
        assert!(document.line_starts.is_sorted());
    }
}

#[test]
fn old_encodings_are_distinguished() {
    let windows =
        decode(b"L\x92\xE9t\xE9 \xE0 No\xEBl, le c\x9Cur l\xE9ger : 12 \x80. D\xE9j\xE0 vu.").expect("text");
    assert_eq!(windows.encoding, "windows-1252");
    assert!(windows.text.contains("L’été") && windows.text.contains("cœur") && windows.text.contains("12 €"));
    let latin9 =
        decode(b"L'\xE9t\xE9 \xE0 No\xEBl, le c\xBDur l\xE9ger : 12 \xA4. D\xE9j\xE0 vu.").expect("text");
    assert_eq!(latin9.encoding, "iso-8859-15");
    assert!(latin9.text.contains("cœur") && latin9.text.contains("12 €"), "{}", latin9.text);
    let half = decode(b"Il a coup\xE9 la poire en 1\xBD, pas \xE0 moiti\xE9.").expect("text");
    assert!(half.text.contains("1½"), "{}", half.text);
}

/// A sentence of French with every accent, in a code page of which these are the bytes of its accents.
fn french(accents: &[(char, u8)]) -> (String, Vec<u8>) {
    let text = "Le système déjà prêt reçoit un paquet à l'été, où chaque noeud compte : ça va vite, même très vite.\n";
    let byte =
        |c: char| accents.iter().find(|(accent, _)| *accent == c).map_or(c as u32 as u8, |(_, byte)| *byte);
    (text.to_owned(), text.chars().map(byte).collect())
}

const MAC_ROMAN: [(char, u8); 6] =
    [('é', 0x8E), ('è', 0x8F), ('ê', 0x90), ('à', 0x88), ('ç', 0x8D), ('ù', 0x9D)];
const CP_850: [(char, u8); 6] =
    [('é', 0x82), ('è', 0x8A), ('ê', 0x88), ('à', 0x85), ('ç', 0x87), ('ù', 0x97)];

#[test]
fn encodings_that_no_mark_shows_are_recognised_by_where_the_accents_stand() {
    for (accents, name) in [(MAC_ROMAN, "macintosh"), (CP_850, "cp850")] {
        let (text, bytes) = french(&accents);
        let document = decode(&bytes).expect("text");
        assert_eq!((document.text.as_str(), document.encoding), (text.as_str(), name));
        let findings = recaps::recap::lint(&document, &recaps::recap::cut(&document));
        let odd = findings.iter().find(|finding| finding.code == "odd-encoding").expect("it is said");
        assert!(odd.text.contains(name), "{}", odd.text);
    }
    // What has few accents, or stands in the usual encoding, is not doubted.
    for bytes in [&b"Un caf\xE9 serr\xE9 \xE0 No\xEBl, \xAB d\xE9j\xE0 vu \xBB."[..], b"Un mot\x8E seul."] {
        let document = decode(bytes).expect("text");
        assert!(!document.is_guessed && document.encoding == "windows-1252", "{}", document.encoding);
    }
}

#[test]
fn a_byte_that_an_encoding_leaves_undefined_is_counted() {
    let document = decode(b"L'\xE9t\xE9 d\xE9j\xE0 pr\xEAt, et un octet\x81 perdu.\n").expect("text");
    assert_eq!((document.encoding, document.broken), ("windows-1252", 1));
    assert!(document.text.contains("octet\u{FFFD} perdu"));
    let findings = recaps::recap::lint(&document, &recaps::recap::cut(&document));
    assert!(findings.iter().any(|finding| finding.code == "odd-encoding"));
}

#[test]
fn encodings_are_known_by_the_names_that_people_use() {
    for (label, name) in [
        ("latin9", "iso-8859-15"),
        ("Latin-9", "iso-8859-15"),
        ("MacRoman", "macintosh"),
        ("mac", "macintosh"),
        ("CP850", "cp850"),
        ("ibm850", "cp850"),
        ("cp437", "cp437"),
        ("ANSI", "windows-1252"),
        ("utf8", "utf-8"),
    ] {
        assert_eq!(Encoding::named(label).map(Encoding::name), Some(name), "{label}");
    }
    let (text, bytes) = french(&CP_850);
    let document = Document::decode(&bytes, "x.txt", Format::Text, Encoding::named("cp850")).expect("text");
    assert_eq!((document.text, document.is_guessed), (text, false));
}

#[test]
fn a_page_is_believed_when_it_declares_its_encoding() {
    let page = b"<meta charset=\"iso-8859-1\"><p>\xE9t\xE9</p>";
    let document = Document::decode(page, "x.html", Format::Html, None).expect("text");
    assert_eq!(document.encoding, "windows-1252");
    assert!(document.text.contains("été"));
    let lying = "<meta charset=iso-8859-1><p>été</p>".as_bytes();
    let document = Document::decode(lying, "x.html", Format::Html, None).expect("text");
    assert_eq!(document.encoding, "utf-8", "what is valid UTF-8 is UTF-8, whatever the page says");
}

#[test]
fn a_forced_encoding_is_taken() {
    let latin = Encoding::named("latin1").expect("a label");
    let document = Document::decode("é".as_bytes(), "x.txt", Format::Text, Some(latin)).expect("text");
    assert_eq!(document.text, "Ã©");
    assert!(Encoding::named("no-such-encoding").is_none());
}

#[test]
fn utf8_with_few_faults_stays_utf8() {
    let bytes = ["La journée a été très dense : ".as_bytes(), b"\xE9", " et déjà finie.".as_bytes()].concat();
    let document = decode(&bytes).expect("text");
    assert_eq!((document.encoding, document.broken), ("utf-8", 1));
    assert!(document.text.contains("journée") && document.text.contains('\u{FFFD}'));
}

#[test]
fn what_is_no_text_is_refused_in_one_line() {
    let image = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR";
    let noise: Vec<u8> =
        (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).filter(|b| *b != 0).collect();
    for bytes in [&image[..], b"texte\0coup\xE9", b"\0\x01PNG", &noise] {
        let reason = decode(bytes).expect_err("refused");
        assert!(!reason.is_empty() && !reason.contains('\n'), "{reason}");
    }
}

#[test]
fn an_empty_file_is_text() {
    let document = decode(b"").expect("text");
    assert_eq!((document.text.as_str(), document.line_starts.as_slice()), ("", &[0, 0][..]));
}
