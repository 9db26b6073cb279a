//! Decoding pictures: a thumbnail, and a placeholder that is shown until it is there.

use crate::error::{MediaError, Refusal};
use crate::facts::Facts;
use crate::incoming::Incoming;
use crate::limits::{MAX_DECODING_MEMORY, MAX_THUMBNAIL_SIDE};
use crate::media_type::MediaType;
use crate::storage::StoredBytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits,
};
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// How long a decoder may go on reading.
const MAX_TIME: Duration = Duration::from_secs(20);

/// The side of the picture that a placeholder is made of, as ThumbHash asks for.
const PLACEHOLDER_SIDE: u32 = 100;

/// Of 100: hardly any difference is seen at this size.
const JPEG_QUALITY: u8 = 80;

/// Usual color profiles have less than 4 KiB.
const MAX_PROFILE_BYTES: usize = 64 * 1024;

/// A small copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// JPEG or, if something shines through, WebP.
    pub media_type: MediaType,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What is shown of a picture before it is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// At most [`MAX_THUMBNAIL_SIDE`] wide and high, and turned as the picture is seen.
    pub thumbnail: Thumbnail,
    /// A ThumbHash in Base64 without padding.
    pub placeholder: String,
}

/// Decodes a picture that [`clean`](crate::clean) has returned. `None` if it is of a type that isn't decoded.
///
/// It takes up to [`Facts::decoding_memory`]: the caller bounds how many are decoded at once.
pub fn preview(file: &Incoming, facts: &Facts) -> Result<Option<Preview>, MediaError> {
    let format = match facts.media_type {
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::Png => ImageFormat::Png,
        MediaType::Gif => ImageFormat::Gif,
        MediaType::WebP => ImageFormat::WebP,
        _ => return Ok(None),
    };
    let reader = Timed { inner: file.reader()?, until: Instant::now() + MAX_TIME };
    // A mistake in a decoder, too, is only an unusable picture.
    catch_unwind(AssertUnwindSafe(|| decode(reader, format, facts)))
        .unwrap_or(Err(ImageError::IoError(io::ErrorKind::InvalidData.into())))
        .map(Some)
        .map_err(refusal)
}

/// The type of a stored thumbnail, by its first bytes.
pub fn type_of_thumbnail(stored: &mut StoredBytes) -> io::Result<MediaType> {
    let start = stored.read(0, stored.length())?;
    Ok(if start.starts_with(b"RIFF") { MediaType::WebP } else { MediaType::Jpeg })
}

fn refusal(error: ImageError) -> MediaError {
    match error {
        ImageError::Limits(_) => Refusal::TooLarge.into(),
        ImageError::IoError(error) => match error.kind() {
            io::ErrorKind::TimedOut => Refusal::TooComplex.into(),
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Refusal::Damaged.into()
            }
            _ => MediaError::Io(error),
        },
        _ => Refusal::Damaged.into(),
    }
}

fn decode(reader: impl BufRead + Seek, format: ImageFormat, facts: &Facts) -> Result<Preview, ImageError> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODING_MEMORY);
    let mut reader = ImageReader::with_format(reader, format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let found = turned(decoder.dimensions(), orientation);
    if Some(found) != facts.dimensions || decoder.total_bytes() > MAX_DECODING_MEMORY {
        return Err(ImageError::IoError(io::ErrorKind::InvalidData.into()));
    }
    let profile = decoder.icc_profile()?.filter(|profile| is_usable(profile));
    let mut small = shrunk(DynamicImage::from_decoder(decoder)?, MAX_THUMBNAIL_SIDE);
    small.apply_orientation(orientation);
    let placeholder = placeholder(&small);
    Ok(Preview { thumbnail: thumbnail(&small, profile)?, placeholder })
}

const fn turned((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    }
}

/// Whether it is a profile of the colors of a thumbnail.
fn is_usable(profile: &[u8]) -> bool {
    profile.len() <= MAX_PROFILE_BYTES && profile.get(16..20) == Some(b"RGB ")
}

fn shrunk(image: DynamicImage, side: u32) -> DynamicImage {
    if image.width() <= side && image.height() <= side { image } else { image.thumbnail(side, side) }
}

fn thumbnail(small: &DynamicImage, profile: Option<Vec<u8>>) -> Result<Thumbnail, ImageError> {
    let mut bytes = Vec::new();
    let (width, height) = (small.width(), small.height());
    let rgba = small.to_rgba8();
    if rgba.pixels().all(|pixel| pixel.0.last() == Some(&u8::MAX)) {
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile).map_err(ImageError::Unsupported)?;
        }
        encoder.write_image(&small.to_rgb8(), width, height, ExtendedColorType::Rgb8)?;
        return Ok(Thumbnail { media_type: MediaType::Jpeg, bytes });
    }
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).map_err(ImageError::Unsupported)?;
    }
    encoder.write_image(&rgba, width, height, ExtendedColorType::Rgba8)?;
    Ok(Thumbnail { media_type: MediaType::WebP, bytes })
}

fn placeholder(small: &DynamicImage) -> String {
    let tiny = shrunk(small.clone(), PLACEHOLDER_SIDE).to_rgba8();
    let side = |length: u32| usize::try_from(length).unwrap_or(0);
    let hash = thumbhash::rgba_to_thumb_hash(side(tiny.width()), side(tiny.height()), &tiny);
    STANDARD_NO_PAD.encode(hash)
}

/// A reader that fails from a time on.
struct Timed<R> {
    inner: R,
    until: Instant,
}

impl<R> Timed<R> {
    fn check(&self) -> io::Result<()> {
        if Instant::now() < self.until { Ok(()) } else { Err(io::ErrorKind::TimedOut.into()) }
    }
}

impl<R: Read> Read for Timed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.check()?;
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Timed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check()?;
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
    }
}

impl<R: Seek> Seek for Timed<R> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.inner.seek(place)
    }
}

#[cfg(test)]
mod tests;
