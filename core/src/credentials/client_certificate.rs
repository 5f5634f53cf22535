use std::path::{Path, PathBuf};

use async_trait::async_trait;
use azure_core::credentials::AccessToken;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{digest, rand::SystemRandom, rsa::KeyPair, signature};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use serde_json::json;
use time::OffsetDateTime;

use super::CredentialSource;
use crate::{Error, ErrorKind, Result, TokenRequest};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long an assertion is good, in seconds; it is used at once.
const ASSERTION_LIFETIME: i64 = 10 * 60;

/// A service principal with a certificate: its private key signs a client assertion.
pub struct ClientCertificate {
    tenant: String,
    client_id: String,
    /// The SHA-256 of the certificate, by which Entra ID finds it.
    thumbprint: String,
    key: KeyPair,
}

impl ClientCertificate {
    /// The principal `client_id` with the PEM file at `path`, which holds the certificate and its RSA private key.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) when the file cannot be read, or lacks one of the two.
    pub fn from_file(tenant: impl Into<String>, client_id: impl Into<String>, path: &Path) -> Result<Self> {
        let refuse = |why: String| refuse(path, &why);
        let pem = std::fs::read(path).map_err(|error| refuse(format!("cannot be read: {error}")))?;
        let certificate =
            CertificateDer::from_pem_slice(&pem).map_err(|_| refuse("holds no certificate".to_owned()))?;
        let key = PrivateKeyDer::from_pem_slice(&pem)
            .map_err(|_| refuse("holds no private key that is not encrypted".to_owned()))?;
        Ok(Self {
            tenant: tenant.into(),
            client_id: client_id.into(),
            thumbprint: URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, &certificate)),
            key: key_pair(&key)
                .ok_or_else(|| refuse("holds a private key that is not RSA with 2048 bits or more".to_owned()))?,
        })
    }

    fn assertion(&self, audience: &str) -> Result<String> {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let header = json!({"alg": "PS256", "typ": "JWT", "x5t#S256": self.thumbprint});
        let claims = json!({
            "aud": audience, "iss": self.client_id, "sub": self.client_id, "jti": uuid::Uuid::new_v4().to_string(),
            "iat": now, "nbf": now, "exp": now + ASSERTION_LIFETIME,
        });
        let encode = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", encode(header), encode(claims));
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&signature::RSA_PSS_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)
            .map_err(|_| Error::new(ErrorKind::Authentication, "The client assertion could not be signed"))?;
        Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn key_pair(key: &PrivateKeyDer<'_>) -> Option<KeyPair> {
    match key {
        PrivateKeyDer::Pkcs8(key) => KeyPair::from_pkcs8(key.secret_pkcs8_der()).ok(),
        PrivateKeyDer::Pkcs1(key) => KeyPair::from_der(key.secret_pkcs1_der()).ok(),
        _ => None,
    }
}

fn refuse(path: &Path, why: &str) -> Error {
    let path: PathBuf = path.into();
    Error::new(ErrorKind::InvalidArgument, format!("The client certificate {} {why}", path.display()))
        .with_hint("Give the path of a PEM file with the certificate and its unencrypted RSA private key.")
}

impl std::fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientCertificate").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

#[async_trait]
impl CredentialSource for ClientCertificate {
    fn name(&self) -> String {
        format!("the service principal {} (client certificate)", self.client_id)
    }

    fn tenant(&self) -> Option<&str> {
        Some(&self.tenant)
    }

    async fn token(&self, request: &TokenRequest<'_>) -> Result<AccessToken> {
        let tenant = request.tenant.unwrap_or(&self.tenant);
        let assertion = self.assertion(request.token_endpoint(tenant).as_str())?;
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &self.client_id),
            ("client_assertion_type", ASSERTION_TYPE),
            ("client_assertion", &assertion),
            ("scope", request.scope),
        ];
        Ok(request.redeem(tenant, &form).await?.into_access_token())
    }
}
