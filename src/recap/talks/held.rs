//! Events that the first lines of a recap say were held.

use crate::recap::talks::wording::{INTRO_LINES, MOST_WORDS, Sources, Word, is_year, words};
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::OCCASIONS;

/// Whether the first lines say of a name what is said of events alone: that it was held, or which edition it was.
pub(super) fn is_held(name: &str, sources: &Sources<'_>) -> bool {
    let name = bare(name);
    let texts = sources.head.1.iter().take(INTRO_LINES).cloned().chain(sources.description.map(bare));
    texts.into_iter().any(|text| {
        text.match_indices(&name).any(|(at, _)| {
            let after: Vec<&str> =
                text.get(at + name.len()..).unwrap_or_default().split_whitespace().take(5).collect();
            let after = if after.first().is_some_and(|word| is_year(word) || *word == "qui") {
                &after[1..]
            } else {
                &after[..]
            };
            let held =
                |count: usize| after.get(..count).is_some_and(|words| OCCASIONS.is(&words.join(" "), "held"));
            // Elided words come apart in this form: "s est".
            let stood = after.get(..2) == Some(&["s", "est"]);
            let mut before = text
                .get(..at)
                .unwrap_or_default()
                .split_whitespace()
                .rev()
                .skip_while(|word| OCCASIONS.is(word, "link"));
            (1..=4).any(held) || stood || before.next().is_some_and(|word| OCCASIONS.is(word, "of"))
        })
    })
}

/// The event that the first lines say was held: "la conférence Untel", "Untel s'est tenu", with capitals.
pub(super) fn held(sources: &Sources<'_>) -> Option<String> {
    for line in sources.head.0.iter().take(4) {
        let words = words(line);
        let high = |word: &Word<'_>| word.text.starts_with(char::is_uppercase) && !is_year(word.text);
        let mut at = 0;
        while at < words.len() {
            // Small words go on between capitals: "Nuit du Code".
            let goes_on = |i: usize| {
                let next = words.get(i + 1).is_some_and(|next| high(next) && !next.opened);
                high(&words[i]) || i > at && OCCASIONS.is(&words[i].folded, "link") && next
            };
            let run = (at..words.len()).take_while(|&i| goes_on(i) && (i == at || !words[i].opened)).count();
            // "Retour sur Untel": what the recap calls itself is no part of a name.
            if run == 0 || OCCASIONS.is(&words[at].folded, "lead") {
                at += 1;
                continue;
            }
            let name = line.get(words[at].range.start..words[at + run - 1].range.end);
            let name = name.filter(|_| run <= MOST_WORDS && at > 0).filter(|name| name.chars().count() >= 3);
            if let Some(name) = name.filter(|name| is_held(name, sources)) {
                return Some(name.to_owned());
            }
            at += run;
        }
    }
    None
}
