//! Raw bytes to text, and where each line of the file begins in them.
//!
//! A byte order mark is believed first, then a forced or declared encoding, then valid UTF-8; what is
//! left is old text, whose encoding is detected. Bytes that are no text at all are refused.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes that are examined to distinguish text from binary data and to guess an encoding without byte order mark.
const SAMPLE: usize = 64 * 1024;
/// Bytes of a page in which its encoding must be declared, as the HTML standard has it.
const DECLARATION: usize = 1024;
/// Valid multi-byte sequences that outweigh one broken one: text cut or pasted wrong, but UTF-8 all the same.
const VALID_PER_BROKEN: usize = 4;

/// Decoded text.
#[derive(Clone, Debug)]
pub(super) struct Decoded {
    /// The text, byte order mark off.
    pub text: String,
    /// What it was decoded from.
    pub encoding: &'static Encoding,
    /// Sequences that stand for nothing in that encoding; each became U+FFFD.
    pub broken: usize,
}

/// Decodes `bytes`; the error says what makes them no text.
pub(super) fn decode(bytes: &[u8], forced: Option<&'static Encoding>, html: bool) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return text_of(&bytes[mark..], encoding, bytes);
    }
    if let Some(encoding) = forced {
        return text_of(bytes, encoding, bytes);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return text_of(bytes, encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        refuse_binary(text.as_bytes())?;
        return Ok(Decoded { text: text.to_owned(), encoding: UTF_8, broken: 0 });
    }
    refuse_binary(bytes)?;
    let declared = html.then(|| declared(bytes)).flatten().filter(|&e| e != UTF_8);
    let encoding = match declared {
        Some(encoding) => encoding,
        None if mostly_utf8(bytes) => UTF_8,
        None => guess(bytes),
    };
    text_of(bytes, encoding, bytes)
}

fn text_of(bytes: &[u8], encoding: &'static Encoding, raw: &[u8]) -> Result<Decoded, String> {
    if encoding != UTF_16LE && encoding != UTF_16BE {
        refuse_binary(raw)?;
    }
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let broken = if malformed { text.matches('\u{FFFD}').count() } else { 0 };
    if let Some(at) = text.find('\0') {
        return Err(format!("NUL at character {}", text[..at].chars().count()));
    }
    Ok(Decoded { text: text.into_owned(), encoding, broken })
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

/// UTF-16 of a Western text gives itself away: nearly every other byte is NUL.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
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
    let (many, few) = (pairs * 7 / 10, pairs / 20);
    match (first, second) {
        (f, s) if s >= many && f <= few => Some(UTF_16LE),
        (f, s) if f >= many && s <= few => Some(UTF_16BE),
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
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION)].to_ascii_lowercase();
    let after = head.windows(8).position(|w| w == b"charset=")? + 8;
    let label: Vec<u8> = head[after..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\''))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .collect();
    let encoding = Encoding::for_label(&label)?;
    // A page that can be read as ASCII up to here is not in UTF-16, whatever it declares.
    encoding.is_ascii_compatible().then_some(encoding)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // Where the bytes alone do not decide, the language does: these are French texts.
    let encoding = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    if encoding == WINDOWS_1252 && speaks_latin9(bytes) { ISO_8859_15 } else { encoding }
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
pub(super) fn line_starts(bytes: &[u8], encoding: &'static Encoding) -> Vec<u64> {
    let mut starts = vec![0];
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let newline = if encoding == UTF_16LE { [b'\n', 0] } else { [0, b'\n'] };
        let units = bytes.chunks_exact(2).enumerate();
        starts.extend(units.filter(|(_, unit)| *unit == newline).map(|(i, _)| 2 * (i as u64 + 1)));
    } else {
        starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at as u64 + 1));
    }
    starts.push(bytes.len() as u64);
    starts
}
