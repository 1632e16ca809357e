//! Addresses that are relative to what the head of a page says they are relative to.

use super::tree::Tree;
use crate::recap::markup::limits::LONGEST_ADDRESS;

/// What relative addresses of a page are relative to, where its `<base>` says so.
pub(super) fn base(tree: &Tree) -> Option<String> {
    let mut bases = (0..tree.elements.len())
        .filter(|&index| tree.elements.get(index).is_some_and(|element| element.tag.name() == "base"));
    let url = bases.find_map(|index| tree.attribute(index, "href"))?.trim();
    (origin(url).is_some() && url.len() <= LONGEST_ADDRESS).then(|| url.to_owned())
}

/// Scheme and host of an absolute address of the web.
fn origin(url: &str) -> Option<&str> {
    let start = ["https://", "http://"].into_iter().find(|scheme| url.starts_with(scheme))?.len();
    let host = url.get(start..)?;
    let end = start + host.find(['/', '?', '#']).unwrap_or(host.len());
    (end > start).then(|| url.get(..end)).flatten()
}

/// An address as it is seen from `base`; as written where it is absolute, leads elsewhere on the page, or does
/// something else than lead.
pub(in crate::recap::markup) fn resolve(base: &str, url: &str) -> String {
    let Some(origin) = origin(base) else { return url.to_owned() };
    let scheme = url.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'));
    if scheme || url.starts_with('#') {
        return url.to_owned();
    }
    if let Some(rest) = url.strip_prefix("//") {
        return format!("{}//{rest}", origin.split("//").next().unwrap_or("https:"));
    }
    if url.starts_with('/') {
        return format!("{origin}{url}");
    }
    let path = base.get(origin.len()..).unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let (own, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    for part in own.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("{origin}/{}{rest}", parts.join("/"))
}
