//! Which certificates are trusted: those of the CA file, and the system's, which are loaded when a server needs them.

mod bundle;

use std::{
    io,
    sync::{Arc, OnceLock},
};

use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature},
};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use rustls_platform_verifier::Verifier;

/// A TLS configuration that trusts `own` besides the system's root certificates.
pub(crate) fn tls(own: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<ClientConfig, Error> {
    let trust = Arc::new(Trust::new(own, provider.clone())?);
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(trust)
        .with_no_client_auth();
    config.alpn_protocols = vec!["h2".into(), "http/1.1".into()];
    Ok(config)
}

/// What may vouch for a server, each loaded when those before it did not: loading the system's certificates takes longer
/// than a whole call to a server near by. The trust is that of all together.
#[derive(Debug)]
struct Trust {
    /// Those of the CA file: a server (or a proxy that inspects TLS) that has one needs no other.
    own: Option<Arc<WebPkiServerVerifier>>,
    bundle: OnceLock<Option<Arc<WebPkiServerVerifier>>>,
    system: OnceLock<Verifier>,
    provider: Arc<CryptoProvider>,
}

impl Trust {
    fn new(own: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<Self, Error> {
        let mut roots = RootCertStore::empty();
        for certificate in own {
            roots.add(certificate)?;
        }
        let own = verifier(roots, &provider)?;
        Ok(Self { own, bundle: OnceLock::new(), system: OnceLock::new(), provider })
    }

    fn own(&self) -> Option<&dyn ServerCertVerifier> {
        self.own.as_deref().map(|own| own as _)
    }

    fn bundle(&self) -> Option<&dyn ServerCertVerifier> {
        let load = || bundle::roots().and_then(|roots| verifier(roots, &self.provider).ok().flatten());
        self.bundle.get_or_init(load).as_deref().map(|bundle| bundle as _)
    }

    fn system(&self) -> Result<&Verifier, Error> {
        if let Some(system) = self.system.get() {
            return Ok(system);
        }
        let system = Verifier::new(self.provider.clone()).map_err(no_roots)?;
        Ok(self.system.get_or_init(|| system))
    }
}

/// None without roots.
fn verifier(roots: RootCertStore, provider: &Arc<CryptoProvider>) -> Result<Option<Arc<WebPkiServerVerifier>>, Error> {
    if roots.is_empty() {
        return Ok(None);
    }
    let builder = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone());
    builder.build().map(Some).map_err(|error| Error::General(error.to_string()))
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let by = |store: &dyn ServerCertVerifier| {
            store.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        let mut said = UNKNOWN;
        for store in [Self::own, Self::bundle] {
            match store(self).map(by) {
                Some(Ok(verified)) => return Ok(verified),
                // What is wrong with a certificate that is known says more than that another store does not know it.
                Some(Err(error)) if said == UNKNOWN => said = error,
                Some(Err(_)) | None => {}
            }
        }
        match self.system() {
            Ok(system) => by(system).map_err(|error| if said == UNKNOWN { error } else { said }),
            Err(no_roots) if self.own.is_none() => Err(no_roots),
            Err(_) => Err(said),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Where no root certificate can be had, no server can be trusted.
fn no_roots(error: Error) -> Error {
    let why = match error {
        Error::General(why) => why,
        error => error.to_string(),
    };
    Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(io::Error::other(why)))))
}

const UNKNOWN: Error = Error::InvalidCertificate(CertificateError::UnknownIssuer);

#[cfg(test)]
mod tests {
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
    use rustls::crypto::ring;

    use super::*;

    type Authority = CertifiedIssuer<'static, KeyPair>;

    fn authority(name: &str) -> Authority {
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    }

    fn trust(authority: &Authority) -> Trust {
        Trust::new(vec![authority.der().clone()], Arc::new(ring::default_provider())).unwrap()
    }

    /// Shows `trust` a certificate for localhost that `authority` signed, from a server called `name`.
    fn show(trust: &Trust, authority: &Authority, name: &'static str) -> Result<ServerCertVerified, Error> {
        let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&KeyPair::generate().unwrap(), authority).unwrap();
        trust.verify_server_cert(certificate.der(), &[], &name.try_into().unwrap(), &[], UnixTime::now())
    }

    #[test]
    fn the_systems_certificates_are_left_alone_where_the_ca_file_vouches() {
        let authority = authority("ours");
        let trust = trust(&authority);
        show(&trust, &authority, "localhost").unwrap();
        assert!(trust.bundle.get().is_none() && trust.system.get().is_none());
    }

    #[test]
    fn what_is_wrong_with_a_certificate_of_the_ca_file_is_said() {
        let (ours, other) = (authority("ours"), authority("other"));
        let trust = trust(&ours);
        let error = show(&trust, &ours, "elsewhere.example").unwrap_err();
        assert!(matches!(error, Error::InvalidCertificate(CertificateError::NotValidForNameContext { .. })), "{error}");
        assert_eq!(show(&trust, &other, "localhost").unwrap_err(), UNKNOWN);
    }
}
