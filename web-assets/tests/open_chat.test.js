import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OpenChat } from '../static/scripts/state/open_chat.js';
import { Timeline } from '../static/scripts/state/timeline.js';

const ANN = { user_id: 17, username: 'ann', name: 'Ann' };
const ME = { user_id: 15, username: 'me', name: 'Me' };

function openChat(chatId) {
  const timeline = new Timeline({ userId: ME.user_id, revision: 0, readUpTo: 0, companionReadUpTo: 0, hasOlder: false });
  return new OpenChat({ chatId, companion: ANN, timeline, isLoaded: true });
}

test('a chat with the companion creates the open chat, if it has none', () => {
  const created = { type: 'chat_created', chat_id: 13, users: [ME, ANN] };
  assert.equal(openChat(null).isCreatedBy(created), true);
  assert.equal(openChat(12).isCreatedBy(created), false);
  assert.equal(openChat(null).isCreatedBy({ ...created, users: [ME, { ...ANN, user_id: 18 }] }), false);
  assert.equal(openChat(null).isCreatedBy({ type: 'message', chat_id: 13 }), false);
});

test('only events of an existing chat concern it', () => {
  const chat = openChat(13);
  assert.equal(chat.concerns({ type: 'message', chat_id: 13 }), true);
  assert.equal(chat.concerns({ type: 'message', chat_id: 14 }), false);
  assert.equal(openChat(null).concerns({ type: 'message', chat_id: null }), false);
  chat.isDeleted = true;
  assert.equal(chat.concerns({ type: 'message', chat_id: 13 }), false);
});

test('it shows the unsent messages to its companion, with their states', () => {
  const unsent = [
    { clientId: 'a', companionId: 17, text: 'to Ann', writtenAt: '2026-11-22T10:00:00.000Z', failure: null },
    { clientId: 'b', companionId: 18, text: 'to Marco', writtenAt: '2026-11-22T10:00:00.000Z', failure: null },
    { clientId: 'c', companionId: 17, text: 'refused', writtenAt: '2026-11-22T10:00:01.000Z', failure: 'too long' },
  ];
  const states = (isConnected) => openChat(13).rows(unsent, isConnected).filter(({ kind }) => kind === 'message').map(({ text, state }) => [text, state]);
  assert.deepEqual(states(true), [['to Ann', 'sending'], ['refused', 'failed']]);
  assert.deepEqual(states(false), [['to Ann', 'waiting'], ['refused', 'failed']]);
});
