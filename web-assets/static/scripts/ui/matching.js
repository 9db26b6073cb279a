// @ts-check
// Whether names match a search: without case, accents, and the dot of the Turkish i. The server's search knows more
// letters; this one only filters the user's own chats.

/** @param {string} text */
export function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ı/gu, 'i').replace(/ς/gu, 'σ').replace(/ß/gu, 'ss').replace(/ł/gu, 'l').replace(/ø/gu, 'o').replace(/đ/gu, 'd');
}

/**
 * @param {string} query
 * @param {string} name
 * @param {string} username
 * @returns {boolean} whether each word of the query is in the name or the username
 */
export function isMatch(query, name, username) {
  const text = `${fold(name)} ${fold(username)}`;
  return fold(query).split(/\s+/u).map((word) => word.replace(/^@/u, '')).every((word) => text.includes(word));
}
