//! Recordings and slides that a page embeds: readers see a player, and a link leads to its source.

use crate::recap::markup::metadata;
use std::sync::LazyLock;

static EMBEDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("../data/embeds.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).collect()
});

/// Parts of a path that say that a frame is a player.
const PLAYERS: [&str; 6] = ["embed", "embed_code", "player", "video", "videos", "presentation"];
/// How the names of files end that a page plays as a recording.
const FILES: [&str; 5] = [".mp4", ".m4v", ".webm", ".ogv", ".m3u8"];
/// Bytes of an id or an address.
const LONGEST: usize = 500;

/// The address that a generator's embedding `name` of `what` leads to: an id, or the address itself.
pub(super) fn address(name: &str, what: &str) -> Option<String> {
    let what = what.trim().trim_matches(['"', '\'']);
    let what = what.strip_prefix("id=").unwrap_or(what).trim_matches(['"', '\'']);
    let (_, pattern) = EMBEDS.iter().find(|(known, _)| *known == name)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    if what.len() > LONGEST || what.is_empty() || what.contains(char::is_whitespace) {
        None
    } else if what.contains("://") {
        is_web(what).then(|| what.to_owned())
    } else {
        (what.chars().all(plain) && pattern.contains("://")).then(|| pattern.replace("{}", what))
    }
}

/// The address of a frame that plays something; `None` for maps, counters and the like.
pub(super) fn frame(url: &str) -> Option<String> {
    let url = metadata::tidy(url).filter(|url| url.len() <= LONGEST)?;
    let (_, address) = url.split_once("://").filter(|_| is_web(&url))?;
    let address = address.split(['?', '#']).next()?;
    let (host, path) = address.split_once('/')?;
    let plays = host.starts_with("player.")
        || path.split('/').any(|part| PLAYERS.contains(&part.to_ascii_lowercase().as_str()));
    (plays && !path.split('/').any(|part| part == "maps")).then(|| url.clone())
}

/// The address of a file that a page plays as a recording.
pub(super) fn recording(url: &str) -> Option<String> {
    let url = metadata::tidy(url).filter(|url| url.len() <= LONGEST && is_web(url))?;
    let path = url.split(['?', '#']).next()?.to_ascii_lowercase();
    FILES.iter().any(|ending| path.ends_with(ending)).then_some(url)
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
