//! The language of a talk, by the words that every sentence has.
//!
//! French recaps quote English titles, names and terms, so that technical words say nothing about the language. Articles,
//! prepositions and pronouns do: each list holds only words that the other language does not have.

use std::ops::Range;

/// Words of French sentences.
const FRENCH: [&str; 24] = [
    "le", "la", "les", "un", "une", "des", "du", "et", "est", "dans", "pour", "que", "qui", "avec", "sur",
    "pas", "ce", "nous", "il", "au", "par", "plus", "ou", "sont",
];
/// Words of English sentences.
const ENGLISH: [&str; 24] = [
    "the", "of", "and", "is", "in", "to", "that", "for", "with", "this", "are", "it", "you", "we", "be",
    "by", "from", "was", "how", "which", "they", "have", "not", "their",
];
/// The words of both, each as a number with 0 for French and 1 for English behind it, at the place that [`place`] gives or behind it.
const WORDS: [(u64, usize); PLACES] = words();
/// A power of two, of which few places are taken: most words of a text are at none.
const PLACES: usize = 256;
/// Letters of the longest of these words.
const LONGEST: usize = 5;
/// A text with fewer such words has no language.
const LEAST: usize = 3;

/// Whether no letter stands beside some letters of ASCII.
fn is_whole(text: &str, letters: Range<usize>) -> bool {
    // The letters of ASCII beside them are among them.
    let is_other =
        |at: Option<usize>| at.is_some_and(|at| text.as_bytes().get(at).is_some_and(|b| !b.is_ascii()));
    let before = is_other(letters.start.checked_sub(1))
        && text.get(..letters.start).is_some_and(|text| text.ends_with(char::is_alphabetic));
    let after = is_other(Some(letters.end))
        && text.get(letters.end..).is_some_and(|text| text.starts_with(char::is_alphabetic));
    !before && !after
}

/// A short word as a number, blind to the case of letters of ASCII.
const fn key(word: &[u8]) -> u64 {
    let (mut key, mut at) = (0, 0);
    while at < word.len() {
        key = key << 8 | word[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    key
}

/// Where a word is looked for first.
const fn place(key: u64) -> usize {
    (key.wrapping_mul(0xf135_7aea_2e62_a9c5) >> (u64::BITS - PLACES.ilog2())) as usize
}

const fn words() -> [(u64, usize); PLACES] {
    let mut words = [(0, 0); PLACES];
    let mut n = 0;
    while n < FRENCH.len() + ENGLISH.len() {
        let language = n / FRENCH.len();
        let word = if language == 0 { FRENCH[n] } else { ENGLISH[n - FRENCH.len()] };
        let key = key(word.as_bytes());
        let mut at = place(key);
        while words[at].0 != 0 {
            at = (at + 1) % PLACES;
        }
        words[at] = (key, language);
        n += 1;
    }
    words
}

/// Which of the languages a word is of.
fn language_of(key: u64) -> Option<usize> {
    let mut at = place(key);
    loop {
        match WORDS[at] {
            (0, _) => return None,
            (own, language) if own == key => return Some(language),
            _ => at = (at + 1) % PLACES,
        }
    }
}

/// The language of a text, as its two letters: the one that twice as many of the words are of; `None` where there are too few
/// of them, or where it is in both.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let mut counts = [0usize; 2];
    // Letters of ASCII on end: how many came up to here, and what is their key where they may be such a word.
    let (mut key, mut length) = (0, 0);
    // One more byte ends the last word.
    text.bytes().chain([b' ']).enumerate().for_each(|(end, byte)| {
        let small = byte | 0x20;
        if small.is_ascii_lowercase() {
            (key, length) = (key << 8 | u64::from(small), length + 1);
            return;
        }
        if (2..=LONGEST).contains(&length)
            && let Some(language) = language_of(key)
            && is_whole(text, end - length..end)
        {
            counts[language] += 1;
        }
        (key, length) = (0, 0);
    });
    let [french, english] = counts;
    let is_of = |own: usize, other: usize| own >= LEAST && own >= 2 * other;
    match () {
        () if is_of(french, english) => Some("fr"),
        () if is_of(english, french) => Some("en"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_lists_is_found_once() {
        for (language, words) in [FRENCH, ENGLISH].into_iter().enumerate() {
            assert!(words.iter().all(|word| language_of(key(word.as_bytes())) == Some(language)));
        }
        assert_eq!(WORDS.iter().filter(|(word, _)| *word != 0).count(), FRENCH.len() + ENGLISH.len());
        assert_eq!(language_of(key(b"cache")), None);
    }

    #[test]
    fn the_words_of_sentences_tell_the_language_and_those_of_the_trade_do_not() {
        let french = "Le cache est vidé dans la nuit, et les workers repartent avec une file vide.";
        assert_eq!(language(french), Some("fr"));
        let quoting =
            "Dans « The Art of the Queue », les auteurs parlent des files et de la charge pour une équipe.";
        assert_eq!(language(quoting), Some("fr"));
        let english = "The cache is dropped at night, and the workers start with an empty queue.";
        assert_eq!(language(english), Some("en"));
        assert_eq!(language("Kubernetes Docker Helm Rust"), None);
        assert_eq!(language("le cache et les files; the cache and the queues of it"), None);
        assert_eq!(language(""), None);
    }
}
