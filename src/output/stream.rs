//! What stands between what is printed and where it goes: colours and links removed where they are not asked for, what
//! has no place in a terminal escaped in JSON.

use super::terminal::{is_unsafe, plain_prefix, prefix};
use anstream::adapter::StripBytes;
use anstream::stream::{AsLockedWrite, RawStream};
use std::io::{self, Write};

/// What a stream lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// Colours and links.
    Everything,
    /// Links, no colours.
    Links,
    /// Text alone.
    Text,
    /// JSON, every character that could act on a terminal as an escape.
    Json,
}

/// A stream that lets through what its reader wants.
#[derive(Debug)]
pub struct Stream<W: RawStream>(Kind<W>);

#[derive(Debug)]
enum Kind<W: RawStream> {
    Everything(W),
    Links(Unstyled<W>),
    Text(Plain<W>),
    Json(Escaped<W>),
}

impl<W: RawStream> Stream<W> {
    /// Writes to `out` what may pass.
    pub fn new(out: W, through: Through) -> Self {
        Stream(match through {
            Through::Everything => Kind::Everything(out),
            Through::Links => Kind::Links(Unstyled { out, at: At::Text }),
            Through::Text => Kind::Text(Plain { out, at: StripBytes::new(), is_inside: false }),
            Through::Json => Kind::Json(Escaped { out }),
        })
    }

    /// Where it wrote to.
    pub fn into_inner(self) -> W {
        match self.0 {
            Kind::Everything(out) => out,
            Kind::Links(unstyled) => unstyled.out,
            Kind::Text(plain) => plain.out,
            Kind::Json(escaped) => escaped.out,
        }
    }
}

impl<W: RawStream + AsLockedWrite> Write for Stream<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Everything(out) => out.write(bytes),
            Kind::Links(out) => out.write(bytes),
            Kind::Text(out) => out.write(bytes),
            Kind::Json(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Everything(out) => out.flush(),
            Kind::Links(out) => out.out.flush(),
            Kind::Text(out) => out.flush(),
            Kind::Json(out) => out.out.flush(),
        }
    }
}

/// Takes out every escape sequence. What is left of a write goes on as one write, not piece by piece.
#[derive(Debug)]
struct Plain<W> {
    out: W,
    at: StripBytes,
    /// Whether the last write may have ended inside an escape sequence or a character.
    is_inside: bool,
}

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (mut kept, mut rest) = (Vec::new(), bytes);
        // A letter that goes on in the next write is left to the library, and so is what comes behind it.
        while !self.is_inside && rest.last().is_none_or(u8::is_ascii) {
            let plain = prefix(rest, is_plain);
            if plain == bytes.len() {
                // A hundred thousand lines without colours pass as they are.
                self.out.write_all(bytes)?;
                return Ok(bytes.len());
            }
            kept.extend_from_slice(&rest[..plain]);
            rest = &rest[plain..];
            match colour(rest) {
                0 => break,
                length => rest = &rest[length..],
            }
        }
        if !rest.is_empty() {
            let before = kept.len();
            self.at.strip_next(rest).for_each(|part| kept.extend_from_slice(part));
            self.is_inside = kept.len() - before < rest.len() || !rest.last().is_none_or(u8::is_ascii);
        }
        self.out.write_all(&kept)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a byte is no control, nor begins an escape sequence.
#[inline]
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != 0x7F || byte == b'\n'
}

/// Bytes of the colour that is set at the front, `ESC [ … m`; 0 where something else stands there.
fn colour(bytes: &[u8]) -> usize {
    let Some(set) = bytes.strip_prefix(b"\x1b[") else { return 0 };
    let numbers = set.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
    if set.get(numbers) == Some(&b'm') { numbers + 3 } else { 0 }
}

/// Takes out `ESC [ … m` and the like, and leaves the rest.
#[derive(Debug)]
struct Unstyled<W> {
    out: W,
    at: At,
}

/// Where in an escape sequence a stream stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Text,
    Escape,
    Sequence,
}

impl<W: Write> Write for Unstyled<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = Vec::with_capacity(bytes.len());
        for &byte in bytes {
            self.at = match (self.at, byte) {
                (At::Text, 0x1B) => At::Escape,
                (At::Text, _) => {
                    kept.push(byte);
                    At::Text
                }
                (At::Escape, b'[') => At::Sequence,
                (At::Escape, _) => {
                    kept.extend([0x1B, byte]);
                    At::Text
                }
                (At::Sequence, 0x40..=0x7E) => At::Text,
                (At::Sequence, _) => At::Sequence,
            };
        }
        self.out.write_all(&kept)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes characters that could act on a terminal as `\uXXXX`: in JSON they stand inside strings only, and mean the
/// same so. The JSON writer itself escapes those below U+0020 and nothing more.
#[derive(Debug)]
struct Escaped<W> {
    out: W,
}

impl<W: Write> Write for Escaped<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        write_escaped(&mut self.out, bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes JSON as [`Through::Json`] lets it through.
fn write_escaped(out: &mut impl Write, json: &[u8]) -> io::Result<()> {
    let mut rest = 0;
    while let Some((at, c)) = next_unsafe(json, rest) {
        out.write_all(&json[rest..at])?;
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}")?;
        }
        rest = at + c.len_utf8();
    }
    out.write_all(&json[rest..])
}

/// Makes of the JSON that stands in `bytes` from a place on what [`Through::Json`] lets through. Most JSON stays where it is.
pub fn escape(bytes: &mut Vec<u8>, from: usize) {
    if next_unsafe(bytes, from).is_some() {
        let json = bytes.split_off(from);
        // A vector takes everything.
        let _ = write_escaped(bytes, &json);
    }
}

/// The first character from a place on that could act on a terminal, and where it begins. Text may be cut between the
/// bytes of a character: such bytes are passed over.
fn next_unsafe(bytes: &[u8], from: usize) -> Option<(usize, char)> {
    let mut at = from;
    loop {
        at += plain_prefix(&bytes[at..]);
        let length = match bytes.get(at)? {
            0x00..=0x7F => 1,
            0x80..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xFF => 4,
        };
        let text = bytes.get(at..at + length).and_then(|bytes| std::str::from_utf8(bytes).ok());
        match text.and_then(|text| text.chars().next()) {
            Some(c) if is_unsafe(c) => return Some((at, c)),
            Some(_) => at += length,
            None => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(through: Through, parts: &[&str]) -> String {
        let mut stream = Stream::new(Vec::new(), through);
        for part in parts {
            stream.write_all(part.as_bytes()).expect("a vector takes everything");
        }
        String::from_utf8(stream.into_inner()).expect("UTF-8")
    }

    const PRINTED: &[&str] =
        &["\u{1b}[1;3", "1mnoyau\u{1b}[0m ", "\u{1b}]8;;https://a.b/\u{1b}", "\\é\u{1b}]8;;\u{1b}\\"];

    #[test]
    fn each_kind_lets_through_what_it_says() {
        let whole = PRINTED.concat();
        assert_eq!(through(Through::Everything, PRINTED), whole);
        assert_eq!(
            through(Through::Links, PRINTED),
            "noyau \u{1b}]8;;https://a.b/\u{1b}\\é\u{1b}]8;;\u{1b}\\"
        );
        assert_eq!(through(Through::Text, &["\u{1b}[1mnoyau\u{1b}[0m é\n"]), "noyau é\n");
        for cut in (0..=whole.len()).filter(|cut| whole.is_char_boundary(*cut)) {
            assert_eq!(through(Through::Text, &[&whole[..cut], &whole[cut..], "."]), "noyau é.", "{cut}");
        }
    }

    #[test]
    fn json_is_escaped_in_place_as_it_is_when_written() {
        let long = "d’un été « là » ".repeat(40);
        for text in ["", "simple", "é\u{202e}x\u{7f}", &long, &format!("{long}\u{9b}{long}\u{200b}")] {
            let json = serde_json::to_vec(text).expect("JSON");
            let mut stream = Stream::new(Vec::new(), Through::Json);
            stream.write_all(&json).expect("a vector takes everything");
            let mut bytes = [b"\x1b before".as_slice(), &json].concat();
            escape(&mut bytes, 8);
            assert_eq!(bytes[8..], stream.into_inner()[..], "{text}");
            assert_eq!(serde_json::from_slice::<String>(&bytes[8..]).expect("JSON"), text);
        }
    }

    #[test]
    fn json_means_the_same_without_a_character_that_acts() {
        let text = "DEL \u{7f} C1 \u{9b}31m bidi \u{202e} tag \u{e0041} famille 👩\u{200d}👧 é\n";
        let mut stream = Stream::new(Vec::new(), Through::Json);
        serde_json::to_writer(&mut stream, text).expect("JSON");
        let written = String::from_utf8(stream.into_inner()).expect("UTF-8");
        assert!(!written.chars().any(is_unsafe), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), text);
    }
}
