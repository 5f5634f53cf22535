//! The system's bundle of root certificates: one file with what its folder of certificates has in hundreds, and so much
//! sooner read. It is a part of what the platform verifier loads, which is asked for whatever this does not know.

#[cfg(target_os = "linux")]
pub(super) fn roots() -> Option<rustls::RootCertStore> {
    use rustls_pki_types::{CertificateDer, pem::PemObject};

    // Whoever sets these names other certificates, and the platform verifier obeys.
    if ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter().any(|name| std::env::var_os(name).is_some()) {
        return None;
    }
    let pem = std::fs::read(openssl_probe::probe().cert_file?).ok()?;
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(CertificateDer::pem_slice_iter(&pem).flatten());
    Some(roots)
}

/// Elsewhere the platform's own verifier does the work, without files.
#[cfg(not(target_os = "linux"))]
pub(super) fn roots() -> Option<rustls::RootCertStore> {
    None
}
