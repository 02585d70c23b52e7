//! Files that are damaged or that are no books: the right exit code, no panic, and not a byte changed.

use std::fs;

use super::rounds;
use crate::generate::generate;
use crate::harness::{Output, Place};

/// A place with one sheet, logged.
pub(super) fn place_with_a_book() -> Place {
    let place = Place::new();
    for number in 0..3 {
        generate(number).write(&place.path("")).expect("written");
    }
    let _logged = place.run("log s0000.toml s0001.toml").ok();
    place
}

const READERS: [&str; 4] = ["info", "speaker list", "history", "check"];

/// Runs a command and checks that it neither panics nor ends in another way than these.
#[track_caller]
fn ends(place: &Place, words: &str, permitted: &[i32]) -> Output {
    let output = place.run(words);
    let status = output.status.expect("not killed");
    assert!(permitted.contains(&status), "{words}: {output}");
    assert!(!output.stderr.contains("panicked"), "{words}: {output}");
    output
}

/// Runs a command, which fails in one of these ways and leaves the file as it was.
#[track_caller]
fn refuses(place: &Place, words: &str, permitted: &[i32]) {
    let before = fs::read(place.book()).expect("bytes");
    let _output = ends(place, words, permitted);
    assert!(
        fs::read(place.book()).expect("bytes") == before,
        "{words} changed the file"
    );
}

#[test]
fn flipped_bytes_are_found_by_check_and_end_no_command_in_a_panic() {
    let place = place_with_a_book();
    let whole = fs::read(place.book()).expect("bytes");
    let mut random: u64 = 7;
    for _ in 0..rounds() {
        let mut damaged = whole.clone();
        for _ in 0..200 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            // Behind the header, which other tests look at.
            let at = 100 + usize::try_from(random >> 33).expect("small") % (damaged.len() - 100);
            damaged[at] ^= 0x55;
        }
        fs::write(place.book(), &damaged).expect("written");
        for reader in ["info", "speaker list", "history"] {
            refuses(&place, reader, &[0, 1, 5]);
        }
        refuses(&place, "check", &[1, 5]);
        refuses(&place, "backup copy.db", &[1, 5]);
        assert!(!place.path("copy.db").exists());
        let written = ends(&place, "log s0002.toml", &[0, 1, 5]);
        if written.status != Some(0) {
            assert!(fs::read(place.book()).expect("bytes") == damaged);
        }
    }
}

#[test]
fn a_truncated_book_is_refused_as_damaged() {
    let place = place_with_a_book();
    let whole = fs::read(place.book()).expect("bytes");
    for keep in [50, 99, 100, 4096, whole.len() / 2, whole.len() - 4096] {
        fs::write(place.book(), &whole[..keep]).expect("written");
        for words in READERS {
            refuses(&place, words, &[5]);
        }
        refuses(&place, "log s0002.toml", &[5]);
        refuses(&place, "check --repair", &[5]);
        refuses(&place, "upgrade", &[5]);
    }
}

#[test]
fn a_file_that_is_no_book_is_refused_as_foreign() {
    let place = place_with_a_book();
    fs::write(
        place.book(),
        "Dear diary, this is no database, and long enough to be read as one.".repeat(99),
    )
    .expect("written");
    let check = |place: &Place| {
        for words in READERS {
            refuses(place, words, &[7]);
        }
        refuses(place, "log s0002.toml", &[7]);
        refuses(place, "backup copy.db", &[7]);
    };
    check(&place);
    fs::remove_file(place.book()).expect("removed");
    rusqlite::Connection::open(place.book())
        .expect("opened")
        .execute_batch("CREATE TABLE recipe (id INTEGER); INSERT INTO recipe VALUES (1)")
        .expect("written");
    check(&place);
    // An empty file is what another process leaves for an instant while it makes a book: nothing to read, and room for one.
    fs::write(place.book(), "").expect("written");
    for words in READERS {
        refuses(&place, words, &[7]);
    }
    let _logged = place.run("log s0002.toml").ok();
}
