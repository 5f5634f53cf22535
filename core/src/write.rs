//! The three writes. A write whose answer was lost is settled by reading the link before anything is repeated.

use azure_core::http::Method;

use crate::{
    Client, Error, ErrorKind, Partner, PartnerId, Result,
    call::{Call, outcome_unknown},
    client::partner_path,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Create,
    Update,
    Delete,
}

impl Verb {
    fn method(self) -> Method {
        match self {
            Self::Create => Method::Put,
            Self::Update => Method::Patch,
            Self::Delete => Method::Delete,
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Create => "linked",
            Self::Update => "changed to",
            Self::Delete => "removed",
        }
    }

    /// Whether `link`, read from the service, shows what the write of `id` was to bring about.
    fn shows_in(self, link: Option<&Partner>, id: &PartnerId) -> bool {
        let is_linked = link.is_some_and(|link| id.is(&link.partner_id));
        if self == Self::Delete { !is_linked } else { is_linked }
    }
}

impl Client {
    /// Writes a link and gives the one that the service answered.
    pub(crate) async fn write_partner(&self, call: &Call, verb: Verb, id: &PartnerId) -> Result<Partner> {
        let missing =
            || outcome_unknown(format!("Whether {id} was {} is unknown: the answer has no link", verb.done()));
        self.write(call, verb, id).await?.ok_or_else(missing)
    }

    pub(crate) async fn write(&self, call: &Call, verb: Verb, id: &PartnerId) -> Result<Option<Partner>> {
        let mut retries = 0;
        loop {
            let error = match self.write_once(call, verb, id).await {
                Err(error) if is_open(&error, verb, retries) => error,
                known => {
                    call.sent.settle();
                    return known;
                }
            };
            let link = self.read_after(call, retries, &error).await.map_err(|read| unknown(verb, id, read, &error))?;
            call.sent.settle();
            if verb.shows_in(link.as_ref(), id) {
                return Ok(link);
            }
            if retries == self.options().retry.max_retries || !error.answer_lost() {
                return Err(unchanged(error));
            }
            tracing::info!(%error, "the write did not take effect: repeating it");
            retries += 1;
        }
    }

    async fn write_once(&self, call: &Call, verb: Verb, id: &PartnerId) -> Result<Option<Partner>> {
        let answer = self.send(call, verb.method(), &partner_path(id)).await?;
        if verb == Verb::Delete {
            return Ok(None);
        }
        let partner = answer.partner()?;
        if !id.is(&partner.partner_id) {
            let message = format!("The answer is about the partner ID {}, not {id}", partner.partner_id);
            return Err(answer.unusable(ErrorKind::InvalidResponse, message));
        }
        Ok(Some(partner))
    }

    /// Reads the link after a write whose answer was lost, once the service's wish to wait is granted.
    async fn read_after(&self, call: &Call, retries: u32, error: &Error) -> Result<Option<Partner>> {
        let wait = self.options().retry.wait(retries, error.retry_after());
        if error.answer_lost() && !call.wait(wait).await {
            let message =
                format!("reading the link would have to wait {} s, longer than the call may take", wait.as_secs());
            return Err(Error::new(ErrorKind::Timeout, message));
        }
        self.read_link(call).await
    }

    /// The link that is in force, if there is one.
    pub(crate) async fn read_link(&self, call: &Call) -> Result<Option<Partner>> {
        match self.read(call).await {
            Ok(partner) => Ok(Some(partner).filter(Partner::is_active)),
            Err(error) if error.kind() == ErrorKind::NotLinked => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Whether only a read can tell what became of the write. A link that a repeated create finds in its way may be the
/// one that its first try made.
fn is_open(error: &Error, verb: Verb, retries: u32) -> bool {
    error.answer_lost() || (retries > 0 && verb == Verb::Create && error.kind() == ErrorKind::AlreadyLinked)
}

fn unknown(verb: Verb, id: &PartnerId, read: Error, write: &Error) -> Error {
    let message = format!("Whether {id} was {} is unknown: {write}; then, reading the link: {read}", verb.done());
    let (status, code) = (write.status(), write.code().map(str::to_owned));
    let ids = (write.request_id().map(str::to_owned), write.correlation_id().map(str::to_owned));
    let client = write.client_request_id().map(str::to_owned);
    outcome_unknown(message).with_source(read).with(|parts| {
        (parts.status, parts.code) = (status, code);
        (parts.ids.request, parts.ids.correlation) = ids;
        parts.ids.client = client;
    })
}

/// The write's error, now that the link was read and shows no effect.
fn unchanged(error: Error) -> Error {
    let known = error.answer_lost();
    error.with(|parts| {
        if known {
            parts.hint = Some("The link was read afterwards: nothing was changed.".to_owned());
        }
    })
}
