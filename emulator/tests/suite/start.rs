//! What holds once the emulator has started.

use crate::support::{Session, program};
use managementpartner_emulator::{Emulator, Options, State};
use reqwest::Method;
use serde_json::Value;

#[tokio::test]
async fn the_environment_of_the_ready_line_signs_in_and_links() {
    let session = Session::start(Options::default()).await;
    let ready: Value = serde_json::from_str(&session.emulator.ready_line()).unwrap();
    let variable = |name: &str| ready["environment"][name].as_str().unwrap().to_owned();
    assert_eq!(ready["arm"], session.emulator.arm());
    assert_eq!(ready["ca_file"], variable("SSL_CERT_FILE"));
    assert_eq!(ready["ca_file"], variable("REQUESTS_CA_BUNDLE"));
    assert_eq!(ready["ca_file"], variable("MANAGEMENTPARTNER_CA_FILE"));
    assert_eq!(ready["authority"], variable("AZURE_AUTHORITY_HOST"));
    assert_eq!(ready["arm"], variable("MANAGEMENTPARTNER_ENDPOINT"));
    let (client_id, secret) = (variable("AZURE_CLIENT_ID"), variable("AZURE_CLIENT_SECRET"));
    assert_eq!((client_id.clone(), secret.clone()), program(&State::default()));
    let (status, answer) = session
        .sign_in(
            &variable("AZURE_TENANT_ID"),
            &[
                ("grant_type", "client_credentials"),
                ("client_id", &client_id),
                ("client_secret", &secret),
                ("scope", &format!("{}/.default", session.emulator.arm())),
            ],
        )
        .await;
    assert_eq!(status, 200, "{answer}");
    let session = Session { token: answer["access_token"].as_str().unwrap().into(), ..session };
    let (status, link) = session.partner(Method::PUT, "12345").await;
    assert_eq!((status.as_u16(), &link["properties"]["partnerName"]), (200, &"Contoso Cloud Services".into()));
    let (status, link) = session.partner(Method::GET, "").await;
    assert_eq!((status.as_u16(), &link["properties"]["version"]), (200, &1.into()));
}

#[tokio::test]
async fn the_address_answers_on_ipv4_and_ipv6_where_there_is_ipv6() {
    let session = Session::start(Options::default()).await;
    let mut hosts = vec!["localhost", "127.0.0.1"];
    if std::net::TcpListener::bind("[::1]:0").is_ok() {
        hosts.push("[::1]");
    }
    for host in hosts {
        let url = session.url("/common/discovery/v2.0/keys").replace("localhost", host);
        assert_eq!(session.client.get(&url).send().await.unwrap().status(), 200, "{url}");
    }
}

#[tokio::test]
async fn its_files_go_and_its_port_is_free_after_shutdown() {
    let emulator = Emulator::start(Options::default()).await.unwrap();
    let (ca_file, port) = (emulator.ca_file().to_owned(), emulator.arm().rsplit_once(':').unwrap().1.to_owned());
    assert!(ca_file.exists());
    emulator.shutdown().await;
    assert!(!ca_file.exists());
    std::net::TcpListener::bind(format!("127.0.0.1:{port}")).unwrap();
}

#[tokio::test]
async fn a_dropped_emulator_leaves_no_file() {
    let emulator = Emulator::start(Options::default()).await.unwrap();
    let folder = emulator.ca_file().parent().unwrap().to_owned();
    drop(emulator);
    assert!(!folder.exists());
}

#[tokio::test]
async fn a_port_in_use_is_an_error_that_names_it() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = Emulator::start(Options { port, ..Options::default() }).await.unwrap_err().to_string();
    assert!(error.contains(&port.to_string()) && error.contains("Port 0"), "{error}");
}

#[tokio::test]
async fn an_added_partner_id_is_valid() {
    let session =
        Session::start(Options { partners: vec![("777".into(), "Added".into())], ..Options::default() }).await;
    let (status, link) = session.partner(Method::PUT, "777").await;
    assert_eq!((status.as_u16(), &link["properties"]["partnerName"]), (200, &"Added".into()));
}

#[tokio::test]
async fn http_2_and_http_1_are_both_spoken() {
    let session = Session::start(Options::default()).await;
    let version = session.send(Method::GET, "/metadata/endpoints?api-version=2022-09-01").await.unwrap().version();
    assert_eq!(version, reqwest::Version::HTTP_2);
    let ca = reqwest::Certificate::from_pem(session.emulator.ca_pem().as_bytes()).unwrap();
    let old = reqwest::Client::builder().tls_certs_only([ca]).no_proxy().http1_only().build().unwrap();
    let answer = old.get(session.url("/metadata/endpoints?api-version=2022-09-01")).send().await.unwrap();
    assert_eq!(answer.version(), reqwest::Version::HTTP_11);
}
