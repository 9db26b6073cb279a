// @ts-check
// The emoji and their names, loaded when they are first needed.

import { fold } from './matching.js';

/** @typedef {{character: string, name: string, codes: string[], hasSkinTones: boolean, words: string[]}} Emoji `codes` are the names between colons, `words` all that find it. */
/** @typedef {{name: string, emoji: Emoji[]}} EmojiGroup */

const ADDRESS = new URL('../../emoji/en.json', import.meta.url);

/** @type {Promise<EmojiGroup[]> | null} */
let loading = null;

/** @returns {Promise<EmojiGroup[]>} rejects if they can't be loaded; the next call tries again */
export function loadEmoji() {
  loading ??= load().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load() {
  const response = await fetch(ADDRESS);
  if (!response.ok) throw new Error(`${ADDRESS.pathname}: ${response.status}`);
  /** @type {{name: string, emoji: [string, string, string, string, 1?][]}[]} */
  const groups = await response.json();
  return groups.map(({ name, emoji }) => ({ name, emoji: emoji.map(read) }));
}

/** @param {[string, string, string, string, 1?]} emoji @returns {Emoji} */
function read([character, name, codes, words, tones]) {
  const all = codes.split(' ');
  return { character, name, codes: all, hasSkinTones: tones === 1, words: [...name.split(/[^\p{L}\p{N}]+/u), ...all.flatMap((code) => code.split('_')), ...all, ...words.split(' ')].map(fold) };
}

/**
 * @param {EmojiGroup[]} groups
 * @param {string} typed
 * @returns {Emoji[]} those that have a word for each typed one; first those whose name or code is what was typed, then those
 * whose name or code begins so
 */
export function findEmoji(groups, typed) {
  const words = fold(typed).split(/[\s_:]+/u).filter(Boolean);
  if (words.length === 0) return [];
  const whole = words.join('_');
  const found = groups.flatMap(({ emoji }) => emoji).flatMap((emoji) => {
    if (!words.every((word) => emoji.words.some((own) => own.startsWith(word)))) return [];
    const names = [fold(emoji.name).replaceAll(' ', '_'), ...emoji.codes];
    const rank = names.includes(whole) ? 0 : names.some((name) => name.startsWith(whole)) ? 1 : 2;
    return [{ emoji, rank }];
  });
  return found.sort((a, b) => a.rank - b.rank).map(({ emoji }) => emoji);
}
