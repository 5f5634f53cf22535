//! What stands around the body of every function: no panic gets past it.

use std::{
    any::Any,
    cell::Cell,
    mem::MaybeUninit,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

use managementpartner::Result;

use crate::{memory::is_null, mp_error, mp_status};

/// Does `body`, and reports its error or panic.
pub(crate) fn guard(error: Option<&mut MaybeUninit<mp_error>>, body: impl FnOnce() -> Result<()>) -> mp_status {
    match caught(body) {
        Ok(Ok(())) => mp_status::Ok,
        Ok(Err(failure)) => mp_error::from(&failure).report(error),
        Err(message) => mp_error::panicked(&message).report(error),
    }
}

/// Does `body`; its panic is an error that says what the panic said.
pub(crate) fn caught<T>(body: impl FnOnce() -> T) -> std::result::Result<T, String> {
    let before = quiet(true);
    let result = panic::catch_unwind(AssertUnwindSafe(body));
    quiet(before);
    result.map_err(|panic| said(panic.as_ref()))
}

/// The argument, which may not be NULL.
pub(crate) fn required<T>(name: &str, argument: Option<T>) -> Result<T> {
    argument.ok_or_else(|| is_null(name))
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without words").to_owned()
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Says whether a panic of this thread is logged instead of printed, and gives what was said before: a library has no
/// business on its host's stderr.
pub(crate) fn quiet(quiet: bool) -> bool {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if QUIET.get() {
                tracing::error!("{info}");
            } else {
                before(info);
            }
        }));
    });
    QUIET.replace(quiet)
}
