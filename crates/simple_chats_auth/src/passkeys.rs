//! Passkeys (WebAuthn Level 3): the challenges for browsers, and the check of their answers. A passkey can be found without
//! a username, and its device has to verify the user.
//!
//! What has to be remembered between challenge and answer travels through the browser, encrypted. A challenge that was
//! answered must not be accepted again: see [`Answered::challenge`].

use crate::encoding::{base64url, from_base64url, hex};
use crate::keys::{KeyPurpose, Keyring, Signer};
use crate::sealing::Sealer;
use simple_chats_domain::UserId;
use std::borrow::Cow;
use std::fmt::Display;
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::AuthenticationVerificationOptions;
use webauthn_rp::request::register::{
    CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, UserHandle64,
    Username,
};
use webauthn_rp::request::{AsciiDomain, PublicKeyCredentialDescriptor, RpId, TimedCeremony};
use webauthn_rp::response::auth::DiscoverableAuthentication64;
use webauthn_rp::response::register::{DynamicState, StaticState};
use webauthn_rp::response::{AuthTransports, CredentialId};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthenticationServerState, DiscoverableCredentialRequestOptions,
    PublicKeyCredentialCreationOptions, Registration, RegistrationServerState,
};

const LOGIN: &str = "login by passkey";
const HANDLE_BYTES: usize = 64;

/// Why a passkey can't be used: for the log, not for whoever sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PasskeyError(String);

impl PasskeyError {
    fn of(error: impl Display) -> Self {
        Self(error.to_string())
    }
}

type Result<T> = std::result::Result<T, PasskeyError>;

/// The site for which passkeys are made.
#[derive(Debug)]
pub struct PasskeySite {
    rp_id: RpId,
    sealer: Sealer,
    /// Computes what names a user to devices. As it is the same each time, a passkey replaces one on the same device that
    /// was never stored, such as after a wrong password.
    handles: Signer,
}

/// A challenge for a browser.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// The options for the browser, in JSON.
    pub options: String,
    /// What the browser sends back unchanged, together with its answer.
    pub state: String,
}

/// A passkey as it is stored: texts of letters, digits, `-`, and `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPasskey {
    /// Names it, and is different for each.
    pub credential_id: String,
    /// Names the user to devices, the same for all passkeys of one user.
    pub user_handle: String,
    /// The public key.
    pub static_state: String,
    /// The counter and other properties, which may change with each use.
    pub dynamic_state: String,
}

/// A browser's answer to the challenge of a login.
#[derive(Debug)]
pub struct LoginAnswer(DiscoverableAuthentication64);

/// A right answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The challenge: the caller has to refuse it if it was answered before.
    pub challenge: String,
    /// What to store as [`StoredPasskey::dynamic_state`].
    pub dynamic_state: String,
}

impl LoginAnswer {
    /// Reads the JSON of a credential.
    pub fn parse(credential: &str) -> Result<Self> {
        let read = DiscoverableAuthentication64::from_json_relaxed(credential.as_bytes());
        read.map(Self).map_err(PasskeyError::of)
    }

    /// Which passkey it is of.
    #[must_use]
    pub fn credential_id(&self) -> String {
        base64url(self.0.raw_id().as_ref())
    }
}

impl PasskeySite {
    /// For the host of a site; `None` if it has no name, as browsers make no passkeys for addresses.
    #[must_use]
    pub fn new(keyring: &Keyring, host: &str) -> Option<Self> {
        let is_address = host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok();
        let domain = AsciiDomain::try_from(host.to_owned()).ok().filter(|_| !is_address)?;
        let (sealer, handles) =
            (keyring.sealer(KeyPurpose::Passkey), keyring.signer(KeyPurpose::PasskeyHandle));
        Some(Self { rp_id: RpId::Domain(domain), sealer, handles })
    }

    /// The host.
    #[must_use]
    pub fn host(&self) -> &str {
        self.rp_id.as_ref()
    }

    /// The challenge for a new passkey of a user who has the given ones.
    pub fn begin_adding(
        &self,
        user_id: UserId,
        (username, name): (&str, &str),
        existing: &[StoredPasskey],
    ) -> Result<Challenge> {
        let handle = match existing.first() {
            Some(passkey) => handle_of(&passkey.user_handle)?,
            None => handle_of(&self.handles.mac(&user_id.to_string()))?,
        };
        let user = PublicKeyCredentialUserEntity {
            name: Username::try_from(Cow::Borrowed(username)).map_err(PasskeyError::of)?,
            id: &handle,
            display_name: Nickname::try_from(Cow::Borrowed(name)).ok(),
        };
        let descriptor = |passkey: &StoredPasskey| {
            let id = CredentialId::decode(bytes_of(&passkey.credential_id)?).map_err(PasskeyError::of)?;
            // Any: the browser knows how it reached the device.
            let transports = AuthTransports::decode(0).map_err(PasskeyError::of)?;
            Ok(PublicKeyCredentialDescriptor { id, transports })
        };
        let excluded = existing.iter().map(descriptor).collect::<Result<Vec<_>>>()?;
        let mut options = PublicKeyCredentialCreationOptions::passkey(&self.rp_id, user, excluded);
        // Not all devices can enforce it, and each login requires verification anyway.
        options.extensions.cred_protect = CredProtect::None;
        let (server, client) = options.start_ceremony().map_err(PasskeyError::of)?;
        let options = serde_json::to_string(&client).map_err(PasskeyError::of)?;
        let state = server.encode().map_err(PasskeyError::of)?;
        Ok(Challenge { options, state: self.seal(&adding(user_id), &state)? })
    }

    /// The passkey that a browser has made for a page of this origin.
    pub fn finish_adding(
        &self,
        user_id: UserId,
        origin: &str,
        state: &str,
        credential: &str,
    ) -> Result<StoredPasskey> {
        let state = self.open(&adding(user_id), state)?;
        let state = RegistrationServerState::<HANDLE_BYTES>::decode(&state).map_err(PasskeyError::of)?;
        let made = Registration::from_json_relaxed(credential.as_bytes()).map_err(PasskeyError::of)?;
        let options = RegistrationVerificationOptions::<&str, &str> {
            allowed_origins: &[origin],
            error_on_unsolicited_extensions: false,
            ..RegistrationVerificationOptions::default()
        };
        let registered = state.verify(&self.rp_id, &made, &options).map_err(PasskeyError::of)?;
        let static_state = registered.static_state();
        let dynamic_state = registered.dynamic_state();
        Ok(StoredPasskey {
            credential_id: base64url(registered.id().as_ref()),
            user_handle: base64url(registered.user_id().as_ref()),
            static_state: base64url(&static_state.encode().map_err(PasskeyError::of)?),
            dynamic_state: base64url(&dynamic_state.encode().map_err(PasskeyError::of)?),
        })
    }

    /// The challenge for a login.
    pub fn begin_login(&self) -> Result<Challenge> {
        let options = DiscoverableCredentialRequestOptions::passkey(&self.rp_id);
        let (server, client) = options.start_ceremony().map_err(PasskeyError::of)?;
        let options = serde_json::to_string(&client).map_err(PasskeyError::of)?;
        let state = server.encode().map_err(PasskeyError::of)?;
        Ok(Challenge { options, state: self.seal(LOGIN, &state)? })
    }

    /// Checks the answer of a browser on a page of this origin, with the stored passkey that it names.
    pub fn finish_login(
        &self,
        origin: &str,
        state: &str,
        answer: &LoginAnswer,
        stored: &StoredPasskey,
    ) -> Result<Answered> {
        let state = self.open(LOGIN, state)?;
        let state = DiscoverableAuthenticationServerState::decode(&state).map_err(PasskeyError::of)?;
        let challenge = hex(&state.sent_challenge().0.to_be_bytes());
        let handle = handle_of(&stored.user_handle)?;
        let static_state = StaticState::decode(&bytes_of(&stored.static_state)?).map_err(PasskeyError::of)?;
        let dynamic_state = array_of(&stored.dynamic_state)?;
        let dynamic_state = DynamicState::decode(dynamic_state).map_err(PasskeyError::of)?;
        let id = answer.0.raw_id();
        let mut credential = AuthenticatedCredential::new(id, &handle, static_state, dynamic_state)
            .map_err(PasskeyError::of)?;
        let options = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &[origin],
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        state.verify(&self.rp_id, &answer.0, &mut credential, &options).map_err(PasskeyError::of)?;
        let dynamic_state = credential.dynamic_state().encode().map_err(PasskeyError::of)?;
        Ok(Answered { challenge, dynamic_state: base64url(&dynamic_state) })
    }

    fn seal(&self, context: &str, state: &[u8]) -> Result<String> {
        let sealed = self.sealer.seal(context, state);
        sealed
            .map(|sealed| base64url(&sealed))
            .ok_or_else(|| PasskeyError::of("the state can't be encrypted"))
    }

    fn open(&self, context: &str, state: &str) -> Result<Vec<u8>> {
        let sealed = bytes_of(state)?;
        self.sealer
            .open(context, &sealed)
            .ok_or_else(|| PasskeyError::of("the state is not from this server"))
    }
}

fn adding(user_id: UserId) -> String {
    format!("passkey of user {user_id}")
}

fn handle_of(text: &str) -> Result<UserHandle64> {
    UserHandle64::decode(array_of(text)?).map_err(PasskeyError::of)
}

fn array_of<const N: usize>(text: &str) -> Result<[u8; N]> {
    bytes_of(text)?.try_into().map_err(|_| PasskeyError::of("a stored value has another length"))
}

fn bytes_of(text: &str) -> Result<Vec<u8>> {
    from_base64url(text).ok_or_else(|| PasskeyError::of("a text is not base64url"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(host: &str) -> Option<PasskeySite> {
        PasskeySite::new(&Keyring::new("a-secret-for-tests-with-32-bytes-or-more", None), host)
    }

    #[test]
    fn a_site_needs_a_name() {
        for (host, has_passkeys) in
            [("chat.example.org", true), ("localhost", true), ("192.0.2.1", false), ("[2001:db8::1]", false)]
        {
            assert_eq!(site(host).is_some(), has_passkeys, "{host}");
        }
    }

    #[test]
    fn challenges_ask_for_a_passkey_that_verifies_its_user() {
        let site = site("chat.example.org").unwrap();
        let adding = site.begin_adding(UserId::stored(1), ("ann", "Ann"), &[]).unwrap();
        let options: serde_json::Value = serde_json::from_str(&adding.options).unwrap();
        let options = options.get("publicKey").unwrap_or(&options);
        assert_eq!(options["rp"]["id"], "chat.example.org");
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        let login = site.begin_login().unwrap();
        let options: serde_json::Value = serde_json::from_str(&login.options).unwrap();
        let options = options.get("publicKey").unwrap_or(&options);
        assert_eq!(
            (&options["rpId"], &options["userVerification"]),
            (&"chat.example.org".into(), &"required".into())
        );
        assert_ne!(site.begin_login().unwrap().options, login.options);
    }

    #[test]
    fn a_user_has_the_same_name_for_all_devices() {
        let site = site("chat.example.org").unwrap();
        let handle = |user_id, existing: &[StoredPasskey]| {
            let options =
                site.begin_adding(UserId::stored(user_id), ("ann", "Ann"), existing).unwrap().options;
            let options: serde_json::Value = serde_json::from_str(&options).unwrap();
            options.get("publicKey").unwrap_or(&options)["user"]["id"].as_str().unwrap().to_owned()
        };
        assert_eq!(handle(1, &[]), handle(1, &[]));
        assert_ne!(handle(1, &[]), handle(2, &[]));
        let stored = StoredPasskey {
            credential_id: "A".repeat(22),
            user_handle: handle(2, &[]),
            static_state: String::new(),
            dynamic_state: String::new(),
        };
        assert_eq!(
            handle(1, std::slice::from_ref(&stored)),
            stored.user_handle,
            "even after a new SECRET_KEY"
        );
    }

    #[test]
    fn the_state_of_a_challenge_is_for_one_purpose_and_one_user() {
        let site = site("chat.example.org").unwrap();
        let state = site.begin_adding(UserId::stored(1), ("ann", "Ann"), &[]).unwrap().state;
        assert!(site.open(&adding(UserId::stored(1)), &state).is_ok());
        assert!(site.open(&adding(UserId::stored(2)), &state).is_err());
        assert!(site.open(LOGIN, &state).is_err());
    }
}
