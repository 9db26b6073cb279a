// @ts-check
// What can be sent: the server's rules for a text, known before it is asked.

/** In Unicode scalar values, as the server counts. */
export const LONGEST = 4_000;

/** From here on the composer counts. */
export const COUNT_FROM = 3_800;

/**
 * @param {string} typed
 * @returns {string} as it goes out: line breaks are one character, control characters are none, and nothing blank stands at its
 * ends; empty where there is nothing to read in it
 */
export function clean(typed) {
  const text = typed.replace(/\r\n?/gu, '\n').replace(/[^\P{Cc}\n\t]/gu, '').replace(/^\n+|\s+$/gu, '');
  return /^[\s\p{Cf}\p{Z}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]*$/u.test(text) ? '' : text;
}

/** @param {string} text */
export function lengthOf(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
