//! The same session told by two recaps.

use super::fold::bare;
use crate::talk::{Kind, LinkKind, Talk};
use std::collections::{BTreeSet, HashMap};

/// Fills [`Talk::also_told_in`] of every talk that another recap tells too: the same event and year and the
/// same title, or a link to one page of the programme or one recording. Ids are made unique in the corpus
/// first: of two recaps with one file name, the talks of one are told by their words.
pub fn siblings(talks: &mut [Talk]) {
    unique(talks);
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    let mut shared: HashMap<(String, &str), usize> = HashMap::new();
    for talk in talks.iter() {
        for key in pages(talk) {
            *shared.entry((key, &talk.source.file)).or_default() += 1;
        }
    }
    for (n, talk) in talks.iter().enumerate().filter(|(_, talk)| talk.kind == Kind::Talk) {
        let title = bare(&talk.title);
        // "Keynote" or "Ouverture" is told by every recap and says nothing.
        if title.split(' ').count() >= 3
            && let (Some(event), Some(year)) = (&talk.event, talk.year)
        {
            groups.entry(format!("title {} {year} {title}", bare(event))).or_default().push(n);
        }
        // A page that two talks of one recap link to is no page of one session.
        for page in pages(talk) {
            if shared.get(&(page.clone(), talk.source.file.as_str())) == Some(&1) {
                groups.entry(format!("page {page}")).or_default().push(n);
            }
        }
    }
    let mut told: Vec<BTreeSet<String>> = vec![BTreeSet::new(); talks.len()];
    for members in groups.values() {
        // A page or title that a crowd shares is a programme or a series; pairs of a crowd would also be many.
        if !(2..=50).contains(&members.len()) {
            continue;
        }
        for &a in members {
            for &b in members {
                if talks[a].source.file != talks[b].source.file {
                    told[a].insert(talks[b].id.clone());
                }
            }
        }
    }
    for (talk, ids) in talks.iter_mut().zip(told) {
        talk.also_told_in = ids.into_iter().collect();
    }
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
                if video { format!("video {path}") } else { format!("{} {path}", host.to_ascii_lowercase()) }
            })
        })
        .collect();
    pages.sort();
    pages.dedup();
    pages
}

/// Makes ids that two recaps share unlike, by the folders the recaps lie in, told in a few letters.
fn unique(talks: &mut [Talk]) {
    let mut files: HashMap<&str, (&str, bool)> = HashMap::with_capacity(talks.len());
    for talk in talks.iter() {
        let digest = talk.source.digest.as_str();
        files
            .entry(&talk.id)
            .and_modify(|(first, several)| *several |= *first != digest)
            .or_insert((digest, false));
    }
    let shared: Vec<bool> =
        talks.iter().map(|talk| files.get(talk.id.as_str()).is_some_and(|(_, several)| *several)).collect();
    for (talk, _) in talks.iter_mut().zip(shared).filter(|(_, shared)| *shared) {
        let mark = blake3::hash(format!("{}\n{}", talk.title, talk.body.text).as_bytes()).to_hex();
        talk.id = format!("{}-{}", talk.id, mark.chars().take(8).collect::<String>());
    }
    // Copies of one recap: the same words and the same title, one id each.
    let mut taken: HashMap<&str, usize> = HashMap::with_capacity(talks.len());
    let twins: Vec<usize> = talks
        .iter()
        .map(|talk| {
            let twins = taken.entry(&talk.id).or_default();
            *twins += 1;
            *twins
        })
        .collect();
    for (talk, twins) in talks.iter_mut().zip(twins).filter(|(_, twins)| *twins > 1) {
        talk.id = format!("{}-{twins}", talk.id);
    }
}
