//! Raw bytes to text, and where each line of the file begins in them.
//!
//! A byte order mark is believed first, then a forced or declared encoding, then valid UTF-8; what is
//! left is old text, whose encoding is detected. Bytes that are no text at all are refused.

use super::encoding::Encoding;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// Bytes that are examined to distinguish text from binary data and to guess an encoding without byte order mark.
const SAMPLE: usize = 64 * 1024;
/// Bytes of a page in which its encoding must be declared, as the HTML standard has it.
const DECLARATION: usize = 1024;
/// Characters beyond ASCII that a text has at least before its encoding is recognised by where they stand.
const FEWEST: usize = 3;
/// Valid multi-byte sequences that outweigh one broken one: text cut or pasted wrong, but UTF-8 all the same.
const VALID_PER_BROKEN: usize = 4;

/// How files begin that are mostly readable bytes and yet no text that a person wrote.
const OTHERS: [(&[u8], &str); 3] =
    [(b"%PDF-", "a PDF"), (b"%!PS-", "PostScript"), (b"{\\rtf", "a document of a word processor (RTF)")];

/// Decoded text.
#[derive(Clone, Debug)]
pub(super) struct Decoded {
    /// The text, byte order mark off.
    pub text: String,
    /// What it was decoded from.
    pub encoding: Encoding,
    /// Whether that encoding is rare and was guessed only because the text reads best in it.
    pub is_guessed: bool,
    /// Number of sequences that are invalid in that encoding; each became U+FFFD.
    pub broken: usize,
}

/// Decodes `bytes`; the error says what makes them no text.
pub(super) fn decode(bytes: &[u8], forced: Option<Encoding>, html: bool) -> Result<Decoded, String> {
    if let Some((_, what)) = OTHERS.iter().find(|(begins, _)| bytes.starts_with(begins)) {
        return Err(format!("{what}, whatever its name"));
    }
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return text_of(&bytes[mark..], Encoding::Standard(encoding), bytes);
    }
    if let Some(encoding) = forced {
        return text_of(bytes, encoding, bytes);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return text_of(bytes, encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        refuse_binary(text.as_bytes())?;
        return Ok(Decoded {
            text: text.to_owned(),
            encoding: Encoding::UTF_8,
            is_guessed: false,
            broken: 0,
        });
    }
    refuse_binary(bytes)?;
    let declared = html.then(|| declared(bytes)).flatten().filter(|&e| e != Encoding::UTF_8);
    let guessed = match declared {
        Some(encoding) => encoding,
        None if mostly_utf8(bytes) => Encoding::UTF_8,
        None => guess(bytes),
    };
    let unusual = unusual(bytes, guessed).filter(|_| declared.is_none());
    let decoded = text_of(bytes, unusual.unwrap_or(guessed), bytes)?;
    Ok(Decoded { is_guessed: unusual.is_some(), ..decoded })
}

fn text_of(bytes: &[u8], encoding: Encoding, raw: &[u8]) -> Result<Decoded, String> {
    if encoding != Encoding::UTF_16LE && encoding != Encoding::UTF_16BE {
        refuse_binary(raw)?;
    }
    let (text, broken) = encoding.decode(bytes);
    if let Some(at) = text.find('\0') {
        return Err(format!("NUL at character {}", text[..at].chars().count()));
    }
    Ok(Decoded { text, encoding, is_guessed: false, broken })
}

/// Refuses bytes with a NUL, and those with more control characters than any text has.
fn refuse_binary(bytes: &[u8]) -> Result<(), String> {
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(format!("NUL byte at offset {at}"));
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls = sample.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B));
    let controls = controls.count();
    if controls * 10 > sample.len() {
        return Err(format!("{controls} control bytes in the first {}", sample.len()));
    }
    Ok(())
}

/// Recognises UTF-16: in a Western text nearly every other byte is NUL.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    if pairs < 2 || memchr::memchr(0, sample).is_none() {
        return None;
    }
    let (mut first, mut second) = (0, 0);
    for pair in sample.chunks_exact(2) {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    let is_many = |count: usize| count * 10 >= pairs * 7;
    let is_few = |count: usize| count * 20 <= pairs;
    match (first, second) {
        (f, s) if is_many(s) && is_few(f) => Some(Encoding::UTF_16LE),
        (f, s) if is_many(f) && is_few(s) => Some(Encoding::UTF_16BE),
        _ => None,
    }
}

/// Whether broken sequences are rare among the multi-byte sequences that are whole.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken * VALID_PER_BROKEN
}

/// The encoding that the head of a page declares.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION)].to_ascii_lowercase();
    let after = head.windows(8).position(|w| w == b"charset=")? + 8;
    let label: Vec<u8> = head[after..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\''))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .collect();
    let encoding = encoding_rs::Encoding::for_label(&label)?;
    // A page that can be read as ASCII up to here is not in UTF-16, whatever it declares.
    encoding.is_ascii_compatible().then_some(Encoding::Standard(encoding))
}

fn guess(bytes: &[u8]) -> Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // Where the bytes alone do not decide, the language does: these are French texts.
    let encoding = Encoding::Standard(detector.guess(Some(b"fr"), Utf8Detection::Deny));
    if encoding == Encoding::WINDOWS_1252 && speaks_latin9(bytes) { Encoding::LATIN_9 } else { encoding }
}

/// An old encoding that the detector does not know, where the text reads much better in it than in the one `guessed`:
/// its accents then stand inside words.
fn unusual(bytes: &[u8], guessed: Encoding) -> Option<Encoding> {
    if !guessed.is_single_byte() {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let read = |encoding: Encoding| plausible(&encoding.decode(sample).0);
    let better = [Encoding::MAC_ROMAN, Encoding::CP_850].map(|encoding| (read(encoding), encoding));
    let (best, encoding) = better.into_iter().max_by_key(|(read, _)| *read)?;
    let reads_well = best >= FEWEST && best * 10 >= high * 9;
    (reads_well && read(guessed) * 2 <= high).then_some(encoding)
}

/// How many of the characters beyond ASCII stand where French has them: small accented letters in words, large ones at
/// their beginning, marks between words, and an apostrophe between letters.
fn plausible(text: &str) -> usize {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    let mut plausible = 0;
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let is_inside = before.is_alphabetic() && after.is_alphabetic();
        plausible += usize::from(match c {
            'à' | 'â' | 'æ' | 'ç' | 'é' | 'è' | 'ê' | 'ë' | 'î' | 'ï' | 'ô' | 'œ' | 'ù' | 'û' | 'ü' | 'ö' => {
                c == 'à' || before.is_alphabetic() || after.is_alphabetic()
            }
            'À' | 'Â' | 'Ç' | 'É' | 'È' | 'Ê' | 'Î' | 'Ô' | 'Œ' => !before.is_lowercase(),
            '’' => before.is_alphabetic(),
            '«' | '»' | '“' | '”' | '…' | '–' | '—' | '€' | '°' | '\u{A0}' => !is_inside,
            _ => false,
        });
        before = c;
    }
    plausible
}

/// Whether the bytes in which ISO-8859-15 and Windows-1252 differ read better in the former: ligatures
/// inside words instead of fractions, the euro sign after a figure, and none of the letters and quotes
/// that Windows put into the range of the C1 controls.
fn speaks_latin9(bytes: &[u8]) -> bool {
    if bytes.iter().any(|b| (0x80..=0x9F).contains(b)) {
        return false;
    }
    bytes.windows(3).any(|w| match w[1] {
        0xBC | 0xBD => w[2].is_ascii_alphabetic() && !w[0].is_ascii_digit(),
        0xA4 => w[0].is_ascii_digit() || (w[0] == b' ' && w[2].is_ascii_whitespace()),
        _ => false,
    })
}

/// Offsets into `bytes` where each line begins, cut at `\n` alone, and the length at the end.
pub(super) fn line_starts(bytes: &[u8], encoding: Encoding) -> Vec<u64> {
    let mut starts = vec![0];
    if encoding == Encoding::UTF_16LE || encoding == Encoding::UTF_16BE {
        let newline = if encoding == Encoding::UTF_16LE { [b'\n', 0] } else { [0, b'\n'] };
        let units = bytes.chunks_exact(2).enumerate();
        starts.extend(units.filter(|(_, unit)| *unit == newline).map(|(i, _)| 2 * (i as u64 + 1)));
    } else {
        starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at as u64 + 1));
    }
    starts.push(bytes.len() as u64);
    starts
}
