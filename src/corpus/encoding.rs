//! Encodings of text: those of the WHATWG Encoding Standard, and the code pages of DOS, in which old files still lie about.

use encoding_rs::{ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use oem_cp::code_table::{DECODING_TABLE_CP437, DECODING_TABLE_CP850, DECODING_TABLE_CP858};
use oem_cp::decode_string_complete_table;

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// One of the WHATWG Encoding Standard.
    Standard(&'static encoding_rs::Encoding),
    /// A code page of DOS, by its number.
    Dos(Page),
}

/// A code page of DOS that French texts were written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// That of the first machines.
    Cp437,
    /// That of Western Europe.
    Cp850,
    /// The same with the euro sign.
    Cp858,
}

/// Labels that people use and the standard does not know.
const USUAL: [(&str, Encoding); 14] = [
    ("latin9", Encoding::LATIN_9),
    ("latin-9", Encoding::LATIN_9),
    ("macroman", Encoding::MAC_ROMAN),
    ("mac-roman", Encoding::MAC_ROMAN),
    ("macosroman", Encoding::MAC_ROMAN),
    ("ansi", Encoding::WINDOWS_1252),
    ("cp437", Encoding::Dos(Page::Cp437)),
    ("ibm437", Encoding::Dos(Page::Cp437)),
    ("cp850", Encoding::CP_850),
    ("ibm850", Encoding::CP_850),
    ("dos", Encoding::CP_850),
    ("oem", Encoding::CP_850),
    ("cp858", Encoding::Dos(Page::Cp858)),
    ("ibm858", Encoding::Dos(Page::Cp858)),
];

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Encoding = Encoding::Standard(UTF_8);
    /// UTF-16, the lower byte first.
    pub const UTF_16LE: Encoding = Encoding::Standard(UTF_16LE);
    /// UTF-16, the higher byte first.
    pub const UTF_16BE: Encoding = Encoding::Standard(UTF_16BE);
    /// That of Windows in Western Europe.
    pub const WINDOWS_1252: Encoding = Encoding::Standard(WINDOWS_1252);
    /// ISO-8859-15.
    pub const LATIN_9: Encoding = Encoding::Standard(ISO_8859_15);
    /// That of the Macintosh before Mac OS X.
    pub const MAC_ROMAN: Encoding = Encoding::Standard(MACINTOSH);
    /// That of DOS in Western Europe.
    pub const CP_850: Encoding = Encoding::Dos(Page::Cp850);

    /// The encoding that a person names, by a label of the standard or by a common name. Labels of encodings that the
    /// standard no longer decodes are not accepted: any text in them becomes one U+FFFD.
    pub fn named(label: &str) -> Option<Encoding> {
        let label = label.trim().to_ascii_lowercase();
        let usual = USUAL.iter().find(|(usual, _)| *usual == label).map(|(_, encoding)| *encoding);
        usual.or_else(|| {
            encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Encoding::Standard)
        })
    }

    /// Its name; in small letters for the encodings that recaps come in.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Dos(Page::Cp437) => "cp437",
            Encoding::Dos(Page::Cp850) => "cp850",
            Encoding::Dos(Page::Cp858) => "cp858",
            Encoding::Standard(standard) => match standard.name() {
                "UTF-8" => "utf-8",
                "UTF-16LE" => "utf-16le",
                "UTF-16BE" => "utf-16be",
                "ISO-8859-15" => "iso-8859-15",
                "ISO-8859-2" => "iso-8859-2",
                other => other,
            },
        }
    }

    /// Whether each byte is a character.
    pub(super) fn is_single_byte(self) -> bool {
        match self {
            Encoding::Dos(_) => true,
            Encoding::Standard(standard) => standard.is_single_byte(),
        }
    }

    /// The text in `bytes`, with U+FFFD for invalid sequences, and the number of these.
    pub(super) fn decode(self, bytes: &[u8]) -> (String, usize) {
        let table = match self {
            Encoding::Dos(Page::Cp437) => &DECODING_TABLE_CP437,
            Encoding::Dos(Page::Cp850) => &DECODING_TABLE_CP850,
            Encoding::Dos(Page::Cp858) => &DECODING_TABLE_CP858,
            Encoding::Standard(standard) => {
                let (text, malformed) = standard.decode_without_bom_handling(bytes);
                let text = match self.is_single_byte() && text.contains(is_control) {
                    // The standard makes control characters of bytes that an encoding leaves undefined.
                    true => text.replace(is_control, "\u{FFFD}"),
                    false => text.into_owned(),
                };
                let count = malformed || self.is_single_byte();
                let broken = if count { text.matches('\u{FFFD}').count() } else { 0 };
                return (text, broken);
            }
        };
        (decode_string_complete_table(bytes, table), 0)
    }
}

/// Whether a character is one of the C1 controls, which no text has, except that a few files end their lines with one of them.
fn is_control(c: char) -> bool {
    ('\u{80}'..='\u{9F}').contains(&c) && c != '\u{85}'
}
