// @ts-check
// The element of one message. It stays the same while the message changes, so that focus, selection, and an open menu
// survive a changed state.

import { element, icon } from '../ui/dom.js';
import { previewOf } from '../ui/attachment_text.js';
import { excerpt } from '../ui/excerpt.js';
import { timeLeft } from '../ui/lifetimes.js';
import { isEmojiOnly } from '../ui/links.js';
import { cloneTemplate, partOf } from '../ui/templates.js';
import { texts } from '../ui/texts.js';
import { drawTime } from '../ui/times.js';
import { Attachments } from './attachments.js';
import { formatted } from './formatted_text.js';
import { isLong } from './long_text.js';
import { quoteNode } from './quote_node.js';
import { Reactions } from './reactions.js';

/** @typedef {import('../state/timeline.js').MessageRow} MessageRow */

/**
 * @typedef {object} MessageEvents
 * @property {(messageId: number, button: HTMLElement) => void} onMenu
 * @property {(clientId: string) => void} onRetry
 * @property {(clientId: string) => void} onDiscard
 * @property {(messageId: number, emoji: string | null) => void} onReact
 * @property {(messageId: number) => void} onQuote the user wants to see the original of a reply
 */

/** A button names its message by the beginning. */
const MAX_LABEL_CHARS = 40;

/** How the states of the user's own messages look. @type {Partial<Record<MessageRow['state'], string>>} */
const CLASSES = { seen: 'message-seen', sending: 'message-waiting', waiting: 'message-waiting', failed: 'message-failed' };

export class MessageNode {
  element = cloneTemplate('message');
  #meta = partOf(this.element, 'small');
  #edited = partOf(this.element, 'em');
  #expiry = partOf(this.element, '.expiry');
  #state = partOf(this.element, 'small > span');
  /** @type {HTMLElement | null} */ #menuButton = null;
  /** @type {HTMLElement | null} */ #failure = null;
  /** @type {HTMLElement | null} */ #unfold = null;
  /** @type {string | null} */ #text = null;
  #isUnfolded = false;
  /** @type {number | null} */ #id = null;
  /** @type {HTMLElement | null} */ #quote = partOf(this.element, '.quote');
  #quoteDrawn = '';
  #attachments = new Attachments(this.element);
  #reactions = new Reactions(this.element, (emoji) => this.#id !== null && this.events.onReact(this.#id, emoji));

  /** @param {MessageEvents} events */
  constructor(events) {
    this.events = events;
    // The time left is told as of now.
    this.#expiry.addEventListener('pointerenter', () => this.#drawTimeLeft());
  }

  /**
   * @param {MessageRow} row
   * @param {string} author
   * @param {string} companionName
   */
  draw(row, author, companionName) {
    this.#id = row.id;
    const classes = ['message', row.isOwn && 'message-mine', !row.isFirst && 'message-joined',
      row.attachments.length === 0 && isEmojiOnly(row.text) && 'message-large', !this.#isUnfolded && isLong(row.text) && 'message-folded', CLASSES[row.state]];
    this.element.className = classes.filter(Boolean).join(' ');
    if (row.id !== null) this.element.id = `message-${row.id}`;
    partOf(this.element, '.bubble > bdi').textContent = `${author}: `;
    this.#drawText(row.text);
    this.#attachments.draw(row.attachments);
    this.#drawUnfold();
    this.#drawQuote(row, companionName);
    this.#drawMeta(row);
    this.#reactions.draw(row.reactions, companionName);
    this.#drawMenuButton(row);
    this.#menuButton?.setAttribute('aria-label', texts.menuOf(excerpt(previewOf(row), MAX_LABEL_CHARS)));
    this.#drawFailure(row);
  }

  /** @param {string} text */
  #drawText(text) {
    if (text === this.#text) return;
    this.#text = text;
    partOf(this.element, '.bubble > span').replaceChildren(...formatted(text));
  }

  #drawUnfold() {
    const isFolded = this.element.classList.contains('message-folded');
    if (isFolded === (this.#unfold !== null)) return;
    this.#unfold?.remove();
    this.#unfold = null;
    if (!isFolded) return;
    const button = element('button', { type: 'button', class: 'message-unfold', tabindex: -1 }, texts.showMore);
    button.addEventListener('click', () => {
      this.#isUnfolded = true;
      this.element.classList.remove('message-folded');
      this.#drawUnfold();
    });
    this.#unfold = button;
    this.#meta.before(button);
  }

  /**
   * @param {MessageRow} row
   * @param {string} companionName
   */
  #drawQuote({ quote }, companionName) {
    const drawn = JSON.stringify([quote, companionName]);
    if (drawn === this.#quoteDrawn) return;
    this.#quoteDrawn = drawn;
    this.#quote?.remove();
    this.#quote = quote && quoteNode(quote, companionName, (messageId) => this.events.onQuote(messageId));
    if (this.#quote) partOf(this.element, '.bubble > bdi').after(this.#quote);
  }

  /** @param {MessageRow} row */
  #drawMeta(row) {
    drawTime(partOf(this.#meta, 'time'), row.writtenAt);
    if (row.isEdited) this.#meta.prepend(this.#edited);
    else this.#edited.remove();
    this.#expiry.dataset['at'] = row.expiresAt ?? '';
    if (row.expiresAt === null) this.#expiry.remove();
    else this.#meta.prepend(this.#expiry);
    this.#drawTimeLeft();
    const state = stateText(row.state);
    this.#meta.title = state;
    this.#state.textContent = state;
  }

  #drawTimeLeft() {
    const { at } = this.#expiry.dataset;
    const text = at ? timeLeft(new Date(at)) : '';
    this.#expiry.title = text;
    this.#expiry.setAttribute('aria-label', text);
  }

  /** @param {MessageRow} row */
  #drawMenuButton({ id }) {
    if (this.#menuButton || id === null) return;
    const button = element('button', { type: 'button', class: 'message-more', tabindex: -1, 'aria-haspopup': 'menu', 'aria-expanded': 'false' });
    button.addEventListener('click', () => this.events.onMenu(id, button));
    this.#menuButton = button;
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
    this.#failure = element('div', { class: 'message-failure' }, element('span', {}, failure ?? texts.notSent), element('span', { class: 'message-failure-actions' }, retry, discard));
    this.element.append(this.#failure);
  }
}

/** @param {MessageRow['state']} state @returns {string} of the user's own message */
function stateText(state) {
  switch (state) {
    case 'sent': return texts.sent;
    case 'seen': return texts.seen;
    case 'sending': return texts.sending;
    case 'waiting': return texts.waiting;
    case 'failed': return texts.notSent;
    default: return '';
  }
}
