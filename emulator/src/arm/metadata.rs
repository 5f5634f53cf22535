//! `/metadata/endpoints`: how a client learns a cloud, in the shape of each api-version. Needs no token.

use super::{ArmError, check_reads, check_version, finish};
use crate::{
    app::App,
    exchange::{Answer, Call},
};
use axum::http::StatusCode;
use serde_json::{Value, json};

const STACK: &str = "2015-01-01";
const LIST: [&str; 2] = ["2019-05-01", "2020-06-01"];
const SINGLE: &str = "2022-09-01";

/// The cloud's endpoints: all of them this emulator.
pub(crate) fn metadata(app: &App, call: &Call) -> Answer {
    let checked = check_version(call, &[STACK, LIST[0], LIST[1], SINGLE]).and_then(|()| check_reads(call));
    let answer = checked.map_or_else(ArmError::arm_answer, |()| {
        let version = call.query("api-version").unwrap_or_default();
        Answer::json(StatusCode::OK, &shape(&app.address, &version))
    });
    finish(answer, call)
}

fn shape(address: &str, version: &str) -> Value {
    let audiences =
        json!([format!("{address}/"), "https://management.core.windows.net/", "https://management.azure.com/"]);
    if version == STACK {
        return json!({
            "galleryEndpoint": address,
            "graphEndpoint": address,
            "portalEndpoint": address,
            "authentication": { "loginEndpoint": address, "audiences": audiences },
        });
    }
    let cloud = json!({
        "name": "ManagementPartnerEmulator",
        "portal": address,
        "authentication": { "loginEndpoint": address, "audiences": audiences, "tenant": "common", "identityProvider": "AAD" },
        "resourceManager": address,
        "graph": address,
        "gallery": address,
        "batch": address,
        "suffixes": {},
    });
    if LIST.contains(&version) { json!([cloud]) } else { cloud }
}
