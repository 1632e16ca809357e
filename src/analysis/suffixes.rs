//! The suffixes of French words, as the compiler reads them from `data/suffixes.tsv`.

/// Letters of the longest suffix.
const LONGEST_SUFFIX: usize = 9;

/// A row of each suffix in `data/suffixes.tsv`, which the compiler reads.
const TABLE: &[u8] = include_bytes!("data/suffixes.tsv");
static SUFFIXES: [Suffix; count()] = suffixes();

/// Where the suffixes of a rule begin and end among all.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    start: usize,
    end: usize,
}

// Each is known by its first letter.
pub(crate) const NOUN: Rule = rule(b'n');
pub(crate) const BEFORE_EMENT: Rule = rule(b'b');
pub(crate) const IR: Rule = rule(b'i');
pub(crate) const VERB: Rule = rule(b'v');
pub(crate) const REST: Rule = rule(b'r');

/// A suffix, and the step that a rule takes for it.
#[derive(Clone, Copy)]
struct Suffix {
    letters: [u8; LONGEST_SUFFIX],
    length: usize,
    rule: u8,
    step: u8,
}

/// How many suffixes the table has: a space stands between two of a line.
const fn count() -> usize {
    let (mut count, mut at, mut is_row) = (0, 0, false);
    while at < TABLE.len() {
        let begins = at == 0 || TABLE[at - 1] == b'\n';
        is_row = if begins { TABLE[at] != b'#' } else { is_row };
        count += (is_row && (begins || TABLE[at] == b' ')) as usize;
        at += 1;
    }
    count
}

const fn suffixes() -> [Suffix; count()] {
    let none = Suffix { letters: [0; LONGEST_SUFFIX], length: 0, rule: 0, step: 0 };
    let (mut all, mut number, mut at) = ([none; count()], 0, 0);
    while at < TABLE.len() {
        let rule = TABLE[at];
        let ends_rule = if rule == b'#' { b'\n' } else { b'\t' };
        while TABLE[at] != ends_rule {
            at += 1;
        }
        let mut step = 0;
        while rule != b'#' && TABLE[at + 1] != b'\t' {
            at += 1;
            step = 10 * step + (TABLE[at] - b'0');
        }
        at += 1;
        while rule != b'#' && TABLE[at] != b'\n' {
            at += 1;
            let mut suffix = Suffix { rule, step, ..none };
            while TABLE[at] != b' ' && TABLE[at] != b'\n' {
                // Letters of two bytes are those from À to ÿ.
                let is_long = TABLE[at] == 0xC3;
                suffix.letters[suffix.length] = if is_long { TABLE[at + 1] + 0x40 } else { TABLE[at] };
                suffix.length += 1;
                at += 1 + is_long as usize;
            }
            all[number] = suffix;
            number += 1;
        }
        at += (rule != b'#') as usize;
    }
    all
}

/// Where the suffixes of a rule begin and end: they stand side by side.
const fn rule(rule: u8) -> Rule {
    let (mut start, mut end, mut at) = (0, 0, 0);
    let all = suffixes();
    while at < all.len() {
        if all[at].rule == rule {
            start = if end == 0 { at } else { start };
            end = at + 1;
        }
        at += 1;
    }
    Rule { start, end }
}

/// The longest suffix of a rule that some letters of Latin-1 end with: its length, and the step that is to be taken.
pub(crate) fn longest(letters: &[u8], rule: Rule) -> Option<(usize, u8)> {
    let last = *letters.last()?;
    let mut found: Option<(usize, u8)> = None;
    for suffix in SUFFIXES.get(rule.start..rule.end)? {
        let own = suffix.letters.get(..suffix.length)?;
        if own.last() == Some(&last)
            && found.is_none_or(|(length, _)| suffix.length > length)
            && letters.ends_with(own)
        {
            found = Some((suffix.length, suffix.step));
        }
    }
    found
}
