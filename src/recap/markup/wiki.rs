//! The markup of wikis and of blogs that took theirs from them: Dotclear, MediaWiki, DokuWiki, SPIP, Textile.
//!
//! No file name shows them: a text is read as one of them where it has two of its headings and none of Markdown.

use super::compose::Composer;
use super::inline;
use super::{contents, finish, front_matter};
use crate::recap::markup::line::{Page, Shape};
use regex::Regex;
use std::sync::LazyLock;

/// A way to write, recognised by its headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `!!! Title`, more signs for a higher one; `[words|address]`.
    Dotclear,
    /// `== Title ==`, fewer signs for a higher one; `[address words]`.
    MediaWiki,
    /// `== Title ==`, more signs for a higher one; `[[address|words]]`.
    DokuWiki,
    /// `{{{Title}}}`; `[words->address]`.
    Spip,
    /// `h2. Title`; `"words":address`.
    Textile,
}

use Dialect::{DokuWiki, Dotclear, MediaWiki, Spip, Textile};

/// Headings that make a dialect.
const FEWEST: usize = 2;
/// Bytes of a line with a heading.
const LONGEST: usize = 400;

/// The dialect of a text, if it is written in one.
pub(super) fn dialect(text: &str) -> Option<Dialect> {
    let holds = |sign: &str| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
    if !["\n!", "==", "{{{", "\nh"].into_iter().any(holds) {
        return None;
    }
    let mut counts = [0_usize; 4];
    let (mut first, mut most) = (0, 0);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_end();
        let marks = line.bytes().take_while(|&b| b == b'#').count();
        if (2..=6).contains(&marks) && line.get(marks..).is_some_and(|rest| rest.starts_with(' ')) {
            return None;
        }
        if line.len() > LONGEST {
            continue;
        }
        // Admonitions of other generators look alike, with their text farther in.
        let next = lines.peek().copied().unwrap_or_default();
        let farther = next.starts_with("  ") || line.contains('"') && next.trim().is_empty();
        if !farther && heading(line, Dotclear).is_some() {
            counts[0] += 1;
        } else if let Some((signs, _)) = equals(line) {
            counts[1] += 1;
            first = if first == 0 { signs } else { first };
            most = most.max(signs);
        } else if heading(line, Spip).is_some() {
            counts[2] += 1;
        } else if heading(line, Textile).is_some() {
            counts[3] += 1;
        }
    }
    let equals = if most >= 4 && first == most { DokuWiki } else { MediaWiki };
    let found = counts.iter().zip([Dotclear, equals, Spip, Textile]).find(|(count, _)| **count >= FEWEST);
    found.map(|(_, dialect)| dialect)
}

/// Level and words of a heading.
fn heading(line: &str, dialect: Dialect) -> Option<(u8, &str)> {
    let line = line.trim_end();
    let (level, title) = match dialect {
        Dotclear => {
            let signs = line.bytes().take_while(|&b| b == b'!').count();
            let title = line.get(signs..)?.trim();
            let opens = title
                .starts_with(|c: char| c.is_alphanumeric() || !c.is_ascii() || matches!(c, '"' | '_' | '\''));
            ((1..=5).contains(&signs) && opens).then(|| (6 - signs, title))?
        }
        MediaWiki => equals(line)?,
        DokuWiki => equals(line).map(|(signs, title)| (7 - signs, title))?,
        Spip => (2, line.strip_prefix("{{{")?.strip_suffix("}}}")?.trim()),
        Textile => {
            let rest = line.strip_prefix('h')?;
            let level = rest.bytes().next().filter(|b| (b'1'..=b'6').contains(b))? - b'0';
            (usize::from(level), rest.get(1..)?.strip_prefix(". ")?.trim())
        }
    };
    (!title.is_empty() && line.len() <= LONGEST).then_some((level.min(6) as u8, title))
}

/// Signs and words of `== Title ==`.
fn equals(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let signs = line.bytes().take_while(|&b| b == b'=').count();
    let title = line.get(signs..)?.trim_end_matches('=');
    let closing = line.len() - signs - title.len();
    let title = title.trim();
    ((2..=6).contains(&signs) && closing == signs && !title.is_empty()).then_some((signs, title))
}

/// Reads a text written in `dialect`.
pub(super) fn read(text: &str, dialect: Dialect) -> Page {
    let front = front_matter::read(text).unwrap_or_default();
    let above = text.get(..front.length).unwrap_or_default().matches('\n').count();
    let mut composer = Composer::new(text);
    for (number, line) in (1..).zip(text.split('\n')).skip(above) {
        write(line.trim_end(), number, dialect, &mut composer);
    }
    let mut page = composer.finish(text);
    finish::mark_blank_lines(&mut page.lines, text);
    contents::mark(&mut page.lines);
    page.metadata = front.metadata;
    page
}

fn write(line: &str, number: u32, dialect: Dialect, composer: &mut Composer) {
    let body = line.trim_start();
    if let Some((level, title)) = heading(line, dialect) {
        composer.block(Shape::Heading(level));
        inline(title, number, dialect, composer);
        return composer.block(Shape::Text);
    }
    let rule = body.len() >= 4 && body.bytes().all(|b| b == b'-');
    let frame = dialect == MediaWiki && ["{|", "|-", "|}"].iter().any(|mark| body.starts_with(mark));
    if rule {
        return composer.rule(Shape::Text);
    }
    if body.is_empty() || frame {
        return composer.block(Shape::Text);
    }
    if let Some((depth, text)) = item(line, dialect) {
        composer.next(Shape::Item(depth), false);
        inline(text, number, dialect, composer);
        return composer.next(Shape::Text, false);
    }
    if let Some(row) = body.strip_prefix(['|', '^']) {
        let cells: Vec<&str> = row.split(['|', '^']).map(str::trim).filter(|cell| !cell.is_empty()).collect();
        composer.next(Shape::Row, false);
        inline(&cells.join(" | "), number, dialect, composer);
        return composer.next(Shape::Text, false);
    }
    let quoted = body.strip_prefix("> ").or_else(|| body.strip_prefix("bq. "));
    if quoted.is_some() {
        composer.next(Shape::Quote, false);
    }
    inline(quoted.unwrap_or(body), number, dialect, composer);
    composer.wrap();
    if quoted.is_some() {
        composer.next(Shape::Text, false);
    }
}

/// Depth and text of a list item.
fn item(line: &str, dialect: Dialect) -> Option<(u8, &str)> {
    let body = line.trim_start();
    if dialect == DokuWiki {
        let depth = (line.len() - body.len()) / 2;
        let text = body.strip_prefix(['*', '-'])?;
        return (depth > 0 && text.starts_with(' ')).then(|| (depth.min(255) as u8, text.trim_start()));
    }
    let marks = if dialect == Spip { body.strip_prefix('-').unwrap_or(body) } else { body };
    let signs = marks.bytes().take_while(|b| matches!(b, b'*' | b'#')).count();
    if signs == 0 {
        return body.strip_prefix("- ").map(|text| (1, text));
    }
    let text = marks.get(signs..)?;
    let close = dialect == Dotclear && !text.contains('*');
    (text.starts_with(' ') || close).then(|| (signs.min(255) as u8, text.trim_start()))
}

/// Links, bold, slanted, notes and pictures, one pattern a dialect; each excludes its own opening sign.
static INLINE: LazyLock<[Option<Regex>; 5]> = LazyLock::new(|| {
    let dotclear = concat!(
        r"\[(?<label>[^\[\]|]+)\|(?<url>[^\[\]|\s]+)(?:\|[^\[\]]*)?\]|\[(?<bare>https?://[^\[\]|\s]+)\]",
        r"|__(?<bold>[^_]+)__|''(?<slant>[^']+)''|@@(?<code>[^@]+)@@|\$\$(?<note>[^$]+)\$\$",
        r"|(?<gone>\(\([^()]*\)\)|~[^~\s]{1,60}~|%%%)",
    );
    let media = concat!(
        r"\[(?<url>https?://[^\[\]\s]+)(?:\s+(?<label>[^\[\]]+))?\]|\[\[(?:[^\[\]|]*\|)?(?<words>[^\[\]|]+)\]\]",
        r"|'''(?<bold>[^']+)'''|''(?<slant>[^']+)''|<ref[^<>]*>(?<note>[^<>]*)</ref>|(?<gone><[^<>\n]{1,80}>)",
    );
    let doku = concat!(
        r"\[\[(?<url>[^\[\]|]+)\|(?<label>[^\[\]|]+)\]\]|\[\[(?<bare>[^\[\]|]+)\]\]|''(?<code>[^']+)''",
        r"|\*\*(?<bold>[^*]+)\*\*|(?<gone>\{\{[^{}]*\}\}|\\\\)|\(\((?<note>[^()]+)\)\)",
    );
    let spip = concat!(
        r"\[(?<label>[^\[\]]*?)->(?<url>[^\[\]]+)\]|\[\[(?<note>[^\[\]]+)\]\]",
        r"|\{\{(?<bold>[^{}]+)\}\}|\{(?<slant>[^{}]+)\}|(?<gone><(?:img|doc|emb|document)[^<>]*>)",
    );
    let textile = concat!(
        r#""(?<label>[^"]+)":(?<url>https?://[^\s"]*[^\s".,;:!?)])"#,
        r"|\*(?<bold>[^*\s][^*]*)\*|\b_(?<slant>[^_]+)_\b|@(?<code>[^@\s][^@]*)@|(?<gone>![^!\s]+!)",
    );
    [dotclear, media, doku, spip, textile].map(|pattern| Regex::new(pattern).ok())
});

fn inline(text: &str, number: u32, dialect: Dialect, composer: &mut Composer) {
    let pattern = INLINE.get(dialect as usize).and_then(Option::as_ref);
    inline::write(pattern, text, number, composer, |found, number, composer| {
        let group = |name| found.name(name).map(|group| group.as_str());
        if let Some(url) = group("url").or_else(|| group("bare")) {
            let label = group("label").map(str::trim).filter(|label| !label.is_empty()).unwrap_or(url);
            inline::linked(label, url, number, composer);
        } else if inline::emphasised(group("bold"), group("slant"), number, composer) {
        } else if let Some(text) = group("code").or_else(|| group("words")) {
            composer.push(text, number);
        } else if let Some(note) = group("note") {
            composer.push(&format!(" ({note})"), number);
        }
        true
    });
}
