//! Tests of the keys and signatures.

use super::*;
use proptest::prelude::*;

const OLD: &str = "the-secret-of-last-year-0123456789";
const NEW: &str = "the-secret-of-this-year-0123456789";

fn signer(current: &str, previous: Option<&str>) -> Signer {
    Keyring::new(current, previous).signer(KeyPurpose::Flash)
}

/// Computed with Python's `hmac`: HKDF by hand (extract, one block of expand), then HMAC-SHA-512.
#[test]
fn the_derivation_is_hkdf_and_hmac_with_sha_512() {
    let mac = signer(NEW, None).mac("hello");
    assert_eq!(mac, "XUl33yyQrfUemVbITbNV9M_cUqwr2wzP4LxOrNkFtEIygotuJ0jBeKEqaiqRflPyAEOCmtdHzEbD58si2v-IVQ");
}

#[test]
fn a_signature_for_one_purpose_is_invalid_for_another() {
    let keyring = Keyring::new(NEW, None);
    let purposes = [KeyPurpose::ApiToken, KeyPurpose::Csrf, KeyPurpose::Flash];
    for (signed_for, verified_for) in purposes.iter().flat_map(|a| purposes.iter().map(move |b| (*a, *b))) {
        let signed = keyring.signer(signed_for).sign("value");
        let is_valid = keyring.signer(verified_for).verify(&signed).is_some();
        assert_eq!(is_valid, signed_for == verified_for, "{signed_for:?} {verified_for:?}");
    }
}

#[test]
fn the_previous_key_is_accepted_but_signs_nothing() {
    let rotated = signer(NEW, Some(OLD));
    assert_eq!(rotated.verify(&signer(OLD, None).sign("value")), Some("value".to_owned()));
    assert_eq!(rotated.sign("value"), signer(NEW, None).sign("value"));
    assert_eq!(signer(NEW, None).verify(&signer(OLD, None).sign("value")), None);
}

#[test]
fn an_empty_previous_secret_validates_nothing() {
    assert_eq!(signer(NEW, Some("")).verify(&signer("", None).sign("value")), None);
}

#[test]
fn debug_shows_no_secret() {
    let keyring = Keyring::new(NEW, Some(OLD));
    let shown = format!("{keyring:?} {:?}", keyring.signer(KeyPurpose::Csrf));
    let keyring =
        "Keyring { current: Prk(Key { algorithm: SHA512 }), previous: Some(Prk(Key { algorithm: SHA512 })) }";
    let signer = "Signer { current: Key { algorithm: SHA512 }, previous: Some(Key { algorithm: SHA512 }) }";
    assert_eq!(shown, format!("{keyring} {signer}"));
}

#[test]
fn generated_secrets_are_long_and_differ() {
    let (one, other) = (generate_secret(), generate_secret());
    assert_eq!(one.len(), 64);
    assert_ne!(one, other);
}

proptest! {
    #[test]
    fn a_signed_value_verifies_and_is_safe_in_a_cookie(value in ".*") {
        let signed = signer(NEW, None).sign(&value);
        prop_assert!(signed.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)));
        prop_assert_eq!(signer(NEW, None).verify(&signed), Some(value));
    }

    #[test]
    fn arbitrary_texts_are_rejected_without_a_panic(text in ".*", mac in ".*") {
        prop_assert_eq!(signer(NEW, Some(OLD)).verify(&text), None);
        prop_assert_eq!(signer(NEW, Some(OLD)).verify(&format!("{text}.{mac}")), None);
        prop_assert!(!signer(NEW, Some(OLD)).is_mac(&text, &mac));
    }

    #[test]
    fn a_changed_character_invalidates_the_signature(value in ".{0,40}", place: prop::sample::Index, with in "[A-Za-z0-9._-]") {
        let signed = signer(NEW, None).sign(&value);
        let place = place.index(signed.len());
        let mut changed = signed.clone();
        changed.replace_range(place..=place, &with);
        prop_assume!(changed != signed);
        prop_assert_eq!(signer(NEW, None).verify(&changed), None);
    }
}
