//! What is refused, and how large thumbnails are.

/// The most pixels of a picture. Larger ones are refused by [`clean`](crate::clean).
pub const MAX_PIXELS: u64 = 50_000_000;

/// The most memory that decoding a picture may take, in bytes. What would take more is refused by [`clean`](crate::clean).
pub const MAX_DECODING_MEMORY: u64 = 400 * 1024 * 1024;

/// The longer side of a thumbnail, in pixels, at most.
pub const MAX_THUMBNAIL_SIDE: u32 = 640;
