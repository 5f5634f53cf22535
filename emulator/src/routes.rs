//! The URL table. A later flow (device code, roles, Lighthouse …) is one more row and one more endpoint.

use percent_encoding::percent_decode_str;

/// What answers a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Arm(Arm),
    Metadata,
    Entra(Entra),
}

/// Azure Resource Manager: needs a bearer token and an api-version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arm {
    Operations,
    OwnPartner,
    Partner,
    Tenants,
    Subscriptions,
}

/// Entra ID: public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entra {
    InstanceDiscovery,
    OpenIdConfiguration,
    Keys,
    Token,
}

/// Path templates in lower case; `{}` stands for one segment. Matched in any case, empty segments ignored
/// (peers send a slash at the end, the Azure CLI two at the start).
const TABLE: &[(&str, Endpoint)] = &[
    ("providers/microsoft.managementpartner/operations", Endpoint::Arm(Arm::Operations)),
    ("providers/microsoft.managementpartner/partners", Endpoint::Arm(Arm::OwnPartner)),
    ("providers/microsoft.managementpartner/partners/{}", Endpoint::Arm(Arm::Partner)),
    ("tenants", Endpoint::Arm(Arm::Tenants)),
    ("subscriptions", Endpoint::Arm(Arm::Subscriptions)),
    ("metadata/endpoints", Endpoint::Metadata),
    ("common/discovery/instance", Endpoint::Entra(Entra::InstanceDiscovery)),
    ("{}/v2.0/.well-known/openid-configuration", Endpoint::Entra(Entra::OpenIdConfiguration)),
    ("{}/discovery/v2.0/keys", Endpoint::Entra(Entra::Keys)),
    ("{}/oauth2/v2.0/token", Endpoint::Entra(Entra::Token)),
];

/// The endpoint of `path` and the segment that stands in its `{}`, percent-decoded.
pub(crate) fn find(path: &str) -> Option<(Endpoint, String)> {
    TABLE.iter().find_map(|(template, endpoint)| Some((*endpoint, matches(template, path)?)))
}

fn matches(template: &str, path: &str) -> Option<String> {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let mut captured = "";
    for expected in template.split('/') {
        let segment = segments.next()?;
        if expected == "{}" {
            captured = segment;
        } else if !segment.eq_ignore_ascii_case(expected) {
            return None;
        }
    }
    segments.next().is_none().then(|| percent_decode_str(captured).decode_utf8_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_provider_is_found_in_any_case_and_with_a_slash_at_the_end() {
        for path in
            ["/providers/Microsoft.ManagementPartner/partners/", "//PROVIDERS/microsoft.managementpartner/Partners"]
        {
            assert_eq!(find(path), Some((Endpoint::Arm(Arm::OwnPartner), String::new())), "{path}");
        }
    }

    #[test]
    fn a_captured_segment_is_decoded_and_keeps_its_case() {
        let found = find("/providers/microsoft.managementpartner/partners/Ab%2Fc/");
        assert_eq!(found, Some((Endpoint::Arm(Arm::Partner), "Ab/c".into())));
        assert_eq!(find("/providers/microsoft.managementpartner/partners/a/b"), None);
    }
}
