// @ts-check
// Edits and deletes the user's own messages; deletion asks first. Messages of the companion can be reported.

import { LiveError } from '../live/socket.js';
import { confirmLoss } from '../ui/dialog.js';
import { openMenu } from '../ui/menu.js';
import { texts } from '../ui/texts.js';

export class MessageActions {
  /**
   * @param {object} options
   * @param {import('../live/socket.js').LiveSocket} options.socket
   * @param {import('../state/timeline.js').Timeline} options.timeline
   * @param {() => number | null} options.chatId
   * @param {() => import('./composer.js').Composer | null} options.composer
   * @param {(event: import('../live/types.js').Frame) => void} options.onChanged gets the change as an event
   * @param {(error: LiveError, isEdit: boolean) => void} options.onError
   * @param {() => void} options.onDeleted the message that had the focus is gone
   */
  constructor({ socket, timeline, chatId, composer, onChanged, onError, onDeleted }) {
    this.socket = socket;
    this.timeline = timeline;
    this.chatId = chatId;
    this.composer = composer;
    this.onChanged = onChanged;
    this.onError = onError;
    this.onDeleted = onDeleted;
  }

  /**
   * @param {number} messageId
   * @param {HTMLElement} button
   */
  openMenu(messageId, button) {
    if (this.timeline.find(messageId)?.sender_id !== this.timeline.userId) {
      const report = { label: texts.report, icon: 'alert', run: () => location.assign(`/chats/${this.chatId()}/messages/${messageId}/report`) };
      return openMenu(button, [report]);
    }
    const edit = { label: texts.edit, icon: 'pencil', run: () => this.composer()?.edit(messageId, this.timeline.find(messageId)?.text ?? '') };
    const remove = { label: texts.delete, icon: 'trash', isDangerous: true, run: () => void this.#delete(messageId) };
    openMenu(button, this.composer() ? [edit, remove] : [remove]);
  }

  /**
   * @param {number} messageId
   * @param {string} text
   * @returns {Promise<boolean>} whether the edit was saved
   */
  edit(messageId, text) {
    return this.#change('edit', { message_id: messageId, text });
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
