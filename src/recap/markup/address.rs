//! Addresses of the web: their hosts, and relative ones as they are seen from another.

/// Scheme and host of an absolute address of the web.
pub(super) fn origin(url: &str) -> Option<&str> {
    let start = ["https://", "http://"].into_iter().find(|scheme| url.starts_with(scheme))?.len();
    let host = url.get(start..)?;
    let end = start + host.find(['/', '?', '#']).unwrap_or(host.len());
    (end > start).then(|| url.get(..end)).flatten()
}

/// An address as it is seen from `base`; as written where it is absolute, leads elsewhere on the page, or does
/// something else than lead.
pub(super) fn resolve(base: &str, url: &str) -> String {
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
