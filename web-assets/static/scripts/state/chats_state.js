// @ts-check
// The chats as the list shows them: changed by events, corrected by `state` frames. Pure: no DOM, no network.

import { MAX_UNREAD_COUNT } from '../live/protocol.js';
import { withReaction } from './message_parts.js';
import { NO_PREFERENCES } from './preferences.js';

/** @typedef {import('../live/types.js').Chat} Chat */
/** @typedef {import('../live/types.js').Companion} Companion */
/** @typedef {import('../live/types.js').Frame} Frame */
/** @typedef {import('../live/types.js').Message} Message */

export class ChatsState {
  /** @type {Map<number, Chat>} */ #chats = new Map();
  /** The pinned chats; the greater, the later was the pin. @type {Map<number, number>} */ #pins = new Map();
  #lastPin = 0;
  /** False until the server has listed the chats. */
  isLoaded = false;

  /**
   * @param {number} userId
   * @param {(chat: Chat, message: Message) => void} onNewMessage called for each new message of a companion
   */
  constructor(userId, onNewMessage) {
    this.userId = userId;
    this.onNewMessage = onNewMessage;
  }

  get size() {
    return this.#chats.size;
  }

  /** @returns {Chat[]} pinned ones first, then newest message first; with archived ones, without requests and cleared chats */
  inOrder() {
    const pin = (/** @type {Chat} */ { chat_id }) => this.#pins.get(chat_id) ?? 0;
    const newest = (/** @type {Chat} */ { last_message }) => last_message?.message_id ?? 0;
    const listed = [...this.#chats.values()].filter((chat) => !chat.request && !isCleared(chat));
    return listed.sort((a, b) => pin(b) - pin(a) || newest(b) - newest(a) || b.chat_id - a.chat_id);
  }

  /** @returns {Chat[]} those that the user has cleared, whether messages have come since or not */
  cleared() {
    return [...this.#chats.values()].filter(({ preferences }) => preferences.cleared_up_to > 0);
  }

  /** @param {number} chatId */
  find(chatId) {
    return this.#chats.get(chatId) ?? null;
  }

  /** How many strangers want to write to the user. */
  get requests() {
    return [...this.#chats.values()].filter(({ request }) => request).length;
  }

  /** @returns {number[]} of all chats, with requests */
  ids() {
    return [...this.#chats.keys()];
  }

  /** @returns {Record<string, number[]>} the `have` of a `resume` request; requests always differ, since their acceptance is no revision */
  have() {
    return Object.fromEntries([...this.#chats.values()].map((chat) => [chat.chat_id, chat.request ? [-1, 0, 0] : [chat.revision, chat.read_up_to, chat.companion_read_up_to, chat.preferences.version]]));
  }

  clear() {
    this.#chats.clear();
    this.#pins.clear();
    this.isLoaded = false;
  }

  /** @param {Chat} chat as the server reports it */
  put(chat) {
    const before = this.#chats.get(chat.chat_id);
    // An event may have overtaken the response.
    if (before && before.revision > chat.revision) {
      this.#prefer(before, chat.preferences);
      return;
    }
    if (before && before.preferences.version > chat.preferences.version) chat.preferences = before.preferences;
    this.#chats.set(chat.chat_id, chat);
    this.#notePin(chat);
    const message = chat.last_message;
    if (before && message && chat.unread > 0 && message.message_id > (before.last_message?.message_id ?? 0)) this.#notify(chat, message);
  }

  /** @param {number} chatId */
  remove(chatId) {
    this.#chats.delete(chatId);
    this.#pins.delete(chatId);
  }

  /**
   * @param {Frame} frame an event
   * @returns {boolean} false if the chat has to be requested from the server
   */
  apply(frame) {
    const chat = this.#chats.get(frame['chat_id']);
    switch (frame.type) {
      case 'chat_created':
        this.#create(frame);
        return true;
      case 'message':
      case 'edited':
      case 'deleted':
      case 'reacted':
      case 'lifetime':
        return chat !== undefined && this.#change(chat, frame);
      case 'read':
        return chat !== undefined && this.#markRead(chat, frame);
      case 'chat_accepted':
        if (chat) delete chat.request;
        return chat !== undefined;
      case 'preferences':
        // A chat that isn't known was cleared: its next message brings it.
        return chat === undefined || this.#prefer(chat, frame['preferences']);
      case 'user_changed':
        this.#rename(frame);
        return true;
      case 'chat_deleted':
        this.remove(frame['chat_id']);
        return true;
      default:
        return true;
    }
  }

  /** @param {Frame} frame */
  #create(frame) {
    const companion = frame['users'].find((/** @type {Companion} */ user) => user.user_id !== this.userId);
    if (this.#chats.has(frame['chat_id']) || !companion) return;
    this.#chats.set(frame['chat_id'], { chat_id: frame['chat_id'], revision: 0, companion, last_message: null, unread: 0, read_up_to: 0, companion_read_up_to: 0, preferences: { ...NO_PREFERENCES }, ...(frame['request'] && { request: true }) });
  }

  /**
   * @param {Chat} chat
   * @param {import('../live/types.js').Preferences} preferences which may be older than the known ones
   * @returns {boolean} as `apply`
   */
  #prefer(chat, preferences) {
    if (preferences.version <= chat.preferences.version) return true;
    const clears = preferences.cleared_up_to > chat.preferences.cleared_up_to;
    chat.preferences = preferences;
    this.#notePin(chat);
    if (!clears) return true;
    // Of what has come since, only the server knows how much is unread.
    if ((chat.last_message?.message_id ?? 0) > preferences.cleared_up_to) return false;
    chat.last_message = null;
    chat.unread = 0;
    return true;
  }

  /** @param {Chat} chat */
  #notePin({ chat_id, preferences: { pinned } }) {
    if (!pinned) this.#pins.delete(chat_id);
    else if (!this.#pins.has(chat_id)) this.#pins.set(chat_id, ++this.#lastPin);
  }

  /** @param {Frame} frame */
  #rename(frame) {
    const companion = { user_id: frame['user_id'], username: frame['username'], name: frame['name'] };
    for (const chat of this.#chats.values()) if (chat.companion.user_id === companion.user_id) chat.companion = companion;
  }

  /**
   * @param {Chat} chat
   * @param {Frame} frame
   * @returns {boolean} as `apply`
   */
  #change(chat, frame) {
    if (frame['revision'] <= chat.revision) return true;
    // After a missing revision or a deletion, only the server knows the last message and the unread count.
    if (frame['revision'] > chat.revision + 1 || frame.type === 'deleted') return false;
    chat.revision = frame['revision'];
    if (frame.type === 'lifetime') {
      chat.lifetime = frame['lifetime'];
      return true;
    }
    if (frame.type === 'reacted') {
      const { last_message } = chat;
      if (last_message && last_message.message_id === frame['message_id']) chat.last_message = withReaction(last_message, frame['user_id'], frame['emoji']);
      return true;
    }
    const message = frame['message'];
    if (frame.type === 'message') {
      if (message.sender_id !== this.userId && message.message_id > chat.read_up_to) chat.unread = Math.min(MAX_UNREAD_COUNT, chat.unread + 1);
      chat.last_message = message;
      this.#notify(chat, message);
    } else if (chat.last_message?.message_id === message.message_id) {
      chat.last_message = message;
    }
    return true;
  }

  /**
   * @param {Chat} chat
   * @param {Frame} frame
   * @returns {boolean} as `apply`
   */
  #markRead(chat, frame) {
    const messageId = frame['message_id'];
    if (frame['user_id'] !== this.userId) {
      chat.companion_read_up_to = Math.max(chat.companion_read_up_to, messageId);
      return true;
    }
    if (messageId <= chat.read_up_to) return true;
    if (chat.unread > 0 && messageId < (chat.last_message?.message_id ?? 0)) return false;
    chat.read_up_to = messageId;
    chat.unread = 0;
    return true;
  }

  /**
   * @param {Chat} chat
   * @param {Message} message
   */
  #notify(chat, message) {
    if (message.sender_id !== this.userId && !chat.request) this.onNewMessage(chat, message);
  }
}

/** Whether the chat has no message since the user has cleared it. @param {Chat} chat */
function isCleared({ last_message, preferences }) {
  return last_message === null && preferences.cleared_up_to > 0;
}
