// @ts-check
// Every text that scripts show to people.

export const words = {
  you: 'You',
  noMessages: 'No messages yet',
  edited: 'edited',
  newMessages: 'New messages',
  today: 'Today',
  yesterday: 'Yesterday',

  sending: 'sending',
  waiting: 'waiting for the connection',
  sent: 'sent',
  seen: 'seen',
  notSent: 'Not sent',
  retry: 'Retry',
  discard: 'Discard',

  messageMenu: 'Edit or delete this message',
  edit: 'Edit',
  delete: 'Delete',
  cancel: 'Cancel',
  close: 'Close',
  editing: 'Editing your message',
  cancelEditing: 'Cancel editing',
  deleteQuestion: 'Delete this message?',
  deleteMeaning: 'It goes for both of you.',

  showPassword: 'Show password',
  hidePassword: 'Hide password',

  toNewest: 'Go to the newest message',
  noConnection: 'No connection.',
  tryNow: 'Try now',
  connecting: 'Connecting…',

  /** @param {number} seconds */
  nextTry: (seconds) => `Next try in ${seconds} s.`,
  /** @param {number} count */
  unread: (count) => (count > 99 ? 'more than 99 unread' : `${count} unread`),
  /** @param {number} count */
  newBelow: (count) => `Go to the newest message, ${count} new`,
  /** @param {number} left */
  charactersLeft: (left) => (left < 0 ? `${-left} characters too many` : `${left} characters left`),

  /** What went wrong, by the protocol's code; the server's own words where there is none.
   *  @type {Record<string, string>} */
  failures: {
    offline: 'There is no connection.',
    too_long: 'The message is longer than 4,000 characters.',
    empty: 'There is nothing to read in it.',
    not_found: 'The chat or the message is gone.',
    not_yours: 'It is not yours to change.',
    rate_limited: 'Too many at once. Wait a moment.',
    unavailable: 'The server is busy.',
    internal: 'The server failed.',
  },
};
