// @ts-check
// Writing to one companion: the composer with its draft, and the word that one is typing.

import { closeComposer } from './chat_gone.js';
import { Composer } from './composer.js';
import { find } from '../ui/dom.js';
import { TypingSignal } from '../state/typing.js';

export class Writing {
  /** Null where nobody is there to write to. @type {Composer | null} */ composer = null;

  /**
   * @param {object} about
   * @param {HTMLElement} about.root
   * @param {number} about.companionId
   * @param {import('../state/drafts.js').Drafts} about.drafts
   * @param {() => void} about.sayTyping
   * @param {Omit<ConstructorParameters<typeof Composer>[1], 'onWrite'>} about.events
   */
  constructor({ root, companionId, drafts, sayTyping, events }) {
    this.root = root;
    this.companionId = companionId;
    this.drafts = drafts;
    this.typing = new TypingSignal(sayTyping);
    const form = find(root, '[data-composer]', HTMLFormElement);
    if (form) this.composer = new Composer(form, { ...events, onWrite: (text) => this.#wrote(text) });
    // A text that the server sent back is newer than a draft.
    if (this.composer?.draft === '') this.composer.putDraft(drafts.of(companionId));
    drafts.onChange((id, text) => {
      // The reader writes in one window at a time; the others follow.
      if (id === companionId && !document.hasFocus()) this.composer?.putDraft(text);
    });
  }

  /** There is nobody, or nothing, to write to any more. */
  end() {
    this.composer = null;
    this.drafts.keep(this.companionId, '');
  }

  /** As `end`, with a sentence in the composer's place. */
  close() {
    this.end();
    closeComposer(this.root);
  }

  /** @param {string} text */
  #wrote(text) {
    this.drafts.keep(this.companionId, text);
    if (text === '') this.typing.sent();
    else this.typing.wrote(text);
  }
}
