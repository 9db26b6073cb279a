//! The secrets of authenticator apps between their proposal and their use: none is stored until its user has shown that the
//! app has it, and then it is encrypted.

use crate::encoding::{base64url, from_base64url};
use crate::keys::{KeyPurpose, Keyring, Signer};
use crate::sealing::Sealer;
use crate::totp::{SECRET_BYTES, TotpSecret};
use simple_chats_domain::UserId;

/// Proposes, encrypts, and decrypts secrets.
#[derive(Debug)]
pub struct AuthenticatorSecrets {
    current: Sealer,
    previous: Option<Sealer>,
    proposals: Signer,
}

/// A stored secret, decrypted.
#[derive(Debug, PartialEq, Eq)]
pub struct Opened {
    /// The secret.
    pub secret: TotpSecret,
    /// Whether it was encrypted with the previous key, and has to be encrypted anew before that one is gone.
    pub is_outdated: bool,
}

impl AuthenticatorSecrets {
    /// With keys derived from the current and the previous master secret.
    #[must_use]
    pub fn new(keyring: &Keyring) -> Self {
        let (current, previous) = keyring.keys(KeyPurpose::Authenticator);
        Self {
            current: Sealer::new(&current, None),
            previous: previous.map(|key| Sealer::new(&key, None)),
            proposals: keyring.signer(KeyPurpose::AuthenticatorProposal),
        }
    }

    /// The secret that is proposed in a session while the credentials have this version, the same each time, so that nothing
    /// has to be stored for it. Nobody without the master secret can compute it.
    #[must_use]
    pub fn propose(&self, user_id: UserId, credentials_version: i64, session_key: &str) -> TotpSecret {
        let mac = self.proposals.mac(&format!("{user_id} {credentials_version} {session_key}"));
        let mac = from_base64url(&mac).unwrap_or_default();
        // HMAC-SHA-512 has more bytes than a secret.
        let mut secret = [0; SECRET_BYTES];
        secret.iter_mut().zip(mac).for_each(|(byte, of_mac)| *byte = of_mac);
        TotpSecret::of(secret)
    }

    /// Encrypts the secret of a user. `None` only if the cipher fails, which nothing makes it do.
    #[must_use]
    pub fn seal(&self, user_id: UserId, secret: &TotpSecret) -> Option<String> {
        Some(base64url(&self.current.seal(&context(user_id), secret.bytes())?))
    }

    /// Decrypts a stored secret. `None` if it is another user's, or if its key is neither the current nor the previous one.
    #[must_use]
    pub fn open(&self, user_id: UserId, sealed: &str) -> Option<Opened> {
        let (context, sealed) = (context(user_id), from_base64url(sealed)?);
        let secret = |bytes: Vec<u8>| bytes.try_into().ok().map(TotpSecret::of);
        if let Some(bytes) = self.current.open(&context, &sealed) {
            return Some(Opened { secret: secret(bytes)?, is_outdated: false });
        }
        let bytes = self.previous.as_ref()?.open(&context, &sealed)?;
        Some(Opened { secret: secret(bytes)?, is_outdated: true })
    }
}

fn context(user_id: UserId) -> String {
    format!("authenticator of user {user_id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "the-secret-of-last-year-0123456789";
    const NEW: &str = "the-secret-of-this-year-0123456789";

    fn secrets(current: &str, previous: Option<&str>) -> AuthenticatorSecrets {
        AuthenticatorSecrets::new(&Keyring::new(current, previous))
    }

    fn id(number: i64) -> UserId {
        UserId::stored(number)
    }

    #[test]
    fn a_stored_secret_is_unreadable_and_opens_for_its_user_with_the_current_or_the_previous_key() {
        let secret = secrets(OLD, None).propose(id(1), 1, "a session");
        let sealed = secrets(OLD, None).seal(id(1), &secret).unwrap();
        assert!(!sealed.contains(&base64url(secret.bytes())) && !sealed.contains(&secret.text()));
        for (current, previous, is_outdated) in [(OLD, None, false), (NEW, Some(OLD), true)] {
            let opened = secrets(current, previous).open(id(1), &sealed);
            assert_eq!(opened, Some(Opened { secret: secret.clone(), is_outdated }));
        }
        assert_eq!(secrets(NEW, None).open(id(1), &sealed), None);
        assert_eq!(secrets(OLD, None).open(id(2), &sealed), None);
        assert_eq!(secrets(OLD, None).open(id(1), "no secret"), None);
    }

    #[test]
    fn proposals_differ_by_user_version_session_and_server() {
        let proposed = [
            secrets(OLD, None).propose(id(1), 1, "a session"),
            secrets(OLD, None).propose(id(1), 1, "another session"),
            secrets(OLD, None).propose(id(1), 2, "a session"),
            secrets(OLD, None).propose(id(2), 1, "a session"),
            secrets(NEW, None).propose(id(1), 1, "a session"),
        ];
        assert_eq!(proposed[0], secrets(OLD, None).propose(id(1), 1, "a session"));
        for (position, one) in proposed.iter().enumerate() {
            assert!(proposed.iter().skip(position + 1).all(|other| other != one));
        }
    }
}
