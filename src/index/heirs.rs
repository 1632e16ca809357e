//! Matches the talks of a changed recap with its former ones: by their words, not by their position.

use crate::recap::{bare, mark, of_title};
use crate::talk::Talk;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// From this likeness of their texts on two talks of different titles or people are one.
const ALIKE: f32 = 0.7;
/// Texts with fewer different words are too short to be recognised by their words alone.
const LEAST_WORDS: usize = 12;
/// From this likeness of their titles on two talks with short texts and the same people are one: letters that are the same,
/// of all.
const ALIKE_TITLES: f64 = 0.6;
/// Words that are looked up at most to compare all with all; where there are more, only talks of one title are compared.
const MOST_LOOKUPS: usize = 8_000_000;
/// Pairs of titles that are compared letter by letter at most: few talks of a recap have their titles corrected at once.
const MOST_TITLES: usize = 4_096;
/// Talks of its title, before its place among them and behind it, that each is compared with then.
const AROUND: usize = 16;

/// A talk as it is compared.
struct Features<'t> {
    mark: String,
    title: String,
    words: FxHashSet<&'t str>,
    speakers: FxHashSet<String>,
}

impl<'t> Features<'t> {
    fn of(talk: &'t Talk) -> Features<'t> {
        let words = talk.body.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
        Features {
            mark: mark(talk),
            title: of_title(&talk.title),
            words: words.collect(),
            speakers: talk.speakers.iter().map(|name| bare(name)).collect(),
        }
    }

    /// Words that two texts share, of those they have.
    fn likeness(&self, other: &Features<'_>) -> f32 {
        let shared = self.words.iter().filter(|word| other.words.contains(**word)).count();
        2.0 * shared as f32 / (self.words.len() + other.words.len()).max(1) as f32
    }

    /// The confidence that two are the same talk; `None` where they are not. Their titles are compared letter by letter where
    /// that is asked for.
    fn sameness(&self, other: &Features<'_>, by_letters: bool) -> Option<f32> {
        let likeness = self.likeness(other);
        let is_long = self.words.len().min(other.words.len()) >= LEAST_WORDS;
        let is_alike = is_long && likeness >= ALIKE;
        let others = !self.speakers.is_empty()
            && !other.speakers.is_empty()
            && self.speakers.is_disjoint(&other.speakers);
        if self.title == other.title {
            return (!others || is_alike).then_some(1.0 + likeness);
        }
        // A title that was corrected is mostly as it was.
        let is_corrected = || {
            by_letters
                && likeness >= ALIKE
                && self.speakers == other.speakers
                && strsim::normalized_levenshtein(&self.title, &other.title) >= ALIKE_TITLES
        };
        (is_alike || !is_long && is_corrected()).then_some(likeness)
    }
}

/// The places of some talks by what is known of them, in order.
fn by<'f>(
    talks: &'f [Features<'_>],
    places: impl Iterator<Item = usize>,
    known: impl Fn(&'f Features<'_>) -> &'f String,
) -> FxHashMap<&'f str, VecDeque<usize>> {
    let mut by: FxHashMap<&str, VecDeque<usize>> = FxHashMap::default();
    for place in places {
        by.entry(known(&talks[place])).or_default().push_back(place);
    }
    by
}

/// For each new talk the place of the old one that it is; each old one is at most one.
pub(crate) fn heirs(old: &[Talk], new: &[Talk]) -> Vec<Option<usize>> {
    if old.is_empty() {
        return vec![None; new.len()];
    }
    let (olds, news): (Vec<Features<'_>>, Vec<Features<'_>>) =
        (old.iter().map(Features::of).collect(), new.iter().map(Features::of).collect());
    let mut heirs = vec![None; new.len()];
    let mut is_taken = vec![false; old.len()];
    // What says the same is the same: most of a recap that changed is.
    let mut by_mark = by(&olds, 0..olds.len(), |talk| &talk.mark);
    for (n, talk) in news.iter().enumerate() {
        if let Some(o) = by_mark.get_mut(talk.mark.as_str()).and_then(VecDeque::pop_front) {
            (heirs[n], is_taken[o]) = (Some(o), true);
        }
    }
    let left: Vec<usize> = (0..news.len()).filter(|&n| heirs[n].is_none()).collect();
    let free: Vec<usize> = (0..olds.len()).filter(|&o| !is_taken[o]).collect();
    let mut pairs = Vec::new();
    let by_letters = left.len().saturating_mul(free.len()) <= MOST_TITLES;
    let mut compare = |n: usize, o: usize| {
        pairs.extend(olds[o].sameness(&news[n], by_letters).map(|sameness| (sameness, n, o)));
    };
    // Beside its words, a pair costs about as much as so many more.
    let lookups: usize = free.iter().map(|&o| olds[o].words.len() + 16).sum();
    if left.len().saturating_mul(lookups) <= MOST_LOOKUPS {
        left.iter().for_each(|&n| free.iter().for_each(|&o| compare(n, o)));
    } else {
        let by_title = by(&olds, free.iter().copied(), |talk| &talk.title);
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        for &n in &left {
            let title = news[n].title.as_str();
            let place = places.entry(title).or_default();
            let of_title = by_title.get(title).into_iter().flatten();
            of_title.skip(place.saturating_sub(AROUND)).take(2 * AROUND).for_each(|&o| compare(n, o));
            *place += 1;
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, n, o) in pairs {
        if heirs[n].is_none() && !is_taken[o] {
            (heirs[n], is_taken[o]) = (Some(o), true);
        }
    }
    heirs
}
