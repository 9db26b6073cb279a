import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatsState } from '../static/scripts/state/chats_state.js';
import { NO_PREFERENCES } from '../static/scripts/state/preferences.js';

const ME = 15;
const ANN = { user_id: 17, username: 'ann', name: 'Ann' };

const message = (id, fields = {}) => ({ message_id: id, chat_id: 13, sender_id: ANN.user_id, text: `text ${id}`, ...fields });
const chat = (fields = {}) => ({ chat_id: 13, revision: 5, companion: ANN, last_message: message(50), unread: 0, read_up_to: 50, companion_read_up_to: 0, preferences: NO_PREFERENCES, ...fields });
const event = (type, revision, fields) => ({ type, chat_id: 13, revision, ...fields });

function chatsState(...chats) {
  const reported = [];
  const state = new ChatsState(ME, (_, { text }) => reported.push(text));
  for (const one of chats) state.put(one);
  return { state, reported };
}

test('a message moves its chat up, counts as unread, and is reported', () => {
  const { state, reported } = chatsState(chat(), chat({ chat_id: 14, last_message: message(60) }));
  assert.equal(state.apply(event('message', 6, { message: message(61) })), true);
  assert.deepEqual(state.inOrder().map(({ chat_id, unread }) => [chat_id, unread]), [[13, 1], [14, 0]]);
  assert.deepEqual(reported, ['text 61']);
});

test('the user’s own message from another device is neither unread nor reported', () => {
  const { state, reported } = chatsState(chat());
  state.apply(event('message', 6, { message: message(61, { sender_id: ME }) }));
  assert.deepEqual([state.find(13).unread, reported], [0, []]);
});

test('the same event twice counts once', () => {
  const { state, reported } = chatsState(chat());
  for (let i = 0; i < 2; i += 1) state.apply(event('message', 6, { message: message(61) }));
  assert.deepEqual([state.find(13).unread, reported.length], [1, 1]);
});

test('after a missing revision or a deletion, and in an unknown chat, the chat is requested', () => {
  const { state } = chatsState(chat());
  assert.equal(state.apply(event('message', 8, { message: message(63) })), false);
  assert.equal(state.apply(event('deleted', 6, { message_id: 50 })), false);
  assert.equal(state.apply({ ...event('message', 1, { message: message(70) }), chat_id: 99 }), false);
  assert.equal(state.find(13).revision, 5);
});

test('an edit changes the row only if it is the last message', () => {
  const { state } = chatsState(chat());
  state.apply(event('edited', 6, { message: message(50, { text: 'edited' }) }));
  state.apply(event('edited', 7, { message: message(49, { text: 'older' }) }));
  assert.deepEqual([state.find(13).last_message.text, state.find(13).revision], ['edited', 7]);
});

test('the user’s own read mark clears the count; a partial one is left to the server', () => {
  const { state } = chatsState(chat({ unread: 3, last_message: message(53) }));
  assert.equal(state.apply({ type: 'read', chat_id: 13, user_id: ME, message_id: 51 }), false);
  assert.equal(state.apply({ type: 'read', chat_id: 13, user_id: ME, message_id: 53 }), true);
  assert.deepEqual([state.find(13).unread, state.find(13).read_up_to], [0, 53]);
});

test('a new chat comes last until its first message', () => {
  const { state } = chatsState(chat());
  state.apply({ type: 'chat_created', chat_id: 77, users: [{ user_id: ME, username: 'me', name: 'Me' }, { user_id: 40, username: 'nora', name: 'Nora' }] });
  assert.deepEqual(state.inOrder().map(({ chat_id }) => chat_id), [13, 77]);
  assert.equal(state.apply({ ...event('message', 1, { message: message(70, { sender_id: 40 }) }), chat_id: 77 }), true);
  assert.deepEqual(state.inOrder().map(({ chat_id, companion }) => [chat_id, companion.name]), [[77, 'Nora'], [13, 'Ann']]);
});

test('a user who is renamed or deleted changes as a companion', () => {
  const { state } = chatsState(chat());
  state.apply({ type: 'user_changed', user_id: 17, username: null, name: 'Deleted user' });
  assert.deepEqual(state.find(13).companion, { user_id: 17, username: null, name: 'Deleted user' });
});

test('a response does not undo an event that has overtaken it', () => {
  const { state } = chatsState(chat({ revision: 9 }));
  state.put(chat({ revision: 8, last_message: message(40) }));
  assert.equal(state.find(13).revision, 9);
});

test('a message missed during a break is reported, the first state is not', () => {
  const { state, reported } = chatsState(chat({ unread: 2 }));
  assert.deepEqual(reported, []);
  state.put(chat({ revision: 8, unread: 3, last_message: message(70) }));
  state.put(chat({ revision: 9, unread: 0, last_message: message(71) }));
  state.put(chat({ revision: 10, unread: 1, last_message: message(72, { sender_id: ME }) }));
  assert.deepEqual(reported, ['text 70']);
});

test('a deleted chat disappears', () => {
  const { state } = chatsState(chat());
  state.apply({ type: 'chat_deleted', chat_id: 13 });
  assert.deepEqual([state.size, state.have()], [0, {}]);
});

test('a request is named to the server so that its deletion is noticed, and always differs', () => {
  const state = new ChatsState(ME, () => {});
  state.put(chat({ request: true }));
  state.put(chat({ chat_id: 14 }));
  assert.deepEqual(state.have(), { 13: [-1, 0, 0], 14: [5, 50, 0, 0] });
  assert.deepEqual(state.ids(), [13, 14]);
});

test('a reaction takes a revision and changes the newest message', () => {
  const state = new ChatsState(15, () => {});
  const last_message = { message_id: 5, chat_id: 13, sender_id: 17, text: 'hi', written_at: '', edited_at: null, client_id: null, reactions: [] };
  state.put(chat({ revision: 7, companion: { user_id: 17, username: 'ann', name: 'Ann' }, last_message, read_up_to: 5 }));
  const reacted = { type: 'reacted', chat_id: 13, message_id: 5, user_id: 15, emoji: '👍' };
  assert.equal(state.apply({ ...reacted, revision: 8 }), true);
  assert.deepEqual([state.find(13).revision, state.find(13).last_message.reactions], [8, [{ user_id: 15, emoji: '👍' }]]);
  assert.equal(state.apply({ ...reacted, message_id: 4, revision: 9 }), true);
  assert.equal(state.find(13).revision, 9);
  assert.equal(state.apply({ ...reacted, revision: 11 }), false, 'a revision is missing');
});

const preferences = (version, fields = {}) => ({ type: 'preferences', chat_id: 13, preferences: { ...NO_PREFERENCES, version, ...fields } });

test('pinned chats come first, the newest pin first, and keep their places', () => {
  const { state } = chatsState(chat(), chat({ chat_id: 14, last_message: message(60) }), chat({ chat_id: 15, last_message: message(70) }));
  const order = () => state.inOrder().map(({ chat_id }) => chat_id);
  state.apply({ ...preferences(1, { pinned: true }), chat_id: 14 });
  state.apply(preferences(1, { pinned: true }));
  assert.deepEqual(order(), [13, 14, 15]);
  state.apply({ ...preferences(2, { pinned: true, muted_until: 'forever' }), chat_id: 14 });
  assert.deepEqual(order(), [13, 14, 15]);
  state.apply(preferences(2));
  assert.deepEqual(order(), [14, 15, 13]);
});

test('preferences that were overtaken change nothing, whether they come as an event or in a response', () => {
  const { state } = chatsState(chat());
  state.apply(preferences(3, { archived: true }));
  state.apply(preferences(2, { pinned: true }));
  state.put(chat({ revision: 6, preferences: { ...NO_PREFERENCES, version: 1 } }));
  assert.deepEqual([state.find(13).revision, state.find(13).preferences.archived, state.find(13).preferences.pinned], [6, true, false]);
  state.put(chat({ revision: 5, preferences: { ...NO_PREFERENCES, version: 4 } }));
  assert.deepEqual([state.find(13).revision, state.find(13).preferences.version], [6, 4]);
  assert.deepEqual(state.have(), { 13: [6, 50, 0, 4] });
});

test('a cleared chat leaves the list until its next message', () => {
  const { state } = chatsState(chat({ unread: 2 }));
  assert.equal(state.apply(preferences(1, { cleared_up_to: 50 })), true);
  assert.deepEqual([state.inOrder(), state.find(13).unread], [[], 0]);
  assert.deepEqual(state.cleared().map(({ chat_id }) => chat_id), [13]);
  state.apply(event('message', 6, { message: message(61) }));
  assert.deepEqual(state.inOrder().map(({ unread }) => unread), [1]);
});

test('what has come since a chat was cleared is left to the server, and unknown chats wait for a message', () => {
  const { state } = chatsState(chat({ last_message: message(70), unread: 3 }));
  assert.equal(state.apply(preferences(1, { cleared_up_to: 60 })), false);
  assert.equal(state.apply({ ...preferences(1), chat_id: 99 }), true);
});
