// @ts-check
// A sentence above the composer that goes away by itself: why something that was asked for is not done.

import { find } from '../ui/dom.js';

const STAYS = 6_000;

export class ChatNote {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  /** @param {string} text */
  say(text) {
    const place = find(this.root, '[data-chat-note]', HTMLElement);
    if (!place) return;
    place.textContent = text;
    place.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (place.hidden = true), STAYS);
  }
}
