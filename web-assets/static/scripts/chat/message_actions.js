// @ts-check
// What can be done with one's own message: edit it, or delete it after a question.

import { confirmLoss } from '../ui/dialog.js';
import { openMenu } from '../ui/menu.js';
import { LiveError } from '../live/socket.js';
import { texts } from '../ui/texts.js';

export class MessageActions {
  /**
   * @param {object} to
   * @param {import('../live/socket.js').LiveSocket} to.socket
   * @param {import('../state/timeline.js').Timeline} to.timeline
   * @param {() => import('./composer.js').Composer | null} to.composer
   * @param {(event: import('../live/types.js').Frame) => void} to.onChanged what was done, in the form of an event
   * @param {(error: LiveError, isEdit: boolean) => void} to.onRefused
   * @param {() => void} to.onDeleted where the focus shall go: its message is no more
   */
  constructor({ socket, timeline, composer, onChanged, onRefused, onDeleted }) {
    this.socket = socket;
    this.timeline = timeline;
    this.composer = composer;
    this.onChanged = onChanged;
    this.onRefused = onRefused;
    this.onDeleted = onDeleted;
  }

  /**
   * @param {number} messageId
   * @param {HTMLElement} button
   */
  openMenu(messageId, button) {
    const edit = { label: texts.edit, icon: 'pencil', run: () => this.composer()?.edit(messageId, this.timeline.message(messageId)?.text ?? '') };
    const remove = { label: texts.delete, icon: 'trash', isDangerous: true, run: () => void this.#delete(messageId) };
    openMenu(button, this.composer() ? [edit, remove] : [remove]);
  }

  /**
   * @param {number} messageId
   * @param {string} text
   * @returns {Promise<boolean>} whether it was saved
   */
  edit(messageId, text) {
    return this.#change('edit', { message_id: messageId, text });
  }

  /** @param {number} messageId */
  async #delete(messageId) {
    const isMeant = await confirmLoss({ title: texts.deleteQuestion, meaning: texts.deleteMeaning, yes: texts.delete });
    if (isMeant && (await this.#change('delete', { message_id: messageId }))) this.onDeleted();
  }

  /**
   * @param {'edit' | 'delete'} type
   * @param {{message_id: number, text?: string}} fields
   */
  async #change(type, fields) {
    try {
      const ack = await this.socket.ask(type, fields);
      this.onChanged({ ...ack, type: type === 'edit' ? 'edited' : 'deleted', message_id: fields.message_id });
      return true;
    } catch (error) {
      if (!(error instanceof LiveError)) throw error;
      this.onRefused(error, type === 'edit');
      return false;
    }
  }
}
