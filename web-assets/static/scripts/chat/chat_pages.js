// @ts-check
// Gets the screen of a chat from the server's own page of it: what the page shows is the same with and without scripts.

import { find } from '../ui/dom.js';
import { fetchPage } from '../ui/page_fetch.js';

/**
 * @typedef {object} ChatPage
 * @property {HTMLElement} root the chat's pane, not yet in the document
 * @property {string} address of the chat, after redirects
 */

/** A pressed link is loaded at once; a page is used if the click follows within this time. */
const PREFETCHED_FOR_MS = 2_000;

export class ChatPages {
  /** @type {{href: string, page: Promise<ChatPage | null>} | null} */ #prefetched = null;

  /** @param {string} userId the user of this page, as the page names it */
  constructor(userId) {
    this.userId = userId;
  }

  /** Loads a page that will probably be needed. @param {string} href */
  prefetch(href) {
    if (this.#prefetched?.href === href) return;
    const prefetched = { href, page: this.#fetch(href) };
    prefetched.page.catch(() => {});
    this.#prefetched = prefetched;
    setTimeout(() => {
      if (this.#prefetched === prefetched) this.#prefetched = null;
    }, PREFETCHED_FOR_MS);
  }

  /**
   * @param {string} href
   * @returns {Promise<ChatPage | null>} null if the browser has to go there: it is no chat, or the page is of another
   * version or for another user. Rejects with `Unreachable`.
   */
  load(href) {
    const prefetched = this.#prefetched?.href === href ? this.#prefetched.page : null;
    this.#prefetched = null;
    return prefetched ?? this.#fetch(href);
  }

  /** @param {string} href @returns {Promise<ChatPage | null>} */
  async #fetch(href) {
    const fetched = await fetchPage(href);
    if (!fetched) return null;
    const { page, address } = fetched;
    const root = find(page, '[data-chat]', HTMLElement);
    if (!root || page.body.dataset['userId'] !== this.userId || versionOf(page) !== versionOf(document)) return null;
    return { root: document.adoptNode(root), address };
  }
}

/** @param {Document} page @returns {string | null} changes with each version of the scripts */
function versionOf(page) {
  return page.querySelector('script[src$="/scripts/chats.js"]')?.getAttribute('src') ?? null;
}
