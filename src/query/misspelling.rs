//! How likely one word is a misspelling of another: a model of what fingers and ears do.
//!
//! The cost of a misspelling is the sum of its slips on the cheapest way from the word meant to the word typed, in about
//! the unit of a natural logarithm of the odds: 0 is the word itself.

use super::sound::sound;

/// A letter typed twice, or a double one typed once.
const DOUBLED: f32 = 1.0;
/// Two neighbours swapped.
const SWAPPED: f32 = 1.4;
/// A letter left out.
const MISSING: f32 = 2.0;
/// A letter too many, that is next to one of its neighbours on the keyboard.
const BRUSHED: f32 = 1.8;
/// Any other letter too many.
const EXTRA: f32 = 2.4;
/// The letter of a neighbouring key.
const NEXT_KEY: f32 = 1.8;
/// Another vowel.
const VOWEL: f32 = 2.3;
/// Any other letter.
const OTHER: f32 = 3.2;
/// A slip at the first letter, which people rarely miss.
const FIRST: f32 = 1.2;
/// Another spelling of the same sounds, however many letters differ.
const SOUNDS_ALIKE: f32 = 2.0;

/// The cost of taking `typed` for a misspelling of `meant`, both folded.
pub(super) fn cost(typed: &str, meant: &str) -> f32 {
    if typed == meant {
        return 0.0;
    }
    let (typed_letters, meant_letters): (Vec<char>, Vec<char>) =
        (typed.chars().collect(), meant.chars().collect());
    let slips = slips(&typed_letters, &meant_letters);
    if slips > SOUNDS_ALIKE && sound(typed) == sound(meant) { SOUNDS_ALIKE } else { slips }
}

/// The cheapest way from one word to the other, by restricted Damerau-Levenshtein alignment.
fn slips(typed: &[char], meant: &[char]) -> f32 {
    let width = meant.len() + 1;
    let mut costs = vec![0.0f32; (typed.len() + 1) * width];
    for t in 0..=typed.len() {
        for m in 0..=meant.len() {
            if t == 0 && m == 0 {
                continue;
            }
            let at = |t: usize, m: usize| costs[t * width + m];
            let first = if t.min(m) == 0 || (t == 1 && m == 1) { FIRST } else { 0.0 };
            let mut least = f32::INFINITY;
            if t > 0 && m > 0 {
                let same = typed[t - 1] == meant[m - 1];
                let change = if same { 0.0 } else { first + changed(typed[t - 1], meant[m - 1]) };
                least = least.min(at(t - 1, m - 1) + change);
            }
            if t > 0 {
                least = least.min(at(t - 1, m) + first + extra(typed, t - 1));
            }
            if m > 0 {
                let doubled = m > 1 && meant[m - 1] == meant[m - 2];
                least = least.min(at(t, m - 1) + first + if doubled { DOUBLED } else { MISSING });
            }
            if t > 1 && m > 1 && typed[t - 1] == meant[m - 2] && typed[t - 2] == meant[m - 1] {
                let first = if t == 2 { FIRST } else { 0.0 };
                least = least.min(at(t - 2, m - 2) + first + SWAPPED);
            }
            costs[t * width + m] = least;
        }
    }
    costs.last().copied().unwrap_or_default()
}

/// The cost of an additional letter.
fn extra(typed: &[char], at: usize) -> f32 {
    let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|i| typed.get(i));
    let letter = typed[at];
    neighbours
        .map(|&other| match () {
            () if other == letter => DOUBLED,
            () if is_next_key(letter, other) => BRUSHED,
            () => EXTRA,
        })
        .fold(EXTRA, f32::min)
}

/// The cost of a wrong letter.
fn changed(typed: char, meant: char) -> f32 {
    let is_vowel = |c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    if is_next_key(typed, meant) || alike(typed, meant) || alike(meant, typed) {
        NEXT_KEY
    } else if is_vowel(typed) && is_vowel(meant) {
        VOWEL
    } else {
        OTHER
    }
}

/// Letters that often sound the same.
fn alike(a: char, b: char) -> bool {
    matches!((a, b), ('c', 'k') | ('c', 's') | ('c', 'q') | ('k', 'q') | ('s', 'z') | ('i', 'y') | ('g', 'j'))
}

/// The rows of keys of AZERTY and of QWERTY.
const LAYOUTS: [[&str; 3]; 2] =
    [["azertyuiop", "qsdfghjklm", "wxcvbn"], ["qwertyuiop", "asdfghjkl", "zxcvbnm"]];

/// Whether two letters are on neighbouring keys of either keyboard. A row stands half a key to the right of that above.
fn is_next_key(a: char, b: char) -> bool {
    LAYOUTS.iter().any(|layout| {
        let place = |c: char| {
            layout.iter().enumerate().find_map(|(row, keys)| keys.find(c).map(|column| (row, column)))
        };
        let (Some((row_a, a)), Some((row_b, b))) = (place(a), place(b)) else { return false };
        match row_b.cmp(&row_a) {
            std::cmp::Ordering::Equal => a.abs_diff(b) == 1,
            std::cmp::Ordering::Greater => row_b - row_a == 1 && (a == b || a == b + 1),
            std::cmp::Ordering::Less => row_a - row_b == 1 && (a == b || b == a + 1),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::cost;

    #[test]
    fn the_likelier_slip_costs_less() {
        let order = [
            ("grappe", "grappe"),
            ("grape", "grappe"),
            ("grpape", "grappe"),
            ("grzppe", "grappe"),
            ("grppe", "grappe"),
            ("grmppe", "grappe"),
            ("mrappe", "grappe"),
        ];
        let costs = order.map(|(typed, meant)| cost(typed, meant));
        assert!(costs.is_sorted_by(|a, b| a < b || a == b && *a > 0.0), "{costs:?}");
    }

    #[test]
    fn another_spelling_of_the_sounds_is_near() {
        for (typed, meant) in [("ortografe", "orthographe"), ("kalité", "qualite"), ("bato", "bateau")] {
            assert!(cost(&crate::analysis::fold::fold(typed), meant) <= 3.2, "{typed}");
        }
        assert!(cost("noyau", "tuyau") > 3.2);
    }
}
