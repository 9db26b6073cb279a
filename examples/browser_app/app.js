/**
 * A client in a page that the server has not sent: it logs in, shows one chat as it changes, and sends.
 *
 * The server must list the origin of this page in CORS_ORIGINS:
 *
 *     CORS_ORIGINS=http://127.0.0.1:5173 simple-chats
 *     python3 -m http.server --bind 127.0.0.1 --directory examples/browser_app 5173
 *
 * Each change of a chat has a number, its revision, without gaps. After a cut, the page asks for what came after the one that
 * it knows (`sync`), so it misses nothing. A message has an id of the client's until it is acknowledged, and is sent again
 * with the same one on the next connection, so the server stores it once.
 */

const MAX_DELAY_MS = 5_000;
const MAX_SILENCE_MS = 25_000;
const RESPONSE_TIMEOUT_MS = 5_000;

const $ = (id) => document.getElementById(id);
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What the page knows. The token is only here: a script that gets into this page finds none in a storage. */
const session = { site: "", token: "", userId: 0, epoch: "" };
/** The open chat: its messages by id, and the revision up to which they are complete. */
let chat = null;
/** Messages that the server has not acknowledged, by client id, in order. */
const unsent = new Map();
let socket = null;
let silence = 0;

// The REST API. Cookies never count there, so none are sent.

async function call(path, options = {}) {
    const headers = { "Authorization": `Bearer ${session.token}`, "Content-Type": "application/json", ...options.headers };
    const response = await fetch(session.site + path, { ...options, headers, credentials: "omit" });
    const body = await response.json();
    if (!response.ok) throw Object.assign(new Error(body.message), { status: response.status });
    return body;
}

async function logIn(username, password) {
    // btoa takes bytes, and a password may have any character.
    const bytes = new TextEncoder().encode(`${username}:${password}`);
    const basic = btoa(String.fromCharCode(...bytes));
    session.token = (await call("/api/token", { headers: { Authorization: `Basic ${basic}` } })).token;
}

async function openChat(username) {
    const { data: [user] } = await call(`/api/users?username=${encodeURIComponent(username)}`);
    if (!user) throw new Error(`There is no user ${username}`);
    const isTheirs = ({ user1_id, user2_id }) => [user1_id, user2_id].includes(user.user_id);
    const found = (await call("/api/chats")).data.find(isTheirs);
    const body = JSON.stringify({ companion_id: user.user_id });
    const chatId = found?.chat_id ?? (await call("/api/chats", { method: "POST", body })).chat_id;
    chat = { id: chatId, messages: new Map(), revision: 0 };
    request({ type: "history", chat_id: chatId });
}

// The WebSocket. A script can set no header there, so the token is a second subprotocol, which the server never echoes.

function connect() {
    const opened = new WebSocket(`${session.site.replace(/^http/, "ws")}/ws`, ["simple-chats.v1", `bearer.${session.token}`]);
    return new Promise((resolve) => {
        opened.onmessage = ({ data }) => {
            socket = opened;
            watchSilence();
            receive(JSON.parse(data));
        };
        opened.onclose = ({ code }) => {
            clearTimeout(silence);
            resolve(code);
        };
    });
}

async function stayConnected() {
    for (let delay = 500; ; delay = Math.min(2 * delay, MAX_DELAY_MS)) {
        const started = Date.now();
        const code = await connect();
        $("status").textContent = "Connecting again";
        if (code === 4401) break;
        if (Date.now() - started > MAX_DELAY_MS) delay = 500;
        await wait(delay * (0.5 + Math.random() / 2));
        // Tokens live for an hour. One gets another.
        await call("/api/token").then(({ token }) => session.token = token, () => {});
    }
    $("status").textContent = "Log in again";
    $("login").hidden = false;
}

/** A script sees no pings of the server, so it sends its own when it has heard nothing for a while. */
function watchSilence() {
    clearTimeout(silence);
    silence = setTimeout(() => {
        request({ type: "ping" });
        silence = setTimeout(() => socket.close(), RESPONSE_TIMEOUT_MS);
    }, MAX_SILENCE_MS);
}

/** Without a connection nothing is lost: what a request would have brought is asked for after the next `ready`. */
function request(frame) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

function receive(frame) {
    switch (frame.type) {
        case "ready":
            if (session.epoch && session.epoch !== frame.epoch) location.reload();
            Object.assign(session, { userId: frame.user_id, epoch: frame.epoch });
            $("status").textContent = "Connected";
            if (chat) sync();
            for (const message of unsent.values()) request(message);
            break;
        case "resync":
            if (chat) sync();
            break;
        case "history":
            if (frame.chat_id !== chat?.id) break;
            for (const message of frame.messages) chat.messages.set(message.message_id, message);
            chat.revision = frame.revision;
            break;
        case "changes":
            if (frame.chat_id !== chat?.id) break;
            for (const { revision, message, deleted } of frame.changes) apply(revision, message, deleted);
            if (frame.reset) request({ type: "history", chat_id: chat.id });
            else if (frame.has_more) sync();
            else chat.revision = Math.max(chat.revision, frame.revision);
            break;
        case "ack":
            if (frame.message) unsent.delete(frame.message.client_id);
            // Falls through: it also is the event.
        case "message":
        case "edited":
        case "deleted":
            if (frame.chat_id !== chat?.id || frame.revision <= chat.revision) break;
            if (frame.revision === chat.revision + 1) apply(frame.revision, frame.message, frame.message_id);
            else sync();
            break;
        case "error":
            $("status").textContent = frame.message;
            break;
    }
    draw();
}

function sync() {
    request({ type: "sync", chat_id: chat.id, after: chat.revision });
}

function apply(revision, message, deletedId) {
    if (message) chat.messages.set(message.message_id, message);
    else chat.messages.delete(deletedId);
    chat.revision = Math.max(chat.revision, revision);
}

function draw() {
    const stored = [...(chat?.messages.values() ?? [])].sort((one, other) => one.message_id - other.message_id);
    const waiting = [...unsent.values()].filter(({ chat_id }) => chat_id === chat?.id);
    $("messages").replaceChildren(
        ...stored.map(({ text, sender_id }) => item(text, sender_id === session.userId ? "mine" : "")),
        ...waiting.map(({ text }) => item(text, "mine waiting")),
    );
}

/** As a text, never as HTML. */
function item(text, className) {
    return Object.assign(document.createElement("li"), { textContent: text, className });
}

// The forms.

function onSubmit(id, act) {
    $(id).addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
            await act(Object.fromEntries(new FormData(event.target)));
        } catch (error) {
            $("status").textContent = error.message;
        }
    });
}

onSubmit("login", async ({ site, username, password }) => {
    session.site = site.replace(/\/$/, "");
    await logIn(username, password);
    $("login").reset();
    $("login").hidden = true;
    $("open").hidden = false;
    stayConnected();
});

onSubmit("open", async ({ companion }) => {
    await openChat(companion);
    $("composer").hidden = false;
});

onSubmit("composer", async ({ text }) => {
    // Random, so that it is no other message's.
    const message = { type: "send", client_id: crypto.randomUUID(), chat_id: chat.id, text };
    unsent.set(message.client_id, message);
    $("composer").reset();
    request(message);
    draw();
});
