// @ts-check
// Finds the links of a text, and detects texts of a few emoji alone.

// A byte order mark isn't white space for the server.
const ADDRESS = /https?:\/\/(?:[^\s<>"]|\uFEFF)+/giu;
// Characters that aren't seen, among them those that turn the direction of what follows. With them an address can be drawn as
// that of another host.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u;
const CLOSING = { ')': '(', ']': '[', '}': '{' };

/** @typedef {{text: string, href: string | null}} Part */

/**
 * Splits a text into plain text and links. Only http and https become links. Trailing punctuation isn't part of an
 * address; a closing bracket is, if the address opens it. An address with invisible characters is no link.
 * @param {string} text
 * @returns {Part[]}
 */
export function parts(text) {
  /** @type {Part[]} */
  const found = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0]);
    if (!/^https?:\/\/[^/?#]/iu.test(address) || isInsideWord(text, match.index) || INVISIBLE.test(address)) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index), href: null });
    found.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ text: text.slice(from), href: null });
  return found;
}

/**
 * @param {string} text
 * @returns {boolean} whether it consists of one to three emoji
 */
export function isEmojiOnly(text) {
  const glyph = /^(?:\p{Regional_Indicator}{2}|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic})\uFE0F?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*)/u;
  let rest = text.trim();
  for (let count = 0; count < 3 && rest; count += 1) {
    const next = glyph.exec(rest);
    if (!next) return false;
    rest = rest.slice(next[0].length).trimStart();
  }
  return text.trim() !== '' && rest === '';
}

/** @param {string} address */
function withoutTrailing(address) {
  let kept = address;
  while (kept) {
    const last = lastCharacter(kept);
    const opening = CLOSING[/** @type {keyof typeof CLOSING} */ (last)];
    const isSurplus = opening && count(kept, last) > count(kept, opening);
    if (!isSurplus && !/[.,;:!?'’”»*]/u.test(last) && !INVISIBLE.test(last)) break;
    kept = kept.slice(0, -last.length);
  }
  return kept;
}

/** @param {string} text not empty */
function lastCharacter(text) {
  const isPair = /[\uDC00-\uDFFF]$/.test(text.slice(-1)) && text.length > 1;
  return text.slice(isPair ? -2 : -1);
}

/**
 * @param {string} text
 * @param {string} character
 */
function count(text, character) {
  return text.split(character).length - 1;
}

/**
 * @param {string} text
 * @param {number} index
 */
function isInsideWord(text, index) {
  return index > 0 && /[\p{L}\p{N}]/u.test(text.charAt(index - 1));
}
