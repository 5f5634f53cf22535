//! Azure Resource Manager: who calls, which api-version, then the resource.

mod access;
mod error;
mod metadata;
mod partners;
mod tenants;

pub(crate) use access::caller;
pub(crate) use error::{ArmError, partner_error_answer};
pub(crate) use metadata::metadata;

use crate::{
    app::App,
    entra::Caller,
    exchange::{Answer, Call},
    routes::Arm,
};
use axum::http::HeaderValue;
use uuid::Uuid;

/// The one api-version of Microsoft.ManagementPartner.
const PARTNER_VERSIONS: &[&str] = &["2018-02-01"];
/// Those of `/tenants` and `/subscriptions` that clients use.
const DIRECTORY_VERSIONS: &[&str] =
    &["2016-06-01", "2018-01-01", "2019-06-01", "2019-11-01", "2020-01-01", "2021-01-01", "2022-12-01"];

/// Answers an ARM request; `segment` is the partner ID of the path, where it has one.
pub(crate) fn answer(app: &App, call: &Call, resource: Arm, segment: &str) -> Answer {
    let caller = match caller(app, call) {
        Ok(caller) => caller,
        Err(error) => return finish(error.arm_answer(), call),
    };
    let answer = dispatch(app, call, resource, segment, &caller).unwrap_or_else(|error| match resource {
        Arm::Partner | Arm::OwnPartner => error.partner_answer(),
        Arm::Operations | Arm::Tenants | Arm::Subscriptions => error.arm_answer(),
    });
    finish(answer, call)
}

fn dispatch(app: &App, call: &Call, resource: Arm, segment: &str, caller: &Caller) -> Result<Answer, ArmError> {
    match resource {
        Arm::Partner | Arm::OwnPartner => {
            check_version(call, PARTNER_VERSIONS)?;
            partners::answer(app, call, resource, segment, caller)
        }
        Arm::Operations => {
            check_version(call, PARTNER_VERSIONS)?;
            check_reads(call)?;
            Ok(partners::operations())
        }
        Arm::Tenants => {
            check_version(call, DIRECTORY_VERSIONS)?;
            check_reads(call)?;
            Ok(tenants::tenants(app, caller))
        }
        Arm::Subscriptions => {
            check_version(call, DIRECTORY_VERSIONS)?;
            check_reads(call)?;
            Ok(tenants::subscriptions(app, caller))
        }
    }
}

/// ARM's answer to a path that no row of the URL table has: 401 comes before 404.
pub(crate) fn unknown_path(app: &App, call: &Call) -> Answer {
    let error = caller(app, call).map_or_else(|error| error, |_| unknown(call.uri.path()));
    finish(error.arm_answer(), call)
}

fn unknown(path: &str) -> ArmError {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    match (segments.next(), segments.next()) {
        (Some(first), Some(namespace)) if first.eq_ignore_ascii_case("providers") => {
            if namespace.eq_ignore_ascii_case("Microsoft.ManagementPartner") {
                ArmError::resource_type_unknown(&segments.collect::<Vec<_>>().join("/"), namespace)
            } else {
                ArmError::namespace_unknown(namespace)
            }
        }
        _ => ArmError::path_unknown(path),
    }
}

fn check_version(call: &Call, supported: &[&str]) -> Result<(), ArmError> {
    let version = call.query("api-version").filter(|version| !version.is_empty());
    let version = version.ok_or_else(ArmError::api_version_missing)?;
    if supported.iter().any(|known| version.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(ArmError::api_version_invalid(&version, supported))
}

fn check_reads(call: &Call) -> Result<(), ArmError> {
    if call.reads() { Ok(()) } else { Err(ArmError::method_not_allowed(call.method.as_str(), "GET, HEAD")) }
}

/// The headers that every answer of ARM has (recorded: all sessions; ids: the service's documentation).
pub(crate) fn finish(mut answer: Answer, call: &Call) -> Answer {
    let id = Uuid::new_v4();
    let mut buffer = Uuid::encode_buffer();
    let id: &str = id.hyphenated().encode_lower(&mut buffer);
    answer.set("cache-control", "no-cache");
    answer.set("pragma", "no-cache");
    answer.set("expires", "-1");
    for name in ["request-id", "x-ms-request-id", "x-ms-correlation-request-id"] {
        answer.set_text(name, id);
    }
    answer.set_text("x-ms-routing-request-id", &format!("EMULATOR:{id}"));
    if let Some(correlation) = call.header("x-ms-correlation-request-id") {
        answer.set_text("x-ms-correlation-request-id", correlation);
    }
    echo_client_request_id(&mut answer, call);
    answer
}

fn echo_client_request_id(answer: &mut Answer, call: &Call) {
    let wanted = call.header("x-ms-return-client-request-id").is_some_and(|wanted| wanted.eq_ignore_ascii_case("true"));
    let id = call.header("x-ms-client-request-id").and_then(|id| HeaderValue::from_str(id).ok());
    if let (true, Some(id)) = (wanted, id) {
        answer.headers.insert("x-ms-client-request-id", id);
    }
}
