// @ts-check
// Draws the rows of a timeline and keeps the user's scroll position.

import { arrange } from '../ui/dom.js';
import { cloneTemplate, partOf } from '../ui/templates.js';
import { texts } from '../ui/texts.js';
import { dayName, drawTime } from '../ui/times.js';
import { MessageNode } from './message_node.js';

/** @typedef {import('../state/timeline.js').Row} Row */

const BOTTOM_TOLERANCE_PX = 48;
const LOAD_OLDER_WITHIN_PX = 600;

export class TimelineView {
  /** @type {Map<string, {node: HTMLElement, message: MessageNode | null, drawn: string}>} */ #drawn = new Map();
  /** Browsers scroll by whole pixels. Without this remainder, the position would drift with each message. */
  #scrollError = 0;
  #mustShowNewest = false;

  /**
   * @param {object} options
   * @param {HTMLElement} options.frame scrolls
   * @param {HTMLElement} options.list holds the rows
   * @param {import('./message_node.js').MessageEvents} options.events
   * @param {() => void} options.onScroll
   */
  constructor({ frame, list, events, onScroll }) {
    this.frame = frame;
    this.list = list;
    this.events = events;
    frame.addEventListener('scroll', onScroll, { passive: true });
  }

  /** The frame is upside down: its scroll position is 0 at the bottom and negative above. */
  get isAtBottom() {
    return -this.frame.scrollTop < BOTTOM_TOLERANCE_PX;
  }

  get isNearTop() {
    return this.frame.scrollHeight - this.frame.clientHeight + this.frame.scrollTop < LOAD_OLDER_WITHIN_PX;
  }

  scrollToBottom() {
    this.frame.scrollTop = 0;
  }

  /** With the next drawing, shows the newest message, whatever the user looks at. */
  showNewest() {
    this.#mustShowNewest = true;
  }

  /**
   * @param {Row[]} rows
   * @param {string} companionName
   */
  draw(rows, companionName) {
    const anchor = this.#mustShowNewest || this.isAtBottom ? null : this.#findAnchor();
    this.#mustShowNewest = false;
    const keys = new Set(rows.map((row) => row.key));
    for (const key of [...this.#drawn.keys()]) if (!keys.has(key)) this.#drawn.delete(key);
    arrange(this.list, rows.map((row) => this.#node(row, companionName)));
    if (anchor) this.#restore(anchor);
    else this.scrollToBottom();
  }

  /** @returns the lowest message whose top is in view */
  #findAnchor() {
    const { bottom } = this.frame.getBoundingClientRect();
    for (const node of [...this.list.querySelectorAll('.message')].reverse()) {
      const { top } = node.getBoundingClientRect();
      if (top < bottom) return { node, top };
    }
    return null;
  }

  /** @param {{node: Element, top: number}} anchor with its position before the drawing */
  #restore({ node, top }) {
    const wanted = top - this.#scrollError;
    const shift = node.getBoundingClientRect().top - wanted;
    if (Math.abs(shift) >= 1) this.frame.scrollTop += shift;
    this.#scrollError = node.getBoundingClientRect().top - wanted;
  }

  /**
   * @param {Row} row
   * @param {string} companionName
   */
  #node(row, companionName) {
    // The name of a day changes at midnight.
    const drawn = row.kind === 'day' ? dayName(new Date(row.writtenAt)) : JSON.stringify([row, companionName]);
    const known = this.#drawn.get(row.key);
    if (known?.drawn === drawn) return known.node;
    const message = row.kind === 'message' ? (known?.message ?? new MessageNode(this.events)) : null;
    if (row.kind === 'message') message?.draw(row, row.isOwn ? texts.you : companionName);
    const node = message?.element ?? divider(row);
    this.#drawn.set(row.key, { node, message, drawn });
    return node;
  }
}

/** @param {Row} row */
function divider(row) {
  if (row.kind !== 'day') return cloneTemplate('new-divider');
  const node = cloneTemplate('day-divider');
  drawTime(partOf(node, 'time'), row.writtenAt);
  return node;
}
