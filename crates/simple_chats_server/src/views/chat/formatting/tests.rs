use super::*;
use serde_json::{Value, json};
use simple_chats_fuzzing::{fuzz, texts};

fn cases() -> Value {
    let cases =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-assets/tests/cases/formatting.json"));
    serde_json::from_str(cases).unwrap()
}

/// A piece as the shared cases write it: a plain text, or an object whose key names the styles.
fn written(piece: &Piece) -> Value {
    let Style { bold, italic, strike, code } = piece.style;
    let styles = [(bold, "bold"), (italic, "italic"), (strike, "strike"), (code, "code")];
    let others = [(piece.mark, "mark"), (piece.href.is_some(), "link")];
    let names: Vec<_> =
        styles.into_iter().chain(others).filter(|(is, _)| *is).map(|(_, name)| name).collect();
    if names.is_empty() { json!(piece.text) } else { json!({ names.join(" "): piece.text }) }
}

fn written_blocks(blocks: &[Block]) -> Value {
    let block = |block: &Block| {
        let pieces: Vec<_> = block.pieces.iter().map(written).collect();
        let kind = serde_json::to_value(block.kind).unwrap();
        json!({ kind.as_str().unwrap(): pieces })
    };
    blocks.iter().map(block).collect()
}

#[test]
fn texts_are_formatted_as_the_shared_cases_say() {
    for case in cases()["formatted"].as_array().unwrap() {
        let blocks = blocks_of(case["text"].as_str().unwrap()).expect("formatted");
        assert_eq!(written_blocks(&blocks), case["blocks"], "{}", case["text"]);
    }
}

#[test]
fn what_only_looks_like_formatting_stays_as_it_is() {
    for text in cases()["plain"].as_array().unwrap() {
        assert_eq!(blocks_of(text.as_str().unwrap()), None, "{text}");
    }
}

#[test]
fn a_text_in_a_line_has_no_marks() {
    for case in cases()["lines"].as_array().unwrap() {
        let text = case["text"].as_str().unwrap().to_owned();
        assert_eq!(without_marks(text), case["line"].as_str().unwrap());
    }
    for text in cases()["plain"].as_array().unwrap() {
        assert_eq!(without_marks(text.as_str().unwrap().to_owned()), text.as_str().unwrap());
    }
}

/// What formatting is made of, and what ends it.
const PARTS: &[&str] = &[
    "*",
    "**",
    "_",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "\n",
    "> ",
    ">",
    " ",
    "a",
    "é",
    "字",
    "👍",
    "-",
    ".",
    "(",
    ")",
    "\\",
    "https://a.example/",
    "```rust\n",
    "\n```\n",
    "1",
    "_a_",
    "*a*",
    "`a`",
];

#[test]
fn fuzz_formatting() {
    fuzz!(|input: &[u8]| {
        for text in texts(input, PARTS) {
            let Some(blocks) = blocks_of(&text) else { continue };
            let pieces = || blocks.iter().flat_map(|block| &block.pieces);
            assert_eq!(
                pieces().map(|piece| piece.text.as_str()).collect::<String>(),
                text,
                "nothing is lost"
            );
            for piece in pieces() {
                assert!(!piece.text.is_empty(), "{blocks:?}");
                let is_sign =
                    |c: char| "*_~`>\n ".contains(c) || c.is_ascii_alphanumeric() || "+#.-".contains(c);
                assert!(!piece.mark || piece.text.chars().all(is_sign), "{piece:?}");
                assert!(!piece.mark || (piece.href.is_none() && piece.style == Style::default()));
            }
        }
    });
}
