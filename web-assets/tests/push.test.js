// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64url } from '../static/scripts/ui/push.js';

test('a key is written as the server writes it', () => {
  assert.equal(base64url(new Uint8Array([251, 255, 254, 0]).buffer), '-__-AA');
  assert.equal(base64url(null), '');
});
