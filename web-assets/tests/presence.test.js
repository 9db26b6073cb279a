import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { PresenceWatcher } from '../static/scripts/state/presence.js';
import { testStore } from './store.js';
import { LiveError } from '../static/scripts/live/socket.js';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

const everybodyOnline = async (ids) => ({ type: 'presence', users: ids.map((user_id) => ({ user_id, online: true, last_seen: null })) });

function presence(respond = everybodyOnline, online = []) {
  const requested = [];
  const store = testStore({ presence: new Map(online.map((userId) => [userId, { isOnline: true, lastSeen: null }])) });
  const watcher = new PresenceWatcher(store, (ids) => {
    requested.push(ids);
    return respond(ids);
  });
  const pass = async (milliseconds) => {
    mock.timers.tick(milliseconds);
    for (let i = 0; i < 5; i += 1) await null;
  };
  const of = (userId) => store.state.presence.get(userId) ?? null;
  return { watcher, of, requested, pass };
}

test('several calls become one request, and the same request is not repeated', async () => {
  const { watcher, of, requested, pass } = presence();
  watcher.connectionChanged(true);
  watcher.watch([1]);
  watcher.watch([2, 1, 2]);
  await pass(200);
  watcher.watch([1, 2]);
  await pass(200);
  assert.deepEqual(requested, [[2, 1]]);
  assert.equal(of(1).isOnline, true);
});

test('a new connection gets a new request; without one nothing is known', async () => {
  const { watcher, of, requested, pass } = presence();
  watcher.connectionChanged(true);
  watcher.watch([1]);
  await pass(200);
  watcher.connectionChanged(false);
  assert.equal(of(1), null);
  watcher.connectionChanged(true);
  await pass(200);
  assert.deepEqual(requested, [[1], [1]]);
});

test('of more than a hundred users, the least important are left out', async () => {
  const { watcher, of, requested, pass } = presence();
  watcher.connectionChanged(true);
  watcher.watch(Array.from({ length: 150 }, (_, index) => index + 1));
  await pass(200);
  assert.deepEqual([requested[0].length, requested[0].at(-1)], [100, 100]);
});

test('a change is applied, with the time if a user has left', () => {
  const { watcher, of } = presence();
  watcher.apply({ type: 'presence', users: [{ user_id: 1, online: false, last_seen: '2026-11-22T10:00:00.000Z' }, { user_id: 2, online: false, last_seen: null }] });
  assert.equal(of(1).lastSeen.toISOString(), '2026-11-22T10:00:00.000Z');
  assert.deepEqual(of(2), { isOnline: false, lastSeen: null });
});

test('a busy server gets the request again after the time that it names', async () => {
  let isBusy = true;
  const { watcher, of, requested, pass } = presence(async (ids) => {
    if (isBusy) throw new LiveError('rate_limited', '', 3);
    return everybodyOnline(ids);
  });
  watcher.connectionChanged(true);
  watcher.watch([1]);
  await pass(200);
  isBusy = false;
  await pass(2_000);
  assert.equal(requested.length, 1);
  await pass(1_000);
  assert.equal(requested.length, 2);
  assert.equal(of(1).isOnline, true);
});

test('users that the page shows as online stay so until the server or the end of the connection says otherwise', async () => {
  const respond = async () => ({ type: 'presence', users: [{ user_id: 1, online: false, last_seen: '2026-01-01T00:00:00Z' }] });
  const { watcher, of, pass } = presence(respond, [1, 2]);
  watcher.connectionChanged(true);
  assert.equal(of(1).isOnline, true);
  watcher.watch([1]);
  await pass(200);
  assert.deepEqual([of(1).isOnline, of(2)], [false, null]);

  const offline = presence(respond, [1]);
  offline.watcher.connectionChanged(false);
  assert.equal(offline.of(1), null);
});
