use std::{mem::MaybeUninit, panic::panic_any};

use crate::{guard::guard, mp_error, mp_status};

/// Panics inside, for the test that it stays there.
#[unsafe(no_mangle)]
pub extern "C" fn mp_test_panic(error: Option<&mut MaybeUninit<mp_error>>) -> mp_status {
    #[expect(clippy::panic, reason = "it is what this function is for")]
    guard(error, || panic_any("a panic for the test"))
}
