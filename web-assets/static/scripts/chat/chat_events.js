// @ts-check
// Applies the server's events and the acknowledgements of messages to the open chat.

/** @typedef {import('../live/types.js').Frame} Frame */
/** @typedef {import('../state/open_chat.js').OpenChat} OpenChat */

export class ChatEvents {
  /**
   * @param {object} options
   * @param {import('../state/store.js').Store} options.store
   * @param {OpenChat} options.chat
   * @param {import('../state/outbox.js').Outbox} options.outbox
   * @param {import('./new_messages.js').NewMessages} options.newMessages
   * @param {(chatId: number) => void} options.onCreated the first message has created the chat
   * @param {(messageId: number) => void} options.onMessageDeleted
   * @param {() => void} options.onDeleted
   * @param {() => void} options.onAccepted the user has accepted the chat, here or elsewhere
   * @param {() => void} options.onChanged
   */
  constructor({ store, chat, outbox, newMessages, onCreated, onMessageDeleted, onDeleted, onAccepted, onChanged }) {
    this.store = store;
    this.chat = chat;
    this.outbox = outbox;
    this.newMessages = newMessages;
    this.onCreated = onCreated;
    this.onMessageDeleted = onMessageDeleted;
    this.onDeleted = onDeleted;
    this.onAccepted = onAccepted;
    this.onChanged = onChanged;
  }

  /** @param {Frame} frame an event of any chat */
  apply(frame) {
    if (this.chat.isCreatedBy(frame)) this.onCreated(frame['chat_id']);
    if (!this.chat.concerns(frame)) return;
    if (frame.type === 'chat_deleted') return this.onDeleted();
    if (frame.type === 'chat_accepted') return this.onAccepted();
    const newestBefore = this.chat.timeline.newestReceivedId;
    this.store.update(() => this.#change(frame));
    if (frame.type === 'message') this.#arrived(frame, newestBefore);
    if (frame.type === 'deleted') this.onMessageDeleted(frame['message_id']);
    this.onChanged();
  }

  /** @param {Frame} ack of a message to this companion */
  acknowledge(ack) {
    if (this.chat.chatId === null) this.onCreated(ack['chat_id']);
    if (!this.chat.concerns(ack)) return;
    if (ack['message']) this.store.update(() => this.chat.timeline.put(ack['message'], ack['revision']));
    this.onChanged();
  }

  /** @param {Frame} frame */
  #change(frame) {
    const { timeline } = this.chat;
    if (frame.type === 'message' || frame.type === 'edited') timeline.put(frame['message'], frame['revision']);
    else if (frame.type === 'deleted') timeline.remove(frame['message_id'], frame['revision']);
    else if (frame.type === 'reacted') timeline.react(frame['message_id'], frame['user_id'], frame['emoji'], frame['revision']);
    else if (frame.type === 'lifetime') timeline.putLifetime({ revision: frame['revision'], lifetime: frame['lifetime'], user_id: frame['user_id'] });
    else if (frame.type === 'preferences') timeline.clearUpTo(frame['preferences'].cleared_up_to);
    else if (frame.type === 'read') timeline.markRead(frame['user_id'], frame['message_id']);
  }

  /**
   * @param {Frame} frame
   * @param {number} newestBefore
   */
  #arrived({ message }, newestBefore) {
    if (message.sender_id === this.chat.timeline.userId && message.client_id) this.outbox.drop(message.client_id);
    this.newMessages.report(newestBefore);
  }
}
