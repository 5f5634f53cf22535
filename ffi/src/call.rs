use std::{ffi::c_void, time::Duration};

use managementpartner::{LinkOptions, MethodOptions, PartnerId};

use crate::{log::Logger, mp_cancel, mp_log_callback};

/// What a single call takes. All zero, or NULL in its place, are the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mp_call_options<'a> {
    /// Ends the call from another thread. NULL: nothing does.
    pub cancel: Option<&'a mp_cancel>,
    /// How long the call may take, sign-in and retries included, in milliseconds. 0: as long as the client says.
    pub timeout_ms: u32,
    /// Up to which mp_log_level `log` is told what happens. 0: nothing.
    pub log_level: i32,
    /// What is told. It runs on the thread that makes the call, and must not call the library itself. NULL: nothing.
    pub log: mp_log_callback,
    /// Handed to `log` as it is.
    pub log_context: *mut c_void,
}

impl mp_call_options<'_> {
    pub(crate) fn subscriber(&self) -> Option<tracing::Dispatch> {
        Logger::new(self.log_level, self.log, self.log_context).map(tracing::Dispatch::new)
    }
}

pub(crate) fn method(call: Option<&mp_call_options<'_>>) -> MethodOptions {
    let Some(call) = call else { return MethodOptions::default() };
    MethodOptions {
        timeout: (call.timeout_ms > 0).then(|| Duration::from_millis(call.timeout_ms.into())),
        cancel: call.cancel.map(|cancel| cancel.0.clone()),
    }
}

pub(crate) fn link(call: Option<&mp_call_options<'_>>, replace: Option<PartnerId>) -> LinkOptions {
    LinkOptions { replace, method: method(call) }
}
