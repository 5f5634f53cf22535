//! Client assertions: signing in with a certificate.

use crate::support::Session;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use managementpartner_emulator::{Options, Principal, State};
use rcgen::{CertificateParams, KeyPair};
use ring::{
    digest,
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair},
};
use rustls_pki_types::PrivatePkcs8KeyDer;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// Any RSA key serves as a test's own.
const KEY: &[u8] = include_bytes!("../../src/token-key.p8");

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

struct Certified {
    session: Session,
    thumbprint: String,
    client_id: String,
}

async fn certified() -> Certified {
    let key = KeyPair::from_pkcs8_der_and_sign_algo(&PrivatePkcs8KeyDer::from(KEY), &rcgen::PKCS_RSA_SHA256).unwrap();
    let certificate = CertificateParams::new(Vec::new()).unwrap().self_signed(&key).unwrap();
    let mut seed = State::default();
    let principal: &mut Principal = &mut seed.tenants[0].principals[0];
    principal.secret = None;
    principal.certificate = Some(certificate.pem());
    let client_id = principal.client_id.unwrap().to_string();
    let session = Session::start(Options { seed, ..Options::default() }).await;
    Certified { session, thumbprint: BASE64.encode(digest::digest(&digest::SHA256, certificate.der())), client_id }
}

impl Certified {
    fn claims(&self) -> Value {
        let audience = self.session.url(&format!("/{}/oauth2/v2.0/token", self.session.tenant));
        json!({ "aud": audience, "iss": self.client_id, "sub": self.client_id, "jti": "1", "nbf": now(), "exp": now() + 600 })
    }

    /// Signs in with an assertion; the status and, of an error, its number.
    async fn sign_in(&self, claims: &Value, thumbprint: &str, algorithm: &str) -> (u16, i64) {
        let header = json!({ "alg": algorithm, "typ": "JWT", "x5t#S256": thumbprint });
        let mut token = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
        let key = RsaKeyPair::from_pkcs8(KEY).unwrap();
        let padding: &'static dyn RsaEncoding = if algorithm == "PS256" { &RSA_PSS_SHA256 } else { &RSA_PKCS1_SHA256 };
        let mut signature = vec![0; key.public().modulus_len()];
        key.sign(padding, &SystemRandom::new(), token.as_bytes(), &mut signature).unwrap();
        token = format!("{token}.{}", BASE64.encode(signature));
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &self.client_id),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", &token),
            ("scope", "https://management.azure.com/.default"),
        ];
        let (status, answer) = self.session.sign_in(&self.session.tenant, &form).await;
        (status.as_u16(), answer["error_codes"][0].as_i64().unwrap_or_default())
    }
}

#[tokio::test]
async fn an_assertion_signed_with_the_registered_certificate_signs_in() {
    let certified = certified().await;
    for algorithm in ["RS256", "PS256"] {
        assert_eq!(
            certified.sign_in(&certified.claims(), &certified.thumbprint, algorithm).await,
            (200, 0),
            "{algorithm}"
        );
    }
}

#[tokio::test]
async fn a_wrong_assertion_is_refused_with_its_number() {
    let certified = certified().await;
    let changed = |field: &str, value: Value| {
        let mut claims = certified.claims();
        claims[field] = value;
        claims
    };
    for (claims, code) in [
        (changed("aud", json!("https://login.microsoftonline.com/common")), 700_023),
        (changed("exp", json!(now() - 3600)), 700_024),
        (changed("nbf", json!(now() + 3600)), 700_024),
        (changed("iss", json!("somebody")), 700_021),
    ] {
        assert_eq!(certified.sign_in(&claims, &certified.thumbprint, "RS256").await, (401, code), "{claims}");
    }
    assert_eq!(certified.sign_in(&certified.claims(), "unknown", "RS256").await, (401, 700_027));
    assert_eq!(certified.sign_in(&certified.claims(), &certified.thumbprint, "none").await, (401, 50027));
}
