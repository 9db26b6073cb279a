// @ts-check
// The files that go with the next message, above the field: what they are, how much of each has been sent, and buttons that
// remove them. They are sent while the user still writes.

import { element, find, icon } from '../ui/dom.js';
import { sizeText } from '../ui/attachment_text.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../state/uploads.js').Upload} Upload */

/** The most files of a message. */
export const MAX_ATTACHMENTS = 10;

export class AttachmentTray {
  #list = element('ul', { class: 'tray', role: 'list', 'aria-label': texts.attached, hidden: true });
  /** @type {Map<string, {item: HTMLElement, preview: string | null}>} */ #items = new Map();

  /**
   * @param {object} options
   * @param {HTMLFormElement} options.form of the composer
   * @param {import('../state/uploads.js').Uploads} options.uploads
   * @param {number} options.companionId
   * @param {(key: string) => boolean} options.isInMessage whether a message that is about to be sent has the file
   * @param {(text: string) => void} options.onRefused
   * @param {() => void} options.onEmptied the focus would be lost
   */
  constructor({ form, uploads, companionId, isInMessage, onRefused, onEmptied }) {
    this.uploads = uploads;
    this.companionId = companionId;
    this.isInMessage = isInMessage;
    this.onRefused = onRefused;
    this.onEmptied = onEmptied;
    find(form, '.composer-row', HTMLElement)?.before(this.#list);
    this.#list.addEventListener('keydown', (event) => this.#key(event));
  }

  /** The files that no message has yet. */
  get #files() {
    return this.uploads.of(this.companionId).filter(({ key }) => !this.isInMessage(key));
  }

  get isEmpty() {
    return this.#files.length === 0;
  }

  /** @param {Iterable<File>} files */
  add(files) {
    const picked = [...files].filter(({ size }) => size > 0);
    const remaining = Math.max(0, MAX_ATTACHMENTS - this.#files.length);
    if (picked.length > remaining) this.onRefused(texts.tooManyFiles(MAX_ATTACHMENTS));
    this.uploads.add(this.companionId, picked.slice(0, remaining).map((file) => ({ file, name: file.name })));
  }

  /** @returns {import('../state/unsent_messages.js').UnsentAttachment[]} the files, which a message has from now on */
  take() {
    return this.#files.map(({ key, name, file, attachment }) => ({ key, attachmentId: attachment?.attachment_id ?? null, name, type: file.type, size: file.size }));
  }

  /** Nothing can be sent here any more. */
  clear() {
    for (const { key } of this.#files) this.uploads.cancel(key);
  }

  draw() {
    const files = this.#files;
    const keys = new Set(files.map(({ key }) => key));
    for (const [key, { item, preview }] of this.#items) {
      if (keys.has(key)) continue;
      if (preview) URL.revokeObjectURL(preview);
      item.remove();
      this.#items.delete(key);
    }
    files.forEach((upload, index) => {
      const { item } = this.#items.get(upload.key) ?? this.#create(upload);
      if (this.#list.children[index] !== item) this.#list.insertBefore(item, this.#list.children[index] ?? null);
      this.#drawState(item, upload, index, files.length);
    });
    this.#list.hidden = files.length === 0;
  }

  /** @param {Upload} upload */
  #create(upload) {
    const preview = upload.file.type.startsWith('image/') ? URL.createObjectURL(upload.file) : null;
    const shown = preview ? element('img', { src: preview, alt: '' }) : icon('file');
    const remove = element('button', { type: 'button', class: 'icon-button tray-remove', 'aria-label': texts.removeFile(upload.name), title: texts.removeFile(upload.name) }, icon('close'));
    remove.addEventListener('click', () => this.#remove(upload.key));
    const retry = element('button', { type: 'button', class: 'icon-button tray-retry', 'aria-label': texts.retry, title: texts.retry, hidden: true }, icon('retry'));
    retry.addEventListener('click', () => this.uploads.retry(upload.key));
    const item = element('li', { class: 'tray-item', tabindex: 0, 'data-key': upload.key }, shown,
      element('span', { class: 'tray-name' }, element('bdi', {}, upload.name)), element('small', { class: 'tray-state' }), element('progress', { max: 1 }), retry, remove);
    const made = { item, preview };
    this.#items.set(upload.key, made);
    return made;
  }

  /**
   * @param {HTMLElement} item
   * @param {Upload} upload
   * @param {number} index
   * @param {number} count
   */
  #drawState(item, upload, index, count) {
    const progress = /** @type {HTMLProgressElement} */ (item.querySelector('progress'));
    const retry = /** @type {HTMLElement} */ (item.querySelector('.tray-retry'));
    const state = /** @type {HTMLElement} */ (item.querySelector('.tray-state'));
    progress.value = this.uploads.progressOf(upload.key);
    progress.hidden = upload.attachment !== null || upload.failure !== null;
    retry.hidden = upload.failure === null;
    item.classList.toggle('tray-failed', upload.failure !== null);
    const text = upload.failure ?? sizeText(upload.file.size);
    if (state.textContent !== text) state.textContent = text;
    item.setAttribute('aria-label', texts.attachedFile(upload.name, index + 1, count));
  }

  /** @param {string} key */
  #remove(key) {
    const item = this.#items.get(key)?.item;
    const neighbor = item?.nextElementSibling ?? item?.previousElementSibling;
    this.uploads.cancel(key);
    if (neighbor instanceof HTMLElement) neighbor.focus();
    else this.onEmptied();
  }

  /** The arrow keys move a file to another place. @param {KeyboardEvent} event */
  #key(event) {
    const { target } = event;
    if (!(target instanceof HTMLElement) || !target.matches('.tray-item')) return;
    const key = /** @type {string} */ (target.dataset['key']);
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      return this.#remove(key);
    }
    const isRightToLeft = getComputedStyle(target).direction === 'rtl';
    const isBack = event.key === (isRightToLeft ? 'ArrowRight' : 'ArrowLeft');
    const isForth = event.key === (isRightToLeft ? 'ArrowLeft' : 'ArrowRight');
    if (!isBack && !isForth) return;
    event.preventDefault();
    const neighbor = isBack ? target.previousElementSibling : target.nextElementSibling;
    if (!(neighbor instanceof HTMLElement)) return;
    this.uploads.swap(key, /** @type {string} */ (neighbor.dataset['key']));
    target.focus();
  }
}
