// @ts-check
// Types of the live protocol that several modules use. Nothing runs here.

/**
 * @typedef {object} Message
 * @property {number} message_id
 * @property {number} chat_id
 * @property {number} sender_id
 * @property {string} text
 * @property {string} written_at RFC 3339 in UTC
 * @property {string | null} edited_at
 * @property {string | null} client_id
 * @property {Quote | null} [reply_to] the message that it answers
 * @property {Attachment[]} [attachments] in their order
 * @property {{user_id: number, emoji: string}[]} [reactions] at most one of each user
 */

/** @typedef {'image' | 'video' | 'audio' | 'voice' | 'file'} AttachmentKind */

/**
 * A file that a message carries.
 * @typedef {object} Attachment
 * @property {string} attachment_id
 * @property {AttachmentKind} kind
 * @property {string} name
 * @property {string} media_type
 * @property {number} size in bytes
 * @property {number | null} width in pixels
 * @property {number | null} height in pixels
 * @property {number | null} duration_ms
 * @property {string | null} placeholder
 * @property {string} [waveform]
 */

/**
 * What a reply shows of its original, as the server knew that when it sent the reply.
 * @typedef {object} Quote
 * @property {number} message_id
 * @property {number} [sender_id]
 * @property {string} [text] the beginning
 * @property {AttachmentKind | null} [attachment] what its first attachment is
 * @property {boolean} [deleted]
 */

/**
 * @typedef {object} Companion
 * @property {number} user_id
 * @property {string | null} username null if the user has been deleted
 * @property {string} name
 */

/**
 * What the user has set for a chat.
 * @typedef {object} Preferences
 * @property {number} version grows with each change
 * @property {boolean} pinned
 * @property {boolean} archived
 * @property {string | null} muted_until RFC 3339 in UTC, or 'forever'
 * @property {boolean} marked_unread
 * @property {number} cleared_up_to messages up to this one are hidden; 0 if none
 */

/**
 * @typedef {object} Chat
 * @property {number} chat_id
 * @property {number} revision
 * @property {Companion} companion
 * @property {Message | null} last_message
 * @property {number} unread 100 means 100 or more
 * @property {number} read_up_to
 * @property {number} companion_read_up_to 0 if it is hidden
 * @property {Preferences} preferences what the user has set for it
 * @property {boolean} [request] whether a stranger has begun it, and it waits for the user
 */

/**
 * A frame from the server: its `type` and the fields of that type.
 * @typedef {{type: string, ref?: string} & Record<string, any>} Frame
 */

export {};
