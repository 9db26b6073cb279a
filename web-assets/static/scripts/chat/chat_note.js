// @ts-check
// A sentence above the composer that explains why a request failed, and disappears by itself.

import { find } from '../ui/dom.js';

const SHOWN_MS = 6_000;

export class ChatNote {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  /** @param {string} text */
  show(text) {
    const note = find(this.root, '[data-chat-note]', HTMLElement);
    if (!note) return;
    note.textContent = text;
    note.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (note.hidden = true), SHOWN_MS);
  }
}
