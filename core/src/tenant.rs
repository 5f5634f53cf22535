use crate::{Error, ErrorKind, Result};

/// A tenant as a caller names it: its ID (a GUID) or one of its domains.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Tenant {
    /// A GUID, in lower case.
    Id(String),
    /// A domain, whose tenant is looked up once.
    Domain(String),
}

impl Tenant {
    pub(crate) fn new(text: &str) -> Result<Self> {
        let name = text.trim();
        match uuid::Uuid::try_parse(name) {
            Ok(id) if name.len() == 36 => Ok(Self::Id(id.to_string())),
            _ if is_domain(name) => Ok(Self::Domain(name.to_ascii_lowercase())),
            _ => Err(refuse(text)),
        }
    }
}

/// Letters, digits and hyphens in at least two parts: what may stand in a path of the authority.
fn is_domain(name: &str) -> bool {
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(|part| {
            !part.is_empty()
                && part.len() <= 63
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

fn refuse(text: &str) -> Error {
    let shown: String = text.chars().take(80).collect();
    Error::new(ErrorKind::InvalidArgument, format!("{shown:?} is not a tenant"))
        .with_hint("Name the tenant by its ID (a GUID) or by a domain such as contoso.onmicrosoft.com.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_and_domains_are_tenants() {
        let id = "8A1C2B3D-0000-4000-8000-000000000001";
        assert_eq!(Tenant::new(id).unwrap(), Tenant::Id(id.to_lowercase()));
        assert_eq!(Tenant::new(" Contoso.com ").unwrap(), Tenant::Domain("contoso.com".into()));
    }

    #[test]
    fn anything_else_is_refused_and_named() {
        for bad in ["", "contoso", "a b.com", "../x.com", "common", "a..b", "8a1c2b3d000040008000000000000001"] {
            let error = Tenant::new(bad).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument);
            assert!(error.message().contains(&format!("{bad:?}")));
        }
    }
}
