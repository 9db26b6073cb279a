// @ts-check
// Light formatting of messages as people type it: *bold*, _italic_, ~struck through~, code between backticks, blocks of code
// between lines of three, and quotes after "> ". The stored text never changes: the signs that ask for a style become marks,
// which the page doesn't show, and the pieces together are the text. The server draws pages by the same rules
// (crates/simple_chats_server/src/views/chat/formatting.rs).

import { WITHOUT_SPACES, parts } from './links.js';

/** @typedef {'bold' | 'italic' | 'strike' | 'code' | 'mark'} Style a mark isn't shown */
/** @typedef {{text: string, href: string | null, styles: Style[]}} Piece */
/** @typedef {{kind: 'text' | 'quote' | 'code', pieces: Piece[]}} Block */
/** @typedef {{start: number, end: number, href?: string, code?: number, opens?: Style, closes?: Style}} Span */

/** @type {Record<string, Style>} */
const STYLES = { '*': 'bold', '**': 'bold', _: 'italic', '~': 'strike', '~~': 'strike' };

// What there must be between two marks, so that no smiley such as *-* is taken for them.
const CONTENT = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const BLANK = /^\p{White_Space}*$/u;
// Besides these: the ends of the text, and letters of scripts that put no spaces between words.
const BEFORE_OPENING = /[\p{White_Space}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F([{"'“‘«„¿¡—–/:,.;!?*_~、。，．：；！？「『（【《〈\u060C\u061B\u061F\u06D4\u0964\u0965]/u;
const BEHIND_CLOSING = /[\p{White_Space}\p{Extended_Pictographic}\p{Regional_Indicator})\]}"'”’»—–/:,.;!?…*_~、。，．：；！？」』）】》〉\u060C\u061B\u061F\u06D4\u0964\u0965-]/u;
const FENCE = '```';
// The line that begins a block of code may name a language, if the block ends by a line of its own, too.
const FIRST_LINE = /^(?:[A-Za-z0-9+#.-]{0,20}\n(?=[^]*\n$)|\n)/u;

/**
 * Splits a text into blocks: quotes, code, and what is between them.
 * @param {string} text
 * @returns {Block[]}
 */
export function blocks(text) {
  /** @type {Block[]} */
  const found = [];
  let plainFrom = 0;
  /** @param {number} end */
  const addPlain = (end) => {
    if (end >= plainFrom) found.push({ kind: 'text', pieces: [...breakBefore(plainFrom), ...inline(text.slice(plainFrom, end))] });
  };
  for (let line = 0; line <= text.length; ) {
    const block = codeBlock(text, line) ?? quote(text, line);
    if (block) {
      addPlain(line - 1);
      found.push({ kind: block.kind, pieces: [...breakBefore(line), ...block.pieces] });
      line = block.end + 1;
      plainFrom = line;
    } else {
      line = lineEnd(text, line) + 1;
    }
  }
  addPlain(text.length);
  return found;
}

/**
 * A text in a line of its own, such as in the list of chats: without the signs that ask for a style.
 * @param {string} text
 */
export function withoutMarks(text) {
  // Most texts have none.
  if (!/[*_~`]|^> /mu.test(text)) return text;
  const pieces = blocks(text).flatMap((block) => block.pieces);
  // The break between two blocks isn't shown in the message, but parts words here.
  return pieces.map((one) => (one.styles.includes('mark') && one.text !== '\n' ? '' : one.text)).join('');
}

/** A block begins a line of its own without the line break. @param {number} start of a block */
function breakBefore(start) {
  return start > 0 ? [piece('\n', ['mark'])] : [];
}

/**
 * @param {string} text
 * @param {number} line where the line begins
 * @returns {Block & {end: number} | null}
 */
function codeBlock(text, line) {
  if (!text.startsWith(FENCE, line)) return null;
  const start = line + FENCE.length;
  let close = text.indexOf(FENCE, start);
  while (close >= 0 && lineEnd(text, close) !== close + FENCE.length) close = text.indexOf(FENCE, close + 1);
  if (close < 0) return null;
  const inner = text.slice(start, close);
  const firstLine = FIRST_LINE.exec(inner)?.[0] ?? '';
  const code = inner.slice(firstLine.length).replace(/\n$/u, '');
  if (BLANK.test(code) || code.startsWith('`')) return null;
  const end = close + FENCE.length;
  const codeStart = start + firstLine.length;
  return { kind: 'code', pieces: [piece(text.slice(line, codeStart), ['mark']), piece(code, ['code']), piece(text.slice(codeStart + code.length, end), ['mark'])], end };
}

/**
 * @param {string} text
 * @param {number} line where the line begins
 * @returns {Block & {end: number} | null}
 */
function quote(text, line) {
  if (!text.startsWith('> ', line)) return null;
  /** @type {Piece[]} */
  const pieces = [];
  let end = line - 1;
  for (let from = line; text[from] === '>'; from = end + 1) {
    const lineOfQuote = text.slice(from, lineEnd(text, from));
    if (lineOfQuote !== '>' && lineOfQuote[1] !== ' ') break;
    if (from > line) pieces.push(piece('\n', []));
    pieces.push(piece(lineOfQuote.slice(0, 2), ['mark']), ...inline(lineOfQuote.slice(2)));
    end = from + lineOfQuote.length;
  }
  return { kind: 'quote', pieces, end };
}

/**
 * @param {string} text
 * @param {number} from
 */
function lineEnd(text, from) {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/**
 * Splits a text into links, code, and text in a style.
 * @param {string} text
 * @returns {Piece[]}
 */
function inline(text) {
  const code = codeSpans(text);
  const atoms = [...code, ...links(text).filter(({ start }) => !isWithin(code, start))].sort(byStart);
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {Style[]} */
  const styles = [];
  let from = 0;
  /** @param {number} end @param {string | null} [href] */
  const add = (end, href = null) => {
    if (end > from) pieces.push(piece(text.slice(from, end), [...new Set(styles)], href));
    from = end;
  };
  /** @param {number} end */
  const addMark = (end) => {
    pieces.push(piece(text.slice(from, end), ['mark']));
    from = end;
  };
  for (const { start, end, href, code: length, opens, closes } of [...atoms, ...emphasis(text, atoms)].sort(byStart)) {
    add(start);
    if (href !== undefined) {
      add(end, href);
    } else if (length !== undefined) {
      addMark(start + length);
      styles.push('code');
      add(end - length);
      styles.pop();
      addMark(end);
    } else {
      if (closes) styles.splice(styles.lastIndexOf(closes), 1);
      addMark(end);
      if (opens) styles.push(opens);
    }
  }
  add(text.length);
  return pieces;
}

/** @param {Span} a @param {Span} b */
function byStart(a, b) {
  return a.start - b.start;
}

/** @param {string} text @returns {Span[]} */
function links(text) {
  let start = 0;
  return parts(text).flatMap((part) => {
    const end = start + part.text.length;
    const span = part.href === null ? [] : [{ start, end, href: part.href }];
    start = end;
    return span;
  });
}

/**
 * Code is between equally many backticks, up to three, in one line.
 * @param {string} text
 * @returns {Span[]}
 */
function codeSpans(text) {
  const runs = [...text.matchAll(/`+|\n/gu)];
  /** @type {Span[]} */
  const found = [];
  for (let at = 0; at < runs.length; at += 1) {
    const [run] = /** @type {RegExpExecArray} */ (runs[at]);
    if (run === '\n' || run.length > 3) continue;
    const start = /** @type {number} */ (runs[at]?.index);
    for (let next = at + 1; next < runs.length; next += 1) {
      const { 0: other, index } = /** @type {RegExpExecArray} */ (runs[next]);
      if (other === '\n') break;
      if (other !== run) continue;
      if (!BLANK.test(text.slice(start + run.length, index))) {
        found.push({ start, end: index + run.length, code: run.length });
        at = next;
      }
      break;
    }
  }
  return found;
}

/**
 * The marks that style what is between them, each pair in one line.
 * @param {string} text
 * @param {Span[]} atoms that have no marks within
 * @returns {Span[]}
 */
function emphasis(text, atoms) {
  /** @type {Span[]} */
  const found = [];
  /** @type {{run: string, start: number, end: number}[]} */
  let open = [];
  for (const { 0: run, index: start } of text.matchAll(/\*+|_+|~+|\n/gu)) {
    if (run === '\n') open = [];
    const style = STYLES[run];
    if (!style || isWithin(atoms, start)) continue;
    const end = start + run.length;
    const before = lastCharacter(text.slice(Math.max(0, start - 2), start));
    const [behind = ''] = text.slice(end, end + 2);
    const at = open.map((mark) => mark.run).lastIndexOf(run);
    const opening = open[at];
    if (opening && !BLANK.test(before) && (behind === '' || isFree(BEHIND_CLOSING, behind)) && CONTENT.test(text.slice(opening.end, start))) {
      found.push({ start: opening.start, end: opening.end, opens: style }, { start, end, closes: style });
      open.length = at;
    } else if (!BLANK.test(behind) && (before === '' || isFree(BEFORE_OPENING, before))) {
      open.push({ run, start, end });
    }
  }
  return found;
}

/** @param {RegExp} pattern @param {string} character */
function isFree(pattern, character) {
  return pattern.test(character) || WITHOUT_SPACES.test(character);
}

/** @param {Span[]} spans @param {number} at */
function isWithin(spans, at) {
  return spans.some(({ start, end }) => start <= at && at < end);
}

/** @param {string} text */
function lastCharacter(text) {
  return [...text].at(-1) ?? '';
}

/**
 * @param {string} text
 * @param {Style[]} styles
 * @param {string | null} [href]
 * @returns {Piece}
 */
function piece(text, styles, href = null) {
  return { text, href, styles };
}
