// @ts-check
// Times in the user's time zone and form of English.

import { texts } from './texts.js';

const locale = (typeof navigator === 'object' ? navigator.languages : []).find((tag) => /^en\b/i.test(tag)) ?? 'en-GB';

const clockFormat = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const weekdayFormat = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const dayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayYearFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const longDayFormat = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const longDayYearFormat = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** @param {Date} date */
export function clock(date) {
  return clockFormat.format(date);
}

/**
 * Short, for a list: the clock today, the weekday within a week, else the date.
 * @param {Date} date
 * @param {Date} [now]
 */
export function listTime(date, now = new Date()) {
  const days = daysBetween(date, now);
  if (days === 0) return clock(date);
  if (days > 0 && days < 7) return weekdayFormat.format(date);
  return (date.getFullYear() === now.getFullYear() ? dayFormat : dayYearFormat).format(date);
}

/**
 * The name of a day, for a divider.
 * @param {Date} date
 * @param {Date} [now]
 */
export function dayName(date, now = new Date()) {
  const days = daysBetween(date, now);
  if (days === 0) return texts.today;
  if (days === 1) return texts.yesterday;
  return (date.getFullYear() === now.getFullYear() ? longDayFormat : longDayYearFormat).format(date);
}

/** @param {Date} date */
export function fullTime(date) {
  return `${longDayYearFormat.format(date)}, ${clock(date)}`;
}

/**
 * When a user was last online, in words.
 * @param {Date} date
 * @param {Date} [now]
 */
export function lastSeen(date, now = new Date()) {
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
  if (minutes < 1) return texts.lastSeen.justNow;
  if (minutes < 60) return texts.lastSeen.minutes(minutes);
  const days = daysBetween(date, now);
  if (days === 0) return texts.lastSeen.today(clock(date));
  if (days === 1) return texts.lastSeen.yesterday(clock(date));
  return texts.lastSeen.on((date.getFullYear() === now.getFullYear() ? dayFormat : dayYearFormat).format(date));
}

/**
 * Rewrites the times of a page, which come from the server in UTC.
 * @param {ParentNode} root
 */
export function localizeTimes(root) {
  for (const time of root.querySelectorAll('time')) localizeTime(time);
}

/**
 * Shows another time in an element.
 * @param {Element} time a `<time>`
 * @param {string} at RFC 3339
 */
export function drawTime(time, at) {
  time.setAttribute('datetime', at);
  localizeTime(/** @type {HTMLTimeElement} */ (time));
}

/** @param {HTMLTimeElement} time */
function localizeTime(time) {
  const date = new Date(time.dateTime);
  if (Number.isNaN(date.getTime())) return;
  const format = FORMATS[time.dataset['time'] ?? (time.closest('.row') ? 'list' : '')] ?? clock;
  time.textContent = format(date);
  time.title = fullTime(date);
}

/** By `data-time`, or `list` in the row of a list; the others show the clock. @type {Record<string, (date: Date) => string>} */
const FORMATS = { list: listTime, day: dayName, date: (date) => dayYearFormat.format(date), full: fullTime };

/**
 * @param {Date} earlier
 * @param {Date} later
 * @returns {number} midnights between the two
 */
function daysBetween(earlier, later) {
  const from = Date.UTC(earlier.getFullYear(), earlier.getMonth(), earlier.getDate());
  const to = Date.UTC(later.getFullYear(), later.getMonth(), later.getDate());
  return Math.round((to - from) / 86_400_000);
}

/**
 * A duration, as players show it: 0:07, 12:30, 1:02:03.
 * @param {number} seconds
 */
export function playingTime(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
