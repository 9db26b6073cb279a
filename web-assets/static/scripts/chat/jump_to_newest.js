// @ts-check
// The button that leads back to the newest message, with the number of new ones.

import { element, icon } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

export class JumpToNewest {
  #count = 0;

  /** @param {import('./timeline_view.js').TimelineView} view */
  constructor(view) {
    this.view = view;
    this.badge = element('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
    this.button = element('button', { type: 'button', class: 'to-newest', hidden: true }, icon('arrow-down'), this.badge);
    this.button.addEventListener('click', () => {
      view.scrollToBottom();
      view.frame.focus({ preventScroll: true });
    });
    view.frame.after(this.button);
    this.update();
  }

  /** @param {number} count of the companion's new messages */
  messagesArrived(count) {
    if (!this.view.isAtBottom) this.#count += count;
  }

  update() {
    if (this.view.isAtBottom) this.#count = 0;
    this.button.hidden = this.view.isAtBottom;
    this.badge.hidden = this.#count === 0;
    this.badge.textContent = this.#count > 99 ? '99+' : String(this.#count);
    this.button.setAttribute('aria-label', this.#count ? texts.toNewestWithCount(this.#count) : texts.toNewest);
  }
}
