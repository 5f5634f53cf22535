//! Nothing secret in what is traced, whatever the level.

use std::{
    io,
    sync::{Arc, Mutex},
};

use crate::support::{Reply, SECRET_PART, Service, TENANT, id, linked, not_linked, status, text, token};
use managementpartner::{Client, Secret, credentials::ClientSecret};
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test(start_paused = true)]
async fn a_trace_of_everything_holds_no_secret() {
    let lines = Lines::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(lines.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let issued = json!({"access_token": token(TENANT), "expires_in": 3600, "refresh_token": "s3cret-refresh"});
    let refused = Reply::Answer(401, vec![], json!({"error": "x", "error_description": "no"}).to_string());
    let service =
        Service::new([refused, text(&issued.to_string()), status(503), not_linked(), Reply::Broken, linked("12345")]);
    let source = ClientSecret { tenant: TENANT.into(), client_id: "app".into(), secret: Secret::new("s3cret-value") };
    let client = Client::new(Arc::new(source), Some(service.options())).unwrap();
    let error = client.current(None).await.unwrap_err();
    let linked = client.link(&id("12345"), None).await.unwrap();
    let traced = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(traced.contains("managementpartner.link") && traced.contains("repeating"), "{traced}");
    for shown in [traced, format!("{error:?}"), format!("{linked:?}")] {
        assert!(!shown.contains("s3cret") && !shown.contains(SECRET_PART), "{shown}");
    }
}
