import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayName, lastSeen, listTime } from '../static/scripts/ui/times.js';

// Which English it is depends on where the tests run.
const now = new Date(2026, 10, 22, 14, 30);
const before = (minutes) => new Date(now.getTime() - minutes * 60_000);

test('when somebody was there is said in words that grow coarser', () => {
  assert.equal(lastSeen(before(0.5), now), 'last seen just now');
  assert.equal(lastSeen(before(1), now), 'last seen a minute ago');
  assert.equal(lastSeen(before(59), now), 'last seen 59 minutes ago');
  assert.match(lastSeen(before(61), now), /^last seen today at (13:29|1:29 PM)$/u);
  assert.match(lastSeen(new Date(2026, 10, 21, 23, 59), now), /^last seen yesterday at (23:59|11:59 PM)$/u);
  assert.match(lastSeen(new Date(2026, 4, 20), now), /^last seen on (20 May|May 20)$/);
  assert.match(lastSeen(new Date(2021, 4, 20), now), /^last seen on (20 May 2021|May 20, 2021)$/);
});

test('a clock that runs ahead of the server’s is no reason for strange words', () => {
  assert.equal(lastSeen(before(-2), now), 'last seen just now');
});

test('a list shows the clock today, the weekday within a week, else the date', () => {
  assert.match(listTime(before(60), now), /^(13:30|1:30 PM)$/u);
  assert.equal(listTime(new Date(2026, 10, 20), now), 'Fri');
  assert.match(listTime(new Date(2026, 10, 15), now), /^(15 Nov|Nov 15)$/);
  assert.match(listTime(new Date(2021, 4, 20), now), /^(20 May 2021|May 20, 2021)$/);
});

test('days are named by the reader’s own midnight', () => {
  assert.equal(dayName(new Date(2026, 10, 22, 0, 0), now), 'Today');
  assert.equal(dayName(new Date(2026, 10, 21, 23, 59), now), 'Yesterday');
  assert.match(dayName(new Date(2026, 10, 20), now), /^Friday,? (20 November|November 20)$/);
});
