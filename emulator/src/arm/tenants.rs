//! `/tenants` and `/subscriptions`: what the caller can see beside its link.

use crate::{Principal, PrincipalKind, Tenant, app::App, entra::Caller, exchange::Answer};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// A user's tenants, guests' too, with their names; a service principal sees its token's tenant only, and only its id.
pub(super) fn tenants(app: &App, caller: &Caller) -> Answer {
    let directory = app.store.lock();
    let value: Vec<Value> = match directory.principal(caller.tenant, caller.object_id) {
        Some(user) if user.kind != PrincipalKind::ServicePrincipal => directory
            .tenants()
            .iter()
            .filter(|tenant| {
                tenant.id == caller.tenant
                    || tenant.principals.iter().any(|other| other.account && same_user(user, other))
            })
            .map(described)
            .collect(),
        _ => vec![json!({
            "id": format!("/tenants/{}", caller.tenant),
            "tenantId": caller.tenant,
            "tenantCategory": "Home",
        })],
    };
    Answer::json(StatusCode::OK, &json!({ "value": value }))
}

fn same_user(user: &Principal, other: &Principal) -> bool {
    user.refresh_token.is_some() && user.refresh_token == other.refresh_token
}

fn described(tenant: &Tenant) -> Value {
    json!({
        "id": format!("/tenants/{}", tenant.id),
        "tenantId": tenant.id,
        "tenantCategory": "Home",
        "countryCode": "US",
        "displayName": tenant.name,
        "domains": [tenant.domain],
        "defaultDomain": tenant.domain,
        "tenantType": "AAD",
    })
}

/// The subscriptions of the token's tenant; none is legal.
pub(super) fn subscriptions(app: &App, caller: &Caller) -> Answer {
    let directory = app.store.lock();
    let tenant = directory.tenant(&caller.tenant.to_string());
    let value: Vec<Value> = tenant.into_iter().flat_map(|tenant| {
        tenant.subscriptions.iter().map(|subscription| {
            let managed: Vec<Value> =
                subscription.home_tenant.iter().map(|_| json!({ "tenantId": tenant.id })).collect();
            json!({
                "id": format!("/subscriptions/{}", subscription.id),
                "subscriptionId": subscription.id,
                "tenantId": subscription.home_tenant.unwrap_or(tenant.id),
                "displayName": subscription.name,
                "state": "Enabled",
                "authorizationSource": "RoleBased",
                "managedByTenants": managed,
                "subscriptionPolicies": { "locationPlacementId": "Public_2014-09-01", "quotaId": "PayAsYouGo_2014-09-01", "spendingLimit": "Off" },
            })
        })
    }).collect();
    let count = json!({ "type": "Total", "value": value.len() });
    Answer::json(StatusCode::OK, &json!({ "value": value, "count": count }))
}
