//! Mutations of seeds, the same in every run: what libFuzzer does, in small.

/// Longest input that is made, in bytes.
const LONGEST: usize = 4096;

/// Makes inputs of seeds and tokens.
pub(crate) struct Mutator {
    tokens: Vec<Vec<u8>>,
    state: u64,
}

impl Mutator {
    /// A mutator for the check of this name. The name seeds its random numbers, so each check has its own.
    pub(crate) fn new(name: &str, tokens: Vec<Vec<u8>>) -> Self {
        let seed = name.bytes().fold(0x2545_F491_4F6C_DD1D, |state: u64, b| {
            (state ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        Mutator { tokens, state: seed | 1 }
    }

    /// The seed at `at`, changed a few times.
    pub(crate) fn mutate(&mut self, seeds: &[Vec<u8>], at: usize) -> Vec<u8> {
        let mut input = seeds[at].clone();
        for _ in 0..=self.below(8) {
            self.change(&mut input, seeds);
        }
        input.truncate(LONGEST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, seeds: &[Vec<u8>]) {
        let at = self.below(input.len() + 1);
        let end = (at + self.below(32)).min(input.len());
        match self.below(8) {
            0 if at < input.len() => input[at] ^= 1 << self.below(8),
            1 if at < input.len() => input[at] = self.below(256) as u8,
            2 => drop(input.drain(at..end)),
            3 => input.truncate(at),
            4 => {
                let again = input[at..end].repeat(1 + self.below(16));
                input.splice(at..at, again);
            }
            5 => {
                let other = &seeds[self.below(seeds.len())];
                let from = self.below(other.len() + 1);
                input.splice(at.., other[from..].iter().copied());
            }
            // Tokens lead furthest into a grammar, so they come most often.
            _ => {
                let chosen = self.below(self.tokens.len());
                let token = self.tokens[chosen].clone();
                let end = if self.below(2) == 0 { at } else { end };
                input.splice(at..end, token);
            }
        }
    }

    /// A random number below `limit`; 0 below 0. A fixed xorshift.
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) as usize % limit.max(1)
    }
}

/// The tokens of a dictionary in libFuzzer's format: a quoted one a line, `\xNN` for bytes that are not printed.
pub(crate) fn tokens(dictionary: &str) -> Vec<Vec<u8>> {
    let quoted = dictionary.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    let tokens = quoted.map(|token| {
        let mut parts = token.split("\\x");
        let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
        for part in parts {
            let (digits, rest) = part.split_at(2);
            bytes.push(u8::from_str_radix(digits, 16).expect("two hexadecimal digits"));
            bytes.extend(rest.bytes());
        }
        bytes
    });
    tokens.collect()
}
