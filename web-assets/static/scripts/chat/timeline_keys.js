// @ts-check
// The keyboard in the list of messages, which is one stop of the Tab key: Up and Down move between messages, Enter opens
// the menu of one, R answers it, and Escape leads to the composer.

export class TimelineKeys {
  /**
   * @param {object} options
   * @param {import('./timeline_view.js').TimelineView} options.view
   * @param {(messageId: number, message: HTMLElement) => void} options.onMenu
   * @param {(messageId: number) => void} options.onReply
   * @param {() => void} options.onLeave
   */
  constructor({ view, onMenu, onReply, onLeave }) {
    this.view = view;
    this.onMenu = onMenu;
    this.onReply = onReply;
    this.onLeave = onLeave;
    view.frame.addEventListener('keydown', (event) => this.#key(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { target } = event;
    const isOwn = target instanceof HTMLElement && (target === this.view.frame || target.matches('.message'));
    if (!isOwn || event.ctrlKey || event.metaKey || event.altKey) return;
    const message = target === this.view.frame ? null : target;
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.#move(message, event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'Home' || event.key === 'End') this.#focus(this.#messages().at(event.key === 'Home' ? 0 : -1));
    else if (event.key === 'Escape') this.onLeave();
    else if (message?.id && event.key.toLowerCase() === 'r') this.onReply(Number(message.id.replace('message-', '')));
    else if (message && (event.key === 'Enter' || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) this.#openMenu(message);
    else return;
    event.preventDefault();
  }

  /**
   * @param {HTMLElement | null} message that has the focus
   * @param {1 | -1} step without a focused message, to the newest one in view
   */
  #move(message, step) {
    const messages = this.#messages();
    const at = message ? messages.indexOf(message) + step : messages.findLastIndex((node) => node.id === `message-${this.view.newestSeenId}`);
    this.#focus(messages[message ? Math.max(0, Math.min(at, messages.length - 1)) : at < 0 ? messages.length - 1 : at]);
  }

  /** @param {HTMLElement} message */
  #openMenu(message) {
    if (message.id) this.onMenu(Number(message.id.replace('message-', '')), message);
  }

  /** @param {HTMLElement | undefined} message */
  #focus(message) {
    if (!message) return;
    message.tabIndex = -1;
    message.focus();
  }

  /** @returns {HTMLElement[]} */
  #messages() {
    return [...this.view.list.querySelectorAll('.message')].filter((node) => node instanceof HTMLElement);
  }
}
