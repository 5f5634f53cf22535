//! The HTTP client: TLS, proxy and time limits of its own, and a limit to what it reads.

mod trust;

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use azure_core::http::{AsyncRawResponse, HttpClient, Request};
use bytes::Bytes;
use futures::StreamExt;
use reqwest::{ClientBuilder, redirect};
use rustls::{ClientConfig, crypto::ring};
use rustls_pki_types::{CertificateDer, pem::PemObject};

use crate::{ClientOptions, Error, ErrorKind, Proxy, Result};

/// No answer of ARM or Entra ID to this client comes near it.
const MAX_ANSWER: usize = 1024 * 1024;

/// The caller's HTTP client, or the built-in one, with the limit around it.
pub(crate) fn new(options: &ClientOptions) -> Result<Arc<dyn HttpClient>> {
    let inner = match &options.transport {
        Some(transport) => transport.clone(),
        None => built_in(options)?,
    };
    Ok(Arc::new(Limited(inner)))
}

fn built_in(options: &ClientOptions) -> Result<Arc<dyn HttpClient>> {
    let builder = ClientBuilder::new()
        .tls_backend_preconfigured(tls(options.ca_file.as_deref())?)
        .connect_timeout(options.connect_timeout)
        .read_timeout(options.read_timeout)
        .https_only(true)
        .redirect(redirect::Policy::none());
    let builder = match &options.proxy {
        Proxy::System => builder,
        Proxy::None => builder.no_proxy(),
        Proxy::Url(url) => builder.no_proxy().proxy(proxy(url)?),
    };
    let client = builder.build().map_err(set_up)?;
    Ok(Arc::new(client))
}

fn tls(ca_file: Option<&Path>) -> Result<ClientConfig> {
    let own = ca_file.map(certificates).transpose()?.unwrap_or_default();
    trust::tls(own, Arc::new(ring::default_provider())).map_err(|error| match ca_file {
        Some(path) => refuse_ca(path, "holds a certificate that cannot be understood").with_source(error),
        None => set_up(error),
    })
}

fn set_up(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::InvalidArgument, "The HTTP client cannot be set up").with_source(error)
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let refuse = |why: &str| refuse_ca(path, why);
    let pem = std::fs::read(path).map_err(|error| refuse(&format!("cannot be read: {error}")))?;
    let certificates = CertificateDer::pem_slice_iter(&pem)
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|error| refuse("is not a PEM file of certificates").with_source(error))?;
    if certificates.is_empty() {
        return Err(refuse("holds no certificate"));
    }
    Ok(certificates)
}

fn refuse_ca(path: &Path, why: &str) -> Error {
    Error::new(ErrorKind::InvalidArgument, format!("The CA file {} {why}", path.display()))
        .with_hint("Give the path of a PEM file with at least one certificate.")
}

fn proxy(url: &str) -> Result<reqwest::Proxy> {
    reqwest::Proxy::all(url).map_err(|_| {
        // The URL may hold a password: neither it nor the library's error about it is shown.
        Error::new(ErrorKind::InvalidArgument, "The proxy is not a URL").with_hint("Give it as http://HOST:PORT.")
    })
}

/// An HTTP client whose answers end with an error at [`MAX_ANSWER`] bytes, while they are read.
#[derive(Debug)]
struct Limited(Arc<dyn HttpClient>);

#[async_trait]
impl HttpClient for Limited {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let (status, headers, body) = self.0.execute_request(request).await?.deconstruct();
        let mut read = 0;
        let body = body.map(move |part| {
            let part: Bytes = part?;
            read += part.len();
            if read > MAX_ANSWER { Err(too_large().into()) } else { Ok(part) }
        });
        Ok(AsyncRawResponse::new(status, headers, Box::pin(body)))
    }
}

fn too_large() -> Error {
    Error::new(ErrorKind::InvalidResponse, "The answer is larger than 1 MiB and was not read to its end")
        .with_hint("Check the endpoint: it does not answer as Azure does.")
        .with(|parts| parts.answer_lost = true)
}
