// @ts-check
// Finds the links of a text, and detects texts of a few emoji alone.

// What no web address has: white space, quotation marks, and the punctuation of Chinese and Japanese, which follows without a
// space. A byte order mark isn't white space for the server.
const REST = '(?:[^\\s<>"`。、，；：！？「」『』（）【】《》〈〉]|\\uFEFF)';
const URL = `[Hh][Tt][Tt][Pp][Ss]?://${REST}+`;
const WWW = `[Ww]{3}\\.${REST}+`;
const MAIL = "[A-Za-z0-9][A-Za-z0-9._+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,63}";
const PHONE = '\\+[0-9](?:[ .()/\\u00A0-]{0,2}[0-9])*';
// At least three labels, so that `www.` alone is none: of Latin, Greek, and Cyrillic letters.
const WWW_HOST = /^[^.]{3}(?:\.[A-Za-z0-9\u00C0-\u024F\u0370-\u052F-]+){2,}(?:[:/?#]|$)/u;
const LINK = new RegExp(`(${URL})|(${WWW})|(${MAIL})|(${PHONE})`, 'gu');

// Characters that aren't seen, among them those that turn the direction of what follows. With them an address can be drawn as
// that of another host.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u;
const CLOSING = { ')': '(', ']': '[', '}': '{' };

// Letters and digits, without those of scripts that put no spaces between words.
const IN_WORD = /[\p{L}\p{N}]/u;
export const WITHOUT_SPACES = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

const FLAG = '\\p{Regional_Indicator}{2}|\\u{1F3F4}[\\u{E0020}-\\u{E007E}]+\\u{E007F}';
const KEYCAP = '[0-9#*]\\uFE0F?\\u20E3';
const JOINED = '\\u200D\\p{Extended_Pictographic}\\uFE0F?\\p{Emoji_Modifier}?';
// Without the character that asks for it, a sign such as © is no picture.
const PICTURE = `\\p{Emoji_Presentation}\\uFE0F?\\p{Emoji_Modifier}?(?:${JOINED})*|\\p{Extended_Pictographic}(?:(?:\\uFE0F\\p{Emoji_Modifier}?|\\p{Emoji_Modifier})(?:${JOINED})*|(?:${JOINED})+)`;
const EMOJI = new RegExp(`^(?:${FLAG}|${KEYCAP}|${PICTURE})`, 'u');

/** @typedef {{text: string, href: string | null}} Part */

/**
 * Splits a text into plain text and links: web addresses with http, https, or www., email addresses, and phone numbers with
 * `+` and 7 to 15 digits. Trailing punctuation isn't part of an address; a closing bracket is, if the address opens it. An
 * address with invisible characters is no link.
 * @param {string} text
 * @returns {Part[]}
 */
export function parts(text) {
  /** @type {Part[]} */
  const found = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const link = linkOf(match, text);
    if (!link) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index), href: null });
    found.push(link);
    from = match.index + link.text.length;
  }
  if (from < text.length) found.push({ text: text.slice(from), href: null });
  return found;
}

/**
 * @param {string} text
 * @returns {boolean} whether it consists of one to three emoji
 */
export function isEmojiOnly(text) {
  let rest = text.trim();
  for (let count = 0; count < 3 && rest; count += 1) {
    const next = EMOJI.exec(rest);
    if (!next) return false;
    rest = rest.slice(next[0].length).trimStart();
  }
  return text.trim() !== '' && rest === '';
}

/**
 * @param {RegExpExecArray} match
 * @param {string} text
 * @returns {Part | null} the link, unless what was found is none
 */
function linkOf(match, text) {
  const [all, url, www, mail] = match;
  const before = lastCharacter(text.slice(Math.max(match.index - 2, 0), match.index));
  if (isInWord(before)) return null;
  if (url || www) {
    const address = withoutTrailing(all);
    const hasHost = url ? /^[^:]*:\/\/[^/?#]/u.test(address) : WWW_HOST.test(address) && !/[@./:-]/u.test(before);
    return hasHost && !INVISIBLE.test(address) ? { text: address, href: url ? address : `https://${address}` } : null;
  }
  const behind = text.slice(match.index + all.length, match.index + all.length + 3);
  if (INVISIBLE.test(before) || goesOn(behind)) return null;
  if (mail) return /[@/:._+'-]/u.test(before) ? null : { text: mail, href: `mailto:${mail}` };
  const digits = all.replace('(0)', '').replace(/[^0-9]/gu, '');
  return before === '+' || digits.length < 7 || digits.length > 15 ? null : { text: all, href: `tel:+${digits}` };
}

/** @param {string} text What follows: whether it belongs to the word before it. */
function goesOn(text) {
  const [first = '', second = ''] = text;
  return isInWord(first) || /[@_-]/u.test(first) || ((first === '.' || INVISIBLE.test(first)) && IN_WORD.test(second));
}

/** @param {string} address */
function withoutTrailing(address) {
  let kept = address;
  while (kept) {
    const last = lastCharacter(kept);
    const opening = CLOSING[/** @type {keyof typeof CLOSING} */ (last)];
    const isSurplus = opening && count(kept, last) > count(kept, opening);
    if (!isSurplus && !/[.,;:!?'’”»*…]/u.test(last) && !INVISIBLE.test(last)) break;
    kept = kept.slice(0, -last.length);
  }
  return kept;
}

/** @param {string} text */
function lastCharacter(text) {
  const isPair = /[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(-2));
  return text.slice(isPair ? -2 : -1);
}

/**
 * @param {string} text
 * @param {string} character
 */
function count(text, character) {
  return text.split(character).length - 1;
}

/** @param {string} character */
function isInWord(character) {
  return IN_WORD.test(character) && !WITHOUT_SPACES.test(character);
}
