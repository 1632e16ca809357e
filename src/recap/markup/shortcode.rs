//! What site generators put between the words: shortcodes, template tags, attribute lists.
//!
//! They are blanked line for line, so that every line keeps its number.

use super::{dialect, embed};
use regex::{Captures, Match, Regex};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Hugo: `{{< figure src="…" >}}`, `{{% notice %}}`; the text between two of them stays.
static SHORTCODE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\{\{<([^{}]*)>\}\}|\{\{%([^{}]*)%\}\}").ok());

/// One pattern a pass: no pass can look again at what it has passed, which keeps each linear.
static IN_PROSE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compile(&[
        // Liquid, Jinja, Nunjucks: {{ site.url }}, {% include x.html %}.
        r"\{\{[^{}\n]*\}\}",
        r"\{%-?(?<tag>[^%\n]*)%\}",
        // MDX: components that a page imports.
        r"(?m)^(?:import|export)\s[^\n]*\sfrom\s+['\x22][^'\x22\n]*['\x22];?[ \t]*$",
    ])
});

/// kramdown: {:target="_blank"}, {: .class #id}.
static ATTRIBUTES: LazyLock<Vec<Regex>> = LazyLock::new(|| compile(&[r"\{:[^{}\n]*\}"]));

/// A byte of its own that [`super::glyph`] does not show.
const UNSEEN: u8 = 0x7F;

fn compile(patterns: &[&str]) -> Vec<Regex> {
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
}

/// `text` with shortcodes and the like blanked, line for line. What readers see of one stays: the address of what
/// it plays, the title of what it opens. Inside code only those are blanked, that no language but the generator's has.
pub(super) fn blank(text: &str) -> String {
    if !text.contains('{') && !text.contains("import ") {
        return text.to_owned();
    }
    let text = &shown(text);
    let code = code_ranges(text);
    let mut bytes = text.as_bytes().to_vec();
    let mut players = Vec::new();
    for pattern in IN_PROSE.iter() {
        for found in pattern.captures_iter(text) {
            let Some(whole) = found.get(0).filter(in_prose(&code)) else { continue };
            wipe(&mut bytes, whole.range());
            let tag = found.name("tag").map_or("", |tag| tag.as_str().trim());
            if let Some(url) = tag.split_once(' ').and_then(|(name, id)| embed::address(name, id)) {
                players.push((whole.start(), url));
            }
        }
    }
    for found in ATTRIBUTES.iter().flat_map(|pattern| pattern.find_iter(text)).filter(in_prose(&code)) {
        // Where it hangs on a word it leaves no gap.
        let hangs =
            text.as_bytes().get(found.start().wrapping_sub(1)).is_some_and(|b| !b.is_ascii_whitespace());
        match bytes.get_mut(found.range()) {
            Some(part) if hangs => part.fill(UNSEEN),
            _ => wipe(&mut bytes, found.range()),
        }
    }
    let blanked = String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned());
    let (mut out, mut from) = (String::with_capacity(blanked.len()), 0);
    for (at, url) in players {
        out.push_str(blanked.get(from..at).unwrap_or_default());
        out.push_str(&url);
        from = at;
    }
    out.push_str(blanked.get(from..).unwrap_or_default());
    out
}

/// `text` with each Hugo shortcode replaced by what readers see of it.
fn shown(text: &str) -> String {
    let Some(pattern) = SHORTCODE.as_ref().filter(|_| text.contains("{{<") || text.contains("{{%")) else {
        return text.to_owned();
    };
    let inner = |found: &Captures<'_>| {
        found.get(1).or_else(|| found.get(2)).map_or(String::new(), |m| m.as_str().trim().to_owned())
    };
    let closed: HashSet<String> = pattern
        .captures_iter(text)
        .filter_map(|found| Some(inner(&found).strip_prefix('/')?.trim().to_owned()))
        .collect();
    let seen = pattern.replace_all(text, |found: &Captures<'_>| {
        let inner = inner(found);
        let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((&inner, ""));
        let seen = embed::address(name, arguments)
            .or_else(|| closed.contains(name).then(|| title_of(name, arguments)).flatten())
            .unwrap_or_default();
        let ends = found.get(0).map_or(0, |whole| whole.as_str().matches('\n').count());
        format!("{seen}{}", "\n".repeat(ends))
    });
    seen.into_owned()
}

/// What a shortcode around text calls that text.
fn title_of(name: &str, arguments: &str) -> Option<String> {
    let named = ["title", "summary", "label", "name", "header"].iter().find_map(|key| {
        let (_, rest) = arguments.split_once(&format!("{key}=\""))?;
        rest.split_once('"').map(|(title, _)| title)
    });
    let first = || arguments.strip_prefix('"')?.split_once('"').map(|(title, _)| title);
    let title = named.or_else(first)?.trim();
    let titles = dialect::titles(name) && !title.contains('*');
    let shown = if titles { format!("**{title}**") } else { title.to_owned() };
    (!title.is_empty() && !title.contains('\n')).then_some(shown)
}

/// Whether a match, asked in order, lies outside the `code`.
fn in_prose<'r>(code: &'r [Range<usize>]) -> impl FnMut(&Match<'_>) -> bool + 'r {
    let mut coming = code.iter().peekable();
    move |found| {
        while coming.next_if(|range| range.end <= found.start()).is_some() {}
        coming.peek().is_none_or(|range| range.start > found.start())
    }
}

/// Blanks a range, its line ends excepted.
pub(super) fn wipe(bytes: &mut [u8], range: Range<usize>) {
    if let Some(part) = bytes.get_mut(range) {
        part.iter_mut().filter(|b| !matches!(b, b'\n' | b'\r')).for_each(|b| *b = b' ');
    }
}

/// Fenced blocks, and spans between backticks on one line, in order.
fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut at, mut fence) = (0, None::<(char, usize, usize)>);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let body = line.trim_start();
        let mark = body.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |m| body.chars().take_while(|&c| c == m).count());
        match (fence, mark) {
            (Some((open, least, start)), Some(mark))
                if mark == open && length >= least && body.trim_end().len() == length =>
            {
                ranges.push(start..end);
                fence = None;
            }
            (None, Some(mark)) if length >= 3 => fence = Some((mark, length, at)),
            (None, _) => {
                let mut ticks = line.match_indices('`').map(|(i, _)| at + i);
                while let (Some(open), Some(close)) = (ticks.next(), ticks.next()) {
                    ranges.push(open..close + 1);
                }
            }
            _ => {}
        }
        at = end;
    }
    ranges.extend(fence.map(|(_, _, start)| start..text.len()));
    ranges
}
