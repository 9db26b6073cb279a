// @ts-check
// Opens the menu of an item of a list by a right click, by a long press, or by the key for menus.

/** A finger that stays so long presses; some browsers on phones don't say so themselves. */
const LONG_PRESS_MS = 500;
const MOVED_PX = 10;

/**
 * @param {HTMLElement} list
 * @param {(target: EventTarget | null) => HTMLElement | null} itemAt the item whose menu opens there
 * @param {(item: HTMLElement, at: {x: number, y: number}) => void} onMenu
 */
export function onContextMenu(list, itemAt, onMenu) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {{x: number, y: number} | null} */
  let pressed = null;
  /** Whether the finger that is still there has opened a menu: some browsers report the long press, too. */
  let hasOpened = false;
  const release = () => clearTimeout(timer);
  list.addEventListener('contextmenu', (event) => {
    const item = event.shiftKey ? null : itemAt(event.target);
    if (!item) return;
    event.preventDefault();
    release();
    if (!hasOpened) onMenu(item, { x: event.clientX, y: event.clientY });
  });
  list.addEventListener('pointerdown', (event) => {
    release();
    hasOpened = false;
    const item = event.pointerType === 'touch' ? itemAt(event.target) : null;
    if (!item) return;
    const at = { x: event.clientX, y: event.clientY };
    pressed = at;
    timer = setTimeout(() => {
      hasOpened = true;
      onMenu(item, at);
    }, LONG_PRESS_MS);
  });
  list.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (pressed && Math.hypot(clientX - pressed.x, clientY - pressed.y) > MOVED_PX) release();
  });
  for (const event of ['pointerup', 'pointercancel']) list.addEventListener(event, release);
  // The finger that has opened a menu follows no link when it leaves.
  list.addEventListener('click', (event) => {
    if (!hasOpened || event.detail === 0) return;
    hasOpened = false;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
