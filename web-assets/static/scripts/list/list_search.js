// @ts-check
// The search above the list of chats: while the user types, the list shows the matching chats, and below them other people.

import { element, find, icon } from '../ui/dom.js';
import { Unreachable, fetchPage } from '../ui/page_fetch.js';
import { texts } from '../ui/texts.js';

const MIN_PEOPLE_CHARS = 2;
const DELAY_MS = 200;

export class ListSearch {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {AbortController | null} */ #request = null;
  #people = element('section', { class: 'found-people', 'aria-label': texts.people, hidden: true });
  #messages = element('a', { class: 'requests-link', 'data-search-messages': '', href: '/search', hidden: true });
  #none = element('p', { class: 'pane-note', role: 'status', hidden: true }, texts.nobodyFound);

  /**
   * @param {object} options
   * @param {HTMLElement} options.pane with the search and the list
   * @param {import('./chat_list.js').ChatList} options.list
   * @param {import('../state/store.js').Store} options.store
   */
  constructor({ pane, list, store }) {
    this.pane = pane;
    this.list = list;
    this.store = store;
    this.field = find(pane, '.search-input', HTMLInputElement);
    if (!this.field || !list.list) return;
    list.list.after(this.#people, this.#none, this.#messages);
    this.field.addEventListener('input', () => this.#changed());
    this.field.addEventListener('keydown', (event) => this.#key(event));
    this.field.form?.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#open();
    });
    pane.addEventListener('click', ({ target }) => {
      // The chat that was searched for is open now.
      if (target instanceof Element && target.closest('.row')) this.clear();
    });
  }

  /** Opens the first result, as soon as there is one. */
  async #open() {
    if (this.#query === '') return;
    clearTimeout(this.#timer);
    if (!this.#first()) await this.#search(this.#query);
    this.#first()?.click();
  }

  clear() {
    if (!this.field || this.field.value === '') return;
    this.field.value = '';
    this.#changed();
  }

  get #query() {
    return this.field?.value.trim() ?? '';
  }

  #changed() {
    const query = this.#query;
    this.store.update(() => (this.list.filter = query));
    this.#none.hidden = true;
    this.#offerMessages(query);
    clearTimeout(this.#timer);
    this.#request?.abort();
    if ([...query].length < MIN_PEOPLE_CHARS) return this.#showPeople([]);
    this.#timer = setTimeout(() => this.#search(query), DELAY_MS);
  }

  /** Offers to search the messages. @param {string} query */
  #offerMessages(query) {
    this.#messages.hidden = query === '';
    this.#messages.setAttribute('href', `/search?${new URLSearchParams({ q: query })}`);
    this.#messages.replaceChildren(icon('search'), element('span', { dir: 'auto' }, texts.searchMessagesFor(query)));
  }

  /** @param {string} query */
  async #search(query) {
    this.#request = new AbortController();
    try {
      const found = await fetchPage(`/chats/search?search-string=${encodeURIComponent(query)}`, this.#request.signal);
      if (!found || this.#query !== query) return;
      const known = new Set(this.store.state.chats.inOrder().map(({ companion: { username } }) => username && `/chats/begin/${username}`));
      const rows = [...found.page.querySelectorAll('#chats .rows > li')].filter((row) => !known.has(row.querySelector('a')?.getAttribute('href') ?? ''));
      this.#showPeople(rows.map((row) => document.adoptNode(row)));
      this.#none.hidden = this.#first() !== null;
    } catch (error) {
      // Without a connection, the chats are filtered alone.
      if (!(error instanceof Unreachable)) throw error;
    }
  }

  /** @param {Element[]} rows */
  #showPeople(rows) {
    this.#people.hidden = rows.length === 0;
    this.#people.replaceChildren(element('h2', { class: 'found-title' }, texts.people), element('ul', { class: 'rows', role: 'list' }, ...rows));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.#query !== '') this.clear();
    else if (event.key === 'ArrowDown') this.#first()?.focus();
    else return;
    event.preventDefault();
  }

  /** @returns {HTMLElement | null} the first result */
  #first() {
    return find(this.pane, '.rows .row', HTMLElement);
  }
}
