import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../static/scripts/outbox.js';
import { LiveError } from '../static/scripts/socket.js';

/** An outbox whose server answers as `answer` says, and what it was sent. */
function outbox(texts, answer) {
  let items = texts.map((text, index) => ({ clientId: `c${index}`, text, writtenAt: '', state: 'waiting', failure: null }));
  const sent = [];
  const box = new Outbox({
    items: () => items,
    send: async (item) => {
      sent.push(item.text);
      return answer(item);
    },
    onSent: (item) => { items = items.filter((other) => other !== item); },
    onChange: () => {},
  });
  return { box, sent, items: () => items };
}

test('messages go out one after the other, in order', async () => {
  const { box, sent, items } = outbox(['a', 'b', 'c'], () => ({ type: 'ack' }));
  await box.pump();
  assert.deepEqual(sent, ['a', 'b', 'c']);
  assert.deepEqual(items(), []);
});

test('without a connection all wait, and the first is sent first when it is back', async () => {
  let isAway = true;
  const { box, sent, items } = outbox(['a', 'b'], () => {
    if (isAway) throw new LiveError('offline', '');
    return { type: 'ack' };
  });
  await box.pump();
  assert.deepEqual(items().map(({ state }) => state), ['waiting', 'waiting']);
  isAway = false;
  await box.pump();
  assert.deepEqual(sent, ['a', 'a', 'b']);
});

test('a refused message stays with the reason, and the next one goes out', async () => {
  const { box, items } = outbox(['bad', 'good'], ({ text }) => {
    if (text === 'bad') throw new LiveError('too_long', 'too long');
    return { type: 'ack' };
  });
  await box.pump();
  assert.deepEqual(items().map(({ text, state }) => [text, state]), [['bad', 'failed']]);
  assert.match(items()[0].failure, /4,000/);
});

test('a refused message is sent again on demand', async () => {
  let isBad = true;
  const { box, items } = outbox(['a'], () => {
    if (isBad) throw new LiveError('empty', '');
    return { type: 'ack' };
  });
  await box.pump();
  isBad = false;
  box.retry('c0');
  await new Promise((resolve) => setTimeout(resolve, 1));
  assert.deepEqual(items(), []);
});
