//! Numbers of bytes, as people read them. The scripts say the same (`web-assets/static/scripts/ui/attachment_text.js`).

use simple_chats_texts::Texts;

/// A number of bytes in a unit that is easy to read.
pub(super) fn size_text(texts: &Texts, bytes: i64) -> String {
    let tenths = |unit: i64| {
        let tenths = bytes.saturating_add(unit / 20) / (unit / 10);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    let (key, size) = match bytes {
        ..1_000 => ("size-bytes", bytes.to_string()),
        1_000..999_500 => ("size-kilobytes", ((bytes + 500) / 1_000).to_string()),
        999_500..999_950_000 => ("size-megabytes", tenths(1_000_000)),
        _ => ("size-gigabytes", tenths(1_000_000_000)),
    };
    texts.with(key, &[("size", size.into())])
}
