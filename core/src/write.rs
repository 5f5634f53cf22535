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

/// A write, and what it may write over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Write<'a> {
    pub(crate) verb: Verb,
    pub(crate) id: &'a PartnerId,
    /// The only other ID that a change may replace; `None`: whichever is there.
    pub(crate) over: Option<&'a str>,
}

impl<'a> Write<'a> {
    pub(crate) fn new(verb: Verb, id: &'a PartnerId) -> Self {
        Self { verb, id, over: None }
    }

    fn method(self) -> Method {
        match self.verb {
            Verb::Create => Method::Put,
            Verb::Update => Method::Patch,
            Verb::Delete => Method::Delete,
        }
    }

    /// What is not known when the outcome is not.
    fn question(self) -> String {
        let Self { verb, id, .. } = self;
        match verb {
            Verb::Create => format!("Whether the account was linked with {id}"),
            Verb::Update => format!("Whether the link was changed to {id}"),
            Verb::Delete => format!("Whether the link with {id} was removed"),
        }
    }

    /// Whether `link`, read from the service, shows what the write was to bring about.
    fn shows_in(self, link: Option<&Partner>) -> bool {
        let is_linked = link.is_some_and(|link| self.id.is(&link.partner_id));
        if self.verb == Verb::Delete { !is_linked } else { is_linked }
    }

    /// Whether another try would meet only what the first was meant for: an ID that appeared in between stays.
    fn may_meet(self, link: Option<&Partner>) -> bool {
        match (self.verb, link) {
            (Verb::Create, found) => found.is_none(),
            (Verb::Update, Some(found)) => self.over.is_none_or(|over| over == found.partner_id),
            (Verb::Update, None) | (Verb::Delete, _) => true,
        }
    }

    /// Whether only a read can tell what became of the write. What a repeated write finds done already may be what its
    /// first try did.
    fn is_open(self, error: &Error, retries: u32) -> bool {
        let own = match self.verb {
            Verb::Create => error.kind() == ErrorKind::AlreadyLinked,
            Verb::Update => false,
            Verb::Delete => error.kind() == ErrorKind::NotLinked,
        };
        error.answer_lost() || (retries > 0 && own)
    }
}

impl Client {
    /// Writes a link and gives the one that the service answered.
    pub(crate) async fn write_partner(&self, call: &Call, write: Write<'_>) -> Result<Partner> {
        let missing = || outcome_unknown(format!("{} is unknown: the answer has no link", write.question()));
        self.write(call, write).await?.ok_or_else(missing)
    }

    pub(crate) async fn write(&self, call: &Call, write: Write<'_>) -> Result<Option<Partner>> {
        let mut retries = 0;
        loop {
            let error = match self.write_once(call, write).await {
                Err(error) if error.kind() == ErrorKind::WrongTenant && error.answer_lost() => {
                    return Err(unknown(write, &error, None));
                }
                Err(error) if write.is_open(&error, retries) => error,
                known => {
                    call.sent.settle();
                    return known;
                }
            };
            let link = self.read_after(call, retries, &error).await;
            let link = link.map_err(|read| unknown(write, &error, Some(read)))?;
            call.sent.settle();
            if write.shows_in(link.as_ref()) {
                return Ok(link);
            }
            if let Some(found) = link.filter(|found| !write.may_meet(Some(found))) {
                return Err(in_the_way(&found, error));
            }
            if retries == self.options().retry.max_retries || !error.answer_lost() {
                return Err(not_shown(error));
            }
            tracing::info!(%error, "the write did not take effect: repeating it");
            retries += 1;
        }
    }

    async fn write_once(&self, call: &Call, write: Write<'_>) -> Result<Option<Partner>> {
        let answer = self.send(call, write.method(), &partner_path(write.id)).await?;
        if write.verb == Verb::Delete {
            return Ok(None);
        }
        let partner = answer.written_partner()?;
        if !write.id.is(&partner.partner_id) || !partner.is_active() {
            let message = format!("The answer shows the link with {}, not one with {}", partner.partner_id, write.id);
            return Err(answer.unusable(ErrorKind::InvalidResponse, message));
        }
        Ok(Some(partner))
    }

    /// Reads the link after a write whose answer was lost, once the write has had time to take effect.
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

/// What is known of a write is its own error; what became of it is not.
fn unknown(write: Write<'_>, error: &Error, read: Option<Error>) -> Error {
    let then = read.as_ref().map(|read| format!("; then, reading the link: {read}")).unwrap_or_default();
    let unknown = outcome_unknown(format!("{} is unknown: {error}{then}", write.question())).with(|parts| {
        parts.status = error.status();
        parts.code = error.code().map(str::to_owned);
        parts.ids = error.ids().clone();
        parts.retry_after = error.retry_after();
    });
    match read {
        Some(read) => unknown.with_source(read),
        None => unknown,
    }
}

/// Another ID is in the place where the write was to go.
fn in_the_way(found: &Partner, error: Error) -> Error {
    let message = format!("The write got no usable answer, and the account is now linked with {}", found.partner_id);
    Error::new(ErrorKind::AlreadyLinked, message)
        .with_hint("Somebody else may have linked it: read the link before trying again.")
        .with_source(error)
}

/// The write's error, now that the link was read and does not show its effect.
fn not_shown(error: Error) -> Error {
    let lost = error.answer_lost();
    error.with(|parts| {
        if lost {
            parts.hint = Some("The link was read afterwards and does not show the change.".to_owned());
        }
    })
}
