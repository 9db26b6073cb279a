// @ts-check
// What was typed and not sent yet, for each companion: a chat that is only begun has no other name.

export class Drafts {
  #store;

  /** @param {import('./browser_store.js').BrowserStore} store */
  constructor(store) {
    this.#store = store;
  }

  /** @param {number} companionId */
  of(companionId) {
    return this.#store.get(name(companionId)) ?? '';
  }

  /**
   * @param {number} companionId
   * @param {string} text white space alone is no draft
   */
  keep(companionId, text) {
    if (text.trim() === '') this.#store.remove(name(companionId));
    else this.#store.set(name(companionId), text);
  }

  /** @param {(companionId: number, text: string) => void} listener hears what another tab keeps */
  onChange(listener) {
    this.#store.onChange((changed, text) => {
      const found = /^draft:(\d+)$/.exec(changed);
      if (found) listener(Number(found[1]), text ?? '');
    });
  }
}

/** @param {number} companionId */
function name(companionId) {
  return `draft:${companionId}`;
}
