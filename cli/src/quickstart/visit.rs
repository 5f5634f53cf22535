//! The main job in one tenant: link, show, change, remove.

use std::error::Error;

use managementpartner::{Account, Client, ErrorKind, LinkOptions, Linked, Partner, PartnerId};

/// What was done for one customer; each part is what the service answered.
pub(crate) struct Visit {
    pub(crate) account: Account,
    pub(crate) linked: Partner,
    pub(crate) shown: Partner,
    pub(crate) changed: Linked,
    pub(crate) removed: Partner,
}

/// Links the account of `client` to `first`, shows it, changes it to `second`, removes it, and proves that it is gone.
pub(crate) async fn visit(client: &Client, first: &PartnerId, second: &PartnerId) -> Result<Visit, Box<dyn Error>> {
    let account = client.account(None).await?;
    let linked = client.link(first, None).await?.partner;
    let shown = client.current(None).await?;
    let replace = LinkOptions { replace: Some(first.clone()), ..LinkOptions::default() };
    let changed = client.link(second, Some(replace)).await?;
    let removed = client.unlink(None).await?.ok_or("the link was gone before it was removed")?;
    match client.current(None).await {
        Err(error) if error.kind() == ErrorKind::NotLinked => {}
        Err(error) => return Err(error.into()),
        Ok(left) => return Err(format!("the account is still linked with {}", left.partner_id).into()),
    }
    Ok(Visit { account, linked, shown, changed, removed })
}
