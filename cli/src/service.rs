//! Runs the commands that talk to the service.

use managementpartner::{CancellationToken, Client, MethodOptions, Result};
use serde_json::Value;

use crate::{
    arguments::{Output, ServiceCommand},
    environment, exit_code,
    interrupt::{self, Ended},
    messages::{Messages, failed},
    output::{self, Format},
    query::Query,
    verbs::{Outcome, Verb},
};

pub(crate) fn run(command: &ServiceCommand, messages: Messages) -> u8 {
    let prepared = Verb::of(command)
        .and_then(|(verb, plain)| Ok((verb, environment::client(&plain.connection, messages)?, &plain.output)));
    let (verb, client, output) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return report(&error, messages),
    };
    let table_query = verb.table_query();
    let ended = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .and_then(|runtime| interrupt::run(runtime, async |cancel| work(verb, &client, cancel, messages).await));
    match ended {
        Ok(Ended::Done(Ok(outcome)) | Ended::Cancelled(Ok(outcome))) => print(&outcome, output, table_query, messages),
        Ok(Ended::Done(Err(error))) => report(&error, messages),
        Ok(Ended::Cancelled(Err(error))) => {
            messages.error(&error);
            exit_code::INTERRUPTED
        }
        Ok(Ended::Stopped) => exit_code::INTERRUPTED,
        Err(error) => {
            failed(&format!("The program cannot wait for an answer: {error}"));
            exit_code::FAILED
        }
    }
}

async fn work(verb: Verb, client: &Client, cancel: CancellationToken, messages: Messages) -> Result<Outcome> {
    if messages.verbose {
        let method = MethodOptions { cancel: Some(cancel.clone()), ..MethodOptions::default() };
        messages.account(&client.account(Some(method)).await?);
    }
    verb.perform(client, cancel).await
}

fn report(error: &managementpartner::Error, messages: Messages) -> u8 {
    messages.error(error);
    exit_code::of(error.kind())
}

fn print(outcome: &Outcome, output: &Output, table_query: Option<&str>, messages: Messages) -> u8 {
    if let Some(note) = &outcome.note {
        messages.note(note);
    }
    let printed = rendered(&outcome.value, output, table_query)
        .and_then(|text| output::print(&text).map_err(|error| format!("Standard output cannot be written: {error}")));
    match printed {
        Ok(()) => exit_code::DONE,
        // The service did what was asked: say that it is only the printing that failed.
        Err(why) => {
            failed(&format!("The command was done, but its result cannot be printed: {why}"));
            exit_code::FAILED
        }
    }
}

fn rendered(value: &Value, output: &Output, table_query: Option<&str>) -> std::result::Result<String, String> {
    let own = table_query.filter(|_| output.format == Format::Table && output.query.is_none());
    let own = own.map(Query::new).transpose().map_err(|error| error.to_string())?;
    let Some(query) = output.query.as_ref().or(own.as_ref()) else {
        return output::render(value, None, output.format);
    };
    output::render(&query.search(value)?, query.columns().as_deref(), output.format)
}
