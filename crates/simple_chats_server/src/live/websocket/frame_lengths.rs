//! Checks the lengths that a client's frames announce. The library buffers a frame until it is complete, however long it is
//! to be; here, a frame that is too long ends the stream before it fills the memory.

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;
use simple_chats_protocol::limits::MAX_MESSAGE_BYTES;

/// The same body, which fails with [`PayloadError::Overflow`] if a frame announces more than a message may have.
pub(super) async fn watch_lengths(
    request: &HttpRequest,
    body: web::Payload,
) -> actix_web::Result<web::Payload> {
    let mut watch = LengthWatch::default();
    let watched = body.into_inner().map(move |chunk| match chunk {
        Ok(bytes) if !watch.admits(&bytes) => Err(PayloadError::Overflow),
        chunk => chunk,
    });
    web::Payload::from_request(request, &mut Payload::Stream { payload: Box::pin(watched) }).await
}

/// The position in a stream of frames.
#[derive(Default)]
struct LengthWatch {
    /// The bytes so far of a frame's head (RFC 6455, section 5.2).
    head: Vec<u8>,
    /// How many bytes of the frame are still to come after its head.
    left: u64,
}

impl LengthWatch {
    /// Whether all frames that begin in these bytes are short enough.
    fn admits(&mut self, mut bytes: &[u8]) -> bool {
        loop {
            let skipped = bytes.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
            self.left -= skipped as u64;
            bytes = bytes.get(skipped..).unwrap_or_default();
            let Some((first, rest)) = bytes.split_first() else { return true };
            bytes = rest;
            self.head.push(*first);
            if let Some(length) = self.announced() {
                if length > MAX_MESSAGE_BYTES as u64 {
                    return false;
                }
                self.left = length;
                self.head.clear();
            }
        }
    }

    /// The announced length, as soon as the head with length and mask is complete.
    fn announced(&self) -> Option<u64> {
        let second = *self.head.get(1)?;
        let mask = if second & 0x80 == 0 { 0 } else { 4 };
        let (length, size) = match second & 0x7F {
            126 => (u64::from(u16::from_be_bytes(self.head.get(2..4)?.try_into().ok()?)), 4),
            127 => (u64::from_be_bytes(self.head.get(2..10)?.try_into().ok()?), 10),
            short => (u64::from(short), 2),
        };
        (self.head.len() == size + mask).then_some(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frame(length: u64) -> Vec<u8> {
        let mut frame = vec![0x81];
        match length {
            0..126 => frame.push(0x80 | u8::try_from(length).unwrap()),
            126..0x1_0000 => {
                frame.push(0xFE);
                frame.extend(u16::try_from(length).unwrap().to_be_bytes());
            }
            _ => {
                frame.push(0xFF);
                frame.extend(length.to_be_bytes());
            }
        }
        frame.extend([0xFF; 4]);
        frame
    }

    #[test]
    fn a_frame_that_is_too_long_is_noticed_by_its_head_alone() {
        for length in [MAX_MESSAGE_BYTES as u64 + 1, 1 << 40, u64::MAX] {
            assert!(!LengthWatch::default().admits(&frame(length)));
        }
        assert!(LengthWatch::default().admits(&frame(MAX_MESSAGE_BYTES as u64)));
    }

    proptest! {
        #[test]
        fn frames_are_followed_however_they_are_cut(
            lengths in prop::collection::vec(0..=MAX_MESSAGE_BYTES as u64, 0..5),
            cut in 1..2000_usize,
        ) {
            let mut stream = Vec::new();
            for length in lengths {
                stream.extend(frame(length));
                // A payload that looks like a head of a frame that is too long.
                stream.resize(stream.len() + usize::try_from(length).unwrap(), 0xFF);
            }
            stream.extend(frame(u64::MAX));
            let mut watch = LengthWatch::default();
            let refused = stream.chunks(cut).position(|chunk| !watch.admits(chunk));
            prop_assert_eq!(refused, Some((stream.len() - 1) / cut));
        }
    }
}
