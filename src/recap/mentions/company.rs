//! Whether a text is the name of a company, and where it ends.

use crate::recap::mentions::institution;
use crate::recap::mentions::job::employer;
use crate::recap::words::fold::fold;
use crate::recap::words::lead::{after_preposition, has_word};
use crate::recap::words::lexicon::{ROLES, is_place};

/// The company named in brackets or an apposition.
pub(super) fn company(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches([',', '.']);
    if text.starts_with('@')
        || fold(text).starts_with("alias")
        || fold(text).starts_with("le createur")
        || fold(text).starts_with("la creatrice")
    {
        return None;
    }
    // The words after the last "chez" win; what has no such word must be job and name.
    let mut rest = text;
    let mut found = None;
    while let Some(tail) = after_preposition(rest) {
        found = Some(tail);
        rest = tail;
    }
    if let Some(name) = institution::first(text) {
        return Some(name.to_owned());
    }
    match found {
        // "UX Designer à la Société"
        Some(tail) => {
            let bare = ["la ", "le ", "l'", "l’"].iter().find_map(|article| tail.strip_prefix(article));
            let lead = text.get(..text.len() - tail.len()).unwrap_or_default().trim_end();
            // "les enjeux de la forêt": behind "de" stands a word of the language.
            let loose =
                lead.ends_with('@') || has_word(lead.rsplit(' ').next().unwrap_or(lead), &["chez", "at"]);
            capitalised(bare.filter(|name| name.starts_with(char::is_uppercase)).unwrap_or(tail), loose)
        }
        // "X, ex-Y": the first is the present one.
        None if text.contains(", ex") => company(text.split(", ex").next()?),
        None => employer(text).filter(|name| name.split(' ').count() <= 4 && !name.contains([':', '!', '?'])),
    }
}

/// The capitalised words that a text begins with; `loose` lets a lower-case name pass after "chez".
pub(super) fn capitalised(text: &str, loose: bool) -> Option<String> {
    if let Some(name) = institution::at(text) {
        return Some(name.to_owned());
    }
    let mut words: Vec<&str> = Vec::new();
    let mut written = text.split_whitespace().peekable();
    while let Some(word) = written.next() {
        // "Mer & Fils"
        let goes_on = written.peek().is_some_and(|next| next.starts_with(char::is_uppercase));
        if word == "&" && goes_on && (1..3).contains(&words.len()) {
            words.push(word);
            continue;
        }
        let clean = word.trim_end_matches([',', ';', ':', ')', '!', '?']).trim_end_matches('.');
        let capital = clean.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
            || clean.chars().any(char::is_uppercase) && clean.chars().next().is_some_and(char::is_alphabetic);
        let first = words.is_empty();
        if !(capital || first && loose && clean.chars().count() > 2) || words.len() == 4 {
            break;
        }
        words.push(clean);
        if clean.len() < word.len() || !capital {
            break;
        }
    }
    let name = words.join(" ");
    let word = fold(&name);
    (!name.is_empty()
        && name.chars().any(char::is_alphabetic)
        && !ROLES.contains(word.as_str())
        && !is_place(&name)
        && !matches!(
            word.as_str(),
            "eux"
                | "ceux"
                | "celles"
                | "celui"
                | "celle"
                | "tous"
                | "toutes"
                | "elle"
                | "lui"
                | "moi"
                | "nous"
                | "vous"
                | "leur"
                | "leurs"
                | "son"
                | "ses"
                | "mon"
                | "notre"
                | "cette"
                | "ces"
                | "plusieurs"
                | "certains"
                | "quelques"
        ))
    .then_some(name)
}

/// Whether a word without a capital is the name of a site: "untel.fr".
pub(super) fn is_host(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(site, domain)| {
        let is_domain = (2..=3).contains(&domain.len()) && domain.bytes().all(|b| b.is_ascii_lowercase());
        site.len() > 2 && is_domain && is_site(site)
    })
}

/// Ends of the addresses of companies. Other words hold a stop too: "node.js".
const DOMAINS: [&str; 13] =
    [".com", ".fr", ".io", ".eu", ".net", ".org", ".tech", ".dev", ".ai", ".co", ".be", ".ch", ".ca"];

/// Whether a word that nothing calls a company is the address of one: "untel.fr".
pub(super) fn is_address(word: &str) -> bool {
    let site = DOMAINS.iter().find_map(|domain| word.strip_suffix(domain)).unwrap_or_default();
    site.len() > 1 && is_site(site)
}

/// Whether a text has only the letters and signs of the name of a site.
fn is_site(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.'))
}

/// The company behind "chez" or "@" in a byline, where it is one word without a capital: "chez untel".
pub(super) fn in_small_letters(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ')']);
    let is_word = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
    (is_word && text.starts_with(char::is_lowercase)).then(|| capitalised(text, true)).flatten()
}
