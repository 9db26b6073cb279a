// @ts-check
// What the next message answers: the quote above the composer, with a button that gives it up. It is kept with the draft.

import { element, find, icon } from '../ui/dom.js';
import { texts } from '../ui/texts.js';
import { quoteNode } from './quote_node.js';

/** @typedef {import('../live/types.js').Message} Message */
/** @typedef {import('../state/message_parts.js').QuoteRow} QuoteRow */

export class ReplyBar {
  /** @type {number | null} */ #messageId = null;
  /** @type {HTMLElement | null} */ #bar;
  #drawn = '';

  /**
   * @param {object} options
   * @param {HTMLFormElement | null} options.form null if nobody can write
   * @param {import('../state/drafts.js').Drafts} options.drafts
   * @param {number} options.companionId
   * @param {() => void} options.onCancel
   */
  constructor({ form, drafts, companionId, onCancel }) {
    this.form = form;
    this.drafts = drafts;
    this.companionId = companionId;
    this.onCancel = onCancel;
    this.#bar = form && find(form, '[data-reply-bar]', HTMLElement);
    const onPage = form && find(form, '[name="reply_to"]', HTMLInputElement);
    // What the page was opened for is newer than what was kept.
    const kept = onPage ? Number(onPage.value) : drafts.findReply(companionId);
    onPage?.remove();
    if (form) this.#set(kept);
    this.#bar?.querySelector('a.icon-button')?.addEventListener('click', (event) => {
      event.preventDefault();
      this.cancel();
    });
    // The composer comes first: it gives up an edit.
    form?.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || this.#messageId === null || event.isComposing) return;
      event.preventDefault();
      this.cancel();
    });
  }

  /** The message that is answered; null for none. */
  get messageId() {
    return this.#messageId;
  }

  /** @param {number} messageId */
  start(messageId) {
    if (this.form) this.#set(messageId);
  }

  cancel() {
    this.#set(null);
    this.onCancel();
  }

  /** @returns {number | null} what a message answers that is sent now */
  take() {
    const messageId = this.#messageId;
    this.#set(null);
    return messageId;
  }

  /**
   * @param {QuoteRow | null} quote of the message; null if it isn't known
   * @param {string} companionName
   */
  draw(quote, companionName) {
    if (!this.form || this.#messageId === null) {
      this.#bar?.remove();
      this.#bar = null;
      this.#drawn = '';
      return;
    }
    const drawn = JSON.stringify([quote, companionName]);
    if (drawn === this.#drawn) return;
    // The page shows one that isn't loaded here.
    if (quote === null && this.#bar) return;
    this.#drawn = drawn;
    const bar = element('div', { class: 'reply-bar', 'data-reply-bar': true });
    const cancel = element('button', { type: 'button', class: 'icon-button', 'aria-label': texts.cancelReply, title: texts.cancelReply }, icon('close'));
    cancel.addEventListener('click', () => this.cancel());
    bar.append(quote ? quoteNode(quote, companionName) : element('span', { class: 'quote' }, texts.reply), cancel);
    if (this.#bar) this.#bar.replaceWith(bar);
    else find(this.form, '[data-composer-mode]', HTMLElement)?.before(bar);
    this.#bar = bar;
  }

  /** @param {number | null} messageId */
  #set(messageId) {
    this.#messageId = messageId;
    this.drafts.keepReply(this.companionId, messageId);
  }
}
