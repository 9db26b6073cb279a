// @ts-check
// Gets another page of this site, to show a part of it in this one.

import { localizeTimes } from './times.js';

/** The server can't be reached. */
export class Unreachable extends Error {}

/**
 * @param {string} href
 * @param {AbortSignal} [signal]
 * @returns {Promise<{page: Document, address: string} | null>} null if it is an error's page. Rejects with `Unreachable`.
 */
export async function fetchPage(href, signal) {
  const { response, text } = await request(href, signal);
  if (!response.ok) return null;
  const page = new DOMParser().parseFromString(text, 'text/html');
  // What is for browsers without scripts isn't for this one: its images would be loaded.
  for (const node of page.querySelectorAll('noscript')) node.remove();
  localizeTimes(page);
  const { pathname, search } = new URL(response.url);
  return { page, address: pathname + search };
}

/**
 * @param {string} href
 * @param {AbortSignal} [signal]
 */
async function request(href, signal) {
  try {
    const response = await fetch(href, { headers: { accept: 'text/html' }, signal: signal ?? null });
    return { response, text: await response.text() };
  } catch {
    throw new Unreachable();
  }
}
