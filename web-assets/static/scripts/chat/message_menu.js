// @ts-check
// Opens the menu of a message by a right click, by a long press, or by its button.

import { onContextMenu } from '../ui/context_menu.js';

/**
 * @param {HTMLElement} list of messages
 * @param {(messageId: number, message: HTMLElement, at: {x: number, y: number}) => void} onMenu
 */
export function openMenusOf(list, onMenu) {
  onContextMenu(list, messageAt, (message, at) => onMenu(Number(message.id.replace('message-', '')), message, at));
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} the message whose bubble was touched, if the server has it */
function messageAt(target) {
  // The browser's own menu is for links, and for a part of the text that was selected.
  if (!(target instanceof Element) || target.closest('a[href]') || !getSelection()?.isCollapsed) return null;
  const message = target.closest('.bubble')?.closest('.message[id]');
  return message instanceof HTMLElement ? message : null;
}
