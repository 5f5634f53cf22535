//! Signs requests: one token per tenant, checked before it goes out.

use std::{
    error::Error as _,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use azure_core::{
    credentials::AccessToken,
    http::{
        Context, Method, Request,
        headers::{AUTHORIZATION, HeaderValue},
        policies::{Policy, PolicyResult},
    },
};
use time::OffsetDateTime;
use tokio::{sync::Mutex, time::Instant};

use crate::{
    CredentialSource, Error, ErrorKind, Result, TokenRequest, claims::Claims, entra::Entra, failure, retry::Deadline,
};

/// A token is renewed this long before it expires.
const RENEW_BEFORE: Duration = Duration::from_mins(5);

/// A token that passed the guard.
pub(crate) struct Token {
    header: HeaderValue,
    expires_on: OffsetDateTime,
    pub(crate) claims: Claims,
}

impl Token {
    fn lives_for(&self, time: Duration) -> bool {
        OffsetDateTime::now_utc() + time < self.expires_on
    }
}

/// Whether every other call would hear the same: not where a host's credential failed, which may be its caller's doing.
fn is_refusal(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Authentication | ErrorKind::WrongTenant) && error.source().is_none()
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("expires_on", &self.expires_on).finish_non_exhaustive()
    }
}

/// In a request's context: what its call learns of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent(Arc<SentParts>);

#[derive(Debug, Default)]
struct SentParts {
    token: std::sync::Mutex<Option<Arc<Token>>>,
    write: AtomicBool,
}

impl Sent {
    fn with(&self, token: &Arc<Token>, method: Method) {
        if method != Method::Get {
            self.0.write.store(true, Ordering::Relaxed);
        }
        *self.0.token.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(token.clone());
    }

    /// The token that the last request went out with.
    pub(crate) fn token(&self) -> Option<Arc<Token>> {
        self.0.token.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Whether a write went out whose outcome is open.
    pub(crate) fn has_open_write(&self) -> bool {
        self.0.write.load(Ordering::Relaxed)
    }

    /// The outcome of a write is open again: its proof is still to be read.
    pub(crate) fn reopen(&self) {
        self.0.write.store(true, Ordering::Relaxed);
    }

    /// The outcome of the write is known.
    pub(crate) fn settle(&self) {
        self.0.write.store(false, Ordering::Relaxed);
    }
}

/// Gets, keeps and checks the tokens of one account in one tenant.
#[derive(Debug)]
pub(crate) struct Authorizer {
    source: Arc<dyn CredentialSource>,
    entra: Arc<Entra>,
    scope: String,
    /// The tenant that was asked for.
    tenant: Option<String>,
    kept: Mutex<Kept>,
    /// How many times the sign-in was refused.
    refusals: AtomicUsize,
}

/// Tenant and object ID.
type Account = (String, Option<String>);

#[derive(Debug, Default)]
struct Kept {
    token: Option<Arc<Token>>,
    /// That of the first token: a client stays with the account that it began with.
    account: Option<Account>,
    /// Why the sign-in was refused the last time; never with what another library threw, which may hold half a program.
    refusal: Option<Error>,
}

impl Kept {
    fn good_for(&self, time: Duration) -> Option<Arc<Token>> {
        self.token.clone().filter(|token| token.lives_for(time))
    }
}

impl Authorizer {
    pub(crate) fn new(
        source: Arc<dyn CredentialSource>,
        entra: Arc<Entra>,
        scope: String,
        tenant: Option<String>,
    ) -> Self {
        Self { source, entra, scope, tenant, kept: Mutex::default(), refusals: AtomicUsize::default() }
    }

    /// A token that is good for five more minutes where the source has one.
    pub(crate) async fn token(&self, deadline: Option<Instant>) -> Result<Arc<Token>> {
        let refusals = self.refusals.load(Ordering::Relaxed);
        let mut kept = self.kept.lock().await;
        if let Some(token) = kept.good_for(RENEW_BEFORE) {
            return Ok(token);
        }
        // Calls that waited for one sign-in share its refusal: another would end the same way.
        let waited_for = self.refusals.load(Ordering::Relaxed) > refusals;
        let renewed = match kept.refusal.clone().filter(|_| waited_for) {
            Some(refusal) => Err(refusal),
            None => self.renew(&mut kept, deadline).await,
        };
        match renewed {
            // What the source cannot renew just now is still good for what is left of it.
            Err(error) if error.kind() != ErrorKind::WrongTenant => kept.good_for(Duration::ZERO).ok_or(error),
            renewed => renewed,
        }
    }

    async fn renew(&self, kept: &mut Kept, deadline: Option<Instant>) -> Result<Arc<Token>> {
        let fetched = self.fetch(kept.account.as_ref(), deadline).await;
        if let Some(error) = fetched.as_ref().err().filter(|error| is_refusal(error)) {
            kept.refusal = Some(error.clone());
            self.refusals.fetch_add(1, Ordering::Relaxed);
        }
        let (token, account) = fetched?;
        let token = Arc::new(token);
        *kept = Kept { token: Some(token.clone()), account: Some(account), refusal: None };
        Ok(token)
    }

    async fn fetch(&self, before: Option<&Account>, deadline: Option<Instant>) -> Result<(Token, Account)> {
        let tenant = self.tenant.as_deref().or(before.map(|(tenant, _)| tenant.as_str()));
        let request = TokenRequest { tenant, scope: &self.scope, entra: &self.entra, deadline };
        let token = self.source.token(&request).await.map_err(failure::of_sign_in)?;
        self.check(&token, before)
    }

    /// The guard: a token of another tenant than the one asked for, or of another account than before, goes nowhere.
    fn check(&self, token: &AccessToken, before: Option<&Account>) -> Result<(Token, Account)> {
        let secret = token.token.secret();
        let claims =
            Claims::read(secret).ok_or_else(|| self.refuse("is no JWT, so that its tenant cannot be checked"))?;
        let tid = claims.tid.as_deref().ok_or_else(|| self.refuse("names no tenant (tid)"))?.to_ascii_lowercase();
        let asked = self.tenant.as_ref().or(before.map(|(tenant, _)| tenant)).unwrap_or(&tid);
        if *asked != tid {
            let error = self.refuse(&format!("is of the tenant {tid}, not of {asked} that was asked for"));
            return Err(error.with_hint(format!("Sign in to the tenant {asked}, or name the tenant {tid}.")));
        }
        let account = (tid, claims.oid.clone());
        if before.is_some_and(|before| *before != account) {
            let error = self.refuse("is of another account than the one that this client began with");
            return Err(error.with_hint("Make a new client for the other account."));
        }
        let header = HeaderValue::from(format!("Bearer {secret}"));
        let checked = Token { header, expires_on: token.expires_on, claims };
        if !checked.lives_for(Duration::ZERO) {
            let message = format!("The token of {} has expired", self.source.name());
            return Err(Error::new(ErrorKind::Authentication, message).with_hint("Sign in again."));
        }
        tracing::debug!(tenant = account.0, object_id = account.1, source = self.source.name(), "signed in");
        Ok((checked, account))
    }

    fn refuse(&self, why: &str) -> Error {
        let message = format!("The token of {} {why}; no request was sent with it", self.source.name());
        Error::new(ErrorKind::WrongTenant, message)
    }

    /// Forgets `token`, which the service refused.
    async fn forget(&self, token: &Arc<Token>) {
        let mut kept = self.kept.lock().await;
        if kept.token.as_ref().is_some_and(|current| Arc::ptr_eq(current, token)) {
            kept.token = None;
        }
    }
}

#[async_trait]
impl Policy for Authorizer {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let token = self.token(ctx.value::<Deadline>().map(|deadline| deadline.0)).await?;
        request.insert_header(AUTHORIZATION, token.header.clone());
        if let Some(sent) = ctx.value::<Sent>() {
            sent.with(&token, request.method());
        }
        let answer = next[0].send(ctx, request, &next[1..]).await;
        if answer.as_ref().is_ok_and(|answer| u16::from(answer.status()) == 401) {
            self.forget(&token).await;
        }
        answer
    }
}
