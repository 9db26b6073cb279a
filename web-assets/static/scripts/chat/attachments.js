// @ts-check
// The attachments of a message, as the server's template draws them: pictures in a grid, players, and cards of files.

import { element, icon } from '../ui/dom.js';
import { sizeText } from '../ui/attachment_text.js';
import { voicePlayer } from './voice_player.js';

/** @typedef {import('../live/types.js').Attachment} Attachment */

export class Attachments {
  /** @type {HTMLElement | null} */ #list;
  #drawn = '[]';

  /** @param {HTMLElement} message */
  constructor(message) {
    this.message = message;
    this.#list = message.querySelector('.attachments');
  }

  /** A player goes on playing while the message changes. @param {Attachment[]} attachments */
  draw(attachments) {
    const drawn = JSON.stringify(attachments.map(({ attachment_id, kind }) => [attachment_id, kind]));
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#list?.remove();
    this.#list = attachments.length === 0 ? null : element('div', { class: 'attachments' }, ...attachments.map(attachmentNode));
    if (this.#list) this.message.querySelector('.bubble > span')?.before(this.#list);
  }
}

/** @param {Attachment} attachment */
function attachmentNode(attachment) {
  const { attachment_id, kind, name, size, width, height } = attachment;
  const about = [icon('file'), element('bdi', {}, name), element('span', {}, sizeText(size))];
  // The server doesn't have it yet.
  if (attachment_id === '') return element('span', { class: 'file' }, ...about);
  const href = `/attachments/${attachment_id}`;
  const player = { src: href, controls: true, preload: 'none', 'aria-label': name };
  const hasSize = width !== null && height !== null;
  if (kind === 'image' && hasSize) return element('a', { class: 'picture', href }, element('img', { src: `${href}/thumbnail`, width, height, loading: 'lazy', alt: name }));
  if (kind === 'voice' && attachment.waveform) return voicePlayer(attachment);
  if (kind === 'video') return element('video', { class: 'video', ...player, ...(hasSize && { width, height }) });
  if (kind === 'audio' || kind === 'voice') return element('audio', { class: 'audio', ...player });
  return element('a', { class: 'file', href, download: true }, icon('file'), element('bdi', {}, name), ' ', element('span', {}, sizeText(size)));
}

/** @param {Element} message that the server has drawn @returns {Attachment[]} */
export function readAttachments(message) {
  return JSON.parse(message.querySelector('.attachments')?.getAttribute('data-attachments') || '[]');
}
