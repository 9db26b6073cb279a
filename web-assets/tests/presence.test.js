import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Presence } from '../static/scripts/state/presence.js';
import { LiveError } from '../static/scripts/live/socket.js';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

const everybodyOnline = async (ids) => ({ type: 'presence', users: ids.map((user_id) => ({ user_id, online: true, last_seen: null })) });

function presence(answer = everybodyOnline) {
  const asked = [];
  const state = new Presence({
    watch: (ids) => {
      asked.push(ids);
      return answer(ids);
    },
    onChange: () => {},
  });
  const pass = async (milliseconds) => {
    mock.timers.tick(milliseconds);
    for (let i = 0; i < 5; i += 1) await null;
  };
  return { state, asked, pass };
}

test('several wishes become one question, and the same one is not asked twice', async () => {
  const { state, asked, pass } = presence();
  state.connectionChanged(true);
  state.want([1]);
  state.want([2, 1, 2]);
  await pass(200);
  state.want([1, 2]);
  await pass(200);
  assert.deepEqual(asked, [[2, 1]]);
  assert.equal(state.of(1).online, true);
});

test('a new connection is asked anew; without one nothing is known', async () => {
  const { state, asked, pass } = presence();
  state.connectionChanged(true);
  state.want([1]);
  await pass(200);
  state.connectionChanged(false);
  assert.equal(state.of(1), null);
  state.connectionChanged(true);
  await pass(200);
  assert.deepEqual(asked, [[1], [1]]);
});

test('beyond a hundred the least interesting are left out', async () => {
  const { state, asked, pass } = presence();
  state.connectionChanged(true);
  state.want(Array.from({ length: 150 }, (_, index) => index + 1));
  await pass(200);
  assert.deepEqual([asked[0].length, asked[0].at(-1)], [100, 100]);
});

test('a change is heard, with the time where somebody has left', () => {
  const { state } = presence();
  state.apply({ type: 'presence', users: [{ user_id: 1, online: false, last_seen: '2026-11-22T10:00:00.000Z' }, { user_id: 2, online: false, last_seen: null }] });
  assert.equal(state.of(1).lastSeen.toISOString(), '2026-11-22T10:00:00.000Z');
  assert.deepEqual(state.of(2), { online: false, lastSeen: null });
});

test('a busy server is asked again after the time that it names', async () => {
  let isBusy = true;
  const { state, asked, pass } = presence(async (ids) => {
    if (isBusy) throw new LiveError('rate_limited', '', 3);
    return everybodyOnline(ids);
  });
  state.connectionChanged(true);
  state.want([1]);
  await pass(200);
  isBusy = false;
  await pass(2_000);
  assert.equal(asked.length, 1);
  await pass(1_000);
  assert.equal(asked.length, 2);
  assert.equal(state.of(1).online, true);
});

test('whom the page shows as online is, until the server or the end of the connection says otherwise', async () => {
  const answer = async () => ({ type: 'presence', users: [{ user_id: 1, online: false, last_seen: '2026-01-01T00:00:00Z' }] });
  const wait = async () => {
    for (let i = 0; i < 5; i += 1) await null;
  };
  const told = new Presence({ watch: answer, onChange: () => {}, online: [1, 2] });
  told.connectionChanged(true);
  assert.equal(told.of(1).online, true);
  told.want([1]);
  mock.timers.tick(200);
  await wait();
  assert.deepEqual([told.of(1).online, told.of(2)], [false, null]);

  const alone = new Presence({ watch: answer, onChange: () => {}, online: [1] });
  alone.connectionChanged(false);
  assert.equal(alone.of(1), null);
});
