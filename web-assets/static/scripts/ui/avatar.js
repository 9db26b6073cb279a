// @ts-check
// An avatar: the initials of a user on one of eight hues, as the server draws it.

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
 * @returns {string} the first letters of the first and the last word
 */
export function initials(name) {
  const words = name.trim().split(/\s+/u);
  const last = words.length > 1 ? words.at(-1) : '';
  return [words[0] ?? '', last ?? ''].map((word) => [...word][0] ?? '').join('').toUpperCase();
}
