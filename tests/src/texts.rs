//! Texts of messages that are refused, and texts that are kept: every transport is tested with all of them.

const EMPTY: &str = "Message text length cannot be equal to zero";
const NOT_ALLOWED: &str = "Message text contains characters that are not allowed";

/// Texts that can't be sent, each with the code and the message of its refusal.
pub fn refused() -> Vec<(String, &'static str, &'static str)> {
    let long = "ä".repeat(4001);
    let texts = [
        ("", "empty", EMPTY),
        (" \t\r\n ", "empty", EMPTY),
        ("\u{200B}\u{00A0}\u{FEFF}", "empty", EMPTY),
        (&long, "too_long", "Message text is longer than 4000 chars"),
        ("a\0b", "bad_request", NOT_ALLOWED),
        ("a\u{7}b", "bad_request", NOT_ALLOWED),
        ("a\u{1b}[31mb", "bad_request", NOT_ALLOWED),
        ("a\u{9B}b", "bad_request", NOT_ALLOWED),
    ];
    texts.map(|(text, code, message)| (text.to_owned(), code, message)).into()
}

/// Texts that can be sent, each with what is stored of it.
pub fn kept() -> Vec<(String, String)> {
    let longest = "🍐".repeat(4000);
    let texts = [
        ("one\r\ntwo\rthree\tfour\n", "one\ntwo\nthree\tfour\n"),
        ("\tгруша 梨 🍐 \u{1F469}\u{200d}\u{1F467} שלום", "\tгруша 梨 🍐 \u{1F469}\u{200d}\u{1F467} שלום"),
        ("<b>&amp;</b> ' \" \\", "<b>&amp;</b> ' \" \\"),
        ("\u{2028}\u{FEFF}x", "\u{2028}\u{FEFF}x"),
        (&longest, &longest),
    ];
    texts.map(|(sent, stored)| (sent.to_owned(), stored.to_owned())).into()
}
