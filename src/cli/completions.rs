//! Completions for shells, from the definitions that parse the command line.

use clap::Args;
use clap_complete::Shell;

use super::Context;
use super::error::CliError;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Shell to complete in
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script.
pub(super) fn completions(context: &Context, args: &CompletionsArgs) -> Result<(), CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "claimbook", &mut script);
    context.ui.print(&String::from_utf8_lossy(&script))
}
