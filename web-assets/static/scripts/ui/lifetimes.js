// @ts-check
// Words for messages that disappear. The server uses the same (`crates/simple_chats_server/src/views/chat/lifetime_line.rs`);
// `tests/cases/lifetimes.json` tests both.

import { texts } from './texts.js';

/** @typedef {{action: string, lifetime: {seconds: number | null, proposed: {seconds: number} | null}}} LifetimeChange */

/** The units in which a lifetime is named: the longest one that fits. @type {[number, string][]} */
const UNITS = [[604_800, 'week'], [86_400, 'day'], [3_600, 'hour'], [60, 'minute'], [1, 'second']];

/** @param {number} seconds */
export function duration(seconds) {
  const [length, name] = UNITS.find(([unit]) => seconds % unit === 0) ?? [1, 'second'];
  return counted(seconds / length, name);
}

/** @param {LifetimeChange} change @returns {string} what its user has done */
export function lifetimeText({ action, lifetime: { seconds, proposed } }) {
  if (action === 'proposed' && proposed) return texts.lifetime.proposed(duration(proposed.seconds));
  if (action === 'withdrawn') return texts.lifetime.withdrawn;
  if (action === 'declined') return texts.lifetime.declined;
  return seconds === null ? texts.lifetime.off : texts.lifetime.set(duration(seconds));
}

/**
 * When a message disappears, in words.
 * @param {Date} date
 * @param {Date} [now]
 */
export function timeLeft(date, now = new Date()) {
  const seconds = Math.max(0, (date.getTime() - now.getTime()) / 1_000);
  const [length, name] = UNITS.slice(1, 4).find(([unit]) => seconds >= unit) ?? [60, 'minute'];
  return texts.disappearsIn(counted(Math.max(1, Math.floor(seconds / length)), name));
}

/** @param {number} count @param {string} name */
function counted(count, name) {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
