//! The token endpoint: client credentials and refresh tokens.

use super::{EntraError, assertion, discovery::ANY_TENANT, now};
use crate::{
    Principal, PrincipalKind, Tenant,
    app::App,
    exchange::{Answer, Call},
    store::Directory,
};
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;
use url::form_urlencoded;
use uuid::Uuid;

/// The fields of the request's body.
pub(super) struct Form(HashMap<String, String>);

impl Form {
    fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    pub(super) fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str).filter(|value| !value.is_empty())
    }

    fn need(&self, field: &str) -> Result<&str, EntraError> {
        self.get(field).ok_or_else(|| EntraError::field_missing(field))
    }
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    iss: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    appid: &'a str,
    appidacr: &'static str,
    idtyp: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    oid: Uuid,
    sub: Uuid,
    tid: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    upn: Option<&'a str>,
    uti: String,
    ver: &'static str,
}

/// Whom a token is for.
struct Grant {
    tenant: Uuid,
    object_id: Uuid,
    /// A person's names; none for a program.
    person: Option<Person>,
    refresh_token: Option<String>,
    client_info: ClientInfo,
}

struct Person {
    name: String,
    upn: String,
}

/// Object id and tenant at home: by these MSAL files a person's tokens of all tenants under one account.
#[derive(Serialize)]
struct ClientInfo {
    uid: Uuid,
    utid: Uuid,
}

impl ClientInfo {
    /// What a client gets: base64url.
    fn encode(&self) -> String {
        BASE64.encode(json!(self).to_string())
    }
}

impl Grant {
    fn new(tenant: &Tenant, principal: &Principal) -> Self {
        let person = || Person { name: principal.name.clone(), upn: sign_in_name(principal, tenant) };
        Self {
            tenant: tenant.id,
            object_id: principal.object_id,
            person: (principal.kind != PrincipalKind::ServicePrincipal).then(person),
            refresh_token: principal.refresh_token.clone(),
            client_info: ClientInfo { uid: principal.object_id, utid: tenant.id },
        }
    }
}

/// Answers `POST /{tenant}/oauth2/v2.0/token`.
pub(super) fn answer(app: &App, call: &Call, tenant: &str) -> Result<Answer, EntraError> {
    let form = Form::read(&call.body);
    let client_id = form.need("client_id")?;
    let grant = grant(app, &form, tenant, client_id)?;
    let scope = form.need("scope")?;
    let audience = resource(scope)?;
    let token = sign(app, audience, &grant, client_id);
    let mut body = json!({
        "token_type": "Bearer",
        "expires_in": app.lifetime,
        "ext_expires_in": app.lifetime,
        "access_token": token,
    });
    if let Some(person) = &grant.person {
        body["scope"] = json!(format!("{audience}/user_impersonation {audience}/.default"));
        body["refresh_token"] = json!(grant.refresh_token);
        body["client_info"] = json!(grant.client_info.encode());
        if scope.split_whitespace().any(|part| part == "openid") {
            body["id_token"] = json!(id_token(app, &grant, person, client_id));
        }
    }
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Checks what the request proves. The directory is locked only in here: signing takes longer than all the rest.
fn grant(app: &App, form: &Form, tenant: &str, client_id: &str) -> Result<Grant, EntraError> {
    let directory = app.store.lock();
    let any = ANY_TENANT.iter().any(|name| name.eq_ignore_ascii_case(tenant));
    let named = directory.tenant(tenant);
    if !any && named.is_none() {
        return Err(EntraError::tenant_unknown(tenant));
    }
    match form.need("grant_type")? {
        "client_credentials" => {
            let tenant = named.ok_or_else(EntraError::common_tenant_for_app)?;
            Ok(Grant::new(tenant, program(app, form, tenant, client_id)?))
        }
        "refresh_token" => user(&directory, form, named),
        other => Err(EntraError::grant_unsupported(other)),
    }
}

/// The service principal that the request's secret or assertion proves.
fn program<'a>(app: &App, form: &Form, tenant: &'a Tenant, client_id: &str) -> Result<&'a Principal, EntraError> {
    let wanted = Uuid::parse_str(client_id).ok();
    let principal = tenant.principals.iter().find(|principal| wanted.is_some() && principal.client_id == wanted);
    let principal = principal.ok_or_else(|| EntraError::app_not_in_tenant(client_id, &tenant.name))?;
    if let Some(assertion) = form.get("client_assertion") {
        assertion::check(app, assertion, tenant, principal, client_id)?;
    } else if form.get("client_secret").ok_or_else(EntraError::credential_missing)?
        != principal.secret.as_deref().unwrap_or_default()
    {
        return Err(EntraError::secret_wrong(client_id));
    }
    Ok(principal)
}

/// The user whose refresh token it is, in the tenant asked for; without one, at home.
fn user(directory: &Directory, form: &Form, tenant: Option<&Tenant>) -> Result<Grant, EntraError> {
    let token = form.need("refresh_token")?;
    let here = |tenant| find_user(tenant, token).map(|user| (tenant, user));
    let everywhere = || directory.tenants().iter().filter_map(here);
    let home = everywhere().find(|(_, user)| user.kind == PrincipalKind::User).or_else(|| everywhere().next());
    let (home, person) = home.ok_or_else(EntraError::refresh_token_invalid)?;
    let Some(tenant) = tenant else {
        return Ok(Grant::new(home, person));
    };
    let user = find_user(tenant, token);
    let user =
        user.ok_or_else(|| EntraError::user_not_in_tenant(&sign_in_name(person, home), home.id, &tenant.name))?;
    let mut grant = Grant::new(tenant, user);
    if (user.kind, person.kind) == (PrincipalKind::GuestUser, PrincipalKind::User) {
        grant.client_info = ClientInfo { uid: person.object_id, utid: home.id };
    }
    Ok(grant)
}

fn find_user<'a>(tenant: &'a Tenant, refresh_token: &str) -> Option<&'a Principal> {
    tenant.principals.iter().find(|user| user.refresh_token.as_deref() == Some(refresh_token))
}

/// `ada.partner@fabrikam.example`
fn sign_in_name(user: &Principal, tenant: &Tenant) -> String {
    format!("{}@{}", user.name.to_lowercase().split_whitespace().collect::<Vec<_>>().join("."), tenant.domain)
}

/// The resource of a scope such as `https://management.azure.com/.default`.
fn resource(scope: &str) -> Result<&str, EntraError> {
    let wanted = |part: &&str| !matches!(*part, "openid" | "profile" | "offline_access" | "email");
    let mut scopes = scope.split_whitespace().filter(wanted);
    let resource = scopes.next().and_then(|scope| scope.strip_suffix("/.default"));
    match (resource, scopes.next()) {
        (Some(resource), None) if !resource.is_empty() => Ok(resource),
        _ => Err(EntraError::scope_invalid(scope)),
    }
}

/// An ARM token of somebody, as signing in would give it; of a person without an account when no such principal is seeded.
pub(crate) fn issue(app: &App, tenant: Uuid, object_id: Uuid) -> String {
    let directory = app.store.lock();
    let found = directory.tenant(&tenant.to_string()).zip(directory.principal(tenant, object_id));
    let stranger = || Person { name: "Nobody".into(), upn: "nobody@elsewhere.example".into() };
    let grant = found.map_or_else(
        || {
            let client_info = ClientInfo { uid: object_id, utid: tenant };
            Grant { tenant, object_id, person: Some(stranger()), refresh_token: None, client_info }
        },
        |(tenant, principal)| Grant::new(tenant, principal),
    );
    let client_id = found.and_then(|(_, principal)| principal.client_id).unwrap_or_default();
    drop(directory);
    sign(app, &app.address, &grant, &client_id.to_string())
}

fn sign(app: &App, audience: &str, grant: &Grant, client_id: &str) -> String {
    let now = now();
    let person = grant.person.as_ref();
    app.tokens.sign(&Claims {
        aud: audience,
        iss: format!("https://sts.windows.net/{}/", grant.tenant),
        iat: now,
        nbf: now,
        exp: now + app.lifetime,
        appid: client_id,
        appidacr: if person.is_some() { "0" } else { "1" },
        idtyp: if person.is_some() { "user" } else { "app" },
        name: person.map(|person| person.name.as_str()),
        oid: grant.object_id,
        sub: grant.object_id,
        tid: grant.tenant,
        upn: person.map(|person| person.upn.as_str()),
        uti: BASE64.encode(Uuid::new_v4()),
        ver: "1.0",
    })
}

fn id_token(app: &App, grant: &Grant, person: &Person, client_id: &str) -> String {
    let now = now();
    app.tokens.sign(&json!({
        "aud": client_id,
        "iss": format!("{}/{}/v2.0", app.address, grant.tenant),
        "iat": now,
        "nbf": now,
        "exp": now + app.lifetime,
        "name": person.name,
        "oid": grant.object_id,
        "preferred_username": person.upn,
        "sub": grant.object_id,
        "tid": grant.tenant,
        "ver": "2.0",
    }))
}
