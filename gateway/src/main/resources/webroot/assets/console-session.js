/**
 * A seat: the connection of an agent with the offers made to it and the conversations it holds.
 * Components read `session.store` and call the rest.
 */
import { Client, newId } from './client.js';
import { deskOf, letGo } from './console-desk.js';
import { Supervision } from './console-supervision.js';
import { withdrawnText } from './console-words.js';
import { received, stored } from './conversation.js';
import { Store } from './store.js';

const TYPING_EVERY_MS = 3_000;
const TYPING_SHOWN_MS = 6_000;
const TOAST_MS = 7_000;
/** Whether an offer still stands is the gateway's word; a card it forgot goes after this. */
const OFFER_LEFT_MS = 5_000;

export class ConsoleSession {
  #client;
  #timers = new Map();
  #typedAt = new Map();
  /** What the agent last chose; said again where a new connection begins as away. */
  #wanted = null;

  /** @param agent {name, …} for display; @param token as the client asks for it */
  constructor(agent, token) {
    this.store = new Store({
      agent,
      connection: { state: 'connecting', detail: null },
      presence: 'away',
      offers: [],
      desks: [],
      active: null,
      outgoing: [],
      toasts: [],
    });
    this.#client = new Client({
      path: '/seat',
      token,
      hello: () => ({}),
      onFrame: (frame, answered) => this.#onFrame(frame, answered),
      onState: (state, detail) => this.#onState(state, detail),
      onOutgoing: (outgoing) => this.store.set({ outgoing }),
    });
    this.supervision = new Supervision(this.#client, this.store);
    this.#client.start();
  }

  /** What support and tests may look at. */
  view() {
    const client = this.#client;
    const store = this.store;
    const seqs = () => store.value.desks.map(({ id, conversation }) => [id, conversation.lastSeq]);
    return Object.freeze({
      get sockets() {
        return client.sockets;
      },
      get state() {
        return client.state;
      },
      get lastSeq() {
        return Math.max(0, ...seqs().map(([, seq]) => seq));
      },
      get conversations() {
        return Object.freeze(Object.fromEntries(seqs()));
      },
    });
  }

  signOut() {
    this.#client.send({ type: 'presence', state: 'away' });
    this.#client.stop();
  }

  takeHere() {
    this.#client.restart();
  }

  setPresence(state) {
    this.#wanted = state;
    if (this.#client.send({ type: 'presence', state })) this.store.set({ presence: state });
  }

  accept(offer) {
    if (this.#client.send({ type: 'accept', offer })) this.#changeOffer(offer, { accepting: true });
  }

  decline(offer) {
    if (this.#client.send({ type: 'decline', offer })) this.#dropOffers((other) => other.offer === offer);
  }

  say(id, text) {
    if (text.trim()) this.#client.deliver({ type: 'say', conversation: id, text: text.trim() });
  }

  note(id, text) {
    if (text.trim()) this.#client.deliver({ type: 'note', conversation: id, text: text.trim() });
  }

  retry(frameId) {
    this.#client.retry(frameId);
  }

  discard(frameId) {
    this.#client.discard((frame) => frame.id === frameId);
  }

  typing(id) {
    const now = Date.now();
    if (now - (this.#typedAt.get(id) ?? 0) < TYPING_EVERY_MS) return;
    this.#typedAt.set(id, now);
    this.#client.send({ type: 'typing', conversation: id });
  }

  transfer(id, to, note) {
    this.#leave(id, { type: 'transfer', conversation: id, to, ...(note && { note }) });
  }

  giveBack(id, note) {
    this.#leave(id, { type: 'return', conversation: id, ...(note && { note }) });
  }

  close(id, disposition, tags) {
    this.#leave(id, { type: 'close', conversation: id, disposition, ...(tags.length > 0 && { tags }) });
  }

  /** The agent turns to a conversation: what stands in it counts as read. */
  activate(id) {
    if (this.store.value.active !== id) this.store.set({ active: id });
    this.see();
  }

  /** Turns to the conversation `step` places further down the list. */
  activateNext(step) {
    const { desks, active } = this.store.value;
    if (desks.length === 0) return;
    const at = desks.findIndex((desk) => desk.id === active);
    this.activate(desks[(at + step + desks.length) % desks.length].id);
  }

  see() {
    const { active } = this.store.value;
    const desk = this.#desk(active);
    if (!desk || document.hidden) return;
    const newest = desk.conversation.entries.findLast((entry) => entry.from?.kind === 'customer');
    if (!newest || newest.seq <= desk.readSeq) return;
    this.#changeDesk(active, { readSeq: newest.seq });
    if (desk.held) this.#client.send({ type: 'read', conversation: active, seq: newest.seq });
  }

  /** Puts a released conversation away. */
  dismiss(id) {
    if (this.#desk(id)?.watching) this.supervision.unwatch(id);
    const desks = this.store.value.desks.filter((desk) => desk.id !== id);
    const active = this.store.value.active === id ? (desks[0]?.id ?? null) : this.store.value.active;
    this.#client.discard((frame) => frame.conversation === id);
    this.store.set({ desks, active });
  }

  dropToast(key) {
    this.store.set({ toasts: this.store.value.toasts.filter((toast) => toast.key !== key) });
  }

  #leave(id, frame) {
    if (this.#client.send(frame)) this.#changeDesk(id, { leaving: this.#desk(id).held ? frame.type : null, owes: false });
    else this.#toast('Not connected. Try again in a moment.');
  }

  #onState(state, detail) {
    this.store.set({ connection: { state, detail } });
    if (state === 'open') this.supervision.resume();
    // What was sent without an answer is unknown now; `assigned` will show how it went.
    if (state !== 'open') {
      const desks = this.store.value.desks.map((desk) => ({ ...desk, leaving: null }));
      this.store.set({ desks, offers: [] });
    }
  }

  #onFrame(frame, answered) {
    switch (frame.type) {
      case 'welcome':
        this.#welcomed(frame);
        break;
      case 'offer':
        this.#offered(frame);
        break;
      case 'withdrawn':
        this.#withdrawn(frame);
        break;
      case 'assigned':
        this.#assigned(frame);
        break;
      case 'watching':
        this.supervision.watching(frame);
        break;
      case 'released':
        this.#changeDesk(frame.conversation, letGo(this.#desk(frame.conversation) ?? {}, frame.why ?? 'released'));
        this.#client.discard((other) => other.conversation === frame.conversation);
        break;
      case 'accepted':
        if (answered) this.#accepted(frame, answered);
        break;
      case 'error':
        this.#refused(frame);
        break;
      default:
        this.#received(frame);
    }
  }

  #welcomed({ state, conversations = [] }) {
    const held = new Set(conversations);
    const desks = this.store.value.desks.map((desk) => (held.has(desk.id) || !desk.held ? desk : letGo(desk, 'no longer held by this seat')));
    this.store.set({ desks, presence: state ?? this.store.value.presence });
    const isIdle = state === 'away' || state === 'offline';
    if (this.#wanted === 'available' && isIdle) this.setPresence('available');
  }

  #offered(frame) {
    const others = this.store.value.offers.filter((other) => other.offer !== frame.offer);
    this.store.set({ offers: [...others, { ...frame, receivedAt: Date.now(), accepting: false }] });
    const goneMs = Date.parse(frame.expiresAt) - Date.now() + OFFER_LEFT_MS;
    this.#later(`offer:${frame.offer}`, goneMs, () => this.#dropOffers((other) => other.offer === frame.offer));
  }

  #withdrawn(frame) {
    this.#dropOffers((other) => other.offer === frame.offer);
    if (frame.why === 'timeout') {
      this.#wanted = null;
      this.store.set({ presence: 'not-responding' });
    }
    this.#toast(withdrawnText(frame.why), frame.why === 'timeout' ? 'bad' : 'plain');
  }

  #assigned(frame) {
    const old = this.#desk(frame.conversation);
    const whole = deskOf(frame, old);
    const { desks, active } = this.store.value;
    const next = old ? desks.map((other) => (other === old ? whole : other)) : [...desks, whole];
    this.store.set({ desks: next, active: this.#desk(active) ? active : whole.id });
    this.#dropOffers((offer) => offer.conversation === frame.conversation);
    this.see();
  }

  #accepted(frame, answered) {
    const desk = this.#desk(answered.conversation);
    if (!desk) return;
    const from = { kind: 'agent', name: this.store.value.agent.name };
    this.#changeDesk(desk.id, { conversation: stored(desk.conversation, answered, frame.seq, from) });
  }

  #received(frame) {
    const desk = this.#desk(frame.conversation);
    if (!desk) return;
    this.#changeDesk(desk.id, { conversation: received(desk.conversation, frame) });
    if (frame.type === 'typing') {
      this.#later(`typing:${desk.id}`, TYPING_SHOWN_MS, () => {
        const now = this.#desk(desk.id);
        if (now) this.#changeDesk(desk.id, { conversation: { ...now.conversation, typing: null } });
      });
    }
    if (frame.type === 'said' && desk.id === this.store.value.active) this.see();
  }

  #refused(error) {
    const { desks, offers } = this.store.value;
    this.store.set({
      desks: desks.map((desk) => ({ ...desk, leaving: null })),
      offers: error.code === 'gone' ? offers.filter((offer) => !offer.accepting) : offers.map((offer) => ({ ...offer, accepting: false })),
    });
    this.#toast(error.message ?? error.code, 'bad');
  }

  #desk(id) {
    return this.store.value.desks.find((desk) => desk.id === id);
  }

  #changeDesk(id, change) {
    this.store.set({ desks: this.store.value.desks.map((desk) => (desk.id === id ? { ...desk, ...change } : desk)) });
  }

  #changeOffer(id, change) {
    this.store.set({ offers: this.store.value.offers.map((offer) => (offer.offer === id ? { ...offer, ...change } : offer)) });
  }

  #dropOffers(matches) {
    this.store.set({ offers: this.store.value.offers.filter((offer) => !matches(offer)) });
  }

  #toast(text, tone = 'plain') {
    const key = newId();
    this.store.set({ toasts: [...this.store.value.toasts.slice(-3), { key, text, tone }] });
    setTimeout(() => this.dropToast(key), TOAST_MS);
  }

  #later(name, afterMs, action) {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(() => (this.#timers.delete(name), action()), afterMs));
  }
}
