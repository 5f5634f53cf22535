use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

/// What an access token says of itself. It is read without a check of the signature, which is the service's to make:
/// it may only ever lead to a refusal.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Claims {
    /// The tenant.
    pub(crate) tid: Option<String>,
    /// The account's object ID in the tenant.
    pub(crate) oid: Option<String>,
    /// When it expires, in seconds since 1970.
    pub(crate) exp: Option<i64>,
    /// `user` or `app`.
    pub(crate) idtyp: Option<String>,
    name: Option<String>,
    upn: Option<String>,
    unique_name: Option<String>,
    preferred_username: Option<String>,
    app_displayname: Option<String>,
    appid: Option<String>,
    azp: Option<String>,
}

impl Claims {
    /// The claims of a JWT; `None` when `token` is none.
    pub(crate) fn read(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let json = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
        serde_json::from_slice(&json).ok()
    }

    /// What a person calls the account: its sign-in name, or else the application.
    pub(crate) fn account_name(&self) -> Option<&str> {
        [
            &self.upn,
            &self.unique_name,
            &self.preferred_username,
            &self.name,
            &self.app_displayname,
            &self.appid,
            &self.azp,
        ]
        .into_iter()
        .find_map(Option::as_deref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_jwt_has_claims() {
        let payload = URL_SAFE_NO_PAD.encode(r#"{"tid":"t","oid":"o","appid":"a","aud":["x"]}"#);
        let claims = Claims::read(&format!("h.{payload}.s")).unwrap();
        assert_eq!((claims.tid.as_deref(), claims.account_name()), (Some("t"), Some("a")));
        for bad in ["", "opaque", "a.b.c", "h.e30.s.x", &format!("h.{payload}.s\r\nX: y")] {
            assert!(Claims::read(bad).is_none(), "{bad:?}");
        }
    }
}
