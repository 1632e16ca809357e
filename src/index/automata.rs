//! Automata that choose terms of a dictionary.

use tantivy_fst::Automaton;

/// Accepts what begins with some bytes; its state is how many of them came.
pub(super) struct Beginning<'p>(pub(super) &'p [u8]);

impl Automaton for Beginning<'_> {
    type State = Option<usize>;

    fn start(&self) -> Option<usize> {
        Some(0)
    }

    fn is_match(&self, state: &Option<usize>) -> bool {
        *state == Some(self.0.len())
    }

    fn can_match(&self, state: &Option<usize>) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Option<usize>, byte: u8) -> Option<usize> {
        let came = (*state)?;
        match self.0.get(came) {
            None => Some(came),
            Some(own) => (*own == byte).then_some(came + 1),
        }
    }
}

/// Accepts the words that are spelt nearly like another: that come of it by a few edits, each of which adds, drops or changes a
/// letter, or swaps two neighbours.
///
/// A dictionary is gone through once for a word, so nothing is worked out beforehand but where each letter stands. Which
/// beginnings of the word may have been read, by how many edits, is a bit for each.
pub(crate) struct Spelling {
    /// The end of the word: how many letters it has.
    end: usize,
    /// Edits at most.
    most: usize,
    /// The places of each letter of ASCII in the word, and of the others.
    plain: [u64; 128],
    others: Vec<(u32, u64)>,
}

/// What has been read of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Read {
    /// By the number of edits: the beginnings of the other word that this may be, by their lengths.
    reached: [u64; Spelling::EDITS + 1],
    /// By the number of edits but one: those of which the letters behind them may come in the other order, and the second of
    /// them came.
    swapped: [u64; Spelling::EDITS],
    /// A letter of which bytes are missing, and how many.
    letter: u32,
    missing: u8,
}

impl Spelling {
    /// Edits at most, of any word.
    const EDITS: usize = 2;
    /// Letters at most.
    pub(crate) const LETTERS: usize = 63;

    /// Of the words that come of one by up to `most` edits; `None` for a word that is too long to be any.
    pub(crate) fn like(word: &str, most: u8) -> Option<Spelling> {
        let end = word.chars().count();
        if end > Spelling::LETTERS {
            return None;
        }
        let mut like = Spelling {
            end,
            most: usize::from(most).min(Spelling::EDITS),
            plain: [0; 128],
            others: Vec::new(),
        };
        for (at, letter) in word.chars().map(u32::from).enumerate() {
            match like.plain.get_mut(letter as usize) {
                Some(places) => *places |= 1 << at,
                None => like.others.push((letter, 1 << at)),
            }
        }
        Some(like)
    }

    /// How many edits lead from one word to the other; `None` where they are too many.
    pub(crate) fn distance(&self, word: &[u8]) -> Option<u8> {
        let read = word.iter().fold(self.start(), |read, byte| self.accept(&read, *byte));
        let is_end = |reached: &u64| reached >> self.end & 1 == 1;
        read.reached.iter().position(is_end).filter(|_| read.missing == 0).map(|edits| edits as u8)
    }

    /// One more letter, which stands at these places of the other word.
    fn letter(&self, read: &Read, places: u64) -> Read {
        let mut next = Read::default();
        next.reached[0] = (read.reached[0] & places) << 1;
        for edits in 1..=self.most {
            let fewer = read.reached[edits - 1];
            let kept = (read.reached[edits] & places) << 1;
            let (added, changed, dropped) = (fewer, fewer << 1, next.reached[edits - 1] << 1);
            let swapped = (read.swapped[edits - 1] & places) << 2;
            next.reached[edits] = kept | added | changed | dropped | swapped;
            next.swapped[edits - 1] = fewer & places >> 1;
        }
        let all = u64::MAX >> (Spelling::LETTERS - self.end);
        next.reached.iter_mut().for_each(|reached| *reached &= all);
        next
    }
}

impl Automaton for Spelling {
    type State = Read;

    fn start(&self) -> Read {
        let mut start = Read::default();
        for edits in 0..=self.most {
            // As many letters at the beginning may have been dropped.
            start.reached[edits] = u64::MAX >> (Spelling::LETTERS - edits.min(self.end));
        }
        start
    }

    fn is_match(&self, read: &Read) -> bool {
        read.missing == 0 && read.reached[self.most] >> self.end & 1 == 1
    }

    fn can_match(&self, read: &Read) -> bool {
        read.reached.iter().chain(&read.swapped).any(|places| *places != 0)
    }

    fn accept(&self, read: &Read, byte: u8) -> Read {
        let (letter, missing) = match byte {
            0..=0x7F => return self.letter(read, self.plain[usize::from(byte)]),
            0x80..=0xBF => (read.letter << 6 | u32::from(byte & 0x3F), read.missing.saturating_sub(1)),
            0xC0..=0xDF => (u32::from(byte & 0x1F), 1),
            0xE0..=0xEF => (u32::from(byte & 0x0F), 2),
            0xF0..=0xFF => (u32::from(byte & 0x07), 3),
        };
        if missing > 0 {
            return Read { letter, missing, ..*read };
        }
        let of_letter = self.others.iter().filter(|(other, _)| *other == letter);
        self.letter(read, of_letter.fold(0, |places, (_, place)| places | place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strsim::osa_distance;

    /// Words of few letters, some of them of several bytes: most are near some others.
    fn words() -> Vec<String> {
        let letters = ['a', 'b', 'é', '語', '𝄞'];
        let mut number = 1u32;
        let mut next = move |below: u32| {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (number >> 16) % below
        };
        (0..400)
            .map(|_| {
                let length = next(9);
                (0..length).map(|_| letters[next(letters.len() as u32) as usize]).collect()
            })
            .collect()
    }

    #[test]
    fn words_are_as_far_apart_as_edits_make_them() {
        let words = words();
        for word in &words {
            for most in [1, 2] {
                let spelling = Spelling::like(word, most).expect("a short word");
                for other in &words {
                    let edits = osa_distance(word, other);
                    let expected = (edits <= usize::from(most)).then_some(edits as u8);
                    assert_eq!(spelling.distance(other.as_bytes()), expected, "{word} {other} {most}");
                    let read = other.bytes().fold(spelling.start(), |read, b| spelling.accept(&read, b));
                    assert_eq!(spelling.is_match(&read), expected.is_some(), "{word} {other} {most}");
                    assert!(spelling.can_match(&read) || expected.is_none(), "{word} {other} {most}");
                }
            }
        }
    }

    #[test]
    fn a_word_of_all_letters_there_may_be_has_neighbours() {
        let longest = "a".repeat(Spelling::LETTERS);
        let spelling = Spelling::like(&longest, 2).expect("a word");
        assert_eq!(spelling.distance(longest.as_bytes()), Some(0));
        assert_eq!(spelling.distance(format!("{longest}aa").as_bytes()), Some(2));
        assert_eq!(spelling.distance(format!("{longest}aaa").as_bytes()), None);
        assert!(Spelling::like(&format!("{longest}a"), 2).is_none());
    }
}
