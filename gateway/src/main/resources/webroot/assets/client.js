/**
 * A client of the Switchboard protocol, version 1, for customers (`/chat`) and seats (`/seat`).
 *
 *     const client = new Client({
 *       path: '/chat',
 *       token: async (fresh) => jwt,              // fresh: the last one was refused or is about to expire
 *       hello: () => ({ conversation, after }),   // asked anew for every connection
 *       onFrame: (frame, answered) => {},         // every frame; `accepted` comes with the frame it answers
 *       onState: (state, detail) => {},
 *       onOutgoing: (items) => {},
 *     });
 *     client.start();
 *     client.send({ type: 'typing' });            // now or never
 *     client.deliver({ type: 'say', text });      // kept and sent again until it is accepted or refused
 *
 * States: `connecting` (first time) · `open` (welcomed) · `reconnecting` · `offline` (the machine has no
 * network) · `replaced` (the seat was opened elsewhere) · `refused` (no token to be had) · `stopped`.
 */
import { Outgoing } from './outgoing.js';
import { TokenRefused, expiryOf } from './token.js';

const PROTOCOL = 'switchboard.v1';
const FRAME_BYTES_MAX = 16 * 1024;
const BACKOFF_BASE_MS = 500;
const BACKOFF_MAX_MS = 30_000;
const OVER_CAPACITY_MS = 10_000;
const SLOW_READER_MS = 500;
const WELCOME_MS = 15_000;
const PONG_MS = 10_000;
/** A connection that held this long ends the growth of the back-off. */
const STEADY_MS = 10_000;
const RENEW_BEFORE_MS = 60_000;
const TIMER_MAX_MS = 2 ** 31 - 1;

const CLOSE = { overCapacity: 1013, token: 4401, replaced: 4409, slowReader: 4413 };

/** An id for a frame; `crypto.randomUUID` is not there on plain http beyond localhost. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class Client {
  #options;
  #outgoing;
  #socket = null;
  #state = 'stopped';
  #sockets = 0;
  #attempt = 0;
  #attemptId = 0;
  #freshToken = false;
  #reconnectWithinMs = null;
  #openedAt = 0;
  #heardAt = 0;
  #pingedAt = 0;
  #heartbeatMs = 25_000;
  #timers = { retry: 0, beat: 0, welcome: 0, token: 0 };

  constructor(options) {
    this.#options = { onFrame() {}, onState() {}, onOutgoing() {}, ...options };
    this.#outgoing = new Outgoing((frame) => this.#write(frame), (items) => this.#options.onOutgoing(items));
    addEventListener('online', () => this.#now());
    addEventListener('offline', () => this.#offline());
    document.addEventListener('visibilitychange', () => document.hidden || this.#now());
  }

  /** Number of sockets opened so far. */
  get sockets() {
    return this.#sockets;
  }

  get state() {
    return this.#state;
  }

  start() {
    this.#attempt = 0;
    this.#enter('connecting');
    this.#connect();
  }

  /** Closes for good; `start` begins anew. */
  stop() {
    this.#attemptId += 1;
    this.#release();
    this.#enter('stopped');
  }

  /** Drops the connection and opens another at once, with a new token and a new `hello`. */
  restart() {
    this.#attemptId += 1;
    this.#release();
    this.#freshToken = true;
    this.start();
  }

  /** Writes a frame that is worthless later; returns false where there is no connection. */
  send(frame) {
    if (this.#state !== 'open') return false;
    this.#write(frame);
    return true;
  }

  /** Keeps a frame until the gateway answers it; gives it an `id` where it has none, and returns that. */
  deliver(frame) {
    const whole = { id: newId(), ...frame };
    const bytes = new TextEncoder().encode(JSON.stringify(whole)).length;
    if (bytes > FRAME_BYTES_MAX) this.#outgoing.addFailed(whole, { code: 'too-large' });
    else this.#outgoing.add(whole);
    return whole.id;
  }

  retry(id) {
    this.#outgoing.retry(id);
  }

  /** Forgets the kept frames that `matches(frame)` names. */
  discard(matches) {
    this.#outgoing.discard(matches);
  }

  async #connect() {
    clearTimeout(this.#timers.retry);
    const attemptId = ++this.#attemptId;
    let jwt;
    try {
      jwt = await this.#options.token(this.#freshToken);
    } catch (error) {
      if (attemptId !== this.#attemptId) return;
      if (error instanceof TokenRefused) this.#enter('refused', error.reason);
      else this.#retryIn(this.#backoff());
      return;
    }
    if (attemptId !== this.#attemptId) return;
    this.#freshToken = false;
    this.#open(jwt);
  }

  #open(jwt) {
    const url = new URL(this.#options.path, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.hash = '';
    const socket = new WebSocket(url, [PROTOCOL, `bearer.${jwt}`]);
    this.#socket = socket;
    this.#sockets += 1;
    this.#openedAt = 0;
    this.#reconnectWithinMs = null;
    const ours = (handler) => (event) => socket === this.#socket && handler(event);
    socket.onopen = ours(() => {
      this.#openedAt = Date.now();
      this.#write({ type: 'hello', ...this.#options.hello() });
    });
    socket.onmessage = ours((event) => this.#heard(JSON.parse(event.data)));
    socket.onclose = ours((event) => this.#closed(event.code));
    this.#timers.welcome = setTimeout(ours(() => this.#closed(0)), WELCOME_MS);
    this.#renewBefore(expiryOf(jwt));
  }

  #heard(frame) {
    this.#heardAt = Date.now();
    if (frame.type === 'goodbye') this.#reconnectWithinMs = (frame.reconnectAfter ?? 1) * 1000;
    const answered = frame.type === 'accepted' ? this.#outgoing.accepted(frame.id) : undefined;
    const handled = frame.type === 'error' && this.#outgoing.refused(frame);
    if (frame.type === 'welcome') this.#welcomed(frame);
    else if (frame.type !== 'pong' && !handled) this.#options.onFrame(frame, answered);
  }

  #welcomed(frame) {
    clearTimeout(this.#timers.welcome);
    this.#heartbeatMs = (frame.heartbeat ?? 25) * 1000;
    this.#timers.beat = setInterval(() => this.#beat(), this.#heartbeatMs / 2);
    this.#options.onFrame(frame);
    this.#enter('open');
    this.#outgoing.opened();
  }

  /** A page cannot see the gateway's pings: it asks, when it has heard nothing for a beat. */
  #beat() {
    const now = Date.now();
    const unanswered = this.#pingedAt > this.#heardAt;
    if (unanswered && now - this.#pingedAt > PONG_MS) this.#closed(0);
    else if (!unanswered && now - this.#heardAt >= this.#heartbeatMs) {
      this.#pingedAt = now;
      this.#write({ type: 'ping' });
    }
    if (this.#socket) this.#outgoing.beat(now);
  }

  #closed(code) {
    const wasOpen = this.#openedAt > 0;
    if (wasOpen && Date.now() - this.#openedAt > STEADY_MS) this.#attempt = 0;
    this.#release();
    if (code === CLOSE.replaced) {
      this.#enter('replaced');
      return;
    }
    // A handshake refused with 401 looks to a page like any other that fails.
    if (code === CLOSE.token || !wasOpen) this.#freshToken = true;
    this.#retryIn(this.#pause(code));
  }

  #pause(code) {
    if (this.#reconnectWithinMs !== null) return Math.random() * this.#reconnectWithinMs;
    if (code === CLOSE.slowReader) return Math.random() * SLOW_READER_MS;
    const floor = code === CLOSE.overCapacity ? Math.random() * OVER_CAPACITY_MS : 0;
    return floor + this.#backoff();
  }

  /** Exponential with full jitter: a fleet of pages comes back spread out. */
  #backoff() {
    const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** this.#attempt);
    this.#attempt += 1;
    return Math.random() * ceiling;
  }

  #retryIn(delayMs) {
    if (!navigator.onLine) {
      this.#enter('offline');
      return;
    }
    this.#enter('reconnecting', { delayMs });
    this.#timers.retry = setTimeout(() => this.#connect(), delayMs);
  }

  /** The network or the reader is back: no reason to sit out a pause. */
  #now() {
    const waiting = this.#state === 'offline' || (this.#state === 'reconnecting' && !this.#socket);
    if (!waiting || this.#reconnectWithinMs !== null) return;
    this.#enter('reconnecting', { delayMs: 0 });
    this.#connect();
  }

  #offline() {
    if (this.#state !== 'open' && this.#state !== 'reconnecting') return;
    this.#attemptId += 1;
    this.#release();
    this.#enter('offline');
  }

  #renewBefore(expiresAt) {
    clearTimeout(this.#timers.token);
    if (expiresAt === null) return;
    const inMs = Math.max(expiresAt - Date.now() - RENEW_BEFORE_MS, RENEW_BEFORE_MS / 2);
    this.#timers.token = setTimeout(async () => {
      try {
        const jwt = await this.#options.token(true);
        if (this.send({ type: 'token', jwt })) this.#renewBefore(expiryOf(jwt));
      } catch {
        // Nothing is lost yet: the gateway closes with 4401 in the end, and the next connection asks again.
      }
    }, Math.min(inMs, TIMER_MAX_MS));
  }

  #release() {
    const socket = this.#socket;
    this.#socket = null;
    clearTimeout(this.#timers.retry);
    clearTimeout(this.#timers.welcome);
    clearTimeout(this.#timers.token);
    clearInterval(this.#timers.beat);
    this.#outgoing.closed();
    socket?.close();
  }

  #write(frame) {
    this.#socket?.send(JSON.stringify(frame));
  }

  #enter(state, detail = null) {
    this.#state = state;
    this.#options.onState(state, detail);
  }
}
