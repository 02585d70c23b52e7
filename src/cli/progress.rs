//! Progress on standard error, where a person watches and it takes more than a moment.

use std::io::IsTerminal as _;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Context;

/// Fewer steps than this are done before a bar could be read.
const WORTH_SHOWING: usize = 50;

/// What takes less than this is done before anybody wonders.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the sign of life moves.
const BEAT: Duration = Duration::from_millis(200);

/// Shows that something goes on for as long as it lives, once it has taken a while.
pub(super) struct Waiting {
    /// The other end hears of it when this is dropped.
    done: Option<Sender<()>>,
    sign: Option<JoinHandle<()>>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(sign) = self.sign.take() {
            // Whether it could draw does not matter to what was waited for.
            let _ended = sign.join();
        }
    }
}

impl Context {
    /// A sign of life for work whose steps cannot be counted; invisible where nobody watches.
    pub(super) fn waiting(&self, doing: &'static str) -> Waiting {
        if !std::io::stderr().is_terminal() {
            return Waiting {
                done: None,
                sign: None,
            };
        }
        let (done, over) = channel::<()>();
        let sign = std::thread::spawn(move || {
            if over.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let spinner = ProgressBar::new_spinner().with_message(doing);
            while over.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                spinner.tick();
            }
            spinner.finish_and_clear();
        });
        Waiting {
            done: Some(done),
            sign: Some(sign),
        }
    }

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
