import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newClientId } from '../static/scripts/state/client_id.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('ids are random UUIDs', () => {
  assert.match(newClientId(), UUID);
  assert.notEqual(newClientId(), newClientId());
});

test('ids are UUIDs also if the browser offers no randomUUID', () => {
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  try {
    assert.match(newClientId(), UUID);
    assert.notEqual(newClientId(), newClientId());
  } finally {
    delete crypto.randomUUID;
  }
});
