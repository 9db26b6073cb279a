// @ts-check
// Keeps the composer above an on-screen keyboard that covers the page instead of shrinking it.

/** A smaller difference is a browser's toolbar. */
const MIN_KEYBOARD_HEIGHT_PX = 80;

export function followKeyboard() {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = () => {
    const isCovered = viewport.scale === 1 && innerHeight - viewport.height > MIN_KEYBOARD_HEIGHT_PX;
    if (isCovered) document.documentElement.style.setProperty('--viewport-height', `${viewport.height}px`);
    else document.documentElement.style.removeProperty('--viewport-height');
    if (isCovered) scrollTo(0, 0);
  };
  viewport.addEventListener('resize', fit);
}
