// @ts-check
// The waveform of a voice message: how loud each 64th of it is, in 64 values of 0 to 31 as base64.

export const WAVEFORM_VALUES = 64;
const MAX_VALUE = 31;
/** Without it, a silent recording would look as loud as any other. */
const LEAST_PEAK = 0.05;

/**
 * @param {number[]} levels 0 to 1, at equal distances
 * @returns {string}
 */
export function toWaveform(levels) {
  const peak = levels.reduce((most, level) => Math.max(most, level), LEAST_PEAK);
  const values = Array.from({ length: WAVEFORM_VALUES }, (_, index) => {
    const from = Math.floor((index * levels.length) / WAVEFORM_VALUES);
    const part = levels.slice(from, Math.max(from + 1, Math.floor(((index + 1) * levels.length) / WAVEFORM_VALUES)));
    return Math.round(MAX_VALUE * Math.min(1, Math.max(0, ...part) / peak));
  });
  return btoa(String.fromCharCode(...values));
}

/**
 * @param {string} waveform
 * @returns {number[]} 0 to 1
 */
export function fromWaveform(waveform) {
  return [...atob(waveform)].map((value) => value.charCodeAt(0) / MAX_VALUE);
}
