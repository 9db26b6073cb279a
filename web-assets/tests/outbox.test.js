import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { BrowserStore } from '../static/scripts/state/browser_store.js';
import { OpenChat } from '../static/scripts/state/open_chat.js';
import { Outbox } from '../static/scripts/state/outbox.js';
import { LiveError } from '../static/scripts/live/socket.js';
import { Timeline } from '../static/scripts/state/timeline.js';
import { UnsentMessages } from '../static/scripts/state/unsent_messages.js';
import { memoryStorage } from './memory_storage.js';
import { testStore } from './store.js';

/** A lock that no other tab wants. */
const unlocked = (work) => work(() => true);
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** An outbox with a server that responds as `respond` says, and what it received. */
function outbox(respond = () => ({ type: 'ack' }), options = {}) {
  const unsent = new UnsentMessages(new BrowserStore(15, options.storage ?? memoryStorage()));
  // These tests report the changes of other tabs by hand.
  unsent.onChangeByOtherTab = (listener) => (state.otherTab = listener);
  const store = testStore();
  const state = {
    sent: [], acknowledged: [], otherTab: () => {},
    set isConnected(isConnected) {
      store.state.connection = { state: isConnected ? 'ready' : 'waiting', nextAttemptAt: null, reason: null };
    },
  };
  const box = new Outbox({
    store,
    unsent,
    withTabLock: options.withTabLock ?? unlocked,
    send: async (message) => {
      state.sent.push(message.text);
      return respond(message);
    },
    onSent: ({ text }) => state.acknowledged.push(text),
    describe: ({ code }) => `failure ${code}`,
  });
  const write = (...texts) => texts.forEach((text) => box.add({ clientId: `id of ${text}`, chatId: 13, companionId: 17, text }));
  /** What a chat shows as unsent. */
  const shown = (userId = 17) => {
    const timeline = new Timeline({ userId: 15, revision: 0, readUpTo: 0, companionReadUpTo: 0, hasOlder: false });
    const chat = new OpenChat({ chatId: 13, companion: { user_id: userId, username: '', name: '' }, timeline, isLoaded: true });
    return chat.rows(store.state.unsent, store.state.connection.state === 'ready').filter(({ kind }) => kind === 'message');
  };
  return { box, state, unsent, write, shown };
}

const left = ({ shown }) => shown().map(({ text, state }) => [text, state]);

test('messages are sent one after the other, in order, and leave the store', async () => {
  const all = outbox();
  const { state, write } = all;
  write('a', 'b', 'c');
  await settled();
  assert.deepEqual(state.sent, ['a', 'b', 'c']);
  assert.deepEqual(state.acknowledged, ['a', 'b', 'c']);
  assert.deepEqual(left(all), []);
});

test('a message is sent only after the response to the one before', async () => {
  const responses = [];
  const { state, write } = outbox(() => new Promise((resolve) => responses.push(resolve)));
  write('a', 'b');
  await settled();
  assert.deepEqual(state.sent, ['a']);
  responses[0]({ type: 'ack' });
  await settled();
  assert.deepEqual(state.sent, ['a', 'b']);
});

test('without a connection all messages wait; when it is back, they are sent in order', async () => {
  const all = outbox();
  const { box, state, write } = all;
  state.isConnected = false;
  write('a', 'b');
  await settled();
  assert.deepEqual(left(all), [['a', 'waiting'], ['b', 'waiting']]);
  assert.deepEqual(state.sent, []);
  state.isConnected = true;
  box.connectionChanged();
  await settled();
  assert.deepEqual(state.sent, ['a', 'b']);
});

test('a connection lost before the response repeats the same message, under the same id', async () => {
  const ids = [];
  const all = outbox((item) => {
    ids.push(item.clientId);
    if (ids.length > 1) return { type: 'ack' };
    state.isConnected = false;
    throw new LiveError('offline', 'connection lost');
  });
  const { box, state, write } = all;
  write('a');
  await settled();
  assert.deepEqual(left(all), [['a', 'waiting']]);
  state.isConnected = true;
  box.connectionChanged();
  await settled();
  assert.deepEqual(ids, ['id of a', 'id of a']);
});

test('unsent messages are sent by the page after a reload', async () => {
  const storage = memoryStorage();
  const before = outbox(undefined, { storage });
  before.state.isConnected = false;
  before.write('a', 'b');
  const after = outbox(undefined, { storage });
  await after.box.pump();
  assert.deepEqual(after.state.sent, ['a', 'b']);
});

test('a tab without the lock sends nothing and shows the message', async () => {
  const storage = memoryStorage();
  const all = outbox(undefined, { storage, withTabLock: () => new Promise(() => {}) });
  const { state, write } = all;
  write('a');
  await settled();
  assert.deepEqual(state.sent, []);
  assert.deepEqual(left(all), [['a', 'sending']]);
});

test('a tab that loses the lock halfway leaves the rest to the tab that has it', async () => {
  const storage = memoryStorage();
  let locks = 2;
  const { state, write } = outbox(undefined, { storage, withTabLock: (work) => (locks-- > 1 ? work(() => state.sent.length === 0) : new Promise(() => {})) });
  write('a', 'b');
  await settled();
  assert.deepEqual(state.sent, ['a']);
});

test('a refused message stays with the reason, and the next one is sent', async () => {
  const all = outbox(({ text }) => {
    if (text === 'bad') throw new LiveError('too_long', 'too long');
    return { type: 'ack' };
  });
  const { state, write } = all;
  write('bad', 'good');
  await settled();
  assert.deepEqual(left(all), [['bad', 'failed']]);
  assert.match(all.shown()[0].failure, /failure too_long/);
  assert.deepEqual(state.acknowledged, ['good']);
});

test('a refused message is sent again on demand, or discarded', async () => {
  let isBad = true;
  const all = outbox(({ text }) => {
    if (isBad) throw new LiveError('empty', '');
    return { type: 'ack', text };
  });
  const { box, state, write } = all;
  write('a', 'b');
  await settled();
  isBad = false;
  box.retry('id of a');
  box.drop('id of b');
  await settled();
  assert.deepEqual(left(all), []);
  assert.deepEqual(state.acknowledged, ['a']);
});

test('a busy server gets the message again after the time that it names, and nothing overtakes it', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const codes = ['rate_limited', 'unavailable'];
    const all = outbox(() => {
      const code = codes.shift();
      if (code) throw new LiveError(code, '', 7);
      return { type: 'ack' };
    });
    const { state, write } = all;
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
    assert.deepEqual(left(all), []);
  } finally {
    mock.timers.reset();
  }
});

test('a new connection ends the delay', async () => {
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

test('after repeated failures of the server, a message is not sent again', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const all = outbox(() => {
      throw new LiveError('internal', '');
    });
    const { state, write } = all;
    write('a');
    for (let i = 0; i < 10; i += 1) {
      await settled();
      mock.timers.tick(60_000);
    }
    await settled();
    assert.equal(state.sent.length, 5);
    assert.deepEqual(left(all), [['a', 'failed']]);
  } finally {
    mock.timers.reset();
  }
});

test('a message that gets no response does not hold back the others for ever', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const all = outbox(({ clientId }) => {
      if (clientId === 'id of a') throw new LiveError('no_response', '');
      return { type: 'ack' };
    });
    all.write('a');
    all.write('b');
    for (let i = 0; i < 10; i += 1) {
      await settled();
      mock.timers.tick(60_000);
    }
    await settled();
    assert.deepEqual(all.state.sent, ['a', 'a', 'a', 'b']);
    assert.deepEqual(left(all), [['a', 'failed']]);
  } finally {
    mock.timers.reset();
  }
});

test('a message that is discarded while it is refused does not come back', async () => {
  const all = outbox(({ clientId }) => {
    unsent.remove(clientId);
    throw new LiveError('empty', '');
  });
  const { unsent, write } = all;
  write('a');
  await settled();
  assert.deepEqual(left(all), []);
});

test('a message that another tab has sent is shown until its event arrives, but not forever', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const all = outbox();
    const { box, state } = all;
    const removed = { clientId: 'x', place: 1, chatId: 13, companionId: 17, text: 'x', writtenAt: '', failure: null };
    state.otherTab(removed);
    assert.deepEqual(left(all), [['x', 'sending']]);
    mock.timers.tick(3_000);
    assert.deepEqual(left(all), []);
    state.otherTab(removed);
    box.drop('x');
    assert.deepEqual(left(all), [], 'its event arrived');
    state.otherTab(removed);
    assert.deepEqual(left(all), [], 'its event arrived before');
    state.otherTab({ ...removed, failure: 'discarded' });
    assert.deepEqual(left(all), []);
  } finally {
    mock.timers.reset();
  }
});

test('an unsent message is shown only in its chat, and disappears with the chat', async () => {
  const all = outbox();
  const { box, state, write } = all;
  state.isConnected = false;
  write('to Ann');
  box.add({ clientId: 'm', chatId: 14, companionId: 18, text: 'to Marco' });
  assert.deepEqual(all.shown(18).map(({ text }) => text), ['to Marco']);
  box.dropAll(18);
  assert.deepEqual([all.shown(17).length, all.shown(18).length], [1, 0]);
});

test('a message waits for its files, and with it the later ones of its chat, but no others', async () => {
  const all = outbox();
  const { box, state } = all;
  const file = (key) => ({ key, attachmentId: null, name: key, type: '', size: 1 });
  box.add({ clientId: '1', chatId: 13, companionId: 17, text: 'with files', attachments: [file('a'), file('b')] });
  box.add({ clientId: '2', chatId: 13, companionId: 17, text: 'after it' });
  box.add({ clientId: '3', chatId: 14, companionId: 18, text: 'to another' });
  await settled();
  assert.deepEqual(state.sent, ['to another']);
  box.uploaded({ key: 'a', attachment: { attachment_id: '1' }, failure: null });
  await settled();
  assert.deepEqual(state.sent, ['to another']);
  box.uploaded({ key: 'b', attachment: { attachment_id: '2' }, failure: null });
  await settled();
  assert.deepEqual(state.sent, ['to another', 'with files', 'after it']);
});

test('a message whose file is refused says so, and holds back nothing', async () => {
  const all = outbox();
  const { box, state } = all;
  box.add({ clientId: '1', chatId: 13, companionId: 17, text: 'with a file', attachments: [{ key: 'a', attachmentId: null, name: 'a', type: '', size: 1 }] });
  box.add({ clientId: '2', chatId: 13, companionId: 17, text: 'after it' });
  box.uploaded({ key: 'a', attachment: null, failure: 'too large' });
  await settled();
  assert.deepEqual(state.sent, ['after it']);
  assert.deepEqual(left(all), [['with a file', 'failed']]);
});
