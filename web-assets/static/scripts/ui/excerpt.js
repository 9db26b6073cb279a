// @ts-check
// The beginning of a text.

import { graphemes } from './graphemes.js';

/** As long as the server's excerpts in the list of chats. */
const MAX_CHARS = 200;

/**
 * @param {string} text
 * @param {number} [maxChars] in Unicode scalar values; no character that a reader sees is cut
 */
export function excerpt(text, maxChars = MAX_CHARS) {
  // A character has at most two units: most texts need no segmentation.
  if (text.length <= maxChars) return text;
  let [kept, count] = ['', 0];
  for (const grapheme of graphemes(text.slice(0, 2 * maxChars))) {
    count += [...grapheme].length;
    if (count > maxChars) break;
    kept += grapheme;
  }
  // A single one may be longer than the limit.
  return kept === '' ? [...text.slice(0, 2 * maxChars)].slice(0, maxChars).join('') : kept;
}
