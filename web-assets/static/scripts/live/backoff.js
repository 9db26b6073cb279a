// @ts-check
// How long to wait before the next attempt to connect.

import { MAX_RECONNECT_DELAY_MS, MAX_VISIBLE_RECONNECT_DELAY_MS, MIN_RECONNECT_DELAY_MS } from './protocol.js';

/**
 * A delay in milliseconds that doubles with each failed attempt. Its second half is random, so that the clients of a
 * restarted server don't all return at once.
 * @param {number} failures consecutive failed attempts, from 0
 * @param {boolean} isVisible whether the user sees the page
 * @param {() => number} [random]
 * @returns {number}
 */
export function reconnectDelay(failures, isVisible, random = Math.random) {
  const longest = isVisible ? MAX_VISIBLE_RECONNECT_DELAY_MS : MAX_RECONNECT_DELAY_MS;
  const full = Math.min(longest, MIN_RECONNECT_DELAY_MS * 2 ** Math.min(failures, 16));
  return Math.max(MIN_RECONNECT_DELAY_MS, Math.round(full * (0.5 + random() / 2)));
}
