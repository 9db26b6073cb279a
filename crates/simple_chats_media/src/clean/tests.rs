//! What is left of metadata, and what isn't.

mod hostile;

use crate::samples::{self, PROFILE, SECRET, cleaned, contains};
use crate::{MediaType, Refusal};
use image::ImageFormat;

fn pixels(bytes: &[u8], format: ImageFormat) -> image::RgbaImage {
    image::load_from_memory_with_format(bytes, format).unwrap().to_rgba8()
}

#[test]
fn pictures_lose_metadata_and_keep_their_pixels() {
    for (before, format) in [
        (samples::jpeg(1), ImageFormat::Jpeg),
        (samples::png(1), ImageFormat::Png),
        (samples::webp(1), ImageFormat::WebP),
        (samples::gif(), ImageFormat::Gif),
    ] {
        let (_folder, file, after) = cleaned(&before).unwrap();
        assert!(contains(&before, SECRET) && !contains(&after, SECRET), "{format:?}");
        assert_eq!(file.facts.media_type.as_str(), format.to_mime_type());
        assert_eq!(file.facts.dimensions, Some((48, 32)), "{format:?}");
        assert_eq!(pixels(&before, format), pixels(&after, format), "{format:?}");
        assert!(!contains(&after, b"Exif") && !contains(&after, b"EXIF") && !contains(&after, b"eXIf"));
        let (_folder, _, again) = cleaned(&after).unwrap();
        assert_eq!(again, after, "{format:?}: a clean file stays as it is");
    }
}

#[test]
fn colors_stay() {
    assert!(contains(&cleaned(&samples::jpeg(1)).unwrap().2, PROFILE));
    assert!(contains(&cleaned(&samples::webp(1)).unwrap().2, PROFILE));
    assert!(contains(&cleaned(&samples::png(1)).unwrap().2, b"gAMA"));
    assert!(contains(&cleaned(&samples::gif()).unwrap().2, b"NETSCAPE2.0"));
}

#[test]
fn an_orientation_is_all_that_stays_of_exif() {
    for (before, format) in [
        (samples::jpeg(6), ImageFormat::Jpeg),
        (samples::png(6), ImageFormat::Png),
        (samples::webp(6), ImageFormat::WebP),
    ] {
        let (_folder, file, after) = cleaned(&before).unwrap();
        assert!(!contains(&after, SECRET), "{format:?}");
        assert_eq!(file.facts.dimensions, Some((32, 48)), "{format:?}: after it is turned");
        let reader = image::ImageReader::with_format(std::io::Cursor::new(&after), format);
        let found = image::ImageDecoder::orientation(&mut reader.into_decoder().unwrap()).unwrap();
        assert_eq!(found, image::metadata::Orientation::Rotate90, "{format:?}");
        assert_eq!(cleaned(&after).unwrap().2, after, "{format:?}");
    }
}

#[test]
fn the_thumbnail_of_a_jpeg_header_is_cut_off() {
    let mut before = samples::picture(ImageFormat::Jpeg, 8, 8);
    assert_eq!(&before[2..11], b"\xFF\xE0\0\x10JFIF\0");
    before[5] += 3;
    before[19] = 1;
    before.splice(20..20, *b"dot");
    let after = cleaned(&before).unwrap().2;
    assert_eq!(after, samples::picture(ImageFormat::Jpeg, 8, 8).tap(|bytes| bytes[18..20].fill(0)));
}

trait Tap: Sized {
    fn tap(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

impl Tap for Vec<u8> {}

#[test]
fn frames_of_an_animation_are_cleaned_too() {
    let picture = &samples::picture(ImageFormat::WebP, 48, 32)[12..];
    let frame = [[0; 16].as_slice(), picture, &samples::riff(*b"XMP ", SECRET)].concat();
    let content = [
        b"WEBP".as_slice(),
        &samples::riff(*b"VP8X", &[0x06, 0, 0, 0, 47, 0, 0, 31, 0, 0]),
        &samples::riff(*b"ANIM", &[0; 6]),
        &samples::riff(*b"ANMF", &frame),
    ]
    .concat();
    let (_folder, file, after) = cleaned(&samples::riff(*b"RIFF", &content)).unwrap();
    assert!(!contains(&after, SECRET));
    assert_eq!(file.facts.dimensions, Some((48, 32)));
    let frame = [[0; 16].as_slice(), picture].concat();
    assert!(contains(&after, &samples::riff(*b"ANMF", &frame)));
}

#[test]
fn videos_lose_places_and_keep_their_layout() {
    let before = samples::mp4(b"isomiso2", &[b"vide", b"soun"]);
    let (_folder, file, after) = cleaned(&before).unwrap();
    assert!(contains(&before, SECRET) && !contains(&after, SECRET));
    assert_eq!(after.len(), before.len(), "offsets stay right");
    let place = |bytes: &[u8]| memchr::memmem::find(bytes, b"the samples");
    assert_eq!(place(&after), place(&before));
    for gone in [b"udta".as_slice(), b"meta", b"uuid", b"loci", b"what"] {
        assert!(!contains(&after, gone), "{gone:?}");
    }
    assert_eq!(file.facts.media_type, MediaType::Mp4);
    assert_eq!((file.facts.dimensions, file.facts.duration_ms), (Some((360, 640)), Some(2500)));
    assert_eq!(cleaned(&samples::mp4(b"M4A mp42", &[b"soun"])).unwrap().1.facts.media_type, MediaType::M4a);
}

#[test]
fn a_track_of_metadata_is_refused() {
    let refusal = samples::refusal(&samples::mp4(b"isomiso2", &[b"vide", b"meta"]));
    assert_eq!(refusal, Refusal::Metadata);
    assert_eq!(samples::refusal(&samples::webm(&[1, 0x21])), Refusal::Metadata);
}

#[test]
fn recordings_lose_tags_and_keep_their_layout() {
    let before = samples::webm(&[1, 2]);
    let (_folder, file, after) = cleaned(&before).unwrap();
    assert!(contains(&before, SECRET) && !contains(&after, SECRET));
    assert_eq!(after.len(), before.len());
    assert!(contains(&after, b"a block") && !contains(&after, b"\x12\x54\xC3\x67"));
    assert_eq!(file.facts.media_type, MediaType::WebM);
    assert_eq!((file.facts.dimensions, file.facts.duration_ms), (Some((320, 240)), Some(2000)));
    assert_eq!(cleaned(&after).unwrap().2, after, "the elements in their place can be read");
    assert_eq!(cleaned(&samples::webm(&[2])).unwrap().1.facts.media_type, MediaType::WebMAudio);
}

#[test]
fn avif_loses_items_that_are_no_pictures() {
    let before = samples::avif();
    let (_folder, file, after) = cleaned(&before).unwrap();
    assert!(contains(&before, SECRET) && !contains(&after, SECRET));
    assert_eq!(after.len(), before.len());
    assert!(contains(&after, b"picture\0") && !contains(&after, b"Exif") && !contains(&after, b"mime"));
    assert_eq!(file.facts.media_type, MediaType::Avif);
    assert_eq!(file.facts.dimensions, Some((200, 300)));
}

#[test]
fn other_files_stay_as_they_are() {
    for before in [b"<svg onload='alert(1)'/>".as_slice(), b"<html>", b"%PDF-1.7", b"hello", b"\0"] {
        let (_folder, file, after) = cleaned(before).unwrap();
        assert_eq!((file.facts.media_type, after.as_slice()), (MediaType::Other, before));
    }
}
