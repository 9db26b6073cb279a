// @ts-check
// The account's own menu: under which name the reader is known to others.

import { find, initials } from '../ui/dom.js';

/** @param {import('../live/types.js').Companion} user the reader, under another name */
export function showOwnName({ name, username }) {
  const menu = find(document, '[data-account]', HTMLElement);
  if (!menu) return;
  const put = (/** @type {string} */ selector, /** @type {string} */ text) => {
    const place = find(menu, selector, HTMLElement);
    if (place) place.textContent = text;
  };
  put('.avatar', initials(name));
  put('.menu-head strong', name);
  put('.menu-head span', `@${username}`);
  if (menu.title) menu.title = name;
}
