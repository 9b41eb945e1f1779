//! A small generator of pseudo-random numbers (splitmix64): the same seed gives the same organisation everywhere.
//! Not for secrets.

/// A stream of numbers; streams of different keys are independent of each other.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The stream that belongs to `keys` (a day, a series…): adding one event changes no other.
    pub fn keyed(seed: u64, keys: &[u64]) -> Self {
        let mut state = Self(seed);
        for key in keys {
            state = Self(state.draw() ^ key.wrapping_mul(0xA24B_AED4_963E_E407));
        }
        state
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// `0..limit`; 0 when `limit` is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        // The bias of the remainder is far below what anybody could see here.
        self.draw().checked_rem(limit).unwrap_or(0)
    }

    /// `low..=high`; `low` when the two are reversed.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).max(0).unsigned_abs().saturating_add(1);
        low.saturating_add_unsigned(self.below(span))
    }

    /// `0..=most`, small values more often than large ones.
    pub fn small(&mut self, most: i64) -> i64 {
        let limit = self.between(0, most);
        self.between(0, limit)
    }

    /// True in `per_mille` of 1000 cases.
    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of the list; `None` only when it is empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(list.len()).unwrap_or(u64::MAX));
        list.get(usize::try_from(at).unwrap_or(0))
    }

    /// One word of the list.
    pub fn word(&mut self, list: &[&'static str]) -> &'static str {
        self.pick(list).copied().unwrap_or_default()
    }

    /// Up to `count` different ones of the list, in its order.
    pub fn some<'a, T>(&mut self, list: &'a [T], count: usize) -> Vec<&'a T> {
        let mut left = list.len();
        let mut wanted = count.min(left);
        let mut out = Vec::with_capacity(wanted);
        for item in list {
            if self.below(u64::try_from(left).unwrap_or(1)) < u64::try_from(wanted).unwrap_or(0) {
                out.push(item);
                wanted = wanted.saturating_sub(1);
            }
            left = left.saturating_sub(1);
        }
        out
    }
}

/// A number that stands for a text, for [`Rng::keyed`] (FNV-1a).
pub fn key(text: &str) -> u64 {
    text.bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_stream() {
        let (mut one, mut other) = (Rng::keyed(7, &[1, 2]), Rng::keyed(7, &[1, 2]));
        assert_eq!(one.draw(), other.draw());
        assert_ne!(Rng::keyed(7, &[1, 2]).draw(), Rng::keyed(7, &[2, 1]).draw());
    }

    #[test]
    fn draws_stay_in_their_limits() {
        let mut rng = Rng::new(1);
        let list: Vec<u32> = (0..40).collect();
        for _ in 0..500 {
            assert!((-3..=4).contains(&rng.between(-3, 4)));
            assert!((0..=600).contains(&rng.small(600)));
            assert_eq!(rng.between(5, 1), 5);
            let some = rng.some(&list, 7);
            assert_eq!(some.len(), 7);
            assert!(some.is_sorted());
        }
        assert_eq!(rng.below(0), 0);
        assert!(rng.pick::<u8>(&[]).is_none());
        assert_eq!(rng.some(&list, 90).len(), 40);
    }
}
