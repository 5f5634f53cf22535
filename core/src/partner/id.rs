use std::{fmt, str::FromStr};

use crate::{Error, ErrorKind, Result};

const MAX_LENGTH: usize = 32;

/// A Microsoft partner ID, as typed: 1 to 32 ASCII letters, digits or hyphens.
///
/// Leading zeros are kept, and surrounding blanks are cut. Whether the ID is one that Microsoft gave out only the
/// service knows; what cannot be one is refused here, before any request.
///
/// ```
/// let id = managementpartner::PartnerId::new(" 0012345 ")?;
/// assert_eq!(id.as_str(), "0012345");
/// assert!(managementpartner::PartnerId::new("12345/../6").is_err());
/// # Ok::<(), managementpartner::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PartnerId(String);

impl PartnerId {
    /// Checks `text` and makes it a partner ID.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`], with the value in the message, when it cannot be a partner ID.
    pub fn new(text: &str) -> Result<Self> {
        let id = text.trim();
        let fits =
            (1..=MAX_LENGTH).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if fits { Ok(Self(id.to_owned())) } else { Err(refuse(text)) }
    }

    /// The ID as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `text`, an ID that the service answered, is this one.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.0.eq_ignore_ascii_case(text.trim())
    }
}

fn refuse(text: &str) -> Error {
    let shown: String = text.chars().take(MAX_LENGTH + 8).collect();
    let message = if text.trim().is_empty() {
        "The partner ID is empty".to_owned()
    } else if shown.len() < text.len() {
        format!("{shown:?}… is not a partner ID: it has {} characters", text.chars().count())
    } else {
        format!("{shown:?} is not a partner ID")
    };
    Error::new(ErrorKind::InvalidArgument, message).with_hint(
        "A partner ID is 1 to 32 letters, digits or hyphens, such as 1234567: Partner Center shows it as the partner ID of your location account.",
    )
}

impl fmt::Display for PartnerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for PartnerId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for PartnerId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::new(text)
    }
}

impl TryFrom<&str> for PartnerId {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_an_id_is_refused_and_named() {
        let long = "1".repeat(300);
        for bad in ["", " ", "../x", "a/b", "%2f", "１２３", "12\u{7}3", "1 2", "12345?x", &long] {
            let error = PartnerId::new(bad).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{bad:?}");
            assert!(error.message().len() < 200, "{bad:?}");
        }
        assert!(PartnerId::new("a/b").unwrap_err().message().contains("\"a/b\""));
    }

    #[test]
    fn zeros_stay_and_blanks_go() {
        assert_eq!(PartnerId::new("\t0012345\n").unwrap().as_str(), "0012345");
    }
}
