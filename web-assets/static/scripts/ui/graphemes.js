// @ts-check
// Texts in the characters that a reader sees: an emoji of several code points, or a letter with its marks, is one.

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter() : null;

/**
 * @param {string} text
 * @returns {Iterable<string>} in browsers without the segmentation of texts, code points
 */
export function* graphemes(text) {
  if (!segmenter) yield* text;
  else for (const { segment } of segmenter.segment(text)) yield segment;
}
