import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases } from './cases.js';
import './english.js';

// The shared cases are in UTC and in British English.
process.env.TZ = 'UTC';
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-GB'] }, configurable: true });
const { dayName, lastSeen, listTime } = await import('../static/scripts/ui/times.js');

const now = new Date(2026, 10, 22, 14, 30);
const before = (minutes) => new Date(now.getTime() - minutes * 60_000);

test('the last time online is shown in coarser steps the longer ago it was', () => {
  assert.equal(lastSeen(before(0.5), now), 'last seen just now');
  assert.equal(lastSeen(before(1), now), 'last seen a minute ago');
  assert.equal(lastSeen(before(59), now), 'last seen 59 minutes ago');
  assert.equal(lastSeen(before(61), now), 'last seen today at 13:29');
  assert.equal(lastSeen(new Date(2026, 10, 21, 23, 59), now), 'last seen yesterday at 23:59');
  assert.equal(lastSeen(new Date(2026, 4, 20), now), 'last seen on 20 May');
  assert.equal(lastSeen(new Date(2021, 4, 20), now), 'last seen on 20 May 2021');
});

test('a clock that runs ahead of the server’s gives no strange words', () => {
  assert.equal(lastSeen(before(-2), now), 'last seen just now');
});

test('a list shows times as the shared cases say', () => {
  const { now: at, list } = cases('times');
  for (const { time, shown } of list) assert.equal(listTime(new Date(time), new Date(at)), shown, time);
});

test('days change at the user’s own midnight', () => {
  assert.equal(dayName(new Date(2026, 10, 22, 0, 0), now), 'Today');
  assert.equal(dayName(new Date(2026, 10, 21, 23, 59), now), 'Yesterday');
  assert.match(dayName(new Date(2026, 10, 20), now), /^Friday,? 20 November$/);
});
