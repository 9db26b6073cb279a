//! A browser that has subscribed to pushes: its keys, and the decryption of what its push service gets (RFC 8291), written from the
//! browser's side.

use crate::webhook_receiver::{Received, WebhookReceiver};
use crate::{TestApp, TestUser};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::{PublicKey, SecretKey};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hmac;
use serde_json::{Value, json};

/// The keys of a subscription.
pub struct PushBrowser {
    secret: SecretKey,
    auth: [u8; 16],
}

impl Default for PushBrowser {
    fn default() -> Self {
        Self::new()
    }
}

impl PushBrowser {
    pub fn new() -> Self {
        let secret = SecretKey::from_slice(&rand::random::<[u8; 32]>()).expect("nearly all bytes are a key");
        Self { secret, auth: rand::random() }
    }

    /// The browser's public key and its secret, in base64url.
    pub fn keys(&self) -> Value {
        json!({ "p256dh": base64url(&self.point()), "auth": base64url(&self.auth) })
    }

    fn point(&self) -> Vec<u8> {
        self.secret.public_key().to_encoded_point(false).as_bytes().to_vec()
    }

    /// Subscribes for a user, with a receiver as push service. Returns the id of the subscription.
    pub async fn subscribe(&self, app: &TestApp, user: &TestUser, service: &WebhookReceiver) -> i64 {
        let body = json!({ "endpoint": service.url(), "keys": self.keys(), "label": "a test" });
        let answer = app.post("/api/push/subscriptions", user, body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.json()["data"]["subscription_id"].as_i64().expect("an id")
    }

    /// Decrypts a push, and looks at what its push service needs.
    pub fn open(&self, received: &Received) -> Value {
        assert_eq!(received.header("content-encoding"), "aes128gcm");
        assert_eq!(received.header("ttl"), "86400");
        assert!(received.header("topic").len() <= 32 && !received.header("topic").is_empty());
        assert!(received.bytes.len() <= 4096);
        serde_json::from_slice(&self.decrypt(&received.bytes)).expect("a payload is JSON")
    }

    fn decrypt(&self, body: &[u8]) -> Vec<u8> {
        let (salt, rest) = body.split_at(16);
        let (size, rest) = rest.split_at(4);
        assert_eq!(u32::from_be_bytes(size.try_into().expect("four bytes")), 4096);
        let (server_point, record) = rest[1..].split_at(usize::from(rest[0]));
        let server = PublicKey::from_sec1_bytes(server_point).expect("a point");
        let shared = p256::ecdh::diffie_hellman(self.secret.to_nonzero_scalar(), server.as_affine());
        let info = [b"WebPush: info\0", &*self.point(), server_point, &[1]].concat();
        let secret = mac(&mac(&self.auth, shared.raw_secret_bytes()), &info);
        let pseudorandom = mac(salt, &secret);
        let key = mac(&pseudorandom, b"Content-Encoding: aes128gcm\0\x01");
        let nonce = mac(&pseudorandom, b"Content-Encoding: nonce\0\x01");
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16]).expect("a key"));
        let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).expect("a nonce");
        let mut record = record.to_vec();
        let text = key.open_in_place(nonce, Aad::empty(), &mut record).expect("it is for this browser");
        let end = text.iter().rposition(|byte| *byte != 0).expect("a delimiter");
        assert_eq!(text[end], 2, "it is the last record");
        text[..end].to_vec()
    }
}

/// The claims of the token with which a server shows a push service who it is, whose signature is looked at (RFC 8292).
pub fn claims_of(received: &Received, public_key: &str) -> Value {
    let header = received.header("authorization").strip_prefix("vapid t=").expect("a token of VAPID");
    let (token, key) = header.split_once(", k=").expect("a key");
    assert_eq!(key, public_key);
    let (signed, signature) = token.rsplit_once('.').expect("a token");
    let verifier = VerifyingKey::from_sec1_bytes(&from_base64url(key)).expect("a key");
    let signature = Signature::from_slice(&from_base64url(signature)).expect("a signature");
    verifier.verify(signed.as_bytes(), &signature).expect("the signature is right");
    serde_json::from_slice(&from_base64url(signed.split_once('.').expect("claims").1)).expect("claims")
}

fn mac(key: &[u8], text: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref().to_vec()
}

fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn from_base64url(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).expect("base64url")
}
