// @ts-check
// Speaks to readers of screens, politely and only what is new: the list of messages itself is quiet, since it also
// changes when older ones are loaded and marks move.

import { element } from './dom.js';

const LONGEST = 400;
const FORGOTTEN = 10_000;

export class Announcer {
  constructor() {
    this.place = element('div', { class: 'visually-hidden', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions' });
    document.body.append(this.place);
  }

  /** @param {string} text */
  say(text) {
    const said = element('p', {}, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
    this.place.append(said);
    setTimeout(() => said.remove(), FORGOTTEN);
  }
}
