//! What is refused before any request is sent.

use std::{io::Write, sync::Arc};

use crate::support::{TENANT, token};
use managementpartner::{Client, ClientOptions, Error, ErrorKind, Proxy, credentials::FixedToken};

fn refused(options: ClientOptions) -> Error {
    let error = Client::new(Arc::new(FixedToken::new(token(TENANT)).unwrap()), Some(options)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert!(error.hint().is_some(), "{error}");
    error
}

fn none() -> ClientOptions {
    ClientOptions::default()
}

#[test]
fn an_endpoint_or_authority_without_tls_is_refused() {
    let error = refused(ClientOptions { endpoint: Some("http://localhost:8080".into()), ..none() });
    assert!(error.message().contains("http://localhost:8080") && error.message().contains("endpoint"));
    let error = refused(ClientOptions { authority: Some("http://login.example".into()), ..none() });
    assert!(error.message().contains("http://login.example") && error.message().contains("authority"));
}

#[test]
fn a_tenant_that_is_none_is_refused() {
    for bad in ["contoso", "", "common/../x", "1234"] {
        let error = refused(ClientOptions { tenant: Some(bad.into()), ..none() });
        assert!(error.message().contains(&format!("{bad:?}")));
    }
}

#[test]
fn a_user_agent_that_would_break_the_header_is_refused() {
    for bad in ["", "two words", "line\r\nbreak", "more-than-twenty-four-characters", "ümlaut"] {
        assert!(refused(ClientOptions { user_agent: Some(bad.into()), ..none() }).message().contains("user agent"));
    }
}

#[test]
fn a_ca_file_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.pem");
    let wrong = folder.path().join("wrong.pem");
    std::fs::File::create(&wrong).unwrap().write_all(b"no certificate").unwrap();
    for (path, why) in
        [(missing, "cannot be read"), (wrong, "holds no certificate"), (folder.path().into(), "cannot be read")]
    {
        let error = refused(ClientOptions { ca_file: Some(path.clone()), ..none() });
        assert!(error.message().contains(&path.display().to_string()) && error.message().contains(why), "{error}");
    }
}

#[test]
fn a_proxys_password_is_never_shown() {
    let url = "http://user:s3cret@:bad:port";
    let options = ClientOptions { proxy: Proxy::Url(url.into()), ..none() };
    assert!(!format!("{options:?}").contains("s3cret"));
    assert!(!format!("{:?}", refused(options)).contains("s3cret"));
}

#[test]
fn options_come_from_names_and_empty_ones_count_as_none() {
    let lookup = |name: &str| match name {
        "MANAGEMENTPARTNER_ENDPOINT" => Some("https://arm.example".to_owned()),
        "MANAGEMENTPARTNER_CLOUD" => Some(" ".to_owned()),
        "MANAGEMENTPARTNER_CA_FILE" => Some(String::new()),
        "AZURE_AUTHORITY_HOST" => Some("https://login.example".to_owned()),
        _ => None,
    };
    let options = ClientOptions::from_lookup(lookup).unwrap();
    assert_eq!(options.endpoint.as_deref(), Some("https://arm.example"));
    assert_eq!(options.authority.as_deref(), Some("https://login.example"));
    assert!(options.cloud.is_none() && options.ca_file.is_none() && options.audience.is_none());
    let error = ClientOptions::from_lookup(|_| Some("mars".to_owned())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
}

#[test]
fn an_audience_that_is_no_word_is_refused() {
    for bad in ["", " ", "a b", "x\r\ny"] {
        assert!(refused(ClientOptions { audience: Some(bad.into()), ..none() }).message().contains("audience"));
    }
}
