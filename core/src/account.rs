use url::Url;

use crate::claims::Claims;

/// The signed-in account, as its token describes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Account {
    /// ARM's URL.
    pub endpoint: String,
    /// The tenant's ID.
    pub tenant_id: String,
    /// The account's object ID in the tenant.
    pub object_id: Option<String>,
    /// Its sign-in name, or the application's name or ID.
    pub name: Option<String>,
    /// `user` or `app`, where the token says it.
    pub kind: Option<String>,
    /// How it signed in.
    pub source: String,
}

impl Account {
    pub(crate) fn new(claims: &Claims, source: String, arm: &Url) -> Self {
        Self {
            endpoint: arm.as_str().trim_end_matches('/').to_owned(),
            tenant_id: claims.tid.clone().unwrap_or_default(),
            object_id: claims.oid.clone(),
            name: claims.account_name().map(str::to_owned),
            kind: claims.idtyp.clone(),
            source,
        }
    }
}
