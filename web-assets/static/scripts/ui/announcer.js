// @ts-check
// Speaks new messages to users of screen readers, politely. The list of messages itself stays silent, because it also
// changes when older messages load and read marks move.

import { element } from './dom.js';
import { excerpt } from './excerpt.js';

const MAX_CHARS = 400;
const REMOVED_AFTER_MS = 10_000;

export class Announcer {
  constructor() {
    this.log = element('div', { class: 'visually-hidden', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions' });
    document.body.append(this.log);
  }

  /** @param {string} text */
  announce(text) {
    const line = element('p', {}, excerpt(text, MAX_CHARS));
    this.log.append(line);
    setTimeout(() => line.remove(), REMOVED_AFTER_MS);
  }
}
