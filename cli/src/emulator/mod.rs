//! `emulator`: runs the emulator until it is told to end, or as long as a command.

mod child;

use std::{fs, path::Path};

use managementpartner_emulator::{Emulator, Options, Scenario, State, Unknown};
use tokio::runtime::Runtime;

use crate::{
    arguments::{self, EmulatorCommand, EmulatorOptions},
    exit_code,
    messages::{Messages, failed},
    output,
    signals::Signals,
};

pub(crate) fn run(arguments: arguments::Emulator, messages: Messages) -> u8 {
    if let Some(path) = would_ignore_the_seed(&arguments.options) {
        failed(&format!(
            "The state file {} is there already, and --seed-tenants is for a new one: leave it out or name another file",
            path.display()
        ));
        return exit_code::USAGE;
    }
    let code = Runtime::new().map_err(|error| error.to_string()).and_then(|runtime| {
        let code = runtime.block_on(work(arguments, messages));
        // A connection that is still open must not hold up the end.
        runtime.shutdown_background();
        code
    });
    code.unwrap_or_else(|why| {
        failed(&format!("The emulator cannot run: {why}"));
        exit_code::FAILED
    })
}

fn would_ignore_the_seed(options: &EmulatorOptions) -> Option<&Path> {
    options.seed_tenants.and(options.state.as_deref()).filter(|path| path.exists())
}

async fn work(arguments: arguments::Emulator, messages: Messages) -> Result<u8, String> {
    let mut signals = Signals::new().map_err(|error| error.to_string())?;
    let options = options(arguments.options)?;
    let emulator = Emulator::start(options).await.map_err(|error| error.to_string())?;
    let code = match arguments.command {
        Some(EmulatorCommand::Run { command }) => {
            messages.detail(&format!("The emulator answers at {}", emulator.arm()));
            child::run(&command, &emulator, &mut signals).await
        }
        None => serve(&emulator, &mut signals, messages).await,
    };
    emulator.shutdown().await;
    code
}

async fn serve(emulator: &Emulator, signals: &mut Signals, messages: Messages) -> Result<u8, String> {
    let ready = emulator.ready_line() + "\n";
    output::print(&ready).map_err(|error| format!("its ready line cannot be written: {error}"))?;
    messages.note(&format!("The emulator answers at {}. Ctrl+C ends it.", emulator.arm()));
    signals.next().await;
    Ok(exit_code::DONE)
}

fn options(arguments: EmulatorOptions) -> Result<Options, String> {
    let scenario = arguments.scenario.map(|path| {
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("the scenario file {} cannot be read: {error}", path.display()))?;
        Scenario::from_json(&text, &path.display().to_string()).map_err(|error| error.to_string())
    });
    Ok(Options {
        port: arguments.port,
        seed: arguments.seed_tenants.map(State::estate).unwrap_or_default(),
        partners: arguments.partner,
        state_file: arguments.state,
        scenario: scenario.transpose()?.unwrap_or_default(),
        request_log: arguments.request_log,
        unknown: Unknown {
            create_on_link: arguments.create_on_link,
            show_other: arguments.show_other,
            remove_other: arguments.remove_other,
        },
        ..Options::default()
    })
}
