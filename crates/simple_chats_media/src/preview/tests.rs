use super::*;
use crate::samples::{self, cleaned};

fn preview_of(bytes: &[u8]) -> Result<Option<Preview>, MediaError> {
    let (_folder, cleaned, _) = cleaned(bytes)?;
    preview(&cleaned.file, &cleaned.facts)
}

fn size(thumbnail: &Thumbnail) -> (u32, u32) {
    let format = ImageFormat::from_mime_type(thumbnail.media_type.as_str()).unwrap();
    let image = image::load_from_memory_with_format(&thumbnail.bytes, format).unwrap();
    (image.width(), image.height())
}

#[test]
fn a_thumbnail_fits_and_is_not_enlarged() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let large = preview_of(&samples::picture(format, 1280, 320)).unwrap().unwrap();
        assert_eq!(size(&large.thumbnail), (640, 160), "{format:?}");
        let small = preview_of(&samples::picture(format, 30, 20)).unwrap().unwrap();
        assert_eq!(size(&small.thumbnail), (30, 20), "{format:?}");
        assert_eq!(small.thumbnail.media_type, MediaType::Jpeg);
        let hash = STANDARD_NO_PAD.decode(small.placeholder).unwrap();
        let ratio = thumbhash::thumb_hash_to_approximate_aspect_ratio(&hash).unwrap();
        assert!((1.2..1.8).contains(&ratio), "{ratio}");
    }
}

#[test]
fn a_thumbnail_is_turned_and_lets_shine_through() {
    for bytes in [samples::jpeg(6), samples::png(8), samples::webp(5)] {
        assert_eq!(size(&preview_of(&bytes).unwrap().unwrap().thumbnail), (32, 48));
    }
    let preview = preview_of(&samples::transparent(ImageFormat::Png, 900, 600)).unwrap().unwrap();
    assert_eq!(preview.thumbnail.media_type, MediaType::WebP);
    assert_eq!(size(&preview.thumbnail), (640, 427));
}

#[test]
fn what_cannot_be_decoded_is_refused() {
    // The header and the end are there, but the pixels are not.
    let png = samples::picture(ImageFormat::Png, 300, 200);
    let hollow =
        [&png[..33], &samples::chunk(*b"IDAT", b"not compressed"), &samples::chunk(*b"IEND", b"")].concat();
    let error = preview_of(&hollow).unwrap_err();
    assert!(matches!(error, MediaError::Refused(Refusal::Damaged)), "{error:?}");
}

#[test]
fn decoding_ends_when_its_time_is_over() {
    let reader =
        Timed { inner: io::Cursor::new(samples::picture(ImageFormat::Png, 300, 200)), until: Instant::now() };
    let facts = Facts::of_picture(MediaType::Png, (300, 200), 4, false).unwrap();
    let error = refusal(decode(reader, ImageFormat::Png, &facts).unwrap_err());
    assert!(matches!(error, MediaError::Refused(Refusal::TooComplex)), "{error:?}");
}

#[test]
fn other_files_have_no_preview() {
    assert_eq!(preview_of(b"%PDF-1.7").unwrap(), None);
    assert_eq!(preview_of(&samples::avif()).unwrap(), None);
}
