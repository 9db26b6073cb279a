// @ts-check
// The input of one chat: its composer, the draft, and the notice that the user is typing.

import { TypingNotifier } from '../state/typing.js';
import { element, find, icon } from '../ui/dom.js';
import { openEmojiPicker } from '../ui/emoji_picker.js';
import { texts } from '../ui/texts.js';
import { closeComposer } from './chat_gone.js';
import { Composer } from './composer.js';
import { EmojiCompletion } from './emoji_completion.js';

export class ChatInput {
  /** Null if the companion has been deleted. @type {Composer | null} */ composer = null;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {number} options.companionId
   * @param {import('../state/drafts.js').Drafts} options.drafts
   * @param {import('../ui/emoji_picker.js').EmojiMemory} options.emoji
   * @param {() => void} options.sendTyping
   * @param {(messageId: number) => boolean} options.isOwn
   * @param {Omit<ConstructorParameters<typeof Composer>[1], 'onInput' | 'onEditing'>} options.composer
   */
  constructor({ root, companionId, drafts, emoji, sendTyping, isOwn, composer }) {
    this.root = root;
    this.companionId = companionId;
    this.drafts = drafts;
    this.typing = new TypingNotifier(sendTyping);
    const form = find(root, '[data-composer]', HTMLFormElement);
    if (form) this.composer = new Composer(form, { ...composer, onInput: (text) => this.#changed(text), onEditing: (edit) => drafts.keepEdit(companionId, edit) });
    if (this.composer) this.#offerEmoji(this.composer, emoji);
    // A text that the server has sent back is newer than the draft.
    if (this.composer?.draft === '') this.composer.setDraft(drafts.find(companionId));
    const edit = drafts.findEdit(companionId);
    if (edit && isOwn(edit.id)) this.composer?.edit(edit.id, edit.text, false);
  }

  /** The user writes in one window at a time; the others follow. @param {string} text */
  draftChanged(text) {
    if (!document.hasFocus()) this.composer?.setDraft(text);
  }

  /** @param {Composer} composer @param {import('../ui/emoji_picker.js').EmojiMemory} memory */
  #offerEmoji(composer, memory) {
    new EmojiCompletion(composer.field, memory, (emoji, from, to) => composer.replace(emoji, from, to));
    const button = element('button', { type: 'button', class: 'icon-button', 'data-emoji-button': true, 'aria-label': texts.emoji, title: texts.emoji, 'aria-haspopup': 'dialog', 'aria-expanded': 'false' }, icon('smile'));
    find(this.root, '.composer-send', HTMLElement)?.before(button);
    /** @type {{close: () => void} | null} */
    let picker = null;
    button.addEventListener('click', () => {
      if (picker) return picker.close();
      picker = openEmojiPicker(button, { memory, onPick: (emoji) => composer.insert(emoji), onClose: () => (picker = null) });
    });
  }

  /** The companion has been deleted. */
  close() {
    this.remove();
    closeComposer(this.root);
  }

  /** The chat has been deleted. */
  remove() {
    this.composer = null;
    this.drafts.keep(this.companionId, '');
    this.drafts.keepEdit(this.companionId, null);
  }

  /** @param {string} text */
  #changed(text) {
    this.drafts.keep(this.companionId, text);
    if (text === '') this.typing.reset();
    else this.typing.typed(text);
  }
}
