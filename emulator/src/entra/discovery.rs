//! What clients read before they sign in.

use super::{EntraError, jwt::KEY_ID};
use crate::{
    app::App,
    exchange::{Answer, Call},
};
use axum::http::StatusCode;
use serde_json::json;
use url::Url;

/// Names that stand for "the tenant of whoever signs in".
pub(super) const ANY_TENANT: [&str; 2] = ["common", "organizations"];

/// `/common/discovery/instance`: whether an authority is one.
pub(super) fn instance(app: &App, call: &Call) -> Result<Answer, EntraError> {
    let asked =
        call.query("authorization_endpoint").ok_or_else(|| EntraError::field_missing("authorization_endpoint"))?;
    let unknown = || EntraError::instance_unknown(&asked);
    let url = Url::parse(&asked).map_err(|_| unknown())?;
    let own = Url::parse(&app.address).map_err(|_| unknown())?;
    if url.origin() != own.origin() {
        return Err(unknown());
    }
    let tenant = url.path_segments().and_then(|mut segments| segments.next()).unwrap_or("common");
    let host = format!("localhost:{}", own.port_or_known_default().unwrap_or_default());
    Ok(Answer::json(
        StatusCode::OK,
        &json!({
            "tenant_discovery_endpoint": format!("{}/{tenant}/v2.0/.well-known/openid-configuration", app.address),
            "api-version": "1.1",
            "metadata": [{ "preferred_network": host, "preferred_cache": host, "aliases": [host] }],
        }),
    ))
}

/// A tenant's endpoints, by GUID, domain, `common` or `organizations`.
pub(super) fn configuration(app: &App, tenant: &str) -> Result<Answer, EntraError> {
    let any = ANY_TENANT.iter().any(|name| name.eq_ignore_ascii_case(tenant));
    let id = if any {
        "{tenantid}".to_owned()
    } else {
        let directory = app.store.lock();
        directory.tenant(tenant).ok_or_else(|| EntraError::tenant_unknown(tenant))?.id.to_string()
    };
    let segment = if any { tenant } else { &id };
    let address = &app.address;
    Ok(Answer::json(
        StatusCode::OK,
        &json!({
            "issuer": format!("{address}/{id}/v2.0"),
            "token_endpoint": format!("{address}/{segment}/oauth2/v2.0/token"),
            "authorization_endpoint": format!("{address}/{segment}/oauth2/v2.0/authorize"),
            "device_authorization_endpoint": format!("{address}/{segment}/oauth2/v2.0/devicecode"),
            "jwks_uri": format!("{address}/{segment}/discovery/v2.0/keys"),
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
            "response_types_supported": ["code", "id_token"],
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "profile", "offline_access"],
            "tenant_region_scope": null,
            "cloud_instance_name": "localhost",
        }),
    ))
}

/// The public key that tokens are signed with.
pub(super) fn keys(app: &App) -> Answer {
    let (n, e) = app.tokens.public_parts();
    let key = json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": KEY_ID, "x5t": KEY_ID, "n": n, "e": e });
    Answer::json(StatusCode::OK, &json!({ "keys": [key] }))
}
