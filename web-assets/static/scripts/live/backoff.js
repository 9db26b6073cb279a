// @ts-check
// How long to wait before the next try to connect.

const FIRST = 500;
const LONGEST = 30_000;
const LONGEST_WHILE_VISIBLE = 5_000;

/**
 * A random wait around a time that doubles with each failed try, in milliseconds. It is random so that
 * the clients of a restarted server don't all come at once.
 * @param {number} failures tries that failed in a row, from 0
 * @param {boolean} visible whether somebody looks at the page
 * @param {() => number} [random]
 * @returns {number}
 */
export function reconnectDelay(failures, visible, random = Math.random) {
  const longest = visible ? LONGEST_WHILE_VISIBLE : LONGEST;
  const full = Math.min(longest, FIRST * 2 ** Math.min(failures, 16));
  return Math.max(FIRST, Math.round(full * (0.5 + random() / 2)));
}
