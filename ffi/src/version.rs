use std::ffi::CStr;

use crate::Text;

/// The binary interface that this header describes. It grows with every change that a compiled caller would notice.
pub const MP_ABI_VERSION: u32 = 1;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};

/// The binary interface of the library that is loaded: compare it with MP_ABI_VERSION before anything else.
#[unsafe(no_mangle)]
pub extern "C" fn mp_abi_version() -> u32 {
    MP_ABI_VERSION
}

/// The library's version, such as "0.1.0". Static: it is not freed.
#[unsafe(no_mangle)]
pub extern "C" fn mp_version() -> Text<'static> {
    Text::new(VERSION)
}
