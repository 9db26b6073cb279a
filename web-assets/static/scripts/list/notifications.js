// @ts-check
// Desktop notifications of messages that arrive while no tab is visible, the offer to allow them, and the switch on the
// account's page: browsers ask the user only after a click. None of them exists if the browser has no notifications, as on
// plain http.

import { element, find, icon } from '../ui/dom.js';
import { previewOf } from '../ui/attachment_text.js';
import { excerpt } from '../ui/excerpt.js';
import { withoutMarks } from '../ui/formatting.js';
import { showsPushes, subscribe, unsubscribe } from '../ui/push.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../live/types.js').Chat} Chat */
/** @typedef {import('../live/types.js').Message} Message */

const MAX_BODY_CHARS = 160;
const DECLINED = 'notifications-declined';
const OFF = 'notifications-off';

export class Notifications {
  /** @type {Set<Notification>} */ #shown = new Set();

  /**
   * @param {import('../state/visible_tabs.js').VisibleTabs} tabs
   * @param {import('../state/browser_store.js').BrowserStore} store
   * @param {(chatId: number) => void} onOpen
   */
  constructor(tabs, store, onOpen) {
    this.tabs = tabs;
    this.store = store;
    this.onOpen = onOpen;
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#closeAll();
    });
  }

  /**
   * @param {Chat} chat
   * @param {Message} message of the companion
   */
  async notify(chat, message) {
    if (!isSupported() || !isOn(this.store) || showsPushes(this.store) || (await this.tabs.isAnyVisible())) return;
    try {
      // Two tabs that report one message share its tag, so that it is shown once.
      const notification = new Notification(chat.companion.name, { body: excerpt(withoutMarks(previewOf(message)), MAX_BODY_CHARS), tag: `simple-chats-message-${message.message_id}` });
      this.#shown.add(notification);
      notification.addEventListener('close', () => this.#shown.delete(notification));
      notification.addEventListener('click', () => {
        window.focus();
        notification.close();
        this.onOpen(chat.chat_id);
      });
    } catch {
      // Some browsers on phones have the constructor and refuse it.
    }
  }

  #closeAll() {
    for (const notification of this.#shown) notification.close();
    this.#shown.clear();
  }
}

/**
 * Puts the offer below the list of chats, unless the user has decided.
 * @param {HTMLElement} pane
 * @param {import('../state/browser_store.js').BrowserStore} store
 */
export function offerNotifications(pane, store) {
  if (!isSupported() || Notification.permission !== 'default' || store.get(DECLINED) !== null || !canConstruct()) return;
  const accept = element('button', { type: 'button', class: 'button button-quiet' }, texts.turnOn);
  const decline = element('button', { type: 'button', class: 'icon-button', 'aria-label': texts.notNow, title: texts.notNow }, icon('close'));
  const offer = element('section', { class: 'offer', 'aria-label': texts.notifications }, icon('bell'), element('p', {}, texts.notificationsOffer), accept, decline);
  accept.addEventListener('click', async () => {
    offer.remove();
    await Notification.requestPermission();
    await subscribeQuietly(store);
  });
  decline.addEventListener('click', () => {
    offer.remove();
    store.set(DECLINED, 'yes');
  });
  pane.append(offer);
}

/**
 * Lets the user turn notifications of this browser on and off.
 * @param {HTMLElement} section hidden until then
 * @param {import('../state/browser_store.js').BrowserStore} store
 */
export function enableNotificationSwitch(section, store) {
  if (!isSupported() || !canConstruct()) return;
  const [state, button] = [find(section, '[role=status]', HTMLElement), find(section, 'button', HTMLButtonElement)];
  if (!state || !button) return;
  const draw = () => {
    const isDenied = Notification.permission === 'denied';
    state.textContent = isDenied ? texts.notificationsDenied : isOn(store) ? texts.notificationsOn : texts.notificationsOff;
    button.textContent = isOn(store) ? texts.turnOff : texts.turnOn;
    button.hidden = isDenied;
    section.hidden = false;
  };
  button.addEventListener('click', async () => {
    if (isOn(store)) {
      store.set(OFF, 'yes');
      draw();
      await unsubscribe(store).catch(() => {});
    } else {
      store.remove(OFF);
      await Notification.requestPermission();
      // A push service may take its time.
      draw();
      await subscribeQuietly(store);
    }
  });
  draw();
}

/**
 * Without a push service, or without a connection, pages that are open show notifications.
 * @param {import('../state/browser_store.js').BrowserStore} store
 */
async function subscribeQuietly(store) {
  await subscribe(store).catch(() => false);
}

/** @param {import('../state/browser_store.js').BrowserStore} store */
function isOn(store) {
  return Notification.permission === 'granted' && store.get(OFF) === null;
}

function isSupported() {
  return window.isSecureContext && 'Notification' in window;
}

/** Without permission this shows nothing, but browsers without notifications of pages throw. */
function canConstruct() {
  try {
    new Notification('').close();
    return true;
  } catch {
    return false;
  }
}
