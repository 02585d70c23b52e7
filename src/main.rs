//! The program: everything is in [`claimbook::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    claimbook::cli::main()
}
