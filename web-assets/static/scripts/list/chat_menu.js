// @ts-check
// The menu of a chat in the list: pin, archive, mute, mark as unread, clear, delete.

import { isMuted } from '../state/preferences.js';
import { onContextMenu } from '../ui/context_menu.js';
import { confirmLoss } from '../ui/dialog.js';
import { openMenu } from '../ui/menu.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../live/types.js').Chat} Chat */
/** @typedef {import('../ui/menu.js').Choice} Choice */

const HOUR_MS = 3_600_000;

export class ChatMenu {
  /**
   * @param {object} options
   * @param {HTMLElement} options.list
   * @param {(chatId: number) => Chat | null} options.find
   * @param {(chatId: number, change: Partial<import('../live/types.js').Preferences>) => void} options.prefer
   * @param {(chatId: number) => void} options.clear
   * @param {(chatId: number) => void} options.remove leads to the question whether to delete the chat
   */
  constructor({ list, find, prefer, clear, remove }) {
    this.find = find;
    this.prefer = prefer;
    this.clear = clear;
    this.remove = remove;
    onContextMenu(list, rowAt, (row, at) => this.#open(row, row.querySelector('a') ?? row, at));
    list.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('.row-menu') : null;
      const row = rowAt(button);
      if (row && button instanceof HTMLElement) this.#open(row, button);
    });
  }

  /**
   * @param {HTMLElement} row
   * @param {HTMLElement} opener
   * @param {{x: number, y: number}} [at]
   */
  #open(row, opener, at) {
    const chat = this.find(Number(row.dataset['chatId']));
    if (chat) openMenu(opener, this.#choices(chat, opener, at), at);
  }

  /**
   * @param {Chat} chat
   * @param {HTMLElement} opener
   * @param {{x: number, y: number}} [at]
   * @returns {Choice[]}
   */
  #choices({ chat_id: id, companion, preferences }, opener, at) {
    const { pinned, archived, marked_unread: isMarked } = preferences;
    return [
      { label: pinned ? texts.unpin : texts.pin, icon: 'pin', run: () => this.prefer(id, { pinned: !pinned }) },
      { label: archived ? texts.unarchive : texts.archive, icon: 'archive', run: () => this.prefer(id, { archived: !archived }) },
      isMuted(preferences)
        ? { label: texts.unmute, icon: 'bell', run: () => this.prefer(id, { muted_until: null }) }
        : { label: texts.mute, icon: 'bell-off', run: () => openMenu(opener, this.#spans(id), at) },
      { label: isMarked ? texts.markRead : texts.markUnread, icon: isMarked ? 'check' : 'chat', run: () => this.prefer(id, { marked_unread: !isMarked }) },
      { label: texts.clearForMe, icon: 'close', isDangerous: true, run: () => this.#confirmClearing(id, companion.name) },
      { label: texts.deleteChat, icon: 'trash', isDangerous: true, run: () => this.remove(id) },
    ];
  }

  /** @param {number} id @returns {Choice[]} for how long to mute */
  #spans(id) {
    const until = (/** @type {number} */ hours) => () => this.prefer(id, { muted_until: new Date(Date.now() + hours * HOUR_MS).toISOString() });
    return [
      { label: texts.muteHour, icon: 'bell-off', run: until(1) },
      { label: texts.mute8Hours, icon: 'bell-off', run: until(8) },
      { label: texts.muteWeek, icon: 'bell-off', run: until(7 * 24) },
      { label: texts.muteForever, icon: 'bell-off', run: () => this.prefer(id, { muted_until: 'forever' }) },
    ];
  }

  /** @param {number} id @param {string} name */
  async #confirmClearing(id, name) {
    if (await confirmLoss({ title: texts.clearQuestion, consequence: texts.clearConsequence(name), confirm: texts.clear })) this.clear(id);
  }
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function rowAt(target) {
  const row = target instanceof Element ? target.closest('[data-chat-id]') : null;
  return row instanceof HTMLElement ? row : null;
}
