// @ts-check
// What a reply shows of its original: a link that leads there. It leads to the page of the original, too, for a new tab.

import { previewOf } from '../ui/attachment_text.js';
import { element } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../state/message_parts.js').QuoteRow} QuoteRow */

/**
 * @param {QuoteRow} quote
 * @param {string} companionName
 * @param {(messageId: number) => void} [onOpen] without it, it is no link
 * @returns {HTMLElement}
 */
export function quoteNode({ id, isOwn, text, attachment }, companionName, onOpen) {
  if (text === null) return element('a', { class: 'quote', 'data-message-id': id }, texts.deletedMessage);
  const link = element('a', { class: `quote${isOwn ? ' quote-mine' : ''}`, 'data-message-id': id, href: onOpen && `?around=${id}#message-${id}` },
    element('bdi', {}, isOwn ? texts.you : companionName), ' ', element('q', { dir: 'auto' }, previewOf({ text, attachments: attachment ? [attachment] : [] })));
  if (onOpen) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      onOpen(id);
    });
  }
  return link;
}
