//! Events that the gazetteer does not know: names that title, file name or first lines speak of as of an event.

use crate::recap::talks::held::{Said, is_of_person, said};
use crate::recap::talks::wording::{
    INTRO_LINES, MOST_WORDS, Sources, Word, is_kind_inside, is_ordinal, is_year, place_at, span, squashed,
    without_glued_year, without_year, words,
};
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::{OCCASIONS, PRESENTING, is_organisation, is_place};
use crate::recap::words::when::{alone, is_day_of_month, is_month};

/// Places of a title where a name may begin that are tried.
const MOST_STARTS: usize = 40;
/// What the signs of an event must add up to.
const ENOUGH: f32 = 3.0;

/// The event that a title names without the gazetteer knowing it: "Retour sur les Rencontres Untel 2019, jour 1", "Vu à
/// Untel 2019". Every place where a name may begin is tried, and the one with the highest score counts.
pub(super) fn unlisted(title: &str, sources: &Sources<'_>) -> Option<String> {
    let words = words(title);
    let lead = words.iter().take_while(|word| is(word, "lead") || is(word, "link")).count();
    let start = if lead < words.len() { lead } else { 0 };
    let start = start + words[start..].iter().take_while(|word| is_ordinal(&word.folded)).count();
    // "Conférence Untel 2019" is called Untel.
    let is_common = words.get(start).is_some_and(|word| is(word, "common"));
    let named =
        words.get(start + 1).is_some_and(|next| starts_high(next) && !next.opened && !is_year(next.text));
    let start = start + usize::from(is_common && named);
    // The front of the title comes first: of two that are as good the earlier one is the name.
    // "Journée du bois brut": where no capital follows, the kind is a part of the name.
    let is_small = words[start..].iter().all(|word| !word.text.starts_with(char::is_uppercase));
    let kind = (0..start).rev().find(|&at| is(&words[at], "kind")).filter(|_| is_small);
    let further = (start + 1..words.len()).filter(|&at| is(&words[at - 1], "link") || words[at - 1].closed);
    let mut best: Option<(f32, &str)> = None;
    for from in std::iter::once(start).chain(kind).chain(further).take(MOST_STARTS) {
        let Some((sum, name)) = weighed(title, &words, (lead, start, from), sources) else { continue };
        if best.is_none_or(|(most, _)| sum > most) {
            best = Some((sum, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

/// Whether a word of a title is of a class.
fn is(word: &Word<'_>, class: &str) -> bool {
    OCCASIONS.is(&word.folded, class)
}

/// Whether the word at a place begins a day of a month, or a month of a year, or is a day in figures.
fn is_date(words: &[Word<'_>], at: usize) -> bool {
    if words.get(at).is_some_and(|word| alone(word.text).is_some()) {
        return true;
    }
    match words.get(at..) {
        Some([first, second, ..]) => {
            is_day_of_month(&first.folded, &second.folded) || is_month(&first.folded) && is_year(second.text)
        }
        _ => false,
    }
}

/// Whether the word at a place follows the name of an event and is no part of it. "Rabot Days" is a name, "Rabotix, days 2 et 3" is
/// not: a word for a kind of event is no part of it before a number.
fn is_tail(words: &[Word<'_>], at: usize) -> bool {
    let Some(word) = words.get(at).filter(|word| is(word, "tail")) else { return false };
    let numbered = |next: &Word<'_>| {
        next.text.len() <= 2 && next.text.bytes().all(|b| b.is_ascii_digit())
            || matches!(&*next.folded, "one" | "two" | "three" | "un" | "deux" | "trois")
    };
    !is(word, "kind") || word.opened || words.get(at + 1).is_some_and(numbered)
}

/// One past the last word of the name that begins at a word.
fn name_end(title: &str, words: &[Word<'_>], from: usize) -> usize {
    let mut end = from;
    while let Some(word) = words.get(end) {
        // "Code et Café 2019": small words inside a name are followed by a capital, prepositions of place are none.
        let small = match &*word.folded {
            "a" | "au" | "aux" | "par" | "avec" | "est" | "etait" | "by" | "vu" | "vue" | "vus" => true,
            "et" | "en" => words.get(end + 1).is_none_or(|next| !next.text.starts_with(char::is_uppercase)),
            _ => false,
        };
        if is_year(word.text)
            || is_short_year(title, word)
            || is_tail(words, end)
            || is_date(words, end)
            || end > from && (word.opened || small)
        {
            break;
        }
        end += 1;
    }
    // "NoyauConf le 4 août": what leads to the day is no part of the name.
    if is_date(words, end) {
        end -= words[from..end].iter().rev().take_while(|word| is(word, "link")).count();
    }
    end
}

/// The name that begins at word `from` of a title, where `lead` words before word `start` say what the recap calls itself,
/// and the sum of the signs that it is an event.
fn weighed<'t>(
    title: &'t str,
    words: &[Word<'t>],
    (lead, start, from): (usize, usize, usize),
    sources: &Sources<'_>,
) -> Option<(f32, &'t str)> {
    let end = name_end(title, words, from);
    let name_words = words.get(from..end).filter(|words| !words.is_empty() && words.len() <= MOST_WORDS)?;
    let written = title.get(words[from].range.start..words[end - 1].range.end)?;
    // "RabotConf19": the year of the edition is no part of the name.
    let name = without_glued_year(written);
    let glued = name.len() < written.len();
    // A name begins with none of the words that lead to one, and a place is held nowhere.
    if is(&words[from], "link") || is_ordinal(&words[from].folded) || is_place(name) {
        return None;
    }
    let content = || name_words.iter().filter(|word| !is(word, "link") && word.folded != "et");
    // "Deux jours" counts days and names nothing.
    let counts = content().all(|word| PRESENTING.is(&word.folded, "several"));
    if counts || !content().any(|word| word.text.starts_with(char::is_alphabetic)) {
        return None;
    }
    let next = words.get(end);
    let year = next.is_some_and(|word| is_year(word.text) || is_short_year(title, word));
    let day = words.get(end..).unwrap_or_default().iter().take_while(|word| is(word, "link")).count() + end;
    let tail = is_tail(words, end) || is_date(words, day);
    let numbered = next.is_some_and(|word| {
        title.get(..word.range.start).is_some_and(|before| before.ends_with('#'))
            && word.text.bytes().all(|b| b.is_ascii_digit())
    });
    let placed = next.is_some_and(|word| is_before_place(title, word));
    // In a name without capitals the kind stands first: "congrès du rabot".
    let is_small = !content().any(starts_high);
    let kind = content()
        .take(if is_small { 1 } else { usize::MAX })
        .any(|word| is(word, "kind") || is_kind_inside(word.text));
    let kind = kind || is_called(words, from) || is_explained(words, end);
    if !year && is_of_person(name) || is_given(title, words, (from, end)) {
        return None;
    }
    // What is written small may be what a conference is about.
    let said = said(name, sources).filter(|&said| said == Said::Held || said != Said::Attended && !is_small);
    let edition = from > 0 && is_ordinal(&words[from - 1].folded);
    let dated = is_dated(name, sources);
    let marked =
        year || tail || kind || said.is_some() || numbered || edition || placed && !is_small || dated;
    // "Rencontres 2019" is a name, "nos conférences 2019" is none.
    let is_common = content().all(|word| is(word, "kind"));
    if !marked || is_common && (!year || is_small) {
        return None;
    }
    // "mes conférences du printemps 2023" are several.
    let before = words[..from].iter().rev().find(|word| !is(word, "link"));
    let counted = content().next().into_iter().chain(before);
    if is_small && counted.into_iter().any(|word| is(word, "common") && word.folded.ends_with('s')) {
        return None;
    }
    // A recap that calls itself one, or says that its writer was there, is followed by what it recounts.
    let led = from == start
        && words.iter().take(lead).any(|word| is(word, "lead"))
        && words.get(lead.wrapping_sub(1)).is_some_and(|word| is(word, "link"));
    let visited = words[..from].iter().any(|word| is(word, "lead") || is(word, "visit"));
    let mut sum = 0.0;
    sum += if led || visited { 1.0 } else { 0.0 };
    sum += if year { 2.0 } else { 0.0 };
    sum += if tail || numbered || edition { 2.0 } else { 0.0 };
    sum += if placed { 1.0 } else { 0.0 };
    sum += if glued { 0.9 } else { 0.0 };
    sum += if kind { 1.5 } else { 0.0 };
    sum += match said {
        Some(Said::Held) => 2.0,
        Some(_) => 1.5,
        None => 0.0,
    };
    // "IntercoTour, deux jours de copeaux": the title begins with the name, and goes on with something else.
    sum += if from == start && (kind || said.is_some()) && next.is_some_and(|word| word.opened) {
        0.5
    } else {
        0.0
    };
    sum += if dated { 1.5 } else { 0.0 };
    sum += if content().all(starts_high) { 1.0 } else { 0.0 };
    sum += if squashed(sources.stem).contains(&squashed(name)) { 1.0 } else { 0.0 };
    sum += if sources.tags.iter().any(|tag| without_year(&fold(tag)) == fold(name)) { 1.5 } else { 0.0 };
    sum += if is_mentioned(name, sources) { 0.5 } else { 0.0 };
    // Inside a title anything may stand before a year: "de Java à Rust 2021".
    let enough = if from <= start || visited { ENOUGH } else { ENOUGH + 1.0 };
    (sum >= enough).then_some((sum, name))
}

/// Whether a kind of event stands right before a name, and is nobody's own: "sa conférence" is a talk.
fn is_called(words: &[Word<'_>], from: usize) -> bool {
    let Some(before) = from.checked_sub(1) else { return false };
    let owned = before.checked_sub(1).is_some_and(|owner| is(&words[owner], "own"));
    is(&words[before], "common") && !words[from].opened && !owned
}

/// Whether a name is a talk and who gives it: "conférence de Zoé Pastel".
fn is_given(title: &str, words: &[Word<'_>], (from, end): (usize, usize)) -> bool {
    let Some([talk, of, giver, ..]) = words.get(from..end) else { return false };
    let giver = title.get(giver.range.start..words[end - 1].range.end).unwrap_or_default();
    let by = is(talk, "talk") && matches!(&*of.folded, "de" | "d");
    by && (is_of_person(giver) || is_organisation(giver))
}

/// Whether a kind of event stands behind a name and a sign, with its article: "Untel, une conférence".
fn is_explained(words: &[Word<'_>], end: usize) -> bool {
    let Some([article, kind, ..]) = words.get(end..) else { return false };
    article.opened && matches!(&*article.folded, "un" | "une" | "la" | "le") && is(kind, "kind")
}

/// Whether a word is written as names are: with a capital or a figure.
fn starts_high(word: &Word<'_>) -> bool {
    word.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        || word.text.chars().any(char::is_uppercase)
}

/// Whether a word is a preposition and a place follows: "à Lille".
fn is_before_place(title: &str, word: &Word<'_>) -> bool {
    let rest = title.get(word.range.end..).unwrap_or_default();
    matches!(&*word.folded, "a" | "de" | "en") && place_at(rest).is_some()
}

/// "'19" after a name: the year of an edition.
fn is_short_year(title: &str, word: &Word<'_>) -> bool {
    let digits = word.text.len() == 2 && word.text.bytes().all(|b| b.is_ascii_digit());
    digits && title.get(..word.range.start).is_some_and(|before| before.ends_with(['\'', '’']))
}

/// The year that is glued to the name of an event in a title: "RabotConf19", "RabotConf'19".
pub(super) fn glued_year(title: &str, event: &str) -> Option<i32> {
    let at = title.find(event)?;
    let rest = title.get(at + event.len()..)?;
    // "RabotConf '19"
    let rest = rest.strip_prefix(' ').filter(|rest| rest.starts_with(['\'', '’'])).unwrap_or(rest);
    let rest = rest.trim_start_matches(['\'', '’']);
    let digits = rest.get(..2).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let apart = rest.get(2..).is_none_or(|rest| !rest.starts_with(char::is_alphanumeric));
    digits.parse().ok().filter(|year| apart && (1..40).contains(year)).map(|year: i32| 2000 + year)
}

/// Whether the first lines, or the summary, name an edition: the name with a year right after it.
fn is_dated(name: &str, sources: &Sources<'_>) -> bool {
    let name = format!("{} ", bare(name));
    sources.told().any(|text| {
        text.match_indices(&name).any(|(at, _)| {
            let apart = at == 0 || text.get(..at).is_some_and(|before| before.ends_with(' '));
            let next = text.get(at + name.len()..).and_then(|rest| rest.split(' ').next());
            apart && next.is_some_and(is_year)
        })
    })
}

/// Whether summary or first lines hold a name.
fn is_mentioned(name: &str, sources: &Sources<'_>) -> bool {
    let name = format!(" {} ", bare(name));
    sources.told().any(|text| format!(" {text} ").contains(&name))
}

/// The event that the file name names before a year, as the first lines write it.
pub(super) fn in_stem(sources: &Sources<'_>) -> Option<String> {
    let words: Vec<&str> =
        sources.stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let apart = |word: &&str| {
        OCCASIONS.is(word, "lead") || OCCASIONS.is(word, "link") || word.bytes().all(|b| b.is_ascii_digit())
    };
    // A file name may begin with the day of publication.
    let mut years = words.iter().enumerate().filter(|(_, word)| is_year(word)).map(|(at, _)| at);
    years.find_map(|year| {
        before_year(&words[..year].iter().copied().skip_while(apart).collect::<Vec<_>>(), sources)
    })
}

/// The longest end of the words before a year in a file name that title or first lines hold: the file name may begin with
/// that of the blog.
fn before_year(before: &[&str], sources: &Sources<'_>) -> Option<String> {
    let texts = || {
        sources
            .title
            .into_iter()
            .chain(sources.summary())
            .chain(sources.front().iter().take(INTRO_LINES).copied())
    };
    (0..before.len().min(MOST_WORDS)).find_map(|from| {
        let form = squashed(&before[from..].concat());
        let named = |text: &str| span(text, |name| name == form).map(|(name, _)| name);
        let name = texts().find_map(named).filter(|_| form.len() >= 3)?;
        name.chars().any(char::is_uppercase).then_some(name)
    })
}
