import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { LiveError } from '../static/scripts/live/socket.js';
import { UploadStore } from '../static/scripts/state/upload_store.js';
import { Uploads } from '../static/scripts/state/uploads.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Uploads to a server that responds as `respond` says. Without a database, the files live in memory. */
function uploads(respond = ({ name }) => ({ attachment_id: `id of ${name}` }), store = new UploadStore(15, undefined)) {
  const state = { sent: [], forgotten: [], done: [], running: 0, most: 0 };
  const made = new Uploads({
    store,
    send: async (upload, { signal, onProgress, onBegun }) => {
      state.sent.push(upload.name);
      state.most = Math.max(state.most, (state.running += 1));
      try {
        return await respond(upload, signal, onProgress, onBegun);
      } finally {
        state.running -= 1;
      }
    },
    forget: (attachmentId) => state.forgotten.push(attachmentId),
    onDone: ({ name, attachment, failure }) => state.done.push([name, attachment?.attachment_id ?? failure]),
    onChange: () => {},
    describe: ({ code }) => `failure ${code}`,
    withLock: (key, work) => work(),
  });
  made.connectionChanged(true);
  const pick = (...names) => made.add(17, names.map((name) => ({ file: new Blob(['12345678']), name })));
  const keyOf = (name) => made.of(17).find((upload) => upload.name === name)?.key;
  return { made, state, store, pick, keyOf };
}

/** A promise with its ends. */
function gate() {
  const made = {};
  made.opened = new Promise((resolve, reject) => Object.assign(made, { open: resolve, fail: reject }));
  return made;
}

test('files are sent as soon as they are picked, two at a time, in order', async () => {
  const gates = new Map(['a', 'b', 'c'].map((name) => [name, gate()]));
  const { state, pick } = uploads(({ name }) => gates.get(name).opened);
  pick('a', 'b', 'c');
  await settled();
  assert.deepEqual(state.sent, ['a', 'b']);
  gates.get('b').open({ attachment_id: '2' });
  await settled();
  assert.deepEqual(state.sent, ['a', 'b', 'c']);
  gates.get('a').open({ attachment_id: '1' });
  gates.get('c').open({ attachment_id: '3' });
  await settled();
  assert.deepEqual(state.done, [['b', '2'], ['a', '1'], ['c', '3']]);
  assert.equal(state.most, 2);
});

test('nothing is sent without a connection, and a lost one is no failure', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    let failures = 1;
    const { made, state, pick } = uploads(({ name }) => {
      if (failures-- > 0) throw new LiveError('offline', '');
      return { attachment_id: `id of ${name}` };
    });
    made.connectionChanged(false);
    pick('a');
    await settled();
    assert.deepEqual(state.sent, []);
    made.connectionChanged(true);
    await settled();
    assert.deepEqual(state.done, []);
    mock.timers.tick(1_000);
    await settled();
    assert.deepEqual(state.sent, ['a', 'a']);
    assert.deepEqual(state.done, [['a', 'id of a']]);
  } finally {
    mock.timers.reset();
  }
});

test('a file that the server refuses fails with a reason, until the user tries again', async () => {
  let isRefused = true;
  const { made, state, pick, keyOf } = uploads(({ name }) => {
    if (isRefused) throw new LiveError('too_long', '');
    return { attachment_id: `id of ${name}` };
  });
  pick('a', 'b');
  await settled();
  assert.deepEqual(state.done, [['a', 'failure too_long'], ['b', 'failure too_long']]);
  isRefused = false;
  made.retry(keyOf('a'));
  await settled();
  assert.deepEqual(state.done.at(-1), ['a', 'id of a']);
  assert.equal(made.find(keyOf('b')).failure, 'failure too_long');
});

test('a file that is removed is sent no further, and what the server has of it is deleted', async () => {
  const opened = gate();
  const { made, state, pick, keyOf } = uploads(({ name }, signal) => {
    if (name === 'done') return { attachment_id: 'id of done' };
    signal.addEventListener('abort', () => opened.fail(new LiveError('canceled', '')));
    return opened.opened;
  });
  pick('done', 'running');
  await settled();
  made.cancel(keyOf('done'));
  made.cancel(keyOf('running'));
  await settled();
  assert.deepEqual(state.forgotten, ['id of done']);
  assert.deepEqual(made.of(17), []);
  assert.deepEqual(state.done, [['done', 'id of done']]);
});

test('a file that is removed while its last bytes are on their way is deleted when they have come', async () => {
  const opened = gate();
  const { made, state, pick, keyOf } = uploads(() => opened.opened);
  pick('a');
  await settled();
  made.cancel(keyOf('a'));
  opened.open({ attachment_id: 'late' });
  await settled();
  assert.deepEqual(state.forgotten, ['late']);
  assert.deepEqual(state.done, []);
});

test('a page that is loaded goes on with the files of the one before', async () => {
  const opened = gate();
  const { state: before, store, pick } = uploads(({ name }) => (name === 'done' ? { attachment_id: 'id of done' } : opened.opened));
  pick('done', 'left');
  await settled();
  assert.deepEqual(before.done, [['done', 'id of done']]);

  const { made, state } = uploads(undefined, store);
  await made.restore();
  await settled();
  assert.deepEqual(state.sent, ['left']);
  assert.deepEqual(state.done, [['done', 'id of done'], ['left', 'id of left']]);
});

test('a file that another tab has sent in the meantime is not sent again', async () => {
  const store = new UploadStore(15, undefined);
  const { made, state, pick, keyOf } = uploads(undefined, store);
  made.withLock = async (key, work) => {
    await store.put({ ...made.find(key), attachment: { attachment_id: 'of the other tab' } });
    await work();
  };
  pick('a');
  await settled();
  assert.deepEqual(state.sent, []);
  assert.deepEqual(state.done, [['a', 'of the other tab']]);
  assert.equal(made.progressOf(keyOf('a')), 1);
});

test('two files change places, and the progress of each is a part of its bytes', async () => {
  const opened = gate();
  const { made, pick, keyOf } = uploads(({ name }, signal, onProgress) => {
    onProgress(name === 'a' ? 2 : 6);
    return opened.opened;
  });
  pick('a', 'b');
  await settled();
  assert.deepEqual([made.progressOf(keyOf('a')), made.progressOf(keyOf('b'))], [0.25, 0.75]);
  made.swap(keyOf('a'), keyOf('b'));
  assert.deepEqual(made.of(17).map(({ name }) => name), ['b', 'a']);
});

test('a name from a script is repaired', async () => {
  const { made, pick } = uploads();
  pick('half \ud83d');
  assert.deepEqual(made.of(17).map(({ name }) => name), ['half \ufffd']);
});

test('a part that has arrived is continued after a reload, and deleted if the file is removed', async () => {
  const store = new UploadStore(15, undefined);
  const first = uploads((upload, signal, onProgress, onBegun) => {
    onBegun('part of a');
    return new Promise(() => {});
  }, store);
  first.pick('a');
  await settled();
  const seen = [];
  const second = uploads((upload) => {
    seen.push(upload.uploadId);
    return new Promise(() => {});
  }, store);
  await second.made.restore();
  await settled();
  assert.deepEqual(seen, ['part of a']);
  second.made.cancel(second.keyOf('a'));
  assert.deepEqual(second.state.forgotten, ['part of a']);
});
