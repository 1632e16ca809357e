//! Events that the gazetteer does not know: names that title, file name or first lines speak of as of an event.

use crate::recap::talks::occasion::{Sources, TOLD, without_year};
use crate::recap::talks::wording::{MOST_WORDS, Word, is_year, span, squashed, words};
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::OCCASIONS;

/// What the signs of an event must add up to.
const ENOUGH: f32 = 3.0;

/// The event that a title names without the gazetteer knowing it: "Retour sur les Rencontres Untel 2019, jour 1".
pub(super) fn unlisted(title: &str, sources: &Sources<'_>) -> Option<String> {
    let words = words(title);
    let is = |word: &Word<'_>, class: &str| OCCASIONS.is(&word.folded, class);
    let lead = words.iter().take_while(|word| is(word, "lead") || is(word, "link")).count();
    // A recap that calls itself one is followed by what it recounts.
    let led = words.iter().take(lead).any(|word| is(word, "lead"))
        && words.get(lead.wrapping_sub(1)).is_some_and(|word| is(word, "link"));
    let from = if words.get(lead).is_some() { lead } else { 0 };
    let mut end = from;
    while let Some(word) = words.get(end) {
        // "Code et Café 2019": small words inside a name are followed by a capital, prepositions of place are none.
        let small = match &*word.folded {
            "a" | "au" | "aux" | "par" | "avec" | "est" | "etait" => true,
            "et" | "en" => words.get(end + 1).is_none_or(|next| !next.text.starts_with(char::is_uppercase)),
            _ => false,
        };
        if is_year(word.text) || is(word, "tail") || end > from && (word.opened || small) {
            break;
        }
        end += 1;
    }
    let name_words = words.get(from..end).filter(|words| !words.is_empty() && words.len() <= MOST_WORDS)?;
    let name = title.get(words[from].range.start..words[end - 1].range.end)?;
    let content = || name_words.iter().filter(|word| !is(word, "link"));
    let starts_high = |word: &Word<'_>| {
        word.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || word.text.chars().any(char::is_uppercase)
    };
    let next = words.get(end);
    let year = next.is_some_and(|word| is_year(word.text));
    let tail = next.is_some_and(|word| is(word, "tail"));
    let kind = content().any(|word| is(word, "kind"));
    let held = is_held(name, sources);
    if !(year || tail || kind || held) || content().all(|word| is(word, "kind")) && !year {
        return None;
    }
    let mut sum = 0.0;
    sum += if led { 1.0 } else { 0.0 };
    sum += if year { 2.0 } else { 0.0 };
    sum += if tail { 2.0 } else { 0.0 };
    sum += if kind { 1.5 } else { 0.0 };
    sum += if held { 1.5 } else { 0.0 };
    sum += if content().all(starts_high) { 1.0 } else { 0.0 };
    sum += if squashed(sources.stem).contains(&squashed(name)) { 1.0 } else { 0.0 };
    sum += if sources.tags.iter().any(|tag| without_year(&fold(tag)) == fold(name)) { 1.5 } else { 0.0 };
    sum += if is_mentioned(name, sources) { 0.5 } else { 0.0 };
    (sum >= ENOUGH).then(|| name.to_owned())
}

/// Whether summary or first lines hold a name.
fn is_mentioned(name: &str, sources: &Sources<'_>) -> bool {
    let name = format!(" {} ", bare(name));
    let lines = sources.head.1.iter().take(TOLD).map(|words| format!(" {words} "));
    let summary = sources.description.map(|text| format!(" {} ", bare(text)));
    lines.chain(summary).any(|text| text.contains(&name))
}

/// Whether the first lines say of a name what is said of events alone: that it was held, or which edition it was.
fn is_held(name: &str, sources: &Sources<'_>) -> bool {
    let name = bare(name);
    let texts = sources.head.1.iter().take(TOLD).cloned().chain(sources.description.map(bare));
    texts.into_iter().any(|text| {
        text.match_indices(&name).any(|(at, _)| {
            let after: Vec<&str> =
                text.get(at + name.len()..).unwrap_or_default().split_whitespace().take(3).collect();
            let after =
                if after.first().is_some_and(|word| is_year(word)) { &after[1..] } else { &after[..] };
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
            held(1) || held(2) || stood || before.next().is_some_and(|word| OCCASIONS.is(word, "of"))
        })
    })
}

/// The event that the file name names before a year, as the first lines write it.
pub(super) fn in_stem(sources: &Sources<'_>) -> Option<String> {
    let words: Vec<&str> =
        sources.stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let year = words.iter().position(|word| is_year(word))?;
    let apart = |word: &&str| {
        OCCASIONS.is(word, "lead") || OCCASIONS.is(word, "link") || word.bytes().all(|b| b.is_ascii_digit())
    };
    let before: Vec<&str> = words[..year].iter().copied().skip_while(apart).collect();
    let texts = || {
        sources.title.into_iter().chain(sources.description).chain(sources.head.0.iter().take(TOLD).copied())
    };
    // The file name may begin with that of the blog: the longest end of it that the text holds is the event's.
    (0..before.len().min(MOST_WORDS)).find_map(|from| {
        let form = before[from..].concat();
        let named = |text: &str| span(text, |name| name == form).map(|(name, _)| name);
        let name = texts().find_map(named).filter(|_| form.len() >= 3)?;
        name.chars().any(char::is_uppercase).then_some(name)
    })
}

/// The event that the first lines say was held: "la conférence Untel", "Untel s'est tenu", with capitals.
pub(super) fn told(sources: &Sources<'_>) -> Option<String> {
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
            if run == 0 {
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
