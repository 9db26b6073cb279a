// The shared cases: the server's unit tests run the same files.

import { readFileSync } from 'node:fs';

/** @param {string} name */
export function cases(name) {
  return JSON.parse(readFileSync(new URL(`./cases/${name}.json`, import.meta.url), 'utf8'));
}
