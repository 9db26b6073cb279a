import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoteRow, reactionRows, withReaction } from '../static/scripts/state/message_parts.js';

const ME = 15;
const ANN = 17;

function message(fields = {}) {
  return { message_id: 1, chat_id: 13, sender_id: ANN, text: 'hello', written_at: '', edited_at: null, client_id: null, reactions: [], ...fields };
}

test('a quote shows the beginning of its original as the page knows it', () => {
  const quote = { message_id: 1, sender_id: ANN, text: 'as it was' };
  assert.deepEqual(quoteRow(quote, undefined, ME), { id: 1, isOwn: false, text: 'as it was' });
  assert.deepEqual(quoteRow(quote, message({ text: 'as it is', sender_id: ME }), ME), { id: 1, isOwn: true, text: 'as it is' });
  assert.equal(quoteRow(quote, message({ text: '😀'.repeat(200) }), ME).text, '😀'.repeat(140));
});

test('a quote says what the first file of its original is', () => {
  const image = { kind: 'image', name: 'a.jpg' };
  assert.deepEqual(quoteRow({ message_id: 1, sender_id: ANN, text: '', attachment: 'voice' }, undefined, ME).attachment, { kind: 'voice', name: '' });
  assert.deepEqual(quoteRow({ message_id: 1 }, message({ text: '', attachments: [image, { kind: 'file', name: 'b' }] }), ME).attachment, image);
  assert.equal(quoteRow({ message_id: 1, sender_id: ANN, text: 'Hi' }, undefined, ME).attachment, undefined);
});

test('a deleted original is quoted no more', () => {
  const gone = { id: 1, isOwn: false, text: null };
  assert.deepEqual(quoteRow({ message_id: 1, sender_id: ANN, text: 'secret' }, null, ME), gone);
  assert.deepEqual(quoteRow({ message_id: 1, deleted: true }, undefined, ME), gone);
});

test("each user has one reaction, and the sender's is first", () => {
  let changed = withReaction(message(), ME, '👍');
  changed = withReaction(changed, ANN, '🙏');
  changed = withReaction(changed, ME, '😂');
  assert.deepEqual(changed.reactions, [{ user_id: ANN, emoji: '🙏' }, { user_id: ME, emoji: '😂' }]);
  assert.deepEqual(withReaction(changed, ANN, null).reactions, [{ user_id: ME, emoji: '😂' }]);
  assert.deepEqual(withReaction(message(), ME, null).reactions, []);
});

test('the same reaction of both is shown once', () => {
  const both = withReaction(withReaction(message(), ME, '👍'), ANN, '👍');
  assert.deepEqual(reactionRows(both, ME), [{ emoji: '👍', isOwn: true, isCompanions: true }]);
  const two = withReaction(both, ME, '❤️');
  assert.deepEqual(reactionRows(two, ME), [{ emoji: '👍', isOwn: false, isCompanions: true }, { emoji: '❤️', isOwn: true, isCompanions: false }]);
  assert.deepEqual(reactionRows({ ...message(), reactions: undefined }, ME), []);
});
