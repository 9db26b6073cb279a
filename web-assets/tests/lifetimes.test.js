import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timeline } from '../static/scripts/state/timeline.js';
import { duration, lifetimeLine, timeLeft } from '../static/scripts/ui/lifetimes.js';
import { cases } from './cases.js';
import './english.js';

const ME = 15;
const BEN = 17;
const NONE = { seconds: null, proposed: null };

const proposal = (seconds, user_id) => ({ seconds: null, proposed: { seconds, user_id } });
const line = (revision, behind, fields = {}) => ({ revision, behind, lifetime: NONE, user_id: BEN, action: 'set', changed_at: '', ...fields });

function message(id) {
  return { message_id: id, chat_id: 13, sender_id: BEN, text: `text ${id}`, written_at: new Date(Date.UTC(2026, 10, 22, 10, 0, id)).toISOString(), edited_at: null, client_id: null };
}

function timeline(fields = {}) {
  return new Timeline({ userId: ME, revision: 0, readUpTo: 9, companionReadUpTo: 0, hasOlder: false, ...fields });
}

/** The rows without days: numbers of messages, and revisions of lines. */
const shown = (state) => state.rows([], true).filter(({ kind }) => kind !== 'day').map((row) => (row.kind === 'line' ? `r${row.change.revision}` : row.id));

test('durations and changes are told as the shared cases say', () => {
  for (const { seconds, shown: expected } of cases('lifetimes').durations) assert.equal(duration(seconds), expected);
  for (const { change, author, text } of cases('lifetimes').lines) {
    assert.equal(lifetimeLine(change, author === 'You' ? null : author), `<bdi>${author}</bdi> ${text}`);
    const state = timeline();
    state.putLines([change]);
    assert.equal(state.rows([], true)[0].isOwn, author === 'You');
  }
});

test('the time left is told in its longest unit', () => {
  const now = new Date('2026-11-30T10:00:00Z');
  const after = (seconds) => timeLeft(new Date(now.getTime() + seconds * 1_000), now);
  assert.deepEqual([-5, 0, 59, 60, 119, 3_599].map(after), ['1 minute', '1 minute', '1 minute', '1 minute', '1 minute', '59 minutes'].map((left) => `Disappears in ${left}`));
  assert.deepEqual([3_600, 86_399, 86_400, 604_800].map(after), ['1 hour', '23 hours', '1 day', '7 days'].map((left) => `Disappears in ${left}`));
});

test('lines stand behind their messages and break groups', () => {
  const state = timeline();
  state.putPage([3, 2, 1].map(message), { revision: 9, hasMore: false, before: null });
  state.putLines([line(8, 3), line(1, 0), line(4, 1)]);
  assert.deepEqual(shown(state), ['r1', 1, 'r4', 2, 3, 'r8']);
  assert.deepEqual(state.rows([], true).filter(({ kind }) => kind === 'message').map(({ isFirst }) => isFirst), [true, true, false]);
});

test('lines outside of the window wait for their page', () => {
  const state = timeline();
  state.replaceWindow([5, 4].map(message), { revision: 9, hasOlder: true, hasNewer: true });
  state.putLines([line(1, 0), line(4, 4), line(8, 7)]);
  assert.deepEqual(shown(state), [4, 'r4', 5]);
  state.putPage([2, 1].map(message), { revision: 9, hasMore: false, before: 4 });
  assert.deepEqual(shown(state), ['r1', 1, 2, 4, 'r4', 5]);
});

test('an event takes a revision and says who has done what', () => {
  const state = timeline();
  state.put(message(1), 1);
  state.putLifetime({ revision: 3, lifetime: NONE, user_id: BEN });
  assert.equal(state.hasGap, true);
  state.putLifetime({ revision: 2, lifetime: proposal(60, ME), user_id: ME });
  assert.deepEqual([state.hasGap, state.revision], [false, 3]);
  state.putLifetime({ revision: 4, lifetime: proposal(60, BEN), user_id: BEN });
  state.putLifetime({ revision: 5, lifetime: NONE, user_id: ME });
  state.putLifetime({ revision: 6, lifetime: proposal(60, BEN), user_id: BEN });
  state.putLifetime({ revision: 7, lifetime: NONE, user_id: BEN });
  state.putLifetime({ revision: 8, lifetime: { seconds: 60, proposed: null }, user_id: ME });
  const actions = state.rows([], true).filter(({ kind }) => kind === 'line').map(({ change }) => change.action);
  assert.deepEqual(actions.slice(2), ['proposed', 'declined', 'proposed', 'withdrawn', 'set']);
});

test('changes of a sync response bring lines, and clearing takes them away', () => {
  const state = timeline({ lifetime: proposal(60, BEN) });
  state.putChanges([{ revision: 1, message: message(1) }, { revision: 2, lifetime: NONE, user_id: ME }, { revision: 3, message: message(2) }], 3);
  assert.deepEqual(shown(state), [1, 'r2', 2]);
  assert.equal(state.rows([], true).find(({ kind }) => kind === 'line').change.action, 'declined');
  state.clearUpTo(2);
  assert.deepEqual(shown(state), []);
  state.putLifetime({ revision: 4, lifetime: proposal(60, BEN), user_id: BEN });
  state.clear();
  assert.deepEqual(shown(state), []);
});

test('a message says when it disappears', () => {
  const state = timeline();
  state.put({ ...message(1), expires_at: '2026-11-22T10:01:00.000Z' }, 1);
  state.put(message(2), 2);
  assert.deepEqual(state.rows([], true).filter(({ kind }) => kind === 'message').map(({ expiresAt }) => expiresAt), ['2026-11-22T10:01:00.000Z', null]);
});
