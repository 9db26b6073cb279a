//! Numbers of bytes, as people read them. The scripts say the same (`web-assets/static/scripts/ui/attachment_text.js`).

/// A number of bytes in a unit that is easy to read.
pub(super) fn size_text(bytes: i64) -> String {
    let tenths = |unit: i64| {
        let tenths = bytes.saturating_add(unit / 20) / (unit / 10);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..999_500 => format!("{} kB", (bytes + 500) / 1_000),
        999_500..999_950_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}
