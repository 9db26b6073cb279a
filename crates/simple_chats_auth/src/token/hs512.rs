//! The crypto provider for jsonwebtoken: HMAC-SHA-512 by ring only. Its own backends would add RSA and elliptic curves, or a
//! second cryptographic library.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result};
use jsonwebtoken::signature::{self, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily};
use ring::hmac;
use std::sync::Once;

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| Ok(Box::new(Hs512::new(*algorithm, key.family(), key.as_bytes())?)),
    verifier_factory: |algorithm, key| {
        Ok(Box::new(Hs512::new(*algorithm, key.family(), key.try_get_as_bytes()?)?))
    },
    key_utils: KeyUtils::new_unimplemented(),
};

/// Installs the provider for this process; further calls do nothing. A provider that the program installed before stays,
/// as a process has only one, and computes the same HS512.
pub(super) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if PROVIDER.install_default().is_err() {
            tracing::warn!(
                "API tokens use the crypto provider for jsonwebtoken that the process installed before"
            );
        }
    });
}

struct Hs512(hmac::Key);

impl Hs512 {
    fn new(algorithm: Algorithm, family: AlgorithmFamily, secret: &[u8]) -> Result<Self> {
        match (algorithm, family) {
            (Algorithm::HS512, AlgorithmFamily::Hmac) => Ok(Self(hmac::Key::new(hmac::HMAC_SHA512, secret))),
            (Algorithm::HS512, _) => Err(ErrorKind::InvalidKeyFormat.into()),
            _ => Err(ErrorKind::UnsupportedAlgorithm.into()),
        }
    }
}

impl Signer<Vec<u8>> for Hs512 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, signature::Error> {
        Ok(hmac::sign(&self.0, message).as_ref().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs512 {
    /// Compares in constant time.
    fn verify(&self, message: &[u8], mac: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        hmac::verify(&self.0, message, mac).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for Hs512 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS512
    }
}

impl JwtVerifier for Hs512 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS512
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::hex;
    use jsonwebtoken::{DecodingKey, EncodingKey};

    /// RFC 4231, test case 2.
    #[test]
    fn the_signature_is_hmac_with_sha_512() {
        let (key, message) = (b"Jefe", b"what do ya want for nothing?");
        let signer = (PROVIDER.signer_factory)(&Algorithm::HS512, &EncodingKey::from_secret(key)).unwrap();
        let mac = signer.sign(message);
        let expected = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
        assert_eq!(hex(&mac), expected);

        let verifier =
            (PROVIDER.verifier_factory)(&Algorithm::HS512, &DecodingKey::from_secret(key)).unwrap();
        assert!(verifier.verify(message, &mac).is_ok());
        assert!(verifier.verify(b"another message", &mac).is_err());
        assert!(verifier.verify(message, &mac[..32].to_vec()).is_err());
        assert!(verifier.verify(message, &Vec::new()).is_err());
    }

    #[test]
    fn every_other_algorithm_and_kind_of_key_is_an_error() {
        use Algorithm::{ES256, EdDSA, HS256, HS384, PS512, RS512};
        let (encoding, decoding) = (EncodingKey::from_secret(b"key"), DecodingKey::from_secret(b"key"));
        for algorithm in [HS256, HS384, ES256, RS512, PS512, EdDSA] {
            assert!((PROVIDER.signer_factory)(&algorithm, &encoding).is_err(), "{algorithm:?}");
            assert!((PROVIDER.verifier_factory)(&algorithm, &decoding).is_err(), "{algorithm:?}");
        }
        assert!((PROVIDER.signer_factory)(&Algorithm::HS512, &EncodingKey::from_rsa_der(b"key")).is_err());
        assert!((PROVIDER.verifier_factory)(&Algorithm::HS512, &DecodingKey::from_rsa_der(b"key")).is_err());
    }
}
