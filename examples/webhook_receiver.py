#!/usr/bin/env python3
"""A bot without a connection of its own: it receives the webhooks of a user and repeats what others write to that user.

    WEBHOOK_SECRET=whsec_… python3 examples/webhook_receiver.py USER_ID [PORT]

The secret and the user's id are in the response that made the webhook. It needs Python 3.9 and nothing else, and listens on
the loopback address: put a proxy that speaks TLS in front of it, or allow the server to reach it (WEBHOOK_ALLOW_NETWORKS).
"""

import base64
import hmac
import http.server
import json
import os
import sys
import time

# A request that is older, or newer by this server's clock, may be one that somebody has recorded.
TOLERANCE_SECONDS = 5 * 60

# Larger than any event.
MAX_BODY_BYTES = 1024 * 1024


def is_genuine(secret, headers, body):
    """Whether a request is signed with the secret of the webhook, and was just now."""
    event_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{event_id}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.digest(key, signed, "sha256"))
    # While a secret is being replaced, there may be several signatures.
    signatures = headers.get("webhook-signature", "").encode().split()
    return any(hmac.compare_digest(expected, signature) for signature in signatures)


def answer_to(event, user_id):
    """What the user answers to an event; None for no answer.

    An event can arrive twice. The server sends one answer to each id, so nothing has to be remembered here.
    """
    if event["type"] != "message" or event["message"]["sender_id"] == user_id:
        return None
    return {"text": "You said: " + event["message"]["text"][:1000]}


class Receiver(http.server.BaseHTTPRequestHandler):
    timeout = 10
    secret, user_id = "", 0

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            return self.respond(413)
        body = self.rfile.read(int(length))
        if not is_genuine(self.secret, self.headers, body):
            return self.respond(401)
        answer = answer_to(json.loads(body), self.user_id)
        return self.respond(204) if answer is None else self.respond(200, json.dumps(answer).encode())

    def respond(self, status, body=b""):
        self.send_response(status)
        if body:
            self.send_header("content-type", "application/json")
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main():
    Receiver.secret, Receiver.user_id = os.environ["WEBHOOK_SECRET"], int(sys.argv[1])
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 9000
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Receiver)
    print(f"Listening on http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
