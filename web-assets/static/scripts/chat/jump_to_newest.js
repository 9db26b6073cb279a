// @ts-check
// The button that leads to the newest message, with the number of unread ones.

import { element, icon } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

export class JumpToNewest {
  /**
   * @param {import('./timeline_view.js').TimelineView} view
   * @param {() => void} onClick
   */
  constructor(view, onClick) {
    this.view = view;
    this.badge = element('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
    this.button = element('button', { type: 'button', class: 'to-newest', hidden: true }, icon('arrow-down'), this.badge);
    this.button.addEventListener('click', () => {
      onClick();
      view.frame.focus({ preventScroll: true });
    });
    view.frame.after(this.button);
  }

  /** @param {number} unread */
  update(unread) {
    this.button.hidden = this.view.isAtNewest;
    this.badge.hidden = unread === 0;
    this.badge.textContent = unread > 99 ? '99+' : String(unread);
    this.button.setAttribute('aria-label', unread ? texts.toNewestWithCount(unread) : texts.toNewest);
  }
}
