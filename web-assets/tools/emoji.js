// Writes static/emoji/en.json, the emoji with their English names, from a package of them:
//
//     npm --prefix web-assets install --no-save emojibase-data@17.0.0
//     node web-assets/tools/emoji.js
//
// Each group is its name and its emoji in the usual order. An emoji is its character, its name, the names between colons
// and other words that find it, and whether it has skin tones.

import { readFileSync, writeFileSync } from 'node:fs';
import { withSkinTone } from '../static/scripts/ui/skin_tone.js';

const NAMES = ['Smileys and emotion', 'People and body', null, 'Animals and nature', 'Food and drink', 'Travel and places', 'Activities', 'Objects', 'Symbols', 'Flags'];
const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(new URL(`../node_modules/emojibase-data/${path}`, import.meta.url), 'utf8'));
const [all, details, github, own] = ['en/compact.json', 'en/data.json', 'en/shortcodes/github.json', 'en/shortcodes/emojibase.json'].map(read);

/** Newer ones are missing in the fonts of many systems. */
const NEWEST_VERSION = 16;
const recent = new Set(details.filter(({ version }) => version > NEWEST_VERSION).map(({ hexcode }) => hexcode));

/** Without the sign for a picture where it is one anyway. @param {string} character */
const qualified = (character) => character.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1');

const groups = NAMES.flatMap((name, group) => {
  if (name === null) return [];
  const emoji = all.filter((one) => one.group === group && !recent.has(one.hexcode)).sort((a, b) => a.order - b.order).map((one) => {
    const codes = [github[one.hexcode], own[one.hexcode]].flat().filter(Boolean);
    const skins = one.skins?.filter(({ unicode }) => TONES.filter((tone) => unicode.includes(tone)).length === 1) ?? [];
    for (const { unicode } of skins) {
      const made = withSkinTone(qualified(one.unicode), TONES.findIndex((tone) => unicode.includes(tone)) + 1);
      if (made !== qualified(unicode)) throw new Error(`${one.label}: ${made} instead of ${unicode}`);
    }
    const words = (one.tags ?? []).filter((tag) => !one.label.split(' ').includes(tag));
    return [qualified(one.unicode), one.label, [...new Set(codes)].join(' '), words.join(' '), ...(skins.length === TONES.length ? [1] : [])];
  });
  return [{ name, emoji }];
});

const lines = groups.map(({ name, emoji }) => `{"name":${JSON.stringify(name)},"emoji":[\n${emoji.map((one) => JSON.stringify(one)).join(',\n')}\n]}`);
writeFileSync(new URL('../static/emoji/en.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
console.log(groups.map(({ name, emoji }) => `${name}: ${emoji.length}`).join('\n'));
