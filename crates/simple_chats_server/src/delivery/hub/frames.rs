//! The frames of the live protocol for acks and events.

use bytestring::ByteString;
use simple_chats_domain::{Ack, Event, Origin};
use simple_chats_protocol::{Envelope, ServerFrame};

/// An event, with the `ref` of the request if it answers one.
pub(super) fn event_frame(event: &Event, reference: Option<String>) -> ByteString {
    Envelope { frame: event, reference }.to_json().into()
}

/// An ack with the `ref` of its request.
pub(super) fn ack_frame(origin: &Origin, ack: &Ack) -> ByteString {
    let frame = ServerFrame::Ack(ack.clone());
    Envelope { frame, reference: origin.reference.clone() }.to_json().into()
}
