//! Who writes, when, and the new names that a write needs: the library's only clock and randomness, given by its caller.

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::{Builder, Uuid};

/// One command line's coder, time and source of new uids. Two sessions made with the same values write the same bytes.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who is named in the journal and in codings.
    pub coder: String,
    /// The time of every operation of this command line.
    pub at: DateTime<Utc>,
    /// The uid that all operations of this command line share.
    pub batch: String,
    state: u64,
    counter: u16,
}

impl Session {
    /// Starts a session; `seed` comes from the system's randomness, or is fixed in tests.
    pub fn new(coder: String, at: DateTime<Utc>, seed: u64) -> Session {
        let mut session = Session {
            coder,
            at,
            batch: String::new(),
            state: seed,
            counter: 0,
        };
        session.batch = session.next_uid();
        session
    }

    /// The session's time as the journal stores it: UTC, whole seconds, RFC 3339.
    pub fn at_text(&self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// Returns a new UUIDv7 of the session's time. Uids of one session sort in the order in which they were made, up to 4,096 of them;
    /// later ones are as unique, but no longer sorted.
    pub fn next_uid(&mut self) -> String {
        let millis = u64::try_from(self.at.timestamp_millis()).unwrap_or(0);
        let mut bytes = [0_u8; 10];
        bytes[2..].copy_from_slice(&self.next_random().to_be_bytes());
        // RFC 9562 section 6.2, method 1: a counter in the twelve bits after the version.
        bytes[..2].copy_from_slice(&(self.counter & 0x0fff).to_be_bytes());
        self.counter = self.counter.wrapping_add(1);
        let uuid: Uuid = Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid();
        uuid.to_string()
    }

    // SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators").
    fn next_random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(seed: u64) -> Session {
        Session::new(String::from("ann"), DateTime::UNIX_EPOCH, seed)
    }

    #[test]
    fn the_same_seed_gives_the_same_uids_and_another_seed_others() {
        let (mut one, mut two, mut three) = (session(1), session(1), session(2));
        assert_eq!(one.next_uid(), two.next_uid());
        assert_ne!(two.next_uid(), three.next_uid());
    }

    #[test]
    fn first_uids_of_many_sessions_of_one_moment_are_all_different() {
        // More than the counter of a uid has values, so they must differ in what is random.
        let uids: std::collections::BTreeSet<String> =
            (0..5000).map(|seed| session(seed).next_uid()).collect();
        assert_eq!(uids.len(), 5000);
    }

    #[test]
    fn random_numbers_are_those_of_split_mix_64() {
        // The first outputs for this seed as Vigna's splitmix64.c gives them.
        let mut session = session(0);
        session.state = 1_234_567;
        for wanted in [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ] {
            assert_eq!(session.next_random(), wanted);
        }
    }

    #[test]
    fn the_time_of_a_session_is_kept_in_whole_seconds_of_utc() {
        assert_eq!(session(1).at_text(), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn uids_of_a_session_are_all_different_and_sort_in_order() {
        let mut session = session(7);
        let uids: Vec<String> = (0..4000).map(|_| session.next_uid()).collect();
        let mut sorted = uids.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted, uids);
    }
}
