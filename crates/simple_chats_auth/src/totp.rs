//! Time-based one-time passwords (RFC 6238), as all authenticator apps make them: six digits of HMAC-SHA-1, new every 30
//! seconds.

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ring::hmac;
use std::fmt;
use subtle::{ConditionallySelectable, ConstantTimeEq};

/// The length of the secret that RFC 4226, section 4, recommends: 160 bits.
pub(crate) const SECRET_BYTES: usize = 20;

const STEP_SECONDS: i64 = 30;

/// How many digits a code has, as a power of ten.
const MODULUS: u32 = 1_000_000;

/// The secret that a user's authenticator app and the server share.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; SECRET_BYTES]);

impl TotpSecret {
    pub(crate) fn of(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    /// The secret as users type it into an app: 32 letters and digits (base32, RFC 4648).
    #[must_use]
    pub fn text(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// The secret of such a text, which may contain spaces.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.split_whitespace().collect();
        let bytes = BASE32_NOPAD.decode(text.to_ascii_uppercase().as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The link by which an app takes the secret over. The app shows the names of the site and of the account.
    #[must_use]
    pub fn uri(&self, site: &str, account: &str) -> String {
        let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        format!(
            "otpauth://totp/{site}:{account}?secret={secret}&issuer={site}&algorithm=SHA1&digits=6&period={STEP_SECONDS}",
            site = encode(site),
            account = encode(account),
            secret = self.text(),
        )
    }

    /// The six digits that an app shows at this time.
    #[must_use]
    pub fn code_at(&self, time: DateTime<Utc>) -> String {
        format!("{:06}", self.code(step_at(time)))
    }

    /// The step of 30 seconds whose code this is, if it is the present one, the one before, or the one after: clocks differ,
    /// and people need time to type. Takes the same time for every code.
    #[must_use]
    pub fn find_step(&self, code: u32, now: DateTime<Utc>) -> Option<i64> {
        let present = step_at(now);
        let mut found = i64::MIN;
        for step in present.saturating_sub(1)..=present.saturating_add(1) {
            found = i64::conditional_select(&found, &step, self.code(step).ct_eq(&code));
        }
        (found != i64::MIN).then_some(found)
    }

    /// The code of a step (RFC 4226, section 5.3).
    fn code(&self, step: i64) -> u32 {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let offset = usize::from(tag.as_ref().last().copied().unwrap_or_default() & 15);
        let part = tag.as_ref().get(offset..).and_then(|rest| rest.first_chunk());
        let number = part.map(|bytes| u32::from_be_bytes(*bytes)).unwrap_or_default();
        (number & 0x7fff_ffff) % MODULUS
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(..)")
    }
}

fn step_at(time: DateTime<Utc>) -> i64 {
    time.timestamp().div_euclid(STEP_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    /// The last six digits of the vectors of RFC 6238, appendix B, for SHA-1.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = TotpSecret(*b"12345678901234567890");
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.code_at(at(second)), code);
            assert_eq!(secret.find_step(code.parse().unwrap(), at(second)), Some(second / 30));
        }
    }

    #[test]
    fn a_code_is_good_one_step_earlier_and_later_and_no_more() {
        let secret = TotpSecret(*b"12345678901234567890");
        for (second, found) in
            [(-31, None), (-30, Some(0)), (-1, Some(0)), (0, Some(0)), (59, Some(0)), (60, None)]
        {
            let code = secret.code(0);
            assert_eq!(secret.find_step(code, at(second)), found, "{second}");
        }
    }

    #[test]
    fn the_secret_and_its_link_can_be_read_by_apps() {
        let secret = TotpSecret(*b"12345678901234567890");
        assert_eq!(secret.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(TotpSecret::parse("gezd gnbv GY3T QOJQ GEZD GNBV GY3T QOJQ"), Some(secret.clone()));
        assert_eq!(TotpSecret::parse("GEZD"), None);
        assert_eq!(
            secret.uri("Simple Chats", "ann:1"),
            "otpauth://totp/Simple%20Chats:ann%3A1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Simple%20Chats&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(format!("{secret:?}"), "TotpSecret(..)");
    }
}
