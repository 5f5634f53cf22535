//! What can be typed.

mod emulator;
mod examples;
mod service;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

pub(crate) use emulator::{Emulator, EmulatorCommand, EmulatorOptions};
pub(crate) use service::{Connection, Output, Plain, ServiceCommand};

/// Link the signed-in Azure account to a Microsoft partner ID (Partner Admin Link)
#[derive(Debug, Parser)]
#[command(name = "managementpartner", version, after_help = examples::PROGRAM, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) messages: Messages,
    #[command(subcommand)]
    pub(crate) command: Command,
}

// What is said on standard error. (Not a doc comment: clap would make it the command's.)
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Messages")]
pub(crate) struct Messages {
    /// Say which account, tenant and sign-in are used
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Show the requests and their outcome too; secrets are left out
    #[arg(long, global = true)]
    pub(crate) debug: bool,
    /// Say nothing but errors
    #[arg(long, global = true, conflicts_with_all = ["verbose", "debug"])]
    pub(crate) only_show_errors: bool,
}

// Deferred: the options of a command are built only when it is the one that was typed.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    #[command(flatten)]
    Service(ServiceCommand),
    /// Run Azure Resource Manager and Entra ID for this job on this machine
    #[command(after_help = examples::EMULATOR)]
    Emulator(Emulator),
    /// See it all work on an emulator, without an account and without a network
    #[command(after_help = examples::QUICKSTART)]
    Quickstart,
    /// Print the tab completion of a shell
    #[command(after_help = examples::COMPLETION)]
    Completion {
        /// The shell
        shell: Shell,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn check(command: &clap::Command) {
        let name = command.get_name();
        assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()), "{name} has no help");
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(after.contains("Example") && after.contains(&format!(" {name}")), "{name} has no example");
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.is_empty(), "{name} {} has no help", argument.get_id());
        }
        command.get_subcommands().for_each(check);
    }

    #[test]
    fn every_command_has_help_and_an_example_and_every_argument_has_help() {
        let mut command = Arguments::command();
        command.build();
        assert_eq!(command.get_subcommands().count(), 10);
        check(&command);
        command.debug_assert();
    }
}
