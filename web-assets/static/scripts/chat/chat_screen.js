// @ts-check
// The open chat: puts its parts together and draws them.

import { newClientId } from '../state/client_id.js';
import { find, toggle } from '../ui/dom.js';
import { errorText, texts } from '../ui/texts.js';
import { ChatEvents } from './chat_events.js';
import { showChatGone } from './chat_gone.js';
import { ChatHeader } from './chat_header.js';
import { ChatInput } from './chat_input.js';
import { ChatNote } from './chat_note.js';
import { ChatSync } from './chat_sync.js';
import { isTouchScreen, moveFocus } from './focus.js';
import { JumpToNewest } from './jump_to_newest.js';
import { MessageActions } from './message_actions.js';
import { MessageLoader } from './message_loader.js';
import { NewMessages } from './new_messages.js';
import { ReadMarker } from './read_marker.js';
import { TimelineView } from './timeline_view.js';

/** @typedef {import('../live/types.js').Companion} Companion */
/** @typedef {import('../live/types.js').Frame} Frame */
/** @typedef {import('../state/store.js').State} State */

export class ChatScreen {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {import('../state/store.js').Store} options.store
   * @param {import('../state/open_chat.js').OpenChat} options.chat
   * @param {import('../live/socket.js').LiveSocket} options.socket
   * @param {import('../state/outbox.js').Outbox} options.outbox
   * @param {import('../state/drafts.js').Drafts} options.drafts
   * @param {import('../ui/announcer.js').Announcer} options.announcer
   * @param {(event: Frame) => void} options.onOwnChange gets the user's changes as events
   */
  constructor({ root, store, chat, socket, outbox, drafts, announcer, onOwnChange }) {
    this.root = root;
    this.store = store;
    this.chat = chat;
    this.socket = socket;
    this.outbox = outbox;
    this.onOwnChange = onOwnChange;
    this.header = new ChatHeader(root, chat.companion);
    this.note = new ChatNote(root);
    this.view = this.#createView();
    this.jump = new JumpToNewest(this.view);
    this.readMarker = new ReadMarker({ store, chat, view: this.view, markRead: (messageId) => this.#markRead(messageId) });
    this.newMessages = new NewMessages({ chat, announcer, readMarker: this.readMarker, jump: this.jump });
    this.loader = new MessageLoader({ store, chat, socket, pageSize: Number(root.dataset['pageSize']) });
    this.sync = this.#createSync();
    this.events = this.#createEvents();
    this.input = this.#createInput(drafts, announcer);
    this.actions = this.#createActions();
    find(root, '[data-older]', HTMLElement)?.addEventListener('click', (event) => {
      event.preventDefault();
      this.sync.loadOlder();
    });
    if (!isTouchScreen()) this.input.composer?.focus();
  }

  /** Brings the timeline up to date after a connection was made. */
  catchUp() {
    return this.sync.catchUp();
  }

  /** The database has another history. */
  startOver() {
    this.loader.startOver();
  }

  /** The tab has become visible or hidden. */
  visibilityChanged() {
    this.readMarker.update();
  }

  /** @param {Frame} frame an event of any chat */
  apply(frame) {
    this.events.apply(frame);
  }

  /** @param {Frame} ack of a message to this companion */
  acknowledge(ack) {
    this.events.acknowledge(ack);
  }

  /** @param {Companion} companion with another name, or deleted */
  updateCompanion(companion) {
    if (companion.user_id !== this.chat.companion.user_id) return;
    this.store.update(() => (this.chat.companion = companion));
    if (companion.username === null && this.input.composer) this.input.close();
  }

  /** The chat has been deleted. */
  chatDeleted() {
    if (this.chat.isDeleted) return;
    this.chat.isDeleted = true;
    this.input.remove();
    this.outbox.dropAll(this.chat.companion.user_id);
    showChatGone(this.root, this.chat.companion);
  }

  /** @param {State} state */
  draw({ presence, typing, unsent, connection }) {
    const { chatId, companion, timeline, isLoaded, isDeleted } = this.chat;
    this.header.draw(companion, presence.get(companion.user_id) ?? null, chatId !== null && typing.has(chatId));
    if (isDeleted) return;
    const rows = this.chat.rows(unsent, connection.state === 'ready');
    // Until the newest messages are loaded, the page keeps the older ones that it came with.
    if (!isLoaded && rows.length === 0) return;
    this.view.draw(rows, companion.name);
    toggle(this.root, '[data-timeline-empty]', rows.length === 0);
    toggle(this.root, '[data-older]', timeline.hasOlder);
    this.jump.update();
    this.readMarker.update();
  }

  #createView() {
    return new TimelineView({
      frame: /** @type {HTMLElement} */ (find(this.root, '[data-timeline]', HTMLElement)),
      list: /** @type {HTMLElement} */ (find(this.root, '[data-messages]', HTMLElement)),
      events: {
        onMenu: (messageId, button) => this.actions.openMenu(messageId, button),
        onRetry: (clientId) => {
          this.outbox.retry(clientId);
          this.#moveFocus();
        },
        onDiscard: (clientId) => {
          this.outbox.drop(clientId);
          this.#moveFocus();
        },
      },
      onScroll: () => this.#scrolled(),
    });
  }

  #createSync() {
    return new ChatSync({
      chat: this.chat,
      socket: this.socket,
      loader: this.loader,
      onCaughtUp: (newestBefore) => {
        this.newMessages.report(newestBefore);
        showUrl(this.chat.chatId);
        this.#dropStored();
      },
      onDeleted: () => this.chatDeleted(),
      onError: (error) => this.note.show(errorText(error)),
    });
  }

  #createEvents() {
    return new ChatEvents({
      store: this.store,
      chat: this.chat,
      outbox: this.outbox,
      newMessages: this.newMessages,
      onCreated: (chatId) => this.#created(chatId),
      onMessageDeleted: (messageId) => this.input.composer?.messageDeleted(messageId),
      onDeleted: () => this.chatDeleted(),
      onAccepted: () => find(this.root, '[data-request]', HTMLElement)?.remove(),
      onChanged: () => this.sync.watchForGap(),
    });
  }

  /**
   * @param {import('../state/drafts.js').Drafts} drafts
   * @param {import('../ui/announcer.js').Announcer} announcer
   * @returns {ChatInput}
   */
  #createInput(drafts, announcer) {
    return new ChatInput({
      root: this.root,
      companionId: this.chat.companion.user_id,
      drafts,
      sendTyping: () => {
        if (this.chat.chatId !== null) this.socket.send('typing', { chat_id: this.chat.chatId });
      },
      composer: {
        onSend: (message) => this.#send(message),
        onEdit: (messageId, text) => this.actions.edit(messageId, text),
        newestOwn: () => {
          const message = this.chat.timeline.newestOwn;
          return message && { id: message.message_id, text: message.text };
        },
        announce: (text) => announcer.announce(text),
      },
    });
  }

  /** @returns {MessageActions} */
  #createActions() {
    return new MessageActions({
      chatId: () => this.chat.chatId,
      socket: this.socket,
      timeline: this.chat.timeline,
      composer: () => this.input.composer,
      onChanged: (event) => {
        this.apply(event);
        this.onOwnChange(event);
      },
      onError: (error, isEdit) => {
        this.note.show(isEdit ? texts.editNotSaved(errorText(error)) : errorText(error));
        if (error.code === 'not_found') this.catchUp();
      },
      onDeleted: () => this.#moveFocus(),
    });
  }

  /** @param {import('./composer.js').NewMessage} message */
  #send(message) {
    this.chat.timeline.newAfter = null;
    this.view.showNewest();
    this.outbox.add({ clientId: newClientId(), chatId: this.chat.chatId, companionId: this.chat.companion.user_id, ...message });
  }

  /** The server has these messages, although no acknowledgement came. */
  #dropStored() {
    const stored = new Set(this.chat.timeline.messages.map(({ client_id }) => client_id));
    for (const { clientId } of this.store.state.unsent) if (stored.has(clientId)) this.outbox.drop(clientId);
  }

  /** @param {number} chatId */
  #created(chatId) {
    this.store.update(() => (this.chat.chatId = chatId));
    showUrl(chatId);
    this.header.chatCreated(chatId);
  }

  #scrolled() {
    this.jump.update();
    this.readMarker.update();
    if (this.view.isNearTop) this.sync.loadOlder();
  }

  /** @param {number} messageId */
  async #markRead(messageId) {
    const { chatId, timeline } = this.chat;
    if (chatId === null) return;
    await this.socket.request('read', { chat_id: chatId, message_id: messageId });
    const event = { type: 'read', chat_id: chatId, user_id: timeline.userId, message_id: messageId };
    this.apply(event);
    this.onOwnChange(event);
  }

  #moveFocus() {
    moveFocus(this.input.composer, this.view.frame);
  }
}

/** @param {number | null} chatId */
function showUrl(chatId) {
  history.replaceState(history.state, '', `/chats/${chatId}`);
}
