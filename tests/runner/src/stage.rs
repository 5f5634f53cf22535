//! The emulator of one case, and the people in it.

use managementpartner_emulator::{Emulator, LoggedRequest, Options as EmulatorOptions, Scenario, State, Unknown};
use serde_json::{Value, json};

use crate::{Case, Error, Open, Options, Principal, Setting};

/// The tenant that cases are about.
const TENANT: &str = "11111111-1111-4111-8111-111111111111";
/// Another customer's.
const OTHER_TENANT: &str = "22222222-2222-4222-8222-222222222222";
/// The principal's object ID in each.
const OBJECT: &str = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const OTHER_OBJECT: &str = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
/// The application that the environment signs in, as itself or beside the user that a case is about.
const CLIENT: &str = "cccccccc-cccc-4ccc-8ccc-cccccccccccc";
const APPLICATION: &str = "dddddddd-dddd-4ddd-8ddd-dddddddddddd";

/// Limits that no case should reach by accident, and no wait worth the name.
const TIMEOUT_MS: u64 = 60_000;
const MAX_RETRIES: u32 = 3;
const RETRY_DELAY_MS: u64 = 1;

pub(crate) struct Stage {
    emulator: Emulator,
}

impl Stage {
    pub(crate) async fn start(case: &Case, setting: &Setting) -> Result<Self, Error> {
        let options = EmulatorOptions {
            seed: state(case)?,
            scenario: serde_json::from_value::<Scenario>(json!({"seed": 7, "faults": case.start.faults}))?,
            unknown: serde_json::from_value::<Unknown>(json!(setting.switches()))?,
            ..EmulatorOptions::default()
        };
        Ok(Self { emulator: Emulator::start(options).await? })
    }

    /// How a face is to make its client.
    pub(crate) fn open(&self, case: &Case) -> Open {
        let token = self.token(case);
        let tenant = case.start.tenant.clone().or_else(|| token.is_some().then(|| TENANT.to_owned()));
        Open { environment: self.emulator.environment(), tenant, token, options: limits(&case.options) }
    }

    /// The token of who cannot sign in through the environment.
    fn token(&self, case: &Case) -> Option<String> {
        let tenant = match &case.options.token_tenant {
            Some(tenant) => tenant,
            None if case.start.principal == Principal::ServicePrincipal => return None,
            None => TENANT,
        };
        let object = if tenant == TENANT { OBJECT } else { OTHER_OBJECT };
        Some(self.emulator.token(tenant, object))
    }

    /// The requests that the emulator has seen so far.
    pub(crate) fn requests(&self) -> Vec<LoggedRequest> {
        self.emulator.requests()
    }

    /// The principal's stored link.
    pub(crate) fn link(&self) -> Option<Value> {
        self.emulator.link(TENANT, OBJECT).map(|link| json!(link))
    }

    pub(crate) async fn end(self) {
        self.emulator.shutdown().await;
    }
}

fn limits(options: &Options) -> Options {
    Options {
        timeout_ms: options.timeout_ms.or(Some(TIMEOUT_MS)),
        max_retries: options.max_retries.or(Some(MAX_RETRIES)),
        retry_delay_ms: options.retry_delay_ms.or(Some(RETRY_DELAY_MS)),
        token_tenant: None,
    }
}

fn state(case: &Case) -> Result<State, Error> {
    let mut partners = State::default().partners;
    partners.extend(case.start.partners.clone());
    let application = json!({"kind": "service_principal", "object_id": APPLICATION, "name": "Automation", "client_id": CLIENT, "secret": "case~secret"});
    let mut principals = vec![principal(case, OBJECT)];
    if case.start.principal != Principal::ServicePrincipal {
        principals.push(application);
    }
    Ok(serde_json::from_value(json!({
        "partners": partners,
        "tenants": [
            {"id": TENANT, "name": "Fabrikam", "domain": "fabrikam.example", "principals": principals},
            {"id": OTHER_TENANT, "name": "Tailspin", "domain": "tailspin.example", "principals": [principal(case, OTHER_OBJECT)]},
        ],
    }))?)
}

/// Whoever the case is about: linked, if at all, in the tenant that it is about.
fn principal(case: &Case, object_id: &str) -> Value {
    let mut principal = json!({"kind": case.start.principal, "object_id": object_id, "name": "Ada Partner"});
    if case.start.principal == Principal::ServicePrincipal {
        principal["client_id"] = json!(CLIENT);
        principal["secret"] = json!("case~secret");
    } else {
        principal["refresh_token"] = json!("case~refresh-token");
    }
    if object_id == OBJECT {
        principal["account"] = json!(case.start.account.unwrap_or(true));
        if let Some(link) = &case.start.link {
            principal["link"] = link.clone();
        }
    }
    principal
}
