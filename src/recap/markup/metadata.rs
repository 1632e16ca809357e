//! The metadata of a recap from front matter or from the head of a page, in one form.

use crate::recap::markup::line::Metadata;
use crate::recap::words::fold::fold;
use crate::recap::words::when;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// A value of front matter or JSON-LD, less everything that no field of [`Metadata`] needs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A string, number or date, as written.
    Scalar(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping, keys in small letters, in the order of the file.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The value under the first of `keys` that has one.
    pub(crate) fn get(&self, keys: &[&str]) -> Option<&Value> {
        let Value::Map(entries) = self else { return None };
        keys.iter().find_map(|key| entries.iter().find(|(name, _)| name == key).map(|(_, value)| value))
    }

    /// The string under the first of `keys` that has one that is not blank.
    pub(crate) fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| match self.get(&[key])? {
            Value::Scalar(text) => tidy(text),
            Value::List(list) => {
                list.iter().find_map(|v| if let Value::Scalar(t) = v { tidy(t) } else { None })
            }
            Value::Map(_) => None,
        })
    }

    /// The value with the character references of HTML decoded, which some write in titles.
    fn decoded(self) -> Value {
        match self {
            Value::Scalar(text) if text.contains('&') => Value::Scalar(decoded(&text)),
            Value::List(list) => Value::List(list.into_iter().map(Value::decoded).collect()),
            other => other,
        }
    }

    /// Names in a string (`A, B et C`), a list of strings, or a list of mappings with a `name`.
    pub(crate) fn names(&self) -> Vec<String> {
        match self {
            Value::Scalar(text) => split_names(text),
            Value::List(list) => {
                let names = list.iter().flat_map(|value| match value {
                    Value::Scalar(text) => tidy(text).into_iter().collect(),
                    other => other.names(),
                });
                distinct(names)
            }
            Value::Map(_) => self.text(&["name", "nom", "display_name", "title"]).into_iter().collect(),
        }
    }
}

/// Names of the fields of front matter, in the form of [`fold`].
const TITLE: &[&str] = &["title", "titre", "doctitle", "seo_title"];
const PEOPLE: &[&str] = &[
    "author",
    "authors",
    "auteur",
    "auteurs",
    "auteure",
    "auteures",
    "autrice",
    "coauthors",
    "writers",
    "by",
    "contributors",
];
/// The day of publication comes before that of a change.
const DATES: &[&str] = &[
    "date",
    "published",
    "publishdate",
    "pubdate",
    "published_at",
    "publication",
    "publie",
    "publie le",
    "created",
    "revdate",
    "modified",
    "lastmod",
    "updated",
];
const PUBLISHER: &[&str] = &["publisher", "organization", "organisation"];
const ADDRESS: &[&str] = &["canonical", "canonical_url", "canonicalurl", "url", "permalink", "link"];
const SUMMARY: &[&str] =
    &["description", "excerpt", "summary", "subtitle", "resume", "lead", "teaser", "chapo", "sous-titre"];
const TAGS: &[&str] = &[
    "tags",
    "tag",
    "categories",
    "category",
    "categorie",
    "keywords",
    "mots-cles",
    "mots cles",
    "etiquettes",
    "etiquette",
];
const EVENT: &[&str] = &["event", "conference", "evenement", "conf", "salon"];
const LANGUAGE: &[&str] = &["lang", "language", "locale", "langue"];
/// Fields without information about a recap. They still show that a block is front matter.
const OTHERS: &[&str] = &["slug", "layout", "status", "draft", "template", "type", "cover", "image"];

/// Whether front matter has a field of this name.
pub(super) fn is_field(name: &str) -> bool {
    let name = fold(name);
    let lists = [TITLE, PEOPLE, DATES, PUBLISHER, ADDRESS, SUMMARY, TAGS, EVENT, LANGUAGE, OTHERS];
    lists.iter().any(|list| list.contains(&name.as_str()))
}

/// Whether front matter names the recap under this field.
pub(super) fn is_title(name: &str) -> bool {
    TITLE.contains(&fold(name).as_str())
}

/// Fields of front matter, under the names that the usual generators give them.
pub(crate) fn of_front_matter(front: Value) -> Metadata {
    let front = match front {
        Value::Map(fields) => {
            Value::Map(fields.into_iter().map(|(name, value)| (fold(&name), value.decoded())).collect())
        }
        other => other,
    };
    let lists = |keys: &[&str]| {
        let lists = keys.iter().filter_map(|key| front.get(&[key]));
        distinct(lists.flat_map(|value| match value {
            Value::Scalar(text) => text.split(',').filter_map(tidy).collect(),
            other => other.names(),
        }))
    };
    let authors = PEOPLE.iter().filter_map(|key| front.get(&[key])).flat_map(Value::names);
    let dates = || DATES.iter().filter_map(|key| front.text(&[key]));
    Metadata {
        title: front.text(TITLE),
        authors: distinct(authors),
        publisher: front.text(PUBLISHER),
        published: dates().find_map(|text| day(&text)),
        year: dates().find_map(|text| when::years(&text).first().copied()),
        url: front.text(ADDRESS).filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        description: front.text(SUMMARY),
        tags: lists(TAGS),
        event: front.text(EVENT),
        language: front.text(LANGUAGE),
    }
}

/// The day in a date or time stamp of the forms that generators, pages and people write, `YYYY-MM-DD`.
pub(crate) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let date = iso_day(text).or_else(|| {
        let stamp = jiff::fmt::rfc2822::parse(text).ok();
        stamp.map(|zoned| zoned.date())
    });
    let date = date.or_else(|| Date::strptime("%Y/%m/%d", text.get(..10)?).ok());
    // Dates that people write are read as in the text: the day first.
    let written = || when::first(text).filter(|day| day.year.is_some())?.iso(None)?.parse::<Date>().ok();
    let date = date.or_else(written)?;
    (1970..=2100).contains(&date.year()).then(|| date.to_string())
}

/// `YYYY-M-D`, whatever follows (a time, an offset).
fn iso_day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let rest = parts.next()?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count().min(2);
    let day = rest.get(..digits)?.parse().ok()?;
    Date::new(year, month, day).ok()
}

/// A text with its character references decoded; what only looks like a tag stays.
fn decoded(text: &str) -> String {
    static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});").ok()
    });
    let Some(pattern) = REFERENCE.as_ref() else { return text.to_owned() };
    let decode = |found: &regex::Captures<'_>| {
        let mut decoded = String::new();
        for token in html5gum::Tokenizer::new(&found[0]).flatten() {
            if let html5gum::Token::String(piece) = token {
                decoded.push_str(&String::from_utf8_lossy(&piece));
            }
        }
        decoded
    };
    pattern.replace_all(text, decode).into_owned()
}

/// What JSON says, as far as `depth` levels of nesting.
pub(super) fn of_json(json: serde_json::Value, depth: usize) -> Value {
    match json {
        serde_json::Value::String(text) => Value::Scalar(text),
        serde_json::Value::Array(list) if depth > 0 => {
            Value::List(list.into_iter().map(|item| of_json(item, depth - 1)).collect())
        }
        serde_json::Value::Object(map) if depth > 0 => {
            let entries = map.into_iter().map(|(key, item)| (key.to_lowercase(), of_json(item, depth - 1)));
            Value::Map(entries.collect())
        }
        serde_json::Value::Number(number) => Value::Scalar(number.to_string()),
        _ => Value::Scalar(String::new()),
    }
}

/// Names that a string joins.
pub(crate) fn split_names(text: &str) -> Vec<String> {
    // "Jeanne Untel - Planches & Cie" is one author and a house.
    if text.matches(" - ").count() == 1 && !text.contains(',') {
        return tidy(text).into_iter().collect();
    }
    let joined = text.replace(" et ", ",").replace(" and ", ",").replace(" & ", ",");
    distinct(joined.split([',', ';']).filter_map(tidy))
}

/// One line, white space folded; `None` when blank.
pub(crate) fn tidy(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let text: String = unicode_normalization::UnicodeNormalization::nfc(words.join(" ").as_str())
        .filter(|c| !c.is_control() && !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}'))
        .collect();
    let text = text.trim();
    (!text.is_empty() && !matches!(text, "null" | "~")).then(|| text.to_owned())
}

/// The items, each once, in order.
pub(crate) fn distinct(items: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    items.into_iter().filter(|item| seen.insert(item.clone())).collect()
}

/// Each field from `first`, or else from `second`.
pub(crate) fn either(first: Metadata, second: Metadata) -> Metadata {
    let list = |a: Vec<String>, b: Vec<String>| if a.is_empty() { b } else { a };
    Metadata {
        title: first.title.or(second.title),
        authors: list(first.authors, second.authors),
        publisher: first.publisher.or(second.publisher),
        published: first.published.or(second.published),
        year: first.year.or(second.year),
        url: first.url.or(second.url),
        description: first.description.or(second.description),
        tags: list(first.tags, second.tags),
        event: first.event.or(second.event),
        language: first.language.or(second.language),
    }
}
