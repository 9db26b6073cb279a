//! The encryption of pushes for one browser (RFC 8291), which the push service between can't undo: one record of the content
//! coding `aes128gcm` (RFC 8188), with a key that both sides agree on.

use crate::encoding::{from_base64url, random_bytes};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::{PublicKey, SecretKey};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use std::fmt;

const SALT_BYTES: usize = 16;
const AUTH_BYTES: usize = 16;
/// A point on the curve, uncompressed (SEC 1, 2.3.3).
const POINT_BYTES: usize = 65;
/// The size of a record, as RFC 8291 has it in its example; a push has one, which may be shorter.
const RECORD_BYTES: u32 = 4096;
/// Comes after the text of the last record.
const LAST_RECORD: u8 = 2;

/// What a browser has made for a subscription: a public key, and a secret that it shares with the server.
#[derive(Clone, PartialEq, Eq)]
pub struct PushKeys {
    public: PublicKey,
    auth: [u8; AUTH_BYTES],
}

/// What is wrong with the keys of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushKeysError {
    /// The public key isn't a point on the curve.
    #[error("The key p256dh is not a public key of P-256 in base64url")]
    P256dh,
    /// The shared secret has another length.
    #[error("The key auth is not 16 bytes in base64url")]
    Auth,
}

impl fmt::Debug for PushKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PushKeys(..)")
    }
}

impl PushKeys {
    /// Reads what `PushSubscription.toJSON()` gives in `keys`, in base64url with or without padding.
    pub fn parse(p256dh: &str, auth: &str) -> Result<Self, PushKeysError> {
        let bytes = |text: &str| from_base64url(text.trim_end_matches('='));
        let point = bytes(p256dh).filter(|point| point.len() == POINT_BYTES).ok_or(PushKeysError::P256dh)?;
        let public = PublicKey::from_sec1_bytes(&point).map_err(|_| PushKeysError::P256dh)?;
        let auth = bytes(auth).and_then(|auth| auth.try_into().ok()).ok_or(PushKeysError::Auth)?;
        Ok(Self { public, auth })
    }

    /// The body of a push with this text. `None` only if a cipher fails, which no text makes it do.
    #[must_use]
    pub fn encrypt(&self, text: &[u8]) -> Option<Vec<u8>> {
        self.encrypt_with(&random_key(), random_bytes::<SALT_BYTES>(), text)
    }

    fn encrypt_with(&self, own: &SecretKey, salt: [u8; SALT_BYTES], text: &[u8]) -> Option<Vec<u8>> {
        let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), self.public.as_affine());
        let own_point = own.public_key().to_encoded_point(false);
        let their_point = self.public.to_encoded_point(false);
        let context: [&[u8]; 3] = [b"WebPush: info\0", their_point.as_bytes(), own_point.as_bytes()];
        let secret: [u8; 32] = derive(&self.auth, shared.raw_secret_bytes(), &context)?;
        let key: [u8; 16] = derive(&salt, &secret, &[b"Content-Encoding: aes128gcm\0"])?;
        let nonce: [u8; NONCE_LEN] = derive(&salt, &secret, &[b"Content-Encoding: nonce\0"])?;

        let mut record = text.to_vec();
        record.push(LAST_RECORD);
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).ok()?);
        let nonce = Nonce::assume_unique_for_key(nonce);
        key.seal_in_place_append_tag(nonce, Aad::empty(), &mut record).ok()?;

        let mut body = salt.to_vec();
        body.extend_from_slice(&RECORD_BYTES.to_be_bytes());
        body.push(u8::try_from(own_point.len()).ok()?);
        body.extend_from_slice(own_point.as_bytes());
        body.append(&mut record);
        Some(body)
    }
}

/// A new private key. Nearly all 32 bytes are one.
fn random_key() -> SecretKey {
    loop {
        if let Ok(key) = SecretKey::from_slice(&random_bytes::<32>()) {
            return key;
        }
    }
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// HKDF-SHA-256 (RFC 5869).
fn derive<const LENGTH: usize>(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> Option<[u8; LENGTH]> {
    let mut derived = [0; LENGTH];
    let key = Salt::new(HKDF_SHA256, salt).extract(secret);
    key.expand(info, Length(LENGTH)).and_then(|okm| okm.fill(&mut derived)).ok()?;
    Some(derived)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::base64url;

    const P256DH: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    /// Appendix A of RFC 8291.
    #[test]
    fn a_push_is_that_of_the_specification() {
        let own = from_base64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw").unwrap();
        let salt = from_base64url("DGv6ra1nlYgDCS1FRnbzlw").unwrap().try_into().unwrap();
        let keys = PushKeys::parse(P256DH, AUTH).unwrap();
        let text = b"When I grow up, I want to be a watermelon";
        let body = keys.encrypt_with(&SecretKey::from_slice(&own).unwrap(), salt, text).unwrap();
        assert_eq!(
            base64url(&body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w\
             EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn each_push_is_encrypted_anew() {
        let keys = PushKeys::parse(P256DH, AUTH).unwrap();
        assert_ne!(keys.encrypt(b"hello"), keys.encrypt(b"hello"));
        assert_eq!(keys.encrypt(b"hello").unwrap().len(), 16 + 4 + 1 + 65 + 5 + 1 + 16);
        assert_eq!(format!("{keys:?}"), "PushKeys(..)");
    }

    #[test]
    fn keys_of_another_form_are_refused() {
        let off_curve = base64url(&[4; 65]);
        let compressed = base64url(&from_base64url(P256DH).unwrap()[..33]);
        for p256dh in ["", "no key!", &off_curve, &compressed, &base64url(&[0])] {
            assert_eq!(PushKeys::parse(p256dh, AUTH), Err(PushKeysError::P256dh), "{p256dh}");
        }
        for auth in ["", "no key!", &base64url(&[1; 15]), &base64url(&[1; 17])] {
            assert_eq!(PushKeys::parse(P256DH, auth), Err(PushKeysError::Auth), "{auth}");
        }
        assert!(PushKeys::parse(&format!("{P256DH}="), &format!("{AUTH}==")).is_ok());
    }
}
