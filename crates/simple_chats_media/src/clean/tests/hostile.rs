//! Files that were made to cause harm, and damaged ones.

use crate::samples::{self, cleaned, refusal};
use crate::{MAX_PIXELS, MediaType, Refusal};
use image::ImageFormat;

fn all() -> [Vec<u8>; 7] {
    [
        samples::jpeg(6),
        samples::png(6),
        samples::webp(6),
        samples::gif(),
        samples::mp4(b"isomiso2", &[b"vide"]),
        samples::avif(),
        samples::webm(&[1]),
    ]
}

/// Where its first picture or description is cut in the middle.
#[test]
fn what_is_cut_off_is_refused() {
    for bytes in all() {
        let half = &bytes[..bytes.len() / 2];
        assert_eq!(refusal(half), Refusal::Damaged, "{:?}", &bytes[..12]);
    }
}

#[test]
fn declared_sizes_are_checked_before_anything_is_decoded() {
    let mut png = samples::picture(ImageFormat::Png, 8, 8);
    png[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    assert_eq!(refusal(&png), Refusal::TooLarge);

    let mut gif = samples::picture(ImageFormat::Gif, 8, 8);
    gif[6..10].fill(0xFF);
    assert_eq!(refusal(&gif), Refusal::TooLarge);

    let mut jpeg = samples::picture(ImageFormat::Jpeg, 8, 8);
    let frame = memchr::memmem::find(&jpeg, b"\xFF\xC0\0\x11").unwrap();
    jpeg[frame + 5..frame + 9].fill(0xFF);
    assert_eq!(refusal(&jpeg), Refusal::TooLarge);
    jpeg[frame + 5..frame + 9].fill(0);
    assert_eq!(refusal(&jpeg), Refusal::Damaged);

    let mut webp = samples::webp(1);
    webp[24..30].fill(0xFF);
    assert_eq!(refusal(&webp), Refusal::TooLarge);

    let mut avif = samples::avif();
    let size = memchr::memmem::find(&avif, b"ispe").unwrap() + 8;
    avif[size..size + 8].fill(0x7F);
    assert_eq!(refusal(&avif), Refusal::TooLarge);
}

/// Progressive pictures need more memory: so they may have fewer pixels.
#[test]
fn the_memory_of_progressive_pictures_is_counted() {
    let mut jpeg = samples::picture(ImageFormat::Jpeg, 8, 8);
    let frame = memchr::memmem::find(&jpeg, b"\xFF\xC0\0\x11").unwrap();
    // 49 megapixels, fewer than MAX_PIXELS.
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x1B, 0x58, 0x1B, 0x58]);
    const { assert!(MAX_PIXELS >= 7000 * 7000) };
    let facts = cleaned(&jpeg).unwrap().1.facts;
    assert_eq!(facts.decoding_memory, 7000 * 7000 * 3);
    jpeg[frame + 1] = 0xC2;
    assert_eq!(refusal(&jpeg), Refusal::TooLarge);
}

#[test]
fn too_many_scans_are_refused() {
    let jpeg = samples::picture(ImageFormat::Jpeg, 8, 8);
    let scan = memchr::memmem::find(&jpeg, b"\xFF\xDA").unwrap();
    let (start, scan) = jpeg.split_at(scan);
    let scan = &scan[..scan.len() - 2];
    let many = [start, &scan.repeat(101), b"\xFF\xD9"].concat();
    assert_eq!(refusal(&many), Refusal::TooComplex);
    let few = [start, &scan.repeat(100), b"\xFF\xD9"].concat();
    assert!(cleaned(&few).is_ok());
}

#[test]
fn too_many_boxes_are_refused() {
    let many =
        [samples::mp4(b"isomiso2", &[b"vide"]), samples::mp4_box(*b"what", &[]).repeat(20_001)].concat();
    assert_eq!(refusal(&many), Refusal::TooComplex);
}

/// Each of these items claims the whole file, to be overwritten.
#[test]
fn overlapping_items_are_refused() {
    let mut avif = samples::avif();
    let list = memchr::memmem::find(&avif, b"iloc").unwrap() + 12;
    let whole = u32::try_from(avif.len()).unwrap().to_be_bytes();
    avif[list + 24..list + 28].fill(0);
    avif[list + 28..list + 32].copy_from_slice(&whole);
    assert_eq!(refusal(&avif), Refusal::Damaged);
}

#[test]
fn the_type_follows_from_the_content_even_in_a_polyglot() {
    let page = [b"GIF89a/*".as_slice(), b"*/=1;alert(1)//<script>"].concat();
    assert_eq!(refusal(&page), Refusal::Damaged);
    let (_folder, file, after) = cleaned(&samples::jpeg(1)).unwrap();
    assert_eq!(file.facts.media_type, MediaType::Jpeg);
    assert_eq!(after.last_chunk(), Some(b"\xFF\xD9"), "the archive behind it is gone");
}
