//! The language of a talk, by the words that every sentence has.
//!
//! French recaps quote English titles, names and terms, so that technical words say nothing about the language. Articles,
//! prepositions and pronouns do: each list holds only words that the other language does not have.

use std::ops::Range;

/// Words of French sentences.
const FRENCH: [u64; 24] = keys([
    "le", "la", "les", "un", "une", "des", "du", "et", "est", "dans", "pour", "que", "qui", "avec", "sur",
    "pas", "ce", "nous", "il", "au", "par", "plus", "ou", "sont",
]);
/// Words of English sentences.
const ENGLISH: [u64; 24] = keys([
    "the", "of", "and", "is", "in", "to", "that", "for", "with", "this", "are", "it", "you", "we", "be",
    "by", "from", "was", "how", "which", "they", "have", "not", "their",
]);
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

const fn keys(words: [&str; 24]) -> [u64; 24] {
    let (mut keys, mut at) = ([0; 24], 0);
    while at < words.len() {
        keys[at] = key(words[at].as_bytes());
        at += 1;
    }
    keys
}

/// The language of a text, as its two letters: the one that twice as many of the words are of; `None` where there are too few
/// of them, or where it is in both.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let (mut french, mut english) = (0usize, 0usize);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let letters = bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        if (2..=5).contains(&letters) && is_whole(text, at..at + letters) {
            let key = key(&bytes[at..at + letters]);
            french += usize::from(FRENCH.contains(&key));
            english += usize::from(ENGLISH.contains(&key));
        }
        at += letters.max(1);
    }
    let is_of = |own: usize, other: usize| own >= LEAST && own >= 2 * other;
    match () {
        () if is_of(french, english) => Some("fr"),
        () if is_of(english, french) => Some("en"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::language;

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
