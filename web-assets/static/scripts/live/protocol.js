// @ts-check
// Constants of the live protocol. A Rust test compares them with the crate `simple_chats_protocol`: one constant a line.

export const SUBPROTOCOL = 'simple-chats.v1';

export const CLOSE_GOING_AWAY = 1001;
export const CLOSE_UNSUPPORTED_DATA = 1003;
export const CLOSE_INVALID_TEXT = 1007;
export const CLOSE_MESSAGE_TOO_BIG = 1009;
export const CLOSE_BAD_REQUESTS = 4400;
export const CLOSE_UNAUTHENTICATED = 4401;
export const CLOSE_TOO_MANY_SOCKETS = 4429;

export const MAX_TEXT_CHARS = 4_000;
export const MAX_WATCHED_USERS = 100;
export const MAX_STATE_CHATS = 200;
export const MAX_RESUME_CHATS = 1_000;
export const MAX_UNREAD_COUNT = 100;

export const SILENCE_TIMEOUT_MS = 25_000;
export const RESPONSE_TIMEOUT_MS = 5_000;
export const PONG_TIMEOUT_MS = 5_000;
export const MIN_RECONNECT_DELAY_MS = 500;
export const MAX_RECONNECT_DELAY_MS = 30_000;
export const MAX_VISIBLE_RECONNECT_DELAY_MS = 5_000;
export const MAX_RESYNC_DELAY_MS = 2_000;
export const GAP_TIMEOUT_MS = 1_000;
