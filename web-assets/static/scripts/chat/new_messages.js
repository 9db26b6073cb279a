// @ts-check
// Points the user to the companion's new messages in the open chat: by a screen reader, and by the divider before them.

import { previewOf } from '../ui/attachment_text.js';
import { texts } from '../ui/texts.js';

export class NewMessages {
  /**
   * @param {object} options
   * @param {import('../state/open_chat.js').OpenChat} options.chat
   * @param {import('../ui/announcer.js').Announcer} options.announcer
   * @param {import('./read_marker.js').ReadMarker} options.readMarker
   * @param {() => boolean} options.isShown whether the chat is on the screen: the list announces those of other chats
   */
  constructor({ chat, announcer, readMarker, isShown }) {
    this.chat = chat;
    this.announcer = announcer;
    this.readMarker = readMarker;
    this.isShown = isShown;
  }

  /** @param {number} newestBefore the id of the companion's newest message until then */
  report(newestBefore) {
    const { timeline, companion } = this.chat;
    const received = timeline.receivedAfter(newestBefore);
    const [first] = received;
    if (!first) return;
    this.readMarker.messagesArrived(newestBefore);
    if (this.isShown()) this.announcer.announce(received.length === 1 ? texts.messageBy(companion.name, previewOf(first)) : texts.newMessagesFrom(companion.name, received.length));
  }
}
