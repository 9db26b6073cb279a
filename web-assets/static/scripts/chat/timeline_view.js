// @ts-check
// Draws the rows of a timeline and keeps the user's scroll position.

import { arrange } from '../ui/dom.js';
import { lifetimeLine } from '../ui/lifetimes.js';
import { cloneTemplate, partOf, toNodes } from '../ui/templates.js';
import { texts } from '../ui/texts.js';
import { dayName, drawTime } from '../ui/times.js';
import { MessageNode } from './message_node.js';

/** @typedef {import('../state/timeline.js').Row} Row */
/** @typedef {{messageId: number, offset: number}} Place A message, and how far below the frame's top it is. */
/** @typedef {'newest' | 'first-new' | Place | {messageId: number, offset: null}} Target Without an offset, a link leads there. */

const BOTTOM_TOLERANCE_PX = 48;
const LOAD_WITHIN_PX = 600;
/** Where the first new message, or a message that a link leads to, is put: at this part of the frame's height. */
const TARGET_AT = 1 / 3;
const FOUND_SHOWN_MS = 2_500;

export class TimelineView {
  /** @type {Map<string, {node: HTMLElement, message: MessageNode | null, drawn: string}>} */ #drawn = new Map();
  /** Browsers scroll by whole pixels. Without this remainder, the position would drift with each message. */
  #scrollError = 0;
  /** @type {Target | null} */ #target = null;
  /** Whether the last row drawn is the newest of the chat: only then the view follows what is added. */
  #isComplete = true;

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

  /** Whether the user is at the newest message. The frame is upside down: its scroll position is 0 at the bottom. */
  get isAtNewest() {
    return this.#isComplete && this.#isAtBottom;
  }

  get #isAtBottom() {
    return -this.frame.scrollTop < BOTTOM_TOLERANCE_PX;
  }

  /** The message to which the view goes as soon as it is loaded. */
  get target() {
    return typeof this.#target === 'object' ? this.#target : null;
  }

  /** The view no longer goes to this message. @param {number} messageId */
  forget(messageId) {
    if (this.target?.messageId === messageId) this.#target = null;
  }

  get isNearTop() {
    return this.#above < LOAD_WITHIN_PX;
  }

  get isNearBottom() {
    return -this.frame.scrollTop < LOAD_WITHIN_PX;
  }

  /** Whether more is above the view than below it. */
  get isInLowerHalf() {
    return this.#above > -this.frame.scrollTop;
  }

  get #above() {
    return this.frame.scrollHeight - this.frame.clientHeight + this.frame.scrollTop;
  }

  scrollToBottom() {
    this.frame.scrollTop = 0;
  }

  /** From the next drawing on goes there, as soon as it is loaded, whatever the user looks at. @param {Target | null} target */
  goTo(target) {
    this.#target = target;
  }

  /** @returns {Place | null} where the user is; null at the newest message */
  get place() {
    if (this.isAtNewest) return null;
    const anchor = this.#messagesInView().find(({ node }) => node.id !== '');
    if (!anchor) return null;
    return { messageId: Number(anchor.node.id.replace('message-', '')), offset: anchor.top - this.frame.getBoundingClientRect().top };
  }

  /** @param {number} messageId */
  has(messageId) {
    return this.#nodeOf(messageId) !== null;
  }

  /**
   * The newest message that the user has seen: the whole of it is above the end of the view, or it fills the half of it.
   * @returns {number} 0 if there is none
   */
  get newestSeenId() {
    const { top, bottom, height } = this.frame.getBoundingClientRect();
    const nodes = this.list.querySelectorAll('.message[id]');
    let [from, to] = [0, nodes.length];
    // Rows are ordered by their places, so that few have to be measured.
    while (from < to) {
      const middle = (from + to) >> 1;
      const place = /** @type {Element} */ (nodes[middle]).getBoundingClientRect();
      const isSeen = place.bottom <= bottom + 1 || (place.height > height / 2 && Math.min(bottom, place.bottom) - Math.max(top, place.top) >= height / 2);
      if (isSeen) from = middle + 1;
      else to = middle;
    }
    return from === 0 ? 0 : Number(nodes[from - 1]?.id.replace('message-', ''));
  }

  /**
   * @param {Row[]} rows
   * @param {string} companionName
   * @param {boolean} isComplete whether the last row is the newest of the chat
   * @param {() => void} drawAround draws what stands before and after the rows
   */
  draw(rows, companionName, isComplete, drawAround) {
    const anchors = this.isAtNewest ? [] : this.#messagesInView();
    const keys = new Set(rows.map((row) => row.key));
    for (const key of [...this.#drawn.keys()]) if (!keys.has(key)) this.#drawn.delete(key);
    arrange(this.list, rows.map((row) => this.#node(row, companionName)));
    drawAround();
    this.#isComplete = isComplete;
    // One of those in view may have been deleted.
    const anchor = anchors.find(({ node }) => node.isConnected);
    if (this.#target && this.#reach(this.#target)) this.#target = null;
    else if (anchor) this.#restore(anchor);
    else this.scrollToBottom();
  }

  /** @param {Target} target @returns {boolean} whether it is there */
  #reach(target) {
    if (target === 'newest') {
      this.scrollToBottom();
      return this.#isComplete;
    }
    const { messageId, offset } = target === 'first-new' ? { messageId: null, offset: null } : target;
    const node = messageId === null ? this.#drawn.get('new')?.node : this.#nodeOf(messageId);
    if (!node) return messageId === null;
    const frame = this.frame.getBoundingClientRect();
    this.frame.scrollTop += node.getBoundingClientRect().top - frame.top - (offset ?? frame.height * TARGET_AT);
    if (messageId !== null && offset === null) this.#highlight(node);
    return true;
  }

  /** @param {HTMLElement} node */
  #highlight(node) {
    node.classList.add('message-found');
    setTimeout(() => node.classList.remove('message-found'), FOUND_SHOWN_MS);
  }

  /** @param {number} messageId @returns {HTMLElement | null} */
  #nodeOf(messageId) {
    return this.list.querySelector(`#message-${messageId}`);
  }

  /** @returns the messages in view with the places of their tops, the lowest first; at least one that begins above its end */
  #messagesInView() {
    const { top: start, bottom: end } = this.frame.getBoundingClientRect();
    const found = [];
    for (const node of [...this.list.querySelectorAll('.message')].reverse()) {
      const { top } = node.getBoundingClientRect();
      if (top < end) found.push({ node, top });
      if (top < start) break;
    }
    return found;
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
    if (row.kind === 'message') message?.draw(row, row.isOwn ? texts.you : companionName, companionName);
    const node = message?.element ?? (row.kind === 'line' ? this.#line(row, companionName) : divider(row));
    this.#drawn.set(row.key, { node, message, drawn });
    return node;
  }

  /**
   * @param {import('../state/lifetime_lines.js').LineRow} row
   * @param {string} companionName
   */
  #line({ isOwn, change }, companionName) {
    const node = cloneTemplate('lifetime-line');
    node.removeAttribute('data-lifetime');
    const chatId = this.list.closest('[data-chat-id]')?.getAttribute('data-chat-id');
    const link = partOf(node, 'a');
    link.setAttribute('href', `/chats/${chatId}/lifetime`);
    link.replaceChildren(toNodes(lifetimeLine(change, isOwn ? null : companionName)));
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
