//! The Azure CLI's session, with scripts in the CLI's place.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

use crate::support::{Service, TENANT, linked, token};
use managementpartner::{
    CancellationToken, Client, ClientOptions, CredentialSource, ErrorKind, MethodOptions, credentials::AzureCli,
};

/// A folder with a script `az`, removed with the test.
struct Az(tempfile::TempDir);

impl Az {
    fn new(script: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let az = Self(folder);
        fs::write(az.program(), format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(az.program(), fs::Permissions::from_mode(0o755)).unwrap();
        az
    }

    fn program(&self) -> PathBuf {
        self.0.path().join("az")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.0.path().join("log")).unwrap_or_default()
    }

    fn source(&self) -> AzureCli {
        AzureCli { program: self.program().into(), ..AzureCli::default() }
    }

    fn client(&self, service: &Service, tenant: Option<&str>) -> Client {
        let options = ClientOptions { tenant: tenant.map(str::to_owned), ..service.options() };
        Client::new(Arc::new(self.source()), Some(options)).unwrap()
    }
}

/// A session that answers as `az` does and writes down what it was asked.
fn session() -> Az {
    let cloud = r#"{"endpoints":{"resourceManager":"https://arm.example/","activeDirectory":"https://login.example","activeDirectoryResourceId":"https://audience.example/"}}"#;
    let token = format!(
        r#"{{"accessToken":"{}","expires_on":4000000000,"expiresOn":"local","tenant":"{TENANT}"}}"#,
        token(TENANT)
    );
    Az::new(&format!(
        "echo \"$@\" >> \"$(dirname \"$0\")/log\"\nif [ \"$1\" = cloud ]; then echo '{cloud}'; else echo '{token}'; fi"
    ))
}

#[tokio::test]
async fn the_session_and_its_cloud_are_used() {
    let (az, service) = (session(), Service::new([linked("1"), linked("1")]));
    let client = az.client(&service, None);
    let account = client.account(None).await.unwrap();
    assert_eq!((account.tenant_id.as_str(), account.endpoint.as_str()), (TENANT, "https://arm.example"));
    assert_eq!(account.name.as_deref(), Some("ada@contoso.example"));
    client.current(None).await.unwrap();
    client.current(None).await.unwrap();
    assert_eq!(
        az.log(),
        "cloud show --output json --only-show-errors\n\
         account get-access-token --scope https://audience.example//.default --output json --only-show-errors\n"
    );
}

#[tokio::test]
async fn the_tenant_that_is_asked_for_is_named_and_a_given_cloud_is_not_asked_for() {
    let (az, service) = (session(), Service::new([linked("1")]));
    let options = ClientOptions {
        tenant: Some(TENANT.into()),
        endpoint: Some("https://here.example".into()),
        ..service.options()
    };
    Client::new(Arc::new(az.source()), Some(options)).unwrap().current(None).await.unwrap();
    let asked = format!(
        "account get-access-token --scope https://here.example/.default --tenant {TENANT} --output json --only-show-errors\n"
    );
    assert_eq!(az.log(), asked);
}

#[tokio::test]
async fn what_az_says_reaches_the_reader_with_what_to_type() {
    let az =
        Az::new("echo \"ERROR: AADSTS50076: Due to a change you must use multi-factor authentication.\" >&2; exit 1");
    let error = az.client(&Service::new([]), None).current(None).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Authentication, Some("AADSTS50076")));
    assert!(error.message().starts_with("AADSTS50076: Due to a change"));
    assert!(error.hint().unwrap().contains("az login --tenant"));
}

#[tokio::test]
async fn no_az_old_az_and_odd_az_are_clear_errors() {
    let missing = AzureCli {
        program: "/nowhere/az".into(),
        passed_over: Some("AZURE_CLIENT_ID is not set.".into()),
        ..AzureCli::default()
    };
    let error = Client::new(Arc::new(missing), None).unwrap().current(None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.message().contains("/nowhere/az"));
    let hint = error.hint().unwrap();
    assert!(hint.contains("az login") && hint.contains("AZURE_CLIENT_ID is not set."), "{hint}");
    for (script, says) in [
        ("echo '{\"accessToken\":\"secret-token\",\"expiresOn\":\"2026-01-01 00:00:00\"}'", "expires_on"),
        ("echo secret-token", "something else than JSON"),
        ("exit 3", "said nothing"),
    ] {
        let az = Az::new(script);
        let options = ClientOptions { cloud: Some("public".parse().unwrap()), ..ClientOptions::default() };
        let error = Client::new(Arc::new(az.source()), Some(options)).unwrap().current(None).await.unwrap_err();
        assert!(error.message().contains(says), "{error}");
        assert!(!format!("{error:?}").contains("secret-token"));
    }
}

/// The children of `az` that still run.
fn running(az: &Az) -> bool {
    let child = az.log();
    Command::new("kill").args(["-0", child.trim()]).stderr(Stdio::null()).status().unwrap().success()
        && !fs::read_to_string(format!("/proc/{}/stat", child.trim())).unwrap_or_default().contains(") Z ")
}

#[tokio::test]
async fn a_slow_az_is_killed_with_its_children() {
    let slow = || Az::new("sleep 600 &\necho $! > \"$(dirname \"$0\")/log\"\nwait");
    let limited = slow();
    let source = AzureCli { timeout: Duration::from_millis(500), ..limited.source() };
    let error = source.cloud().await.unwrap_err();
    assert!(error.message().contains("did not answer within"), "{error}");
    let cancelled = slow();
    let cancel = CancellationToken::new();
    let options = MethodOptions { cancel: Some(cancel.clone()), ..MethodOptions::default() };
    let client = cancelled.client(&Service::new([]), None);
    let (result, ()) = tokio::join!(client.current(Some(options)), async {
        while cancelled.log().is_empty() {
            tokio::task::yield_now().await;
        }
        assert!(running(&cancelled));
        cancel.cancel();
    });
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Cancelled);
    for az in [limited, cancelled] {
        // The system may take a moment to end a killed process.
        while running(&az) {
            tokio::task::yield_now().await;
        }
    }
}
