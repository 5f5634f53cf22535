//! The crate as a face of `tests/cases`.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use managementpartner::{
    Client, ClientOptions, CredentialSource, Error, LinkOptions, Linked, Partner, PartnerId, Result, RetryOptions,
    credentials::{self, Auth, FixedToken},
};
use managementpartner_runner::{Call, Face, FaceError, FaceResult, Filter, Open, Operation, Outcome, run_all};
use serde::Serialize;

#[derive(Default)]
struct Crate(Option<Client>);

#[async_trait]
impl Face for Crate {
    async fn open(&mut self, open: &Open) -> FaceResult {
        Ok(match client(open) {
            Ok(client) => {
                self.0 = Some(client);
                Outcome { opened: true, ..Outcome::default() }
            }
            Err(error) => failure(&error),
        })
    }

    async fn call(&mut self, call: &Call) -> FaceResult {
        let client = self.0.as_ref().ok_or("the case has no client")?;
        Ok(outcome(client, call).await.unwrap_or_else(|error| failure(&error)))
    }

    async fn close(&mut self) -> std::result::Result<(), managementpartner_runner::Error> {
        self.0 = None;
        Ok(())
    }
}

fn client(open: &Open) -> Result<Client> {
    let lookup = |name: &str| open.environment.get(name).cloned();
    let source: Arc<dyn CredentialSource> = match &open.token {
        Some(token) => Arc::new(FixedToken::new(token.clone())?),
        None => credentials::from_lookup(Some(Auth::Environment), lookup)?,
    };
    let given = &open.options;
    let retry = RetryOptions::default();
    let options = ClientOptions::from_lookup(lookup)?;
    let options = ClientOptions {
        tenant: open.tenant.clone(),
        timeout: given.timeout_ms.map_or(options.timeout, Duration::from_millis),
        retry: RetryOptions {
            max_retries: given.max_retries.unwrap_or(retry.max_retries),
            initial_delay: given.retry_delay_ms.map_or(retry.initial_delay, Duration::from_millis),
            ..retry
        },
        ..options
    };
    Client::new(source, Some(options))
}

async fn outcome(client: &Client, call: &Call) -> Result<Outcome> {
    let id = || PartnerId::new(call.partner_id.as_deref().unwrap_or_default());
    Ok(match call.call {
        Operation::Create => link(&client.create(&id()?, None).await?),
        Operation::Get => link(&client.get(&id()?, None).await?),
        Operation::Update => link(&client.update(&id()?, None).await?),
        Operation::Current => link(&client.current(None).await?),
        Operation::Delete => {
            client.delete(&id()?, None).await?;
            Outcome { done: true, ..Outcome::default() }
        }
        Operation::Link => {
            let replace = call.replace.as_deref().map(PartnerId::new).transpose()?;
            let options = LinkOptions { replace, ..LinkOptions::default() };
            made_so(&client.link(&id()?, Some(options)).await?)
        }
        Operation::Unlink => {
            Outcome { removed: Some(client.unlink(None).await?.as_ref().map(json)), ..Outcome::default() }
        }
        Operation::Operations => {
            let operations = client.operations(None).await?;
            Outcome { operations: Some(operations.iter().map(json).collect()), ..Outcome::default() }
        }
    })
}

fn link(partner: &Partner) -> Outcome {
    Outcome { partner: Some(json(partner)), ..Outcome::default() }
}

fn made_so(linked: &Linked) -> Outcome {
    let change = Some(linked.change.as_str().to_owned());
    Outcome { change, previous: linked.previous.clone(), ..link(&linked.partner) }
}

fn failure(error: &Error) -> Outcome {
    let error = FaceError {
        kind: Some(error.kind().as_str().to_owned()),
        status: error.status(),
        code: error.code().map(str::to_owned),
        message: Some(error.message().to_owned()),
        hint: error.hint().map(str::to_owned),
    };
    Outcome { error: Some(error), ..Outcome::default() }
}

fn json(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap()
}

#[tokio::test]
async fn every_case_comes_out_as_it_says() {
    let report = run_all(|| Box::new(Crate::default()), &Filter::default()).await.unwrap();
    println!("{report}");
    assert!(report.failed() == 0 && report.not_offered() == 0 && report.passed() > 0);
}
