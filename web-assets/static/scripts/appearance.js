// @ts-check
// Runs before a page is drawn: applies the theme and the text size that were chosen in this browser. No module, since
// those run later.

(() => {
  /** As in `ui/appearance.js`. @type {{theme?: string, textSize?: string}} */
  let chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem('simple-chats:appearance') ?? '{}');
  } catch {
    // The browser forbids storage, or something else wrote there.
  }
  const root = document.documentElement;
  if (chosen?.theme === 'light' || chosen?.theme === 'dark') {
    root.dataset['theme'] = chosen.theme;
    // The browser's own bar follows the page rather than the system.
    const of = `meta[name="theme-color"][media*="${chosen.theme}"]`;
    const color = document.querySelector(of)?.getAttribute('content');
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) if (color) meta.setAttribute('content', color);
  }
  if (typeof chosen?.textSize === 'string') root.dataset['textSize'] = chosen.textSize;
})();
