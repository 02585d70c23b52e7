//! Progress on standard error, where a person watches and it takes more than a moment.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Context;

/// Fewer steps than this are done before a bar could be read.
const WORTH_SHOWING: usize = 50;

impl Context {
    /// A bar for `steps` steps of doing something; invisible where nobody watches.
    pub(super) fn progress(&self, doing: &'static str, steps: usize) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(
            Some(steps as u64),
            if steps >= WORTH_SHOWING && std::io::stderr().is_terminal() {
                ProgressDrawTarget::stderr_with_hz(5)
            } else {
                ProgressDrawTarget::hidden()
            },
        );
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(doing);
        bar
    }
}
