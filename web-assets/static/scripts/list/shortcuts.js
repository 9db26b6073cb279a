// @ts-check
// Keyboard shortcuts of the page with chats.

import { showFacts } from '../ui/dialog.js';
import { texts } from '../ui/texts.js';

/**
 * @param {object} actions
 * @param {() => void} actions.search moves to the search
 * @param {() => void} actions.searchMessages opens the search in the messages of the open chat, or of all
 * @param {(step: 1 | -1) => void} actions.move opens the chat below or above the open one
 */
export function listenForShortcuts({ search, searchMessages, move }) {
  document.addEventListener('keydown', (event) => {
    // A dialog or an open menu has the keyboard for itself.
    if (event.isComposing || document.querySelector('dialog[open], [role=menu]')) return;
    const hasCommand = event.ctrlKey || event.metaKey;
    if (hasCommand && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') search();
    else if (hasCommand && !event.altKey && event.shiftKey && event.key.toLowerCase() === 'f') searchMessages();
    else if (hasCommand && !event.altKey && event.key === '/') showFacts(texts.shortcuts, texts.shortcutList);
    else if (event.altKey && !hasCommand && !event.shiftKey && event.key === 'ArrowUp') move(-1);
    else if (event.altKey && !hasCommand && !event.shiftKey && event.key === 'ArrowDown') move(1);
    else return;
    event.preventDefault();
  });
}
