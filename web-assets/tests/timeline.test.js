import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timeline } from '../static/scripts/state/timeline.js';

const ME = 15;
const ANN = 17;

/** A message of Ann's, ten o'clock and `id` seconds, by default. */
function message(id, fields = {}) {
  return { message_id: id, chat_id: 13, sender_id: ANN, text: `text ${id}`, written_at: new Date(Date.UTC(2026, 10, 22, 10, 0, id)).toISOString(), edited_at: null, client_id: null, ...fields };
}

function timeline(fields = {}) {
  return new Timeline({ userId: ME, revision: 0, readUpTo: 0, companionReadUpTo: 0, hasOlder: false, ...fields });
}

const ids = (state) => state.messages.map(({ message_id }) => message_id);
const messageRows = (state, unsent = []) => state.rows(unsent, true).filter(({ kind }) => kind === 'message');

test('messages are in the order of their ids, whatever the order of arrival', () => {
  const state = timeline();
  state.put(message(3), 3);
  state.put(message(1), 1);
  state.put(message(2), 2);
  assert.deepEqual(ids(state), [1, 2, 3]);
});

test('an older revision of a message never overwrites a newer one', () => {
  const state = timeline();
  state.put(message(1, { text: 'edited' }), 5);
  state.put(message(1, { text: 'first' }), 1);
  assert.equal(state.find(1).text, 'edited');
});

test('a deleted message does not come back with a late event', () => {
  const state = timeline();
  state.remove(1, 4);
  state.put(message(1), 3);
  assert.deepEqual(ids(state), []);
});

test('a missing revision is noticed until it arrives', () => {
  const state = timeline({ revision: 41 });
  state.put(message(2), 43);
  assert.equal(state.hasGap, true);
  assert.equal(state.revision, 41);
  state.put(message(1), 42);
  assert.equal(state.hasGap, false);
  assert.equal(state.revision, 43);
});

test('changes of a sync response fill a gap although their numbers skip', () => {
  const state = timeline({ revision: 10 });
  state.put(message(9), 15);
  state.putChanges([{ revision: 12, message: message(7) }, { revision: 14, deleted: 8 }], 14);
  assert.equal(state.hasGap, false);
  assert.equal(state.revision, 15);
  assert.deepEqual(ids(state), [7, 9]);
});

test('the newest page removes messages that were deleted within its range', () => {
  const state = timeline();
  state.put(message(1), 1);
  state.put(message(2), 2);
  state.put(message(3), 3);
  state.putPage([message(3), message(1)], { revision: 4, hasMore: false, before: null });
  assert.deepEqual(ids(state), [1, 3]);
  assert.equal(state.revision, 4);
});

test('the newest page keeps a message that came after it was read', () => {
  const state = timeline();
  state.put(message(9), 9);
  state.putPage([message(3)], { revision: 8, hasMore: false, before: null });
  assert.deepEqual(ids(state), [3, 9]);
});

test('a newest page that does not reach the known messages replaces them, so that no gap stays', () => {
  const state = timeline();
  state.putPage([message(2), message(1)], { revision: 2, hasMore: false, before: null });
  state.putPage([message(60), message(59)], { revision: 60, hasMore: true, before: null });
  assert.deepEqual(ids(state), [59, 60]);
  assert.equal(state.hasOlder, true);
});

test('an older page is put in front and reports whether there are more', () => {
  const state = timeline({ hasOlder: true });
  state.putPage([message(12), message(11)], { revision: 20, hasMore: true, before: null });
  state.putPage([message(10), message(9)], { revision: 20, hasMore: false, before: 11 });
  assert.deepEqual(ids(state), [9, 10, 11, 12]);
  assert.equal(state.hasOlder, false);
});

test('an edit of a message before the oldest known one is not shown', () => {
  const state = timeline();
  state.putPage([message(12), message(11)], { revision: 12, hasMore: true, before: null });
  state.put(message(3, { text: 'edited' }), 13);
  assert.deepEqual(ids(state), [11, 12]);
  assert.equal(state.revision, 13);
});

test('an unsent message becomes the stored one under the same key', () => {
  const state = timeline();
  const unsent = [{ clientId: 'c1', text: 'hi', writtenAt: message(1).written_at, failure: null }];
  const before = messageRows(state, unsent);
  state.put(message(1, { sender_id: ME, client_id: 'c1', text: 'hi' }), 1);
  const after = messageRows(state, unsent);
  assert.equal(after.length, 1);
  assert.equal(after[0].key, before[0].key);
  assert.deepEqual([before[0].state, after[0].state], ['sending', 'sent']);
});

test('the companion’s read mark turns sent into seen and never goes back unless it is hidden', () => {
  const state = timeline();
  state.put(message(1, { sender_id: ME }), 1);
  state.put(message(2, { sender_id: ME }), 2);
  state.markRead(ANN, 2);
  state.markRead(ANN, 1);
  assert.deepEqual(messageRows(state).map((row) => row.state), ['seen', 'seen']);
  state.markRead(ANN, 0);
  assert.deepEqual(messageRows(state).map((row) => row.state), ['sent', 'sent']);
});

test('messages of one sender within five minutes are one group', () => {
  const at = (minutes) => new Date(Date.UTC(2026, 10, 22, 10, minutes)).toISOString();
  const state = timeline();
  state.put(message(1, { written_at: at(0) }), 1);
  state.put(message(2, { written_at: at(5) }), 2);
  state.put(message(3, { written_at: at(11) }), 3);
  state.put(message(4, { written_at: at(11), sender_id: ME }), 4);
  assert.deepEqual(messageRows(state).map(({ isFirst }) => isFirst), [true, false, true, true]);
});

test('each day begins with a divider, which ends a group', () => {
  const state = timeline();
  state.put(message(1, { written_at: new Date(2026, 10, 22, 23, 59).toISOString() }), 1);
  state.put(message(2, { written_at: new Date(2026, 10, 23, 0, 1).toISOString() }), 2);
  assert.deepEqual(state.rows([], true).map(({ kind }) => kind), ['day', 'message', 'day', 'message']);
  assert.deepEqual(messageRows(state).map(({ isFirst }) => isFirst), [true, true]);
});

test('the new messages divider comes before the companion’s first unread message', () => {
  const state = timeline();
  state.newAfter = 1;
  state.put(message(1), 1);
  state.put(message(2, { sender_id: ME }), 2);
  state.put(message(3), 3);
  state.put(message(4), 4);
  assert.deepEqual(state.rows([], true).map(({ kind }) => kind), ['day', 'message', 'message', 'new', 'message', 'message']);
});

/** The window of messages 10 to 12, in the middle of a chat at revision 100. */
function middle() {
  const state = timeline({ revision: 100 });
  state.replaceWindow([message(12), message(11), message(10)], { revision: 100, hasOlder: true, hasNewer: true });
  return state;
}

test('a window in the middle of a chat grows at both ends', () => {
  const state = middle();
  state.putPage([message(9)], { revision: 100, hasMore: false, before: 10 });
  assert.deepEqual([ids(state), state.hasOlder, state.hasNewer], [[9, 10, 11, 12], false, true]);
  state.putNextPage([message(14), message(13)], { revision: 100, hasMore: true, after: 12 });
  assert.deepEqual([ids(state), state.hasNewer], [[9, 10, 11, 12, 13, 14], true]);
  state.putNextPage([], { revision: 100, hasMore: false, after: 14 });
  assert.equal(state.hasNewer, false);
});

test('a message that arrives beyond the window appears when the window reaches it', () => {
  const state = middle();
  state.put(message(20), 101);
  assert.deepEqual([ids(state), state.revision, state.newestReceivedId, state.hasNewer], [[10, 11, 12], 101, 20, true]);
  // The page was read before the message came, and so doesn't have it.
  state.putNextPage([message(13)], { revision: 100, hasMore: false, after: 12 });
  assert.deepEqual([ids(state), state.hasNewer], [[10, 11, 12, 13, 20], false]);
});

test('an edit and a deletion beyond the window are newer than a page that was read before', () => {
  const state = middle();
  state.put(message(13, { text: 'edited' }), 101);
  state.remove(14, 102);
  state.put(message(15, { text: 'old' }), 99);
  state.putNextPage([message(15, { text: 'new' }), message(14), message(13)], { revision: 100, hasMore: true, after: 12 });
  assert.deepEqual(ids(state), [10, 11, 12, 13, 15]);
  assert.deepEqual([state.find(13).text, state.find(15).text], ['edited', 'new']);
});

test('another window takes the place of the first one, and knows what has changed there', () => {
  const state = middle();
  state.put(message(11, { text: 'edited' }), 101);
  state.replaceWindow([message(2), message(1)], { revision: 101, hasOlder: false, hasNewer: true });
  assert.deepEqual([ids(state), state.hasOlder, state.hasNewer], [[1, 2], false, true]);
  state.replaceWindow([message(11), message(10)], { revision: 100, hasOlder: true, hasNewer: true });
  assert.equal(state.find(11).text, 'edited');
});

test('with many messages, those far from the reader leave the window, and come back with a page', () => {
  const state = timeline({ revision: 500 });
  state.replaceWindow(Array.from({ length: 400 }, (_, index) => message(400 - index)), { revision: 500, hasOlder: false, hasNewer: false });
  state.trim('newest');
  assert.deepEqual([state.oldestId, state.newestId, state.hasNewer], [1, 300, true]);
  state.putNextPage([message(302), message(301)], { revision: 500, hasMore: true, after: 300 });
  assert.equal(state.newestId, 302);
  state.trim('oldest');
  assert.deepEqual([state.oldestId, state.hasOlder], [1, false], 'a few more are no reason');
});

test('unsent messages and the message that Up edits belong to the newest ones', () => {
  const state = middle();
  const unsent = [{ clientId: 'a', text: 'new', writtenAt: '2026-11-22T12:00:00.000Z', failure: null }];
  assert.deepEqual(messageRows(state, unsent).map(({ id }) => id), [10, 11, 12]);
  assert.deepEqual([state.newestOwn, state.unread], [null, null]);
});

test('a reaction is a change of its message', () => {
  const state = timeline();
  state.put(message(1), 1);
  state.react(1, ME, '👍', 3);
  assert.equal(state.hasGap, true);
  state.react(1, ANN, '🙏', 2);
  assert.equal(state.hasGap, false);
  assert.deepEqual(messageRows(state)[0].reactions, [{ emoji: '👍', isOwn: true, isCompanions: false }]);
  state.react(1, ME, null, 4);
  assert.deepEqual(messageRows(state)[0].reactions, []);
  assert.equal(state.revision, 4);
});

test('a page that was read before a reaction does not undo it', () => {
  const state = timeline({ revision: 5, hasOlder: true });
  state.putPage([message(9)], { revision: 5, hasMore: true, before: null });
  state.react(8, ANN, '👍', 6);
  state.putPage([message(8), message(7)], { revision: 5, hasMore: false, before: 9 });
  assert.deepEqual(messageRows(state).map(({ reactions }) => reactions.length), [0, 1, 0]);
  const later = timeline({ revision: 5, hasOlder: true });
  later.putPage([message(9)], { revision: 5, hasMore: true, before: null });
  later.react(8, ANN, '👍', 6);
  later.putPage([message(8)], { revision: 7, hasMore: false, before: 9 });
  assert.deepEqual(messageRows(later).map(({ reactions }) => reactions.length), [0, 0], 'it was taken back before the page was read');
});

test('a reaction to a deleted message is nothing', () => {
  const state = timeline();
  state.put(message(1), 1);
  state.remove(1, 3);
  state.react(1, ME, '👍', 2);
  assert.deepEqual(ids(state), []);
  assert.equal(state.revision, 3);
});

test('quotes follow their original', () => {
  const state = timeline();
  state.put(message(1, { text: 'first' }), 1);
  state.put(message(2, { reply_to: { message_id: 1, sender_id: ANN, text: 'first' } }), 2);
  const quote = () => messageRows(state).at(-1).quote;
  assert.deepEqual(quote(), { id: 1, isOwn: false, text: 'first' });
  state.put(message(1, { text: 'edited', edited_at: '-' }), 3);
  assert.equal(quote().text, 'edited');
  state.remove(1, 4);
  assert.deepEqual(quote(), { id: 1, isOwn: false, text: null });
});

test('quotes of messages outside of the window follow them, too', () => {
  const state = timeline({ hasOlder: true });
  state.putPage([message(9, { reply_to: { message_id: 1, sender_id: ME, text: 'first' } })], { revision: 9, hasMore: true, before: null });
  const quote = () => messageRows(state).at(-1).quote;
  assert.deepEqual(quote(), { id: 1, isOwn: true, text: 'first' });
  assert.equal(state.quoteOf(1), null);
  state.put(message(1, { text: 'edited', sender_id: ME }), 10);
  assert.equal(quote().text, 'edited');
  state.remove(1, 11);
  assert.equal(quote().text, null);
});

test('an unsent reply shows what it answers', () => {
  const state = timeline();
  state.put(message(1, { text: 'original' }), 1);
  const unsent = [{ clientId: 'c', text: 'reply', writtenAt: message(2).written_at, failure: null, replyTo: { message_id: 1, sender_id: ANN, text: 'original' } }];
  assert.deepEqual(messageRows(state, unsent).map(({ quote }) => quote?.text ?? null), [null, 'original']);
});

test('what the user has cleared is forgotten, also outside of the window', () => {
  const state = timeline({ hasOlder: true });
  for (const id of [3, 4, 5]) state.put(message(id), id);
  state.clearUpTo(4);
  assert.deepEqual([ids(state), state.hasOlder, state.unread], [[5], false, 1]);
  state.clearUpTo(2);
  assert.deepEqual(ids(state), [5]);
});
