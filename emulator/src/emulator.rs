//! The emulator as its users hold it.

use crate::{
    Error, LinkRecord, LoggedRequest, Options, Result, Scenario, State,
    app::App,
    certificate,
    entra::{self, Tokens},
    faults::Faults,
    request_log::RequestLog,
    server::{Listeners, Server},
    state::StateFile,
    store::Store,
};
use serde_json::json;
use std::{collections::BTreeMap, fs, path::Path, path::PathBuf, sync::Arc};
use tempfile::TempDir;
use uuid::Uuid;

/// As Entra ID's.
const TOKEN_LIFETIME: i64 = 3599;

/// A running emulator. It serves on the runtime that started it; dropping it closes its connections and removes
/// its temporary files.
#[derive(Debug)]
pub struct Emulator {
    app: Arc<App>,
    server: Server,
    ca_pem: String,
    ca_file: PathBuf,
    environment: BTreeMap<String, String>,
    _folder: TempDir,
}

impl Emulator {
    /// Starts; the result answers requests.
    // Async because it needs the runtime it will serve on, and says so by its signature.
    #[expect(clippy::unused_async, reason = "must be called on the runtime that serves")]
    pub async fn start(options: Options) -> Result<Self> {
        let (state, file) = start_state(&options)?;
        let log = RequestLog::open(options.request_log.as_deref())?;
        let listeners = Listeners::bind(options.port)?;
        let (tls, ca_pem) = certificate::make()?;
        let (folder, ca_file) = write_ca(&ca_pem)?;
        let address = format!("https://localhost:{}", listeners.port);
        let environment = environment(&state, &address, &ca_file);
        let lifetime = options.token_lifetime.map(|lifetime| i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX / 2));
        let app = Arc::new(App {
            address,
            lifetime: lifetime.unwrap_or(TOKEN_LIFETIME),
            store: Store::new(state, file, options.unknown),
            tokens: Tokens::new()?,
            faults: Faults::new(options.scenario),
            log,
        });
        let server = Server::start(listeners, tls, &app)?;
        tracing::info!(address = app.address, "the emulator answers");
        Ok(Self { app, server, ca_pem, ca_file, environment, _folder: folder })
    }

    /// Azure Resource Manager's address, `https://localhost:PORT`, no slash at the end.
    #[must_use]
    pub fn arm(&self) -> &str {
        &self.app.address
    }

    /// Entra ID's address, no slash at the end.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.app.address
    }

    /// The certificate that clients must trust.
    #[must_use]
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// A file with [`ca_pem`](Self::ca_pem), removed with the emulator.
    #[must_use]
    pub fn ca_file(&self) -> &Path {
        &self.ca_file
    }

    /// The environment in which clients find the emulator and sign in as the state's first service principal.
    #[must_use]
    pub fn environment(&self) -> BTreeMap<String, String> {
        self.environment.clone()
    }

    /// One JSON object: `arm`, `authority`, `ca_file`, `environment`.
    #[must_use]
    pub fn ready_line(&self) -> String {
        json!({
            "arm": self.arm(),
            "authority": self.authority(),
            "ca_file": self.ca_file,
            "environment": self.environment,
        })
        .to_string()
    }

    /// The requests so far, oldest first; the newest 100,000.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.app.log.requests()
    }

    /// The link record of a principal (tenant by GUID or domain), removed ones included.
    #[must_use]
    pub fn link(&self, tenant: &str, object_id: &str) -> Option<LinkRecord> {
        let directory = self.app.store.lock();
        let tenant = directory.tenant(tenant)?.id;
        directory.principal(tenant, Uuid::parse_str(object_id).ok()?)?.link.clone()
    }

    /// An ARM access token as Entra ID would issue it to this principal (tenant by GUID or domain). Of a principal that
    /// the state does not have, a token that has no account; empty when `object_id` is no GUID or the tenant unknown.
    #[must_use]
    pub fn token(&self, tenant: &str, object_id: &str) -> String {
        let known = self.app.store.lock().tenant(tenant).map(|tenant| tenant.id);
        let tenant = known.or_else(|| Uuid::parse_str(tenant).ok());
        let principal = tenant.zip(Uuid::parse_str(object_id).ok());
        principal.map(|(tenant, object_id)| entra::issue(&self.app, tenant, object_id)).unwrap_or_default()
    }

    /// Replaces the scenario; its counters begin anew.
    pub fn set_scenario(&self, scenario: Scenario) {
        self.app.faults.set(scenario);
    }

    /// Ends it: nothing listens when this returns, and the temporary files are gone.
    pub async fn shutdown(mut self) {
        self.server.stop().await;
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // A connection that is just being closed would hold on to the state file.
        self.app.store.lock().end();
    }
}

/// The state file's content, or the seed; with the added partner IDs.
fn start_state(options: &Options) -> Result<(State, Option<StateFile>)> {
    let add = |mut state: State| {
        state.partners.extend(options.partners.iter().map(|(id, name)| (id.clone(), Some(name.clone()))));
        state
    };
    options.seed.check()?;
    match &options.state_file {
        Some(path) => StateFile::open(path, add(options.seed.clone())).map(|(file, state)| (add(state), Some(file))),
        None => Ok((add(options.seed.clone()), None)),
    }
}

fn write_ca(pem: &str) -> Result<(TempDir, PathBuf)> {
    let failed = |error| Error::new("cannot write the CA file to the temporary folder").with_source(error);
    let folder = tempfile::Builder::new().prefix("managementpartner-emulator-").tempdir().map_err(failed)?;
    let path = folder.path().join("ca.pem");
    fs::write(&path, pem).map_err(failed)?;
    Ok((folder, path))
}

fn environment(state: &State, address: &str, ca_file: &Path) -> BTreeMap<String, String> {
    let ca = ca_file.display().to_string();
    let mut environment = BTreeMap::from([
        ("AZURE_AUTHORITY_HOST", address.to_owned()),
        ("MANAGEMENTPARTNER_ENDPOINT", address.to_owned()),
        ("MANAGEMENTPARTNER_CA_FILE", ca.clone()),
        ("REQUESTS_CA_BUNDLE", ca.clone()),
        ("SSL_CERT_FILE", ca),
    ]);
    let mut principals = state.tenants.iter().flat_map(|tenant| tenant.principals.iter().map(move |who| (tenant, who)));
    let program = principals.find_map(|(tenant, who)| Some((tenant, who.client_id?, who.secret.as_ref()?)));
    if let Some(tenant) = program.map(|(tenant, ..)| tenant).or(state.tenants.first()) {
        environment.insert("AZURE_TENANT_ID", tenant.id.to_string());
    }
    if let Some((_, client_id, secret)) = program {
        environment.insert("AZURE_CLIENT_ID", client_id.to_string());
        environment.insert("AZURE_CLIENT_SECRET", secret.clone());
    }
    environment.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
