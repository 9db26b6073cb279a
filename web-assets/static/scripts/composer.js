// @ts-check
// Where one writes: grows with the text, sends on Enter, edits an earlier message.

import { element, find, icon } from './dom.js';
import { words } from './words.js';

const LONGEST = 4_000;
const COUNT_FROM = 3_800;

export class Composer {
  /** @type {{id: number, before: string} | null} */ #editing = null;

  /**
   * @param {HTMLFormElement} form
   * @param {object} to
   * @param {(text: string) => void} to.onSend
   * @param {(messageId: number, text: string) => void} to.onEdit
   * @param {() => {id: number, text: string} | null} to.newestOwn what Up in an empty composer edits
   */
  constructor(form, { onSend, onEdit, newestOwn }) {
    this.form = form;
    this.field = /** @type {HTMLTextAreaElement} */ (find(form, 'textarea', HTMLTextAreaElement));
    this.mode = /** @type {HTMLElement} */ (find(form, '[data-composer-mode]', HTMLElement));
    this.count = /** @type {HTMLElement} */ (find(form, '[data-composer-count]', HTMLElement));
    this.onSend = onSend;
    this.onEdit = onEdit;
    this.newestOwn = newestOwn;
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.field.addEventListener('input', () => this.#changed());
    this.field.addEventListener('keydown', (event) => this.#key(event));
    this.#changed();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /**
   * Puts a message that was sent into the field, to be changed.
   * @param {number} id
   * @param {string} text
   */
  edit(id, text) {
    this.#editing = { id, before: this.#editing?.before ?? this.field.value };
    const cancel = element('button', { type: 'button', class: 'icon-button', 'aria-label': words.cancelEditing }, icon('close'));
    cancel.addEventListener('click', () => this.#stopEditing());
    this.mode.replaceChildren(icon('pencil'), element('span', {}, words.editing), cancel);
    this.mode.hidden = false;
    this.#put(text);
  }

  /** Ends editing where it is this message that is edited: it is gone.
   *  @param {number} id */
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
    this.focus();
  }

  #submit() {
    const text = this.field.value.replace(/^\n+|\s+$/gu, '');
    if (text === '' || [...text].length > LONGEST) return this.focus();
    if (this.#editing) {
      const { id } = this.#editing;
      this.#stopEditing();
      this.onEdit(id, text);
    } else {
      this.#put('');
      this.onSend(text);
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // Enter belongs to the input method while it composes; 229 is what some browsers say then.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.#submit();
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
    const length = [...this.field.value].length;
    this.count.hidden = length < COUNT_FROM;
    this.count.classList.toggle('composer-count-over', length > LONGEST);
    if (length >= COUNT_FROM) this.count.textContent = words.charactersLeft(LONGEST - length);
  }
}
