// @ts-check
// The end of an open chat: the companion has been deleted, or the chat itself.

import { element, find, icon } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

/**
 * Replaces the composer with a sentence.
 * @param {HTMLElement} root
 */
export function closeComposer(root) {
  const form = find(root, '[data-composer]', HTMLFormElement);
  const hadFocus = form?.contains(document.activeElement);
  form?.replaceWith(element('p', { class: 'composer-closed', role: 'status' }, texts.companionDeleted));
  if (hadFocus) find(root, '[data-timeline]', HTMLElement)?.focus({ preventScroll: true });
}

/**
 * Replaces the chat with a sentence and the next steps.
 * @param {HTMLElement} root
 * @param {import('../live/types.js').Companion} companion
 */
export function showChatGone(root, companion) {
  for (const selector of ['[data-composer]', '[data-chat-menu]', '.composer-closed']) root.querySelector(selector)?.remove();
  const startAgain = companion.username ? element('a', { class: 'button', href: `/chats/begin/${encodeURIComponent(companion.username)}` }, texts.startAgain) : null;
  const notice = element('div', { class: 'empty chat-gone', role: 'alert', tabindex: -1 },
    element('span', { class: 'empty-mark' }, icon('trash')),
    element('p', { class: 'empty-text' }, texts.chatDeleted),
    element('div', { class: 'chat-gone-actions' }, element('a', { class: 'button button-primary', href: '/chats/list' }, texts.myChats), startAgain));
  find(root, '.timeline-frame', HTMLElement)?.replaceChildren(notice);
  notice.focus();
}
