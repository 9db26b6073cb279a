// @ts-check
// The entry of every page: local times, menus that close, passwords that can be shown, passkeys, the switches of this browser, flash messages that can be closed.

import { enableNotificationSwitch } from './list/notifications.js';
import { enableSoundSwitch } from './list/sound.js';
import { BrowserStore } from './state/browser_store.js';
import { watchLogOut } from './state/log_out.js';
import { enableAppearance } from './ui/appearance.js';
import { element, find, icon } from './ui/dom.js';
import { enhanceMenus } from './ui/menu.js';
import { enablePasskeys } from './ui/passkeys.js';
import { enablePushForm } from './ui/push.js';
import { installServiceWorker } from './ui/service_worker.js';
import { texts } from './ui/texts.js';
import { localizeTimes } from './ui/times.js';

localizeTimes(document);
enhanceMenus();
enablePasskeys();
watchLogOut();
installServiceWorker();
const appearance = find(document, '[data-appearance]', HTMLFormElement);
if (appearance) enableAppearance(appearance);
const notifications = find(document, '[data-notifications]', HTMLElement);
if (notifications) enableNotificationSwitch(notifications, new BrowserStore(Number(document.body.dataset['userId'])));
const push = find(document, '[data-push]', HTMLFormElement);
if (push) enablePushForm(push, new BrowserStore(Number(document.body.dataset['userId'])));
const sound = find(document, '[data-sound]', HTMLElement);
if (sound) enableSoundSwitch(sound, new BrowserStore(Number(document.body.dataset['userId'])));
const timeZone = find(document, '[data-time-zone]', HTMLSelectElement);
if (timeZone?.value === '') timeZone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
// A zone that the server doesn't know leaves nothing chosen.
if (timeZone?.selectedIndex === -1) timeZone.selectedIndex = 0;
for (const flash of document.querySelectorAll('.flash')) addClose(flash);
for (const input of document.querySelectorAll('input[type="password"]')) {
  if (input instanceof HTMLInputElement) addReveal(input);
}
const summary = find(document, '[data-focus]', HTMLElement);
summary?.scrollIntoView({ block: 'center' });
summary?.focus({ preventScroll: true });

/** @param {Element} flash */
function addClose(flash) {
  const button = element('button', { type: 'button', class: 'icon-button flash-close', 'aria-label': texts.close }, icon('close'));
  button.addEventListener('click', () => (flash.parentElement?.children.length === 1 ? flash.parentElement : flash).remove());
  flash.append(button);
}

/** @param {HTMLInputElement} input */
function addReveal(input) {
  const button = element('button', { type: 'button', class: 'icon-button field-reveal', 'aria-pressed': 'false', 'aria-label': texts.showPassword, title: texts.showPassword }, icon('eye'));
  /** @param {boolean} isShown */
  const show = (isShown) => {
    input.type = isShown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(isShown));
    button.setAttribute('title', isShown ? texts.hidePassword : texts.showPassword);
    button.replaceChildren(icon(isShown ? 'eye-off' : 'eye'));
  };
  button.addEventListener('click', () => show(input.type === 'password'));
  // The browser must not remember a visible password as typed text.
  input.form?.addEventListener('submit', () => show(false));
  input.after(button);
}
