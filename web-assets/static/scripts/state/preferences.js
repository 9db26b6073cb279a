// @ts-check
// What the user has set for a chat.

/** @typedef {import('../live/types.js').Preferences} Preferences */

/** @type {Readonly<Preferences>} of a chat for which nothing was ever set */
export const NO_PREFERENCES = { version: 0, pinned: false, archived: false, muted_until: null, marked_unread: false, cleared_up_to: 0 };

/**
 * @param {Preferences} preferences
 * @param {number} [now]
 */
export function isMuted({ muted_until: until }, now = Date.now()) {
  return until !== null && (until === 'forever' || Date.parse(until) > now);
}
