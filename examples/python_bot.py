#!/usr/bin/env python3
"""A bot that repeats what others write to it. It learns of messages over the WebSocket, and answers over the REST API.

    pip install -r examples/python_requirements.txt
    BOT_TOKEN=sct_… python3 examples/python_bot.py http://127.0.0.1:8000

The token is an API token with the scope `write`, from the account page of the bot's user or from POST /api/tokens.

The bot keeps nothing. It marks a message as read after it has answered it, so the unread messages are those without an
answer. The key of an answer comes from the message, so the server stores it once, however often it is sent. So nothing is
lost and nothing is said twice when a connection breaks, or when the bot is killed and started again.
"""

import json
import os
import random
import sys
import time
from urllib.parse import urljoin

import requests
from websockets.exceptions import ConnectionClosedError, InvalidStatus, WebSocketException
from websockets.sync.client import connect

# The shortest and the longest time between two tries to connect.
MIN_DELAY_SECONDS, MAX_DELAY_SECONDS = 0.5, 30


class Bot:
    def __init__(self, site, token):
        self.site = site.rstrip("/")
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {token}"
        self.user_id = None
        self.delay = MIN_DELAY_SECONDS

    # The REST API.

    def call(self, method, path, **arguments):
        """The response to a request. While the server asks for patience, the request is repeated."""
        while True:
            response = self.http.request(method, urljoin(self.site, path), timeout=20, **arguments)
            if response.status_code not in (429, 503):
                return response
            time.sleep(int(response.headers.get("Retry-After", 1)))

    def rows(self, path):
        """The rows of a list, page by page."""
        while path:
            response = self.call("GET", path)
            response.raise_for_status()
            yield from response.json()["data"]
            path = response.links.get("next", {}).get("url")

    # Answering.

    def answer_unread(self):
        """Answers what has come while the bot was away."""
        for chat in self.rows("/api/chats?expand=true"):
            if chat["unread"]:
                for message in self.rows(f"/api/chats/{chat['chat_id']}/messages?after={chat['read_up_to']}"):
                    self.answer(chat["chat_id"], message)

    def answer(self, chat_id, message):
        if message["sender_id"] == self.user_id:
            return
        chat, message_id = f"/api/chats/{chat_id}", message["message_id"]
        key = {"Idempotency-Key": f"echo-{message_id}"}
        sent = self.call("POST", f"{chat}/messages", headers=key, json={"texts": [message["text"]]})
        # 403: blocked; 404: the chat is gone; 409: answered already, and edited since. There is nothing to answer then.
        if sent.status_code not in (201, 403, 404, 409):
            sent.raise_for_status()
        self.call("POST", f"{chat}/read", json={"message_id": message_id})

    # The WebSocket.

    def listen(self):
        """Answers what comes, until the connection ends."""
        url = "ws" + self.site.removeprefix("http") + "/ws"
        headers = {"Authorization": self.http.headers["Authorization"]}
        with connect(url, subprotocols=["simple-chats.v1"], additional_headers=headers) as socket:
            for frame in socket:
                event = json.loads(frame)
                if event["type"] == "ready":
                    # From here on, the socket misses nothing. What was sent before is in the lists.
                    self.user_id = event["user_id"]
                    self.answer_unread()
                    self.delay = MIN_DELAY_SECONDS
                    print(f"Listening as user {self.user_id}", flush=True)
                elif event["type"] == "message":
                    self.answer(event["chat_id"], event["message"])
                elif event["type"] == "resync":
                    self.answer_unread()

    def run(self):
        while True:
            try:
                self.listen()
                reason = "the server has closed the connection"
            except (OSError, requests.RequestException, WebSocketException) as error:
                if is_refused(error):
                    sys.exit(f"The token is not accepted: {error}")
                reason = error
            print(f"Connecting again: {reason}", file=sys.stderr, flush=True)
            # At random, so that not all clients of a server that restarts come at once.
            time.sleep(self.delay * random.uniform(0.5, 1))
            self.delay = min(2 * self.delay, MAX_DELAY_SECONDS)


def is_refused(error):
    """Whether trying again is in vain, until the bot gets another token."""
    if isinstance(error, InvalidStatus):
        return error.response.status_code in (401, 403)
    if isinstance(error, requests.HTTPError):
        return error.response.status_code in (401, 403)
    return isinstance(error, ConnectionClosedError) and error.rcvd is not None and error.rcvd.code == 4401


if __name__ == "__main__":
    Bot(sys.argv[1], os.environ["BOT_TOKEN"]).run()
