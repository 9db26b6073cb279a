// @ts-check
// The server's rules for a text, applied before the request.

import { MAX_TEXT_CHARS } from '../live/protocol.js';

/** The composer shows the number of characters left when there are at most so many. */
export const COUNT_WHEN_LEFT = 200;

/**
 * @param {string} typed
 * @returns {string} the text to send: line breaks become one character, control characters are removed, blank ends are
 * trimmed; empty if nothing in it is visible
 */
export function clean(typed) {
  const text = wellFormed(typed).replace(/\r\n?/gu, '\n').replace(/[^\P{Cc}\n\t]/gu, '').replace(/^\n+|\s+$/gu, '');
  return /^[\s\p{Cf}\p{Z}\p{Variation_Selector}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]*$/u.test(text) ? '' : text;
}

/** Half of a surrogate pair, as a script of another program may leave it, is no character. @param {string} text */
export function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** @param {string} text @returns {number} in Unicode scalar values, as the server counts */
export function lengthOf(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** @param {string} text @returns {number} negative if the text is too long */
export function charactersLeft(text) {
  return MAX_TEXT_CHARS - lengthOf(text);
}
