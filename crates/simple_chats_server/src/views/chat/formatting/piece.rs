//! The pieces of which a formatted text consists.

use serde::Serialize;

/// A piece of a text in one style.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) href: Option<String>,
    /// A sign that asks for a style, and isn't shown.
    pub(super) mark: bool,
    #[serde(flatten)]
    pub(super) style: Style,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each of them may be combined with each other one")]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) strike: bool,
    pub(super) code: bool,
}

impl Piece {
    pub(super) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    pub(super) fn mark(text: &str) -> Self {
        Self { mark: true, ..Self::plain(text) }
    }

    pub(super) fn styled(text: &str, style: Style) -> Self {
        Self { style, ..Self::plain(text) }
    }

    pub(super) fn is_plain(&self) -> bool {
        !self.mark && self.href.is_none() && self.style == Style::default()
    }
}
