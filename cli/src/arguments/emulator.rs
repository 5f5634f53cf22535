//! The options of the emulator.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
    value_parser,
};
use managementpartner::PartnerId;
use managementpartner_emulator::{CreateOnLink, RemoveOther, ShowOther};
use serde::de::DeserializeOwned;

use super::examples;

/// Not a comment of its option, in which the value's name would have to be marked as code.
const SHOW_OTHER: &str = "What show answers for another ID than the linked one; likewise not known \
    [default: the state file's, else not_found]";
/// More than any partner has, and still made within seconds.
const MOST_TENANTS: i64 = 100_000;

#[derive(Args, Debug)]
pub(crate) struct Emulator {
    #[command(flatten)]
    pub(crate) options: EmulatorOptions,
    #[command(subcommand)]
    pub(crate) command: Option<EmulatorCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EmulatorCommand {
    /// Start it, run a command that finds it in its environment, and end with the command
    #[command(after_help = examples::EMULATOR_RUN)]
    Run {
        /// The command and its arguments
        #[arg(last = true, required = true)]
        command: Vec<OsString>,
    },
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Emulator")]
pub(crate) struct EmulatorOptions {
    /// The port on this machine; 0 takes a free one
    #[arg(long, default_value_t = 0, global = true)]
    pub(crate) port: u16,
    /// Keep the state in this JSON file, which is made if it is not there
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) state: Option<PathBuf>,
    /// A partner ID that is valid, with its partner's name; may be given again
    #[arg(long, value_name = "ID=NAME", value_parser = partner, global = true)]
    pub(crate) partner: Vec<(String, String)>,
    /// Begin with this many customer tenants
    #[arg(long, value_name = "NUMBER", value_parser = value_parser!(u32).range(..=MOST_TENANTS), global = true)]
    pub(crate) seed_tenants: Option<u32>,
    /// Answer with the faults of this JSON file
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) scenario: Option<PathBuf>,
    /// Append each request to this file, as a line of JSON
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) request_log: Option<PathBuf>,
    /// What create does to an account that is linked; the service's own answer is not known [default: the state
    /// file's, else conflict]
    #[arg(long, value_parser = setting::<CreateOnLink>(["conflict", "replace"]), global = true)]
    pub(crate) create_on_link: Option<CreateOnLink>,
    #[arg(long, help = SHOW_OTHER, value_parser = setting::<ShowOther>(["not_found", "bad_request"]), global = true)]
    pub(crate) show_other: Option<ShowOther>,
    /// What delete does for another ID than the linked one; likewise not known [default: the state
    /// file's, else keep]
    #[arg(long, value_parser = setting::<RemoveOther>(["keep", "remove", "not_found"]), global = true)]
    pub(crate) remove_other: Option<RemoveOther>,
}

fn partner(text: &str) -> Result<(String, String), String> {
    let (id, name) = text.split_once('=').ok_or("write it as ID=NAME, such as 7654321='My company'")?;
    let id = PartnerId::new(id).map_err(|error| error.to_string())?;
    Ok((id.to_string(), name.to_owned()))
}

/// The names are those of the emulator's own JSON.
fn setting<T: DeserializeOwned + Clone + Send + Sync + 'static>(
    names: impl Into<PossibleValuesParser>,
) -> impl TypedValueParser<Value = T> {
    names.into().try_map(|name| serde_json::from_value::<T>(serde_json::Value::String(name)))
}
