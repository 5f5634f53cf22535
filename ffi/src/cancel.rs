use managementpartner::CancellationToken;

use crate::guard::caught;

/// Ends calls that another thread waits for. One may serve many calls.
#[derive(Debug)]
pub struct mp_cancel(pub(crate) CancellationToken);

/// Makes a cancellation. Free it with mp_cancel_free. NULL only when the library failed.
#[unsafe(no_mangle)]
pub extern "C" fn mp_cancel_new() -> Option<Box<mp_cancel>> {
    caught(|| Box::new(mp_cancel(CancellationToken::new()))).ok()
}

/// Ends every call that was given `cancel`, now and from now on, with MP_STATUS_CANCELLED, or with
/// MP_STATUS_OUTCOME_UNKNOWN when a write had gone out. Any thread may call it; a signal handler may not. NULL does
/// nothing. A call that it ends may free `cancel` at once.
#[unsafe(no_mangle)]
pub extern "C" fn mp_cancel_trigger(cancel: Option<&mp_cancel>) {
    // There is nobody to tell of a panic, and nothing more to do.
    drop(caught(|| {
        if let Some(cancel) = cancel {
            // Of its own: the call that wakes may free `cancel` while the other waiters are still being woken.
            let token = cancel.0.clone();
            token.cancel();
        }
    }));
}

/// Frees a cancellation, and cancels nothing. Calls that were given it may still run; nobody may trigger it from then
/// on. NULL does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mp_cancel_free(cancel: Option<Box<mp_cancel>>) {
    drop(caught(|| drop(cancel)));
}
