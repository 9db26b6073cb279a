//! Small files for tests, with all kinds of metadata. [`SECRET`] is in each place that has to be cleaned.

use crate::{Cleaned, Incoming, MediaError, Refusal, clean};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::{Cursor, Read, Write};

pub(crate) const SECRET: &[u8] = b"52.5200N 13.4050E";

/// What a color profile begins with.
pub(crate) const PROFILE: &[u8] = b"\0\0\0\x14profmntrcolrRGB XYZ ";

pub(crate) fn incoming(bytes: &[u8]) -> (tempfile::TempDir, Incoming) {
    let folder = tempfile::tempdir().unwrap();
    let mut incoming = Incoming::new_in(folder.path()).unwrap();
    incoming.write_all(bytes).unwrap();
    (folder, incoming)
}

/// What becomes of bytes: the file, what is known of it, and its bytes.
pub(crate) fn cleaned(bytes: &[u8]) -> Result<(tempfile::TempDir, Cleaned, Vec<u8>), MediaError> {
    let (folder, incoming) = incoming(bytes);
    let cleaned = clean(incoming)?;
    let mut after = Vec::new();
    cleaned.file.reader().unwrap().read_to_end(&mut after).unwrap();
    Ok((folder, cleaned, after))
}

pub(crate) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn gradient(width: u32, height: u32) -> DynamicImage {
    let pixel = |x, y| Rgb([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 90]);
    RgbImage::from_fn(width, height, pixel).into()
}

/// A picture of the given size.
pub(crate) fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    encoded(&gradient(width, height), format)
}

/// A picture through which something shines.
pub(crate) fn transparent(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let pixel = |x, y| Rgba([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 9, 100]);
    encoded(&RgbaImage::from_fn(width, height, pixel).into(), format)
}

/// EXIF data with an orientation and the secret.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let start = b"II*\0\x08\0\0\0\x02\0\x0F\x01\x02\0\x11\0\0\0\x26\0\0\0\x12\x01\x03\0\x01\0\0\0";
    [start.as_slice(), &[orientation, 0, 0, 0, 0, 0, 0, 0], SECRET].concat()
}

fn segment(marker: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], length.as_slice(), &content].concat()
}

/// With EXIF, XMP, a comment, a profile, data of an application, and an archive behind the end.
pub(crate) fn jpeg(orientation: u8) -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg, 48, 32);
    let metadata = [
        segment(0xE1, &[b"Exif\0\0", &exif(orientation)]),
        segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET]),
        segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", PROFILE]),
        segment(0xE2, &[b"MPF\0", SECRET]),
        segment(0xED, &[b"Photoshop 3.0\0", SECRET]),
        segment(0xFE, &[SECRET]),
        segment(0xE0, &[b"JFXX\0", SECRET]),
    ]
    .concat();
    [&plain[..2], &metadata, &plain[2..], b"PK\x03\x04", SECRET].concat()
}

pub(crate) fn chunk(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(&kind);
    checksum.update(content);
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [length.as_slice(), &kind, content, &checksum.finalize().to_be_bytes()].concat()
}

/// With texts, EXIF, a time, an unknown chunk, and a page behind the end.
pub(crate) fn png(orientation: u8) -> Vec<u8> {
    let plain = picture(ImageFormat::Png, 48, 32);
    let (start, rest) = plain.split_at(33);
    let metadata = [
        chunk(*b"tEXt", &[b"Comment\0", SECRET].concat()),
        chunk(*b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", SECRET].concat()),
        chunk(*b"eXIf", &exif(orientation)),
        chunk(*b"gAMA", &45_455_u32.to_be_bytes()),
        chunk(*b"prVt", SECRET),
    ]
    .concat();
    [start, &metadata, rest, b"<script>", SECRET].concat()
}

pub(crate) fn riff(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    let padding: &[u8] = if content.len() % 2 == 1 { &[0] } else { &[] };
    [kind.as_slice(), &length, content, padding].concat()
}

/// An extended file with EXIF, XMP, a profile, an unknown chunk, and something behind the end.
pub(crate) fn webp(orientation: u8) -> Vec<u8> {
    let plain = picture(ImageFormat::WebP, 48, 32);
    let content = [
        b"WEBP".as_slice(),
        &riff(*b"VP8X", &[0x2C, 0, 0, 0, 47, 0, 0, 31, 0, 0]),
        &riff(*b"ICCP", PROFILE),
        &plain[12..],
        &riff(*b"EXIF", &exif(orientation)),
        &riff(*b"XMP ", SECRET),
        &riff(*b"PRIV", SECRET),
    ]
    .concat();
    [riff(*b"RIFF", &content), SECRET.to_vec()].concat()
}

/// With a comment, XMP, a loop, and something behind the end.
pub(crate) fn gif() -> Vec<u8> {
    let plain = picture(ImageFormat::Gif, 48, 32);
    let table = if plain[10] & 0x80 == 0 { 0 } else { 3 << ((plain[10] & 7) + 1) };
    let (start, rest) = plain.split_at(13 + table);
    let block = |bytes: &[u8]| [&[u8::try_from(bytes.len()).unwrap()], bytes].concat();
    let metadata = [
        [b"\x21\xFE".as_slice(), &block(SECRET), &[0]].concat(),
        [b"\x21\xFF".as_slice(), &block(b"XMP DataXMP"), &block(SECRET), &[0]].concat(),
        [b"\x21\xFF".as_slice(), &block(b"NETSCAPE2.0"), &block(&[1, 0, 0]), &[0]].concat(),
    ]
    .concat();
    [start, &metadata, rest, SECRET].concat()
}

/// A box of MP4.
pub(crate) fn mp4_box(kind: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [length.as_slice(), &kind, &content].concat()
}

/// A track of a type. It is turned by a quarter.
fn track(kind: [u8; 4]) -> Vec<u8> {
    let sizes = [(640_u32 << 16).to_be_bytes(), (360_u32 << 16).to_be_bytes()].concat();
    let header = mp4_box(*b"tkhd", &[&[0; 40], &[0; 4], &[0, 1, 0, 0], &[0; 28], &sizes]);
    let handler = mp4_box(*b"hdlr", &[&[0; 8], &kind, &[0; 13]]);
    let samples = mp4_box(*b"stbl", &[&mp4_box(*b"stsd", &[&[0; 8]]), &mp4_box(*b"stco", &[&[0; 8]])]);
    let media = mp4_box(*b"mdia", &[&handler, &mp4_box(*b"minf", &[&samples])]);
    mp4_box(*b"trak", &[&header, &media, &mp4_box(*b"udta", &[SECRET])])
}

/// A video of 2.5 seconds with these tracks, a place, XMP, and an unknown box.
pub(crate) fn mp4(brands: &[u8], tracks: &[&[u8; 4]]) -> Vec<u8> {
    let header = mp4_box(*b"mvhd", &[&[0; 12], &600_u32.to_be_bytes(), &1500_u32.to_be_bytes(), &[0; 80]]);
    let tracks: Vec<u8> = tracks.iter().flat_map(|kind| track(**kind)).collect();
    let place = mp4_box(*b"udta", &[&mp4_box(*b"\xA9xyz", &[SECRET]), &mp4_box(*b"loci", &[SECRET])]);
    [
        mp4_box(*b"ftyp", &[&brands[..4], &[0; 4], &brands[4..]]),
        mp4_box(*b"moov", &[&header, &tracks, &place, &mp4_box(*b"meta", &[SECRET])]),
        mp4_box(*b"uuid", &[b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8", SECRET]),
        mp4_box(*b"mdat", &[b"the samples"]),
        mp4_box(*b"what", &[SECRET]),
    ]
    .concat()
}

/// A picture of 300 by 200 that is turned, with EXIF in the data and XMP beside the description.
pub(crate) fn avif() -> Vec<u8> {
    let item = |id: u8, kind: [u8; 4]| mp4_box(*b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0], &kind, b"\0"]);
    let items = [item(1, *b"av01"), item(2, *b"Exif"), item(3, *b"mime")].concat();
    let properties = [
        mp4_box(*b"ispe", &[&[0; 4], &300_u32.to_be_bytes(), &200_u32.to_be_bytes()]),
        mp4_box(*b"irot", &[&[1]]),
    ]
    .concat();
    let associations = mp4_box(*b"ipma", &[&[0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 2, 1, 0x82]]);
    let with_places = |places: [u32; 3]| {
        let place = |id: u8, method: u8, place: u32, length: usize| {
            let length = u32::try_from(length).unwrap().to_be_bytes();
            [&[0, id, 0, method, 0, 0, 0, 1], place.to_be_bytes().as_slice(), &length].concat()
        };
        let [picture, exif, xmp] = places;
        let list = [place(1, 0, picture, 7), place(2, 0, exif, SECRET.len()), place(3, 1, xmp, SECRET.len())]
            .concat();
        let meta = mp4_box(
            *b"meta",
            &[
                &[0; 4],
                &mp4_box(*b"hdlr", &[&[0; 8], b"pict", &[0; 13]]),
                &mp4_box(*b"pitm", &[&[0, 0, 0, 0, 0, 1]]),
                &mp4_box(*b"iloc", &[&[1, 0, 0, 0, 0x44, 0, 0, 3], &list]),
                &mp4_box(*b"iinf", &[&[0, 0, 0, 0, 0, 3], &items]),
                &mp4_box(*b"iprp", &[&mp4_box(*b"ipco", &[&properties]), &associations]),
                &mp4_box(*b"idat", &[SECRET]),
                &mp4_box(*b"what", &[SECRET]),
            ],
        );
        [mp4_box(*b"ftyp", &[b"avif\0\0\0\0avifmif1"]), meta].concat()
    };
    let data = u32::try_from(with_places([0; 3]).len()).unwrap() + 8;
    let start = with_places([data, data + 7, 0]);
    [start, mp4_box(*b"mdat", &[b"picture", SECRET])].concat()
}

/// An element of EBML.
pub(crate) fn element(id: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = (u32::try_from(content.len()).unwrap() | 1 << 28).to_be_bytes();
    [id, &length, &content].concat()
}

/// A recording of 2 seconds, with tracks of these types, tags, and an attachment. Its segment and its cluster have no length.
pub(crate) fn webm(tracks: &[u8]) -> Vec<u8> {
    let track = |kind: u8| {
        let size = [element(b"\xB0", &[&[1, 64]]), element(b"\xBA", &[&[240]])].concat();
        let video = element(b"\xE0", &[&size]);
        let video = if kind == 1 { video } else { Vec::new() };
        element(b"\xAE", &[&element(b"\x83", &[&[kind]]), &video])
    };
    let tracks: Vec<u8> = tracks.iter().flat_map(|kind| track(*kind)).collect();
    let info = [
        element(b"\xBF", &[&[1, 2, 3, 4]]),
        element(b"\x2A\xD7\xB1", &[&1_000_000_u32.to_be_bytes()]),
        element(b"\x44\x89", &[&2000_f32.to_be_bytes()]),
        element(b"\x7B\xA9", &[SECRET]),
    ]
    .concat();
    [
        element(b"\x1A\x45\xDF\xA3", &[b"\x42\x82\x84webm"]),
        b"\x18\x53\x80\x67\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF".to_vec(),
        element(b"\x15\x49\xA9\x66", &[&info]),
        element(b"\x16\x54\xAE\x6B", &[&tracks]),
        b"\x1F\x43\xB6\x75\xFF".to_vec(),
        element(b"\xE7", &[&[0]]),
        element(b"\xA3", &[b"\x81\0\0\x80a block"]),
        element(b"\x12\x54\xC3\x67", &[SECRET, &[7; 100]]),
        element(b"\x19\x41\xA4\x69", &[SECRET]),
    ]
    .concat()
}

/// Silence of so many milliseconds.
pub(crate) fn wav(milliseconds: u32) -> Vec<u8> {
    let format = b"\x01\0\x01\0\x40\x1F\0\0\x40\x1F\0\0\x01\0\x08\0";
    let sound = vec![128; usize::try_from(milliseconds * 8).unwrap()];
    let content = [b"WAVE".as_slice(), &riff(*b"fmt ", format), &riff(*b"data", &sound)].concat();
    riff(*b"RIFF", &content)
}

/// Why bytes are refused.
pub(crate) fn refusal(bytes: &[u8]) -> Refusal {
    match cleaned(bytes) {
        Err(MediaError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}
