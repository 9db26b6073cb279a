// @ts-check
// Points the user to the companion's new messages in the open chat: by a screen reader, the divider, and the button that
// leads to them.

import { texts } from '../ui/texts.js';

export class NewMessages {
  /**
   * @param {object} options
   * @param {import('../state/open_chat.js').OpenChat} options.chat
   * @param {import('../ui/announcer.js').Announcer} options.announcer
   * @param {import('./read_marker.js').ReadMarker} options.readMarker
   * @param {import('./jump_to_newest.js').JumpToNewest} options.jump
   */
  constructor({ chat, announcer, readMarker, jump }) {
    this.chat = chat;
    this.announcer = announcer;
    this.readMarker = readMarker;
    this.jump = jump;
  }

  /** @param {number} newestBefore the id of the companion's newest message until then */
  report(newestBefore) {
    const { timeline, companion } = this.chat;
    const received = timeline.messages.filter(({ message_id, sender_id }) => sender_id !== timeline.userId && message_id > newestBefore);
    const [first] = received;
    if (!first) return;
    this.readMarker.messagesArrived(newestBefore);
    this.jump.messagesArrived(received.length);
    this.announcer.announce(received.length === 1 ? texts.messageBy(companion.name, first.text) : texts.newMessagesFrom(companion.name, received.length));
  }
}
