//! A row of numbers that only its seed decides, the same on every machine.

/// SplitMix64: small, quick, and any two seeds give rows that have nothing in common.
pub(crate) struct Dice(u64);

impl Dice {
    /// The row of the thing `number` of kind `kind`, in the world `seed`.
    pub(crate) fn new(seed: u64, kind: u64, number: u64) -> Dice {
        let mut dice = Dice(seed ^ kind.rotate_left(32));
        dice.0 = dice.next() ^ number;
        dice.next();
        dice
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is not 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // The upper half of the product: as even as a division, and quicker.
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    /// A number between 0 (never reached) and 1.
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// Yes, in the share `share` of all throws.
    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// One of several.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
