//! `run-cases --adapter 'COMMAND …'`: runs the cases against a face in another process.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, ValueEnum};
use managementpartner_runner::{Error, Filter, ProcessFace, Scope, run_all};

/// Runs tests/cases against an adapter: one JSON object a line on its standard input and output.
///
/// The protocol is described in tests/cases/README.md.
#[derive(Parser)]
struct Arguments {
    /// The command that starts the adapter, as a line for the shell
    #[arg(long, value_name = "COMMAND")]
    adapter: String,
    /// Only the cases of this scope
    #[arg(long)]
    scope: Option<ScopeArgument>,
    /// Only the cases whose name holds this text
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// All but the case of this name
    #[arg(long, value_name = "NAME")]
    except: Option<String>,
    /// The folder of the cases [default: tests/cases of the project]
    #[arg(long, value_name = "FOLDER")]
    cases: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScopeArgument {
    Service,
    Client,
}

#[tokio::main]
async fn main() -> Result<ExitCode, Error> {
    let arguments = Arguments::parse();
    let default = Filter::default();
    let filter = Filter {
        folder: arguments.cases.unwrap_or(default.folder),
        scope: arguments.scope.map(|scope| match scope {
            ScopeArgument::Service => Scope::Service,
            ScopeArgument::Client => Scope::Client,
        }),
        only: arguments.only,
        except: arguments.except,
    };
    let adapter = arguments.adapter;
    let report = run_all(move || Box::new(ProcessFace::new(&adapter)), &filter).await?;
    write!(io::stdout(), "{report}")?;
    Ok(if report.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
