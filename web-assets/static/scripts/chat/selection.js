// @ts-check
// The selection of messages: while it lasts, each message has a box to check, and a bar in the place of the composer says
// what can be done with those that are checked.

import { element, find, icon } from '../ui/dom.js';
import { excerpt } from '../ui/excerpt.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../live/types.js').Message} Message */

/** A box names its message by the beginning. */
const MAX_LABEL_CHARS = 40;

export class Selection {
  /** @type {Set<number>} */ #selected = new Set();
  /** @type {HTMLElement | null} */ #bar = null;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {HTMLElement} options.list the messages
   * @param {(messageId: number) => Message | null} options.find
   * @param {(messageId: number) => boolean} options.isOwn
   * @param {(messages: Message[]) => void} options.onCopy
   * @param {(messages: Message[]) => void} options.onForward
   * @param {(messages: Message[]) => void} options.onDelete
   * @param {() => void} options.onEnd
   */
  constructor({ root, list, find: findMessage, isOwn, onCopy, onForward, onDelete, onEnd }) {
    this.root = root;
    this.list = list;
    this.find = findMessage;
    this.isOwn = isOwn;
    this.onCopy = onCopy;
    this.onForward = onForward;
    this.onDelete = onDelete;
    this.onEnd = onEnd;
    // A click anywhere on a message checks it, and does nothing else.
    list.addEventListener('click', (event) => this.#clicked(event), true);
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.isOn || event.defaultPrevented) return;
      event.preventDefault();
      this.end();
    });
  }

  get isOn() {
    return this.#bar !== null;
  }

  /** @param {number} messageId the first one */
  start(messageId) {
    if (this.isOn) return;
    const act = (/** @type {(messages: Message[]) => void} */ run) => () => {
      const messages = this.#messages();
      this.end();
      run(messages);
    };
    const button = (/** @type {string} */ label, /** @type {string} */ name, /** @type {() => void} */ run) => {
      const made = element('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label }, icon(name));
      made.addEventListener('click', run);
      return made;
    };
    this.#bar = element('div', { class: 'selection-bar', role: 'toolbar', 'aria-label': texts.selection },
      button(texts.cancel, 'close', () => this.end()),
      element('span', { class: 'selection-count', role: 'status' }),
      button(texts.copy, 'copy', act(this.onCopy)),
      button(texts.forward, 'forward', act(this.onForward)),
      button(texts.delete, 'trash', act(this.onDelete)));
    this.root.classList.add('chat-selecting');
    this.root.append(this.#bar);
    this.#selected.add(messageId);
    this.draw();
    find(this.list, `#message-${messageId} > .message-check`, HTMLElement)?.focus();
  }

  end() {
    this.#bar?.remove();
    this.#bar = null;
    this.#selected.clear();
    this.root.classList.remove('chat-selecting');
    for (const box of this.list.querySelectorAll('.message-check')) box.remove();
    this.onEnd();
  }

  /** The messages on the page have changed, or which of them are checked. */
  draw() {
    if (!this.#bar) return;
    for (const node of this.list.querySelectorAll('.message[id]')) this.#drawBox(node);
    const messages = this.#messages();
    const count = find(this.#bar, '.selection-count', HTMLElement);
    const text = texts.selected(messages.length);
    if (count && count.textContent !== text) count.textContent = text;
    const [, copy, forward, remove] = this.#bar.querySelectorAll('button');
    for (const button of [copy, forward]) if (button) button.disabled = messages.length === 0;
    if (remove) remove.disabled = messages.length === 0 || !messages.every(({ message_id }) => this.isOwn(message_id));
  }

  /** @returns {Message[]} those that are checked and still there, oldest first */
  #messages() {
    return [...this.#selected].sort((a, b) => a - b).flatMap((messageId) => this.find(messageId) ?? []);
  }

  /** @param {Element} node */
  #drawBox(node) {
    const messageId = idOf(node);
    let box = find(node, '.message-check', HTMLInputElement);
    if (!box) {
      box = element('input', { type: 'checkbox', class: 'message-check', 'aria-label': texts.selectMessage(excerpt(this.find(messageId)?.text ?? '', MAX_LABEL_CHARS)) });
      box.addEventListener('change', () => this.#toggle(messageId));
      node.prepend(box);
    }
    box.checked = this.#selected.has(messageId);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    if (!this.isOn || !(event.target instanceof Element) || event.target.matches('.message-check')) return;
    const message = event.target.closest('.message[id]');
    if (!message) return;
    event.preventDefault();
    event.stopPropagation();
    this.#toggle(idOf(message));
  }

  /** @param {number} messageId */
  #toggle(messageId) {
    if (!this.#selected.delete(messageId)) this.#selected.add(messageId);
    this.draw();
  }
}

/** @param {Element} node */
function idOf(node) {
  return Number(node.id.replace('message-', ''));
}
