// @ts-check
// All texts that the scripts show.

export const texts = {
  you: 'You',
  draft: 'Draft',
  noMessages: 'No messages yet',
  noMessagesHere: 'There are no messages here.',
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

  noPasskey: 'No passkey was used',
  passkeyFailed: "This didn't work. Please try again.",

  reply: 'Reply',
  cancelReply: "Don't reply",
  deletedMessage: 'Deleted message',
  /** What stands for a message without a text. */
  attachments: { image: '📷 Photo', video: 'Video', audio: 'Audio', voice: 'Voice message', file: 'File' },
  /** @param {string} emoji */
  reactWith: (emoji) => `React with ${emoji}`,
  /** After the name of the one who did. @param {string} emoji */
  reactedTo: (emoji) => ` reacted ${emoji} to: `,
  otherReaction: 'React with another emoji',
  /** @param {string} emoji */
  removeReaction: (emoji) => `Remove your reaction ${emoji}`,
  /** @param {string} emoji @param {string} names */
  reactionOf: (emoji, names) => `${emoji}, ${names}`,
  /** @param {string} name */
  youAnd: (name) => `You and ${name}`,
  copy: 'Copy',
  forward: 'Forward',
  forwardMenu: 'Forward…',
  forwardTo: 'Forward to',
  findChat: 'Find a chat',
  noChatFound: 'No chat found',
  /** @param {string} names */
  forwardedTo: (names) => `Forwarded to ${names}`,
  select: 'Select',
  selection: 'Selected messages',
  /** @param {number} count */
  selected: (count) => `${count} selected`,
  /** @param {string} text */
  selectMessage: (text) => `Select “${text}”`,
  copyCode: 'Copy the code',
  showMore: 'Show more',
  shortcuts: 'Keyboard shortcuts',
  /** Keys and what they do. @type {[string, string][]} */
  shortcutList: [
    ['Ctrl+K', 'Search'],
    ['Ctrl+Shift+F', 'Search in messages'],
    ['Alt+↑, Alt+↓', 'Previous and next chat'],
    ['Enter', 'Send'],
    ['Shift+Enter', 'New line'],
    ['↑', 'Edit your last message, in an empty field'],
    [':name:', 'Emoji'],
    ['Shift+Tab', 'To the messages; then ↑ and ↓, and Enter for the menu'],
    ['Esc', 'Cancel; back to writing'],
    ['Ctrl+/', 'This help'],
  ],

  emoji: 'Emoji',
  findEmoji: 'Find an emoji',
  emojiGroups: 'Groups',
  recentEmoji: 'Used last',
  found: 'Found',
  noEmoji: 'No emoji found',
  emojiNotLoaded: "The emoji couldn't be loaded.",
  loading: 'Loading…',
  skinTone: 'Skin tone',
  skinTones: ['Without skin tone', 'Light skin tone', 'Medium-light skin tone', 'Medium skin tone', 'Medium-dark skin tone', 'Dark skin tone'],
  info: 'Info',
  sentAt: 'Sent',
  editedAt: 'Edited',
  state: 'State',
  people: 'People',
  nobodyFound: 'No one found',
  searchMessagesFor: (/** @type {string} */ text) => `Search messages for “${text}”`,
  report: 'Report…',
  edit: 'Edit',
  delete: 'Delete',
  cancel: 'Cancel',
  close: 'Close',
  editing: 'Editing your message',
  cancelEditing: 'Cancel editing',
  deleteQuestion: 'Delete this message?',
  deleteConsequence: 'It will be deleted for both of you.',
  /** @param {number} count */
  deleteSeveral: (count) => (count === 1 ? 'Delete this message?' : `Delete ${count} messages?`),
  deleteSeveralConsequence: 'They will be deleted for both of you.',

  pin: 'Pin',
  unpin: 'Unpin',
  archive: 'Archive',
  unarchive: 'Unarchive',
  mute: 'Mute…',
  unmute: 'Unmute',
  muteHour: 'For 1 hour',
  mute8Hours: 'For 8 hours',
  muteWeek: 'For 1 week',
  muteForever: 'For ever',
  markUnread: 'Mark as unread',
  markRead: 'Mark as read',
  clearForMe: 'Clear for me…',
  clearQuestion: 'Clear this chat for you?',
  clear: 'Clear for me',
  deleteChat: 'Delete chat…',
  archivedChats: 'Archived chats',
  /** @param {string} name */
  clearConsequence: (name) => `All messages so far will disappear for you. ${name} keeps them.`,
  /** @param {string} name */
  menuOfChat: (name) => `Menu of the chat with ${name}`,
  /** @param {number} count */
  archived: (count) => `Archived (${count > 99 ? '99+' : count})`,

  lifetime: {
    /** @param {string} duration */
    set: (duration) => `set messages to disappear after ${duration}`,
    /** @param {string} duration */
    proposed: (duration) => `proposed that messages disappear after ${duration}`,
    off: 'turned off disappearing messages',
    withdrawn: 'withdrew the proposal',
    declined: 'declined the proposal',
  },
  /** @param {string} left */
  disappearsIn: (left) => `Disappears in ${left}`,

  /** @param {string} name */
  firstMessage: (name) => `No messages yet. Write the first one to ${name}.`,
  /** @param {string} text */
  menuOf: (text) => `Menu of “${text}”`,
  /** @param {string} name */
  messageTo: (name) => `Message to ${name}`,
  voice: {
    play: 'Play',
    pause: 'Pause',
    position: 'Position',
    /** @param {string} position @param {string} duration */
    positionOf: (position, duration) => `${position} of ${duration}`,
    speed: 'Speed',
    /** @param {number} speed */
    speedOf: (speed) => `Speed ${speed}×`,
    failed: "Can't be played",
  },
  recordVoice: 'Record a voice message',
  recorder: {
    started: 'Recording',
    pause: 'Pause recording',
    resume: 'Resume recording',
    listen: 'Listen to it',
    stopListening: 'Stop listening',
    send: 'Send the voice message',
    /** Why nothing is recorded. */
    failures: {
      insecure: 'Browsers allow voice messages only on sites with HTTPS.',
      unsupported: "This browser can't record voice messages.",
      denied: "Microphone access is blocked for this site. You can allow it in the browser's settings.",
      no_microphone: 'No microphone was found.',
      failed: "The microphone couldn't be used. Another program may be using it.",
    },
  },
  attach: 'Attach files',
  attached: 'Files of the next message',
  /** @param {string} name @param {number} place @param {number} count */
  attachedFile: (name, place, count) => `${name}, ${place} of ${count}${count > 1 ? '. The arrow keys move it.' : ''}`,
  /** @param {string} name */
  removeFile: (name) => `Remove ${name}`,
  /** @param {number} most */
  tooManyFiles: (most) => `A message can have ${most} files.`,
  download: 'Download',
  pictures: 'Pictures',
  previousPicture: 'Previous picture',
  nextPicture: 'Next picture',
  /** @param {string} name @param {number} place @param {number} count */
  pictureOf: (name, place, count) => `${name} (${place} of ${count})`,
  companionDeleted: 'You cannot write to a deleted user.',
  chatDeleted: 'This chat has been deleted for both of you.',
  myChats: 'My chats',
  chats: 'Chats',
  chat: 'Chat',
  backToChats: 'Back to my chats',
  opensWithConnection: 'There is no connection. This chat opens as soon as it is back.',
  startAgain: 'Start again',

  notifications: 'Notifications',
  notificationsOffer: 'Show desktop notifications for new messages?',
  notificationsOn: 'This browser shows a notification when a message arrives while no page of Simple chats is visible.',
  notificationsOff: 'This browser shows no notifications.',
  notificationsDenied: 'This browser blocks notifications of this site. You can allow them in its settings.',
  soundOn: 'This browser plays a sound when a message arrives that you are not reading.',
  soundOff: 'This browser plays no sounds.',
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  notNow: 'Not now',

  showPassword: 'Show password',
  hidePassword: 'Hide password',

  toNewest: 'Go to the newest message',
  noConnection: 'No connection.',
  byHttp: 'This network blocks live updates. New messages appear every few seconds.',
  tryNow: 'Try now',
  connecting: 'Connecting…',
  tooManyWindows: 'Simple chats is open in too many windows. Please close some of them.',
  outOfDate: 'This page is out of date. Please reload it.',
  reload: 'Reload',

  /** @param {number} seconds */
  reconnectingIn: (seconds) => `Reconnecting in ${seconds} s…`,
  /** @param {number} count */
  unread: (count) => (count > 99 ? 'more than 99 unread' : `${count} unread`),
  /** @param {string} name @param {string} text */
  messageBy: (name, text) => `${name}: ${text}`,
  /** @param {string} name @param {number} count */
  newMessagesFrom: (name, count) => `${count} new messages from ${name}`,
  /** @param {string} name */
  newMessageFrom: (name) => `New message from ${name}`,
  /** @param {number} count */
  toNewestWithCount: (count) => `Go to the newest message, ${count} new`,
  /** @param {number} left */
  charactersLeft: (left) => `${Math.abs(left).toLocaleString('en')} ${Math.abs(left) === 1 ? 'character' : 'characters'} ${left < 0 ? 'too many' : 'left'}`,
  /** @param {string} reason */
  editNotSaved: (reason) => `Your change was not saved. ${reason}`,

  /** Those of a file, which differ. @type {Record<string, string>} */
  fileErrors: {
    too_long: 'This file is too large.',
    empty: 'This file is empty.',
    unusable: "This picture can't be used.",
    not_found: 'This file is no longer there.',
  },

  /** By error code of the protocol. @type {Record<string, string>} */
  errors: {
    bad_request: 'The server does not accept this text.',
    offline: 'There is no connection.',
    no_response: 'The server did not respond.',
    too_long: 'The message is longer than 4,000 characters.',
    quota_exceeded: 'Your files take all the space that you have on this server.',
    empty: 'The message is empty.',
    not_found: 'The chat or the message no longer exists.',
    not_yours: 'You can change only your own messages.',
    conflict: 'Another message was sent with the same id. Please copy the text and send it again.',
    rate_limited: 'Too many requests. Please wait a moment.',
    unavailable: 'The server is busy.',
    internal: 'Something went wrong on the server.',
  },
};

/**
 * @param {{code: string, message: string}} error
 * @returns {string} the server's own text if the code is unknown
 */
export function errorText({ code, message }) {
  return texts.errors[code] ?? message;
}

/**
 * @param {{code: string, message: string}} error of a file
 * @returns {string}
 */
export function fileErrorText(error) {
  return texts.fileErrors[error.code] ?? (error.message || errorText(error));
}
