//! Numbers that only look random, and choices by them.

/// SplitMix64 (Steele, Lea, Flood 2014), so that nothing depends on a crate's version.
pub(super) struct Random(u64);

impl Random {
    /// Numbers for one thing of one kind: another kind or another thing has others.
    pub(super) fn of(kind: u64, thing: usize) -> Random {
        let mut random = Random(kind.wrapping_mul(0xd129_0b26_88cc_4b3d) ^ thing as u64);
        random.next();
        random
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to before `end`; 0 where that is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    /// True `permille` times in a thousand.
    pub(super) fn chance(&mut self, permille: usize) -> bool {
        self.below(1000) < permille
    }

    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// One of several, as often as its share tells.
    pub(super) fn weighted<T: Copy>(&mut self, of: &[(usize, T)]) -> T {
        let mut left = self.below(of.iter().map(|(share, _)| share).sum());
        for (share, value) in of {
            match left.checked_sub(*share) {
                Some(rest) => left = rest,
                None => return *value,
            }
        }
        of[of.len() - 1].1
    }
}

/// Few that are drawn often and many that are drawn seldom: the share of rank r is as 1 to r + `flattening`.
pub(super) struct Zipf {
    sums: Vec<u64>,
}

impl Zipf {
    pub(super) fn new(count: usize, flattening: usize) -> Zipf {
        const WHOLE: u64 = 1 << 40;
        let mut sum = 0;
        Zipf {
            sums: (1..=count.max(1))
                .map(|rank| {
                    sum += WHOLE / (rank + flattening) as u64;
                    sum
                })
                .collect(),
        }
    }

    /// A rank, the most frequent one 0.
    pub(super) fn draw(&self, random: &mut Random) -> usize {
        let at = random.next() % self.sums[self.sums.len() - 1];
        self.sums.partition_point(|sum| *sum <= at)
    }
}
