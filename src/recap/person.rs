//! Names of persons: their shape, and lists of them with those they work for.

use super::fold::{bare, fold};
use super::lexicon::{FIRST_NAMES, ORGANISATIONS, ROLES};
use regex::Regex;
use std::sync::LazyLock;

/// A person as a byline names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    /// As written, job titles off.
    pub name: String,
    /// Whom they work or speak for, as written.
    pub organisations: Vec<String>,
}

/// How sure a text is a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Not of the shape.
    None,
    /// Of the shape: a few capitalised words.
    Shape,
    /// Of the shape, and it begins with a first name.
    Known,
}

/// Words that stand uncapitalised inside names.
const PARTICLES: &[&str] = &[
    "de", "du", "des", "d", "le", "la", "van", "von", "der", "den", "di", "da", "del", "el", "al", "ben",
    "bin", "ter", "dos", "do", "y", "af",
];

/// Capitalised words that begin titles and sentences and no names.
const NO_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "le",
    "la",
    "les",
    "l",
    "un",
    "une",
    "des",
    "du",
    "de",
    "et",
    "and",
    "or",
    "ou",
    "how",
    "why",
    "what",
    "when",
    "comment",
    "pourquoi",
    "quand",
    "with",
    "avec",
    "for",
    "pour",
    "in",
    "en",
    "to",
    "of",
    "from",
    "your",
    "you",
    "we",
    "nous",
    "vous",
    "je",
    "il",
    "elle",
    "on",
    "ils",
    "elles",
    "this",
    "ce",
    "cette",
    "ces",
    "cet",
    "notre",
    "nos",
    "mon",
    "ma",
    "mes",
    "au",
    "aux",
    "dans",
    "sur",
    "par",
    "ne",
    "pas",
    "si",
    "mais",
    "donc",
    "or",
    "car",
    "que",
    "qui",
    "quoi",
    "is",
    "are",
    "it",
    "at",
    "by",
    "as",
    "be",
    "can",
    "do",
    "not",
    "building",
    "using",
    "introduction",
    "deep",
    "dive",
    "intro",
    "keynote",
    "keynotes",
    "talk",
    "talks",
    "conference",
    "session",
    "workshop",
    "atelier",
    "retour",
    "retours",
    "panel",
    "jour",
    "day",
    "cloud",
    "kubernetes",
    "java",
    "docker",
    "open",
    "source",
    "speaker",
    "speakers",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "entre",
    "apres",
    "avant",
    "ensuite",
    "enfin",
    "puis",
    "alors",
    "ainsi",
    "aujourd",
    "hier",
    "demain",
    "bref",
    "merci",
    "bravo",
    "voici",
    "dernier",
    "premier",
    "premiere",
    "tout",
    "tous",
    "toute",
    "toutes",
    "cote",
    "via",
    "vs",
    "new",
    "no",
    "my",
    "our",
    "their",
    "its",
    "rex",
    "salle",
    "room",
];

/// Whether a word could be part of a name: a capital (or a lone initial), letters, hyphens, apostrophes.
pub(crate) fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.clone().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '‑'))
        // Two humps inside a word ("MySQL", "JavaScript") are a product's; "McDonald" and "DeWitt" pass.
        && (word.chars().filter(|c| c.is_uppercase()).count() <= 2 || !word.chars().any(char::is_lowercase) || word.contains('-'))
        && word.chars().count() <= 24
        && !NO_NAMES.contains(&fold(word.trim_end_matches('.')).as_str())
}

/// Whether the word is a first name; `Some(false)` where it is also a common word or a brand.
pub(crate) fn first_name(word: &str) -> Option<bool> {
    let folded = fold(word);
    FIRST_NAMES.get(&folded).copied().or_else(|| {
        let (first, second) = folded.split_once('-')?;
        (FIRST_NAMES.contains_key(first) && FIRST_NAMES.contains_key(second)).then_some(true)
    })
}

/// How much a text is like a person's name.
pub(crate) fn likeness(text: &str) -> Likeness {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || words.len() > 5 || ORGANISATIONS.contains(&bare(text)) {
        return Likeness::None;
    }
    let last = words.len() - 1;
    let shaped = words.iter().enumerate().all(|(i, word)| {
        is_name_word(word) || (i > 0 && i < last && PARTICLES.contains(&fold(word).trim_end_matches('\'')))
    });
    if !shaped || words.iter().all(|word| ROLES.contains(fold(word).as_str())) {
        return Likeness::None;
    }
    match first_name(words[0]) {
        Some(true) => Likeness::Known,
        Some(false) if words.len() > 1 => Likeness::Known,
        _ if words[0].chars().filter(|c| c.is_alphabetic()).count() <= 2 && words.len() == 1 => {
            Likeness::None
        }
        _ => Likeness::Shape,
    }
}

/// Small words inside a job title.
const JOINERS: &[&str] = &[
    "et", "and", "of", "the", "in", "de", "des", "du", "le", "la", "les", "un", "une", "deux", "trois", "at",
    "chez", "l", "d", "en", "for",
];

/// Whether the word is one of a job title, on its own.
pub(crate) fn is_job_word(word: &str) -> bool {
    ROLES.contains(fold(word).as_str())
}

/// What parts the items of a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// "et", ";": another person.
    And,
    /// "&": another person, or the rest of a company's name.
    Ampersand,
    /// A comma: another person, their job, or their company.
    Comma,
    /// "chez", "@", a dash: their job or company.
    At,
    /// What stands in brackets.
    Inside,
}

static JOINTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\s*(?:(?P<and>\s(?:et|and|avec|with|puis)\s|&|\s\+\s|;|\s/\s|\s\|\s|\s·\s)|(?P<comma>,(?:\s*(?:et|and|&)\s)?)|(?P<at>\s(?:de\s+)?chez\s|\s@\s?|\sfrom\s|\s[-–—]\s|\s*:\s)|(?P<open>\())\s*",
    )
    .expect("valid")
});

/// The items of a byline and what stands before each; what stands in brackets is one item.
fn parts(text: &str) -> Vec<(Joint, String)> {
    let mut parts = Vec::new();
    let mut push = |joint: Joint, part: &str| {
        let part =
            part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '"' | '«' | '»' | '.'));
        if !part.is_empty() {
            parts.push((joint, part.to_owned()));
        }
    };
    let (mut joint, mut from) = (Joint::And, 0usize);
    while let Some(found) = text.get(from..).and_then(|rest| JOINTS.captures(rest)) {
        let Some(whole) = found.get(0) else { break };
        push(joint, text.get(from..from + whole.start()).unwrap_or_default());
        let next = from + whole.end();
        if found.name("open").is_some() {
            let end = text.get(next..).and_then(|rest| rest.find(')')).map_or(text.len(), |at| next + at);
            push(Joint::Inside, text.get(next..end).unwrap_or_default());
            from = (end + 1).min(text.len());
            joint = Joint::Comma;
            continue;
        }
        joint = if found.name("at").is_some() {
            Joint::At
        } else if found.name("comma").is_some() && whole.as_str().trim().len() == 1 {
            Joint::Comma
        } else if whole.as_str().trim() == "&" {
            Joint::Ampersand
        } else {
            // ", et " after a list of persons goes on with a person.
            Joint::And
        };
        from = next;
    }
    push(joint, text.get(from..).unwrap_or_default());
    parts
}

/// Endings that belong to the company before them.
const LEGAL: &[&str] = &["inc", "inc.", "ltd", "llc", "gmbh", "corp", "sa", "sas", "s.a.", "ag", "plc", "co"];

/// The company in a job description: the capitalised words left when job words go; `None` where nothing is.
pub(crate) fn employer(text: &str) -> Option<String> {
    static FORMER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)^(?:ancien|ancienne|ex|former|alias)\b").expect("valid"));
    const COUNTRIES: &[&str] = &[
        "france",
        "netherlands",
        "belgique",
        "belgium",
        "suisse",
        "usa",
        "uk",
        "germany",
        "canada",
        "spain",
        "en",
        "fr",
    ];
    let text = text.trim();
    if text.is_empty() || FORMER.is_match(text) || text.starts_with('@') {
        return None;
    }
    if let Some((first, rest)) = text.split_once(" / ")
        && COUNTRIES.contains(&fold(first).as_str())
    {
        return employer(rest);
    }
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_role = |word: &str| {
        let word = fold(word);
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty()
            || ROLES.contains(word)
            || JOINERS.contains(&word)
            || word.split(['-', '/', '\'']).all(|w| w.is_empty() || ROLES.contains(w) || JOINERS.contains(&w))
    };
    // "Open Source" ends in job words but is a name when nothing is left without them.
    while words.len() > 1 && is_role(words[0]) {
        words.remove(0);
    }
    if words.is_empty() || (words.len() == 1 && is_role(words[0])) || words.len() > 5 {
        return None;
    }
    let first = words[0].trim_start_matches(['(', '"', '«']);
    let capital = first.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let hump = first.chars().next().is_some_and(char::is_alphabetic)
        && first.chars().skip(1).take(4).any(char::is_uppercase);
    let sentence = words
        .iter()
        .skip(1)
        .any(|w| w.chars().next().is_some_and(char::is_lowercase) && !PARTICLES.contains(&fold(w).as_str()));
    if !(capital || hump) || sentence || COUNTRIES.contains(&fold(text).as_str()) {
        return None;
    }
    let mut name = words.join(" ");
    if let Some(rest) = name.strip_prefix("d'").or_else(|| name.strip_prefix("d’")) {
        name = rest.to_owned();
    }
    Some(name)
}

/// Reads a list of persons; in a `labelled` field the first item is a person whatever it looks like.
pub(crate) fn people(text: &str, labelled: bool) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut open = 0usize; // first of the persons that a company after them belongs to
    let mut last_and = false;
    let items = parts(text);
    let mut company = false; // the item before named one
    for (i, (joint, part)) in items.iter().enumerate() {
        let like = likeness(part);
        if *joint == Joint::Ampersand && company && like != Likeness::Known {
            // "Mer & Cie"
            for organisation in people.iter_mut().skip(open).filter_map(|p| p.organisations.last_mut()) {
                organisation.push_str(" & ");
                organisation.push_str(part);
            }
            continue;
        }
        let joint = if *joint == Joint::Ampersand { &Joint::And } else { joint };
        company = false;
        let more = items.get(i + 1).is_some_and(|(next, _)| matches!(next, Joint::And | Joint::Ampersand));
        let starts = people.is_empty() || *joint == Joint::And;
        let is_person = match joint {
            Joint::Inside | Joint::At => false,
            _ if starts && labelled => {
                like != Likeness::None || (part.split_whitespace().count() <= 4 && !is_job(part))
            }
            Joint::And | Joint::Ampersand => like != Likeness::None,
            Joint::Comma => {
                like == Likeness::Known
                    || (people.is_empty() && like != Likeness::None)
                    || (labelled && more && !last_and && like == Likeness::Shape && part.contains(' '))
            }
        };
        if is_person {
            if *joint == Joint::And && people.last().is_some_and(|p| !p.organisations.is_empty())
                || people.is_empty()
            {
                open = people.len();
            }
            last_and = *joint == Joint::And && !people.is_empty();
            people.push(Person { name: part.clone(), organisations: Vec::new() });
            continue;
        }
        if LEGAL.contains(&fold(part).as_str()) {
            for person in people.iter_mut().skip(open) {
                if let Some(organisation) = person.organisations.last_mut() {
                    organisation.push_str(", ");
                    organisation.push_str(part);
                    if text.contains(&format!("{organisation}.")) {
                        organisation.push('.');
                    }
                }
            }
            continue;
        }
        // Brackets may hold several facts: the first company is the present one.
        let told = if *joint == Joint::Inside { part.split(", ").find_map(employer) } else { employer(part) };
        let Some(employer) = told else { continue };
        company = true;
        // In brackets it belongs to the person before; after a comma, to all since the last company, and the last named wins.
        let from = if *joint == Joint::Inside { people.len().saturating_sub(1) } else { open };
        for person in people.iter_mut().skip(from) {
            match (*joint, person.organisations.is_empty()) {
                (Joint::Inside, _) | (_, true) => person.organisations.push(employer.clone()),
                _ => person.organisations = vec![employer.clone()],
            }
        }
    }
    people
}

/// Whether a text is a job title and nothing else.
pub(crate) fn is_job(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '&' | ',' | '-' | '\'' | '’'))
        .filter(|w| !w.is_empty())
        .map(fold)
        .collect();
    words.iter().any(|w| ROLES.contains(w.as_str()))
        && words.iter().all(|w| ROLES.contains(w.as_str()) || JOINERS.contains(&w.as_str()))
}
