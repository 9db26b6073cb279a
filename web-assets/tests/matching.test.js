import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMatch } from '../static/scripts/ui/matching.js';

test('every word of a search has to be in the name or the username', () => {
  for (const [query, name, isFound] of [
    ['dan', 'Dan Ann', true], ['dan ann', 'Ann Dan', true], ['dan bob', 'Dan Ann', false], ['@someone', 'Ann', true], ['', 'Ann', true],
    ['lefevre', 'Lefèvre', true], ['γιωργος', 'ΓΙΩΡΓΟΣ', true], ['Γιώργος', 'γιωργος', true], ['ipek', 'İpek Işık', true], ['ışık', 'İpek Işık', true],
    ['strasse', 'Straße', true], ['lodz', 'Łódź', true],
  ]) assert.equal(isMatch(query, name, 'someone'), isFound, `${query} in ${name}`);
});
