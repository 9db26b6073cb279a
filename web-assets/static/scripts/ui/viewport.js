// @ts-check
// Keeps the composer above an on-screen keyboard that covers the page instead of shrinking it.

export function followKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  const fit = () => {
    const isCovered = view.scale === 1 && innerHeight - view.height > 80;
    if (isCovered) document.documentElement.style.setProperty('--viewport-height', `${view.height}px`);
    else document.documentElement.style.removeProperty('--viewport-height');
    if (isCovered) scrollTo(0, 0);
  };
  view.addEventListener('resize', fit);
}
