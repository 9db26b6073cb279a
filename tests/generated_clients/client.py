"""Registers two users, opens a chat, sends, and reads, all by a client that was generated from the OpenAPI document.

    python client.py URL
"""

import sys
from base64 import b64encode

from simple_chats_client import AuthenticatedClient, Client
from simple_chats_client.api.accounts import me, register
from simple_chats_client.api.chats import create_chat
from simple_chats_client.api.credentials import token
from simple_chats_client.api.messages import list_messages, send_messages
from simple_chats_client.models import BadRequestError, NewAccount, NewChat, NewMessages

url = sys.argv[1]
PASSWORD = "correct horse battery"


def new_account(username: str) -> NewAccount:
    return NewAccount(email=f"{username}@example.com", username=username, name=username.title(), password=PASSWORD)


def client_of(username: str) -> AuthenticatedClient:
    """A client with the user's token, which it asks for with the password."""
    credentials = b64encode(f"{username}:{PASSWORD}".encode()).decode()
    issued = token.sync(client=AuthenticatedClient(url, credentials, prefix="Basic"))
    return AuthenticatedClient(url, issued.token)


for name in ["nora", "olaf"]:
    assert register.sync(client=Client(url), body=new_account(name)).email == f"{name}@example.com"
refusal = register.sync(client=Client(url), body=new_account("nora"))
assert isinstance(refusal, BadRequestError), refusal

nora, olaf = client_of("nora"), client_of("olaf")
companion = me.sync(client=olaf).data.user_id
chat_id = create_chat.sync(client=nora, body=NewChat(companion_id=companion)).chat_id
texts = ["Hello, Olaf!", "Здоров був 👋"]
sent = send_messages.sync(chat_id, client=nora, body=NewMessages(texts=texts), idempotency_key="greeting")
again = send_messages.sync(chat_id, client=nora, body=NewMessages(texts=texts), idempotency_key="greeting")
assert sent.message_ids == again.message_ids

messages = list_messages.sync(chat_id, client=olaf).data
assert [message.text for message in messages] == texts, messages
assert [message.message_id for message in messages] == sent.message_ids, messages
print("read", len(messages))
