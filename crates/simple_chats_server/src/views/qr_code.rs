//! QR codes (ISO/IEC 18004) as SVG.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// The empty border that readers need, in modules.
const BORDER: i32 = 4;

/// A picture of a text, or nothing if the text is too long for a QR code.
pub(super) fn svg(text: &str, label: &str) -> String {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return String::new() };
    let size = code.size() + 2 * BORDER;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a text can't fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + BORDER, y + BORDER);
        }
    }
    format!(
        "<svg class=\"qr-code\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {size} {size}\" \
         shape-rendering=\"crispEdges\"><rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/>\
         <path d=\"{path}\" fill=\"#000\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_a_picture_with_a_border() {
        let picture = svg("https://chat.example.org/authentication/register?invitation=abc", "QR code");
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>"), "{picture}");
        // The finder pattern begins behind the border.
        assert!(picture.contains("M4,4h1v1h-1z"), "{picture}");
        assert!(svg(&"x".repeat(10_000), "too long").is_empty());
    }
}
