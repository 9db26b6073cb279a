// @ts-check
// Completes the name of an emoji that is typed between colons: a list above the field while it is typed, and the emoji in
// its place once the second colon is.

import { element } from '../ui/dom.js';
import { findEmoji, loadEmoji } from '../ui/emoji_data.js';
import { withSkinTone } from '../ui/skin_tone.js';
import { texts } from '../ui/texts.js';

/** A colon after white space or at the beginning, and at least two characters of a name. */
const TYPED = /(?:^|[\s(])(:([a-z0-9_+-]{2,40}))$/iu;
const WHOLE = /(?:^|[\s(])(:([a-z0-9_+-]{1,40}):)$/iu;
const MAX_CHOICES = 6;
const LIST_ID = 'emoji-choices';

export class EmojiCompletion {
  /** @type {{from: number, to: number, emoji: string[]} | null} */ #offer = null;
  #chosen = 0;
  #list = element('ul', { class: 'emoji-choices', id: LIST_ID, role: 'listbox', 'aria-label': texts.emoji, hidden: true });

  /**
   * @param {HTMLTextAreaElement} field
   * @param {import('../ui/emoji_picker.js').EmojiMemory} memory
   * @param {(emoji: string, from: number, to: number) => void} onComplete puts it in the place of what was typed
   */
  constructor(field, memory, onComplete) {
    this.field = field;
    this.memory = memory;
    this.onComplete = onComplete;
    field.parentElement?.before(this.#list);
    field.addEventListener('input', (event) => this.#typed(event instanceof InputEvent && event.isComposing));
    field.addEventListener('blur', () => this.#close());
    // Before the composer takes Enter for sending.
    field.addEventListener('keydown', (event) => this.#key(event), true);
    this.#list.addEventListener('mousedown', (event) => {
      event.preventDefault();
      const item = event.target instanceof Element ? event.target.closest('[role=option]') : null;
      if (item) this.#complete([...this.#list.children].indexOf(item));
    });
  }

  /** @param {boolean} isComposing */
  async #typed(isComposing) {
    const { value, selectionStart: to, selectionEnd } = this.field;
    const before = value.slice(0, to);
    const match = isComposing || to !== selectionEnd ? null : (WHOLE.exec(before) ?? TYPED.exec(before));
    if (!match) return this.#close();
    const [, typed = '', name = ''] = match;
    const groups = await loadEmoji().catch(() => []);
    // More may have been typed meanwhile.
    if (this.field.value !== value || this.field.selectionStart !== to) return;
    const found = findEmoji(groups, name);
    const isWhole = typed.endsWith(':');
    const shown = (isWhole ? found.filter(({ codes }) => codes.includes(name.toLowerCase())) : found).slice(0, MAX_CHOICES);
    const characters = shown.map(({ character, hasSkinTones }) => (hasSkinTones ? withSkinTone(character, this.memory.skinTone) : character));
    if (characters.length === 0) return this.#close();
    this.#offer = { from: to - typed.length, to, emoji: characters };
    if (isWhole) return this.#complete(0);
    this.#list.replaceChildren(...shown.map(({ codes }, index) => element('li', { role: 'option', id: `${LIST_ID}-${index}` }, element('span', {}, characters[index]), `:${codes[0]}:`)));
    this.#list.hidden = false;
    this.field.setAttribute('aria-controls', LIST_ID);
    this.#choose(0);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.#offer || this.#list.hidden || event.isComposing) return;
    const count = this.#offer.emoji.length;
    if (event.key === 'ArrowDown') this.#choose((this.#chosen + 1) % count);
    else if (event.key === 'ArrowUp') this.#choose((this.#chosen + count - 1) % count);
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') this.#complete(this.#chosen);
    else if (event.key === 'Escape') this.#close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** @param {number} index */
  #choose(index) {
    this.#chosen = index;
    [...this.#list.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === index)));
    this.field.setAttribute('aria-activedescendant', `${LIST_ID}-${index}`);
  }

  /** @param {number} index */
  #complete(index) {
    const offer = this.#offer;
    const emoji = offer?.emoji[index];
    this.#close();
    if (!offer || emoji === undefined) return;
    this.memory.use(emoji);
    this.onComplete(emoji, offer.from, offer.to);
  }

  #close() {
    this.#offer = null;
    this.#list.hidden = true;
    this.field.removeAttribute('aria-activedescendant');
    this.field.removeAttribute('aria-controls');
  }
}
