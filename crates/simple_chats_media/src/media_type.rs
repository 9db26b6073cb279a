//! The types that are told apart.

/// A type of content. Others than these are [`MediaType::Other`], which browsers must not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// JPEG.
    Jpeg,
    /// PNG, with several pictures, too (APNG).
    Png,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// AVIF.
    Avif,
    /// MP4 with moving pictures.
    Mp4,
    /// WebM with moving pictures.
    WebM,
    /// MP3.
    Mp3,
    /// MP4 with sound only.
    M4a,
    /// Ogg with Opus, Vorbis, FLAC, or Speex.
    Ogg,
    /// WebM with sound only.
    WebMAudio,
    /// WAV.
    Wav,
    /// Anything else.
    Other,
}

/// What people take a type for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// A still or animated picture.
    Image,
    /// Moving pictures, with or without sound.
    Video,
    /// Sound.
    Audio,
    /// Something to download.
    File,
}

impl MediaType {
    /// All types.
    pub const ALL: [Self; 13] = [
        Self::Jpeg,
        Self::Png,
        Self::Gif,
        Self::WebP,
        Self::Avif,
        Self::Mp4,
        Self::WebM,
        Self::Mp3,
        Self::M4a,
        Self::Ogg,
        Self::WebMAudio,
        Self::Wav,
        Self::Other,
    ];

    /// The name in a `Content-Type` header.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Avif => "image/avif",
            Self::Mp4 => "video/mp4",
            Self::WebM => "video/webm",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Ogg => "audio/ogg",
            Self::WebMAudio => "audio/webm",
            Self::Wav => "audio/wav",
            Self::Other => "application/octet-stream",
        }
    }

    /// The type of a name in a `Content-Type` header; others are [`MediaType::Other`].
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|known| known.as_str() == name).unwrap_or(Self::Other)
    }

    /// The usual extension of a file's name, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Avif => "avif",
            Self::Mp4 => "mp4",
            Self::WebM | Self::WebMAudio => "webm",
            Self::Mp3 => "mp3",
            Self::M4a => "m4a",
            Self::Ogg => "ogg",
            Self::Wav => "wav",
            Self::Other => "bin",
        }
    }

    /// What people take it for.
    #[must_use]
    pub const fn kind(self) -> MediaKind {
        match self {
            Self::Jpeg | Self::Png | Self::Gif | Self::WebP | Self::Avif => MediaKind::Image,
            Self::Mp4 | Self::WebM => MediaKind::Video,
            Self::Mp3 | Self::M4a | Self::Ogg | Self::WebMAudio | Self::Wav => MediaKind::Audio,
            Self::Other => MediaKind::File,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_found_by_its_name() {
        for media_type in MediaType::ALL {
            assert_eq!(MediaType::of(media_type.as_str()), media_type);
        }
        assert_eq!(MediaType::of("image/svg+xml"), MediaType::Other);
    }
}
