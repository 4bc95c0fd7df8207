//! Chance that comes out the same every time: SplitMix64, so that no release of a library changes the company.

/// A seeded source of chance.
pub struct Dice(u64);

impl Dice {
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A share from 0 (included) to 1 (excluded).
    pub fn share(&mut self) -> f64 {
        // 53 bits are what a double holds exactly.
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something happens that happens with this probability.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.share() * (high - low + 1) as f64) as i64
    }

    /// One of several, each as likely as the others.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[(self.share() * of.len() as f64) as usize]
    }

    /// The place of one of several, each as likely as its weight says.
    pub fn weighted(&mut self, weights: impl IntoIterator<Item = f64> + Clone) -> usize {
        let all: f64 = weights.clone().into_iter().sum();
        let mut left = self.share() * all;
        let mut last = 0;
        for (place, weight) in weights.into_iter().enumerate() {
            if weight > 0.0 {
                last = place;
            }
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        last
    }

    /// Many small and a few large values around `middle`: the product of three even draws, skewed to the right.
    pub fn skewed(&mut self, middle: f64) -> f64 {
        middle * (0.35 + self.share()) * (0.4 + 1.2 * self.share()) * (0.55 + self.share())
    }
}
