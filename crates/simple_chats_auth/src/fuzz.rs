//! Fuzz targets: secrets that come back from outside, or from a database in which anything may be.

use crate::encoding::from_base64url;
use crate::keys::{KeyPurpose, Keyring};
use crate::{
    ApiTokens, AuthenticatorSecrets, LoginAnswer, PasskeySite, PersonalTokenSecret, RecoveryCode,
    StoredPasskey, TokenError, TotpSecret, TypedCode,
};
use chrono::DateTime;
use simple_chats_domain::{MAX_ID, UserId};
use simple_chats_fuzzing::{Decisions, damaged, fuzz, texts};
use std::panic::AssertUnwindSafe;

fn keyring() -> Keyring {
    Keyring::new("a-secret-for-tests-with-32-bytes-or-more", Some("its-predecessor-with-32-bytes-or-more"))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn api_tokens() {
    const PARTS: &[&str] =
        &[".", "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzUxMiJ9", "eyJhbGciOiJub25lIn0", "e30", "=", "-_", "é", "sct_"];
    // A panic ends the process of the fuzzer, with the tokens that it remembers.
    let tokens = AssertUnwindSafe(ApiTokens::new(&keyring(), 3600));
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let user_id = UserId::stored(decisions.number_from(1, MAX_ID));
        let version = decisions.number();
        let now = DateTime::from_timestamp(decisions.number_from(0, 200_000_000_000), 0).unwrap();
        let issued = tokens.issue(user_id, version, now);
        let claims = tokens.verify(&issued.token, now).unwrap();
        assert_eq!(
            (claims.user_id, claims.credentials_version, claims.logged_in_at),
            (user_id, version, now)
        );
        assert_eq!(tokens.verify(&issued.token, claims.expires_at), Err(TokenError::Expired));
        let other = lossy(&damaged(issued.token.as_bytes(), decisions.rest()));
        let [text, spelled] = texts(decisions.rest(), PARTS);
        for forged in [other, text, spelled] {
            let is_refused = tokens.verify(&forged, now) == Err(TokenError::Invalid);
            assert!(is_refused || forged == issued.token, "{forged}");
        }
    });
}

#[test]
fn personal_tokens() {
    let whole = PersonalTokenSecret::generate();
    fuzz!(|input: &[u8]| {
        let damaged = lossy(&damaged(whole.plain().as_bytes(), input));
        let [text, spelled] = texts(input, &["sct_", "0123456789", "é"]);
        for text in [damaged, text, spelled] {
            let found = PersonalTokenSecret::recognize(&text);
            assert_eq!(found.is_some(), text == whole.plain(), "{text}");
            assert!(PersonalTokenSecret::is_meant_by(&text) || found.is_none());
        }
    });
}

/// What was sealed or signed comes back, and nothing else does.
#[test]
fn sealed_and_signed() {
    let (sealer, signer) = (keyring().sealer(KeyPurpose::Broker), keyring().signer(KeyPurpose::Csrf));
    let secrets = AuthenticatorSecrets::new(&keyring());
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let [context, value] = [decisions.text(&["é"]), decisions.text(&["é", "\0", "."])];
        let closed = sealer.seal(&context, value.as_bytes()).unwrap();
        let with_mac = signer.sign(&value);
        let [mac, masked] = [signer.mac(&value), signer.masked_mac(&value)];
        let secret = TotpSecret::of([decisions.byte(); 20]);
        let stored = secrets.seal(UserId::stored(1), &secret).unwrap();
        assert_eq!(sealer.open(&context, &closed).as_deref(), Some(value.as_bytes()));
        assert_eq!(sealer.open(&format!("{context}."), &closed), None);
        assert_eq!(signer.verify(&with_mac).as_deref(), Some(value.as_str()));
        assert!(signer.is_mac(&value, &mac) && signer.is_masked_mac(&value, &masked));
        assert_eq!(secrets.open(UserId::stored(1), &stored).unwrap().secret, secret);
        assert_eq!(secrets.open(UserId::stored(2), &stored), None);
        let damage = decisions.rest();
        let other = damaged(&closed, damage);
        assert!(other == closed || sealer.open(&context, &other).is_none());
        let spoiled =
            |whole: &String| Some(lossy(&damaged(whole.as_bytes(), damage))).filter(|other| other != whole);
        assert_eq!(spoiled(&with_mac).and_then(|other| signer.verify(&other)), None);
        assert!(spoiled(&mac).is_none_or(|other| !signer.is_mac(&value, &other)));
        // Under another mask, it is the same signature.
        let is_same = |other: &str| unmasked(other) == unmasked(&masked);
        assert!(
            spoiled(&masked).is_none_or(|other| is_same(&other) || !signer.is_masked_mac(&value, &other))
        );
        assert_eq!(spoiled(&stored).and_then(|other| secrets.open(UserId::stored(1), &other)), None);
        for anything in texts(damage, &["."]) {
            assert_eq!(signer.verify(&anything), None);
            assert_eq!(sealer.open(&context, anything.as_bytes()), None);
        }
    });
}

fn unmasked(text: &str) -> Option<Vec<u8>> {
    let bytes = from_base64url(text).filter(|bytes| bytes.len() == 32)?;
    let (mask, given) = bytes.split_at(16);
    Some(mask.iter().zip(given).map(|(mask, given)| mask ^ given).collect())
}

#[test]
fn typed_codes() {
    const PARTS: &[&str] =
        &["123456", "-", " ", "\u{A0}", "２", "ſ", "abcd", "234567", "K", "GEZDGNBVGY3TQOJQ"];
    fuzz!(|input: &[u8]| {
        for text in texts(input, PARTS) {
            let code = TypedCode::parse(&text);
            let spread: String = text.chars().flat_map(|c| [c, ' ', '-']).collect();
            assert_eq!(TypedCode::parse(&spread), code, "spaces and hyphens don't matter: {text}");
            assert_eq!(TypedCode::parse(&text.to_ascii_uppercase()), code, "nor does case: {text}");
            if let Some(TypedCode::Recovery(code)) = &code {
                assert_eq!(TypedCode::parse(&code.shown()), Some(TypedCode::Recovery(code.clone())));
            }
            assert!(!matches!(code, Some(TypedCode::Totp(1_000_000..))));
            let Some(secret) = TotpSecret::parse(&text) else { continue };
            assert_eq!(TotpSecret::parse(&secret.text()), Some(secret.clone()));
            let now =
                DateTime::from_timestamp(Decisions::of(input).number_from(0, 200_000_000_000), 0).unwrap();
            assert!(secret.find_step(secret.code_at(now).parse().unwrap(), now).is_some());
        }
        let made = RecoveryCode::generate();
        assert_eq!(TypedCode::parse(&made.shown()), Some(TypedCode::Recovery(made)));
    });
}

/// Neither what a browser sends nor what is stored makes a right answer, as long as nobody has signed the challenge.
#[test]
fn passkeys() {
    const ANSWER: &str = r#"{"id":"AAECAwQFBgcICQoLDA0ODw","rawId":"AAECAwQFBgcICQoLDA0ODw","type":"public-key","clientExtensionResults":{},
        "response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFBQUFBQUFBQUFBQUFBQUFBQUFBQSIsIm9yaWdpbiI6Imh0dHBzOi8vY2hhdC5leGFtcGxlLm9yZyIsImNyb3NzT3JpZ2luIjpmYWxzZX0",
        "authenticatorData":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAFAAAAAQ","signature":"MAYCAQECAQE",
        "userHandle":"dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dQ"}}"#;
    const PARTS: &[&str] = &[
        "{\"",
        "\":\"",
        "\",\"",
        "\":{",
        "}",
        "id",
        "rawId",
        "type",
        "public-key",
        "response",
        "AAECAwQFBgcICQoLDA0ODw",
    ];
    let site = PasskeySite::new(&keyring(), "chat.example.org").unwrap();
    let login = site.begin_login().unwrap();
    let adding = site.begin_adding(UserId::stored(1), ("ann", "Ann"), &[]).unwrap();
    let origin = "https://chat.example.org";
    assert!(LoginAnswer::parse(ANSWER).is_ok());
    fuzz!(|input: &[u8]| {
        let [text, spelled] = texts(input, PARTS);
        let damage = |whole: &str| lossy(&damaged(whole.as_bytes(), input));
        let stored = StoredPasskey {
            credential_id: "AAECAwQFBgcICQoLDA0ODw".to_owned(),
            user_handle: text.clone(),
            static_state: spelled.clone(),
            dynamic_state: text.clone(),
        };
        for answer in [ANSWER.to_owned(), damage(ANSWER), text, spelled] {
            for state in [&login.state, &adding.state, &damage(&login.state), &damage(&adding.state)] {
                assert!(site.finish_adding(UserId::stored(1), origin, state, &answer).is_err(), "{answer}");
                let Ok(answer) = LoginAnswer::parse(&answer) else { continue };
                assert!(site.finish_login(origin, state, &answer, &stored).is_err());
            }
        }
    });
}
