// A store for tests: it calls its subscribers at once.

import { Store } from '../static/scripts/state/store.js';

export function testStore(state = {}) {
  return new Store({ chats: null, openChat: null, connection: { state: 'ready', nextAttemptAt: null, reason: null }, presence: new Map(), typing: new Set(), unsent: [], ...state }, (publish) => publish());
}
