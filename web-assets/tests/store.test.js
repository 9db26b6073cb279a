import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Store, onNextFrame } from '../static/scripts/state/store.js';

afterEach(() => {
  for (const name of ['document', 'requestAnimationFrame']) delete globalThis[name];
});

test('any number of updates between two frames is one drawing', () => {
  const frames = [];
  const store = new Store({ typing: new Set() }, (draw) => frames.push(draw));
  const drawn = [];
  store.subscribe(({ typing }) => drawn.push([...typing]));
  store.update(({ typing }) => typing.add(1));
  store.update(({ typing }) => typing.add(2));
  assert.deepEqual([drawn, frames.length], [[], 1]);
  frames.shift()();
  store.update(({ typing }) => typing.delete(1));
  frames.shift()();
  assert.deepEqual(drawn, [[1, 2], [2]]);
});

test('an update returns the result of its change', () => {
  assert.equal(new Store({}, () => {}).update(() => 'result'), 'result');
});

/** A tab as the scheduler sees it. */
function tab(visibilityState) {
  const state = { frames: [], listeners: new Set() };
  globalThis.requestAnimationFrame = (callback) => state.frames.push(callback);
  globalThis.document = {
    visibilityState,
    addEventListener: (_, listener) => state.listeners.add(listener),
    removeEventListener: (_, listener) => state.listeners.delete(listener),
  };
  return state;
}

test('a visible tab draws with the next frame', async () => {
  const { frames, listeners } = tab('visible');
  let draws = 0;
  onNextFrame(() => (draws += 1));
  await null;
  assert.equal(draws, 0);
  frames[0]();
  assert.deepEqual([draws, listeners.size], [1, 0]);
});

test('a hidden tab, which has no frames, draws after the current task', async () => {
  const { frames } = tab('hidden');
  let draws = 0;
  onNextFrame(() => (draws += 1));
  assert.equal(draws, 0);
  await null;
  assert.deepEqual([draws, frames.length], [1, 0]);
});

test('a tab that is hidden before its frame draws at once, and only once', () => {
  const { frames, listeners } = tab('visible');
  let draws = 0;
  onNextFrame(() => (draws += 1));
  for (const listener of listeners) listener();
  assert.equal(draws, 1);
  frames[0]();
  assert.equal(draws, 1);
});
