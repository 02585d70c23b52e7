//! The parser that has the name of the binary.
#![no_main]

#[expect(dead_code, reason = "libFuzzer has inputs of its own")]
mod parsers;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parser = parsers::PARSERS
        .iter()
        .find(|parser| parser.name == env!("CARGO_BIN_NAME"))
        .expect("every target is named after a parser");
    (parser.take)(bytes);
});
