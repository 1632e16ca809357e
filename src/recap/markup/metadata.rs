//! What the front matter or the head of a page says of a recap, brought to one form.

use crate::recap::markup::line::Metadata;
use jiff::civil::Date;

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

/// Fields of front matter, under the names that the usual generators give them.
pub(crate) fn of_front_matter(front: &Value) -> Metadata {
    let lists = |keys: &[&str]| {
        let lists = keys.iter().filter_map(|key| front.get(&[key]));
        distinct(lists.flat_map(|value| match value {
            Value::Scalar(text) => text.split(',').filter_map(tidy).collect(),
            other => other.names(),
        }))
    };
    let people = ["author", "authors", "auteur", "auteurs", "coauthors", "writers", "by", "contributors"];
    let authors = people.iter().filter_map(|key| front.get(&[key])).flat_map(Value::names);
    let dates =
        ["date", "published", "publishdate", "pubdate", "published_at", "created", "lastmod", "updated"];
    Metadata {
        title: front.text(&["title", "titre", "seo_title"]),
        authors: distinct(authors),
        publisher: front.text(&["publisher", "organization", "organisation"]),
        published: dates.iter().find_map(|key| day(&front.text(&[key])?)),
        url: front
            .text(&["canonical", "canonical_url", "canonicalurl", "url", "permalink", "link"])
            .filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        description: front.text(&["description", "excerpt", "summary", "subtitle", "resume", "lead"]),
        tags: lists(&["tags", "tag", "categories", "category", "keywords"]),
        event: front.text(&["event", "conference", "evenement", "conf"]),
        language: front.text(&["lang", "language", "locale"]),
    }
}

/// The day in a date or time stamp of the forms that generators and pages write, `YYYY-MM-DD`.
pub(crate) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let date = iso_day(text).or_else(|| {
        let stamp = jiff::fmt::rfc2822::parse(text).ok();
        stamp.map(|zoned| zoned.date())
    });
    let date = date.or_else(|| {
        let forms = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%Y/%m/%d"];
        let whole = forms.iter().find_map(|form| Date::strptime(form, text).ok());
        whole.or_else(|| Date::strptime("%Y/%m/%d", text.get(..10)?).ok())
    })?;
    (1970..=2100).contains(&date.year()).then(|| date.to_string())
}

/// `YYYY-M-D`, whatever follows (a time, an offset).
fn iso_day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let rest = parts.next()?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count().min(2);
    let day = rest.get(..digits)?.parse().ok()?;
    Date::new(year, month, day).ok()
}

/// Names that a string joins.
pub(crate) fn split_names(text: &str) -> Vec<String> {
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
        url: first.url.or(second.url),
        description: first.description.or(second.description),
        tags: list(first.tags, second.tags),
        event: first.event.or(second.event),
        language: first.language.or(second.language),
    }
}
