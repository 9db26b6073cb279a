import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { LiveSocket } from '../static/scripts/live/socket.js';

const ME = 15;

/** @type {FakeWebSocket[]} */
let sockets = [];
/** @type {Record<string, () => void>} */
let page = {};

class FakeWebSocket {
  sent = [];
  isClosed = false;

  constructor() {
    sockets.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.isClosed = true;
  }

  receive(frame) {
    this.onmessage({ data: JSON.stringify(frame) });
  }

  ready(user_id = ME) {
    this.receive({ type: 'ready', user_id, epoch: 'e', server_time: '' });
  }
}

beforeEach(() => {
  sockets = [];
  page = {};
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1_000_000 });
  Object.assign(globalThis, {
    WebSocket: FakeWebSocket,
    addEventListener: (type, listener) => (page[type] = listener),
    document: { visibilityState: 'hidden', addEventListener: (type, listener) => (page[type] = listener) },
  });
});
afterEach(() => {
  mock.timers.reset();
  for (const name of ['WebSocket', 'addEventListener', 'document']) delete globalThis[name];
});

function connect() {
  const seen = { frames: [], loggedOut: 0, statuses: [] };
  const socket = new LiveSocket({
    onFrame: (frame) => seen.frames.push(frame.type),
    onStatus: ({ state, reason }) => seen.statuses.push(reason ? `${state} ${reason}` : state),
    onLoggedOut: () => (seen.loggedOut += 1),
    userId: ME,
  }, 'ws://test/ws');
  socket.start();
  return { socket, seen };
}

/** Time goes on in steps of a second, as the socket looks at the clock. */
function pass(seconds) {
  for (let i = 0; i < seconds; i += 1) mock.timers.tick(1_000);
}

test('a request gets the response with its ref; other frames are events', async () => {
  const { socket, seen } = connect();
  sockets[0].ready();
  const response = socket.request('history', { chat_id: 13 });
  const { ref } = sockets[0].sent[0];
  sockets[0].receive({ type: 'message', chat_id: 13 });
  sockets[0].receive({ type: 'history', ref, messages: [] });
  assert.deepEqual((await response).messages, []);
  assert.deepEqual(seen.frames, ['ready', 'message']);
});

test('an error rejects the request that it names', async () => {
  const { socket } = connect();
  sockets[0].ready();
  const response = socket.request('send', {});
  sockets[0].receive({ type: 'error', code: 'rate_limited', message: 'slow', retry_after: 7, ref: sockets[0].sent[0].ref });
  await assert.rejects(response, { code: 'rate_limited', retryAfter: 7 });
});

test('a request without a connection fails at once, and so it does when the connection is lost', async () => {
  const { socket } = connect();
  await assert.rejects(socket.request('ping'), { code: 'offline' });
  sockets[0].ready();
  const response = socket.request('ping');
  sockets[0].onclose({ code: 1006 });
  await assert.rejects(response, { code: 'offline' });
});

test('after a shutdown the client reconnects at once, after a failure with a delay', () => {
  connect();
  sockets[0].ready();
  pass(5);
  sockets[0].onclose({ code: 1001 });
  mock.timers.tick(0);
  assert.equal(sockets.length, 2);
  sockets[1].ready();
  pass(15);
  sockets[1].onclose({ code: 1011 });
  mock.timers.tick(499);
  assert.equal(sockets.length, 2);
  mock.timers.tick(1);
  assert.equal(sockets.length, 3);
});

test('a server that shuts down again and again is not stormed', () => {
  connect();
  for (let i = 0; i < 3; i += 1) {
    sockets.at(-1).ready();
    sockets.at(-1).onclose({ code: 1001 });
    mock.timers.tick(0);
  }
  assert.equal(sockets.length, 1);
});

test('delays grow; the browser’s “online” or a visible tab ends them', () => {
  mock.method(Math, 'random', () => 0.5);
  const { seen } = connect();
  for (let i = 0; i < 8; i += 1) {
    sockets.at(-1).onclose({ code: 1006 });
    if (i < 7) pass(40);
  }
  assert.equal(seen.statuses.at(-1), 'waiting');
  const tries = sockets.length;
  pass(10);
  assert.equal(sockets.length, tries);
  page.online();
  assert.equal(sockets.length, tries + 1);
  sockets.at(-1).onclose({ code: 1006 });
  document.visibilityState = 'visible';
  page.visibilitychange();
  assert.equal(sockets.length, tries + 2);
});

test('25 seconds of silence cause a ping, and 5 more end the connection', () => {
  connect();
  sockets[0].ready();
  pass(25);
  assert.deepEqual(sockets[0].sent, []);
  pass(1);
  assert.deepEqual(sockets[0].sent, [{ type: 'ping' }]);
  pass(5);
  assert.equal(sockets[0].isClosed, false);
  pass(1);
  assert.equal(sockets[0].isClosed, true);
});

test('a pong keeps the connection', () => {
  const { seen } = connect();
  sockets[0].ready();
  pass(26);
  sockets[0].receive({ type: 'pong' });
  pass(20);
  assert.equal(sockets[0].isClosed, false);
  assert.deepEqual(seen.frames, ['ready']);
});

test('a response that is 5 seconds late causes a ping', () => {
  const { socket } = connect();
  sockets[0].ready();
  socket.request('history', {}).catch(() => {});
  pass(5);
  assert.equal(sockets[0].sent.length, 1);
  pass(1);
  assert.equal(sockets[0].sent[1].type, 'ping');
});

test('a network that the browser reports as back causes a ping', () => {
  connect();
  sockets[0].ready();
  page.online();
  assert.deepEqual(sockets[0].sent, [{ type: 'ping' }]);
});

test('a session that ended ends the connection for good', () => {
  const { seen } = connect();
  sockets[0].ready();
  sockets[0].onclose({ code: 4401 });
  pass(120);
  assert.deepEqual([seen.loggedOut, sockets.length, seen.statuses.at(-1)], [1, 1, 'ended']);
});

test('a session of another user is not used', () => {
  const { socket, seen } = connect();
  sockets[0].ready(99);
  assert.deepEqual([socket.isReady, seen.loggedOut, sockets[0].isClosed, seen.frames], [false, 1, true, []]);
});

test('a close code that blames the client is shown and not repeated', () => {
  for (const code of [1003, 1007, 1009, 4400]) {
    sockets = [];
    const { seen } = connect();
    sockets[0].ready();
    sockets[0].onclose({ code });
    pass(120);
    assert.deepEqual([seen.statuses.at(-1), sockets.length], ['ended client_fault', 1]);
  }
});

test('too many windows cause a long delay', () => {
  const { seen } = connect();
  sockets[0].onclose({ code: 4429 });
  pass(29);
  assert.deepEqual([seen.statuses.at(-1), sockets.length], ['waiting too_many_sockets', 1]);
  pass(1);
  assert.equal(sockets.length, 2);
});

test('after three failures requests travel by HTTP, until a WebSocket gets through', async () => {
  const requests = [];
  globalThis.fetch = async (address, { body }) => {
    const { frames } = JSON.parse(body);
    requests.push(frames.map(({ type }) => type));
    const answers = frames.filter(({ ref }) => ref).map(({ ref }) => ({ type: 'state', ref }));
    return new Response(JSON.stringify([{ type: 'ready', user_id: ME, epoch: 'e', server_time: '' }, ...answers]));
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  globalThis.document.visibilityState = 'visible';
  const { socket, seen } = connect();
  for (const failed of [0, 1, 2]) {
    sockets[failed].onclose({ code: 1006 });
    pass(6);
  }
  await settled();
  assert.equal(seen.statuses.at(-1), 'ready by_http');
  assert.equal(sockets.length, 4, 'a WebSocket is tried beside it');
  sockets[3].onclose?.({ code: 1006 });
  const response = socket.request('resume', { have: {} });
  await settled();
  assert.equal((await response).type, 'state');
  assert.deepEqual(requests, [[], ['resume']]);
  const polls = () => seen.frames.filter((type) => type === 'poll').length;
  const before = polls();
  pass(3);
  assert.equal(polls(), before + 1, 'the page asks what is new');
  pass(60);
  sockets[4].ready();
  sockets[5].ready();
  assert.equal(seen.statuses.at(-1), 'ready');
  assert.ok(sockets[4].isClosed);
  delete globalThis.fetch;
});

test('a session that has ended is noticed by HTTP, too', async () => {
  globalThis.fetch = async () => new Response('{}', { status: 401 });
  const { seen } = connect();
  for (const failed of [0, 1, 2]) {
    sockets[failed].onclose({ code: 1006 });
    pass(40);
  }
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(seen.loggedOut, 1);
  delete globalThis.fetch;
});
