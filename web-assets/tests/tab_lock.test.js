import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { BrowserStore } from '../static/scripts/state/browser_store.js';
import { turnByLease, turnByLock } from '../static/scripts/state/tab_lock.js';
import { memoryStorage } from './memory_storage.js';

const wanted = () => true;

/** Lets timers run and promises settle, in steps as a browser would. */
async function pass(milliseconds) {
  for (let left = milliseconds; left > 0; left -= 20) {
    mock.timers.tick(20);
    for (let i = 0; i < 5; i += 1) await null;
  }
}

/** Work that lasts until it is told to end. */
function work() {
  const about = { begun: 0, isMine: () => false, end: () => {} };
  const run = (isMine) => {
    about.begun += 1;
    about.isMine = isMine;
    return new Promise((resolve) => (about.end = resolve));
  };
  return { about, run };
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

test('by a lease one tab works at a time, however long it takes', () => withTwoTabs(async (store, other) => {
  const [first, second] = [work(), work()];
  turnByLease(store, 'one')(first.run, wanted);
  await pass(200);
  turnByLease(other, 'two')(second.run, wanted);
  await pass(60_000);
  assert.deepEqual([first.about.begun, second.about.begun], [1, 0]);
  first.about.end();
  await pass(1_500);
  assert.deepEqual([second.about.begun, second.about.isMine()], [1, true]);
  second.about.end();
}));

test('of two tabs that claim the lease at once one gets it', () => withTwoTabs(async (store, other) => {
  const [first, second] = [work(), work()];
  turnByLease(store, 'one')(first.run, wanted);
  turnByLease(other, 'two')(second.run, wanted);
  await pass(5_000);
  assert.equal(first.about.begun + second.about.begun, 1);
  first.about.end();
  second.about.end();
}));

test('the lease of a tab that was closed ends by itself', () => withTwoTabs(async (store, other) => {
  store.set('turn', `closed ${Date.now() + 8_000}`);
  const next = work();
  turnByLease(other, 'two')(next.run, wanted);
  await pass(6_000);
  assert.equal(next.about.begun, 0);
  await pass(4_000);
  assert.equal(next.about.begun, 1);
  next.about.end();
}));

test('a tab that was asleep and lost its lease sees that it has', () => withTwoTabs(async (store, other) => {
  const first = work();
  turnByLease(store, 'one')(first.run, wanted);
  await pass(200);
  assert.equal(first.about.isMine(), true);
  other.set('turn', `two ${Date.now() + 8_000}`);
  assert.equal(first.about.isMine(), false);
  first.about.end();
  await pass(100);
  assert.match(store.get('turn'), /^two /, 'it does not end the lease of another');
}));

test('nobody waits for a lease when there is nothing left to do', () => withTwoTabs(async (store, other) => {
  store.set('turn', `somebody ${Date.now() + 8_000}`);
  let isWanted = true;
  const never = work();
  const done = turnByLease(other, 'two')(never.run, () => isWanted);
  await pass(2_000);
  isWanted = false;
  await pass(2_000);
  await done;
  assert.equal(never.about.begun, 0);
}));

/** Locks as the browser has them, for one name. */
function fakeLocks() {
  const queue = [];
  let holder = null;
  const next = () => {
    holder = queue.shift() ?? null;
    holder?.begin();
  };
  return {
    request(_, { signal, steal }, callback) {
      return new Promise((resolve, reject) => {
        const entry = {
          begin: () => Promise.resolve(callback()).then(resolve, reject).finally(() => holder === entry && next()),
          rob: () => reject(Object.assign(new Error('stolen'), { name: 'AbortError' })),
        };
        signal?.addEventListener('abort', () => {
          if (queue.includes(entry)) queue.splice(queue.indexOf(entry), 1);
          if (holder !== entry) reject(signal.reason);
        });
        if (steal) {
          holder?.rob();
          holder = entry;
          entry.begin();
        } else {
          queue.push(entry);
          if (!holder) next();
        }
      });
    },
  };
}

test('by a lock one tab works at a time', async () => {
  const locks = fakeLocks();
  const [first, second] = [work(), work()];
  const one = turnByLock(locks, 'turn')(first.run, wanted);
  const two = turnByLock(locks, 'turn')(second.run, wanted);
  await null;
  assert.deepEqual([first.about.begun, second.about.begun], [1, 0]);
  first.about.end();
  await one;
  assert.deepEqual([second.about.begun, second.about.isMine()], [1, true]);
  second.about.end();
  await two;
});

test('a tab that sleeps with the lock is robbed of it, and sees that it is', () => withTwoTabs(async () => {
  const locks = fakeLocks();
  const [asleep, awake] = [work(), work()];
  const robbed = turnByLock(locks, 'turn')(asleep.run, wanted);
  await pass(100);
  turnByLock(locks, 'turn')(awake.run, wanted);
  await pass(31_000);
  assert.equal(awake.about.begun, 1);
  await robbed;
  assert.equal(asleep.about.isMine(), false);
  assert.equal(awake.about.isMine(), true);
  awake.about.end();
}));

test('where the browser refuses its locks the work is done all the same', async () => {
  const refusing = { request: () => Promise.reject(Object.assign(new Error('no'), { name: 'SecurityError' })) };
  let isDone = false;
  await turnByLock(refusing, 'turn')(async () => { isDone = true; }, wanted);
  assert.equal(isDone, true);
});

test('a fault in the work is not taken for one of the lock', async () => {
  await assert.rejects(turnByLock(fakeLocks(), 'turn')(async () => { throw new Error('fault'); }, wanted), /fault/);
});
