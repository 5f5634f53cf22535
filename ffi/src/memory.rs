//! Strings and lists that cross the boundary: one of the two files with `unsafe`, beside `callback`.
#![expect(unsafe_code, reason = "reads the caller's strings and frees the library's")]

use std::{
    ffi::{CStr, CString, c_char},
    marker::PhantomData,
    ptr, slice,
};

use managementpartner::{Error, ErrorKind, Result};

use crate::mp_operation;

/// A string of the caller, or NULL. Only C makes one that is not of a [`CStr`], and vouches for it.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct Text<'a>(*const c_char, PhantomData<&'a CStr>);

impl<'a> Text<'a> {
    /// NULL.
    pub const NULL: Self = Self(ptr::null(), PhantomData);

    /// The string `text`.
    #[must_use]
    pub const fn new(text: &'a CStr) -> Self {
        Self(text.as_ptr(), PhantomData)
    }

    /// The string, or `None` for NULL and what is not UTF-8.
    #[must_use]
    pub fn to_str(self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// The string; an error when it is NULL or no UTF-8 says which argument it is.
    pub(crate) fn required(self, argument: &str) -> Result<&'a str> {
        self.optional(argument)?.ok_or_else(|| is_null(argument))
    }

    /// The string, or `None` for NULL.
    pub(crate) fn optional(self, argument: &str) -> Result<Option<&'a str>> {
        self.bytes().map(|bytes| std::str::from_utf8(bytes).map_err(|_| not_utf8(argument, bytes))).transpose()
    }

    /// The string, for people to read.
    pub(crate) fn lossy(self) -> Option<String> {
        self.bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    fn bytes(self) -> Option<&'a [u8]> {
        // SAFETY: not NULL, and the caller keeps it unchanged and terminated for the length of the call ('a).
        (!self.0.is_null()).then(|| unsafe { CStr::from_ptr(self.0) }.to_bytes())
    }
}

/// Strings of the caller, ended by NULL, or NULL. Only C makes one that is not NULL, and vouches for it.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct TextList<'a>(*const Text<'a>);

impl<'a> TextList<'a> {
    /// NULL.
    pub const NULL: Self = Self(ptr::null());

    /// The strings `list`; `None` when NULL is not the last of them.
    #[must_use]
    pub fn new(list: &'a [Text<'a>]) -> Option<Self> {
        list.last().filter(|last| last.0.is_null()).map(|_| Self(list.as_ptr()))
    }

    /// The strings, or `None` for NULL. What is not UTF-8 is read as near as it comes: nobody asked for all of it.
    pub(crate) fn lossy(self) -> Option<Vec<String>> {
        if self.0.is_null() {
            return None;
        }
        let mut strings = Vec::new();
        // SAFETY: the caller ends the list by NULL, and no element behind it is read.
        while let Some(text) = unsafe { *self.0.add(strings.len()) }.lossy() {
            strings.push(text);
        }
        Some(strings)
    }
}

/// A string of the library, or NULL.
#[derive(Debug)]
#[repr(transparent)]
pub struct OwnedText(*mut c_char);

impl OwnedText {
    /// The string, or `None` for NULL.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        // SAFETY: made by `from` below and not freed yet.
        let text = (!self.0.is_null()).then(|| unsafe { CStr::from_ptr(self.0) })?;
        text.to_str().ok()
    }
}

impl Default for OwnedText {
    fn default() -> Self {
        Self(ptr::null_mut())
    }
}

/// C strings end at their first NUL, so one inside is shown as U+FFFD.
impl From<&str> for OwnedText {
    fn from(text: &str) -> Self {
        let text = if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text.to_owned() };
        CString::new(text).map(|text| Self(text.into_raw())).unwrap_or_default()
    }
}

impl<T: AsRef<str>> From<Option<T>> for OwnedText {
    fn from(text: Option<T>) -> Self {
        text.map(|text| Self::from(text.as_ref())).unwrap_or_default()
    }
}

impl Drop for OwnedText {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: `into_raw` made it, and it is dropped once.
            drop(unsafe { CString::from_raw(self.0) });
        }
    }
}

/// A list of operations.
#[derive(Debug)]
#[repr(C)]
pub struct mp_operations {
    /// The first of them; NULL when there is none.
    items: *const mp_operation,
    /// How many there are.
    count: usize,
}

impl mp_operations {
    /// The operations.
    #[must_use]
    pub fn as_slice(&self) -> &[mp_operation] {
        if self.items.is_null() {
            return &[];
        }
        // SAFETY: `from` below made the two, and nothing else changes them.
        unsafe { slice::from_raw_parts(self.items, self.count) }
    }
}

impl Default for mp_operations {
    fn default() -> Self {
        Self { items: ptr::null(), count: 0 }
    }
}

impl From<Vec<mp_operation>> for mp_operations {
    fn from(list: Vec<mp_operation>) -> Self {
        match list.len() {
            0 => Self::default(),
            count => Self { items: Box::into_raw(list.into_boxed_slice()).cast_const().cast(), count },
        }
    }
}

impl Drop for mp_operations {
    fn drop(&mut self) {
        if !self.items.is_null() {
            // SAFETY: `from` made it of a boxed slice of this length, and it is dropped once.
            drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(self.items.cast_mut(), self.count)) });
        }
    }
}

pub(crate) fn is_null(argument: &str) -> Error {
    Error::new(ErrorKind::InvalidArgument, format!("The argument {argument} is NULL"))
}

fn not_utf8(argument: &str, bytes: &[u8]) -> Error {
    let shown: String = bytes.iter().take(40).copied().map(|byte| byte.escape_ascii().to_string()).collect();
    Error::new(ErrorKind::InvalidArgument, format!("The argument {argument} is not UTF-8: \"{shown}\""))
}
