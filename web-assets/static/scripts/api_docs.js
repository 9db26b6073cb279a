// @ts-check
// Shows the REST API, by Swagger UI, which a script before this one has defined.

import { find } from './ui/dom.js';

/** @typedef {(options: Record<string, unknown>) => void} SwaggerUi */

const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

const { SwaggerUIBundle: show } = /** @type {{ SwaggerUIBundle: SwaggerUi }} */ (/** @type {unknown} */ (globalThis));
show({
  url: '/api/openapi.json',
  domNode: find(document, '[data-api-docs]', HTMLElement),
  deepLinking: true,
  // Nothing leaves for other servers.
  validatorUrl: null,
});
