//! The configuration file: TOML, a key a setting; every error says the line.

use crate::Error;
use crate::corpus::{self, Pipes};
use crate::query::misread::nearest;
use etcetera::base_strategy::{BaseStrategy, Xdg};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use toml::de::{DeTable, DeValue};

/// A value and the line it stands on.
#[derive(Clone, Debug)]
pub(super) struct Entry<T> {
    pub(super) value: T,
    pub(super) line: usize,
}

/// What the configuration file says; `None` where it says nothing.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) index: Option<Entry<PathBuf>>,
    pub(super) color: Option<Entry<super::When>>,
    pub(super) limit: Option<Entry<usize>>,
    pub(super) snippets: Option<Entry<usize>>,
    pub(super) hyperlink: Option<Entry<super::When>>,
    pub(super) hyperlink_format: Option<Entry<crate::output::hyperlink::Format>>,
    pub(super) glossary: Option<Entry<PathBuf>>,
}

/// Bytes of a configuration file.
const LONGEST: u64 = 1 << 20;

/// Where the configuration file is, whether it is there or not; `None` where the user has no home.
pub(super) fn path() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.config_dir().join("recaps").join("config.toml"))
}

impl File {
    /// Reads the file as far as it can be, and says what is wrong with the rest, line by line; one that is not there says
    /// nothing.
    pub(super) fn read(path: &Path) -> (File, Vec<Error>) {
        use std::io::ErrorKind::{NotADirectory, NotFound};
        match corpus::text(path, LONGEST, Pipes::Refuse) {
            Ok(text) => File::parse(&text, path),
            Err(e) if matches!(e.kind(), NotFound | NotADirectory) => Default::default(),
            Err(e) => (File::default(), vec![Error::io(path, e)]),
        }
    }

    fn parse(text: &str, path: &Path) -> (File, Vec<Error>) {
        let line_of =
            |at: usize| 1 + text.as_bytes()[..at.min(text.len())].iter().filter(|&&b| b == b'\n').count();
        let bad = |at: usize, reason: String| Error::Config { path: path.into(), line: line_of(at), reason };
        let (table, unread) = DeTable::parse_recoverable(text);
        let mut faults: Vec<(usize, String)> = unread
            .iter()
            .map(|e| {
                let reason = e.message().split_whitespace().collect::<Vec<_>>().join(" ");
                (e.span().map_or(0, |span| span.start), reason)
            })
            .collect();
        let unread_lines: Vec<usize> = faults.iter().map(|(at, _)| line_of(*at)).collect();
        let mut entries: Vec<_> = table.get_ref().iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let home = path.parent().unwrap_or(Path::new(""));
        let mut file = File::default();
        for (key, value) in entries {
            let name = key.get_ref().as_ref();
            let line = line_of(key.span().start);
            if unread_lines.contains(&line) {
                continue;
            }
            let read = Reader { name, value: value.get_ref(), line, home };
            let known = match name {
                "index" => read.path().map(|entry| file.index = Some(entry)),
                "color" => read.word().map(|entry| file.color = Some(entry)),
                "limit" => read.number().map(|entry| file.limit = Some(entry)),
                "snippets" => read.number().map(|entry| file.snippets = Some(entry)),
                "hyperlink" => read.word().map(|entry| file.hyperlink = Some(entry)),
                "hyperlink-format" => read.word().map(|entry| file.hyperlink_format = Some(entry)),
                "glossary" => read.path().map(|entry| file.glossary = Some(entry)),
                unknown => Err(unknown_key(unknown)),
            };
            faults.extend(known.err().map(|reason| (key.span().start, reason)));
        }
        faults.sort();
        // One word a line: what follows from a slip is no slip of its own.
        faults.dedup_by_key(|(at, _)| line_of(*at));
        (file, faults.into_iter().map(|(at, reason)| bad(at, reason)).collect())
    }
}

/// Says that a key is none, and which one it is nearest to.
fn unknown_key(key: &str) -> String {
    match nearest(key, super::KEYS.iter().copied()) {
        Some(known) => format!("unknown key {key:?}; did you mean {known:?}?"),
        None => format!("unknown key {key:?}; expected one of {}", super::KEYS.join(", ")),
    }
}

/// Reads one value.
struct Reader<'a> {
    name: &'a str,
    value: &'a DeValue<'a>,
    line: usize,
    /// The folder that relative paths start at.
    home: &'a Path,
}

impl Reader<'_> {
    fn entry<T>(&self, value: T) -> Entry<T> {
        Entry { value, line: self.line }
    }

    fn text(&self) -> Result<&str, String> {
        match self.value {
            DeValue::String(text) => Ok(text),
            _ => Err(format!("{}: expected a string in quotes", self.name)),
        }
    }

    fn word<T: FromStr<Err = String>>(&self) -> Result<Entry<T>, String> {
        let value = self.text()?.parse().map_err(|reason| format!("{}: {reason}", self.name))?;
        Ok(self.entry(value))
    }

    fn number(&self) -> Result<Entry<usize>, String> {
        let number = match self.value {
            DeValue::Integer(digits) => usize::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        number.map(|n| self.entry(n)).ok_or_else(|| format!("{}: expected a whole number from 0", self.name))
    }

    /// A path: `~/…` starts at the user's home, a relative one at the folder of the configuration file.
    fn path(&self) -> Result<Entry<PathBuf>, String> {
        let text = self.text()?;
        if text.is_empty() {
            return Err(format!("{}: expected a path", self.name));
        }
        let path = match (text.strip_prefix("~/"), Xdg::new()) {
            (Some(inside), Ok(user)) => user.home_dir().join(inside),
            _ => self.home.join(text),
        };
        Ok(self.entry(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<File, String> {
        let (file, faults) = File::parse(text, Path::new("/etc/xdg/config.toml"));
        faults.into_iter().next().map_or(Ok(file), |fault| Err(fault.to_string()))
    }

    #[test]
    fn each_key_is_read_with_its_line() {
        let file = parse(
            "# recaps\nlimit = 1_000\nindex = \"fonds\"\n\nhyperlink-format = \"kitty\"\ncolor = 'never'\n",
        )
        .expect("a configuration");
        assert!(file.limit.is_some_and(|entry| (entry.value, entry.line) == (1000, 2)));
        assert_eq!(file.index.map(|entry| entry.value), Some(PathBuf::from("/etc/xdg/fonds")));
        assert_eq!(file.hyperlink_format.map(|entry| entry.line), Some(5));
        assert_eq!(file.color.map(|entry| entry.value), Some(super::super::When::Never));
        assert!(parse("").is_ok_and(|file| file.glossary.is_none()));
    }

    #[test]
    fn what_cannot_be_read_is_an_error_with_its_line() {
        for (text, error) in [
            ("\ncolour = 'never'", "/etc/xdg/config.toml:2: unknown key \"colour\"; did you mean \"color\"?"),
            (
                "hyperlink_format = ''",
                ":1: unknown key \"hyperlink_format\"; did you mean \"hyperlink-format\"?",
            ),
            ("xyz = 1", "expected one of index, color"),
            ("limit = -1", ":1: limit: expected a whole number from 0"),
            ("limit = 'ten'", ":1: limit: expected a whole number from 0"),
            ("color = true", "color: expected a string in quotes"),
            ("color = 'mauve'", "color: expected auto, always or never"),
            ("limit = 1\nlimit = 2", ":2: "),
            ("limit = ", ":1: "),
            ("[search]\nlimit = 5", ":1: unknown key \"search\""),
            ("index = ''", "index: expected a path"),
            ("hyperlink-format = 'x://{file}'", "hyperlink-format: a brace holds none of"),
        ] {
            let found = parse(text).map(|_| ()).expect_err(text);
            assert!(found.contains(error) && !found.contains('\n'), "{text}: {found}");
        }
    }
}
