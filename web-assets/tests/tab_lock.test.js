import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { BrowserStore } from '../static/scripts/state/browser_store.js';
import { storedLease, browserLock } from '../static/scripts/state/tab_lock.js';
import { memoryStorage } from './memory_storage.js';

const needed = () => true;

/** Lets timers run and promises settle, in steps as a browser would. */
async function pass(milliseconds) {
  for (let left = milliseconds; left > 0; left -= 20) {
    mock.timers.tick(20);
    for (let i = 0; i < 5; i += 1) await null;
  }
}

/** Work that lasts until the test ends it. */
function work() {
  const state = { starts: 0, hasLock: () => false, end: () => {} };
  const run = (hasLock) => {
    state.starts += 1;
    state.hasLock = hasLock;
    return new Promise((resolve) => (state.end = resolve));
  };
  return { state, run };
}

/** @param {(store: BrowserStore, other: BrowserStore) => Promise<void>} body */
async function withTwoTabs(body) {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1_000_000 });
  try {
    const storage = memoryStorage();
    await body(new BrowserStore(15, storage), new BrowserStore(15, storage));
  } finally {
    mock.timers.reset();
  }
}

test('with a lease, one tab works at a time, however long it takes', () => withTwoTabs(async (store, other) => {
  const [first, second] = [work(), work()];
  storedLease(store, 'one')(first.run, needed);
  await pass(200);
  storedLease(other, 'two')(second.run, needed);
  await pass(60_000);
  assert.deepEqual([first.state.starts, second.state.starts], [1, 0]);
  first.state.end();
  await pass(1_500);
  assert.deepEqual([second.state.starts, second.state.hasLock()], [1, true]);
  second.state.end();
}));

test('of two tabs that claim the lease at once, one gets it', () => withTwoTabs(async (store, other) => {
  const [first, second] = [work(), work()];
  storedLease(store, 'one')(first.run, needed);
  storedLease(other, 'two')(second.run, needed);
  await pass(5_000);
  assert.equal(first.state.starts + second.state.starts, 1);
  first.state.end();
  second.state.end();
}));

test('the lease of a tab that was closed ends by itself', () => withTwoTabs(async (store, other) => {
  store.set('turn', `closed ${Date.now() + 8_000}`);
  const next = work();
  storedLease(other, 'two')(next.run, needed);
  await pass(6_000);
  assert.equal(next.state.starts, 0);
  await pass(4_000);
  assert.equal(next.state.starts, 1);
  next.state.end();
}));

test('a tab that lost its lease while asleep notices that', () => withTwoTabs(async (store, other) => {
  const first = work();
  storedLease(store, 'one')(first.run, needed);
  await pass(200);
  assert.equal(first.state.hasLock(), true);
  other.set('turn', `two ${Date.now() + 8_000}`);
  assert.equal(first.state.hasLock(), false);
  first.state.end();
  await pass(100);
  assert.match(store.get('turn'), /^two /, 'it does not end the lease of another');
}));

test('no tab waits for a lease when there is nothing left to do', () => withTwoTabs(async (store, other) => {
  store.set('turn', `other ${Date.now() + 8_000}`);
  let isNeeded = true;
  const never = work();
  const done = storedLease(other, 'two')(never.run, () => isNeeded);
  await pass(2_000);
  isNeeded = false;
  await pass(2_000);
  await done;
  assert.equal(never.state.starts, 0);
}));

/** Locks as the browser has them, for one name. */
function fakeLocks() {
  const queue = [];
  let holder = null;
  const next = () => {
    holder = queue.shift() ?? null;
    holder?.start();
  };
  return {
    request(_, { signal, steal }, callback) {
      return new Promise((resolve, reject) => {
        const entry = {
          start: () => Promise.resolve(callback()).then(resolve, reject).finally(() => holder === entry && next()),
          steal: () => reject(Object.assign(new Error('stolen'), { name: 'AbortError' })),
        };
        signal?.addEventListener('abort', () => {
          if (queue.includes(entry)) queue.splice(queue.indexOf(entry), 1);
          if (holder !== entry) reject(signal.reason);
        });
        if (steal) {
          holder?.steal();
          holder = entry;
          entry.start();
        } else {
          queue.push(entry);
          if (!holder) next();
        }
      });
    },
  };
}

test('with a lock, one tab works at a time', async () => {
  const locks = fakeLocks();
  const [first, second] = [work(), work()];
  const one = browserLock(locks, 'turn')(first.run, needed);
  const two = browserLock(locks, 'turn')(second.run, needed);
  await null;
  assert.deepEqual([first.state.starts, second.state.starts], [1, 0]);
  first.state.end();
  await one;
  assert.deepEqual([second.state.starts, second.state.hasLock()], [1, true]);
  second.state.end();
  await two;
});

test('a tab that sleeps loses the lock, and notices that', () => withTwoTabs(async () => {
  const locks = fakeLocks();
  const [asleep, awake] = [work(), work()];
  const stolen = browserLock(locks, 'turn')(asleep.run, needed);
  await pass(100);
  browserLock(locks, 'turn')(awake.run, needed);
  await pass(31_000);
  assert.equal(awake.state.starts, 1);
  await stolen;
  assert.equal(asleep.state.hasLock(), false);
  assert.equal(awake.state.hasLock(), true);
  awake.state.end();
}));

test('if the browser refuses its locks, the work is done all the same', async () => {
  const refusing = { request: () => Promise.reject(Object.assign(new Error('no'), { name: 'SecurityError' })) };
  let isDone = false;
  await browserLock(refusing, 'turn')(async () => { isDone = true; }, needed);
  assert.equal(isDone, true);
});

test('an error of the work is not mistaken for one of the lock', async () => {
  await assert.rejects(browserLock(fakeLocks(), 'turn')(async () => { throw new Error('fault'); }, needed), /fault/);
});
