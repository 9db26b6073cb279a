// @ts-check
// What can be done with messages, by the menu of one or for several: they are copied, answered, forwarded, and selected, and
// the user reacts to them. The user's own are edited and deleted, which asks first; the companion's are reported.

import { LiveError } from '../live/socket.js';
import { copyText } from '../ui/clipboard.js';
import { confirmLoss, showFacts } from '../ui/dialog.js';
import { timeLeft } from '../ui/lifetimes.js';
import { element, icon } from '../ui/dom.js';
import { openEmojiPicker } from '../ui/emoji_picker.js';
import { openMenu } from '../ui/menu.js';
import { texts } from '../ui/texts.js';
import { fullTime } from '../ui/times.js';
import { USUAL_REACTIONS } from './reactions.js';

/** Kinds of attachments that have no other way to be saved: pictures and files have it where they are shown. */
const RECORDINGS = ['voice', 'audio', 'video'];

/** @param {import('../live/types.js').Attachment} attachment */
function download({ attachment_id, name }) {
  element('a', { href: `/attachments/${attachment_id}`, download: name }).click();
}

export class MessageActions {
  /**
   * @param {object} options
   * @param {import('../live/socket.js').LiveSocket} options.socket
   * @param {import('../state/timeline.js').Timeline} options.timeline
   * @param {() => number | null} options.chatId
   * @param {() => import('./composer.js').Composer | null} options.composer
   * @param {import('../ui/emoji_picker.js').EmojiMemory} options.emoji
   * @param {(messageId: number) => void} options.onReply
   * @param {(messageId: number) => void} options.onForward
   * @param {(messageId: number) => void} options.onSelect
   * @param {(event: import('../live/types.js').Frame) => void} options.onChanged gets the change as an event
   * @param {(error: LiveError, isEdit: boolean) => void} options.onError
   * @param {() => void} options.onDeleted the message that had the focus is gone
   */
  constructor({ socket, timeline, chatId, composer, emoji, onReply, onForward, onSelect, onChanged, onError, onDeleted }) {
    this.socket = socket;
    this.timeline = timeline;
    this.chatId = chatId;
    this.composer = composer;
    this.emoji = emoji;
    this.onReply = onReply;
    this.onForward = onForward;
    this.onSelect = onSelect;
    this.onChanged = onChanged;
    this.onError = onError;
    this.onDeleted = onDeleted;
  }

  /**
   * @param {number} messageId
   * @param {HTMLElement} opener gets the focus back
   * @param {{x: number, y: number}} [at] where the pointer is
   */
  openMenu(messageId, opener, at) {
    const message = this.timeline.find(messageId);
    if (!message) return;
    const reply = this.composer() ? [{ label: texts.reply, icon: 'reply', run: () => this.onReply(messageId) }] : [];
    const reactions = this.composer() ? this.#reactionChoices(message, opener) : undefined;
    const forward = { label: texts.forwardMenu, icon: 'forward', run: () => this.onForward(messageId) };
    const select = { label: texts.select, icon: 'select', run: () => this.onSelect(messageId) };
    const copy = message.text === '' ? [] : [{ label: texts.copy, icon: 'copy', run: () => void copyText(message.text) }];
    const recordings = (message.attachments ?? []).filter(({ kind }) => RECORDINGS.includes(kind));
    const save = recordings.length === 0 ? [] : [{ label: texts.download, icon: 'download', run: () => recordings.forEach(download) }];
    const info = { label: texts.info, icon: 'info', run: () => showFacts(texts.info, this.#factsOf(message)) };
    if (message.sender_id !== this.timeline.userId) {
      const report = { label: texts.report, icon: 'alert', run: () => location.assign(`/chats/${this.chatId()}/messages/${messageId}/report`) };
      return openMenu(opener, [...reply, ...copy, ...save, info, forward, select, report], at, reactions);
    }
    const edit = { label: texts.edit, icon: 'pencil', run: () => this.composer()?.edit(messageId, this.timeline.find(messageId)?.text ?? '') };
    const remove = { label: texts.delete, icon: 'trash', isDangerous: true, run: () => void this.#delete(messageId) };
    openMenu(opener, [...reply, ...copy, ...save, ...(this.composer() ? [edit] : []), info, forward, select, remove], at, reactions);
  }

  /**
   * The usual ones, and the way to all others.
   * @param {import('../live/types.js').Message} message
   * @param {HTMLElement} opener
   * @returns {import('../ui/menu.js').ShortChoice[]}
   */
  #reactionChoices({ message_id, reactions = [] }, opener) {
    const own = reactions.find(({ user_id }) => user_id === this.timeline.userId)?.emoji ?? null;
    const usual = USUAL_REACTIONS.map((emoji) => ({
      sign: emoji, label: own === emoji ? texts.removeReaction(emoji) : texts.reactWith(emoji), isPressed: own === emoji,
      run: () => void this.react(message_id, own === emoji ? null : emoji),
    }));
    const onPick = (/** @type {string} */ emoji) => void this.react(message_id, emoji);
    return [...usual, { sign: icon('smile'), label: texts.otherReaction, run: () => void openEmojiPicker(opener, { memory: this.emoji, isForOne: true, onPick }) }];
  }

  /**
   * @param {number} messageId
   * @param {string | null} emoji null takes the reaction back
   */
  async react(messageId, emoji) {
    try {
      const ack = await this.socket.request('react', { message_id: messageId, emoji });
      const { chat_id, revision, message } = ack;
      const own = message.reactions.find((/** @type {{user_id: number}} */ { user_id }) => user_id === this.timeline.userId);
      this.onChanged({ type: 'reacted', chat_id, revision, message_id: messageId, user_id: this.timeline.userId, emoji: own?.emoji ?? null });
    } catch (error) {
      if (!(error instanceof LiveError)) throw error;
      this.onError(error, false);
    }
  }

  /** @param {import('../live/types.js').Message} message @returns {[string, string][]} */
  #factsOf({ message_id, sender_id, written_at, edited_at, expires_at }) {
    /** @type {[string, string][]} */
    const facts = [[texts.sentAt, fullTime(new Date(written_at))]];
    if (edited_at !== null) facts.push([texts.editedAt, fullTime(new Date(edited_at))]);
    if (sender_id === this.timeline.userId) facts.push([texts.state, message_id <= this.timeline.companionReadUpTo ? texts.seen : texts.sent]);
    if (expires_at) facts.push([timeLeft(new Date(expires_at)), fullTime(new Date(expires_at))]);
    return facts;
  }

  /**
   * @param {number} messageId
   * @param {string} text
   * @returns {Promise<boolean>} whether the edit was saved
   */
  edit(messageId, text) {
    return this.#change('edit', { message_id: messageId, text });
  }

  /**
   * @param {import('../live/types.js').Message[]} messages oldest first
   * @param {string} companionName
   */
  copy(messages, companionName) {
    const nameOf = (/** @type {number} */ senderId) => (senderId === this.timeline.userId ? texts.you : companionName);
    const lines = messages.length === 1 ? messages.map(({ text }) => text) : messages.map(({ sender_id, text }) => texts.messageBy(nameOf(sender_id), text));
    return copyText(lines.join('\n'));
  }

  /** @param {import('../live/types.js').Message[]} messages of the user */
  async deleteAll(messages) {
    const isConfirmed = await confirmLoss({ title: texts.deleteSeveral(messages.length), consequence: texts.deleteSeveralConsequence, confirm: texts.delete });
    if (!isConfirmed) return;
    // After a failure, the others would fail alike.
    for (const { message_id } of messages) if (!(await this.#change('delete', { message_id }))) return;
    this.onDeleted();
  }

  /** @param {number} messageId */
  async #delete(messageId) {
    const isConfirmed = await confirmLoss({ title: texts.deleteQuestion, consequence: texts.deleteConsequence, confirm: texts.delete });
    if (isConfirmed && (await this.#change('delete', { message_id: messageId }))) this.onDeleted();
  }

  /**
   * @param {'edit' | 'delete'} type
   * @param {{message_id: number, text?: string}} fields
   */
  async #change(type, fields) {
    try {
      const ack = await this.socket.request(type, fields);
      this.onChanged({ ...ack, type: type === 'edit' ? 'edited' : 'deleted', message_id: fields.message_id });
      return true;
    } catch (error) {
      if (!(error instanceof LiveError)) throw error;
      this.onError(error, type === 'edit');
      return false;
    }
  }
}
