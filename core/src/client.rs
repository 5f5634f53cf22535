use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use azure_core::http::{HttpClient, Method, PipelineSendOptions, Request};
use tokio::sync::OnceCell;
use url::Url;

use crate::{
    Account, ClientOptions, CloudEndpoints, CredentialSource, Error, ErrorKind, MethodOptions, Operation, Partner,
    PartnerId, Result,
    answer::Answer,
    call::Call,
    cloud,
    cloud::https_url,
    failure,
    operation::OperationPage,
    pipeline, retry,
    session::{self, Session},
    tenant::Tenant,
    transport,
    write::{Verb, Write},
};

const PARTNERS: &str = "/providers/Microsoft.ManagementPartner/partners";
const OPERATIONS: &str = "/providers/Microsoft.ManagementPartner/operations";
/// The only one that the service has.
const API_VERSION: &str = "2018-02-01";
/// Far more than there are; a `nextLink` that goes round in circles ends here.
const MAX_PAGES: usize = 100;

/// Links the signed-in account to a partner ID, in one tenant.
///
/// Cloning is cheap, and the clones share connections and tokens. Nothing is sent before the first call. The calls need
/// a Tokio runtime with its I/O and time drivers. A client stays with the tenant and the account of its first token.
///
/// The built-in HTTP client brings its TLS along (rustls with ring) and leaves the process's TLS provider alone.
///
/// [`link`](Self::link) and [`unlink`](Self::unlink) are what most callers want; `create`, `update` and `delete` are
/// the service's verbs as they are.
#[derive(Clone, Debug)]
pub struct Client(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: ClientOptions,
    tenant: Option<Tenant>,
    session: Arc<OnceCell<Session>>,
    shared: Arc<Shared>,
}

/// What a client has in common with its clients for other tenants.
#[derive(Debug)]
struct Shared {
    source: Arc<dyn CredentialSource>,
    http: Arc<dyn HttpClient>,
    endpoints: OnceCell<CloudEndpoints>,
    /// Those of the living clients: one a tenant, so that its clients share a token.
    sessions: Mutex<HashMap<Option<Tenant>, Weak<OnceCell<Session>>>>,
}

impl Client {
    /// A client that signs in through `source`.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for an option that cannot be used; nothing was sent.
    pub fn new(source: Arc<dyn CredentialSource>, options: Option<ClientOptions>) -> Result<Self> {
        let options = options.unwrap_or_default();
        options.endpoint.as_deref().map(|url| https_url("endpoint", url)).transpose()?;
        options.authority.as_deref().map(cloud::authority_url).transpose()?;
        options.user_agent.as_deref().map(pipeline::check_user_agent).transpose()?;
        options.audience.as_deref().map(cloud::check_audience).transpose()?;
        let http = transport::new(&options)?;
        let (endpoints, sessions) = (OnceCell::new(), Mutex::default());
        Self::assemble(options, Arc::new(Shared { source, http, endpoints, sessions }))
    }

    /// A client with the same sign-in and connections for another tenant, by ID (a GUID) or domain. Clients of the same
    /// origin that live at the same time and name the same tenant share its token, and stay with its account.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) when `tenant` is neither.
    pub fn for_tenant(&self, tenant: &str) -> Result<Self> {
        let options = ClientOptions { tenant: Some(tenant.to_owned()), ..self.0.options.clone() };
        Self::assemble(options, self.0.shared.clone())
    }

    fn assemble(options: ClientOptions, shared: Arc<Shared>) -> Result<Self> {
        let tenant = options.tenant.as_deref().or_else(|| shared.source.tenant()).map(Tenant::new).transpose()?;
        let session = shared.session(tenant.clone());
        Ok(Self(Arc::new(Inner { options, tenant, session, shared })))
    }

    /// Links the account to `id` (PUT). What the service does with an account that is linked already is its own
    /// business; [`link`](Self::link) is the safe way.
    ///
    /// # Errors
    ///
    /// [`InvalidPartnerId`](ErrorKind::InvalidPartnerId) (recorded: python-create-invalid),
    /// [`AlreadyLinked`](ErrorKind::AlreadyLinked), and those of every call.
    #[tracing::instrument(name = "managementpartner.create", skip_all, fields(partner_id = %id))]
    pub async fn create(&self, id: &PartnerId, options: Option<MethodOptions>) -> Result<Partner> {
        let call = self.call(options);
        call.run(self.write_partner(&call, Write::new(Verb::Create, id))).await
    }

    /// Changes the account's link to `id` (PATCH).
    ///
    /// # Errors
    ///
    /// [`NotLinked`](ErrorKind::NotLinked), [`InvalidPartnerId`](ErrorKind::InvalidPartnerId), and those of every call.
    #[tracing::instrument(name = "managementpartner.update", skip_all, fields(partner_id = %id))]
    pub async fn update(&self, id: &PartnerId, options: Option<MethodOptions>) -> Result<Partner> {
        let call = self.call(options);
        call.run(self.write_partner(&call, Write::new(Verb::Update, id))).await
    }

    /// Removes the account's link to `id` (DELETE). Where there is no link the service answers success
    /// (recorded: python-delete-unlinked); [`unlink`](Self::unlink) says whether there was one.
    #[tracing::instrument(name = "managementpartner.delete", skip_all, fields(partner_id = %id))]
    pub async fn delete(&self, id: &PartnerId, options: Option<MethodOptions>) -> Result<()> {
        let call = self.call(options);
        call.run(self.write(&call, Write::new(Verb::Delete, id))).await.map(drop)
    }

    /// The account's link, if it is with `id`.
    ///
    /// # Errors
    ///
    /// [`NotLinked`](ErrorKind::NotLinked) (recorded: python-get-unlinked), and those of every call.
    #[tracing::instrument(name = "managementpartner.get", skip_all, fields(partner_id = %id))]
    pub async fn get(&self, id: &PartnerId, options: Option<MethodOptions>) -> Result<Partner> {
        let call = self.call(options);
        call.run(async { self.send(&call, Method::Get, &partner_path(id)).await?.partner_with(id) }).await
    }

    /// The account's link.
    ///
    /// # Errors
    ///
    /// [`NotLinked`](ErrorKind::NotLinked), and those of every call.
    #[tracing::instrument(name = "managementpartner.current", skip_all)]
    pub async fn current(&self, options: Option<MethodOptions>) -> Result<Partner> {
        let call = self.call(options);
        call.run(self.read(&call)).await
    }

    /// The operations that the provider offers, of all pages.
    #[tracing::instrument(name = "managementpartner.operations", skip_all)]
    pub async fn operations(&self, options: Option<MethodOptions>) -> Result<Vec<Operation>> {
        let call = self.call(options);
        call.run(self.all_pages(&call)).await
    }

    /// Who is signed in, by the token; nothing is asked of ARM.
    pub async fn account(&self, options: Option<MethodOptions>) -> Result<Account> {
        let call = self.call(options);
        call.run(async {
            let session = self.session(&call).await?;
            let token = session.authorizer.token(Some(call.deadline)).await?;
            Ok(Account::new(&token.claims, self.0.shared.source.name(), &session.arm))
        })
        .await
    }

    pub(crate) fn call(&self, options: Option<MethodOptions>) -> Call {
        Call::new(options, self.0.options.timeout)
    }

    pub(crate) fn options(&self) -> &ClientOptions {
        &self.0.options
    }

    pub(crate) async fn read(&self, call: &Call) -> Result<Partner> {
        self.send(call, Method::Get, PARTNERS).await?.partner()
    }

    /// Sends one request of `call` to `path` and gives the answer if it is a success.
    pub(crate) async fn send(&self, call: &Call, method: Method, path: &str) -> Result<Answer> {
        let session = self.session(call).await?;
        let mut url = cloud::join(&session.arm, path);
        url.query_pairs_mut().append_pair("api-version", API_VERSION);
        self.send_to(call, session, method, url).await
    }

    async fn send_to(&self, call: &Call, session: &Session, method: Method, url: Url) -> Result<Answer> {
        let mut request = Request::new(url, method);
        request.insert_header("accept", "application/json");
        let options = PipelineSendOptions { skip_checks: true, ..PipelineSendOptions::default() };
        let answer = session.pipeline.send(&call.context(), &mut request, Some(options)).await;
        let (status, headers, body) = match answer {
            Ok(answer) => answer.deconstruct(),
            Err(error) => return Err(failure::from_pipeline(error, &request)),
        };
        let ids = failure::ids(&headers, pipeline::client_request_id(&request));
        let retry_after = retry::asked_wait(&headers);
        if !status.is_success() {
            return Err(failure::from_answer(status.into(), &headers, &body, ids));
        }
        Ok(Answer { status: status.into(), body: body.into(), ids, retry_after, token: call.sent.token() })
    }

    async fn session(&self, call: &Call) -> Result<&Session> {
        let Inner { options, tenant, session, shared } = &*self.0;
        let Shared { source, http, endpoints, .. } = &**shared;
        let open = async || {
            let endpoints = endpoints.get_or_try_init(|| session::endpoints(options, source.as_ref())).await?;
            Session::open(options, endpoints, tenant.as_ref(), source, http, call.deadline).await
        };
        session.get_or_try_init(open).await
    }

    async fn all_pages(&self, call: &Call) -> Result<Vec<Operation>> {
        let session = self.session(call).await?;
        let mut answer = self.send(call, Method::Get, OPERATIONS).await?;
        let mut operations = Vec::new();
        for _ in 0..MAX_PAGES {
            let page: OperationPage = answer.json()?;
            operations.extend(page.value);
            let Some(next) = page.next_link.filter(|next| !next.is_empty()) else {
                return Ok(operations);
            };
            answer = self.send_to(call, session, Method::Get, next_page(&session.arm, &next)?).await?;
        }
        Err(Error::new(ErrorKind::InvalidResponse, format!("The list of operations has more than {MAX_PAGES} pages")))
    }
}

impl Shared {
    fn session(&self, tenant: Option<Tenant>) -> Arc<OnceCell<Session>> {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = sessions.get(&tenant).and_then(Weak::upgrade) {
            return session;
        }
        if sessions.len() == sessions.capacity() {
            sessions.retain(|_, session| session.strong_count() > 0);
        }
        let session = Arc::default();
        sessions.insert(tenant, Arc::downgrade(&session));
        session
    }
}

pub(crate) fn partner_path(id: &PartnerId) -> String {
    format!("{PARTNERS}/{id}")
}

/// The URL of the next page: on ARM's own host, or the token would go elsewhere.
fn next_page(arm: &Url, link: &str) -> Result<Url> {
    let same_host = |url: &Url| url.origin() == arm.origin() && url.username().is_empty() && url.password().is_none();
    Url::parse(link).ok().filter(same_host).ok_or_else(|| {
        Error::new(ErrorKind::InvalidResponse, "The list of operations goes on at another host and was not followed")
    })
}
