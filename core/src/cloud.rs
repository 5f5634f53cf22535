use std::str::FromStr;

use url::Url;

use crate::{Error, ErrorKind, Result};

/// An Azure cloud: where Azure Resource Manager (ARM) and Entra ID answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cloud {
    /// The public cloud.
    #[default]
    Public,
    /// Azure for the US government.
    UsGovernment,
    /// Azure in China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// The names that [`FromStr`] takes; the Azure CLI's names (`AzureCloud`, …) are taken too, in any case.
    pub const NAMES: [&str; 3] = ["public", "usgovernment", "china"];

    pub(crate) fn endpoints(self) -> CloudEndpoints {
        let (arm, authority, audience) = match self {
            Self::Public => {
                ("https://management.azure.com", "https://login.microsoftonline.com", "https://management.azure.com")
            }
            Self::UsGovernment => (
                "https://management.usgovcloudapi.net",
                "https://login.microsoftonline.us",
                "https://management.core.usgovcloudapi.net/",
            ),
            Self::China => (
                "https://management.chinacloudapi.cn",
                "https://login.chinacloudapi.cn",
                "https://management.core.chinacloudapi.cn/",
            ),
        };
        CloudEndpoints { endpoint: arm.into(), authority: authority.into(), audience: audience.into() }
    }
}

impl FromStr for Cloud {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "public" | "azurecloud" => Ok(Self::Public),
            "usgovernment" | "azureusgovernment" => Ok(Self::UsGovernment),
            "china" | "azurechinacloud" => Ok(Self::China),
            _ => Err(Error::new(ErrorKind::InvalidArgument, format!("{name:?} is not a cloud"))
                .with_hint(format!("The clouds are {}.", Self::NAMES.join(", ")))),
        }
    }
}

/// Where one cloud answers, as text: [`Client::new`](crate::Client::new) checks what a caller gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloudEndpoints {
    /// ARM's URL.
    pub endpoint: String,
    /// Entra ID's URL.
    pub authority: String,
    /// The audience of ARM's tokens.
    pub audience: String,
}

/// An `https` URL without user, query or fragment; an error says `what` is wrong.
pub(crate) fn https_url(what: &str, text: &str) -> Result<Url> {
    // A URL may hold a password, which has no place in an error.
    let shown = text.rsplit_once('@').map_or(text, |(_, host)| host);
    let refuse = |why: &str| {
        Error::new(ErrorKind::InvalidArgument, format!("The {what} {shown:?} {why}"))
            .with_hint(format!("Give the {what} as an https URL, such as https://management.azure.com."))
    };
    let url = Url::parse(text.trim()).map_err(|error| refuse("is not a URL").with_source(error))?;
    if url.scheme() != "https" {
        return Err(refuse("does not begin with https, and a token must not travel without TLS"));
    }
    let plain =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    if plain { Ok(url) } else { Err(refuse("holds more than a host and a path")) }
}

/// The URL of an authority. A host name counts as one, as azure-identity writes it (`login.microsoftonline.us`).
pub(crate) fn authority_url(text: &str) -> Result<Url> {
    let host = text.trim().trim_end_matches('/');
    let is_name = host.contains('.') && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    if is_name { https_url("authority", &format!("https://{host}")) } else { https_url("authority", text) }
}

/// An audience stands in a scope: one word, a URL or the ID of an application.
pub(crate) fn check_audience(audience: &str) -> Result<()> {
    let word = audience.trim();
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidArgument, format!("{audience:?} is not an audience"))
        .with_hint("Give the audience of the tokens, such as https://management.azure.com."))
}

/// `url` with `path` put behind its own path.
pub(crate) fn join(url: &Url, path: &str) -> Url {
    let mut joined = url.clone();
    joined.set_path(&format!("{}{path}", url.path().trim_end_matches('/')));
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_https_urls_are_endpoints() {
        for bad in ["http://localhost", "localhost", "ftp://x", "https://host?x=1", ""] {
            let error = https_url("endpoint", bad).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{bad:?}");
            assert!(error.message().contains(&format!("{bad:?}")));
        }
        let error = https_url("proxy", "https://user:secret@host").unwrap_err();
        assert!(!format!("{error:?}").contains("secret"));
        let url = https_url("endpoint", "https://host/arm/").unwrap();
        assert_eq!(join(&url, "/providers").as_str(), "https://host/arm/providers");
    }

    #[test]
    fn a_cloud_is_known_by_its_name_and_by_that_of_the_azure_cli() {
        assert_eq!("AzureUSGovernment".parse::<Cloud>().unwrap(), Cloud::UsGovernment);
        for name in Cloud::NAMES {
            assert!(name.parse::<Cloud>().is_ok());
        }
        assert!("mars".parse::<Cloud>().unwrap_err().hint().unwrap().contains("china"));
    }
}
