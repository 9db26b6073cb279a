//! Compression by gzip, in place: bodies are small, and complete before they are sent.

use actix_web::HttpRequest;
use actix_web::http::header;
use flate2::{Compress, CompressError, Compression, Crc, FlushCompress, Status};
use std::cell::RefCell;

/// Smaller bodies fit into one packet anyway.
pub(crate) const MIN_BYTES: usize = 1_000;

/// Past this level, a page gets hardly any smaller.
const PAGE_LEVEL: u32 = 4;

/// How many bytes at most hide the length of a compressed page.
const MAX_PADDING: usize = 100;

/// Whether the client understands gzip (RFC 9110, section 12.5.3).
pub(crate) fn accepts_gzip(request: &HttpRequest) -> bool {
    let values = request.headers().get_all(header::ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
    let mut others = false;
    for coding in values.flat_map(|value| value.split(',')) {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().strip_prefix(['q', 'Q']).and_then(|weight| weight.strip_prefix('='));
        let is_wanted = weight.is_none_or(|weight| weight.parse().is_ok_and(|weight: f32| weight > 0.0));
        match name.trim() {
            name if name.eq_ignore_ascii_case("gzip") => return is_wanted,
            "*" => others = is_wanted,
            _ => {}
        }
    }
    others
}

thread_local! {
    /// The compressor of a thread, whose memory (about half a megabyte) is costly to get.
    static OF_PAGES: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(PAGE_LEVEL), false));
}

/// Compresses a page, or what a program reads instead. The file name in gzip's header has a random length, so that the length of
/// the page reveals less about what stands beside text that an attacker chooses.
pub(crate) fn compress_page(page: &[u8]) -> Result<Vec<u8>, CompressError> {
    let padding = rand::random_range(0..=MAX_PADDING);
    OF_PAGES.with_borrow_mut(|compress| {
        compress.reset();
        gzip(page, compress, padding)
    })
}

/// Compresses a file, as far as possible.
pub(crate) fn compress_file(bytes: &[u8]) -> Result<Vec<u8>, CompressError> {
    gzip(bytes, &mut Compress::new(Compression::best(), false), 0)
}

/// RFC 1952: a header with the name of a file that consists of so many hyphens, the compressed bytes, and their checksum.
fn gzip(bytes: &[u8], compress: &mut Compress, name_length: usize) -> Result<Vec<u8>, CompressError> {
    const DEFLATE: u8 = 8;
    const HAS_NAME: u8 = 8;
    const UNKNOWN_SYSTEM: u8 = 255;

    let mut out = Vec::with_capacity(bytes.len() / 2 + 2 * MAX_PADDING);
    out.extend([0x1f, 0x8b, DEFLATE, HAS_NAME, 0, 0, 0, 0, 0, UNKNOWN_SYSTEM]);
    out.extend(std::iter::repeat_n(b'-', name_length));
    out.push(0);
    let mut rest = bytes;
    loop {
        let before = compress.total_in();
        let status = compress.compress_vec(rest, &mut out, FlushCompress::Finish)?;
        let read = usize::try_from(compress.total_in() - before).unwrap_or(rest.len());
        rest = rest.get(read..).unwrap_or_default();
        match status {
            Status::StreamEnd => break,
            Status::Ok | Status::BufError => out.reserve(bytes.len() / 2 + MAX_PADDING),
        }
    }
    let mut checksum = Crc::new();
    checksum.update(bytes);
    out.extend(checksum.sum().to_le_bytes());
    out.extend(checksum.amount().to_le_bytes());
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use flate2::read::GzDecoder;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::io::Read;

    #[test]
    fn gzip_is_used_if_the_client_accepts_it() {
        let accepts = |value: &'static str| {
            let request = TestRequest::default().insert_header(("accept-encoding", value));
            accepts_gzip(&request.to_http_request())
        };
        for value in
            ["gzip", "br, GZIP", "deflate,gzip;q=0.1", "*", "gzip, *;q=0", "*;q=0, gzip", "br; q=0, *"]
        {
            assert!(accepts(value), "{value}");
        }
        for value in
            ["", "br", "gzip;q=0", "gzip; q=0.0", "*;q=0", "identity", "gzip;q=0, *", "gzipped", "gzip;q=x"]
        {
            assert!(!accepts(value), "{value}");
        }
        assert!(!accepts_gzip(&TestRequest::default().to_http_request()));
    }

    fn read(compressed: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        GzDecoder::new(compressed).read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_compressed_page_is_the_page_and_varies_in_length() {
        let html = "<p>Hello</p>".repeat(200);
        let lengths: BTreeSet<usize> = (0..50)
            .map(|_| {
                let compressed = compress_page(html.as_bytes()).unwrap();
                assert_eq!(read(&compressed), html.as_bytes());
                compressed.len()
            })
            .collect();
        assert!(lengths.len() > 10, "{lengths:?}");
    }

    proptest! {
        #[test]
        fn whatever_is_compressed_can_be_read(parts in prop::collection::vec("[ -~]{0,9}|.{0,99}", 0..90)) {
            let text: String = parts.iter().flat_map(|part| [part.as_str(); 7]).collect();
            prop_assert_eq!(read(&compress_page(text.as_bytes()).unwrap()), text.as_bytes());
            prop_assert_eq!(read(&compress_file(text.as_bytes()).unwrap()), text.as_bytes());
        }

        #[test]
        fn bytes_that_do_not_get_smaller_are_compressed_too(bytes in prop::collection::vec(any::<u8>(), 0..9_000)) {
            prop_assert_eq!(read(&compress_file(&bytes).unwrap()), bytes);
        }
    }
}
