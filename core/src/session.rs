//! What a client finds out on its first call: where ARM answers, and which tenant it works in.

use std::sync::Arc;

use azure_core::http::{HttpClient, Pipeline, policies::Policy};
use tokio::time::Instant;
use url::Url;

use crate::{
    ClientOptions, Cloud, CloudEndpoints, CredentialSource, Result, authorize::Authorizer, cloud, cloud::https_url,
    entra::Entra, failure, pipeline, tenant::Tenant,
};

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) arm: Url,
    pub(crate) pipeline: Pipeline,
    pub(crate) authorizer: Arc<Authorizer>,
}

impl Session {
    pub(crate) async fn open(
        options: &ClientOptions,
        endpoints: &CloudEndpoints,
        tenant: Option<&Tenant>,
        source: &Arc<dyn CredentialSource>,
        http: &Arc<dyn HttpClient>,
        deadline: Instant,
    ) -> Result<Self> {
        let arm = https_url("endpoint", &endpoints.endpoint)?;
        let authority = cloud::authority_url(&endpoints.authority)?;
        let entra = Arc::new(Entra::new(authority, http.clone(), options));
        let tenant = match tenant {
            None => None,
            Some(Tenant::Id(id)) => Some(id.clone()),
            Some(Tenant::Domain(domain)) => Some(entra.tenant_id(deadline, domain).await?),
        };
        let scope = format!("{}/.default", endpoints.audience);
        let authorizer = Arc::new(Authorizer::new(source.clone(), entra, scope, tenant));
        let signing: Arc<dyn Policy> = authorizer.clone();
        let pipeline = pipeline::new(http.clone(), options, vec![signing]);
        Ok(Self { arm, pipeline, authorizer })
    }
}

/// The caller's endpoint before the caller's cloud, before the sign-in's own cloud, before the public one.
pub(crate) async fn endpoints(options: &ClientOptions, source: &dyn CredentialSource) -> Result<CloudEndpoints> {
    let named = options.cloud.is_some() || options.endpoint.is_some();
    let own = if named { None } else { source.cloud().await.map_err(failure::of_sign_in)? };
    let mut endpoints = own.unwrap_or_else(|| options.cloud.unwrap_or(Cloud::Public).endpoints());
    if let Some(endpoint) = &options.endpoint {
        endpoints.endpoint.clone_from(endpoint);
        // A token for ARM is worth a lot to another host: it gets one that is good there only.
        endpoint.trim().trim_end_matches('/').clone_into(&mut endpoints.audience);
    }
    if let Some(authority) = &options.authority {
        endpoints.authority.clone_from(authority);
    }
    if let Some(audience) = &options.audience {
        audience.trim().clone_into(&mut endpoints.audience);
    }
    Ok(endpoints)
}
