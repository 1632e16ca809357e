//! Patterns that are compiled as far as they are used.
//!
//! Half of what a large pattern takes to compile is for searches in many texts: the pattern backwards, and room for the states that
//! are remembered. Where one recap is cut, few texts are searched. So a pattern is compiled without that at first, and once more when it
//! is asked often. What is found is the same.

use regex_automata::meta::{Config, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::{Input, Span};
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Searches from which on a pattern is compiled for many.
const MANY: u32 = 16;

/// A pattern that is compiled when it is first asked.
pub(in crate::recap) struct Pattern {
    text: &'static str,
    searches: AtomicU32,
    for_few: OnceLock<Option<Regex>>,
    for_many: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern; one that is not valid finds nothing.
    pub(in crate::recap) const fn new(text: &'static str) -> Pattern {
        Pattern { text, searches: AtomicU32::new(0), for_few: OnceLock::new(), for_many: OnceLock::new() }
    }

    /// The compiled pattern.
    fn regex(&self) -> Option<&Regex> {
        let is_one_of_many = self.searches.load(Ordering::Relaxed) >= MANY;
        if !is_one_of_many {
            self.searches.fetch_add(1, Ordering::Relaxed);
        }
        let place = if is_one_of_many { &self.for_many } else { &self.for_few };
        let compiled = place.get_or_init(|| {
            let config = Config::new().hybrid(is_one_of_many).onepass(is_one_of_many).dfa(false);
            let regex = Regex::builder().configure(config).build(self.text);
            debug_assert!(regex.is_ok(), "{regex:?}");
            regex.ok()
        });
        compiled.as_ref()
    }

    /// Whether the pattern stands somewhere in a text.
    pub(in crate::recap) fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Where it stands first.
    pub(in crate::recap) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.regex()?.find(text).map(|found| found.range())
    }

    /// All places where it stands, none over another.
    pub(in crate::recap) fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        let regex = self.regex().into_iter();
        regex.flat_map(|regex| regex.find_iter(text)).map(|found| found.range()).collect()
    }

    /// The groups of the first place.
    pub(in crate::recap) fn captures<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        self.captures_at(text, 0)
    }

    /// The groups of the first place from a byte on; what stands before it is seen.
    pub(in crate::recap) fn captures_at<'t>(&self, text: &'t str, from: usize) -> Option<Found<'t>> {
        let regex = self.regex()?;
        let input = Input::new(text).span(Span { start: from, end: text.len() });
        let mut captures = regex.create_captures();
        regex.captures(input, &mut captures);
        captures.is_match().then_some(Found { text, captures })
    }
}

/// What the groups of a pattern stand for in a text.
pub(in crate::recap) struct Found<'t> {
    text: &'t str,
    captures: Captures,
}

impl<'t> Found<'t> {
    /// The bytes of a group; group 0 is the whole.
    pub(in crate::recap) fn range(&self, group: usize) -> Option<Range<usize>> {
        self.captures.get_group(group).map(|span| span.range())
    }

    /// The bytes of a group with a name.
    pub(in crate::recap) fn named(&self, name: &str) -> Option<Range<usize>> {
        self.captures.get_group_by_name(name).map(|span| span.range())
    }

    /// The text of a group.
    pub(in crate::recap) fn text(&self, group: usize) -> Option<&'t str> {
        self.text.get(self.range(group)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_finds_the_same_however_often_it_is_asked() {
        static PATTERN: Pattern = Pattern::new(r"(?P<lead>(?i:par|avec))\s(?P<name>\p{Lu}\p{L}+)");
        let text = "Vu Avec Zoé, relu par Émile et par paresse, PAR Ida.";
        for _ in 0..2 * MANY {
            assert!(PATTERN.is_match(text) && !PATTERN.is_match("par contre 4"));
            let all: Vec<&str> = PATTERN.find_all(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(all[..2], ["Avec Zoé", "par Émile"]);
            assert_eq!(PATTERN.find(text).map(|range| &text[range]), Some("Avec Zoé"));
            let found = PATTERN.captures_at(text, 10).expect("a second place");
            assert_eq!(found.named("name").map(|range| &text[range]), Some("Émile"));
            assert_eq!((found.text(1), found.range(3)), (Some("par"), None));
            assert!(PATTERN.captures_at(text, text.len()).is_none());
        }
    }
}
