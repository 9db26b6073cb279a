// @ts-check
// What the user writes in one chat: text, files, and what a message answers, until it is in the outbox.

import { newClientId } from '../state/client_id.js';
import { element, find, icon } from '../ui/dom.js';
import { texts } from '../ui/texts.js';
import { AttachmentTray } from './attachment_tray.js';
import { ChatInput } from './chat_input.js';
import { takeDroppedFiles } from './file_drop.js';
import { ReplyBar } from './reply_bar.js';
import { VoiceRecorder } from './voice_recorder.js';

/** @typedef {import('../live/types.js').Quote} Quote */

export class Writing {
  /** Null if nobody can write here. @type {AttachmentTray | null} */ tray = null;
  /** @type {VoiceRecorder | null} */ #recorder = null;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {import('../state/open_chat.js').OpenChat} options.chat
   * @param {import('../live/socket.js').LiveSocket} options.socket
   * @param {import('../state/outbox.js').Outbox} options.outbox
   * @param {import('../state/uploads.js').Uploads} options.uploads
   * @param {import('../state/drafts.js').Drafts} options.drafts
   * @param {import('../ui/emoji_picker.js').EmojiMemory} options.emoji
   * @param {(text: string) => void} options.announce
   * @param {(text: string) => void} options.note shows why something wasn't done
   * @param {(messageId: number, text: string) => Promise<boolean>} options.onEdit
   * @param {() => void} options.onSend a message is about to be sent
   */
  constructor({ root, chat, socket, outbox, uploads, drafts, emoji, announce, note, onEdit, onSend }) {
    this.chat = chat;
    this.outbox = outbox;
    this.uploads = uploads;
    this.onSend = onSend;
    const form = find(root, '[data-composer]', HTMLFormElement);
    const companionId = chat.companion.user_id;
    this.input = new ChatInput({
      root, companionId, drafts, emoji,
      sendTyping: () => {
        if (chat.chatId !== null) socket.send('typing', { chat_id: chat.chatId });
      },
      isOwn: (messageId) => chat.timeline.find(messageId)?.sender_id === chat.timeline.userId,
      composer: {
        onSend: (message) => this.#send(message),
        onEdit,
        hasFiles: () => this.tray?.isEmpty === false,
        newestOwn: () => {
          const message = chat.timeline.newestOwn;
          return message && { id: message.message_id, text: message.text };
        },
        announce,
      },
    });
    this.replyBar = new ReplyBar({ form, drafts, companionId, onCancel: () => this.#replyChanged() });
    if (!form) return;
    this.tray = new AttachmentTray({ form, uploads, companionId, isInMessage: (key) => outbox.hasFile(key), onRefused: note, onEmptied: () => this.input.composer?.focus() });
    this.#offerFiles(root, form);
    this.#recorder = new VoiceRecorder({ form, onRecorded: (voice) => this.#sendVoice(voice), onRefused: note, onEnded: () => this.input.composer?.focus(), announce });
  }

  /** The field for messages; null if the companion has been deleted. */
  get composer() {
    return this.input.composer;
  }

  /** @param {number} messageId */
  reply(messageId) {
    this.replyBar.start(messageId);
    this.#replyChanged();
  }

  draw() {
    const { messageId } = this.replyBar;
    this.replyBar.draw(messageId === null ? null : this.chat.timeline.quoteOf(messageId), this.chat.companion.name);
    this.tray?.draw();
  }

  /** The user sends a message again that has failed. @param {string} clientId */
  retry(clientId) {
    for (const key of this.outbox.filesOf(clientId)) this.uploads.retry(key);
    this.outbox.retry(clientId);
  }

  /** The user gives up a message that has failed. @param {string} clientId */
  discard(clientId) {
    const keys = this.outbox.filesOf(clientId);
    this.outbox.drop(clientId);
    for (const key of keys) this.uploads.cancel(key);
  }

  /** @param {number} messageId */
  messageDeleted(messageId) {
    this.composer?.messageDeleted(messageId);
    if (this.replyBar.messageId === messageId) this.replyBar.cancel();
  }

  /** The companion has been deleted. */
  close() {
    this.#recorder?.close();
    this.tray?.clear();
    this.input.close();
  }

  /** The chat has been deleted. */
  remove() {
    this.#recorder?.close();
    this.outbox.dropAll(this.chat.companion.user_id);
    this.tray?.clear();
    this.input.remove();
    this.replyBar.cancel();
  }

  /**
   * @param {HTMLElement} root
   * @param {HTMLFormElement} form
   */
  #offerFiles(root, form) {
    const add = (/** @type {Iterable<File>} */ files) => {
      // What is dropped while a dialog is open, or in a chat that has ended, goes nowhere.
      if (!this.composer) return;
      this.tray?.add(files);
      this.composer.focus();
    };
    const field = element('input', { type: 'file', multiple: true, hidden: true, 'aria-label': texts.attach });
    const button = element('button', { type: 'button', class: 'icon-button', 'data-attach': true, 'aria-label': texts.attach, title: texts.attach }, icon('attach'));
    button.addEventListener('click', () => field.click());
    field.addEventListener('change', () => {
      add([...(field.files ?? [])]);
      field.value = '';
    });
    find(form, '.composer-send', HTMLElement)?.before(button, field);
    takeDroppedFiles(root, add);
  }

  /** @param {import('./composer.js').NewMessage} message */
  #send({ text }) {
    this.#addToOutbox(text, this.tray?.take() ?? []);
  }

  /** A voice message goes alone: what is in the field waits. @param {import('../state/recording.js').Voice} voice */
  #sendVoice({ file, durationMs, waveform }) {
    const name = file.type.startsWith('audio/mp4') ? 'voice-message.m4a' : 'voice-message.webm';
    const query = { kind: 'voice', duration_ms: String(durationMs), waveform };
    const keys = this.uploads.add(this.chat.companion.user_id, [{ file, name, query }]);
    this.#addToOutbox('', keys.map((key) => ({ key, attachmentId: null, name: texts.attachments.voice, type: file.type, size: file.size })));
  }

  /**
   * @param {string} text
   * @param {import('../state/unsent_messages.js').UnsentAttachment[]} attachments
   */
  #addToOutbox(text, attachments) {
    const { companion, chatId } = this.chat;
    const replyTo = this.#takeReply();
    this.onSend();
    this.outbox.add({ clientId: newClientId(), chatId, companionId: companion.user_id, replyTo, text, ...(attachments.length > 0 && { attachments }) });
    this.draw();
  }

  /** @returns {Quote | null} what the next message answers */
  #takeReply() {
    const { timeline, companion } = this.chat;
    const messageId = this.replyBar.take();
    this.draw();
    const quote = messageId === null ? null : timeline.quoteOf(messageId);
    if (messageId === null) return null;
    return { message_id: messageId, sender_id: quote?.isOwn ? timeline.userId : companion.user_id, text: quote?.text ?? '', attachment: quote?.attachment?.kind ?? null };
  }

  #replyChanged() {
    this.draw();
    this.composer?.focus();
  }
}
