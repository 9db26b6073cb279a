// @ts-check
// Every text that scripts show to people.

export const texts = {
  you: 'You',
  draft: 'Draft',
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

  isTyping: 'is typing…',
  online: 'online',
  lastSeen: {
    justNow: 'last seen just now',
    /** @param {number} minutes */
    minutes: (minutes) => (minutes === 1 ? 'last seen a minute ago' : `last seen ${minutes} minutes ago`),
    /** @param {string} time */
    today: (time) => `last seen today at ${time}`,
    /** @param {string} time */
    yesterday: (time) => `last seen yesterday at ${time}`,
    /** @param {string} day */
    on: (day) => `last seen on ${day}`,
  },

  messageMenu: 'Edit or delete this message',
  edit: 'Edit',
  delete: 'Delete',
  cancel: 'Cancel',
  close: 'Close',
  editing: 'Editing your message',
  cancelEditing: 'Cancel editing',
  deleteQuestion: 'Delete this message?',
  deleteMeaning: 'It goes for both of you.',

  /** @param {string} name */
  firstMessage: (name) => `No messages yet. Write the first one to ${name}.`,
  /** @param {string} name */
  messageTo: (name) => `Message to ${name}`,
  companionGone: 'You cannot write to a deleted user',
  chatGone: 'This chat was deleted. Its messages are gone for both of you.',
  toMyChats: 'My chats',
  continueWith: 'Continue your chat with:',
  beginAgain: 'Begin it anew',

  notifications: 'Notifications',
  notifyOffer: 'Show new messages on the desktop?',
  notifyMe: 'Turn on',
  notNow: 'Not now',

  showPassword: 'Show password',
  hidePassword: 'Hide password',

  toNewest: 'Go to the newest message',
  noConnection: 'No connection.',
  tryNow: 'Try now',
  connecting: 'Connecting…',
  tooManyWindows: 'Simple chats is open in too many windows. Close some of them.',
  fault: 'This page and the server no longer understand each other.',
  reload: 'Reload',

  /** @param {number} seconds */
  nextTry: (seconds) => `Next try in ${seconds} s.`,
  /** @param {number} count */
  unread: (count) => (count > 99 ? 'more than 99 unread' : `${count} unread`),
  /** @param {string} name @param {string} text */
  said: (name, text) => `${name}: ${text}`,
  /** @param {string} name @param {number} count */
  newMessagesFrom: (name, count) => `${count} new messages from ${name}`,
  /** @param {string} name */
  messageFrom: (name) => `New message from ${name}`,
  /** @param {number} count */
  newBelow: (count) => `Go to the newest message, ${count} new`,
  /** @param {number} left */
  charactersLeft: (left) => `${Math.abs(left).toLocaleString('en')} ${Math.abs(left) === 1 ? 'character' : 'characters'} ${left < 0 ? 'too many' : 'left'}`,
  /** @param {string} reason */
  notChanged: (reason) => `Your change was not saved. ${reason}`,

  /** What went wrong, by the protocol's code; the server's own words where there is none.
   *  @type {Record<string, string>} */
  failures: {
    offline: 'There is no connection.',
    too_long: 'The message is longer than 4,000 characters.',
    empty: 'There is nothing to read in it.',
    not_found: 'The chat or the message is gone.',
    not_yours: 'It is not yours to change.',
    not_possible: 'You cannot write to a deleted user.',
    conflict: 'Another message was sent under the same name. Copy the text and send it anew.',
    rate_limited: 'Too many at once. Wait a moment.',
    unavailable: 'The server is busy.',
    internal: 'The server failed.',
  },
};
