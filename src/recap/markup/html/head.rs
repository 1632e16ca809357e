//! What a page says of itself: JSON-LD, OpenGraph, the other meta tags, its title, its canonical address, and what its addresses
//! are relative to.

use super::title;
use super::tree::Tree;
use crate::recap::markup::address::origin;
use crate::recap::markup::limits::LONGEST_ADDRESS;
use crate::recap::markup::line::Metadata;
use crate::recap::markup::metadata::{self, Value};

/// Levels of JSON-LD that are looked into.
const DEPTH: usize = 6;

/// What relative addresses of a page are relative to, where its `<base>` says so.
pub(super) fn base(tree: &Tree) -> Option<String> {
    let mut bases = (0..tree.elements.len())
        .filter(|&index| tree.elements.get(index).is_some_and(|element| element.tag.name() == "base"));
    let url = bases.find_map(|index| tree.attribute(index, "href"))?.trim();
    (origin(url).is_some() && url.len() <= LONGEST_ADDRESS).then(|| url.to_owned())
}

/// Reads the metadata of a page, the most explicit source of each field first.
pub(super) fn read(tree: &Tree) -> Metadata {
    let mut found = Found::default();
    for index in 0..tree.elements.len() {
        found.take(tree, index);
    }
    let heading = title::heading(tree, found.title.as_deref());
    let article = found.article.unwrap_or(Value::Map(Vec::new()));
    let metas = &found.metas;
    let publisher = article.get(&["publisher"]).map(Value::names).and_then(|names| names.into_iter().next());
    let publisher = publisher.or_else(|| first_meta(metas, &["og:site_name", "application-name"]));
    let page_title = found.title.map(|title| without_site(&title, publisher.as_deref(), heading.as_deref()));
    let title =
        article.text(&["headline", "name"]).or_else(|| first_meta(metas, &["og:title", "twitter:title"]));
    let title = title.map(|title| without_site(&title, publisher.as_deref(), heading.as_deref()));
    // A first page may be called as its site is: its heading says what it is about.
    let page_title = page_title.filter(|title| heading.is_none() || !title::names_site(tree, title));
    let tags = all_meta(metas, &["article:tag", "keywords", "news_keywords"]);
    Metadata {
        title: title.or(page_title).or(heading),
        authors: authors(&article, metas, found.authors),
        publisher,
        year: None,
        published: published(&article, metas).or(found.day),
        url: found.canonical.or_else(|| first_meta(metas, &["og:url"])).filter(|url| url.starts_with("http")),
        description: first_meta(metas, &["og:description", "description", "twitter:description"])
            .or_else(|| article.text(&["description"])),
        tags: metadata::distinct(tags.iter().flat_map(|list| list.split(',')).filter_map(metadata::tidy)),
        event: None,
        language: found.language,
    }
}

/// Content of the first meta tag of the first of `names` that the page has.
fn first_meta(metas: &[(String, String)], names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| metas.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()))
}

/// Contents of all meta tags of the first of `names` that the page has.
fn all_meta(metas: &[(String, String)], names: &[&str]) -> Vec<String> {
    let values =
        names.iter().map(|name| metas.iter().filter(|(key, _)| key == *name).map(|(_, v)| v.clone()));
    values.map(Iterator::collect::<Vec<_>>).find(|list| !list.is_empty()).unwrap_or_default()
}

/// The authors: those of the article, else of the meta tags, else the names `marked` in the page.
fn authors(article: &Value, metas: &[(String, String)], marked: Vec<String>) -> Vec<String> {
    let mut authors = article.get(&["author", "creator"]).map(Value::names).unwrap_or_default();
    if authors.is_empty() {
        // Some pages give the author's profile as an address.
        let named =
            all_meta(metas, &["author", "article:author", "dc.creator", "twitter:data1", "parsely-author"]);
        let named = named.into_iter().filter(|name| !name.contains("://"));
        authors = metadata::distinct(named.flat_map(|name| metadata::split_names(&name)));
    }
    if authors.is_empty() {
        authors = metadata::distinct(marked);
    }
    authors
}

/// The day of publication: that of the article, else of the meta tags.
fn published(article: &Value, metas: &[(String, String)]) -> Option<String> {
    let dates = ["datePublished", "dateCreated", "dateModified"];
    let published = dates.iter().find_map(|key| metadata::day(&article.text(&[&key.to_lowercase()])?));
    let stamps = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "pubdate",
    ];
    published.or_else(|| stamps.iter().find_map(|key| metadata::day(&first_meta(metas, &[key])?)))
}

/// Metadata collected in one pass over the elements of a page.
#[derive(Default)]
struct Found {
    /// The article of the JSON-LD.
    article: Option<Value>,
    /// Meta tags: name, property or itemprop, in small letters, and content.
    metas: Vec<(String, String)>,
    title: Option<String>,
    canonical: Option<String>,
    day: Option<String>,
    authors: Vec<String>,
    language: Option<String>,
}

impl Found {
    fn take(&mut self, tree: &Tree, index: usize) {
        let Some(element) = tree.elements.get(index) else { return };
        let attribute = |name| tree.attribute(index, name);
        match element.tag.name() {
            "meta" => {
                let name =
                    attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
                let content = attribute("content").and_then(metadata::tidy);
                if let (Some(name), Some(content)) = (name, content) {
                    self.metas.push((name.to_lowercase(), content));
                }
            }
            "html" if self.language.is_none() => self.language = attribute("lang").and_then(metadata::tidy),
            "title" if self.title.is_none() => self.title = metadata::tidy(&tree.text_of(index)),
            "link" if attribute("rel") == Some("canonical") && self.canonical.is_none() => {
                self.canonical = attribute("href").and_then(metadata::tidy);
            }
            "time" if self.day.is_none() => {
                let stamp = attribute("datetime").map_or_else(|| tree.text_of(index), str::to_owned);
                self.day = metadata::day(&stamp);
            }
            "script"
                if attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) =>
            {
                let json = serde_json::from_str::<serde_json::Value>(&tree.text_of(index));
                if let Some(article) = json.ok().and_then(|json| article_of(&json, DEPTH))
                    && self.article.is_none()
                {
                    self.article = Some(article);
                }
            }
            _ => {
                let author = attribute("rel").is_some_and(|rel| rel.split(' ').any(|word| word == "author"))
                    || attribute("itemprop") == Some("author");
                if author && element.tag.name() != "link" {
                    self.authors.extend(metadata::tidy(&tree.text_of(index)).filter(|name| name.len() <= 80));
                }
            }
        }
    }
}

/// The article in a JSON-LD document: itself, in a list, or in its graph.
fn article_of(json: &serde_json::Value, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    match json {
        serde_json::Value::Array(list) => list.iter().find_map(|item| article_of(item, depth)),
        serde_json::Value::Object(map) => {
            let kinds: Vec<&str> = match map.get("@type") {
                Some(serde_json::Value::String(kind)) => vec![kind],
                Some(serde_json::Value::Array(kinds)) => {
                    kinds.iter().filter_map(|kind| kind.as_str()).collect()
                }
                _ => Vec::new(),
            };
            let article = kinds.iter().any(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
            if article {
                return Some(metadata::of_json(json.clone(), depth));
            }
            ["@graph", "mainEntity", "mainEntityOfPage"]
                .iter()
                .find_map(|key| article_of(map.get(*key)?, depth))
        }
        _ => None,
    }
}

/// A title less the name of the site beside it: the publisher's, or whatever the heading of the page leaves out.
fn without_site(title: &str, publisher: Option<&str>, heading: Option<&str>) -> String {
    for separator in [" | ", " – ", " — ", " - ", " · ", " • ", " :: ", " » ", " « "] {
        let mut parts: Vec<&str> = title.split(separator).map(str::trim).collect();
        if parts.len() < 2 {
            continue;
        }
        let last = parts.last().copied().unwrap_or_default();
        let is_site = |part: &str| publisher.is_some_and(|site| part.eq_ignore_ascii_case(site));
        if is_site(last) {
            parts.pop();
            return parts.join(separator);
        }
        if parts.first().is_some_and(|first| is_site(first)) {
            parts.remove(0);
            return parts.join(separator);
        }
    }
    // A heading that begins or ends the title leaves the name of the site.
    let own = heading.filter(|heading| title.starts_with(heading) || title.ends_with(heading));
    if let Some(heading) = own.filter(|heading| heading.chars().count() * 3 >= title.chars().count()) {
        return heading.to_owned();
    }
    title.to_owned()
}
