//! The options of the commands that talk to the service.

use std::{path::PathBuf, time::Duration};

use clap::{
    Args, Subcommand,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use managementpartner::{Cloud, credentials::Auth};

use super::examples;
use crate::{output::Format, query::Query};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum ServiceCommand {
    /// Link the account to a partner ID
    #[command(after_help = examples::CREATE)]
    Create(Change),
    /// Show the account's link
    #[command(after_help = examples::SHOW)]
    Show(Show),
    /// Change the account's link to another partner ID
    #[command(after_help = examples::UPDATE)]
    Update(Change),
    /// Remove the account's link to a partner ID
    #[command(after_help = examples::DELETE)]
    Delete(Change),
    /// Make it so that the account is linked: create, change or do nothing
    #[command(after_help = examples::LINK)]
    Link(Link),
    /// Remove the account's link, whichever it is
    #[command(after_help = examples::UNLINK)]
    Unlink(Plain),
    /// List the operations that the service offers
    #[command(after_help = examples::OPERATIONS)]
    Operations(Plain),
}

#[derive(Args, Debug)]
pub(crate) struct Change {
    /// The partner ID (of the location account)
    #[arg(long, value_name = "ID")]
    pub(crate) partner_id: String,
    #[command(flatten)]
    pub(crate) plain: Plain,
}

#[derive(Args, Debug)]
pub(crate) struct Show {
    /// Show the link only if it is with this partner ID
    #[arg(long, value_name = "ID")]
    pub(crate) partner_id: Option<String>,
    #[command(flatten)]
    pub(crate) plain: Plain,
}

#[derive(Args, Debug)]
pub(crate) struct Link {
    /// The partner ID to be linked with (of the location account)
    #[arg(long, value_name = "ID")]
    pub(crate) partner_id: String,
    /// The other partner ID that may be replaced; without it none is
    #[arg(long, value_name = "ID")]
    pub(crate) replace: Option<String>,
    #[command(flatten)]
    pub(crate) plain: Plain,
}

#[derive(Args, Debug)]
pub(crate) struct Plain {
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) connection: Connection,
}

// What is printed on standard output. (Not a doc comment: clap would make it the command's.)
#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct Output {
    /// The format; jsonc is JSON in colours on a terminal
    #[arg(short = 'o', long = "output", value_enum, value_name = "FORMAT", default_value_t = Format::Json, ignore_case = true)]
    pub(crate) format: Format,
    /// Print only what this JMESPath query selects
    #[arg(long, value_name = "JMESPATH", value_parser = Query::new)]
    pub(crate) query: Option<Query>,
}

// Where to, and as whom.
#[derive(Args, Debug)]
#[command(next_help_heading = "Sign-in and connection")]
pub(crate) struct Connection {
    /// The tenant to work in, by ID or domain [default: that of the sign-in]
    #[arg(long)]
    pub(crate) tenant: Option<String>,
    /// How to sign in [default: the environment's service principal if it is set, else the Azure CLI's session]
    #[arg(long, value_parser = auth())]
    pub(crate) auth: Option<Auth>,
    /// The cloud [default: that of the sign-in, else public]
    #[arg(long, value_parser = cloud(), ignore_case = true)]
    pub(crate) cloud: Option<Cloud>,
    /// The URL of Azure Resource Manager, when it is not the cloud's
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: Option<String>,
    /// The URL of Entra ID, when it is not the cloud's
    #[arg(long, value_name = "URL")]
    pub(crate) authority: Option<String>,
    /// The audience of the tokens [default: the cloud's, or the URL given as --endpoint]
    #[arg(long, value_name = "URI")]
    pub(crate) audience: Option<String>,
    /// A PEM file of root certificates to trust besides the system's
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    /// How long the command may take, sign-in and retries included [default: 120]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,
}

fn auth() -> impl TypedValueParser<Value = Auth> {
    PossibleValuesParser::new(Auth::NAMES).try_map(|name| name.parse::<Auth>())
}

/// The clouds by their names, and by those of the Azure CLI.
fn cloud() -> impl TypedValueParser<Value = Cloud> {
    let value = |(name, azure_cli)| PossibleValue::new(name).alias(azure_cli);
    let azure_cli = ["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"];
    PossibleValuesParser::new(Cloud::NAMES.into_iter().zip(azure_cli).map(value)).try_map(|name| name.parse::<Cloud>())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|time| !time.is_zero()).ok_or_else(|| "give a number of seconds above 0, such as 30".to_owned())
}
