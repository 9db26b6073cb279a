// @ts-check
// The messages in the language of the page. The server compiles them from the Fluent files in `web-assets/locales` into a module
// of their own, which runs before the page's scripts (`crates/simple_chats_server/src/http/assets/language_script.rs`).

/**
 * A part of a message: a text, the value of a variable, or the form of the message that the value of a variable chooses.
 * @typedef {string | [variable: string] | [variable: string, forms: Record<string, Message>]} Piece
 */
/** @typedef {string | Piece[]} Message */
/** @typedef {Record<string, string | number>} Values */

/** @type {Record<string, Message>} */
let messages = {};
let language = 'en';
let plurals = new Intl.PluralRules(language);
let numbers = numbersOf(language);
let lists = listsOf(language);

/**
 * @param {Record<string, Message>} table the messages by their keys
 * @param {string} tag of their language
 */
export function setTexts(table, tag) {
  messages = table;
  language = tag;
  plurals = new Intl.PluralRules(tag);
  numbers = numbersOf(tag);
  lists = listsOf(tag);
}

/** The tag of the language in which everything is shown. */
export function pageLanguage() {
  return language;
}

/**
 * The text of a message. The server finds the keys by this call, so that they must be literals.
 * @param {string} key
 * @param {Values} [values] of the variables
 * @returns {string} the key if there is no such message
 */
export function t(key, values = {}) {
  return format(messages[key] ?? key, values, (text) => text);
}

/**
 * The same of a message that holds elements.
 * @param {string} key
 * @param {Values} [values] which are escaped
 * @returns {string} HTML
 */
export function markup(key, values = {}) {
  return format(messages[key] ?? key, values, escape);
}

/** A number with the separators of the language, such as 4,000. @param {number} number */
export function grouped(number) {
  return new Intl.NumberFormat(language, { numberingSystem: 'latn' }).format(number);
}

/**
 * Things beside each other, such as names.
 * @param {string[]} items
 */
export function listed(items) {
  return lists.format(items);
}

/**
 * @param {Message} message
 * @param {Values} values
 * @param {(text: string) => string} show a value
 * @returns {string}
 */
function format(message, values, show) {
  if (typeof message === 'string') return message;
  return message.map((piece) => formatPiece(piece, values, show)).join('');
}

/**
 * @param {Piece} piece
 * @param {Values} values
 * @param {(text: string) => string} show
 */
function formatPiece(piece, values, show) {
  if (typeof piece === 'string') return piece;
  const [variable, forms] = piece;
  const value = values[variable];
  if (forms) return format(formFor(value, forms), values, show);
  // As Fluent shows it.
  if (value === undefined) return `{$${variable}}`;
  return show(typeof value === 'number' ? numbers.format(value) : value);
}

/**
 * @param {string | number | undefined} value
 * @param {Record<string, Message>} forms by values or plural categories; `other` stands for the rest
 */
function formFor(value, forms) {
  const names = typeof value === 'number' ? [String(value), plurals.select(value)] : [String(value)];
  const name = names.find((one) => Object.hasOwn(forms, one)) ?? 'other';
  return forms[name] ?? '';
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** Digits and no separators, as the server writes numbers. @param {string} tag */
function numbersOf(tag) {
  return new Intl.NumberFormat(tag, { numberingSystem: 'latn', useGrouping: false });
}

/** @param {string} tag */
function listsOf(tag) {
  return new Intl.ListFormat(tag, { type: 'unit', style: 'short' });
}
