//! Access tokens: signed with one fixed test key, verified once and remembered.

use crate::{Error, Result};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use ring::{
    rand::SystemRandom,
    signature::{KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

/// A fixed RSA key that protects nothing: making one at start would take longer than everything else.
const KEY: &[u8] = include_bytes!("../token-key.p8");
pub(super) const KEY_ID: &str = "managementpartner-emulator-1";
/// More tokens than this are not remembered at a time.
const REMEMBERED: usize = 10_000;

/// What a token says of its owner.
#[derive(Debug, Deserialize)]
pub(crate) struct Caller {
    #[serde(rename = "tid")]
    pub(crate) tenant: Uuid,
    #[serde(rename = "oid")]
    pub(crate) object_id: Uuid,
    #[serde(rename = "aud")]
    pub(crate) audience: String,
    /// Seconds since 1970.
    #[serde(rename = "exp")]
    pub(crate) expires: i64,
}

/// Signs and verifies.
pub(crate) struct Tokens {
    key: RsaKeyPair,
    random: SystemRandom,
    header: String,
    verified: Mutex<HashMap<String, Arc<Caller>>>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}

impl Tokens {
    pub(crate) fn new() -> Result<Self> {
        let key =
            RsaKeyPair::from_pkcs8(KEY).map_err(|error| Error::new(format!("the built-in token key: {error}")))?;
        let header = format!(r#"{{"typ":"JWT","alg":"RS256","x5t":"{KEY_ID}","kid":"{KEY_ID}"}}"#);
        Ok(Self { key, random: SystemRandom::new(), header: BASE64.encode(header), verified: Mutex::default() })
    }

    /// A signed token with these claims.
    pub(super) fn sign(&self, claims: &impl Serialize) -> String {
        let claims = serde_json::to_vec(claims).unwrap_or_default();
        let mut token = format!("{}.{}", self.header, BASE64.encode(claims));
        let mut signature = vec![0; self.key.public().modulus_len()];
        // Fails only when the buffer does not fit the key or the system has no randomness; then verification refuses it.
        if self.key.sign(&RSA_PKCS1_SHA256, &self.random, token.as_bytes(), &mut signature).is_err() {
            tracing::error!("a token could not be signed");
        }
        token.push('.');
        BASE64.encode_string(signature, &mut token);
        token
    }

    /// Whose token it is, when its signature is right; audience and lifetime are the caller's to judge.
    pub(crate) fn verify(&self, token: &str) -> Option<Arc<Caller>> {
        let remembered = || self.verified.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(caller) = remembered().get(token) {
            return Some(Arc::clone(caller));
        }
        let caller = Arc::new(self.check(token)?);
        let mut verified = remembered();
        if verified.len() >= REMEMBERED {
            verified.clear();
        }
        verified.insert(token.to_owned(), Arc::clone(&caller));
        Some(caller)
    }

    fn check(&self, token: &str) -> Option<Caller> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let signature = BASE64.decode(signature).ok()?;
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.key.public_key());
        key.verify(signed.as_bytes(), &signature).ok()?;
        (header == self.header).then_some(())?;
        serde_json::from_slice(&BASE64.decode(claims).ok()?).ok()
    }

    /// Modulus and exponent of the public key, base64url, as a JWK has them.
    pub(super) fn public_parts(&self) -> (String, String) {
        let public = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(self.key.public());
        (BASE64.encode(public.n), BASE64.encode(public.e))
    }
}
