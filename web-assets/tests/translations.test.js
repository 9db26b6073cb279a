import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { grouped, listed, markup, setTexts, t } from '../static/scripts/ui/translations.js';
import { tableOf } from './fluent.js';

const SCRIPTS = new URL('../static/scripts/', import.meta.url);

after(() => setTexts({}, 'en'));

/** Reads a message in a language. */
function use(language, source) {
  setTexts(tableOf(source), language);
}

test('values take the places of variables', () => {
  use('en', 'greeting = Hello { $name }, { "{" }{ $count }{ "}" }!');
  assert.equal(t('greeting', { name: '<Ann>', count: 1_000 }), 'Hello <Ann>, {1000}!');
  assert.equal(t('greeting', { count: 1.5 }), 'Hello {$name}, {1.5}!');
});

test('a key without a message is shown itself', () => {
  use('en', 'known = Known');
  assert.deepEqual([t('known'), t('unknown'), markup('unknown')], ['Known', 'unknown', 'unknown']);
});

test('values in elements are escaped', () => {
  use('en', 'wrote = <bdi>{ $name }</bdi> wrote');
  assert.equal(markup('wrote', { name: '<b>"Ann" & \'Ben\'' }), '<bdi>&lt;b&gt;&quot;Ann&quot; &amp; &#39;Ben&#39;</bdi> wrote');
});

test('a count chooses the plural form of its language', () => {
  use('pl', 'files = { $count ->\n    [one] plik\n    [few] { $count } pliki\n    [many] { $count } plików\n   *[other] { $count } pliku\n }');
  const polish = [1, 2, 5, 12, 22, 25, 1.5].map((count) => t('files', { count }));
  assert.deepEqual(polish, ['plik', '2 pliki', '5 plików', '12 plików', '22 pliki', '25 plików', '1,5 pliku']);
  use('ar', 'files = { $count ->\n    [zero] a\n    [one] b\n    [two] c\n    [few] d\n    [many] { $count }\n   *[other] f\n }');
  assert.deepEqual([0, 1, 2, 3, 10, 11, 99, 100].map((count) => t('files', { count })), ['a', 'b', 'c', 'd', 'd', '11', '99', 'f']);
});

test('numbers and texts choose their own form first', () => {
  use('en', 'found = { $count ->\n    [0] nothing\n    [one] one\n   *[other] { $count }\n }\nstate = { $state ->\n    [on] On\n   *[off] Off\n } now');
  assert.deepEqual([0, 1, 2, '99+'].map((count) => t('found', { count })), ['nothing', 'one', '2', '99+']);
  assert.deepEqual(['on', 'off', 'constructor'].map((state) => t('state', { state })), ['On now', 'Off now', 'Off now']);
  assert.equal(t('state'), 'Off now');
});

test('numbers have the digits of the server', () => {
  use('ar', 'count = { $count }');
  assert.equal(t('count', { count: 12_345 }), '12345');
  use('de', '');
  assert.equal(grouped(4_000), '4.000');
  use('en', '');
  assert.deepEqual([grouped(4_000), listed(['Ann']), listed(['Ann', 'Ben', 'Cleo'])], ['4,000', 'Ann', 'Ann, Ben, Cleo']);
});

test('each text of the scripts is an English message with the same variables', () => {
  const table = tableOf(readFileSync(new URL('../locales/en.ftl', import.meta.url), 'utf8'));
  const variables = (message) => (typeof message === 'string' ? [] : message.flatMap((piece) => (typeof piece === 'string' ? [] : [piece[0], ...Object.values(piece[1] ?? {}).flatMap(variables)])));
  const scripts = readdirSync(SCRIPTS, { recursive: true }).filter((name) => name.endsWith('.js'));
  let calls = 0;
  for (const script of scripts) {
    for (const [, key, values] of readFileSync(new URL(script, SCRIPTS), 'utf8').matchAll(/\b(?:t|markup)\('([^']+)'(?:, \{ ([^}]*) \})?/gu)) {
      calls += 1;
      assert.ok(Object.hasOwn(table, key), `${key} in ${script}`);
      const given = (values ?? '').split(', ').map((value) => value.split(':')[0]);
      for (const variable of variables(table[key])) assert.ok(given.includes(variable), `$${variable} of ${key} in ${script}`);
    }
  }
  assert.ok(calls > 200);
});
