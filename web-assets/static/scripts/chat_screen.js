// @ts-check
// The open chat: brings timeline, view, composer and outbox together, and asks the server for what is missing.

import { Composer } from './composer.js';
import { confirmLoss } from './dialog.js';
import { find } from './dom.js';
import { newClientId } from './ids.js';
import { openMenu } from './menu.js';
import { MessageLoader } from './message_loader.js';
import { Newest } from './newest.js';
import { Outbox } from './outbox.js';
import { setTitle } from './page_title.js';
import { Reading } from './reading.js';
import { readPage } from './server_page.js';
import { LiveError } from './socket.js';
import { Timeline } from './timeline.js';
import { TimelineView } from './timeline_view.js';
import { words } from './words.js';

/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./socket.js').LiveSocket} LiveSocket */

const GAP_PATIENCE = 1_000;

export class ChatScreen {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #gapTimer;

  /**
   * @param {object} about
   * @param {HTMLElement} about.root
   * @param {number} about.userId
   * @param {LiveSocket} about.socket
   * @param {(frame: Frame) => void} about.onOwnChange hears what this screen did, in the form of an event
   */
  constructor({ root, userId, socket, onOwnChange }) {
    this.root = root;
    this.userId = userId;
    this.socket = socket;
    this.onOwnChange = onOwnChange;
    const page = readPage(root, userId);
    this.chatId = page.chatId;
    this.companionId = page.companionId;
    this.timeline = new Timeline(page.start);
    this.loader = new MessageLoader({ timeline: this.timeline, socket, chatId: () => this.chatId, companionId: page.companionId });
    if (page.isNewest) this.timeline.putPage(page.messages, { revision: page.start.revision, hasMore: page.start.hasOlder, before: null });
    else this.loader.mustStartOver = true;
    this.timeline.newBeyond = page.start.readUpTo;
    this.view = new TimelineView({
      frame: /** @type {HTMLElement} */ (find(root, '[data-timeline]', HTMLElement)),
      list: /** @type {HTMLElement} */ (find(root, '[data-messages]', HTMLElement)),
      companionName: page.companionName,
      onMenu: (row, button) => this.#menu(row, button),
      onRetry: (clientId) => this.outbox.retry(clientId),
      onDiscard: (clientId) => this.#discard(clientId),
      onScroll: () => this.#scrolled(),
    });
    this.newest = new Newest(this.view);
    this.reading = new Reading({ timeline: this.timeline, view: this.view, mark: (messageId) => this.#mark(messageId) });
    this.outbox = new Outbox({
      items: () => this.timeline.outgoing,
      send: (item) => socket.ask('send', { client_id: item.clientId, text: item.text, ...(this.chatId === null ? { companion_id: this.companionId } : { chat_id: this.chatId }) }),
      onSent: (item, ack) => this.#sent(item.clientId, ack),
      onChange: () => this.draw({ announce: false }),
    });
    const form = find(root, '[data-composer]', HTMLFormElement);
    this.composer = form && new Composer(form, {
      onSend: (text) => this.#send(text),
      onEdit: (messageId, text) => this.#change('edit', { message_id: messageId, text }),
      newestOwn: () => own(this.timeline.newestOwn),
    });
    find(root, '[data-older]', HTMLElement)?.addEventListener('click', (event) => {
      event.preventDefault();
      this.#loadOlder();
    });
    if (page.isNewest) this.draw({ announce: false });
    // On a touch screen the focus would bring the keyboard up at once.
    if (!matchMedia('(pointer: coarse)').matches) this.composer?.focus();
  }

  /** Brings the timeline up to now, after a connection was made. */
  async catchUp() {
    this.outbox.pump();
    if (this.chatId === null) return;
    try {
      await this.loader.catchUp();
      history.replaceState(history.state, '', `/chats/${this.chatId}`);
      this.draw({ announce: true });
    } catch (error) {
      this.#refused(error);
    }
  }

  /** Another history of the database: what is here may not be there. */
  startOver() {
    this.loader.startOver();
  }

  /** @param {import('./socket.js').Status['state']} state */
  connection(state) {
    if (state !== 'ready') this.outbox.pause();
  }

  /** The reader looks here, or away. */
  look() {
    this.reading.look();
  }

  /** @param {Frame} frame an event of any chat */
  apply(frame) {
    if (frame.type === 'chat_created' && this.chatId === null && frame['users'].some((/** @type {{user_id: number}} */ user) => user.user_id === this.companionId)) this.#begun(frame['chat_id']);
    if (frame.type === 'user_changed' && frame['user_id'] === this.companionId) this.#rename(frame['name']);
    if (this.chatId === null || frame['chat_id'] !== this.chatId) return;
    switch (frame.type) {
      case 'message':
        this.reading.arrives(frame['message'], this.userId);
        this.timeline.put(frame['message'], frame['revision']);
        this.newest.arrived(frame['message'].sender_id === this.userId ? 0 : 1);
        break;
      case 'edited':
        this.timeline.put(frame['message'], frame['revision']);
        break;
      case 'deleted':
        this.timeline.remove(frame['message_id'], frame['revision']);
        this.composer?.forget(frame['message_id']);
        break;
      case 'read':
        this.timeline.read(frame['user_id'], frame['message_id']);
        break;
      case 'chat_deleted':
        location.assign('/chats/list');
        return;
      default:
        return;
    }
    this.draw({ announce: frame.type === 'message' });
    this.#watchForGap();
  }

  /** @param {{announce: boolean, toBottom?: boolean}} how */
  draw(how) {
    const rows = this.timeline.rows();
    this.view.draw(rows, how);
    this.#toggle('[data-timeline-empty]', rows.length === 0);
    this.#toggle('[data-older]', this.timeline.hasOlder);
    this.newest.update();
    this.reading.look();
  }

  /** @param {string} text */
  #send(text) {
    this.timeline.outgoing.push({ clientId: newClientId(), text, writtenAt: new Date().toISOString(), state: this.socket.isReady ? 'sending' : 'waiting', failure: null });
    this.timeline.newBeyond = null;
    this.draw({ announce: false, toBottom: true });
    if (this.socket.isReady) this.outbox.pump();
  }

  /**
   * @param {string} clientId
   * @param {Frame} ack
   */
  #sent(clientId, ack) {
    if (this.chatId === null) this.#begun(ack['chat_id']);
    if (ack['message']) this.timeline.put(ack['message'], ack['revision']);
    this.#discard(clientId);
    if (ack['message']) this.onOwnChange({ type: 'message', chat_id: ack['chat_id'], revision: ack['revision'], message: ack['message'] });
  }

  /** @param {string} clientId */
  #discard(clientId) {
    this.timeline.outgoing = this.timeline.outgoing.filter((item) => item.clientId !== clientId);
    this.draw({ announce: false });
  }

  /**
   * The first message made the chat: from here on this is its page.
   * @param {number} chatId
   */
  #begun(chatId) {
    this.chatId = chatId;
    this.root.dataset['chatId'] = String(chatId);
    history.replaceState(history.state, '', `/chats/${chatId}`);
    find(this.root, '[data-delete-chat]', HTMLAnchorElement)?.setAttribute('href', `/chats/${chatId}/delete`);
    find(this.root, '[data-composer]', HTMLFormElement)?.setAttribute('action', `/chats/${chatId}/messages`);
    this.#toggle('[data-chat-menu]', true);
  }

  /**
   * @param {import('./timeline_view.js').MessageRow} row
   * @param {HTMLElement} button
   */
  #menu(row, button) {
    const id = row.id;
    if (id === null) return;
    openMenu(button, [
      { label: words.edit, icon: 'pencil', run: () => this.composer?.edit(id, this.timeline.message(id)?.text ?? row.text) },
      { label: words.delete, icon: 'trash', isDangerous: true, run: () => this.#delete(id) },
    ]);
  }

  /** @param {number} messageId */
  async #delete(messageId) {
    const isMeant = await confirmLoss({ title: words.deleteQuestion, meaning: words.deleteMeaning, yes: words.delete });
    if (isMeant) await this.#change('delete', { message_id: messageId });
    this.composer?.focus();
  }

  /**
   * @param {'edit' | 'delete'} type
   * @param {{message_id: number, text?: string}} fields
   */
  async #change(type, fields) {
    try {
      const ack = await this.socket.ask(type, fields);
      const event = { ...ack, type: type === 'edit' ? 'edited' : 'deleted', message_id: fields.message_id };
      this.apply(event);
      this.onOwnChange(event);
    } catch (error) {
      this.#refused(error);
      if (error instanceof LiveError && error.code === 'not_found') this.catchUp();
    }
  }

  async #loadOlder() {
    try {
      if (await this.loader.older()) this.draw({ announce: false });
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

  /** @param {string} name */
  #rename(name) {
    const label = find(this.root, '[data-companion-label]', HTMLElement);
    if (label) label.textContent = name;
    this.view.rename(name);
    setTitle(name);
  }

  /** @param {unknown} error */
  #refused(error) {
    if (!(error instanceof LiveError)) throw error;
    if (error.code === 'offline') return;
    this.#say(words.failures[error.code] ?? error.message);
  }

  /** @param {string} text */
  #say(text) {
    const place = find(this.root, '[data-chat-note]', HTMLElement);
    if (!place) return;
    place.textContent = text;
    place.hidden = false;
    setTimeout(() => (place.hidden = true), 6_000);
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
