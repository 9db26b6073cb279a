//! What is known of an upload from its bytes.

use crate::error::Refusal;
use crate::limits::{MAX_DECODING_MEMORY, MAX_PIXELS};
use crate::media_type::MediaType;

/// What the bytes say of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The type.
    pub media_type: MediaType,
    /// Width and height in pixels, as the picture or video is seen: after its orientation is applied.
    pub dimensions: Option<(u32, u32)>,
    /// How long it plays, in milliseconds, if the file says so.
    pub duration_ms: Option<u64>,
    /// How much memory [`preview`](crate::preview) takes at most, in bytes. 0 if it decodes nothing.
    pub decoding_memory: u64,
}

impl Facts {
    pub(crate) const fn of(media_type: MediaType) -> Self {
        Self { media_type, dimensions: None, duration_ms: None, decoding_memory: 0 }
    }

    /// Those of a picture that can be decoded, if it is within the limits. The size is the one as stored.
    pub(crate) fn of_picture(
        media_type: MediaType,
        stored: (u32, u32),
        bytes_per_pixel: u64,
        is_sideways: bool,
    ) -> Result<Self, Refusal> {
        let (width, height) = stored;
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 {
            return Err(Refusal::Damaged);
        }
        let decoding_memory = pixels.saturating_mul(bytes_per_pixel);
        if pixels > MAX_PIXELS || decoding_memory > MAX_DECODING_MEMORY {
            return Err(Refusal::TooLarge);
        }
        let dimensions = Some(if is_sideways { (height, width) } else { stored });
        Ok(Self { dimensions, decoding_memory, ..Self::of(media_type) })
    }
}
