// @ts-check
// What is said of attachments: their sizes, and what stands for a message without a text. The server says the same.

import { texts } from './texts.js';
import { t } from './translations.js';

/** @typedef {keyof typeof texts.attachments} AttachmentKind */

/**
 * @param {{text: string, attachments?: {kind: AttachmentKind, name: string}[]}} message
 * @returns {string} the text, or what the message has instead
 */
export function previewOf({ text, attachments = [] }) {
  const [first] = attachments;
  if (text !== '' || !first) return text;
  return (first.kind === 'file' && first.name) || texts.attachments[first.kind];
}

/** @param {number} bytes */
export function sizeText(bytes) {
  /** @param {number} unit */
  const tenths = (unit) => {
    const count = Math.floor((bytes + unit / 20) / (unit / 10));
    return `${Math.floor(count / 10)}.${count % 10}`;
  };
  if (bytes < 1_000) return t('size-bytes', { size: bytes });
  if (bytes < 999_500) return t('size-kilobytes', { size: Math.floor((bytes + 500) / 1_000) });
  return bytes < 999_950_000 ? t('size-megabytes', { size: tenths(1_000_000) }) : t('size-gigabytes', { size: tenths(1_000_000_000) });
}
