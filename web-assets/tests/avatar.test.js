import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hue, initials } from '../static/scripts/ui/avatar.js';
import { cases } from './cases.js';

test('an avatar shows the initials and the hue of the shared cases', () => {
  for (const { user_id, name, initials: letters, hue: number } of cases('text').avatars) {
    assert.deepEqual([initials(name), hue(user_id)], [letters, number], name);
  }
});
