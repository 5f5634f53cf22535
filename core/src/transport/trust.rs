//! Which certificates are trusted: those of the CA file, and the system's, which are loaded when a server needs them.

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

/// Loading the system's certificates takes longer than a whole call to the emulator, and whoever names a CA file has a
/// server (or a proxy that inspects TLS) that needs none of them.
#[derive(Debug)]
struct Trust {
    own: Option<Arc<WebPkiServerVerifier>>,
    system: OnceLock<Verifier>,
    provider: Arc<CryptoProvider>,
}

impl Trust {
    fn new(own: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<Self, Error> {
        let mut roots = RootCertStore::empty();
        for certificate in own {
            roots.add(certificate)?;
        }
        let own = if roots.is_empty() { None } else { Some(verifier(roots, provider.clone())?) };
        Ok(Self { own, system: OnceLock::new(), provider })
    }

    fn system(&self) -> Result<&Verifier, Error> {
        if let Some(system) = self.system.get() {
            return Ok(system);
        }
        let system = Verifier::new(self.provider.clone()).map_err(no_roots)?;
        Ok(self.system.get_or_init(|| system))
    }
}

fn verifier(roots: RootCertStore, provider: Arc<CryptoProvider>) -> Result<Arc<WebPkiServerVerifier>, Error> {
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
        .build()
        .map_err(|error| Error::General(error.to_string()))
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
        let by = |verifier: &dyn ServerCertVerifier| {
            verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        let Some(own) = &self.own else { return by(self.system()?) };
        by(own.as_ref()).or_else(|error| match self.system() {
            // What is wrong with a certificate of the CA file says more than that the system does not know it.
            Ok(system) => by(system).map_err(|other| if is_unknown(&error) { other } else { error }),
            Err(_) => Err(error),
        })
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

fn is_unknown(error: &Error) -> bool {
    matches!(error, Error::InvalidCertificate(CertificateError::UnknownIssuer))
}

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
        assert!(trust.system.get().is_none());
    }

    #[test]
    fn what_is_wrong_with_a_certificate_of_the_ca_file_is_said() {
        let (ours, other) = (authority("ours"), authority("other"));
        let trust = trust(&ours);
        let error = show(&trust, &ours, "elsewhere.example").unwrap_err();
        assert!(matches!(error, Error::InvalidCertificate(CertificateError::NotValidForNameContext { .. })), "{error}");
        assert!(is_unknown(&show(&trust, &other, "localhost").unwrap_err()));
    }
}
