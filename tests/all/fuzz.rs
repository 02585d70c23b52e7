//! Damaged inputs of every parser. Good ones are cut, doubled and mixed, always the same ones; `CLAIMBOOK_FUZZ_CASES` asks for more than
//! the number of an ordinary run. `tests/fuzz` has the same parsers as targets of `cargo fuzz`, which chooses by what code is reached.

use super::harness::Random;
use super::parsers::{PARSERS, Parser};

/// How many inputs of each parser an ordinary run tries.
const CASES: u64 = 300;

/// What parsers give a meaning.
const TOKENS: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "…",
    "...",
    " … ",
    "“",
    "”",
    "„",
    "«",
    "「",
    "—",
    "<",
    ">",
    "</p>",
    "<article>",
    "<!--",
    "-->",
    "<script>",
    "&amp;",
    "&#x110000;",
    "--b1",
    "=E2=80",
    "?=",
    ",",
    ";",
    "\t",
    "|",
    "..",
    "?",
    "-",
    "+",
    "1e308",
    "9999-12-31",
    "0001",
    "T24:00",
    "Z",
    "million",
    "说",
    "，",
    "\u{202e}",
    "\u{301}",
    "said ",
    "according to ",
    "he ",
    "# ",
    "text = ",
    "claims = [",
];

/// Longer inputs only take time.
const MOST_BYTES: usize = 20_000;

/// Damages an input a little.
fn mutate(input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.below(input.len() + 1);
    let longest = 1 << random.below(7);
    let length = random.below(longest);
    let end = (at + length).min(input.len());
    match random.below(8) {
        0 => {
            input.drain(at..end);
        }
        1 => {
            let piece = input[at..end].to_vec();
            let to = random.below(input.len() + 1);
            input.splice(to..to, piece);
        }
        2 => {
            let from = random.below(other.len() + 1);
            let piece = other[from..(from + length).min(other.len())].to_vec();
            input.splice(at..end, piece);
        }
        3 => input.truncate(at),
        4 => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        5 => input.insert(at, u8::try_from(random.below(256)).expect("less than 256")),
        _ => {
            let token = TOKENS[random.below(TOKENS.len())];
            input.splice(at..at, token.bytes());
        }
    }
    input.truncate(MOST_BYTES);
}

fn cases() -> u64 {
    match std::env::var("CLAIMBOOK_FUZZ_CASES") {
        Ok(cases) => cases.parse().expect("CLAIMBOOK_FUZZ_CASES is a number"),
        Err(_) => CASES,
    }
}

/// Tries a parser; an input that it does not stand is shown, so that it can become a test.
fn try_damaged_inputs(parser: &Parser) {
    for case in 0..cases() {
        let mut random = Random(case);
        let sample = parser.samples[random.below(parser.samples.len())];
        let other = parser.samples[random.below(parser.samples.len())];
        let mut input = sample.as_bytes().to_vec();
        for _ in 0..=random.below(12) {
            mutate(&mut input, other.as_bytes(), &mut random);
        }
        let outcome = std::panic::catch_unwind(|| (parser.take)(&input));
        assert!(
            outcome.is_ok(),
            "{}, case {case}: {:?}",
            parser.name,
            String::from_utf8_lossy(&input)
        );
    }
}

#[test]
fn every_parser_takes_good_inputs() {
    for parser in PARSERS {
        for sample in parser.samples {
            (parser.take)(sample.as_bytes());
        }
    }
}

#[test]
fn no_damaged_input_of_a_parser_panics_or_breaks_what_must_hold() {
    // Two threads, since a long run is for one who waits.
    let (first, second) = PARSERS.split_at(PARSERS.len() / 2);
    std::thread::scope(|scope| {
        for parsers in [first, second] {
            scope.spawn(|| parsers.iter().for_each(try_damaged_inputs));
        }
    });
}
