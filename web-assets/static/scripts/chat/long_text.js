// @ts-check
// Which messages are folded: those that would fill a screen.

/** Some more than are shown of a folded message (chat.css), so that what is hidden is worth a button. */
const MAX_LINES = 24;

/** How many characters a line has, about: bubbles are at most so wide, and narrower where one pane is shown. */
const WIDE_COLUMNS = 60;
const NARROW_COLUMNS = 36;
const isNarrow = typeof matchMedia === 'undefined' ? null : matchMedia('(max-width: 40rem)');

/**
 * @param {string} text
 * @param {number} [columns]
 * @returns {boolean} whether it has many lines, as far as one can tell without drawing it
 */
export function isLong(text, columns = isNarrow?.matches ? NARROW_COLUMNS : WIDE_COLUMNS) {
  // Most texts are short.
  if (text.length < MAX_LINES) return false;
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
  return lines > MAX_LINES;
}
