// @ts-check
// The open chat: brings timeline, view, composer and outbox together, and asks the server for what is missing.

import { showChatGone } from './chat_gone.js';
import { ChatHead } from './chat_header.js';
import { ChatNote } from './chat_note.js';
import { find } from '../ui/dom.js';
import { newClientId } from '../state/client_id.js';
import { MessageActions } from './message_actions.js';
import { MessageLoader } from './message_loader.js';
import { Newest } from './jump_to_newest.js';
import { Reading } from './read_marker.js';
import { readPage } from './page_state.js';
import { LiveError } from '../live/socket.js';
import { Timeline } from '../state/timeline.js';
import { TimelineView } from './timeline_view.js';
import { texts } from '../ui/texts.js';
import { Writing } from './chat_input.js';

/** @typedef {import('../live/types.js').Companion} Companion */
/** @typedef {import('../live/types.js').Frame} Frame */
/** @typedef {import('../live/types.js').Message} Message */

const GAP_PATIENCE = 1_000;

export class ChatScreen {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #gapTimer;
  #isGone = false;

  /**
   * @param {object} about
   * @param {HTMLElement} about.root
   * @param {number} about.userId
   * @param {import('../live/socket.js').LiveSocket} about.socket
   * @param {import('../state/outbox.js').Outbox} about.outbox
   * @param {import('../state/drafts.js').Drafts} about.drafts
   * @param {import('../ui/announcer.js').Announcer} about.announcer
   * @param {(frame: Frame) => void} about.onOwnChange hears what this screen did, in the form of an event
   */
  constructor({ root, userId, socket, outbox, drafts, announcer, onOwnChange }) {
    this.root = root;
    this.userId = userId;
    this.socket = socket;
    this.outbox = outbox;
    this.announcer = announcer;
    this.onOwnChange = onOwnChange;
    const page = readPage(root, userId);
    this.chatId = page.chatId;
    this.companion = page.companion;
    this.timeline = new Timeline(page.start);
    this.loader = new MessageLoader({ timeline: this.timeline, socket, chatId: () => this.chatId, companionId: page.companion.user_id });
    if (page.isNewest) this.timeline.putPage(page.messages, { revision: page.start.revision, hasMore: page.start.hasOlder, before: null });
    else this.loader.mustStartOver = true;
    if (!page.isNewest || this.timeline.newestReceivedId > page.start.readUpTo) this.timeline.newBeyond = page.start.readUpTo;
    this.head = new ChatHead(root, page.companion);
    this.note = new ChatNote(root);
    this.view = this.#makeView();
    this.newest = new Newest(this.view);
    this.reading = new Reading({ timeline: this.timeline, view: this.view, mark: (messageId) => this.#mark(messageId) });
    this.writing = this.#makeWriting(drafts);
    this.actions = this.#makeActions();
    find(root, '[data-older]', HTMLElement)?.addEventListener('click', (event) => {
      event.preventDefault();
      this.#loadOlder();
    });
    if (page.isNewest) this.draw();
    // On a touch screen the focus would bring the keyboard up at once.
    if (!isTouch()) this.writing.composer?.focus();
  }

  /** Brings the timeline up to now, after a connection was made. */
  async catchUp() {
    if (this.chatId === null || this.#isGone) return;
    const newestBefore = this.timeline.newestReceivedId;
    try {
      await this.loader.catchUp();
      this.#received(newestBefore);
      history.replaceState(history.state, '', `/chats/${this.chatId}`);
      this.#settleOutgoing();
      this.draw();
    } catch (error) {
      if (error instanceof LiveError && error.code === 'not_found') this.gone();
      else this.#refused(error);
    }
  }

  /** Another history of the database: what is here may not be there. */
  startOver() {
    this.loader.startOver();
  }

  /** The reader looks here, or away. */
  look() {
    this.reading.look();
  }

  /**
   * @param {import('../state/presence.js').Whereabouts | null} whereabouts
   * @param {boolean} isTyping
   */
  showCompanion(whereabouts, isTyping) {
    this.head.show(whereabouts, isTyping);
  }

  /** @param {Companion} companion as the server knows them now */
  meet(companion) {
    if (companion.user_id !== this.companion.user_id) return;
    if (companion.name !== this.companion.name || companion.username !== this.companion.username) {
      this.companion = companion;
      this.head.rename(companion);
      this.view.companionName = companion.name;
      this.draw();
    }
    if (companion.username === null && this.writing.composer) this.writing.close();
  }

  /** The chat is no more. */
  gone() {
    if (this.#isGone) return;
    this.#isGone = true;
    this.writing.end();
    this.outbox.dropAll(this.companion.user_id);
    showChatGone(this.root, this.companion);
  }

  /** @param {Frame} frame an event of any chat */
  apply(frame) {
    if (frame.type === 'chat_created' && this.chatId === null && frame['users'].some((/** @type {Companion} */ user) => user.user_id === this.companion.user_id)) this.#begun(frame['chat_id']);
    if (this.#isGone || this.chatId === null || frame['chat_id'] !== this.chatId) return;
    switch (frame.type) {
      case 'message':
        this.#arrived(frame['message'], frame['revision']);
        break;
      case 'edited':
        this.timeline.put(frame['message'], frame['revision']);
        break;
      case 'deleted':
        this.timeline.remove(frame['message_id'], frame['revision']);
        this.writing.composer?.forget(frame['message_id']);
        break;
      case 'read':
        this.timeline.read(frame['user_id'], frame['message_id']);
        break;
      case 'chat_deleted':
        return this.gone();
      default:
        return;
    }
    this.draw();
    this.#watchForGap();
  }

  /**
   * The server has a message of this chat that went out from here, or had it already.
   * @param {string} clientId
   * @param {Frame} ack
   */
  sent(clientId, ack) {
    if (this.chatId === null) this.#begun(ack['chat_id']);
    if (this.chatId !== ack['chat_id'] || this.#isGone) return;
    if (ack['message']) this.timeline.put(ack['message'], ack['revision']);
    this.timeline.outgoing = this.timeline.outgoing.filter((item) => item.clientId !== clientId);
    this.draw();
    this.#watchForGap();
  }

  /** @param {boolean} [toBottom] shows the newest, wherever the reader was */
  draw(toBottom = false) {
    if (this.#isGone) return;
    this.timeline.outgoing = this.outbox.of(this.companion.user_id);
    const rows = this.timeline.rows();
    this.view.draw(rows, toBottom);
    this.#toggle('[data-timeline-empty]', rows.length === 0);
    this.#toggle('[data-older]', this.timeline.hasOlder);
    this.newest.update();
    this.reading.look();
  }

  #makeView() {
    return new TimelineView({
      frame: /** @type {HTMLElement} */ (find(this.root, '[data-timeline]', HTMLElement)),
      list: /** @type {HTMLElement} */ (find(this.root, '[data-messages]', HTMLElement)),
      companionName: this.companion.name,
      events: {
        onMenu: (messageId, button) => this.actions.openMenu(messageId, button),
        onRetry: (clientId) => {
          this.outbox.retry(clientId);
          this.#focusOn();
        },
        onDiscard: (clientId) => {
          this.outbox.drop(clientId);
          this.#focusOn();
        },
      },
      onScroll: () => this.#scrolled(),
    });
  }

  /**
   * @param {import('../state/drafts.js').Drafts} drafts
   * @returns {Writing}
   */
  #makeWriting(drafts) {
    return new Writing({
      root: this.root,
      companionId: this.companion.user_id,
      drafts,
      sayTyping: () => {
        if (this.chatId !== null) this.socket.tell('typing', { chat_id: this.chatId });
      },
      events: {
        onSend: (text) => this.#send(text),
        onEdit: (messageId, text) => this.actions.edit(messageId, text),
        newestOwn: () => own(this.timeline.newestOwn),
        announce: (text) => this.announcer.say(text),
      },
    });
  }

  /** @returns {MessageActions} */
  #makeActions() {
    return new MessageActions({
      socket: this.socket,
      timeline: this.timeline,
      composer: () => this.writing.composer,
      onChanged: (event) => {
        this.apply(event);
        this.onOwnChange(event);
      },
      onRefused: (error, isEdit) => {
        const reason = texts.failures[error.code] ?? error.message;
        this.note.say(isEdit ? texts.notChanged(reason) : reason);
        if (error.code === 'not_found') this.catchUp();
      },
      onDeleted: () => this.#focusOn(),
    });
  }

  /** @param {string} text */
  #send(text) {
    this.timeline.newBeyond = null;
    this.outbox.add({ clientId: newClientId(), chatId: this.chatId, companionId: this.companion.user_id, text });
    this.draw(true);
  }

  /**
   * @param {Message} message
   * @param {number} revision
   */
  #arrived(message, revision) {
    const newestBefore = this.timeline.newestReceivedId;
    this.timeline.put(message, revision);
    if (message.sender_id === this.userId && message.client_id) this.outbox.drop(message.client_id);
    this.#received(newestBefore);
  }

  /**
   * Tells of the companion's messages that are new here.
   * @param {number} newestBefore
   */
  #received(newestBefore) {
    const received = this.timeline.messages.filter(({ message_id, sender_id }) => sender_id !== this.userId && message_id > newestBefore);
    if (received.length === 0) return;
    this.reading.arrived(newestBefore);
    this.newest.arrived(received.length);
    const [first] = received;
    this.announcer.say(received.length === 1 && first ? texts.said(this.companion.name, first.text) : texts.newMessagesFrom(this.companion.name, received.length));
  }

  /** What the server turns out to have needs no sending. */
  #settleOutgoing() {
    const there = new Set(this.timeline.messages.map(({ client_id }) => client_id));
    for (const { clientId } of this.outbox.of(this.companion.user_id)) if (there.has(clientId)) this.outbox.drop(clientId);
  }

  /** The first message made the chat: from here on this is its page. @param {number} chatId */
  #begun(chatId) {
    this.chatId = chatId;
    history.replaceState(history.state, '', `/chats/${chatId}`);
    this.head.begun(chatId);
  }

  async #loadOlder() {
    try {
      if (await this.loader.older()) this.draw();
    } catch (error) {
      this.#refused(error);
    }
  }

  #scrolled() {
    this.newest.update();
    this.reading.look();
    if (this.view.isNearTop) this.#loadOlder();
  }

  /** What is missing may be on its way; where it doesn't come, it is asked for. */
  #watchForGap() {
    clearTimeout(this.#gapTimer);
    if (this.timeline.hasGap) this.#gapTimer = setTimeout(() => this.timeline.hasGap && this.socket.isReady && this.catchUp(), GAP_PATIENCE);
  }

  /** @param {number} messageId */
  async #mark(messageId) {
    const chatId = this.chatId;
    if (chatId === null) return;
    await this.socket.ask('read', { chat_id: chatId, message_id: messageId });
    this.timeline.read(this.userId, messageId);
    this.onOwnChange({ type: 'read', chat_id: chatId, user_id: this.userId, message_id: messageId });
  }

  /** Where the focus goes when what had it is gone; on a touch screen the keyboard stays down. */
  #focusOn() {
    if (this.writing.composer && !isTouch()) this.writing.composer.focus();
    else this.view.frame.focus({ preventScroll: true });
  }

  /** @param {unknown} error */
  #refused(error) {
    if (!(error instanceof LiveError)) throw error;
    if (error.code !== 'offline') this.note.say(texts.failures[error.code] ?? error.message);
  }

  /**
   * @param {string} selector
   * @param {boolean} isShown
   */
  #toggle(selector, isShown) {
    const found = find(this.root, selector, HTMLElement);
    if (found) found.hidden = !isShown;
  }
}

/** @param {Message | null} message */
function own(message) {
  return message && { id: message.message_id, text: message.text };
}

function isTouch() {
  return matchMedia('(pointer: coarse)').matches;
}
