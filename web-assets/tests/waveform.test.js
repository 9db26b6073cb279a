import assert from 'node:assert/strict';
import test from 'node:test';
import { WAVEFORM_VALUES, fromWaveform, toWaveform } from '../static/scripts/state/waveform.js';
import { playingTime } from '../static/scripts/ui/times.js';

const values = (waveform) => [...atob(waveform)].map((value) => value.charCodeAt(0));

test('a waveform has 64 values, the loudest of which is 31, however long the recording is', () => {
  for (const length of [1, 20, 64, 65, 1000]) {
    const levels = Array.from({ length }, (_, index) => (index + 1) / length / 2);
    const found = values(toWaveform(levels));
    assert.equal(found.length, WAVEFORM_VALUES);
    assert.equal(Math.max(...found), 31);
    assert.deepEqual(found, found.toSorted((a, b) => a - b), 'it rises as the sound does');
  }
});

test('a short peak is seen in a long recording', () => {
  const levels = Array(6400).fill(0.1);
  levels[3210] = 1;
  const found = values(toWaveform(levels));
  assert.deepEqual([found[31], found[32], found[33]], [3, 31, 3]);
});

test('silence is flat, and so is nothing', () => {
  assert.deepEqual(values(toWaveform([0, 0, 0])), Array(64).fill(0));
  assert.deepEqual(values(toWaveform([])), Array(64).fill(0));
  assert.ok(Math.max(...values(toWaveform([0.001, 0.01]))) < 10, 'noise is not made loud');
});

test('the player reads what the recorder writes', () => {
  const levels = fromWaveform(toWaveform([0, 0.5, 1, 0.5]));
  assert.equal(levels.length, WAVEFORM_VALUES);
  assert.deepEqual([levels[0], levels[40]], [0, 1]);
});

test('durations are shown as players show them', () => {
  assert.deepEqual([0, 7.9, 60, 754, 3723, -1].map(playingTime), ['0:00', '0:07', '1:00', '12:34', '1:02:03', '0:00']);
});
