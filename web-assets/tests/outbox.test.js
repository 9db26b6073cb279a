import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { BrowserStore } from '../static/scripts/state/browser_store.js';
import { Outbox } from '../static/scripts/state/outbox.js';
import { LiveError } from '../static/scripts/live/socket.js';
import { WaitingMessages } from '../static/scripts/state/unsent_messages.js';
import { memoryStorage } from './memory_storage.js';

/** A turn that nobody else wants. */
const atOnce = (work) => work(() => true);
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** An outbox whose server answers as `answer` says, and what it was sent. */
function outbox(answer = () => ({ type: 'ack' }), about = {}) {
  const waiting = new WaitingMessages(new BrowserStore(15, about.storage ?? memoryStorage()));
  // In these tests changes by other tabs are told by hand.
  waiting.onChange = (listener) => (state.otherTab = listener);
  const state = { isConnected: true, sent: [], acknowledged: [], otherTab: () => {} };
  const box = new Outbox({
    waiting,
    takeTurn: about.takeTurn ?? atOnce,
    isConnected: () => state.isConnected,
    send: async (item) => {
      state.sent.push(item.text);
      return answer(item);
    },
    onSent: ({ text }) => state.acknowledged.push(text),
    onChange: () => {},
  });
  const write = (...texts) => texts.forEach((text) => box.add({ clientId: `id of ${text}`, chatId: 13, companionId: 17, text }));
  return { box, state, waiting, write };
}

const left = (box) => box.of(17).map(({ text, state }) => [text, state]);

test('messages go out one after the other, in order, and leave the store', async () => {
  const { box, state, write } = outbox();
  write('a', 'b', 'c');
  await settled();
  assert.deepEqual(state.sent, ['a', 'b', 'c']);
  assert.deepEqual(state.acknowledged, ['a', 'b', 'c']);
  assert.deepEqual(left(box), []);
});

test('a message is sent only after the one before has its answer', async () => {
  const answers = [];
  const { state, write } = outbox(() => new Promise((resolve) => answers.push(resolve)));
  write('a', 'b');
  await settled();
  assert.deepEqual(state.sent, ['a']);
  answers[0]({ type: 'ack' });
  await settled();
  assert.deepEqual(state.sent, ['a', 'b']);
});

test('without a connection all wait, and go out in order when it is back', async () => {
  const { box, state, write } = outbox();
  state.isConnected = false;
  write('a', 'b');
  await settled();
  assert.deepEqual(left(box), [['a', 'waiting'], ['b', 'waiting']]);
  assert.deepEqual(state.sent, []);
  state.isConnected = true;
  box.connectionChanged();
  await settled();
  assert.deepEqual(state.sent, ['a', 'b']);
});

test('a connection lost before the answer repeats the same message, under the same id', async () => {
  const ids = [];
  const { box, state, write } = outbox((item) => {
    ids.push(item.clientId);
    if (ids.length > 1) return { type: 'ack' };
    state.isConnected = false;
    throw new LiveError('offline', 'connection lost');
  });
  write('a');
  await settled();
  assert.deepEqual(left(box), [['a', 'waiting']]);
  state.isConnected = true;
  box.connectionChanged();
  await settled();
  assert.deepEqual(ids, ['id of a', 'id of a']);
});

test('what waits goes out from the page that comes after a reload', async () => {
  const storage = memoryStorage();
  const before = outbox(undefined, { storage });
  before.state.isConnected = false;
  before.write('a', 'b');
  const after = outbox(undefined, { storage });
  await after.box.pump();
  assert.deepEqual(after.state.sent, ['a', 'b']);
});

test('a tab without the turn sends nothing, and shows what waits', async () => {
  const storage = memoryStorage();
  const { box, state, write } = outbox(undefined, { storage, takeTurn: () => new Promise(() => {}) });
  write('a');
  await settled();
  assert.deepEqual(state.sent, []);
  assert.deepEqual(left(box), [['a', 'sending']]);
});

test('a tab that loses the turn half-way leaves the rest to the one that has it', async () => {
  const storage = memoryStorage();
  let turns = 2;
  const { state, write } = outbox(undefined, { storage, takeTurn: (work) => (turns-- > 1 ? work(() => state.sent.length === 0) : new Promise(() => {})) });
  write('a', 'b');
  await settled();
  assert.deepEqual(state.sent, ['a']);
});

test('a refused message stays with the reason, and the next one goes out', async () => {
  const { box, state, write } = outbox(({ text }) => {
    if (text === 'bad') throw new LiveError('too_long', 'too long');
    return { type: 'ack' };
  });
  write('bad', 'good');
  await settled();
  assert.deepEqual(left(box), [['bad', 'failed']]);
  assert.match(box.of(17)[0].failure, /4,000/);
  assert.deepEqual(state.acknowledged, ['good']);
});

test('a refused message is sent again on demand, or discarded', async () => {
  let isBad = true;
  const { box, state, write } = outbox(({ text }) => {
    if (isBad) throw new LiveError('empty', '');
    return { type: 'ack', text };
  });
  write('a', 'b');
  await settled();
  isBad = false;
  box.retry('id of a');
  box.drop('id of b');
  await settled();
  assert.deepEqual(left(box), []);
  assert.deepEqual(state.acknowledged, ['a']);
});

test('a busy server is asked again after the time that it names, and nothing overtakes', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const codes = ['rate_limited', 'unavailable'];
    const { box, state, write } = outbox(() => {
      const code = codes.shift();
      if (code) throw new LiveError(code, '', 7);
      return { type: 'ack' };
    });
    write('a', 'b');
    await settled();
    mock.timers.tick(6_999);
    await settled();
    assert.deepEqual(state.sent, ['a']);
    mock.timers.tick(1);
    await settled();
    assert.deepEqual(state.sent, ['a', 'a']);
    mock.timers.tick(7_000);
    await settled();
    assert.deepEqual(state.sent, ['a', 'a', 'a', 'b']);
    assert.deepEqual(left(box), []);
  } finally {
    mock.timers.reset();
  }
});

test('a new connection ends the rest', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    let isBusy = true;
    const { box, state, write } = outbox(() => {
      if (isBusy) throw new LiveError('unavailable', '', 60);
      return { type: 'ack' };
    });
    write('a');
    await settled();
    isBusy = false;
    box.connectionChanged();
    await settled();
    assert.deepEqual(state.acknowledged, ['a']);
  } finally {
    mock.timers.reset();
  }
});

test('a server that fails again and again with one message is left alone with it', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { box, state, write } = outbox(() => {
      throw new LiveError('internal', '');
    });
    write('a');
    for (let i = 0; i < 10; i += 1) {
      await settled();
      mock.timers.tick(60_000);
    }
    await settled();
    assert.equal(state.sent.length, 5);
    assert.deepEqual(left(box), [['a', 'failed']]);
  } finally {
    mock.timers.reset();
  }
});

test('a message that is discarded while it is refused does not come back', async () => {
  const { box, waiting, write } = outbox(({ clientId }) => {
    waiting.remove(clientId);
    throw new LiveError('empty', '');
  });
  write('a');
  await settled();
  assert.deepEqual(left(box), []);
});

test('what another tab has sent is shown until its event comes, but not for ever', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { box, state } = outbox();
    const gone = { clientId: 'x', place: 1, chatId: 13, companionId: 17, text: 'x', writtenAt: '', failure: null };
    state.otherTab({ gone });
    assert.deepEqual(left(box), [['x', 'sending']]);
    mock.timers.tick(3_000);
    assert.deepEqual(left(box), []);
    state.otherTab({ gone });
    box.drop('x');
    assert.deepEqual(left(box), [], 'its event came');
    state.otherTab({ gone });
    assert.deepEqual(left(box), [], 'its event came before');
    state.otherTab({ gone: { ...gone, failure: 'discarded' } });
    assert.deepEqual(left(box), []);
  } finally {
    mock.timers.reset();
  }
});

test('what waits for one is not shown with another, and goes with the chat', async () => {
  const { box, state, write } = outbox();
  state.isConnected = false;
  write('to Ann');
  box.add({ clientId: 'm', chatId: 14, companionId: 18, text: 'to Marco' });
  assert.deepEqual(box.of(18).map(({ text }) => text), ['to Marco']);
  box.dropAll(18);
  assert.deepEqual([box.of(17).length, box.of(18).length], [1, 0]);
});
