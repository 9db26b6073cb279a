// Compiles a Fluent file into the table that the server makes of it
// (crates/simple_chats_server/src/http/assets/language_script.rs).

import { parse } from '@fluent/syntax';

/** @param {string} source */
export function tableOf(source) {
  const messages = parse(source, {}).body.filter(({ type }) => type === 'Message');
  return Object.fromEntries(messages.map(({ id, value }) => [id.name, messageOf(value)]));
}

function messageOf({ elements }) {
  const pieces = elements.map((element) => (element.type === 'TextElement' ? element.value : pieceOf(element.expression)));
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : pieces;
}

function pieceOf(expression) {
  switch (expression.type) {
    case 'StringLiteral':
      return expression.parse().value;
    case 'VariableReference':
      return [expression.id.name];
    case 'SelectExpression':
      return [expression.selector.id.name, Object.fromEntries(expression.variants.map(({ key, value, default: isDefault }) => [isDefault ? 'other' : (key.name ?? key.value), messageOf(value)]))];
    default:
      throw new Error(`the scripts know no ${expression.type}`);
  }
}
