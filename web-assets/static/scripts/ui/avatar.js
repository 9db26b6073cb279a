// @ts-check
// An avatar: the initials of a user on one of eight hues, as the server draws it.

import { graphemes } from './graphemes.js';

const HUES = 8;

/**
 * @param {Element} avatar
 * @param {{user_id: number, name: string}} user
 * @param {boolean} isOnline
 */
export function drawAvatar(avatar, user, isOnline) {
  avatar.textContent = initials(user.name);
  avatar.setAttribute('class', `${avatar.className.replace(/\s*\b(?:hue-\d+|avatar-online)\b/gu, '')} hue-${hue(user.user_id)}`);
  avatar.classList.toggle('avatar-online', isOnline);
}

/** @param {number} userId */
export function hue(userId) {
  return userId % HUES;
}

/**
 * @param {string} name
 * @returns {string} the first letters, digits, or emoji of the first and the last word that have one
 */
export function initials(name) {
  const letters = name.trim().split(/\s+/u).map(firstLetter).filter((letter) => letter !== '');
  return [letters[0] ?? '', letters.length > 1 ? letters.at(-1) : ''].join('').toUpperCase();
}

/** @param {string} word */
function firstLetter(word) {
  for (const grapheme of graphemes(word)) if (/[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(grapheme)) return grapheme;
  return '';
}
