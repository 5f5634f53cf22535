//! Calls into the host: one of the two files with `unsafe`, beside `memory`.
#![expect(unsafe_code, reason = "calls the host's functions with the host's context")]

use std::{
    ffi::{CStr, CString, c_char, c_void},
    ptr,
};

use crate::{mp_log_level, mp_token};

/// Gives the token for a tenant and a scope: see mp_credential.
///
/// `tenant` is the tenant's ID (a GUID) that the token must be for, or NULL for the host's own choice; `scope` is such
/// as "{audience}/.default". Both are good until the callback returns. It answers by mp_token_set
/// and MP_STATUS_OK, or by mp_token_fail and the status that the call shall end with. A number that is no error, or
/// that speaks of the link or of a write, is taken for MP_STATUS_AUTHENTICATION. It must not make calls itself: they
/// are refused with MP_STATUS_INVALID_ARGUMENT.
pub type mp_token_callback = Option<
    unsafe extern "C" fn(
        context: *mut c_void,
        tenant: *const c_char,
        scope: *const c_char,
        token: *mut mp_token,
    ) -> i32,
>;

/// Releases the context of a token callback: see mp_credential.
pub type mp_release_callback = Option<unsafe extern "C" fn(context: *mut c_void)>;

/// Is told what a call does: see mp_call_options. `target` says which part speaks; the strings are good until the
/// callback returns.
pub type mp_log_callback = Option<
    unsafe extern "C" fn(context: *mut c_void, level: mp_log_level, target: *const c_char, message: *const c_char),
>;

type TokenFunction = unsafe extern "C" fn(*mut c_void, *const c_char, *const c_char, *mut mp_token) -> i32;
type LogFunction = unsafe extern "C" fn(*mut c_void, mp_log_level, *const c_char, *const c_char);

/// A host's token callback with its context, which is released with it.
#[derive(Debug)]
pub(crate) struct TokenHost {
    function: mp_token_callback,
    context: *mut c_void,
    release: mp_release_callback,
}

// SAFETY: the host promises that callback and context serve any thread, and several at once.
unsafe impl Send for TokenHost {}
// SAFETY: as above.
unsafe impl Sync for TokenHost {}

impl TokenHost {
    /// From here on the context is this one's to release.
    pub(crate) fn new(function: mp_token_callback, context: *mut c_void, release: mp_release_callback) -> Self {
        Self { function, context, release }
    }

    pub(crate) fn is_null(&self) -> bool {
        self.function.is_none()
    }

    /// Asks the host; its status, or `None` when there is nothing to ask.
    pub(crate) fn ask(&self, tenant: Option<&CStr>, scope: &CStr, token: &mut mp_token) -> Option<i32> {
        let function: TokenFunction = self.function?;
        let tenant = tenant.map_or(ptr::null(), CStr::as_ptr);
        // SAFETY: the function and its context are the host's, and go together; the rest outlives the call.
        Some(unsafe { function(self.context, tenant, scope.as_ptr(), token) })
    }
}

impl Drop for TokenHost {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: the function and its context are the host's, and this is the context's end.
            unsafe { release(self.context) };
        }
    }
}

/// A host's log callback with its context.
pub(crate) struct LogSink {
    function: LogFunction,
    context: *mut c_void,
}

// SAFETY: a call's log is used by the thread that makes the call, while it makes it.
unsafe impl Send for LogSink {}
// SAFETY: as above.
unsafe impl Sync for LogSink {}

impl LogSink {
    pub(crate) fn new(function: mp_log_callback, context: *mut c_void) -> Option<Self> {
        Some(Self { function: function?, context })
    }

    pub(crate) fn send(&self, level: mp_log_level, target: &CString, message: &CString) {
        // SAFETY: the function and its context are the host's, and go together; the strings outlive the call.
        unsafe { (self.function)(self.context, level, target.as_ptr(), message.as_ptr()) };
    }
}
