// @ts-check
// The account menu, which shows the user's own name.

import { initials } from '../ui/avatar.js';
import { find } from '../ui/dom.js';

/** @param {import('../live/types.js').Companion} user with another name */
export function showOwnName({ name, username }) {
  const menu = find(document, '[data-account]', HTMLElement);
  if (!menu) return;
  const setText = (/** @type {string} */ selector, /** @type {string} */ text) => {
    const found = find(menu, selector, HTMLElement);
    if (found) found.textContent = text;
  };
  setText('.avatar', initials(name));
  setText('.menu-head strong', name);
  setText('.menu-head span', `@${username}`);
  if (menu.title) menu.title = name;
}
