// @ts-check
// Where one writes: grows with the text, sends on Enter, edits an earlier message.

import { element, find, icon } from '../ui/dom.js';
import { COUNT_FROM, LONGEST, clean, lengthOf } from '../state/message_text.js';
import { texts } from '../ui/texts.js';

/** At how many characters left a reader of screens is told. */
const SPOKEN_AT = [200, 100, 50, 10, 0, -1];

export class Composer {
  /** @type {{id: number, before: string} | null} */ #editing = null;
  #spokenLeft = Infinity;

  /**
   * @param {HTMLFormElement} form
   * @param {object} to
   * @param {(text: string) => void} to.onSend
   * @param {(messageId: number, text: string) => Promise<boolean>} to.onEdit whether it was saved
   * @param {(text: string) => void} to.onWrite the text of a message that isn't sent yet has changed
   * @param {() => {id: number, text: string} | null} to.newestOwn what Up in an empty composer edits
   * @param {(text: string) => void} to.announce
   */
  constructor(form, { onSend, onEdit, onWrite, newestOwn, announce }) {
    this.form = form;
    this.field = /** @type {HTMLTextAreaElement} */ (find(form, 'textarea', HTMLTextAreaElement));
    this.mode = /** @type {HTMLElement} */ (find(form, '[data-composer-mode]', HTMLElement));
    this.count = /** @type {HTMLElement} */ (find(form, '[data-composer-count]', HTMLElement));
    this.onSend = onSend;
    this.onEdit = onEdit;
    this.onWrite = onWrite;
    this.newestOwn = newestOwn;
    this.announce = announce;
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.field.addEventListener('input', () => {
      this.#changed();
      if (!this.#editing) this.onWrite(this.field.value);
    });
    this.field.addEventListener('keydown', (event) => this.#key(event));
    this.#changed();
  }

  /** @returns {string} what is written for a new message, also while another one is edited */
  get draft() {
    return this.#editing?.before ?? this.field.value;
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /**
   * Puts a draft into the field; while a message is edited it waits behind it.
   * @param {string} text
   */
  putDraft(text) {
    if (this.#editing) this.#editing.before = text;
    else this.#put(text);
  }

  /**
   * Puts a message that was sent into the field, to be changed.
   * @param {number} id
   * @param {string} text
   */
  edit(id, text) {
    this.#editing = { id, before: this.draft };
    const cancel = element('button', { type: 'button', class: 'icon-button', 'aria-label': texts.cancelEditing, title: texts.cancelEditing }, icon('close'));
    cancel.addEventListener('click', () => {
      this.#stopEditing();
      this.focus();
    });
    this.mode.replaceChildren(icon('pencil'), element('span', {}, texts.editing), cancel);
    this.mode.hidden = false;
    this.#put(text);
    this.focus();
  }

  /** Ends editing where it is this message that is edited: it is gone. @param {number} id */
  forget(id) {
    if (this.#editing?.id === id) this.#stopEditing();
  }

  #stopEditing() {
    const before = this.#editing?.before ?? '';
    this.#editing = null;
    this.mode.hidden = true;
    this.#put(before);
  }

  /** @param {string} text */
  #put(text) {
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.#changed();
  }

  #submit() {
    const text = clean(this.field.value);
    this.focus();
    if (text === '' || lengthOf(text) > LONGEST) return this.#changed();
    if (this.#editing) {
      this.#save(this.#editing.id, text);
    } else {
      this.#put('');
      this.onWrite('');
      this.onSend(text);
    }
  }

  /**
   * @param {number} id
   * @param {string} text
   */
  async #save(id, text) {
    this.#stopEditing();
    // What could not be saved comes back into the field, unless something else is being edited by then.
    if (!(await this.onEdit(id, text)) && !this.#editing) this.edit(id, text);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // Enter belongs to the input method while it composes; 229 is what some browsers say then.
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
    this.#countCharacters(LONGEST - lengthOf(this.field.value));
  }

  /** @param {number} left */
  #countCharacters(left) {
    const isOver = left < 0;
    const wasOver = this.count.classList.contains('composer-count-over');
    this.count.hidden = left > LONGEST - COUNT_FROM;
    this.count.textContent = this.count.hidden ? '' : texts.charactersLeft(left);
    this.count.classList.toggle('composer-count-over', isOver);
    if (isOver) this.field.setAttribute('aria-invalid', 'true');
    else if (wasOver) this.field.removeAttribute('aria-invalid');
    if (SPOKEN_AT.some((at) => left <= at && this.#spokenLeft > at)) this.announce(texts.charactersLeft(left));
    this.#spokenLeft = left;
  }
}
