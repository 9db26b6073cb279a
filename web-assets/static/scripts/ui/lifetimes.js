// @ts-check
// Words for messages that disappear. The server uses the same (`crates/simple_chats_server/src/views/chat/lifetime_line.rs`);
// `tests/cases/lifetimes.json` tests both.

import { texts } from './texts.js';
import { markup, t } from './translations.js';

/** @typedef {{action: string, lifetime: {seconds: number | null, proposed: {seconds: number} | null}}} LifetimeChange */
/** @typedef {[length: number, text: (count: number) => string]} Unit */

/** @type {Unit} */
const DAY = [86_400, (count) => t('duration-days', { count })];
/** @type {Unit} */
const HOUR = [3_600, (count) => t('duration-hours', { count })];
/** @type {Unit} */
const MINUTE = [60, (count) => t('duration-minutes', { count })];
/** @type {Unit} */
const SECOND = [1, (count) => t('duration-seconds', { count })];
/** @type {Unit} */
const WEEK = [604_800, (count) => t('duration-weeks', { count })];

/** @param {number} seconds @returns {string} in the longest unit that fits */
export function duration(seconds) {
  const [length, text] = [WEEK, DAY, HOUR, MINUTE].find(([unit]) => seconds % unit === 0) ?? SECOND;
  return text(seconds / length);
}

/**
 * What a user has done.
 * @param {LifetimeChange} change
 * @param {string | null} name of the companion, null if it was the user of this page
 * @returns {string} HTML
 */
export function lifetimeLine({ action, lifetime: { seconds, proposed } }, name) {
  if (action === 'proposed' && proposed) {
    const lifetime = duration(proposed.seconds);
    return name === null ? markup('lifetime-line-you-proposed', { lifetime }) : markup('lifetime-line-proposed', { name, lifetime });
  }
  if (action === 'withdrawn') return name === null ? markup('lifetime-line-you-withdrew') : markup('lifetime-line-withdrew', { name });
  if (action === 'declined') return name === null ? markup('lifetime-line-you-declined') : markup('lifetime-line-declined', { name });
  if (seconds === null) return name === null ? markup('lifetime-line-you-turned-off') : markup('lifetime-line-turned-off', { name });
  const lifetime = duration(seconds);
  return name === null ? markup('lifetime-line-you-set', { lifetime }) : markup('lifetime-line-set', { name, lifetime });
}

/**
 * When a message disappears, in words.
 * @param {Date} date
 * @param {Date} [now]
 */
export function timeLeft(date, now = new Date()) {
  const seconds = Math.max(0, (date.getTime() - now.getTime()) / 1_000);
  const [length, text] = [DAY, HOUR, MINUTE].find(([unit]) => seconds >= unit) ?? MINUTE;
  return texts.disappearsIn(text(Math.max(1, Math.floor(seconds / length))));
}
