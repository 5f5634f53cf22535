//! Microsoft.ManagementPartner: one link per tenant and principal of the token.

use super::ArmError;
use crate::{
    CreateOnLink, LinkRecord, LinkState, RemoveOther, ShowOther, Timestamp,
    app::App,
    entra::Caller,
    exchange::{Answer, Call},
    routes::Arm,
    store::{Decision, Directory},
};
use axum::http::{Method, StatusCode};
use bytes::Bytes;
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
struct Link<'a> {
    id: String,
    r#type: &'static str,
    name: &'a str,
    etag: i64,
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    partner_id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    partner_name: &'a str,
    tenant_id: Uuid,
    object_id: Uuid,
    version: i64,
    updated_time: Timestamp,
    created_time: Timestamp,
    state: LinkState,
}

/// Answers `partners` and `partners/{id}`.
pub(super) fn answer(app: &App, call: &Call, resource: Arm, id: &str, caller: &Caller) -> Result<Answer, ArmError> {
    let mut directory = app.store.lock();
    let principal = directory.principal(caller.tenant, caller.object_id);
    let principal = principal.filter(|principal| principal.account).ok_or_else(ArmError::no_account)?;
    let active = principal.link.as_ref().filter(|record| record.state == LinkState::Active);
    if call.reads() {
        let asked = (resource == Arm::Partner).then_some(id);
        let record = show(&directory, active, asked)?;
        return Ok(Answer::json(StatusCode::OK, &link(&directory, caller, record)));
    }
    let decision = match (&call.method, resource) {
        (&Method::PUT, Arm::Partner) => create(&directory, active, id)?,
        (&Method::PATCH, Arm::Partner) => change(&directory, active, id)?,
        (&Method::DELETE, Arm::Partner) => remove(&directory, active, id)?,
        (method, Arm::Partner) => {
            return Err(ArmError::method_not_allowed(method.as_str(), "GET, HEAD, PUT, PATCH, DELETE"));
        }
        (method, _) => return Err(ArmError::method_not_allowed(method.as_str(), "GET, HEAD")),
    };
    write(&mut directory, caller, decision)
}

fn show<'a>(
    directory: &Directory,
    active: Option<&'a LinkRecord>,
    asked: Option<&str>,
) -> Result<&'a LinkRecord, ArmError> {
    let record = active.ok_or_else(ArmError::not_linked)?;
    match (asked, directory.unknown.show_other.unwrap_or_default()) {
        (Some(id), ShowOther::NotFound) if id != record.partner_id => Err(ArmError::not_linked()),
        (Some(id), ShowOther::BadRequest) if id != record.partner_id => Err(ArmError::partner_id_invalid()),
        _ => Ok(record),
    }
}

fn create(directory: &Directory, active: Option<&LinkRecord>, id: &str) -> Result<Decision, ArmError> {
    if directory.partner_name(id).is_none() {
        return Err(ArmError::partner_id_invalid());
    }
    if active.is_some() && directory.unknown.create_on_link.unwrap_or_default() == CreateOnLink::Conflict {
        return Err(ArmError::conflict());
    }
    Ok(Decision::Write { partner_id: id.to_owned(), state: LinkState::Active })
}

/// The missing link is reported before the ID is judged: the recorded 404 named an ID that was not valid then.
fn change(directory: &Directory, active: Option<&LinkRecord>, id: &str) -> Result<Decision, ArmError> {
    active.ok_or_else(ArmError::not_linked)?;
    if directory.partner_name(id).is_none() {
        return Err(ArmError::partner_id_invalid());
    }
    Ok(Decision::Write { partner_id: id.to_owned(), state: LinkState::Active })
}

/// Removing nothing is a success (recorded: python-delete-unlinked).
fn remove(directory: &Directory, active: Option<&LinkRecord>, id: &str) -> Result<Decision, ArmError> {
    let Some(record) = active else {
        return Ok(Decision::Keep);
    };
    if record.partner_id != id {
        match directory.unknown.remove_other.unwrap_or_default() {
            RemoveOther::Keep => return Ok(Decision::Keep),
            RemoveOther::NotFound => return Err(ArmError::not_linked()),
            RemoveOther::Remove => {}
        }
    }
    Ok(Decision::Write { partner_id: record.partner_id.clone(), state: LinkState::Deleted })
}

fn write(directory: &mut Directory, caller: &Caller, decision: Decision) -> Result<Answer, ArmError> {
    let (record, effective) = directory
        .apply(caller.tenant, caller.object_id, decision)
        .map_err(|error| ArmError::internal(error.to_string()))?;
    let mut answer = match &record {
        Some(record) if effective && record.state == LinkState::Active => {
            Answer::json(StatusCode::OK, &link(directory, caller, record))
        }
        _ => Answer::json_bytes(StatusCode::OK, Bytes::new()),
    };
    answer.effective = effective;
    // Hints of one of many front ends, never counters (recorded: cli-update, python-create-invalid).
    answer.set("x-ms-ratelimit-remaining-tenant-writes", "1199");
    answer.set("x-ms-ratelimit-remaining-tenant-resource-requests", "99");
    Ok(answer)
}

fn link<'a>(directory: &'a Directory, caller: &Caller, record: &'a LinkRecord) -> Link<'a> {
    let id = record.partner_id.as_str();
    Link {
        id: format!("/providers/microsoft.managementpartner/partners/{id}"),
        r#type: "Microsoft.ManagementPartner/partners",
        name: id,
        etag: record.version,
        properties: Properties {
            partner_id: id,
            partner_name: directory.partner_name(id).unwrap_or_default(),
            tenant_id: caller.tenant,
            object_id: caller.object_id,
            version: record.version,
            updated_time: record.updated_time,
            created_time: record.created_time,
            state: record.state,
        },
    }
}

#[derive(Serialize)]
struct Operations {
    value: [Operation; 4],
}

#[derive(Serialize)]
struct Operation {
    name: &'static str,
    display: Display,
    origin: &'static str,
}

#[derive(Serialize)]
struct Display {
    provider: &'static str,
    resource: &'static str,
    operation: &'static str,
    description: &'static str,
}

/// The provider's operations; `action` is what changing a link is called.
pub(super) fn operations() -> Answer {
    let operation = |name, operation, description| Operation {
        name,
        display: Display { provider: "Microsoft ManagementPartner", resource: "Partners", operation, description },
        origin: "user,system",
    };
    let value = [
        operation("Microsoft.ManagementPartner/partners/read", "Read", "Shows the own link"),
        operation("Microsoft.ManagementPartner/partners/write", "Write", "Creates the own link"),
        operation("Microsoft.ManagementPartner/partners/action", "Action", "Changes the own link"),
        operation("Microsoft.ManagementPartner/partners/delete", "Delete", "Removes the own link"),
    ];
    Answer::json(StatusCode::OK, &Operations { value })
}
