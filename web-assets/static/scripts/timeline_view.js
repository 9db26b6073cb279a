// @ts-check
// Draws the rows of a timeline and keeps the reader's place in it.

import { element, hiddenText, icon } from './dom.js';
import { isEmojiOnly, parts } from './links.js';
import { clock, dayName, fullTime } from './times.js';
import { words } from './words.js';

/** @typedef {import('./timeline.js').Row} Row */
/** @typedef {Row & {kind: 'message'}} MessageRow */

const AT_BOTTOM = 48;
const NEAR_TOP = 600;
const ANNOUNCE_AFTER = 400;

/** @type {Record<MessageRow['state'], {icon: string, word: string} | null>} */
const STATES = {
  received: null,
  sent: { icon: 'check', word: words.sent },
  seen: { icon: 'check-double', word: words.seen },
  sending: { icon: 'clock', word: words.sending },
  waiting: { icon: 'clock', word: words.waiting },
  failed: { icon: 'alert', word: words.notSent },
};

export class TimelineView {
  /** @type {Map<string, {node: HTMLElement, drawn: string}>} */ #drawn = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #quietTimer;
  #companionName;

  /**
   * @param {object} to
   * @param {HTMLElement} to.frame scrolls, and is the live log
   * @param {HTMLElement} to.list gets the rows
   * @param {string} to.companionName
   * @param {(row: MessageRow, button: HTMLElement) => void} to.onMenu
   * @param {(clientId: string) => void} to.onRetry
   * @param {(clientId: string) => void} to.onDiscard
   * @param {() => void} to.onScroll
   */
  constructor({ frame, list, companionName, onMenu, onRetry, onDiscard, onScroll }) {
    this.frame = frame;
    this.list = list;
    this.#companionName = companionName;
    this.onMenu = onMenu;
    this.onRetry = onRetry;
    this.onDiscard = onDiscard;
    frame.addEventListener('scroll', onScroll, { passive: true });
  }

  /** The frame lies upside down: 0 is the bottom, and above it is negative. */
  get isAtBottom() {
    return -this.frame.scrollTop < AT_BOTTOM;
  }

  get isNearTop() {
    return this.frame.scrollHeight - this.frame.clientHeight + this.frame.scrollTop < NEAR_TOP;
  }

  toBottom() {
    this.frame.scrollTop = 0;
  }

  /**
   * @param {Row[]} rows
   * @param {object} how
   * @param {boolean} how.announce whether a reader of screens speaks what is new: not for a first drawing or older messages
   * @param {boolean} [how.toBottom] shows the newest, wherever the reader was
   */
  draw(rows, { announce, toBottom = false }) {
    if (!announce) this.#beQuiet();
    const keep = toBottom || this.isAtBottom ? null : this.#anchor();
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, { node }] of this.#drawn) {
      if (keys.has(key)) continue;
      node.remove();
      this.#drawn.delete(key);
    }
    rows.forEach((row, index) => this.#place(this.#node(row), index));
    while (this.list.children.length > rows.length) this.list.lastElementChild?.remove();
    if (keep) this.frame.scrollTop += keep.node.getBoundingClientRect().top - keep.top;
    else this.toBottom();
  }

  /** @param {string} name */
  rename(name) {
    this.#companionName = name;
  }

  /** The lowest message whose top is in view: it stays where it is. */
  #anchor() {
    const { bottom } = this.frame.getBoundingClientRect();
    for (const node of [...this.list.querySelectorAll('[data-message-id]')].reverse()) {
      const { top } = node.getBoundingClientRect();
      if (top < bottom) return { node, top };
    }
    return null;
  }

  /** @param {Row} row */
  #node(row) {
    const drawn = JSON.stringify(row);
    const known = this.#drawn.get(row.key);
    if (known?.drawn === drawn) return known.node;
    const node = row.kind === 'message' ? this.#message(row) : divider(row);
    known?.node.replaceWith(node);
    this.#drawn.set(row.key, { node, drawn });
    return node;
  }

  /**
   * @param {HTMLElement} node
   * @param {number} index
   */
  #place(node, index) {
    const there = this.list.children[index];
    if (there !== node) this.list.insertBefore(node, there ?? null);
  }

  /** @param {MessageRow} row */
  #message(row) {
    const classes = ['message', row.mine && 'message-mine', row.first && 'message-first', row.last && 'message-last',
      isEmojiOnly(row.text) && 'message-large', row.state === 'failed' && 'message-failed'];
    const node = element('li', { class: classes.filter(Boolean).join(' '), id: row.id === null ? null : `message-${row.id}`, 'data-message-id': row.id ?? row.clientId });
    node.append(this.#bubble(row));
    if (row.mine && row.id !== null) node.append(this.#more(row));
    if (row.state === 'failed') node.append(this.#failure(row));
    return node;
  }

  /** @param {MessageRow} row */
  #bubble(row) {
    const text = element('span', { class: 'bubble-text' }, ...parts(row.text).map((part) =>
      part.href ? element('a', { href: part.href, rel: 'noopener nofollow', target: '_blank' }, part.text) : part.text));
    const date = new Date(row.at);
    const state = STATES[row.state];
    const meta = element('span', { class: 'bubble-meta' },
      row.edited ? element('span', {}, words.edited) : null,
      element('time', { datetime: row.at, title: fullTime(date) }, clock(date)),
      state && hiddenText(state.word), state && icon(state.icon, 'tick'));
    return element('div', { class: 'bubble' }, hiddenText(`${row.mine ? words.you : this.#companionName}: `), text, ' ', meta);
  }

  /** @param {MessageRow} row */
  #more(row) {
    const button = element('button', { type: 'button', class: 'message-more', 'aria-label': words.messageMenu, 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, icon('more'));
    button.addEventListener('click', () => this.onMenu(row, button));
    return button;
  }

  /** @param {MessageRow} row */
  #failure(row) {
    const clientId = row.clientId ?? '';
    const retry = element('button', { type: 'button', class: 'button button-quiet' }, icon('retry'), words.retry);
    const discard = element('button', { type: 'button', class: 'button button-danger-quiet' }, icon('trash'), words.discard);
    retry.addEventListener('click', () => this.onRetry(clientId));
    discard.addEventListener('click', () => this.onDiscard(clientId));
    return element('div', { class: 'message-failure' }, element('span', {}, row.failure ?? words.notSent), retry, discard);
  }

  #beQuiet() {
    clearTimeout(this.#quietTimer);
    this.frame.setAttribute('aria-live', 'off');
    this.#quietTimer = setTimeout(() => this.frame.setAttribute('aria-live', 'polite'), ANNOUNCE_AFTER);
  }
}

/** @param {Row & {kind: 'day' | 'new'}} row */
function divider(row) {
  if (row.kind === 'new') return element('li', { class: 'divider divider-new' }, words.newMessages);
  const date = new Date(row.at);
  return element('li', { class: 'divider' }, element('time', { datetime: row.at, title: fullTime(date) }, dayName(date)));
}
