// @ts-check
// The beginning of a text.

/** As long as the server's excerpts in the list of chats. */
const MAX_CHARS = 200;

/**
 * @param {string} text
 * @param {number} [maxChars] in Unicode scalar values
 */
export function excerpt(text, maxChars = MAX_CHARS) {
  // A character has at most two units: the cut spares splitting a long text.
  const chars = [...text.slice(0, 2 * maxChars)];
  return chars.length > maxChars ? chars.slice(0, maxChars).join('') : text.slice(0, 2 * maxChars);
}
