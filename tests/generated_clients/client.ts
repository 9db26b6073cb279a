// Registers two users, opens a chat, sends, and reads, all with types that were generated from the OpenAPI document.
//
//     node client.js URL

import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

const baseUrl = process.argv[2];
const password = 'correct horse battery';

function clientWith(authorization?: string) {
  return createClient<paths>({ baseUrl, headers: authorization ? { authorization } : {} });
}

/** Fails if a response is an error. */
function received<T>(response: { data?: T; error?: { message: unknown } }): T {
  if (response.data === undefined) throw new Error(JSON.stringify(response.error));
  return response.data;
}

function expect(what: unknown, expected: unknown) {
  const [told, wanted] = [JSON.stringify(what), JSON.stringify(expected)];
  if (told !== wanted) throw new Error(`${told} instead of ${wanted}`);
}

function account(username: string): components['schemas']['NewAccount'] {
  return { email: `${username}@example.com`, username, name: username, password };
}

/** A client with the user's token, which it asks for with the password. */
async function clientOf(username: string) {
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const issued = received(await clientWith(basic).GET('/api/token'));
  return clientWith(`Bearer ${issued.token}`);
}

for (const username of ['nora', 'olaf']) {
  received(await clientWith().POST('/api/register', { body: account(username) }));
}
const refusal = await clientWith().POST('/api/register', { body: account('nora') });
expect([refusal.response.status, refusal.error?.code], [400, 'conflict']);

const [nora, olaf] = [await clientOf('nora'), await clientOf('olaf')];
const companion_id = received(await olaf.GET('/api/me')).data.user_id;
const { chat_id } = received(await nora.POST('/api/chats', { body: { companion_id } }));
const texts = ['Hello, Olaf!', 'Здоров був 👋'];
const path = { chat_id };
const send = () =>
  nora.POST('/api/chats/{chat_id}/messages', {
    params: { path, header: { 'Idempotency-Key': 'greeting' } },
    body: { texts },
  });
const { message_ids } = received(await send());
expect(received(await send()).message_ids, message_ids);

const messages = received(await olaf.GET('/api/chats/{chat_id}/messages', { params: { path } })).data;
expect(messages.map((message) => message.text), texts);
expect(messages.map((message) => message.message_id), message_ids);
console.log(`read ${messages.length}`);
