//! The same session in two recaps: what they share.

use crate::recap::words::fold::bare;
use crate::talk::{Kind, LinkKind, Talk};
use std::collections::HashMap;

/// What the talks of one recap would share with the same sessions in another recap: the event and year with
/// the title, a page of the programme, a recording. A list for each talk.
pub fn session_keys(talks: &[Talk]) -> Vec<Vec<String>> {
    let mut linked: HashMap<String, usize> = HashMap::new();
    for page in talks.iter().flat_map(pages) {
        *linked.entry(page).or_default() += 1;
    }
    // A page that two talks of one recap link to is not the page of one session.
    let one = |key: &String| linked.get(key).is_none_or(|&talks| talks == 1);
    talks.iter().map(|talk| possible_session_keys(talk).into_iter().filter(one).collect()).collect()
}

/// The keys of one talk, its recap aside: those of [`session_keys`] are among them.
pub fn possible_session_keys(talk: &Talk) -> Vec<String> {
    if talk.kind != Kind::Talk {
        return Vec::new();
    }
    let mut keys = pages(talk);
    let title = bare(&talk.title);
    // "Keynote" or "Ouverture" is in every recap and says nothing.
    if title.split(' ').count() >= 3
        && let (Some(event), Some(year)) = (&talk.event, talk.year)
    {
        keys.push(format!("title {} {year} {title}", bare(event)));
    }
    keys
}

/// Addresses of the session in the programme and of its recording, in one form.
fn pages(talk: &Talk) -> Vec<String> {
    let mut pages: Vec<String> = talk
        .links
        .iter()
        .filter(|link| matches!(link.kind, LinkKind::Schedule | LinkKind::Video))
        .filter_map(|link| {
            let address = link.url.split_once("://")?.1;
            let address = address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/');
            let (host, path) = address.split_once('/')?;
            // The same recording has two addresses on the largest host.
            let path = path.split(['#', '&']).next().unwrap_or(path);
            let path = path.strip_prefix("watch?v=").or_else(|| path.strip_prefix("embed/")).unwrap_or(path);
            let video = link.kind == LinkKind::Video;
            // A host's root or a playlist is no page of one session.
            let one = path.len() >= 6
                && !path.starts_with("playlist")
                && !path.starts_with("channel")
                && !path.starts_with('@');
            one.then(|| {
                if video {
                    format!("video {path}")
                } else {
                    format!("page {} {path}", host.to_ascii_lowercase())
                }
            })
        })
        .collect();
    pages.sort();
    pages.dedup();
    pages
}
