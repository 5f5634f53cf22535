//! A client without any knowledge of ours: plain HTTPS.

use managementpartner_emulator::{Emulator, Options, Principal, PrincipalKind, State};
use reqwest::{Certificate, Client, Method, Response, StatusCode};
use serde_json::Value;

pub(crate) const PARTNERS: &str = "/providers/Microsoft.ManagementPartner/partners";
pub(crate) const VERSION: &str = "api-version=2018-02-01";

/// A running emulator, a client that trusts it, and the token of one principal.
pub(crate) struct Session {
    pub(crate) emulator: Emulator,
    pub(crate) client: Client,
    pub(crate) token: String,
    pub(crate) tenant: String,
    pub(crate) object_id: String,
}

pub(crate) fn client(emulator: &Emulator) -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let ca = Certificate::from_pem(emulator.ca_pem().as_bytes()).unwrap();
    Client::builder().tls_certs_only([ca]).no_proxy().build().unwrap()
}

impl Session {
    pub(crate) async fn start(options: Options) -> Self {
        let tenant = &options.seed.tenants[0];
        let (tenant, object_id) = (tenant.id.to_string(), tenant.principals[0].object_id.to_string());
        let emulator = Emulator::start(options).await.unwrap();
        let client = client(&emulator);
        let token = emulator.token(&tenant, &object_id);
        Self { emulator, client, token, tenant, object_id }
    }

    /// The default state with this scenario.
    pub(crate) async fn with_scenario(json: &str) -> Self {
        let scenario = managementpartner_emulator::Scenario::from_json(json, "of the test").unwrap();
        Self::start(Options { scenario, ..Options::default() }).await
    }

    pub(crate) fn url(&self, path_and_query: &str) -> String {
        format!("{}{path_and_query}", self.emulator.arm())
    }

    pub(crate) async fn send(&self, method: Method, path_and_query: &str) -> reqwest::Result<Response> {
        self.client.request(method, self.url(path_and_query)).bearer_auth(&self.token).send().await
    }

    /// Status and body of a partner request, body empty or JSON.
    pub(crate) async fn partner(&self, method: Method, id: &str) -> (StatusCode, Value) {
        let response = self.send(method, &format!("{PARTNERS}/{id}?{VERSION}")).await.unwrap();
        let status = response.status();
        (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
    }

    pub(crate) fn version(&self) -> i64 {
        self.emulator.link(&self.tenant, &self.object_id).map_or(0, |record| record.version)
    }

    /// Status and body of a token request.
    pub(crate) async fn sign_in(&self, tenant: &str, form: &[(&str, &str)]) -> (StatusCode, Value) {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(form);
        let request = self.client.post(self.url(&format!("/{tenant}/oauth2/v2.0/token")));
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body.finish());
        let response = request.send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }
}

pub(crate) fn program(state: &State) -> (String, String) {
    let principal: &Principal =
        state.tenants[0].principals.iter().find(|who| who.kind == PrincipalKind::ServicePrincipal).unwrap();
    (principal.client_id.unwrap().to_string(), principal.secret.clone().unwrap())
}
