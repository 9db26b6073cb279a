// @ts-check
// The unsent text of each chat, by companion: a chat without messages has no id yet. Also the message that it
// answers, and a change of a message that was begun and not saved.

export class Drafts {
  #store;

  /** @param {import('./browser_store.js').BrowserStore} store */
  constructor(store) {
    this.#store = store;
  }

  /** @param {number} companionId */
  find(companionId) {
    return this.#store.get(nameOf(companionId)) ?? '';
  }

  /**
   * @param {number} companionId
   * @param {string} text white space alone is no draft
   */
  keep(companionId, text) {
    if (text.trim() === '') this.#store.remove(nameOf(companionId));
    else this.#store.set(nameOf(companionId), text);
  }

  /** @param {number} companionId @returns {{id: number, text: string} | null} the message that is being changed, and its text so far */
  findEdit(companionId) {
    try {
      const edit = JSON.parse(this.#store.get(editOf(companionId)) ?? 'null');
      return Number.isInteger(edit?.id) && typeof edit.text === 'string' ? edit : null;
    } catch {
      return null;
    }
  }

  /**
   * @param {number} companionId
   * @param {{id: number, text: string} | null} edit null if it was saved or given up
   */
  keepEdit(companionId, edit) {
    if (edit === null) this.#store.remove(editOf(companionId));
    else this.#store.set(editOf(companionId), JSON.stringify(edit));
  }

  /** @param {number} companionId @returns {number | null} the message that the draft answers */
  findReply(companionId) {
    return Number(this.#store.get(replyOf(companionId))) || null;
  }

  /**
   * @param {number} companionId
   * @param {number | null} messageId
   */
  keepReply(companionId, messageId) {
    if (messageId === null) this.#store.remove(replyOf(companionId));
    else this.#store.set(replyOf(companionId), String(messageId));
  }

  /** @param {(companionId: number, text: string) => void} listener called for each change that another tab makes */
  onChangeByOtherTab(listener) {
    this.#store.onChangeByOtherTab((name, text) => {
      const match = /^draft:(\d+)$/.exec(name);
      if (match) listener(Number(match[1]), text ?? '');
    });
  }
}

/** @param {number} companionId */
function editOf(companionId) {
  return `edit:${companionId}`;
}

/** @param {number} companionId */
function replyOf(companionId) {
  return `reply:${companionId}`;
}

/** @param {number} companionId */
function nameOf(companionId) {
  return `draft:${companionId}`;
}
