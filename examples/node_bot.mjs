#!/usr/bin/env -S node --experimental-websocket
/**
 * A bot that repeats what others write to it, over the WebSocket alone. It needs Node.js 20 and no package; from version 22
 * on, it also runs without the option.
 *
 *     BOT_TOKEN=sct_… node --experimental-websocket examples/node_bot.mjs http://127.0.0.1:8000
 *
 * The token is an API token with the scope `write`, from the account page of the bot's user or from POST /api/tokens.
 *
 * The bot keeps nothing. It marks a message as read after it has answered it, so the unread messages are those without an
 * answer. The client id of an answer comes from the message, so the server stores it once, however often it is sent. So
 * nothing is lost and nothing is said twice when a connection breaks, or when the bot is killed and started again.
 */

// docs/live-protocol.md gives these times.
const MAX_SILENCE_MS = 25_000;
const RESPONSE_TIMEOUT_MS = 5_000;
const MIN_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A connection: requests with their responses, and events. */
class Connection {
    #socket;
    #waiting = new Map();
    #lastRef = 0;
    #silence;

    constructor(site, token, onEvent) {
        const url = `${site.replace(/^http/, "ws").replace(/\/$/, "")}/ws`;
        this.#socket = new WebSocket(url, ["simple-chats.v1", `bearer.${token}`]);
        /** Fulfilled with the close code when the connection has ended. */
        this.closed = new Promise((resolve) => {
            const end = (code) => {
                clearTimeout(this.#silence);
                for (const { reject } of this.#waiting.values()) reject(new Error("the connection has ended"));
                this.#waiting.clear();
                resolve(code);
            };
            this.#socket.onclose = ({ code }) => end(code);
            // A close event follows each error, but in Node.js 20 not if there was no connection yet.
            this.#socket.onerror = () => this.#socket.readyState === WebSocket.CONNECTING && end(1006);
        });
        this.#socket.onmessage = ({ data }) => {
            this.#watchSilence();
            const frame = JSON.parse(data);
            const request = this.#waiting.get(frame.ref);
            this.#waiting.delete(frame.ref);
            if (request) request.resolve(frame);
            else onEvent(frame);
        };
    }

    get isOpen() {
        return this.#socket.readyState === WebSocket.OPEN;
    }

    close() {
        this.#socket.close();
    }

    /** The response to a request. */
    async request(frame) {
        const ref = String(++this.#lastRef);
        const response = new Promise((resolve, reject) => this.#waiting.set(ref, { resolve, reject }));
        if (this.isOpen) this.#socket.send(JSON.stringify({ ...frame, ref }));
        else this.#waiting.get(ref).reject(new Error("the connection has ended"));
        return response;
    }

    /** A script sees no pings of the server, so it sends its own when it has heard nothing for a while. */
    #watchSilence() {
        clearTimeout(this.#silence);
        this.#silence = setTimeout(() => {
            this.request({ type: "ping" }).catch(() => {});
            this.#silence = setTimeout(() => this.close(), RESPONSE_TIMEOUT_MS);
        }, MAX_SILENCE_MS);
    }
}

class Bot {
    /** How long to wait before the next connection. */
    delay = MIN_DELAY_MS;
    #connection;
    #userId;
    /** The last of what is to be done, one after the other, so that answers keep the order of the messages. */
    #work = Promise.resolve();

    /** Answers what comes until the connection ends. Returns the close code. */
    async listen(site, token) {
        const connection = new Connection(site, token, (event) => this.#notice(event));
        this.#connection = connection;
        const code = await connection.closed;
        // What is still to be done fails with the connection.
        await this.#work;
        return code;
    }

    #notice(event) {
        if (event.type === "ready") {
            // From here on, the socket misses nothing. What was sent before is asked for.
            this.#userId = event.user_id;
            this.#next(() => this.#answerUnread());
            this.#next(() => {
                this.delay = MIN_DELAY_MS;
                console.log(`Listening as user ${this.#userId}`);
            });
        } else if (event.type === "message") {
            this.#next(() => this.#answer(event.message));
        } else if (event.type === "resync") {
            this.#next(() => this.#answerUnread());
        }
    }

    /**
     * Does something after everything else. If it fails, nothing after it is done either, so that no message is passed over:
     * the next connection begins with what is unread.
     */
    #next(step) {
        const connection = this.#connection;
        this.#work = this.#work.then(() => connection.isOpen && step()).catch((error) => {
            console.error(error.message);
            connection.close();
        });
    }

    /** Answers what has come while the bot was away. */
    async #answerUnread() {
        let before = null;
        do {
            const state = await this.#ask({ type: "resume", have: {}, before });
            for (const chat of state.chats) {
                if (chat.unread === 0) continue;
                for (const message of await this.#listUnread(chat)) await this.#answer(message);
            }
            before = state.next;
        } while (before);
    }

    /** The messages of a chat beyond the read mark, the oldest first. */
    async #listUnread({ chat_id, read_up_to }) {
        const unread = [];
        for (let before; ; before = unread.at(-1).message_id) {
            const page = await this.#ask({ type: "history", chat_id, before });
            const newer = page.messages.filter(({ message_id }) => message_id > read_up_to);
            unread.push(...newer);
            if (!page.has_more || newer.length < page.messages.length) return unread.reverse();
        }
    }

    async #answer({ chat_id, message_id, sender_id, text }) {
        if (sender_id === this.#userId) return;
        await this.#ask({ type: "send", client_id: `echo-${message_id}`, chat_id, text });
        await this.#ask({ type: "read", chat_id, message_id });
    }

    /** The response to a request. While the server asks for patience, the request is repeated. */
    async #ask(frame) {
        for (;;) {
            const response = await this.#connection.request(frame);
            if (response.type !== "error") return response;
            // The chat is gone or blocked, or the message was edited after it had been answered.
            if (["not_found", "not_possible", "conflict"].includes(response.code)) return response;
            if (!response.retry_after) throw new Error(`${frame.type}: ${response.message}`);
            await wait(response.retry_after * 1000);
        }
    }
}

/** Whether the server takes the token, which a script can't see if a socket doesn't open; true if nobody answers. */
async function isAccepted(site, token) {
    try {
        const response = await fetch(new URL("/api/me", site), { headers: { Authorization: `Bearer ${token}` } });
        return response.status !== 401;
    } catch {
        return true;
    }
}

const [site, token] = [process.argv[2], process.env.BOT_TOKEN];
const bot = new Bot();
for (;;) {
    const code = await bot.listen(site, token);
    if (code === 4401 || !(await isAccepted(site, token))) {
        console.error("The token is not accepted");
        process.exit(1);
    }
    console.error(`Connecting again after close code ${code}`);
    // At random, so that not all clients of a server that restarts come at once.
    await wait(bot.delay * (0.5 + Math.random() / 2));
    bot.delay = Math.min(2 * bot.delay, MAX_DELAY_MS);
}
