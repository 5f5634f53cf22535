use std::{path::Path, str::FromStr, sync::Arc};

use azure_core::credentials::Secret;

use super::{AzureCli, ClientCertificate, ClientSecret, CredentialSource};
use crate::{Error, ErrorKind, Result, tenant::Tenant};

const TENANT: &str = "AZURE_TENANT_ID";
const CLIENT: &str = "AZURE_CLIENT_ID";
const SECRET: &str = "AZURE_CLIENT_SECRET";
const CERTIFICATE: &str = "AZURE_CLIENT_CERTIFICATE_PATH";

/// A way to sign in, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// The service principal of the `AZURE_…` variables.
    Environment,
    /// The session of the Azure CLI.
    AzureCli,
}

impl Auth {
    /// The names that [`FromStr`] takes.
    pub const NAMES: [&str; 2] = ["environment", "azure-cli"];
}

impl FromStr for Auth {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "environment" => Ok(Self::Environment),
            "azure-cli" => Ok(Self::AzureCli),
            _ => Err(Error::new(ErrorKind::InvalidArgument, format!("{name:?} is not a way to sign in"))
                .with_hint(format!("The ways are {}.", Self::NAMES.join(" and ")))),
        }
    }
}

/// The sign-in that `lookup` describes; a face hands in its environment.
///
/// `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and either `AZURE_CLIENT_SECRET` or `AZURE_CLIENT_CERTIFICATE_PATH` make a
/// service principal; else it is the Azure CLI's session, and its errors say what was missing. `auth` chooses one.
///
/// # Errors
///
/// [`Authentication`](ErrorKind::Authentication) when the chosen environment is not complete,
/// [`InvalidArgument`](ErrorKind::InvalidArgument) for a certificate that cannot be used.
pub fn from_lookup(auth: Option<Auth>, lookup: impl Fn(&str) -> Option<String>) -> Result<Arc<dyn CredentialSource>> {
    if auth == Some(Auth::AzureCli) {
        return Ok(Arc::new(AzureCli::default()));
    }
    match environment(lookup)? {
        Ok(source) => Ok(source),
        Err(why) if auth == Some(Auth::Environment) => Err(Error::new(ErrorKind::Authentication, why)
            .with_hint(format!("Set {TENANT}, {CLIENT} and {SECRET} (or {CERTIFICATE})."))),
        Err(why) => {
            tracing::info!("{why}");
            Ok(Arc::new(AzureCli { passed_over: Some(why), ..AzureCli::default() }))
        }
    }
}

/// What is missing when `lookup` has only a part of a service principal. [`from_lookup`] passes such a part over; a
/// face warns of it.
pub fn incomplete_environment(lookup: impl Fn(&str) -> Option<String>) -> Option<String> {
    let value = |name: &str| lookup(name).filter(|value| !value.trim().is_empty());
    let set = |name| value(name).is_some();
    let complete = set(TENANT) && set(CLIENT) && (set(SECRET) || set(CERTIFICATE));
    let begun = [TENANT, CLIENT, SECRET, CERTIFICATE].into_iter().any(set);
    (begun && !complete).then(|| incomplete(&value))
}

type Found = std::result::Result<Arc<dyn CredentialSource>, String>;

/// The service principal of the environment, or why there is none.
fn environment(lookup: impl Fn(&str) -> Option<String>) -> Result<Found> {
    let value = |name: &str| lookup(name).filter(|value| !value.trim().is_empty());
    let (secret, certificate) = (value(SECRET), value(CERTIFICATE));
    let (Some(tenant), Some(client_id)) = (value(TENANT), value(CLIENT)) else {
        return Ok(Err(incomplete(&value)));
    };
    Tenant::new(&tenant).map_err(|error| {
        let message = format!("{TENANT}: {}", error.message());
        error.with(|parts| parts.message = message)
    })?;
    let source: Arc<dyn CredentialSource> = match (secret, certificate) {
        (Some(secret), _) => Arc::new(ClientSecret { tenant, client_id, secret: Secret::new(secret) }),
        (None, Some(path)) => Arc::new(ClientCertificate::from_file(tenant, client_id, Path::new(&path))?),
        (None, None) => return Ok(Err(incomplete(&value))),
    };
    Ok(Ok(source))
}

fn incomplete(value: &impl Fn(&str) -> Option<String>) -> String {
    let (set, missing): (Vec<&str>, Vec<&str>) = [TENANT, CLIENT].into_iter().partition(|name| value(name).is_some());
    let keys: Vec<&str> = [SECRET, CERTIFICATE].into_iter().filter(|name| value(name).is_some()).collect();
    let set = [set, keys.clone()].concat();
    let mut missing = missing.join(" and ");
    if keys.is_empty() {
        let and = if missing.is_empty() { "" } else { " and " };
        missing = format!("{missing}{and}{SECRET} or {CERTIFICATE}");
    }
    if set.is_empty() {
        return "The environment names no service principal (AZURE_CLIENT_ID and so on are not set).".to_owned();
    }
    format!("The environment's service principal is incomplete: {} set, {missing} missing.", set.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(auth: Option<Auth>, set: &[(&str, &str)]) -> Result<Arc<dyn CredentialSource>> {
        from_lookup(auth, |name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn a_complete_environment_is_the_service_principal() {
        let source = source(None, &[(TENANT, "t.example"), (CLIENT, "c"), (SECRET, "s3cret")]).unwrap();
        assert_eq!(source.name(), "the service principal c (client secret)");
        assert_eq!(source.tenant(), Some("t.example"));
        assert!(!format!("{source:?}").contains("s3cret"));
    }

    #[test]
    fn an_incomplete_one_falls_through_and_is_said() {
        let source = source(None, &[(CLIENT, "c"), (SECRET, "s3cret")]).unwrap();
        assert_eq!(source.name(), "the Azure CLI's session");
        assert_eq!(source.tenant(), None);
        let shown = format!("{source:?}");
        assert!(shown.contains("AZURE_TENANT_ID missing") && !shown.contains("s3cret"), "{shown}");
    }

    #[test]
    fn only_an_incomplete_one_is_warned_of() {
        let warning =
            |set: &'static [&str]| incomplete_environment(|name| set.contains(&name).then(|| "s3cret".to_owned()));
        assert_eq!(warning(&[]), None);
        assert_eq!(warning(&[TENANT, CLIENT, SECRET]), None);
        let warning = warning(&[CLIENT, SECRET]).unwrap();
        assert!(warning.contains("AZURE_TENANT_ID missing") && !warning.contains("s3cret"), "{warning}");
    }

    #[test]
    fn an_incomplete_one_that_was_chosen_is_an_error() {
        let error = source(Some(Auth::Environment), &[(TENANT, "t.example"), (CLIENT, "c")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert!(error.message().contains("AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH missing"));
    }

    #[test]
    fn a_tenant_that_is_none_is_refused_with_the_name_of_its_variable() {
        let error = source(None, &[(TENANT, "contoso"), (CLIENT, "c"), (SECRET, "s3cret")]).unwrap_err();
        assert!(error.message().contains("AZURE_TENANT_ID") && error.message().contains("contoso"));
    }

    #[test]
    fn a_certificate_that_cannot_be_used_is_named() {
        let set = [(TENANT, "t.example"), (CLIENT, "c"), (CERTIFICATE, "/nowhere/cert.pem")];
        let error = source(None, &set).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert!(error.message().contains("/nowhere/cert.pem"));
    }
}
