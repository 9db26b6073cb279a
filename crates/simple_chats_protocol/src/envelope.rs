//! The envelope that every frame has.

use serde::{Deserialize, Serialize};

/// A frame with the optional `ref` that ties a response to its request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope<F> {
    /// The frame.
    #[serde(flatten)]
    pub frame: F,
    /// The client's name for the request, up to [`MAX_REF_CHARS`](crate::limits::MAX_REF_CHARS) characters.
    #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl<F> Envelope<F> {
    /// A request, or the response to it.
    pub fn new(frame: F, reference: impl Into<String>) -> Self {
        Self { frame, reference: Some(reference.into()) }
    }

    /// A frame that is no response and expects none.
    pub fn without_ref(frame: F) -> Self {
        Self { frame, reference: None }
    }
}

impl<F: Serialize> Envelope<F> {
    /// The text of the WebSocket message.
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "frames consist of texts, integers, and maps with texts as keys, all of which are JSON"
    )]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a frame is JSON")
    }
}
