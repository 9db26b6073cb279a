// @ts-check
// Opens chats beside the list: those that were opened before at once, others as soon as their page has arrived.

import { element, find, icon } from '../ui/dom.js';
import { Unreachable } from '../ui/page_fetch.js';
import { setTitle } from '../ui/page_title.js';
import { cloneTemplate } from '../ui/templates.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('./chat_screen.js').ChatScreen} ChatScreen */
/** @typedef {import('./timeline_view.js').Place} Place */

const CHAT = /^\/chats\/(?:(?<chatId>\d+)|begin\/(?<username>[^/]+))$/u;

export class ChatOpener {
  /** The chat that is on its way, and what was typed meanwhile. @type {{href: string, typed: string} | null} */ #loading = null;
  /** What is opened as soon as there is a connection. @type {URL | null} */ #waiting = null;

  /**
   * @param {object} options
   * @param {import('./chat_screens.js').ChatScreens} options.screens
   * @param {import('./chat_pages.js').ChatPages} options.pages
   * @param {(root: HTMLElement) => ChatScreen} options.createScreen
   * @param {(address: string) => void} options.onAddress the chat has another address than the link to it
   */
  constructor({ screens, pages, createScreen, onAddress }) {
    this.screens = screens;
    this.pages = pages;
    this.createScreen = createScreen;
    this.onAddress = onAddress;
    document.addEventListener('pointerdown', ({ target, button }) => {
      const link = target instanceof Element && button === 0 ? target.closest('a[href]') : null;
      if (link instanceof HTMLAnchorElement) this.#prefetch(new URL(link.href));
    });
    document.addEventListener('keydown', (event) => this.#typed(event));
  }

  /** @param {URL} url */
  static isChat({ pathname }) {
    return CHAT.test(pathname);
  }

  /** Shows the chat of the page that the browser has loaded. @param {HTMLElement} root @param {URL} url @param {Place | null} place */
  adopt(root, url, place) {
    this.#show(this.createScreen(root), url, place);
  }

  /** @param {URL} url @param {Place | null} place where the user was there */
  async open(url, place) {
    this.#waiting = null;
    this.#loading = null;
    const kept = this.#kept(url);
    if (kept) return this.#show(kept, url, place);
    const loading = { href: url.href, typed: '' };
    this.#loading = loading;
    try {
      const page = await this.pages.load(withoutHash(url));
      if (this.#loading !== loading) return;
      if (!page) return location.assign(url);
      this.#loading = null;
      this.#show(this.createScreen(page.root), url, place);
      this.screens.current?.writing.composer?.insert(loading.typed);
      this.onAddress(page.address);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      if (this.#loading === loading) this.#wait(url);
    }
  }

  /** The user has gone elsewhere. */
  cancel() {
    this.#loading = null;
    this.#waiting = null;
  }

  /** There is a connection. */
  connected() {
    if (this.#waiting) this.open(this.#waiting, null);
  }

  /** @param {URL} url */
  #kept({ pathname }) {
    const { chatId, username } = CHAT.exec(pathname)?.groups ?? {};
    return this.screens.find(({ chat }) => (chatId === undefined ? chat.companion.username === decodeURIComponent(username ?? '') : chat.chatId === Number(chatId)));
  }

  /** @param {ChatScreen} screen @param {URL} url @param {Place | null} place */
  #show(screen, url, place) {
    document.body.classList.replace('shell-shows-list', 'shell-shows-chat');
    const linked = messageIn(url);
    this.screens.show(screen, linked === null ? place : { messageId: linked, offset: null });
    setTitle(screen.chat.companion.name);
  }

  /** Without a connection, a chat that wasn't opened before has to wait. @param {URL} url */
  #wait(url) {
    this.#loading = null;
    this.#waiting = url;
    document.body.classList.replace('shell-shows-list', 'shell-shows-chat');
    const back = element('a', { class: 'icon-button chat-back', href: '/chats/list', 'data-up': true, 'aria-label': texts.backToChats }, icon('back'));
    const pane = element('section', { class: 'pane pane-main', 'aria-label': texts.chat },
      element('header', { class: 'chat-bar' }, back),
      element('div', { class: 'empty', role: 'status' }, element('p', { class: 'empty-text' }, texts.opensWithConnection)));
    this.screens.showPane(pane);
  }

  /** @param {URL} url */
  #prefetch(url) {
    if (url.origin === location.origin && ChatOpener.isChat(url) && !this.#kept(url)) this.pages.prefetch(withoutHash(url));
  }

  /** What is typed while nothing has the focus goes into the composer, also into that of a chat that is on its way. @param {KeyboardEvent} event */
  #typed(event) {
    if (event.target !== document.body || event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (this.#loading) this.#loading.typed += event.key;
    else this.screens.current?.writing.composer?.focus();
  }
}

/** The pane beside the list while no chat is open. */
export function idlePane() {
  return cloneTemplate('idle-pane');
}

/** @param {URL} url @returns {number | null} the message that an address leads to */
function messageIn({ hash, searchParams }) {
  const id = Number(/^#message-(\d+)$/u.exec(hash)?.[1] ?? searchParams.get('around'));
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

/** @param {URL} url */
function withoutHash(url) {
  const copy = new URL(url);
  copy.hash = '';
  return copy.href;
}

/** @param {HTMLElement} pane of the list @param {number | null} chatId the chat that was open */
export function focusRow(pane, chatId) {
  const row = chatId === null ? null : find(pane, `[data-chat-id="${chatId}"] a`, HTMLElement);
  (row ?? pane).focus({ preventScroll: row === null });
}
