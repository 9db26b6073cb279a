// @ts-check
// Skin tones: a character behind each person or part of the body within an emoji.

/** From light to dark; 0 stands for none. */
const TONES = ['', '🏻', '🏼', '🏽', '🏾', '🏿'];

/**
 * @param {string} emoji that has skin tones
 * @param {number} tone 0 for none, or 1 (light) to 5 (dark)
 * @returns {string}
 */
export function withSkinTone(emoji, tone) {
  const sign = TONES[tone] ?? '';
  // Between two people, joined hands have none.
  return sign === '' ? emoji : emoji.replace(/(?<!\u200D)(\p{Emoji_Modifier_Base})\uFE0F?|(?<=\u200D)(?!🤝)(\p{Emoji_Modifier_Base})\uFE0F?/gu, `$1$2${sign}`);
}
