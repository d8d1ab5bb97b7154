/**
 * The customer's side of one conversation: ties the connection, the conversation's state and what the
 * browser keeps, and offers what a customer can do. Components read `session.store` and call the rest.
 */
import { Client, newId } from './client.js';
import { blank, received, stored, welcomed } from './conversation.js';
import { Store } from './store.js';
import { keepLanguage, preferredLanguage, preferredMarket, translator } from './strings.js';
import { claimsOf, demoToken, fixedToken } from './token.js';

const PERSON = 'switchboard.person';
const CONVERSATION = 'switchboard.conversation';
const UNSENT = 'switchboard.unsent';
const TYPING_EVERY_MS = 3_000;
const TYPING_SHOWN_MS = 6_000;
const NOTICE_MS = 6_000;

/** The demo's customers; a real page knows who has signed in. */
const NAMES = ['Maria Lindqvist', 'Jonas Weber', 'Lucía Romero', 'Omar Haddad', 'Emma Clarke', 'Noah Berg'];

export class WidgetSession {
  #client;
  #person;
  #timers = { typing: 0, notice: 0 };
  #typedAt = 0;
  #liveFrom = 0;
  #named = null;
  #chosen;
  /** What stands in the field and is not sent; it outlives the field, which gives way to other forms. */
  draft = '';

  /** @param given what the address's fragment says: token, sub, name, locale, market */
  static async begin(given) {
    return new WidgetSession(given, await translator(preferredLanguage(given.locale)));
  }

  constructor(given, t) {
    const { language } = t;
    this.#chosen = language;
    this.#person = personOf(given);
    this.store = new Store({
      language,
      t,
      market: preferredMarket(given.market, language),
      name: this.#person.name,
      connection: { state: 'connecting', detail: null },
      conversation: blank(sessionStorage.getItem(CONVERSATION)),
      outgoing: [],
      announcement: '',
      notice: null,
      farewell: null,
      rated: false,
      ending: false,
      shown: true,
      unseen: 0,
    });
    this.#client = new Client({
      path: '/chat',
      token: given.token ? fixedToken(given.token) : demoToken(() => this.#claims()),
      hello: () => this.#hello(),
      onFrame: (frame, answered) => this.#onFrame(frame, answered),
      onState: (state, detail) => this.store.set({ connection: { state, detail } }),
      onOutgoing: (outgoing) => this.#onOutgoing(outgoing),
    });
    document.addEventListener('visibilitychange', () => this.see());
    this.#client.start();
  }

  /** What support and tests may look at. */
  view() {
    const client = this.#client;
    const store = this.store;
    return Object.freeze({
      get sockets() {
        return client.sockets;
      },
      get state() {
        return client.state;
      },
      get lastSeq() {
        return store.value.conversation.lastSeq;
      },
      get conversation() {
        return store.value.conversation.id;
      },
    });
  }

  say(text) {
    if (text.trim()) this.#client.deliver({ type: 'say', text: text.trim() });
  }

  retry(id) {
    this.#client.retry(id);
  }

  discard(id) {
    this.#client.discard((frame) => frame.id === id);
  }

  stop() {
    this.#client.send({ type: 'stop' });
  }

  askForPerson() {
    this.#client.deliver({ type: 'human' });
  }

  /** Tells an agent that the customer writes; the assistant does not care. */
  typing() {
    const now = Date.now();
    if (this.store.value.conversation.holder !== 'agent' || now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    this.#client.send({ type: 'typing' });
  }

  rate(score, comment) {
    this.#client.deliver({ type: 'rate', score, ...(comment && { comment }) });
    this.store.set({ rated: true });
  }

  end() {
    this.#client.deliver({ type: 'end' });
    this.store.set({ ending: false });
  }

  setEnding(ending) {
    this.store.set({ ending });
  }

  beginAnother() {
    this.#client.discard(() => true);
    this.#begin();
  }

  #begin() {
    sessionStorage.removeItem(CONVERSATION);
    this.store.set({ conversation: blank(), rated: false, ending: false });
    this.#client.restart();
  }

  takeHere() {
    this.#client.restart();
  }

  /** Where nothing was said yet the conversation begins anew in that language; else it is the page's alone. */
  async chooseLanguage(language) {
    this.#chosen = language;
    const t = await translator(language);
    // Another may have been chosen while this one was loaded.
    if (this.#chosen !== language) return;
    keepLanguage(language);
    this.store.set({ language, t });
    this.#restartIfUnused();
  }

  chooseMarket(market) {
    this.store.set({ market });
    this.#restartIfUnused();
  }

  show(shown) {
    this.store.set({ shown });
    this.see();
  }

  /** The customer looks at the end of the conversation. */
  see() {
    const { shown, conversation, unseen } = this.store.value;
    if (!shown || document.hidden) return;
    if (unseen) this.store.set({ unseen: 0 });
    const newest = conversation.entries.findLast((entry) => entry.from && entry.from.kind !== 'customer');
    const isUnread = newest && Number.isInteger(newest.seq) && newest.seq > (conversation.read.customer ?? 0);
    if (!isUnread || conversation.holder !== 'agent') return;
    if (this.#client.send({ type: 'read', seq: newest.seq })) {
      this.#apply({ type: 'read', seq: newest.seq, from: { kind: 'customer' } });
    }
  }

  #restartIfUnused() {
    const { conversation, outgoing } = this.store.value;
    if (conversation.entries.length === 0 && outgoing.length === 0) this.beginAnother();
  }

  #claims() {
    const { language, market } = this.store.value;
    return { ...this.#person, role: 'customer', locale: `${language}-${market}`, market };
  }

  #hello() {
    const { conversation, language, market } = this.store.value;
    this.#named = sessionStorage.getItem(CONVERSATION);
    const named = this.#named === null ? {} : { conversation: this.#named };
    return { ...named, after: conversation.lastSeq, locale: `${language}-${market}` };
  }

  #onFrame(frame, answered) {
    switch (frame.type) {
      case 'welcome':
        this.#welcomed(frame);
        break;
      case 'accepted':
        if (answered) this.#keep(stored(this.#conversation, answered, frame.seq, { kind: 'customer' }));
        break;
      case 'error':
        this.#refused(frame);
        break;
      case 'goodbye':
        this.store.set({ farewell: frame.text ?? null });
        break;
      default:
        this.#apply(frame);
        this.#afterwards(frame);
    }
  }

  get #conversation() {
    return this.store.value.conversation;
  }

  #apply(frame) {
    this.#keep(received(this.#conversation, frame));
  }

  /** A conversation in which nothing was said is not worth coming back to, and may not exist any more. */
  #keep(conversation) {
    this.store.set({ conversation });
    if (conversation.entries.length > 0) sessionStorage.setItem(CONVERSATION, conversation.id);
  }

  #welcomed(frame) {
    this.#liveFrom = frame.seq ?? 0;
    this.store.set({ conversation: welcomed(this.#conversation, frame), notice: null, farewell: null });
    this.#restoreUnsent();
    this.#settle(frame.holder);
  }

  /** Kept frames that the new holder answers by itself need not be sent again. */
  #settle(holder) {
    if (holder !== 'assistant') this.#client.discard((frame) => frame.type === 'human');
    if (holder === 'closed') this.#client.discard((frame) => frame.type === 'end');
  }

  #afterwards(frame) {
    if (frame.type === 'holder') this.#settle(frame.holder);
    if (frame.type === 'typing') {
      clearTimeout(this.#timers.typing);
      const over = () => this.store.set({ conversation: { ...this.#conversation, typing: null } });
      this.#timers.typing = setTimeout(over, TYPING_SHOWN_MS);
    }
    if (frame.type !== 'said' || frame.from.kind === 'customer' || frame.seq <= this.#liveFrom) return;
    const { unseen, shown } = this.store.value;
    const isSeen = shown && !document.hidden;
    this.store.set({ announcement: frame.text, unseen: isSeen ? 0 : unseen + 1 });
    this.see();
  }

  #refused(error) {
    // The conversation that `hello` named cannot be had: the person's open one, or a new one, can. What
    // was written and not accepted goes there.
    if (this.store.value.connection.state !== 'open' && this.#named !== null) {
      this.#begin();
      return;
    }
    clearTimeout(this.#timers.notice);
    this.store.set({ notice: error.text ?? null });
    this.#timers.notice = setTimeout(() => this.store.set({ notice: null }), NOTICE_MS);
  }

  #onOutgoing(outgoing) {
    this.store.set({ outgoing });
    const unsent = outgoing.filter((item) => item.frame.type === 'say').map((item) => item.frame);
    // Until the conversation is known again, what the page before this one left behind stays as it is.
    if (this.#liveFrom === 0 && unsent.length === 0) return;
    sessionStorage.setItem(UNSENT, JSON.stringify({ conversation: sessionStorage.getItem(CONVERSATION), unsent }));
  }

  #restoreUnsent() {
    const kept = JSON.parse(sessionStorage.getItem(UNSENT) ?? '{}');
    if (kept.conversation !== sessionStorage.getItem(CONVERSATION)) return;
    const known = new Set(this.store.value.outgoing.map((item) => item.frame.id));
    for (const frame of kept.unsent) if (!known.has(frame.id)) this.#client.deliver(frame);
  }
}

function personOf(given) {
  if (given.token) return { name: '', ...claimsOf(given.token) };
  const kept = JSON.parse(localStorage.getItem(PERSON) ?? 'null');
  const invented = { sub: `demo-${newId().slice(0, 12)}`, name: NAMES[Math.floor(Math.random() * NAMES.length)] };
  const base = kept ?? invented;
  const person = { sub: given.sub ?? base.sub, name: given.name ?? base.name };
  localStorage.setItem(PERSON, JSON.stringify(person));
  return person;
}
