/**
 * What has been written here and is not yet known to be stored.
 *
 * A frame given to `add` carries its own `id` and is kept until the gateway accepts or refuses it. It is
 * written again, with the same `id`, after every reconnect and whenever the gateway says that nothing was
 * accepted; the gateway stores it once. Of the messages of one conversation only the first is under way
 * at a time, so that they can never overtake each other.
 */

const ORDERED = new Set(['say', 'note', 'whisper']);
/** The gateway stored nothing and would take the same frame later. */
const PASSING = new Set(['too-many', 'unavailable']);
const ANSWER_MS = 15_000;
const RETRY_MS = 2_000;
const INTERNAL_RETRIES_MAX = 3;

export class Outgoing {
  #write;
  #changed;
  #items = [];
  #open = false;
  #timer = 0;

  /**
   * @param write   called with a frame; only while open
   * @param changed called with a snapshot `[{frame, state, error}]` whenever it differs from the last one;
   *                state is `waiting`, `sent` or `failed`
   */
  constructor(write, changed) {
    this.#write = write;
    this.#changed = changed;
  }

  add(frame) {
    this.#items.push({ frame, state: 'waiting', error: null, sentAt: 0, tries: 0 });
    this.#pump();
  }

  /** Adds a frame that cannot be sent at all, so that its author sees it and why. */
  addFailed(frame, error) {
    this.#items.push({ frame, state: 'failed', error, sentAt: 0, tries: 0 });
    this.#tell();
  }

  retry(id) {
    const item = this.#find(id);
    if (item) {
      Object.assign(item, { state: 'waiting', error: null, tries: 0 });
      this.#pump();
    }
  }

  discard(matches) {
    this.#items = this.#items.filter((item) => !matches(item.frame));
    this.#pump();
  }

  /** The connection took up the conversation: everything unanswered is written again. */
  opened() {
    this.#open = true;
    this.#again(() => true);
  }

  closed() {
    this.#open = false;
    clearTimeout(this.#timer);
  }

  /** Writes again what has waited too long for its answer on a connection that works. */
  beat(now = Date.now()) {
    this.#again((item) => now - item.sentAt > ANSWER_MS);
  }

  /** Returns the frame that was accepted, or undefined where it is not one of ours (any more). */
  accepted(id) {
    const item = this.#find(id);
    if (!item) return undefined;
    this.#items = this.#items.filter((other) => other !== item);
    this.#pump();
    return item.frame;
  }

  /** Takes an `error` frame; returns true where it is dealt with here and nobody need be told. */
  refused(error) {
    const item = error.id === undefined ? undefined : this.#find(error.id);
    if (PASSING.has(error.code)) {
      const afterMs = error.retryAfter === undefined ? RETRY_MS : error.retryAfter * 1000;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#again((other) => !item || other === item), afterMs);
      return this.#items.length > 0;
    }
    if (!item) return false;
    if (error.code === 'internal' && item.tries < INTERNAL_RETRIES_MAX) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#again((other) => other === item), RETRY_MS);
      return true;
    }
    Object.assign(item, { state: 'failed', error });
    this.#pump();
    return true;
  }

  #find(id) {
    return this.#items.find((item) => item.frame.id === id);
  }

  #again(matches) {
    for (const item of this.#items) {
      if (item.state === 'sent' && matches(item)) item.state = 'waiting';
    }
    this.#pump();
  }

  #pump() {
    const busy = new Set();
    for (const item of this.#items) {
      const lane = ORDERED.has(item.frame.type) ? (item.frame.conversation ?? '') : null;
      const first = lane === null || !busy.has(lane);
      if (item.state === 'waiting' && this.#open && first) {
        Object.assign(item, { state: 'sent', sentAt: Date.now(), tries: item.tries + 1 });
        this.#write(item.frame);
      }
      if (lane !== null && item.state !== 'failed') busy.add(lane);
    }
    this.#tell();
  }

  #tell() {
    this.#changed(this.#items.map(({ frame, state, error }) => ({ frame, state, error })));
  }
}
