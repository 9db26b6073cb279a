//! Sizes on the pages of administrators.

/// A number of bytes for people, in units of 1,024.
pub(super) fn size(bytes: i64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    let mut tenths = i128::from(bytes.max(0)) * 10;
    let mut unit = "bytes";
    for larger in UNITS {
        if tenths < 10_240 {
            break;
        }
        tenths /= 1_024;
        unit = larger;
    }
    match unit {
        "bytes" => format!("{} bytes", tenths / 10),
        unit => format!("{}.{} {unit}", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_the_largest_unit_of_which_there_is_one() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1_023, "1023 bytes"),
            (1_024, "1.0 KB"),
            (1_536, "1.5 KB"),
            (1 << 20, "1.0 MB"),
            (i64::MAX, "8388607.9 TB"),
        ] {
            assert_eq!(size(bytes), text, "{bytes}");
        }
    }
}
