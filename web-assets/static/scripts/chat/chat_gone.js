// @ts-check
// The end of an open chat: nobody is there to write to any more, or the chat itself is gone.

import { element, find, icon } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

/**
 * Puts a sentence in the composer's place.
 * @param {HTMLElement} root
 */
export function closeComposer(root) {
  const form = find(root, '[data-composer]', HTMLFormElement);
  const hadFocus = form?.contains(document.activeElement);
  form?.replaceWith(element('p', { class: 'composer-closed', role: 'status' }, texts.companionGone));
  if (hadFocus) find(root, '[data-timeline]', HTMLElement)?.focus({ preventScroll: true });
}

/**
 * Says in the chat's place that it is gone, and where to go on.
 * @param {HTMLElement} root
 * @param {import('../live/types.js').Companion} companion
 */
export function showChatGone(root, companion) {
  find(root, '[data-composer]', HTMLFormElement)?.remove();
  find(root, '[data-chat-menu]', HTMLElement)?.remove();
  find(root, '.composer-closed', HTMLElement)?.remove();
  const again = companion.username ? element('a', { class: 'button', href: `/chats/begin/${encodeURIComponent(companion.username)}` }, texts.beginAgain) : null;
  const note = element('div', { class: 'empty chat-gone', role: 'alert', tabindex: -1 },
    element('span', { class: 'empty-mark' }, icon('trash')),
    element('p', { class: 'empty-text' }, texts.chatGone),
    element('div', { class: 'chat-gone-ways' }, element('a', { class: 'button button-primary', href: '/chats/list' }, texts.toMyChats), again));
  find(root, '.timeline-frame', HTMLElement)?.replaceChildren(note);
  note.focus();
}
