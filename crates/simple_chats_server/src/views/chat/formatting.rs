//! Light formatting of messages as people type it: `*bold*`, `_italic_`, `~struck through~`, code between backticks, blocks of
//! code between lines of three, and quotes after `> `. The stored text never changes: the signs that ask for a style become
//! marks, which the page doesn't show, and the pieces together are the text. The scripts draw later messages by the same rules
//! (`web-assets/static/scripts/ui/formatting.js`); `web-assets/tests/cases/formatting.json` tests both.

mod inline;
mod piece;

use super::text::parts_of;
use piece::{Piece, Style};
use regex::Regex;
use serde::Serialize;
use std::sync::LazyLock;

/// The rest of the line that begins a block of code may name a language.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static LANGUAGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Za-z0-9+#.-]{0,20}\n").expect("a pattern"));

const FENCE: &str = "```";
const QUOTE: &str = "> ";

/// A part of a message that stands apart, or what is between two.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Block {
    kind: BlockKind,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum BlockKind {
    Text,
    Quote,
    Code,
}

/// The blocks of a text, or nothing if it has neither links nor formatting.
pub(super) fn blocks_of(text: &str) -> Option<Vec<Block>> {
    if !may_be_formatted(text) {
        let parts = parts_of(text)?.into_iter();
        let pieces =
            parts.map(|part| Piece { href: part.href, text: part.text, ..Piece::default() }).collect();
        return Some(vec![Block { kind: BlockKind::Text, pieces }]);
    }
    let blocks = split(text);
    let is_plain = |block: &Block| block.kind == BlockKind::Text && block.pieces.iter().all(Piece::is_plain);
    if blocks.iter().all(is_plain) { None } else { Some(blocks) }
}

/// A text in a line of its own, such as in the list of chats: without the signs that ask for a style.
pub(super) fn without_marks(text: String) -> String {
    if !may_be_formatted(&text) {
        return text;
    }
    let pieces = split(&text).into_iter().flat_map(|block| block.pieces);
    // The break between two blocks isn't shown in the message, but parts words here.
    pieces.filter(|piece| !piece.mark || piece.text == "\n").map(|piece| piece.text).collect()
}

/// Most texts have no sign that asks for a style, and need no further look.
fn may_be_formatted(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'*' | b'_' | b'~' | b'`'))
        || text.starts_with(QUOTE)
        || text.contains("\n> ")
}

fn split(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    // The first line that belongs to no block, if there is one before `line`.
    let mut plain: Option<usize> = None;
    let mut line = Some(0);
    while let Some(start) = line {
        let (before, rest) = text.split_at(start);
        let found = code_block(rest).or_else(|| quote(rest));
        let length = found.as_ref().map_or_else(|| first_line(rest).len(), |found| found.length);
        if let Some(Found { kind, pieces, .. }) = found {
            add_plain(&mut blocks, before.strip_suffix('\n').unwrap_or(before), plain.take());
            blocks.push(Block { kind, pieces: break_before(start).chain(pieces).collect() });
        } else {
            plain = plain.or(Some(start));
        }
        line = (length < rest.len()).then_some(start + length + 1);
    }
    add_plain(&mut blocks, text, plain);
    blocks
}

/// Adds what is between two blocks.
fn add_plain(blocks: &mut Vec<Block>, text: &str, start: Option<usize>) {
    let Some((start, plain)) = start.and_then(|start| Some((start, text.get(start..)?))) else { return };
    let pieces = break_before(start).chain(inline::pieces_of(plain)).collect();
    blocks.push(Block { kind: BlockKind::Text, pieces });
}

/// A block begins a line of its own without the line break.
fn break_before(start: usize) -> impl Iterator<Item = Piece> {
    (start > 0).then(|| Piece::mark("\n")).into_iter()
}

/// A block at the beginning of a text, and the length of its text.
struct Found {
    kind: BlockKind,
    pieces: Vec<Piece>,
    length: usize,
}

fn code_block(text: &str) -> Option<Found> {
    let inside = text.strip_prefix(FENCE)?;
    let ends_line = |start: usize| {
        let behind = inside.get(start..).and_then(|rest| rest.strip_prefix(FENCE));
        behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('\n'))
    };
    // Every place, overlapping ones included: of four backticks, the last three end the line.
    let close = inside.char_indices().map(|(start, _)| start).find(|start| ends_line(*start))?;
    let (inside, _) = inside.split_at(close);
    let (inside, end) = inside.strip_suffix('\n').map_or((inside, ""), |inside| (inside, "\n"));
    let language = LANGUAGE.find(inside).map(|found| found.as_str());
    // Only a block that ends by a line of its own names a language.
    let first_line = language.filter(|language| !end.is_empty() || *language == "\n").unwrap_or_default();
    let code = inside.get(first_line.len()..)?;
    if code.trim().is_empty() || code.starts_with('`') {
        return None;
    }
    let style = Style { code: true, ..Style::default() };
    let pieces = vec![
        Piece::mark(&format!("{FENCE}{first_line}")),
        Piece::styled(code, style),
        Piece::mark(&format!("{end}{FENCE}")),
    ];
    Some(Found { kind: BlockKind::Code, pieces, length: close + 2 * FENCE.len() })
}

fn quote(text: &str) -> Option<Found> {
    if !text.starts_with(QUOTE) {
        return None;
    }
    let mut pieces = Vec::new();
    let mut length = 0;
    for line in text.split('\n') {
        let (mark, quoted) = match line.strip_prefix(QUOTE) {
            Some(quoted) => (QUOTE, quoted),
            None if line == QUOTE.trim_end() => (line, ""),
            None => break,
        };
        if !pieces.is_empty() {
            pieces.push(Piece::plain("\n"));
            length += 1;
        }
        pieces.push(Piece::mark(mark));
        pieces.extend(inline::pieces_of(quoted));
        length += line.len();
    }
    Some(Found { kind: BlockKind::Quote, pieces, length })
}

fn first_line(text: &str) -> &str {
    text.split_once('\n').map_or(text, |(line, _)| line)
}

#[cfg(test)]
mod tests;
