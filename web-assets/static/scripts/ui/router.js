// @ts-check
// Moves between addresses of this page without loading it: by links, by the browser's buttons, and by scripts.

/**
 * @typedef {object} Entry What an entry of the browser's history remembers.
 * @property {string | null} [from] the address from which the user came here, in this page
 * @property {unknown} [place] where the user was when the entry was left
 */

export class Router {
  /** The address that is shown. */
  #shown = here();

  /**
   * @param {object} options
   * @param {(url: URL) => boolean} options.canShow whether this page can show an address
   * @param {(hash: string) => boolean} options.isPlace whether a fragment names something to show, rather than a part of the page
   * @param {(url: URL, entry: Entry) => void} options.show
   * @param {() => unknown} options.place where the user is at the present address
   */
  constructor({ canShow, isPlace, show, place }) {
    this.canShow = canShow;
    this.isPlace = isPlace;
    this.show = show;
    this.place = place;
  }

  start() {
    history.scrollRestoration = 'manual';
    document.addEventListener('click', (event) => this.#clicked(event));
    addEventListener('popstate', () => {
      const url = new URL(location.href);
      if (this.#isPart(url)) return;
      if (this.canShow(url)) this.#show(url, this.entry);
      else location.reload();
    });
    addEventListener('pagehide', () => this.#rememberPlace());
  }

  /** @returns {Entry} */
  get entry() {
    return history.state ?? {};
  }

  /** @param {string} address */
  go(address) {
    const url = new URL(address, location.href);
    if (!this.canShow(url)) return location.assign(url);
    if (url.href !== location.href) {
      this.#rememberPlace();
      history.pushState({ from: here() }, '', url);
    }
    this.#show(url, {});
  }

  /** The present screen has another address. @param {string} address */
  rename(address) {
    if (address !== here()) history.replaceState({ ...this.entry, place: null }, '', address);
    this.#shown = here();
  }

  /** Leads up to an address: back, if the user came from there. @param {string} address */
  goUp(address) {
    if (this.entry.from === address) return history.back();
    history.replaceState({}, '', address);
    this.#show(new URL(location.href), {});
  }

  /**
   * @param {URL} url
   * @param {Entry} entry
   */
  #show(url, entry) {
    this.#shown = here();
    this.show(url, entry);
  }

  /** @param {URL} url @returns {boolean} whether it leads to a part of this page, as a skip link does */
  #isPart({ pathname, search, hash }) {
    return pathname + search === this.#shown && hash !== '' && !this.isPlace(hash);
  }

  #rememberPlace() {
    history.replaceState({ ...this.entry, place: this.place() }, '');
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || this.#isPart(url) || !this.canShow(url)) return;
    event.preventDefault();
    if (link.hasAttribute('data-up')) this.goUp(url.pathname);
    else this.go(url.href);
  }
}

function here() {
  return location.pathname + location.search;
}
