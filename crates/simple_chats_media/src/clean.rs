//! Removing metadata.

mod avif;
mod boxes;
mod gif;
mod jpeg;
mod mp4;
mod png;
mod wav;
mod webm;
mod webp;

use crate::detect::{Format, detect};
use crate::error::MediaError;
use crate::facts::Facts;
use crate::incoming::Incoming;
use crate::media_type::MediaType;

/// An upload without the metadata that its format is cleaned of.
#[derive(Debug)]
pub struct Cleaned {
    /// The bytes to store.
    pub file: Incoming,
    /// What they say.
    pub facts: Facts,
}

/// Recognizes an upload and removes its metadata.
///
/// JPEG, PNG, GIF, and WebP keep only what the picture needs; MP4, WebM, and AVIF lose what may hold a location. A file of
/// these formats that can't be read to its end, or that exceeds the limits, is refused. Other files stay as they are.
pub fn clean(upload: Incoming) -> Result<Cleaned, MediaError> {
    let format = detect(&mut upload.reader()?)?;
    let (file, facts) = match format {
        Format::Jpeg => upload.rewritten(|input, output| jpeg::clean(input, output))?,
        Format::Png => upload.rewritten(|input, output| png::clean(input, output))?,
        Format::Gif => upload.rewritten(|input, output| gif::clean(input, output))?,
        Format::WebP => upload.rewritten(|input, output| webp::clean(input, output))?,
        Format::Avif | Format::Mp4 | Format::WebM => {
            let length = upload.length()?;
            let facts = match format {
                Format::Avif => avif::clean(&mut upload.file(), length)?,
                Format::Mp4 => mp4::clean(&mut upload.file(), length)?,
                _ => webm::clean(&mut upload.file(), length)?,
            };
            (upload, facts)
        }
        Format::Wav => {
            let facts = wav::facts(&mut upload.reader()?)?;
            (upload, facts)
        }
        Format::Mp3 => (upload, Facts::of(MediaType::Mp3)),
        Format::Ogg => (upload, Facts::of(MediaType::Ogg)),
        Format::Other => (upload, Facts::of(MediaType::Other)),
    };
    Ok(Cleaned { file, facts })
}

#[cfg(test)]
mod tests;
