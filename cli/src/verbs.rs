//! The commands that talk to the service: what they ask of the client, and what they print.

use managementpartner::{
    CancellationToken, Change, Client, LinkOptions, MethodOptions, Partner, PartnerId, PartnerState, Result,
};
use serde_json::Value;

use crate::arguments::{Plain, ServiceCommand};

/// A command whose arguments are in order; nothing was sent yet.
#[derive(Debug)]
pub(crate) enum Verb {
    Create(PartnerId),
    Show(Option<PartnerId>),
    Update(PartnerId),
    Delete(PartnerId),
    Link { id: PartnerId, replace: Option<PartnerId> },
    Unlink,
    Operations,
}

/// What a command gives.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// For standard output.
    pub(crate) value: Value,
    /// For people, where the value does not say it.
    pub(crate) note: Option<String>,
}

impl Verb {
    /// The verb that was typed, with its options.
    pub(crate) fn of(command: &ServiceCommand) -> Result<(Self, &Plain)> {
        Ok(match command {
            ServiceCommand::Create(change) => (Self::Create(PartnerId::new(&change.partner_id)?), &change.plain),
            ServiceCommand::Show(show) => {
                // As the Azure CLI has it: an empty ID asks for the own link.
                let id = show.partner_id.as_deref().filter(|id| !id.is_empty());
                (Self::Show(id.map(PartnerId::new).transpose()?), &show.plain)
            }
            ServiceCommand::Update(change) => (Self::Update(PartnerId::new(&change.partner_id)?), &change.plain),
            ServiceCommand::Delete(change) => (Self::Delete(PartnerId::new(&change.partner_id)?), &change.plain),
            ServiceCommand::Link(link) => {
                let replace = link.replace.as_deref().map(PartnerId::new).transpose()?;
                (Self::Link { id: PartnerId::new(&link.partner_id)?, replace }, &link.plain)
            }
            ServiceCommand::Unlink(plain) => (Self::Unlink, plain),
            ServiceCommand::Operations(plain) => (Self::Operations, plain),
        })
    }

    pub(crate) async fn perform(self, client: &Client, cancel: CancellationToken) -> Result<Outcome> {
        let method = MethodOptions { cancel: Some(cancel), ..MethodOptions::default() };
        Ok(match self {
            Self::Create(id) => partner(&client.create(&id, Some(method)).await?),
            Self::Show(None) => partner(&client.current(Some(method)).await?),
            Self::Show(Some(id)) => partner(&client.get(&id, Some(method)).await?),
            Self::Update(id) => partner(&client.update(&id, Some(method)).await?),
            Self::Delete(id) => {
                client.delete(&id, Some(method)).await?;
                Outcome::default()
            }
            Self::Link { id, replace } => link(client, &id, LinkOptions { replace, method }).await?,
            Self::Unlink => unlink(client.unlink(Some(method)).await?.as_ref()),
            Self::Operations => {
                Outcome { value: serde_json::json!(client.operations(Some(method)).await?), note: None }
            }
        })
    }

    /// The table that people want where it is not the fields as they are.
    pub(crate) fn table_query(&self) -> Option<&'static str> {
        matches!(self, Self::Operations)
            .then_some("[].{Name: name, Operation: display.operation, Description: display.description}")
    }
}

fn partner(partner: &Partner) -> Outcome {
    let deleted = partner.state == Some(PartnerState::Deleted);
    Outcome {
        value: serde_json::json!(partner),
        note: deleted.then(|| format!("The link with {} was removed: its state is Deleted.", partner.partner_id)),
    }
}

async fn link(client: &Client, id: &PartnerId, options: LinkOptions) -> Result<Outcome> {
    let linked = client.link(id, Some(options)).await?;
    let name = named(&linked.partner);
    let note = match (linked.change, linked.previous) {
        (Change::Created, _) => format!("The account is now linked with {name}."),
        (Change::Updated, None) => format!("The account's link was changed to {name}."),
        (Change::Updated, Some(previous)) => format!("The account's link was changed from {previous} to {name}."),
        (Change::Unchanged, _) => format!("The account was linked with {name} already; nothing was changed."),
    };
    Ok(Outcome { value: serde_json::json!(linked.partner), note: Some(note) })
}

fn unlink(removed: Option<&Partner>) -> Outcome {
    match removed {
        Some(partner) => Outcome {
            value: serde_json::json!(partner),
            note: Some(format!("The account's link with {} was removed.", named(partner))),
        },
        None => Outcome {
            value: Value::Null,
            note: Some("The account is not linked with a partner ID; nothing was changed.".to_owned()),
        },
    }
}

fn named(partner: &Partner) -> String {
    match &partner.partner_name {
        Some(name) => format!("{} ({name})", partner.partner_id),
        None => partner.partner_id.clone(),
    }
}
