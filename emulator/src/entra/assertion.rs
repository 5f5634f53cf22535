//! Client assertions (RFC 7523): a JWT signed with the key of a registered certificate.

use super::{EntraError, now};
use crate::{Principal, Tenant, app::App};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use ring::digest;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, pem::PemObject};
use serde::Deserialize;
use webpki::{EndEntityCert, ring as algorithms};

/// Clocks differ by this many seconds and still agree.
const SKEW: i64 = 300;

#[derive(Deserialize)]
struct Header {
    alg: String,
    x5t: Option<String>,
    #[serde(rename = "x5t#S256")]
    x5t_s256: Option<String>,
    kid: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    aud: String,
    exp: i64,
    nbf: Option<i64>,
    iss: String,
    sub: String,
}

/// The first certificate of a PEM text, checked to be one; the error completes a sentence.
pub(crate) fn certificate_der(pem: &str) -> Result<CertificateDer<'static>, String> {
    let der =
        CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|error| format!("is no PEM certificate: {error}"))?;
    EndEntityCert::try_from(&der).map_err(|error| format!("cannot be read: {error}"))?;
    Ok(der)
}

/// Whether `assertion` proves that the request comes from `principal`.
pub(super) fn check(
    app: &App,
    assertion: &str,
    tenant: &Tenant,
    principal: &Principal,
    client_id: &str,
) -> Result<(), EntraError> {
    let (signed, signature) = assertion.rsplit_once('.').ok_or_else(EntraError::assertion_malformed)?;
    let (header, claims) = signed.split_once('.').ok_or_else(EntraError::assertion_malformed)?;
    let header: Header = part(header)?;
    let claims: Claims = part(claims)?;
    let signature = BASE64.decode(signature).map_err(|_| EntraError::assertion_malformed())?;
    let registered = principal.certificate.as_deref().and_then(|pem| certificate_der(pem).ok());
    let registered =
        registered.filter(|der| names(&header, der)).ok_or_else(|| EntraError::assertion_key_unknown(client_id))?;
    verify(&registered, &header.alg, signed, &signature)?;
    check_claims(app, &claims, tenant, client_id)
}

fn part<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, EntraError> {
    let bytes = BASE64.decode(text).map_err(|_| EntraError::assertion_malformed())?;
    serde_json::from_slice(&bytes).map_err(|_| EntraError::assertion_malformed())
}

/// Whether the header names this certificate by one of its thumbprints; Entra ID looks keys up by them.
fn names(header: &Header, certificate: &CertificateDer<'_>) -> bool {
    let sha256 = digest::digest(&digest::SHA256, certificate);
    let sha1 = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, certificate);
    let hex = sha1.as_ref().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let named = |given: &Option<String>, thumbprint: &str| {
        given.as_deref().is_some_and(|given| given.trim_end_matches('=') == thumbprint)
    };
    named(&header.x5t_s256, &BASE64.encode(sha256))
        || named(&header.x5t, &BASE64.encode(sha1))
        || named(&header.kid, &BASE64.encode(sha1))
        || header.kid.as_deref().is_some_and(|kid| kid.eq_ignore_ascii_case(&hex))
}

fn verify(certificate: &CertificateDer<'_>, algorithm: &str, signed: &str, signature: &[u8]) -> Result<(), EntraError> {
    let algorithm: &dyn SignatureVerificationAlgorithm = match algorithm {
        "RS256" => algorithms::RSA_PKCS1_2048_8192_SHA256,
        "PS256" => algorithms::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
        _ => return Err(EntraError::assertion_malformed()),
    };
    let certificate = EndEntityCert::try_from(certificate).map_err(|_| EntraError::assertion_malformed())?;
    certificate
        .verify_signature(algorithm, signed.as_bytes(), signature)
        .map_err(|_| EntraError::assertion_signature_wrong())
}

fn check_claims(app: &App, claims: &Claims, tenant: &Tenant, client_id: &str) -> Result<(), EntraError> {
    if !claims.iss.eq_ignore_ascii_case(client_id) || claims.sub != claims.iss {
        return Err(EntraError::assertion_app_wrong());
    }
    let audiences = [tenant.id.to_string(), tenant.domain.clone()]
        .map(|name| ["oauth2/v2.0/token", "oauth2/token", "v2.0"].map(|end| format!("{}/{name}/{end}", app.address)));
    if !audiences.as_flattened().iter().any(|audience| audience.eq_ignore_ascii_case(claims.aud.trim_end_matches('/')))
    {
        return Err(EntraError::assertion_audience_wrong(&claims.aud));
    }
    let now = now();
    if claims.exp <= now - SKEW || claims.nbf.is_some_and(|from| from > now + SKEW) {
        return Err(EntraError::assertion_time_wrong());
    }
    Ok(())
}
