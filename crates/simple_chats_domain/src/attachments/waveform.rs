//! The waveform of a voice message.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// The number of values.
pub const WAVEFORM_VALUES: usize = 64;

/// The greatest value.
const MAX_VALUE: u8 = 31;

/// The loudness of a voice message over time: 64 values of 0 to 31. Its text is their bytes in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Waveform([u8; WAVEFORM_VALUES]);

/// The text is not a waveform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Must be 64 values of 0 to 31 in base64")]
pub struct WaveformError;

impl Waveform {
    /// A waveform of these values.
    pub fn from_values(values: [u8; WAVEFORM_VALUES]) -> Result<Self, WaveformError> {
        if values.iter().all(|value| *value <= MAX_VALUE) { Ok(Self(values)) } else { Err(WaveformError) }
    }

    /// Parses base64 with padding (RFC 4648, section 4).
    pub fn parse(text: &str) -> Result<Self, WaveformError> {
        // Longer texts are refused before they are decoded.
        if text.len() != WAVEFORM_VALUES.div_ceil(3) * 4 {
            return Err(WaveformError);
        }
        let bytes = STANDARD.decode(text).map_err(|_| WaveformError)?;
        Self::from_values(bytes.try_into().map_err(|_| WaveformError)?)
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> &[u8; WAVEFORM_VALUES] {
        &self.0
    }

    /// The values in base64.
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }
}

impl TryFrom<String> for Waveform {
    type Error = WaveformError;

    fn try_from(text: String) -> Result<Self, WaveformError> {
        Self::parse(&text)
    }
}

impl From<Waveform> for String {
    fn from(waveform: Waveform) -> Self {
        waveform.to_base64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waveform_has_64_values_of_0_to_31() {
        let mut values = [0; 64];
        values[63] = 31;
        let waveform = Waveform::from_values(values).unwrap();
        let text = waveform.to_base64();
        assert_eq!(text, format!("{}Hw==", "A".repeat(84)));
        assert_eq!(Waveform::parse(&text), Ok(waveform));
        values[0] = 32;
        assert_eq!(Waveform::from_values(values), Err(WaveformError));
        assert_eq!(Waveform::parse(&STANDARD.encode(values)), Err(WaveformError));
        for bytes in [0, 63, 65, 66] {
            assert_eq!(Waveform::parse(&STANDARD.encode(vec![0; bytes])), Err(WaveformError), "{bytes}");
        }
        for text in ["", "not base64!", &text.replace('=', "A"), &text.replace("Hw", "Hx")] {
            assert_eq!(Waveform::parse(text), Err(WaveformError), "{text}");
        }
    }
}
