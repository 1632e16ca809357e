//! What stands before and behind a title and says when it was, or which of how many: numbers, time slots, opinions.

use crate::recap::mentions::title::{Numbered, Title};
use crate::recap::words::lead::begins;
use crate::recap::words::pattern::Pattern;
use regex::Regex;
use std::sync::LazyLock;

static SLOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\[(]?(?:🕐|⏰|🕒)?\s*([0-9]{1,2})\s*[:hH]\s*([0-9]{2})?(?:\s?[aApP][mM]\b)?(?:\s*(?:[-–—àa>]|->|→)+\s*[0-9]{1,2}\s*[:hH]\s*(?:[0-9]{2})?(?:\s?[aApP][mM]\b)?)?[\])]?(?:\s*[:|\-–—•]+\s+|\s+)").expect("valid")
});
static END_SLOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[\s(\[,–—-]+([0-9]{1,2})[:hH]([0-9]{2})\s*(?:[-–—àa>]|->|→)+\s*[0-9]{1,2}[:hH](?:[0-9]{2})?[\])]?$",
    )
    .expect("valid")
});
static SESSION_NUMBER: Pattern = Pattern::new(
    r"^(?i)(?:talk|conf(?:érence|erence)?|session|chapitre|présentation|presentation|atelier|workshop|sujet|épisode|partie|part|lab|quickie|keynote|salle|room|amphi)\s*(?:n[°o]\s*|#\s*)?(?:[0-9]{1,2}|[ivx]{1,4})\s*[:.\-–—)|]+\s*|^(?-i:[A-Z]{2,5})[-–]?[0-9]{2,5}\s*[:\-–—]\s+",
);
static PLAIN_NUMBER: Pattern = Pattern::new(
    r"^(?:#\s?[0-9]{1,2}\s*[:.\-–—)]?\s+|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*\s?[.)]\s+|[0-9]{1,2}\s?[-–—/]\s+|(?:[0-9]\u{fe0f}?\u{20e3})+\s*[-:.]?\s*|[IVX]{1,4}\s?[.)]\s+|[IVX]{1,4}\s[-–—]\s+)",
);
/// The room between a slot and a title.
static ROOM: Pattern = Pattern::new(
    r"^(?i)(?:grande\s+)?(?:salle|amphi(?:théâtre)?|auditorium|room|track|scène|stage)\s[^|]{1,30}\|\s+",
);
/// An opinion that goes before a title.
static OPINION: Pattern = Pattern::new(
    r"^(?i)(?:[\[(]?\s*(?:(?:notre|mon|nos|mes)\s+)?(?:(?:gros\s+)?coups?\s+de\s+(?:cœur|coeur|❤\u{fe0f}?)|(?:top|flop)(?:\s*(?:n[°º]|#)?\s*[0-9]{1,2})?|(?:retours?\s+sur\s+)?(?:notre|mon|ma)\s+(?:intervention|talk|conf(?:érence)?|session|présentation))\s*[\])]?\s*[:\-–—]\s+)",
);

/// The heading without numbers, slots and opinions before the title: they come in any order, each once.
pub(super) fn without_numbers<'t>(mut text: &'t str, title: &mut Title) -> &'t str {
    for _ in 0..3 {
        let before = text;
        let lead = |c: char| c.is_whitespace() || matches!(c, '[' | '(' | '🕐' | '⏰' | '🕒');
        if text.trim_start_matches(lead).starts_with(|c: char| c.is_ascii_digit())
            && let Some(found) = SLOT.captures(text)
            && let (Some(whole), Some(hour)) = (found.get(0), found.get(1))
            && title.slot.is_none()
        {
            let minute = found.get(2).map_or("00", |m| m.as_str());
            title.slot = Some(format!("{:0>2}:{minute}", hour.as_str()));
            text = text.get(whole.end()..).unwrap_or_default();
        }
        for (pattern, numbered) in [(&SESSION_NUMBER, Numbered::Session), (&PLAIN_NUMBER, Numbered::Plain)] {
            let may_match = match numbered {
                Numbered::Plain => may_be_numbered(text),
                _ => may_be_a_session(text),
            };
            if may_match
                && let Some(found) = pattern.find(text)
                && found.end < text.len()
            {
                title.numbered =
                    if title.numbered == Numbered::Session { Numbered::Session } else { numbered };
                text = text.get(found.end..).unwrap_or_default();
            }
        }
        let room =
            begins(text, &["grande", "salle", "amphi", "auditorium", "room", "track", "scène", "stage"]);
        if room
            && text.contains('|')
            && let Some(found) = ROOM.find(text)
            && found.end < text.len()
        {
            text = text.get(found.end..).unwrap_or_default();
        }
        let opinion = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '[' | '('));
        if begins(opinion, &["notre", "mon", "ma", "nos", "mes", "gros", "coup", "top", "flop", "retour"])
            && let Some(found) = OPINION.find(text)
            && found.end < text.len()
        {
            text = text.get(found.end..).unwrap_or_default();
        }
        if text == before {
            break;
        }
    }
    text
}

/// What follows a time slot that a text begins with: "14:00 - 14:45 : Jeanne Untel".
pub(super) fn behind_slot(text: &str) -> Option<&str> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '(')) {
        return None;
    }
    text.get(SLOT.find(text)?.end()..)
}

/// Whether a text may begin with the number of an item.
fn may_be_numbered(text: &str) -> bool {
    let roman = text.trim_start_matches(['I', 'V', 'X']);
    match roman.len() < text.len() {
        true => roman.starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | ')')),
        false => text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '#' | '(')),
    }
}

/// Whether a text may begin with the number of a session: with a word for one, or with capitals and figures.
fn may_be_a_session(text: &str) -> bool {
    const WORDS: [&str; 17] = [
        "talk",
        "conf",
        "session",
        "chapitre",
        "présentation",
        "presentation",
        "atelier",
        "workshop",
        "sujet",
        "épisode",
        "part",
        "lab",
        "quickie",
        "keynote",
        "salle",
        "room",
        "amphi",
    ];
    let rest = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let coded = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–'));
    coded && rest.len() + 2 <= text.len() || begins(text, &WORDS)
}

/// The heading without a slot behind the title.
pub(super) fn without_end_slot<'t>(text: &'t str, title: &mut Title) -> &'t str {
    if text.ends_with(|c: char| c.is_numeric() || matches!(c, ':' | 'h' | 'H' | ']' | ')'))
        && text.contains([':', 'h', 'H'])
        && text.contains(|c: char| c.is_ascii_digit())
        && let Some(found) = END_SLOT.captures(text)
        && let (Some(whole), Some(hour), Some(minute)) = (found.get(0), found.get(1), found.get(2))
        && whole.start() > 0
        && title.slot.is_none()
    {
        title.slot = Some(format!("{:0>2}:{}", hour.as_str(), minute.as_str()));
        return text.get(..whole.start()).unwrap_or(text);
    }
    text
}

/// A heading parted at a colon: what stands before it, and the rest.
pub(super) fn at_colon(text: &str) -> Option<(&str, &str)> {
    text.split_once(" : ").or_else(|| text.split_once(": "))
}

/// The title in quotation marks that ends a heading, where what stands before it only says when it was: "Et pour finir : « Titre »".
pub(super) fn behind_lead(text: &str) -> Option<&str> {
    const LEADS: [&str; 9] =
        ["et ", "pour ", "enfin", "ensuite", "puis ", "on commence", "on termine", "on enchaîne", "on finit"];
    let text = text.trim();
    let (open, close) =
        [('«', '»'), ('“', '”'), ('"', '"')].into_iter().find(|(_, close)| text.ends_with(*close))?;
    let at = text.find(open).filter(|&at| at > 0)?;
    let (lead, rest) = text.split_at_checked(at)?;
    let inner = rest.strip_prefix(open)?.strip_suffix(close)?.trim();
    let whole = !inner.contains([open, close]) && inner.split_whitespace().count() >= 2;
    (whole && begins(lead, &LEADS) && lead.split_whitespace().count() <= MOST_OF_LEAD).then_some(inner)
}

/// Most words before a quoted title that only say when it was.
const MOST_OF_LEAD: usize = 7;
