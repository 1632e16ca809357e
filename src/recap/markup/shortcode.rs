//! What site generators put between the words: shortcodes, template tags, attribute lists.
//!
//! They are blanked byte for byte, so that every offset into the text stays what it was.

use regex::{Match, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// One pattern a pass: no pass can look again at what it has passed, which keeps each linear.
static EVERYWHERE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compile(&[
        // Hugo: {{< figure src="…" >}}, {{% notice %}}; the text between two of them stays.
        r"\{\{<[^{}]*>\}\}",
        r"\{\{%[^{}]*%\}\}",
    ])
});

static IN_PROSE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compile(&[
        // Liquid, Jinja, Nunjucks: {{ site.url }}, {% include x.html %}.
        r"\{\{[^{}\n]*\}\}",
        r"\{%[^%\n]*%\}",
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

/// `text` with shortcodes and the like blanked, as long as it was. Inside code only those are, that no
/// language but the generator's has.
pub(super) fn blank(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    if !text.contains('{') && !text.contains("import ") {
        return text.to_owned();
    }
    for pattern in EVERYWHERE.iter() {
        for found in pattern.find_iter(text) {
            wipe(&mut bytes, found.range());
        }
    }
    let code = code_ranges(text);
    for pattern in IN_PROSE.iter() {
        for found in pattern.find_iter(text).filter(in_prose(&code)) {
            wipe(&mut bytes, found.range());
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
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
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
