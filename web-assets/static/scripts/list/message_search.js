// @ts-check
// The page for the search in messages: while the user types, it shows what is found.

import { find } from '../ui/dom.js';
import { Unreachable, fetchPage } from '../ui/page_fetch.js';

const DELAY_MS = 250;
/** After an answer that was refused, because there were too many searches, say. */
const RETRY_DELAY_MS = 1_000;

export class MessageSearch {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {AbortController | null} */ #request = null;
  #shown = '';

  /** @param {HTMLElement} pane with the form and what was found */
  constructor(pane) {
    this.form = find(pane, '[data-message-search]', HTMLFormElement);
    this.found = find(pane, '[data-found]', HTMLElement);
    if (!this.form || !this.found) return;
    this.#shown = this.#address;
    this.form.addEventListener('input', () => this.#changed(DELAY_MS));
    this.form.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Where the page of what is typed is. */
  get #address() {
    const fields = [...new FormData(this.form ?? undefined)].map(([name, value]) => [name, String(value)]);
    return `/search?${new URLSearchParams(fields.filter(([, value]) => value !== ''))}`;
  }

  /** @param {number} delay */
  #changed(delay) {
    clearTimeout(this.#timer);
    this.#request?.abort();
    if (this.#address !== this.#shown) this.#timer = setTimeout(() => this.#search(this.#address), delay);
  }

  /** @param {string} address */
  async #search(address) {
    this.#request = new AbortController();
    try {
      const loaded = await fetchPage(address, this.#request.signal);
      if (this.#address !== address) return;
      const found = loaded && find(loaded.page, '[data-found]', HTMLElement);
      if (!found) return this.#changed(RETRY_DELAY_MS);
      this.#shown = address;
      this.found?.replaceChildren(...found.childNodes);
    } catch (error) {
      // Without a connection, what was found before stays.
      if (!(error instanceof Unreachable)) throw error;
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || event.key !== 'ArrowDown' || !(event.target instanceof HTMLInputElement)) return;
    if (this.found) find(this.found, '.row', HTMLElement)?.focus();
    event.preventDefault();
  }
}
