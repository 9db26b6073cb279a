// @ts-check
// Desktop notifications of messages that come while no tab is looked at; and the offer to switch them on, since a
// browser asks for leave only after a click. Neither exists where the browser has none, as on plain http.

import { element, icon } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../live/types.js').Chat} Chat */
/** @typedef {import('../live/types.js').Message} Message */

const LONGEST = 160;
const DECLINED = 'notifications-declined';

export class Notifications {
  /** @type {Set<Notification>} */ #shown = new Set();

  /** @param {import('../state/visible_tabs.js').Tabs} tabs */
  constructor(tabs) {
    this.tabs = tabs;
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#closeAll();
    });
  }

  /**
   * @param {Chat} chat
   * @param {Message} message of the companion
   */
  async tell(chat, message) {
    if (!isThere() || Notification.permission !== 'granted' || (await this.tabs.isAnyVisible())) return;
    const body = message.text.length > LONGEST ? `${message.text.slice(0, LONGEST)}…` : message.text;
    try {
      // Two tabs that tell of one message share its tag, so that it is seen once.
      const note = new Notification(chat.companion.name, { body, tag: `simple-chats-message-${message.message_id}` });
      this.#shown.add(note);
      note.addEventListener('close', () => this.#shown.delete(note));
      note.addEventListener('click', () => {
        window.focus();
        note.close();
        open(`/chats/${chat.chat_id}`, '_self');
      });
    } catch {
      // Some browsers (on telephones) have the name and refuse the thing.
    }
  }

  #closeAll() {
    for (const note of this.#shown) note.close();
    this.#shown.clear();
  }
}

/**
 * Puts the offer below the list of chats, where it makes sense and was not declined.
 * @param {HTMLElement} pane
 * @param {import('../state/browser_store.js').BrowserStore} store
 */
export function offerNotifications(pane, store) {
  if (!isThere() || Notification.permission !== 'default' || store.get(DECLINED) !== null || !isBuildable()) return;
  const accept = element('button', { type: 'button', class: 'button button-quiet' }, texts.notifyMe);
  const decline = element('button', { type: 'button', class: 'icon-button', 'aria-label': texts.notNow, title: texts.notNow }, icon('close'));
  const offer = element('section', { class: 'offer', 'aria-label': texts.notifications }, icon('bell'), element('p', {}, texts.notifyOffer), accept, decline);
  accept.addEventListener('click', async () => {
    offer.remove();
    await Notification.requestPermission();
  });
  decline.addEventListener('click', () => {
    offer.remove();
    store.set(DECLINED, 'yes');
  });
  pane.append(offer);
}

function isThere() {
  return window.isSecureContext && 'Notification' in window;
}

/** Without leave nothing is shown by this, but browsers that have no notifications of pages refuse it. */
function isBuildable() {
  try {
    new Notification('').close();
    return true;
  } catch {
    return false;
  }
}
