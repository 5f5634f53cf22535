use crate::{Text, guard::caught, mp_status};

/// A token callback's answer in the making; it is good until the callback returns.
#[derive(Debug, Default)]
pub struct mp_token {
    pub(crate) token: Option<managementpartner::Secret>,
    pub(crate) expires_on: i64,
    pub(crate) message: Option<String>,
    pub(crate) hint: Option<String>,
}

/// Answers with the access token `value`, which is copied, and the time when it expires, in seconds since 1970 (UTC).
/// For token callbacks. MP_STATUS_INVALID_ARGUMENT when a pointer is NULL or `value` is not UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn mp_token_set(token: Option<&mut mp_token>, value: Text<'_>, expires_on: i64) -> mp_status {
    answer(token, |token| {
        token.token = Some(value.required("value").ok()?.to_owned().into());
        token.expires_on = expires_on;
        Some(())
    })
}

/// Answers that there is no token, for people: why, and what to do (`hint` may be NULL). Both are copied. For token
/// callbacks, which then return a status other than MP_STATUS_OK. MP_STATUS_INVALID_ARGUMENT when `token` or
/// `message` is NULL; bytes that are not UTF-8 are replaced.
#[unsafe(no_mangle)]
pub extern "C" fn mp_token_fail(token: Option<&mut mp_token>, message: Text<'_>, hint: Text<'_>) -> mp_status {
    answer(token, |token| {
        token.message = Some(message.lossy()?);
        token.hint = hint.lossy();
        Some(())
    })
}

fn answer(token: Option<&mut mp_token>, set: impl FnOnce(&mut mp_token) -> Option<()>) -> mp_status {
    match caught(|| token.and_then(set)) {
        Ok(Some(())) => mp_status::Ok,
        Ok(None) => mp_status::InvalidArgument,
        Err(_) => mp_status::Panic,
    }
}
