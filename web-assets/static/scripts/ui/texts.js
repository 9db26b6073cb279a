// @ts-check
// All texts that the scripts show, in the language of the page.

import { grouped, listed, t } from './translations.js';

export const texts = {
  get you() { return t('common-you'); },
  get noMessages() { return t('chats-no-messages-yet'); },
  get noMessagesHere() { return t('chat-nothing-here'); },
  get today() { return t('script-today'); },
  get yesterday() { return t('script-yesterday'); },

  get sending() { return t('script-sending'); },
  get waiting() { return t('script-waiting'); },
  get sent() { return t('message-sent'); },
  get seen() { return t('message-seen'); },
  get notSent() { return t('script-not-sent'); },
  get retry() { return t('script-retry'); },
  get discard() { return t('script-discard'); },

  get isTyping() { return t('script-is-typing'); },
  get online() { return t('common-online'); },
  lastSeen: {
    get justNow() { return t('script-last-seen-just-now'); },
    /** @param {number} count */
    minutes: (count) => (count === 1 ? t('script-last-seen-minute') : t('script-last-seen-minutes', { count })),
    /** @param {string} time */
    today: (time) => t('script-last-seen-today', { time }),
    /** @param {string} time */
    yesterday: (time) => t('script-last-seen-yesterday', { time }),
    /** @param {string} day */
    on: (day) => t('script-last-seen-on', { day }),
  },

  get noPasskey() { return t('script-no-passkey'); },
  get passkeyFailed() { return t('script-passkey-failed'); },

  get reply() { return t('message-reply'); },
  get cancelReply() { return t('chat-dont-reply'); },
  get deletedMessage() { return t('message-deleted-message'); },
  /** What stands for a message without a text. */
  attachments: {
    get image() { return t('attachment-photo'); },
    get video() { return t('attachment-video'); },
    get audio() { return t('attachment-audio'); },
    get voice() { return t('attachment-voice'); },
    get file() { return t('attachment-file'); },
  },
  /** @param {string} emoji */
  reactWith: (emoji) => t('script-react-with', { emoji }),
  get otherReaction() { return t('script-other-reaction'); },
  /** @param {string} emoji */
  removeReaction: (emoji) => t('message-remove-reaction', { emoji }),
  /** @param {string} emoji @param {string} names */
  reactionOf: (emoji, names) => t('script-reaction-of', { emoji, names }),
  /** @param {string} name */
  youAnd: (name) => t('message-you-and', { name }),
  get copy() { return t('script-copy'); },
  get forward() { return t('script-forward'); },
  get forwardMenu() { return t('script-forward-menu'); },
  get forwardTo() { return t('script-forward-to'); },
  get findChat() { return t('script-find-chat'); },
  get noChatFound() { return t('script-no-chat-found'); },
  /** @param {string[]} names */
  forwardedTo: (names) => t('script-forwarded-to', { names: listed(names) }),
  get select() { return t('script-select'); },
  get selection() { return t('script-selection'); },
  /** @param {number} count */
  selected: (count) => t('script-selected', { count }),
  /** @param {string} text */
  selectMessage: (text) => t('script-select-message', { text }),
  get copyCode() { return t('script-copy-code'); },
  get showMore() { return t('script-show-more'); },
  get shortcuts() { return t('script-shortcuts'); },
  /** Keys and what they do. @returns {[string, string][]} */
  get shortcutList() {
    return [
      ['Ctrl+K', t('common-search')],
      ['Ctrl+Shift+F', t('script-shortcut-search-messages')],
      ['Alt+↑, Alt+↓', t('script-shortcut-other-chat')],
      ['Enter', t('chat-send')],
      ['Shift+Enter', t('script-shortcut-new-line')],
      ['↑', t('script-shortcut-edit')],
      [':name:', t('script-emoji')],
      ['Shift+Tab', t('script-shortcut-messages')],
      ['Esc', t('script-shortcut-cancel')],
      ['Ctrl+/', t('script-shortcut-help')],
    ];
  },

  get emoji() { return t('script-emoji'); },
  get findEmoji() { return t('script-find-emoji'); },
  get emojiGroups() { return t('script-emoji-groups'); },
  get recentEmoji() { return t('script-emoji-recent'); },
  get found() { return t('script-emoji-found'); },
  get noEmoji() { return t('script-no-emoji'); },
  get emojiNotLoaded() { return t('script-emoji-not-loaded'); },
  get loading() { return t('script-loading'); },
  get skinTone() { return t('script-skin-tone'); },
  get skinTones() {
    return [t('script-skin-tone-none'), t('script-skin-tone-light'), t('script-skin-tone-medium-light'), t('script-skin-tone-medium'), t('script-skin-tone-medium-dark'), t('script-skin-tone-dark')];
  },
  get info() { return t('script-info'); },
  get sentAt() { return t('script-info-sent'); },
  get editedAt() { return t('script-info-edited'); },
  get state() { return t('script-info-state'); },
  get people() { return t('script-people'); },
  get nobodyFound() { return t('people-no-one-found'); },
  /** @param {string} text */
  searchMessagesFor: (text) => t('script-search-messages-for', { text }),
  get report() { return t('script-report'); },
  get edit() { return t('script-edit'); },
  get delete() { return t('common-delete'); },
  get cancel() { return t('common-cancel'); },
  get close() { return t('common-close'); },
  get editing() { return t('script-editing'); },
  get cancelEditing() { return t('script-cancel-editing'); },
  get deleteQuestion() { return t('script-delete-question'); },
  get deleteConsequence() { return t('script-delete-consequence'); },
  /** @param {number} count */
  deleteSeveral: (count) => (count === 1 ? t('script-delete-question') : t('script-delete-several', { count })),
  get deleteSeveralConsequence() { return t('script-delete-several-consequence'); },

  get pin() { return t('preferences-pin'); },
  get unpin() { return t('preferences-unpin'); },
  get archive() { return t('preferences-archive'); },
  get unarchive() { return t('preferences-unarchive'); },
  get mute() { return t('script-mute'); },
  get unmute() { return t('preferences-unmute'); },
  get muteHour() { return t('script-mute-hour'); },
  get mute8Hours() { return t('script-mute-8-hours'); },
  get muteWeek() { return t('script-mute-week'); },
  get muteForever() { return t('script-mute-forever'); },
  get markUnread() { return t('preferences-mark-unread'); },
  get markRead() { return t('preferences-mark-read'); },
  get clearForMe() { return t('script-clear-for-me'); },
  get clearQuestion() { return t('clear-clear-chat'); },
  get clear() { return t('clear-clear-me'); },
  get deleteChat() { return t('script-delete-chat'); },
  get archivedChats() { return t('chats-archived-chats'); },
  /** @param {string} name */
  clearConsequence: (name) => t('script-clear-consequence', { name }),
  /** @param {string} name */
  menuOfChat: (name) => t('script-menu-of-chat', { name }),
  /** @param {number} count */
  archived: (count) => t('chats-archived-count', { count: count > 99 ? '99+' : count }),

  /** @param {string} left */
  disappearsIn: (left) => t('script-disappears-in', { left }),

  /** @param {string} name */
  firstMessage: (name) => t('chat-empty', { name }),
  /** @param {string} text */
  menuOf: (text) => t('script-menu-of', { text }),
  /** @param {string} name */
  messageTo: (name) => t('chat-message-to', { name }),
  voice: {
    get play() { return t('script-voice-play'); },
    get pause() { return t('script-voice-pause'); },
    /** @param {string} duration */
    lasting: (duration) => t('script-voice-lasting', { duration }),
    get position() { return t('script-voice-position'); },
    /** @param {string} position @param {string} duration */
    positionOf: (position, duration) => t('script-voice-position-of', { position, duration }),
    get speed() { return t('script-voice-speed'); },
    /** @param {number} speed */
    speedOf: (speed) => t('script-voice-speed-of', { speed }),
    get failed() { return t('script-voice-failed'); },
  },
  get recordVoice() { return t('script-record-voice'); },
  recorder: {
    get started() { return t('script-recorder-started'); },
    get pause() { return t('script-recorder-pause'); },
    get resume() { return t('script-recorder-resume'); },
    get listen() { return t('script-recorder-listen'); },
    get stopListening() { return t('script-recorder-stop-listening'); },
    get send() { return t('script-recorder-send'); },
    /** Why nothing is recorded. */
    failures: {
      get insecure() { return t('script-recorder-insecure'); },
      get unsupported() { return t('script-recorder-unsupported'); },
      get denied() { return t('script-recorder-denied'); },
      get no_microphone() { return t('script-recorder-no-microphone'); },
      get failed() { return t('script-recorder-failed'); },
    },
  },
  get attach() { return t('chat-attach-files'); },
  get attached() { return t('script-attached'); },
  /** @param {string} name @param {number} place @param {number} count */
  attachedFile: (name, place, count) => (count > 1 ? t('script-attached-file-of-several', { name, place, count }) : t('script-attached-file', { name, place, count })),
  /** @param {string} name */
  removeFile: (name) => t('script-remove-file', { name }),
  /** @param {number} count */
  tooManyFiles: (count) => t('script-too-many-files', { count }),
  get download() { return t('script-download'); },
  get pictures() { return t('script-pictures'); },
  get previousPicture() { return t('script-previous-picture'); },
  get nextPicture() { return t('script-next-picture'); },
  /** @param {string} name @param {number} place @param {number} count */
  pictureOf: (name, place, count) => t('script-picture-of', { name, place, count }),
  get companionDeleted() { return t('chat-cannot-write-deleted-user'); },
  get chatDeleted() { return t('script-chat-deleted'); },
  get myChats() { return t('common-my-chats'); },
  get chats() { return t('chats-chats'); },
  get chat() { return t('chats-chat'); },
  get backToChats() { return t('chat-back-my-chats'); },
  get opensWithConnection() { return t('script-opens-with-connection'); },
  get startAgain() { return t('script-start-again'); },

  get notifications() { return t('preferences-notifications'); },
  get notificationsOffer() { return t('script-notifications-offer'); },
  get notificationsOn() { return t('script-notifications-on'); },
  get notificationsOff() { return t('script-notifications-off'); },
  get notificationsDenied() { return t('script-notifications-denied'); },
  get soundOn() { return t('script-sound-on'); },
  get soundOff() { return t('script-sound-off'); },
  get turnOn() { return t('script-turn-on'); },
  get turnOff() { return t('script-turn-off'); },
  get notNow() { return t('script-not-now'); },

  get showPassword() { return t('script-show-password'); },
  get hidePassword() { return t('script-hide-password'); },

  get toNewest() { return t('script-to-newest'); },
  get noConnection() { return t('script-no-connection'); },
  get byHttp() { return t('script-by-http'); },
  get tryNow() { return t('offline-try-now'); },
  get connecting() { return t('script-connecting'); },
  get tooManyWindows() { return t('script-too-many-windows'); },
  get outOfDate() { return t('script-out-of-date'); },
  get reload() { return t('script-reload'); },

  /** @param {number} count */
  reconnectingIn: (count) => t('script-reconnecting-in', { count }),
  /** @param {number} count */
  unread: (count) => (count > 99 ? t('chats-more-than-99-unread') : t('chats-unread', { count })),
  /** @param {string} name @param {string} text */
  messageBy: (name, text) => t('script-message-by', { name, text }),
  /** @param {string} name @param {number} count */
  newMessagesFrom: (name, count) => t('script-new-messages-from', { name, count }),
  /** @param {string} name */
  newMessageFrom: (name) => t('script-new-message-from', { name }),
  /** @param {number} count */
  toNewestWithCount: (count) => t('script-to-newest-with-count', { count }),
  /** @param {number} left */
  charactersLeft(left) {
    const count = Math.abs(left);
    const number = grouped(count);
    return left < 0 ? t('script-characters-too-many', { count, number }) : t('script-characters-left', { count, number });
  },
  /** @param {string} reason */
  editNotSaved: (reason) => t('script-edit-not-saved', { reason }),

  /** Those of a file, which differ. @type {Record<string, string>} */
  fileErrors: {
    get too_long() { return t('script-file-too-long'); },
    get empty() { return t('script-file-empty'); },
    get unusable() { return t('script-file-unusable'); },
    get not_found() { return t('script-file-not-found'); },
  },

  /** By error code of the protocol. @type {Record<string, string>} */
  errors: {
    get bad_request() { return t('script-error-bad-request'); },
    get offline() { return t('script-error-offline'); },
    get no_response() { return t('script-error-no-response'); },
    get too_long() { return t('error-message-longer-than-4'); },
    get quota_exceeded() { return t('script-error-quota-exceeded'); },
    get empty() { return t('error-message-empty'); },
    get not_found() { return t('script-error-not-found'); },
    get not_yours() { return t('error-can-change-only-own'); },
    get conflict() { return t('script-error-conflict'); },
    get rate_limited() { return t('error-too-many-requests-please'); },
    get unavailable() { return t('script-error-unavailable'); },
    get internal() { return t('script-error-internal'); },
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
