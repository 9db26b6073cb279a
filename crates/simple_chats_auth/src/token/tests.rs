//! Tests of the tokens.

use super::*;
use crate::encoding::from_base64url;
use chrono::TimeDelta;
use proptest::prelude::*;

const SECRET: &str = "a-secret-for-tests-with-32-bytes-or-more";

fn tokens() -> ApiTokens {
    ApiTokens::new(&Keyring::new(SECRET, None), 3600)
}

fn user() -> UserId {
    UserId::new(15).unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-05-20T11:52:17.250Z".parse().unwrap()
}

fn rejection(token: &str, now: DateTime<Utc>) -> TokenError {
    tokens().verify(token, now).unwrap_err()
}

/// Signs a header and claims with the key of API tokens.
fn signed(header: &str, claims: &str) -> String {
    let message = format!("{}.{}", base64url(header.as_bytes()), base64url(claims.as_bytes()));
    let mac = Keyring::new(SECRET, None).signer(KeyPurpose::ApiToken).mac(&message);
    format!("{message}.{mac}")
}

const HEADER: &str = r#"{"typ":"JWT","alg":"HS512"}"#;
const CLAIMS: &str = r#"{"sub":"15","user_id":15,"iat":1779277937,"exp":1779281537,"jti":"x","aud":"simple-chats:api","credentials_version":3}"#;

#[test]
fn an_issued_token_has_user_and_expiry() {
    let issued = tokens().issue(user(), 3, now());
    assert_eq!(issued.expires_in, 3600);
    let claims = tokens().verify(&issued.token, now()).unwrap();
    assert_eq!(claims.user_id, user());
    assert_eq!(claims.credentials_version, 3);
    assert_eq!(claims.expires_at.to_rfc3339(), "2026-05-20T12:52:17+00:00");
}

#[test]
fn renewed_tokens_work_until_a_day_after_the_password() {
    let tokens = tokens();
    let (mut token, mut time) = (tokens.issue(user(), 3, now()).token, now());
    for _ in 0..47 {
        time += TimeDelta::minutes(30);
        let claims = tokens.verify(&token, time).unwrap();
        assert_eq!(claims.logged_in_at.timestamp(), now().timestamp());
        token = tokens.renew(&claims, time).token;
    }
    let claims = tokens.verify(&token, time).unwrap();
    assert_eq!(tokens.renew(&claims, time).expires_in, 1800);
    assert_eq!(rejection(&token, now() + TimeDelta::days(1)), TokenError::Expired);
    let old = tokens.verify(&signed(HEADER, CLAIMS), now()).unwrap();
    assert_eq!(old.logged_in_at.timestamp(), now().timestamp(), "a token without the claim");
    let long = ApiTokens::new(&Keyring::new(SECRET, None), 90_000);
    assert_eq!(long.issue(user(), 3, now()).expires_in, 90_000);
}

#[test]
fn a_token_that_was_verified_before_still_expires_and_no_other_one_passes_for_it() {
    let tokens = tokens();
    let token = tokens.issue(user(), 3, now()).token;
    let claims = tokens.verify(&token, now()).unwrap();
    assert_eq!(tokens.verify(&token, now()).unwrap(), claims);
    assert_eq!(tokens.verify(&token, claims.expires_at).unwrap_err(), TokenError::Expired);
    for index in 0..token.len() {
        let mut altered = token.clone().into_bytes();
        altered[index] = if altered[index] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        assert_eq!(tokens.verify(&altered, now()).unwrap_err(), TokenError::Invalid, "position {index}");
    }
}

#[test]
fn the_claims_are_those_of_the_contract() {
    let issued = tokens().issue(user(), 3, now());
    let parts: Vec<&str> = issued.token.split('.').collect();
    assert_eq!(parts.len(), 3);
    assert_eq!(from_base64url(parts[0]).unwrap(), HEADER.as_bytes());
    let claims: serde_json::Value = serde_json::from_slice(&from_base64url(parts[1]).unwrap()).unwrap();
    assert_eq!(claims["sub"], "15");
    assert_eq!(claims["user_id"], 15);
    assert_eq!(claims["iat"], 1_779_277_937);
    assert_eq!(claims["exp"], 1_779_281_537);
    assert_eq!(claims["aud"], "simple-chats:api");
    assert_eq!(claims["jti"].as_str().unwrap().len(), 22);
    assert_eq!(parts[2].len(), 86);
}

#[test]
fn two_tokens_of_the_same_moment_differ() {
    assert_ne!(tokens().issue(user(), 1, now()), tokens().issue(user(), 1, now()));
}

#[test]
fn a_token_expires_with_its_last_second() {
    let issued = tokens().issue(user(), 1, now());
    let end = DateTime::from_timestamp(now().timestamp() + 3600, 0).unwrap();
    assert!(tokens().verify(&issued.token, end - TimeDelta::milliseconds(1)).is_ok());
    assert_eq!(rejection(&issued.token, end), TokenError::Expired);
}

#[test]
fn the_longest_lifetime_is_valid() {
    let tokens = ApiTokens::new(&Keyring::new(SECRET, None), u64::MAX);
    let issued = tokens.issue(user(), 1, now());
    assert_eq!(issued.expires_in, u64::from(u32::MAX));
    assert!(tokens.verify(&issued.token, now() + TimeDelta::days(365 * 100)).is_ok());
}

#[test]
fn the_reference_token_of_these_tests_is_valid() {
    assert_eq!(tokens().verify(&signed(HEADER, CLAIMS), now()).unwrap().user_id, user());
}

#[test]
fn other_algorithms_are_invalid_even_with_a_correct_signature() {
    for algorithm in ["none", "None", "HS256", "HS384", "RS256", ""] {
        let header = format!(r#"{{"typ":"JWT","alg":"{algorithm}"}}"#);
        assert_eq!(rejection(&signed(&header, CLAIMS), now()), TokenError::Invalid, "{algorithm}");
        let unsigned = format!("{}.{}.", base64url(header.as_bytes()), base64url(CLAIMS.as_bytes()));
        assert_eq!(rejection(&unsigned, now()), TokenError::Invalid, "{algorithm}");
    }
}

#[test]
fn wrong_claims_are_invalid() {
    for (claim, other) in [
        (r#""aud":"simple-chats:api""#, r#""aud":"simple-chats:reset""#),
        (r#","aud":"simple-chats:api""#, ""),
        (r#""aud":"simple-chats:api""#, r#""aud":["simple-chats:api"]"#),
        (r#""sub":"15""#, r#""sub":"16""#),
        (r#""user_id":15"#, r#""user_id":0"#),
        (r#""user_id":15"#, r#""user_id":"15""#),
        (r#","credentials_version":3"#, ""),
        (r#""exp":1779281537,"#, ""),
        (r#""exp":1779281537"#, r#""exp":9223372036854775807"#),
    ] {
        let claims = CLAIMS.replace(claim, other);
        assert_ne!(claims, CLAIMS);
        assert_eq!(rejection(&signed(HEADER, &claims), now()), TokenError::Invalid, "{other}");
    }
}

#[test]
fn tokens_of_other_keys_and_purposes_are_invalid_not_expired() {
    let long_after = now() + TimeDelta::days(1000);
    let stranger = ApiTokens::new(&Keyring::new("another secret", None), 3600);
    let issued = stranger.issue(user(), 1, now());
    assert_eq!(rejection(&issued.token, now()), TokenError::Invalid);
    assert_eq!(rejection(&issued.token, long_after), TokenError::Invalid);

    let message = format!("{}.{}", base64url(HEADER.as_bytes()), base64url(CLAIMS.as_bytes()));
    for purpose in [KeyPurpose::Csrf, KeyPurpose::Flash] {
        let mac = Keyring::new(SECRET, None).signer(purpose).mac(&message);
        assert_eq!(rejection(&format!("{message}.{mac}"), long_after), TokenError::Invalid);
    }
}

#[test]
fn tokens_of_the_previous_key_are_accepted() {
    let issued = tokens().issue(user(), 1, now());
    let rotated = ApiTokens::new(&Keyring::new("the next secret", Some(SECRET)), 3600);
    assert!(rotated.verify(&issued.token, now()).is_ok());
    assert_eq!(rejection(&rotated.issue(user(), 1, now()).token, now()), TokenError::Invalid);
}

#[test]
fn a_token_over_four_kibibytes_is_invalid() {
    let padded = |length| signed(HEADER, &format!("{CLAIMS}{}", " ".repeat(length)));
    let longest = (0..4000).rev().map(padded).find(|token| token.len() <= MAX_TOKEN_BYTES).unwrap();
    assert!(tokens().verify(&longest, now()).is_ok());
    assert_eq!(rejection(&padded(4000), now()), TokenError::Invalid);
}

#[test]
fn opaque_tokens_differ_and_their_hashes_are_sha_256() {
    let token = OpaqueToken::generate();
    assert_eq!(token.plain().len(), 43);
    assert_ne!(token.plain(), OpaqueToken::generate().plain());
    assert_eq!(token.hash(), hash_token(token.plain()));
    assert_eq!(hash_token("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn debug_shows_no_token_and_no_key() {
    let (key, _) = Keyring::new(SECRET, None).keys(KeyPurpose::ApiToken);
    assert!(!format!("{:?}", tokens()).contains(&format!("{key:?}")));
    let issued = tokens().issue(user(), 1, now());
    assert!(!format!("{issued:?}").contains(&issued.token));
    assert_eq!(format!("{:?}", OpaqueToken::generate()), "OpaqueToken(..)");
}

proptest! {
    #[test]
    fn arbitrary_texts_are_invalid_without_a_panic(text in ".*") {
        prop_assert_eq!(rejection(&text, now()), TokenError::Invalid);
    }

    #[test]
    fn arbitrary_signed_claims_do_not_panic(header in ".*", claims in ".*") {
        prop_assert_eq!(rejection(&signed(&header, &claims), now()), TokenError::Invalid);
    }

    #[test]
    fn a_changed_character_invalidates_a_token(place: prop::sample::Index, with in "[A-Za-z0-9._-]") {
        let token = tokens().issue(user(), 1, now()).token;
        let place = place.index(token.len());
        let mut changed = token.clone();
        changed.replace_range(place..=place, &with);
        prop_assume!(changed != token);
        prop_assert_eq!(tokens().verify(&changed, now() + TimeDelta::days(1)), Err(TokenError::Invalid));
    }
}
