// @ts-check
// The reactions below a message: a button for each emoji. A press adds the user's own, or takes it back.

import { element } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../state/message_parts.js').ReactionRow} ReactionRow */

/** The reactions that a menu offers. The pages without scripts offer the same. */
export const USUAL_REACTIONS = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export class Reactions {
  /** @type {HTMLElement | null} */ #bar = null;
  #drawn = '';

  /**
   * @param {HTMLElement} message
   * @param {(emoji: string | null) => void} onReact
   */
  constructor(message, onReact) {
    this.message = message;
    this.onReact = onReact;
  }

  /**
   * @param {ReactionRow[]} rows
   * @param {string} companionName
   */
  draw(rows, companionName) {
    const drawn = JSON.stringify([rows, companionName]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    if (rows.length === 0) {
      this.#bar?.remove();
      this.#bar = null;
      return;
    }
    const focused = this.#bar?.contains(document.activeElement) ? document.activeElement?.getAttribute('data-emoji') : null;
    this.#bar ??= element('div', { class: 'reactions' });
    this.#bar.replaceChildren(...rows.map((row) => this.#button(row, companionName)));
    if (!this.#bar.isConnected) this.message.querySelector('.bubble')?.after(this.#bar);
    const buttons = [...this.#bar.children].filter((button) => button instanceof HTMLElement);
    if (focused) buttons.find((button) => button.dataset['emoji'] === focused)?.focus();
  }

  /**
   * @param {ReactionRow} row
   * @param {string} companionName
   */
  #button({ emoji, isOwn, isCompanions }, companionName) {
    const names = isOwn && isCompanions ? texts.youAnd(companionName) : isOwn ? texts.you : companionName;
    const label = texts.reactionOf(emoji, names);
    const button = element('button', { type: 'button', class: 'reaction', 'data-emoji': emoji, 'aria-pressed': String(isOwn), 'aria-label': label, title: names },
      element('i', {}, emoji), isOwn && isCompanions ? element('b', {}, '2') : null);
    button.addEventListener('click', () => this.onReact(isOwn ? null : emoji));
    return button;
  }
}
