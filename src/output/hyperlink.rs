//! Hyperlinks of terminals (OSC 8): titles lead to the talk's page, places to the file and line.
//!
//! What comes from a recap is a link only over http or https; the address of a file is made here, from where the
//! index says that the file lies. Both are percent-encoded: no byte of an address can end its escape sequence.

use crate::index::manifest::Places;
use crate::talk::{LinkKind, Talk};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_encode, utf8_percent_encode};
use std::path::Path;
use std::str::FromStr;

/// Well-known formats by name, sorted.
pub const ALIASES: &[(&str, &str)] = &[
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("default", "file://{host}{path}"),
    ("file", "file://{host}{path}"),
    ("grep+", "grep+://{path}:{line}"),
    ("kitty", "file://{host}{path}#{line}"),
    ("macvim", "mvim://open?url=file://{path}&line={line}&column={column}"),
    ("none", ""),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscode-insiders", "vscode-insiders://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
];

/// Stays as it is in a path.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');
/// Is encoded in an address that was written down as one; what is encoded already stays.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How the address of a line of a file is written: `vscode://file{path}:{line}`. Without any part: places are no links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    written: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Path,
    Host,
    Line,
    Column,
}

impl Default for Format {
    fn default() -> Self {
        let parts = vec![Part::Text("file://".to_owned()), Part::Host, Part::Path];
        Format { written: "default".to_owned(), parts }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.written)
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let alias = ALIASES.iter().find(|(name, _)| *name == written);
        let parts = parts(alias.map_or(written, |(_, format)| format))?;
        if parts.is_empty() || alias.is_some() {
            return Ok(Format { written: written.to_owned(), parts });
        }
        let names = || ALIASES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let scheme = match parts.first() {
            Some(Part::Text(text)) => text.split_once(':').map(|(scheme, _)| scheme),
            _ => None,
        };
        let is_scheme = |scheme: &str| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        };
        if !scheme.is_some_and(is_scheme) {
            return Err(format!(
                "expected an address like vscode://file{{path}}:{{line}}, or one of {}",
                names()
            ));
        }
        if !parts.contains(&Part::Path) {
            return Err("{path} is missing".to_owned());
        }
        if parts.contains(&Part::Column) && !parts.contains(&Part::Line) {
            return Err("{column} needs {line}".to_owned());
        }
        Ok(Format { written: written.to_owned(), parts })
    }
}

/// The parts of a format, in order.
fn parts(format: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = format;
    while !rest.is_empty() {
        let (text, after) = rest.split_once('{').unwrap_or((rest, ""));
        if !text.chars().all(|c| c.is_ascii_graphic() && c != '}') {
            return Err("an address holds printable ASCII only, and no lone brace".to_owned());
        }
        if !text.is_empty() {
            parts.push(Part::Text(text.to_owned()));
        }
        if text.len() == rest.len() {
            break;
        }
        let (name, after) = after.split_once('}').ok_or("a brace is not closed")?;
        parts.push(match name {
            "path" => Part::Path,
            "host" => Part::Host,
            "line" => Part::Line,
            "column" => Part::Column,
            _ => return Err("a brace holds none of path, host, line, column".to_owned()),
        });
        rest = after;
    }
    Ok(parts)
}

/// Makes the addresses of talks and their places.
#[derive(Clone, Debug)]
pub struct Hyperlinks {
    format: Format,
    host: String,
    /// Where the recaps lie, by the names they are known by.
    places: Places,
}

impl Hyperlinks {
    /// For recaps that are known by a name and lie at a path, on this machine.
    pub fn new(format: Format, places: Places) -> Self {
        let host = percent_encode(rustix::system::uname().nodename().to_bytes(), PATH).to_string();
        Hyperlinks { format, host, places }
    }

    /// The page of a talk: in the programme, else its recording, else the recap.
    pub fn page(&self, talk: &Talk) -> Option<String> {
        page(talk)
    }

    /// A line of the recap of a talk; `None` where it is not known where that lies.
    pub fn place(&self, talk: &Talk, line: u32) -> Option<String> {
        if self.format.parts.is_empty() {
            return None;
        }
        let path = encoded(&self.places.of(&talk.source.file)?);
        let mut address = String::new();
        for part in &self.format.parts {
            match part {
                Part::Text(text) => address.push_str(text),
                Part::Path => address.push_str(&path),
                Part::Host => address.push_str(&self.host),
                Part::Line => address.push_str(&line.to_string()),
                Part::Column => address.push('1'),
            }
        }
        Some(address)
    }
}

/// The page of a talk: in the programme, else its recording, else the recap.
pub fn page(talk: &Talk) -> Option<String> {
    let linked = |kind| talk.links.iter().find(|link| link.kind == kind).map(|link| link.url.as_str());
    let candidates = [linked(LinkKind::Schedule), linked(LinkKind::Video), talk.recap.url.as_deref()];
    candidates.into_iter().flatten().find_map(web)
}

/// An absolute path as it stands in an address: from the root, `/`-separated.
fn encoded(path: &Path) -> String {
    let path = path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let path = percent_encode(path.as_os_str().as_encoded_bytes(), PATH).to_string();
    if path.starts_with('/') { path } else { format!("/{}", path.replace("%5C", "/")) }
}

/// An address of a recap, if it is one of the web.
fn web(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    is_web.then(|| utf8_percent_encode(url, ADDRESS).to_string())
}

/// What begins a link to `address`; [`END`] ends it.
pub fn begin(address: &str) -> String {
    format!("\u{1b}]8;;{address}\u{1b}\\")
}

/// What ends a link.
pub const END: &str = "\u{1b}]8;;\u{1b}\\";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::talk::{Link, Recap, Source};
    use std::path::PathBuf;

    fn talk(links: &[(&str, LinkKind)], recap: Option<&str>) -> Talk {
        let link = |(url, kind): &(&str, LinkKind)| Link { url: (*url).to_owned(), kind: *kind, label: None };
        Talk {
            links: links.iter().map(link).collect(),
            recap: Recap { url: recap.map(str::to_owned), ..Recap::default() }.into(),
            source: Source { file: "corpus/été 1.md".to_owned(), ..Source::default() },
            ..Talk::default()
        }
    }

    fn links(format: &str) -> Hyperlinks {
        let format = format.parse().expect("a format");
        let places = Places::new([("corpus/été 1.md".to_owned(), PathBuf::from("/nulle/part/été 1;.md"))]);
        Hyperlinks::new(format, places)
    }

    #[test]
    fn a_title_leads_to_the_programme_else_to_the_recording_else_to_the_recap() {
        let links = links("none");
        let (video, programme) = (("https://v.fr/1", LinkKind::Video), ("http://p.fr/2", LinkKind::Schedule));
        let recap = Some("https://r.fr/é è");
        assert_eq!(links.page(&talk(&[video, programme], recap)).as_deref(), Some("http://p.fr/2"));
        assert_eq!(links.page(&talk(&[video], recap)).as_deref(), Some("https://v.fr/1"));
        assert_eq!(links.page(&talk(&[], recap)).as_deref(), Some("https://r.fr/%C3%A9%20%C3%A8"));
        for hostile in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x", ""] {
            assert_eq!(links.page(&talk(&[(hostile, LinkKind::Video)], Some(hostile))), None);
        }
        let breaking = "https://r.fr/\u{1b}\\\u{7}\u{9c}\"";
        assert_eq!(
            links.page(&talk(&[], Some(breaking))).as_deref(),
            Some("https://r.fr/%1B%5C%07%C2%9C%22")
        );
    }

    #[test]
    fn a_place_leads_to_the_line_in_the_editor_of_choice() {
        let talk = talk(&[], None);
        let place = |format: &str| links(format).place(&talk, 7).expect("an address");
        assert_eq!(place("vscode"), "vscode://file/nulle/part/%C3%A9t%C3%A9%201%3B.md:7:1");
        assert!(place("default").starts_with("file://") && place("kitty").ends_with(".md#7"));
        assert_eq!(place("x:{path}?{line}"), "x:/nulle/part/%C3%A9t%C3%A9%201%3B.md?7");
        assert_eq!(links("none").place(&talk, 7), None);
        assert_eq!(links("").place(&talk, 7), None);
        assert_eq!(links("vscode").place(&Talk::default(), 7), None);
    }

    #[test]
    fn a_format_that_leads_nowhere_is_refused() {
        for (format, why) in [
            ("vscodee", "vscode"),
            ("{path}", "expected an address"),
            ("x://{line}", "{path} is missing"),
            ("x://{path}{column}", "needs {line}"),
            ("x://{path", "not closed"),
            ("x://{file}", "none of path"),
            ("x://path}", "lone brace"),
            ("x://\u{7}{path}", "printable"),
        ] {
            let error = format.parse::<Format>().expect_err(format);
            assert!(error.contains(why), "{format}: {error}");
        }
        assert!(ALIASES.iter().all(|(name, _)| name.parse::<Format>().is_ok()));
        assert_eq!("default".parse::<Format>(), Ok(Format::default()));
    }
}
