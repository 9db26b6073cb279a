// @ts-check
// Lets the user choose the theme and the text size of this browser. `appearance.js` applies them to every page.

const STORED = 'simple-chats:appearance';

/** @param {HTMLFormElement} form with the fields `theme` and `textSize`, hidden until then */
export function enableAppearance(form) {
  const chosen = read();
  for (const input of form.querySelectorAll('input')) input.checked = input.value === (chosen[input.name] ?? input.dataset['default']);
  form.hidden = false;
  form.addEventListener('change', () => {
    const fields = new FormData(form);
    const [theme, textSize] = [String(fields.get('theme')), String(fields.get('textSize'))];
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    root.dataset['textSize'] = textSize;
    try {
      localStorage.setItem(STORED, JSON.stringify({ theme, textSize }));
    } catch {
      // For this page only.
    }
  });
}

/** @returns {Record<string, string | undefined>} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? '{}') ?? {};
  } catch {
    return {};
  }
}
