// @ts-check
// The field for messages: grows with the text, sends on Enter, edits an earlier message.

import { COUNT_WHEN_LEFT, charactersLeft, clean } from '../state/message_text.js';
import { element, find, icon } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

/** @typedef {{text: string}} NewMessage The content of a message, as the user has written it. */

/** The numbers of characters left that are announced to users of screen readers. */
const ANNOUNCED_AT = [200, 100, 50, 10, 0, -1];

export class Composer {
  /** @type {{id: number, before: string} | null} */ #editing = null;
  #announcedLeft = Infinity;

  /**
   * @param {HTMLFormElement} form
   * @param {object} options
   * @param {(message: NewMessage) => void} options.onSend
   * @param {(messageId: number, text: string) => Promise<boolean>} options.onEdit resolves to whether the edit was saved
   * @param {(text: string) => void} options.onInput the draft has changed
   * @param {(edit: {id: number, text: string} | null) => void} options.onEditing a stored message is changed, or no longer
   * @param {() => boolean} options.hasFiles whether files go with the next message, which then may have no text
   * @param {() => {id: number, text: string} | null} options.newestOwn the message that Up edits in an empty composer
   * @param {(text: string) => void} options.announce
   */
  constructor(form, { onSend, onEdit, onInput, onEditing, hasFiles, newestOwn, announce }) {
    this.form = form;
    this.field = /** @type {HTMLTextAreaElement} */ (find(form, 'textarea', HTMLTextAreaElement));
    this.mode = /** @type {HTMLElement} */ (find(form, '[data-composer-mode]', HTMLElement));
    this.count = /** @type {HTMLElement} */ (find(form, '[data-composer-count]', HTMLElement));
    this.onSend = onSend;
    this.onEdit = onEdit;
    this.onInput = onInput;
    this.onEditing = onEditing;
    this.hasFiles = hasFiles;
    this.newestOwn = newestOwn;
    this.announce = announce;
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.field.addEventListener('input', () => {
      this.#changed();
      this.#report();
    });
    this.field.addEventListener('keydown', (event) => this.#key(event));
    this.#changed();
  }

  /** @returns {string} the text of a new message, also while another one is edited */
  get draft() {
    return this.#editing?.before ?? this.field.value;
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /**
   * Puts a draft into the field, or keeps it until the current edit ends.
   * @param {string} text
   */
  setDraft(text) {
    if (this.#editing) this.#editing.before = text;
    else this.#setText(text);
  }

  /** Types a text at the cursor. @param {string} text */
  insert(text) {
    if (text === '') return;
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, 'end');
    this.#changed();
    this.#report();
  }

  /**
   * Puts a text in the place of a part of what was typed.
   * @param {string} text
   * @param {number} from
   * @param {number} to
   */
  replace(text, from, to) {
    this.field.setSelectionRange(from, to);
    this.insert(text);
  }

  /**
   * Puts a stored message into the field.
   * @param {number} id
   * @param {string} text
   * @param {boolean} [takesFocus]
   */
  edit(id, text, takesFocus = true) {
    this.#editing = { id, before: this.draft };
    const cancel = element('button', { type: 'button', class: 'icon-button', 'aria-label': texts.cancelEditing, title: texts.cancelEditing }, icon('close'));
    cancel.addEventListener('click', () => {
      this.#stopEditing();
      this.focus();
    });
    this.mode.replaceChildren(icon('pencil'), element('span', {}, texts.editing), cancel);
    this.mode.hidden = false;
    this.#setText(text);
    this.#report();
    if (takesFocus) this.focus();
  }

  /** Ends the edit of a message that has been deleted. @param {number} id */
  messageDeleted(id) {
    if (this.#editing?.id === id) this.#stopEditing();
  }

  #stopEditing() {
    const before = this.#editing?.before ?? '';
    this.#editing = null;
    this.onEditing(null);
    this.mode.hidden = true;
    this.#setText(before);
  }

  /** What is in the field has to survive the page. */
  #report() {
    if (this.#editing) this.onEditing({ id: this.#editing.id, text: this.field.value });
    else this.onInput(this.field.value);
  }

  /** @param {string} text */
  #setText(text) {
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.#changed();
  }

  #submit() {
    const text = clean(this.field.value);
    this.focus();
    const mayBeEmpty = this.#editing === null && this.hasFiles();
    if ((text === '' && !mayBeEmpty) || charactersLeft(text) < 0) return this.#changed();
    if (this.#editing) {
      this.#save(this.#editing.id, text);
    } else {
      this.#setText('');
      this.onInput('');
      this.onSend({ text });
    }
  }

  /**
   * @param {number} id
   * @param {string} text
   */
  async #save(id, text) {
    this.#stopEditing();
    // An edit that was not saved comes back into the field, unless another one has started.
    if (!(await this.onEdit(id, text)) && !this.#editing) this.edit(id, text);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // While an input method composes, Enter belongs to it. Some browsers report key code 229 then.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (!event.repeat) this.#submit();
    } else if (event.key === 'Escape' && this.#editing) {
      event.preventDefault();
      this.#stopEditing();
    } else if (event.key === 'ArrowUp' && this.field.value === '' && !this.#editing) {
      const newest = this.newestOwn();
      if (!newest) return;
      event.preventDefault();
      this.edit(newest.id, newest.text);
    }
  }

  #changed() {
    if (!CSS.supports('field-sizing', 'content')) {
      this.field.style.height = 'auto';
      this.field.style.height = `${this.field.scrollHeight}px`;
    }
    this.#drawCount(charactersLeft(this.field.value));
  }

  /** @param {number} left */
  #drawCount(left) {
    const isOver = left < 0;
    const wasOver = this.count.classList.contains('composer-count-over');
    this.count.hidden = left > COUNT_WHEN_LEFT;
    this.count.textContent = this.count.hidden ? '' : texts.charactersLeft(left);
    this.count.classList.toggle('composer-count-over', isOver);
    if (isOver) this.field.setAttribute('aria-invalid', 'true');
    else if (wasOver) this.field.removeAttribute('aria-invalid');
    if (ANNOUNCED_AT.some((at) => left <= at && this.#announcedLeft > at)) this.announce(texts.charactersLeft(left));
    this.#announcedLeft = left;
  }
}
