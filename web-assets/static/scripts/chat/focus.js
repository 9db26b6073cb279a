// @ts-check
// Where the focus goes in the open chat.

/** On a touch screen, focus in a field brings up the keyboard. */
export function isTouchScreen() {
  return matchMedia('(pointer: coarse)').matches;
}

/**
 * The focused element is about to disappear.
 * @param {import('./composer.js').Composer | null} composer
 * @param {HTMLElement} timeline
 */
export function moveFocus(composer, timeline) {
  if (composer && !isTouchScreen()) composer.focus();
  else timeline.focus({ preventScroll: true });
}
