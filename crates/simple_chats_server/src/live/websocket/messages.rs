//! Reassembles a client's messages from bytes (RFC 6455, section 5), within their limits.

use actix_http::ws::{OpCode, Parser};
use actix_web::web::{Bytes, BytesMut};
use actix_ws::ProtocolError;
use bytestring::ByteString;
use simple_chats_protocol::CloseCode;
use simple_chats_protocol::limits::MAX_MESSAGE_BYTES;

/// What a client sends.
#[derive(Debug)]
pub enum IncomingFrame {
    /// A message of text.
    Text(ByteString),
    /// A ping with its payload, which the pong repeats.
    Ping(Bytes),
    /// A pong.
    Pong,
}

/// How a socket ends.
#[derive(Debug)]
pub enum End {
    /// The server closes it.
    Close(CloseCode),
    /// The client has closed it, or is gone.
    Gone,
}

/// The bytes of a client that are no complete message yet.
#[derive(Default)]
pub(super) struct Incoming {
    received: BytesMut,
    /// The fragments so far of a message of text.
    fragments: Option<BytesMut>,
}

impl Incoming {
    pub(super) fn new(received: BytesMut) -> Self {
        Self { received, fragments: None }
    }

    /// To add bytes to.
    pub(super) fn received(&mut self) -> &mut BytesMut {
        &mut self.received
    }

    /// Frees the memory if no byte waits in it.
    pub(super) fn release(&mut self) {
        if self.received.is_empty() {
            self.received = BytesMut::new();
        }
    }

    /// The next complete message; `None` if there is none yet.
    pub(super) fn next(&mut self) -> Result<Option<IncomingFrame>, End> {
        loop {
            // The library buffers a frame until it is complete, however long it is to be.
            if announced_length(&self.received).is_some_and(|length| length > MAX_MESSAGE_BYTES as u64) {
                return Err(End::Close(CloseCode::MessageTooBig));
            }
            let frame = Parser::parse(&mut self.received, true, MAX_MESSAGE_BYTES);
            let Some((is_last, opcode, payload)) = frame.map_err(|error| fault_of(&error))? else {
                return Ok(None);
            };
            let payload = payload.unwrap_or_default();
            match opcode {
                OpCode::Text | OpCode::Binary if self.fragments.is_some() => return Err(protocol_error()),
                OpCode::Binary => return Err(End::Close(CloseCode::UnsupportedData)),
                OpCode::Text if is_last => return text(payload.freeze()).map(Some),
                OpCode::Text => self.fragments = Some(payload),
                OpCode::Continue => {
                    if let Some(message) = self.add_fragment(&payload, is_last)? {
                        return text(message).map(Some);
                    }
                }
                _ if !is_last => return Err(protocol_error()),
                OpCode::Ping => return Ok(Some(IncomingFrame::Ping(payload.freeze()))),
                OpCode::Pong => return Ok(Some(IncomingFrame::Pong)),
                OpCode::Close => {
                    let reason = Parser::try_parse_close_payload(&payload);
                    return Err(if reason.is_ok() { End::Gone } else { protocol_error() });
                }
                OpCode::Bad => return Err(protocol_error()),
            }
        }
    }

    /// Returns the message if it is complete.
    fn add_fragment(&mut self, fragment: &[u8], is_last: bool) -> Result<Option<Bytes>, End> {
        let fragments = self.fragments.as_mut().ok_or_else(protocol_error)?;
        if fragments.len() + fragment.len() > MAX_MESSAGE_BYTES {
            return Err(End::Close(CloseCode::MessageTooBig));
        }
        fragments.extend_from_slice(fragment);
        if is_last { Ok(self.fragments.take().map(BytesMut::freeze)) } else { Ok(None) }
    }
}

fn text(message: Bytes) -> Result<IncomingFrame, End> {
    ByteString::try_from(message).map(IncomingFrame::Text).map_err(|_| End::Close(CloseCode::InvalidText))
}

/// The close code for a faulty frame (RFC 6455, section 7.4.1).
fn fault_of(error: &ProtocolError) -> End {
    match error {
        ProtocolError::Overflow => End::Close(CloseCode::MessageTooBig),
        _ => protocol_error(),
    }
}

fn protocol_error() -> End {
    End::Close(CloseCode::ProtocolError)
}

/// The length that the first frame announces, once it is there (RFC 6455, section 5.2).
fn announced_length(frame: &[u8]) -> Option<u64> {
    match *frame.get(1)? & 0x7F {
        126 => Some(u16::from_be_bytes(frame.get(2..4)?.try_into().ok()?).into()),
        127 => Some(u64::from_be_bytes(frame.get(2..10)?.try_into().ok()?)),
        short => Some(short.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A frame with an empty mask, which announces this length.
    fn head(first: u8, length: u64) -> Vec<u8> {
        let mut frame = vec![first];
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
        frame.extend([0; 4]);
        frame
    }

    fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
        [head(first, payload.len() as u64), payload.to_vec()].concat()
    }

    /// The texts that come out of a stream that comes in pieces, and the code with which it is closed.
    fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<String>, Option<CloseCode>) {
        let (mut incoming, mut texts) = (Incoming::default(), Vec::new());
        for piece in pieces {
            incoming.received().extend_from_slice(piece);
            loop {
                match incoming.next() {
                    Ok(Some(IncomingFrame::Text(text))) => texts.push(text.to_string()),
                    Ok(Some(_)) => {}
                    Ok(None) => break,
                    Err(End::Close(code)) => return (texts, Some(code)),
                    Err(End::Gone) => return (texts, None),
                }
            }
            incoming.release();
        }
        (texts, None)
    }

    #[test]
    fn a_frame_that_is_too_long_is_noticed_by_its_head_alone() {
        for length in [MAX_MESSAGE_BYTES as u64 + 1, 1 << 40, u64::MAX] {
            assert_eq!(read([head(0x81, length).as_slice()]), (vec![], Some(CloseCode::MessageTooBig)));
        }
        assert_eq!(read([head(0x81, MAX_MESSAGE_BYTES as u64).as_slice()]), (vec![], None));
    }

    #[test]
    fn fragments_may_have_64_kib_in_all() {
        let half = vec![b' '; MAX_MESSAGE_BYTES / 2];
        let fits = [frame(0x01, &half), frame(0x00, b""), frame(0x80, &half)].concat();
        assert_eq!(read([fits.as_slice()]).0[0].len(), MAX_MESSAGE_BYTES);
        let too_big = [frame(0x01, &half), frame(0x00, b" "), frame(0x80, &half)].concat();
        assert_eq!(read([too_big.as_slice()]), (vec![], Some(CloseCode::MessageTooBig)));
    }

    #[test]
    fn nothing_is_kept_when_nothing_waits() {
        let mut incoming = Incoming::new(frame(0x81, b"text").as_slice().into());
        assert!(matches!(incoming.next(), Ok(Some(IncomingFrame::Text(_)))));
        incoming.release();
        assert_eq!(incoming.received().capacity(), 0);
    }

    proptest! {
        #[test]
        fn messages_are_read_however_they_are_cut(
            texts in prop::collection::vec("\\PC{0,300}", 0..6),
            fragment in 1..200_usize,
            cut in 1..2000_usize,
        ) {
            let mut stream = Vec::new();
            for text in &texts {
                let fragments: Vec<&[u8]> = text.as_bytes().chunks(fragment).collect();
                let first = |index: usize| u8::from(index == 0) | if index + 1 == fragments.len() { 0x80 } else { 0 };
                for (index, fragment) in fragments.iter().enumerate() {
                    stream.extend(frame(first(index), fragment));
                    stream.extend(frame(0x8A, b"a pong between them"));
                }
                if fragments.is_empty() {
                    stream.extend(frame(0x81, b""));
                }
            }
            stream.extend(head(0x81, u64::MAX));
            prop_assert_eq!(read(stream.chunks(cut)), (texts, Some(CloseCode::MessageTooBig)));
        }
    }
}
