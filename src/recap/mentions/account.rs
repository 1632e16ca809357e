//! Links to the pages of persons: their accounts on public sites, and where a programme describes its speakers.

use crate::recap::markup::line::Line;
use crate::recap::mentions::event;
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::words::lexicon::lines;
use std::ops::Range;
use std::sync::LazyLock;

/// How addresses of such pages begin, without scheme, or what their paths hold, from a slash on: see `data/accounts.tsv`.
static PAGES: LazyLock<Vec<(bool, &str)>> = LazyLock::new(|| {
    let rows = lines(include_str!("../data/accounts.tsv")).filter_map(|line| line.split_once('\t'));
    rows.map(|(place, needle)| (place == "host", needle)).collect()
});

/// Whether an address is the page of a speaker in a programme.
pub(crate) fn is_speaker_page(url: &str) -> bool {
    let begins = |rest: &[u8], part: &str| {
        rest.get(..part.len()).is_some_and(|head| head.eq_ignore_ascii_case(part.as_bytes()))
    };
    let is_part_of = |rest: &[u8]| PAGES.iter().any(|(is_host, part)| !is_host && begins(rest, part));
    memchr::memchr_iter(b'/', url.as_bytes()).any(|at| is_part_of(&url.as_bytes()[at..]))
}

/// Whether an address is the account of somebody on a public site.
fn is_account_page(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    let Some((_, address)) = url.split_once("://") else { return false };
    let address = address.strip_prefix("www.").unwrap_or(address);
    let address = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
    PAGES.iter().filter(|(is_host, _)| *is_host).any(|(_, page)| {
        // "fr.linkedin.com": the site in one language.
        let local = address.get(..3).filter(|head| head.ends_with('.')).and_then(|_| address.get(3..));
        let name =
            [Some(address), local].into_iter().flatten().find_map(|address| address.strip_prefix(page));
        name.is_some_and(|name| !name.is_empty() && !name.contains('/'))
    })
}

/// Where a line names persons in full and links their names to pages of theirs.
pub(in crate::recap) fn linked(line: &Line) -> Vec<Range<usize>> {
    let anchors = line.anchors.iter().filter(|a| is_account_page(&a.url) || is_speaker_page(&a.url));
    let name = |range: Range<usize>, page: bool| {
        let text = line.text.get(range.clone())?;
        let bare = text.trim_matches([' ', ',', '.', '*', ':']);
        let start = range.start + text.find(bare)?;
        let words = bare.split(' ').count();
        // One word that leads to the page of a speaker is a first name, whether a list holds it or not.
        let alone = page && words == 1 && bare.contains(char::is_lowercase) && person::is_name_word(bare);
        let full = alone || (2..=4).contains(&words) && person::likeness(bare) != Likeness::None;
        (full && !event::names_event(bare)).then_some(start..start + bare.len())
    };
    anchors.filter_map(|a| name(a.range.clone(), is_speaker_page(&a.url))).collect()
}

/// The persons that a line is, where it is linked names and what joins them.
pub(super) fn alone(line: &Line) -> Option<Vec<Person>> {
    let names = linked(line);
    let (first, last) = (names.first()?, names.last()?);
    let mut between = String::from(line.text.get(..first.start)?);
    for pair in names.windows(2) {
        between.push_str(line.text.get(pair[0].end..pair[1].start)?);
    }
    between.push_str(line.text.get(last.end..)?);
    let mut words =
        between.split(|c: char| !(c.is_alphanumeric() || c == '@')).filter(|word| !word.is_empty());
    words.all(|word| matches!(word, "et" | "and" | "par" | "Par" | "avec" | "by")).then(|| {
        let named = names.iter().filter_map(|range| line.text.get(range.clone()));
        named.map(|name| Person { name: name.to_owned(), organisations: Vec::new() }).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_a_speaker_is_told_by_a_part_of_its_path() {
        assert!(PAGES.iter().all(|(is_host, part)| *is_host || part.starts_with('/')));
        for page in ["https://untel.example/2024/Speaker/untel", "/orateurs/untel", "x//speakers/"] {
            assert!(is_speaker_page(page), "{page}");
        }
        for other in ["https://untel.example/speakers", "https://speaker/untel", "/keynote-speaker/untel", ""]
        {
            assert_eq!(is_speaker_page(other), other.starts_with("https://speaker/"), "{other}");
        }
    }
}
