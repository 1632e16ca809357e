//! Which talk of a recap that changed is which of those it had: by what they say, not by where they stand.

use crate::recap::{bare, mark, of_title};
use crate::talk::Talk;
use rustc_hash::FxHashSet;

/// From this likeness of their texts on two talks of different titles or people are one.
const ALIKE: f32 = 0.7;
/// Texts of fewer different words are too short to tell by them.
const LEAST_WORDS: usize = 12;
/// So many pairs are compared; beyond, only those of one title.
const MOST_PAIRS: usize = 20_000;

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

    /// How surely two are the same talk; `None` where they are not.
    fn sameness(&self, other: &Features<'_>) -> Option<f32> {
        let likeness = self.likeness(other);
        let is_long = self.words.len().min(other.words.len()) >= LEAST_WORDS;
        let is_alike = is_long && likeness >= ALIKE;
        let others = !self.speakers.is_empty()
            && !other.speakers.is_empty()
            && self.speakers.is_disjoint(&other.speakers);
        match self.title == other.title {
            true => (!others || is_alike).then_some(1.0 + likeness),
            false => is_alike.then_some(likeness),
        }
    }
}

/// For each new talk the place of the old one that it is; each old one is at the most one.
pub(crate) fn heirs(old: &[Talk], new: &[Talk]) -> Vec<Option<usize>> {
    if old.is_empty() {
        return vec![None; new.len()];
    }
    let (olds, news): (Vec<Features<'_>>, Vec<Features<'_>>) =
        (old.iter().map(Features::of).collect(), new.iter().map(Features::of).collect());
    let mut heirs = vec![None; new.len()];
    let mut is_taken = vec![false; old.len()];
    // What says the same is the same: most of a recap that changed is.
    for (n, talk) in news.iter().enumerate() {
        let same = (0..olds.len()).find(|&o| !is_taken[o] && olds[o].mark == talk.mark);
        if let Some(o) = same {
            (heirs[n], is_taken[o]) = (Some(o), true);
        }
    }
    let left: Vec<usize> = (0..news.len()).filter(|&n| heirs[n].is_none()).collect();
    let free: Vec<usize> = (0..olds.len()).filter(|&o| !is_taken[o]).collect();
    let is_many = left.len() * free.len() > MOST_PAIRS;
    let mut pairs = Vec::new();
    for &n in &left {
        for &o in &free {
            if is_many && olds[o].title != news[n].title {
                continue;
            }
            pairs.extend(olds[o].sameness(&news[n]).map(|sameness| (sameness, n, o)));
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
