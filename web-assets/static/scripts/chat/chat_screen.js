// @ts-check
// The open chat: puts its parts together and draws them.

import { drawAvatar } from '../ui/avatar.js';
import { find, toggle } from '../ui/dom.js';
import { cloneTemplate, partOf } from '../ui/templates.js';
import { errorText, texts } from '../ui/texts.js';
import { ChatEvents } from './chat_events.js';
import { showChatGone } from './chat_gone.js';
import { ChatHeader } from './chat_header.js';
import { ChatNote } from './chat_note.js';
import { ChatSync } from './chat_sync.js';
import { openCompanionPanel } from './companion_panel.js';
import { isTouchScreen, moveFocus } from './focus.js';
import { forward } from './forwarding.js';
import { JumpToNewest } from './jump_to_newest.js';
import { openPicturesOf } from './lightbox.js';
import { MessageActions } from './message_actions.js';
import { MessageLoader } from './message_loader.js';
import { openMenusOf } from './message_menu.js';
import { NewMessages } from './new_messages.js';
import { ReadMarker } from './read_marker.js';
import { Selection } from './selection.js';
import { replyBySwiping } from './swipe_to_reply.js';
import { TimelineKeys } from './timeline_keys.js';
import { TimelineView } from './timeline_view.js';
import { Writing } from './writing.js';

/** @typedef {import('../live/types.js').Companion} Companion */
/** @typedef {import('../live/types.js').Frame} Frame */
/** @typedef {import('../state/store.js').State} State */

export class ChatScreen {
  /** Whether the screen is on the page: kept screens stay up to date, but draw nothing. */
  isShown = false;
  /** Whether a connection was made since the timeline was brought up to date. */
  #isBehind = true;
  /** Where the user was. @type {import('./timeline_view.js').Place | null} */ #place = null;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {import('../state/store.js').Store} options.store
   * @param {import('../state/open_chat.js').OpenChat} options.chat
   * @param {import('../live/socket.js').LiveSocket} options.socket
   * @param {import('../state/outbox.js').Outbox} options.outbox
   * @param {import('../state/uploads.js').Uploads} options.uploads
   * @param {import('../state/drafts.js').Drafts} options.drafts
   * @param {import('../ui/emoji_picker.js').EmojiMemory} options.emoji
   * @param {import('../ui/announcer.js').Announcer} options.announcer
   * @param {(event: Frame) => void} options.onOwnChange gets the user's changes as events
   * @param {() => void} options.onCreated the chat has an address now
   * @param {(address: string) => void} options.onGo goes to a place in a chat
   */
  constructor({ root, store, chat, socket, outbox, uploads, drafts, emoji, announcer, onOwnChange, onCreated, onGo }) {
    this.root = root;
    this.store = store;
    this.chat = chat;
    this.socket = socket;
    this.outbox = outbox;
    this.onOwnChange = onOwnChange;
    this.onCreated = onCreated;
    this.emoji = emoji;
    this.header = new ChatHeader(root, chat.companion);
    this.note = new ChatNote(root);
    this.view = this.#createView();
    this.jump = new JumpToNewest(this.view, () => this.#goToNewest());
    this.readMarker = new ReadMarker({ store, chat, view: this.view, isWatched: () => this.isWatched, markRead: (messageId) => this.#markRead(messageId) });
    this.newMessages = new NewMessages({ chat, announcer, readMarker: this.readMarker, isShown: () => this.isShown });
    this.loader = new MessageLoader({ store, chat, socket, pageSize: Number(root.dataset['pageSize']) });
    this.sync = this.#createSync();
    this.events = this.#createEvents();
    this.announcer = announcer;
    this.writing = new Writing({
      root, chat, socket, outbox, uploads, drafts, emoji,
      announce: (text) => announcer.announce(text),
      note: (text) => this.note.show(text),
      onEdit: (messageId, text) => this.actions.edit(messageId, text),
      onSend: () => {
        chat.timeline.newAfter = null;
        this.#goToNewest();
      },
    });
    this.actions = this.#createActions();
    this.selection = this.#createSelection();
    openCompanionPanel(root, onGo);
    this.#loadByLink('[data-older]', () => this.sync.loadOlder());
    this.#loadByLink('[data-newer]', () => this.sync.loadNewer());
    this.#loadByLink('[data-newest]', () => this.#goToNewest());
    openMenusOf(this.view.list, (messageId, message, at) => this.actions.openMenu(messageId, message, at));
    replyBySwiping(this.view.list, (messageId) => this.writing.reply(messageId));
    openPicturesOf(this.view.list);
    this.keys = new TimelineKeys({ view: this.view, onReply: (messageId) => this.writing.reply(messageId), onMenu: (messageId, message) => this.actions.openMenu(messageId, message), onLeave: () => this.writing.composer?.focus() });
  }

  /** Whether the user looks at the chat. */
  get isWatched() {
    return this.isShown && document.visibilityState === 'visible' && document.hasFocus();
  }

  /** Whether the user looks at its newest message. */
  get isNewestWatched() {
    return this.isWatched && this.view.isAtNewest;
  }

  /** Where the user is; null at the newest message. */
  get place() {
    return this.isShown ? this.view.place : this.#place;
  }

  /**
   * The screen has come onto the page: goes to a message or a place, to the first unread message, or where the user was.
   * @param {import('./timeline_view.js').Place | {messageId: number, offset: null} | null} target
   */
  show(target) {
    const { timeline } = this.chat;
    const hasUnread = timeline.hasNewer || timeline.newestReceivedId > timeline.readUpTo;
    this.isShown = true;
    timeline.newAfter = hasUnread ? timeline.readUpTo : null;
    const place = target ?? (hasUnread ? null : this.#place);
    this.view.goTo(place ?? 'first-new');
    this.draw(this.store.state);
    if (place && !this.view.has(place.messageId)) this.#loadPlace(place.messageId);
    if (this.#isBehind) this.catchUp();
    if (!isTouchScreen()) this.writing.composer?.focus();
  }

  /** The screen leaves the page, and is kept. */
  hide() {
    this.readMarker.leave();
    this.#place = this.view.place;
    this.isShown = false;
  }

  /** Brings the timeline up to date after a connection was made; a screen that isn't shown, when it is shown again. */
  async catchUp() {
    this.#isBehind = true;
    if (!this.isShown || !this.socket.isReady) return;
    this.#isBehind = false;
    await this.sync.catchUp();
    const place = this.view.target;
    if (place && !this.view.has(place.messageId)) await this.#loadPlace(place.messageId);
  }

  /** The database has another history. */
  startOver() {
    this.loader.startOver();
  }

  /** The tab or the window has become visible or hidden, or has got or lost the focus. */
  attentionChanged() {
    if (this.isShown) this.readMarker.update();
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
    if (companion.username === null && this.writing.composer) this.writing.close();
  }

  /** @param {number} companionId @param {string} text of the draft in another tab */
  draftChanged(companionId, text) {
    if (companionId === this.chat.companion.user_id) this.writing.input.draftChanged(text);
  }

  /** The chat has been deleted. */
  chatDeleted() {
    if (this.chat.isDeleted) return;
    this.chat.isDeleted = true;
    if (this.selection.isOn) this.selection.end();
    this.writing.remove();
    showChatGone(this.root, this.chat.companion);
  }

  /** @param {State} state */
  draw({ chats, presence, typing, unsent, connection }) {
    if (!this.isShown) return;
    const { chatId, companion, timeline, isLoaded, isDeleted } = this.chat;
    this.header.draw(companion, presence.get(companion.user_id) ?? null, chatId !== null && typing.has(chatId));
    if (isDeleted) return;
    const rows = this.chat.rows(unsent, connection.state === 'ready');
    if (!isLoaded && rows.length === 0) return;
    this.view.draw(rows, companion.name, !timeline.hasNewer, () => {
      this.#drawEmpty(rows.length === 0);
      toggle(this.root, '[data-older]', timeline.hasOlder);
      toggle(this.root, '[data-newer]', timeline.hasNewer);
      toggle(this.root, '[data-newest]', false);
    });
    this.writing.draw();
    this.selection.draw();
    this.#drawPosition({ chats });
  }

  /** @param {boolean} isEmpty */
  #drawEmpty(isEmpty) {
    let shown = find(this.root, '[data-timeline-empty]', HTMLElement);
    if (!shown && isEmpty) {
      shown = cloneTemplate('no-messages');
      drawAvatar(partOf(shown, '.avatar'), this.chat.companion, false);
      partOf(shown, 'p').textContent = this.writing.composer ? texts.firstMessage(this.chat.companion.name) : texts.noMessagesHere;
      this.view.list.after(shown);
    }
    if (shown) shown.hidden = !isEmpty;
  }

  /** What depends on the part that the user sees. @param {Pick<State, 'chats'>} state */
  #drawPosition({ chats }) {
    const { chatId, timeline } = this.chat;
    this.jump.update(timeline.unread ?? (chatId === null ? 0 : (chats.find(chatId)?.unread ?? 0)));
    this.readMarker.update();
  }

  #createView() {
    return new TimelineView({
      frame: /** @type {HTMLElement} */ (find(this.root, '[data-timeline]', HTMLElement)),
      list: /** @type {HTMLElement} */ (find(this.root, '[data-messages]', HTMLElement)),
      events: {
        onMenu: (messageId, button) => this.actions.openMenu(messageId, button),
        onRetry: (clientId) => {
          this.writing.retry(clientId);
          this.#moveFocus();
        },
        onDiscard: (clientId) => {
          this.writing.discard(clientId);
          this.#moveFocus();
        },
        onReact: (messageId, emoji) => void this.actions.react(messageId, emoji),
        onQuote: (messageId) => this.#goTo(messageId),
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
      onMessageDeleted: (messageId) => this.writing.messageDeleted(messageId),
      onDeleted: () => this.chatDeleted(),
      onAccepted: () => find(this.root, '[data-request]', HTMLElement)?.remove(),
      onChanged: () => this.sync.watchForGap(),
    });
  }

  /** @returns {MessageActions} */
  #createActions() {
    return new MessageActions({
      chatId: () => this.chat.chatId,
      socket: this.socket,
      timeline: this.chat.timeline,
      composer: () => this.writing.composer,
      emoji: this.emoji,
      onReply: (messageId) => this.writing.reply(messageId),
      onForward: (messageId) => this.#forward(this.#messagesOf([messageId])),
      onSelect: (messageId) => this.selection.start(messageId),
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

  #createSelection() {
    const { timeline } = this.chat;
    return new Selection({
      root: this.root,
      list: this.view.list,
      find: (messageId) => timeline.find(messageId) ?? null,
      isOwn: (messageId) => timeline.find(messageId)?.sender_id === timeline.userId,
      onCopy: (messages) => void this.actions.copy(messages, this.chat.companion.name),
      onForward: (messages) => this.#forward(messages),
      onDelete: (messages) => void this.actions.deleteAll(messages),
      onEnd: () => this.#moveFocus(),
    });
  }

  /** @param {number[]} messageIds @returns {import('../live/types.js').Message[]} */
  #messagesOf(messageIds) {
    return messageIds.flatMap((messageId) => this.chat.timeline.find(messageId) ?? []);
  }

  /** @param {import('../live/types.js').Message[]} messages oldest first */
  async #forward(messages) {
    const chats = await forward({ messages, chats: this.store.state.chats.inOrder(), outbox: this.outbox });
    if (chats.length > 0) this.announcer.announce(texts.forwardedTo(chats.map(({ companion }) => companion.name)));
  }

  /** The server has these messages, although no acknowledgement came. */
  #dropStored() {
    const stored = new Set(this.chat.timeline.messages.map(({ client_id }) => client_id));
    for (const { clientId } of this.store.state.unsent) if (stored.has(clientId)) this.outbox.drop(clientId);
  }

  /** @param {number} chatId */
  #created(chatId) {
    this.store.update(() => (this.chat.chatId = chatId));
    this.header.chatCreated(chatId);
    this.onCreated();
  }

  #scrolled() {
    if (!this.isShown) return;
    this.#drawPosition(this.store.state);
    if (this.view.isNearTop) this.sync.loadOlder();
    else if (this.view.isNearBottom) this.sync.loadNewer();
  }

  /** @param {number} messageId */
  #goTo(messageId) {
    this.view.goTo({ messageId, offset: null });
    this.store.update(() => {});
    if (!this.view.has(messageId)) this.#loadPlace(messageId);
  }

  #goToNewest() {
    this.view.goTo('newest');
    this.store.update(() => {});
    if (this.chat.timeline.hasNewer) this.sync.loadNewest();
  }

  /** @param {number} messageId */
  async #loadPlace(messageId) {
    if (!this.socket.isReady) return;
    await this.sync.loadAround(messageId);
    // A message that has been deleted is nowhere.
    requestAnimationFrame(() => this.view.forget(messageId));
  }

  /**
   * A link for users without scripts.
   * @param {string} selector
   * @param {() => void} load
   */
  #loadByLink(selector, load) {
    find(this.root, selector, HTMLElement)?.addEventListener('click', (/** @type {Event} */ event) => {
      event.preventDefault();
      load();
    });
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
    moveFocus(this.writing.composer, this.view.frame);
  }
}
