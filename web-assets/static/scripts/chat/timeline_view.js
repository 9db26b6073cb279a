// @ts-check
// Draws the rows of a timeline and keeps the reader's place in it.

import { arrange, element } from '../ui/dom.js';
import { MessageNode } from './message_node.js';
import { dayName, fullTime } from '../ui/times.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../state/timeline.js').Row} Row */

const AT_BOTTOM = 48;
const NEAR_TOP = 600;

export class TimelineView {
  /** @type {Map<string, {node: HTMLElement, message: MessageNode | null, drawn: string}>} */ #drawn = new Map();
  /** By how much the reader's place is off, since browsers scroll by whole pixels: else it would drift with each message. */
  #off = 0;

  /**
   * @param {object} to
   * @param {HTMLElement} to.frame scrolls
   * @param {HTMLElement} to.list gets the rows
   * @param {string} to.companionName
   * @param {import('./message_node.js').MessageEvents} to.events
   * @param {() => void} to.onScroll
   */
  constructor({ frame, list, companionName, events, onScroll }) {
    this.frame = frame;
    this.list = list;
    this.companionName = companionName;
    this.events = events;
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
   * @param {boolean} toBottom shows the newest, wherever the reader was
   */
  draw(rows, toBottom) {
    const keep = toBottom || this.isAtBottom ? null : this.#anchor();
    const keys = new Set(rows.map((row) => row.key));
    for (const key of [...this.#drawn.keys()]) if (!keys.has(key)) this.#drawn.delete(key);
    arrange(this.list, rows.map((row) => this.#node(row)));
    if (keep) this.#restore(keep);
    else this.toBottom();
  }

  /** @param {{node: Element, top: number}} anchor where it was */
  #restore({ node, top }) {
    const wanted = top - this.#off;
    const moved = node.getBoundingClientRect().top - wanted;
    if (Math.abs(moved) >= 1) this.frame.scrollTop += moved;
    this.#off = node.getBoundingClientRect().top - wanted;
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
    const drawn = row.kind === 'day' ? dayName(new Date(row.at)) : JSON.stringify([row, this.companionName]);
    const known = this.#drawn.get(row.key);
    if (known?.drawn === drawn) return known.node;
    const message = row.kind === 'message' ? (known?.message ?? new MessageNode(this.events)) : null;
    if (row.kind === 'message') message?.draw(row, row.mine ? texts.you : this.companionName);
    const node = message?.element ?? divider(row);
    this.#drawn.set(row.key, { node, message, drawn });
    return node;
  }
}

/** @param {Row} row */
function divider(row) {
  if (row.kind !== 'day') return element('li', { class: 'divider divider-new' }, texts.newMessages);
  const date = new Date(row.at);
  return element('li', { class: 'divider' }, element('time', { datetime: row.at, title: fullTime(date) }, dayName(date)));
}
