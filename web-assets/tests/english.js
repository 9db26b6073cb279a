// Gives the scripts their texts in English, by the messages that pages get.

import { readFileSync } from 'node:fs';
import { setTexts } from '../static/scripts/ui/translations.js';
import { tableOf } from './fluent.js';

const table = tableOf(readFileSync(new URL('../locales/en.ftl', import.meta.url), 'utf8'));
const strict = {
  /** @param {Record<string, unknown>} messages @param {string} key */
  get(messages, key) {
    if (!Object.hasOwn(messages, key)) throw new Error(`there is no message ${key}`);
    return messages[key];
  },
};
setTexts(new Proxy(table, strict), 'en');
