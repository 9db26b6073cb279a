// @ts-check
// Times in the user's time zone, and in the form that the user's region gives to the language of the page.

import { texts } from './texts.js';
import { pageLanguage } from './translations.js';

/** @typedef {ReturnType<typeof formatsOf>} Formats */

/** @type {{language: string, formats: Formats} | null} */
let known = null;

/** @returns {Formats} in the language of the page */
function formats() {
  const language = pageLanguage();
  if (known?.language !== language) known = { language, formats: formatsOf(localeOf(language)) };
  return known.formats;
}

/** @param {Intl.Locale} locale */
function formatsOf(locale) {
  return {
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
    weekday: new Intl.DateTimeFormat(locale, { weekday: 'short' }),
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    dayYear: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
    longDay: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    longDayYear: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  };
}

/**
 * A language as the user's region writes it, such as with a clock of 12 hours; with the calendar and the digits of the server.
 * @param {string} language
 */
function localeOf(language) {
  const tags = typeof navigator === 'object' ? navigator.languages : [];
  const tag = tags.find((one) => isSameLanguage(one, language)) ?? (language === 'en' ? 'en-GB' : language);
  return new Intl.Locale(tag, { calendar: 'gregory', numberingSystem: 'latn' });
}

/** @param {string} tag @param {string} language */
function isSameLanguage(tag, language) {
  try {
    const [one, other] = [new Intl.Locale(tag).maximize(), new Intl.Locale(language).maximize()];
    return one.language === other.language && one.script === other.script;
  } catch {
    // Some browsers name languages that there aren't.
    return false;
  }
}

/** @param {Date} date */
export function clock(date) {
  return formats().clock.format(date);
}

/**
 * Short, for a list: the clock today, the weekday within a week, else the date.
 * @param {Date} date
 * @param {Date} [now]
 */
export function listTime(date, now = new Date()) {
  const days = daysBetween(date, now);
  if (days === 0) return clock(date);
  if (days > 0 && days < 7) return formats().weekday.format(date);
  return dateText(date, now);
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
  const { longDay, longDayYear } = formats();
  return (date.getFullYear() === now.getFullYear() ? longDay : longDayYear).format(date);
}

/** @param {Date} date */
export function fullTime(date) {
  return `${formats().longDayYear.format(date)}, ${clock(date)}`;
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
  return texts.lastSeen.on(dateText(date, now));
}

/** Without the year if it is this one. @param {Date} date @param {Date} now */
function dateText(date, now) {
  const { day, dayYear } = formats();
  return (date.getFullYear() === now.getFullYear() ? day : dayYear).format(date);
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
const FORMATS = { list: listTime, day: dayName, date: (date) => formats().dayYear.format(date), full: fullTime };

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
