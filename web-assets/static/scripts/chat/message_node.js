// @ts-check
// One message on the page. Its element stays the same while the message changes, so that the focus, a selection and
// an open menu survive a tick that turns.

import { element, hiddenText, icon } from '../ui/dom.js';
import { isEmojiOnly, parts } from '../ui/links.js';
import { clock, fullTime } from '../ui/times.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../state/timeline.js').Row & {kind: 'message'}} MessageRow */

/**
 * @typedef {object} MessageEvents
 * @property {(messageId: number, button: HTMLElement) => void} onMenu
 * @property {(clientId: string) => void} onRetry
 * @property {(clientId: string) => void} onDiscard
 */

/** @type {Record<MessageRow['state'], {icon: string, word: string} | null>} */
const STATES = {
  received: null,
  sent: { icon: 'check', word: texts.sent },
  seen: { icon: 'check-double', word: texts.seen },
  sending: { icon: 'clock', word: texts.sending },
  waiting: { icon: 'clock', word: texts.waiting },
  failed: { icon: 'alert', word: texts.notSent },
};

export class MessageNode {
  #text = element('span', { class: 'bubble-text' });
  #meta = element('span', { class: 'bubble-meta' });
  #author = hiddenText('');
  /** @type {HTMLElement | null} */ #more = null;
  /** @type {HTMLElement | null} */ #failure = null;
  /** @type {string | null} */ #drawnText = null;
  element = element('li', {}, element('div', { class: 'bubble' }, this.#author, this.#text, ' ', this.#meta));

  /** @param {MessageEvents} events */
  constructor(events) {
    this.events = events;
  }

  /**
   * @param {MessageRow} row
   * @param {string} author
   */
  draw(row, author) {
    const classes = ['message', row.mine && 'message-mine', row.first && 'message-first', row.last && 'message-last',
      isEmojiOnly(row.text) && 'message-large', row.state === 'failed' && 'message-failed'];
    this.element.className = classes.filter(Boolean).join(' ');
    this.element.dataset['messageId'] = String(row.id ?? row.clientId);
    if (row.id !== null) this.element.id = `message-${row.id}`;
    this.#author.textContent = `${author}: `;
    this.#drawText(row.text);
    this.#drawMeta(row);
    this.#drawMore(row);
    this.#drawFailure(row);
  }

  /** @param {string} text */
  #drawText(text) {
    if (text === this.#drawnText) return;
    this.#drawnText = text;
    this.#text.replaceChildren(...parts(text).map((part) =>
      part.href ? element('a', { href: part.href, rel: 'noopener nofollow', target: '_blank' }, part.text) : part.text));
  }

  /** @param {MessageRow} row */
  #drawMeta(row) {
    const date = new Date(row.at);
    const state = STATES[row.state];
    const edited = row.edited ? [element('span', {}, texts.edited)] : [];
    const tick = state ? [hiddenText(state.word), icon(state.icon, `tick${row.state === 'seen' ? ' tick-seen' : ''}`)] : [];
    this.#meta.replaceChildren(...edited, element('time', { datetime: row.at, title: fullTime(date) }, clock(date)), ...tick);
    this.#meta.title = state ? state.word : '';
  }

  /** @param {MessageRow} row */
  #drawMore({ mine, id }) {
    if (this.#more || !mine || id === null) return;
    const button = element('button', { type: 'button', class: 'message-more', 'aria-label': texts.messageMenu, 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, icon('more'));
    button.addEventListener('click', () => this.events.onMenu(id, button));
    button.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      this.events.onMenu(id, button);
    });
    this.#more = button;
    this.element.append(button);
  }

  /** @param {MessageRow} row */
  #drawFailure({ state, clientId, failure }) {
    this.#failure?.remove();
    this.#failure = null;
    if (state !== 'failed' || clientId === null) return;
    const retry = element('button', { type: 'button', class: 'button button-quiet' }, icon('retry'), texts.retry);
    const discard = element('button', { type: 'button', class: 'button button-danger-quiet' }, icon('trash'), texts.discard);
    retry.addEventListener('click', () => this.events.onRetry(clientId));
    discard.addEventListener('click', () => this.events.onDiscard(clientId));
    this.#failure = element('div', { class: 'message-failure' }, element('span', {}, failure ?? texts.notSent), element('span', { class: 'message-failure-ways' }, retry, discard));
    this.element.append(this.#failure);
  }
}
