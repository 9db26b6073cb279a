// @ts-check
// The unsent text of each chat, by companion: a chat without messages has no id yet.

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

  /** @param {(companionId: number, text: string) => void} listener called for each change that another tab makes */
  onChangeByOtherTab(listener) {
    this.#store.onChangeByOtherTab((name, text) => {
      const match = /^draft:(\d+)$/.exec(name);
      if (match) listener(Number(match[1]), text ?? '');
    });
  }
}

/** @param {number} companionId */
function nameOf(companionId) {
  return `draft:${companionId}`;
}
