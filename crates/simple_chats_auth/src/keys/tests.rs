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
fn a_masked_signature_is_new_in_each_call_and_valid_for_its_message_only() {
    let signer = signer(NEW, None);
    let (one, other) = (signer.masked_mac("hello"), signer.masked_mac("hello"));
    assert_ne!(one, other);
    assert_eq!(one.len(), 43);
    assert!(signer.is_masked_mac("hello", &one) && signer.is_masked_mac("hello", &other));
    assert!(!signer.is_masked_mac("hallo", &one));
    for invalid in ["", "x", "AAAA", &one[..42], &format!("{one}A"), &"A".repeat(43), &signer.mac("hello")] {
        assert!(!signer.is_masked_mac("hello", invalid), "{invalid}");
    }
}

#[test]
fn a_masked_signature_with_the_previous_key_is_accepted() {
    let old = signer(OLD, None).masked_mac("hello");
    assert!(signer(NEW, Some(OLD)).is_masked_mac("hello", &old));
    assert!(!signer(NEW, None).is_masked_mac("hello", &old));
}

/// A mask that an attacker knows or chooses makes no signature valid.
#[test]
fn each_bit_of_a_masked_signature_counts() {
    let signer = signer(NEW, None);
    let bytes = from_base64url(&signer.masked_mac("hello")).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!signer.is_masked_mac("hello", &base64url(&changed)), "bit {bit}");
    }
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
