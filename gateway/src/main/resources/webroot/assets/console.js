/** The agent console: sign-in, presence, offers, and the conversations of one seat side by side. */
import { h, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ConsoleSession } from './console-session.js';
import { customerName, isHeld, unreadOf } from './console-desk.js';
import { Offers } from './console-offers.js';
import { Pane } from './console-pane.js';
import { SignIn, keepAgent, keptAgent } from './console-sign-in.js';
import { WatchForm } from './console-supervision.js';
import { languageText, presenceText } from './console-words.js';
import { useStore } from './store.js';
import { claimsOf, demoToken, fixedToken, readFragment } from './token.js';
import { Avatar } from './ui.js';

const CONNECTION = {
  open: 'Connected',
  connecting: 'Connecting…',
  reconnecting: 'Connection lost. Reconnecting…',
  offline: 'No network. The seat comes back with it.',
  replaced: 'This seat was opened somewhere else.',
  stopped: 'Signed out',
};
const REFUSED = {
  'demo-off': 'This server hands out no demo tokens. Put one into the address: #token=…',
  rejected: 'The server refused to give this seat a token.',
  expired: 'The sign-in has expired. Sign in again.',
};

let current = null;
Object.defineProperty(window, 'switchboard', { get: () => current?.view() ?? null });

function App({ fixed }) {
  const [session, setSession] = useState(() => (fixed ? open(claimsOf(fixed), fixed) : reopen()));
  if (!session) return h(SignIn, { onSignIn: (agent) => (keepAgent(agent), setSession(open(agent))) });
  const signOut = () => {
    session.signOut();
    keepAgent(null);
    current = null;
    setSession(null);
  };
  return h(Desk, { session, signOut });
}

function reopen() {
  const agent = keptAgent();
  return agent && open(agent);
}

function open(agent, fixed) {
  current = new ConsoleSession(agent, fixed ? fixedToken(fixed) : demoToken(() => agent));
  return current;
}

function Desk({ session, signOut }) {
  const state = useStore(session.store);
  const { desks, active, offers, outgoing } = state;
  const unread = desks.reduce((sum, desk) => sum + unreadOf(desk), 0);
  useEffect(() => {
    const pending = offers.length + unread;
    document.title = pending > 0 ? `(${pending}) Switchboard` : 'Switchboard';
  }, [offers.length, unread]);
  useKeys(session);
  return h(
    'div',
    { class: 'desk' },
    h(Bar, { session, state, signOut }),
    h(
      'aside',
      null,
      state.agent.role === 'supervisor' && h(WatchForm, { supervision: session.supervision, isOpen: state.connection.state === 'open' }),
      h(Offers, { session, offers }),
      h('nav', { 'aria-label': 'Conversations' }, desks.map((desk) => h(ListItem, { key: desk.id, session, desk, isActive: desk.id === active }))),
      h('p', { class: 'keys' }, h('kbd', null, 'A'), ' accept  ', h('kbd', null, 'D'), ' decline, with Alt while writing', h('br'), h('kbd', null, 'Alt ↑ ↓'), ' next conversation'),
    ),
    h(
      'main',
      { class: 'panes' },
      desks.length === 0 && h(Nothing, { presence: state.presence, offers }),
      desks.map((desk) => h(Pane, { key: desk.id, session, desk, outgoing, isActive: desk.id === active })),
    ),
    h('div', { class: 'toasts', role: 'alert' }, state.toasts.map((toast) =>
      h('button', { key: toast.key, type: 'button', class: 'toast', 'data-tone': toast.tone, onClick: () => session.dropToast(toast.key) }, toast.text))),
  );
}

function Bar({ session, state, signOut }) {
  const { agent, presence, connection, desks } = state;
  const held = desks.filter(isHeld).length;
  const isOn = presence === 'available' || presence === 'busy' || presence === 'wrapping-up';
  const text = connection.state === 'refused' ? REFUSED[connection.detail] : CONNECTION[connection.state];
  return h(
    'header',
    { class: 'bar' },
    h('img', { src: '/assets/icon.svg', alt: '', width: 28, height: 28 }),
    h('strong', { class: 'product' }, 'Switchboard'),
    h('div', { id: 'connection', class: 'connection', role: 'status', 'data-state': connection.state }, h('span', null, text),
      connection.state === 'replaced' && h('button', { type: 'button', class: 'link', onClick: () => session.takeHere() }, 'Use it here')),
    h('span', { class: 'load', title: 'Conversations held, of those this seat takes' }, `${held} / ${agent.capacity ?? '–'}`),
    h(
      'button',
      { id: 'available', type: 'button', class: 'switch', role: 'switch', 'aria-checked': isOn, 'aria-label': 'Available', 'data-presence': presence,
        disabled: connection.state !== 'open', onClick: () => session.setPresence(isOn ? 'away' : 'available') },
      h('i'),
      presenceText(presence),
    ),
    h('span', { class: 'person', title: (agent.languages ?? []).map(languageText).join(', ') }, h(Avatar, { name: agent.name, kind: 'agent' }), h('span', { class: 'name' }, agent.name)),
    h('button', { id: 'sign-out', type: 'button', class: 'link', onClick: signOut }, 'Sign out'),
  );
}

function ListItem({ session, desk, isActive }) {
  const unread = unreadOf(desk);
  const last = desk.conversation.entries.findLast((entry) => entry.text);
  return h(
    'button',
    { type: 'button', class: 'item', 'data-conversation': desk.id, 'data-released': desk.released ?? undefined, 'data-watching': !desk.held && desk.watching ? 'true' : undefined, 'aria-current': isActive ? 'true' : undefined, onClick: () => session.activate(desk.id) },
    h(Avatar, { name: desk.customer.name, kind: 'customer' }),
    h('span', { class: 'who' }, h('strong', null, h('bdi', null, customerName(desk))), h('span', null, h('bdi', null, last?.text))),
    !desk.held && desk.watching && h('span', { class: 'tag' }, 'Watching'),
    unread > 0 && h('span', { class: 'unread', 'aria-label': `${unread} unread` }, unread),
  );
}

function Nothing({ presence, offers }) {
  const text = offers.length > 0 ? 'An offer is waiting for you.' : presence === 'available' ? 'You are available. The next conversation comes to you here.' : 'Switch to available to be offered conversations.';
  return h('p', { class: 'nothing' }, text);
}

/** A and D answer the oldest offer, while writing with Alt; Alt and the arrows walk through the list. */
function useKeys(session) {
  useEffect(() => {
    const pressed = (event) => {
      if (event.ctrlKey || event.metaKey) return;
      const isWriting = event.target.matches('input, textarea, select');
      const offer = session.store.value.offers.find((other) => !other.accepting);
      const mayAnswer = offer && (!isWriting || event.altKey);
      const actions = {
        a: mayAnswer && (() => session.accept(offer.offer)),
        d: mayAnswer && (() => session.decline(offer.offer)),
        arrowup: event.altKey && (() => session.activateNext(-1)),
        arrowdown: event.altKey && (() => session.activateNext(1)),
      };
      const action = actions[keyName(event)];
      if (!action) return;
      event.preventDefault();
      action();
    };
    const looked = () => session.see();
    document.addEventListener('keydown', pressed);
    document.addEventListener('visibilitychange', looked);
    return () => {
      document.removeEventListener('keydown', pressed);
      document.removeEventListener('visibilitychange', looked);
    };
  }, [session]);
}

/** The letter on the key; where Alt or another script puts something else on it, the key's place. */
function keyName(event) {
  const isPlain = /^[a-z]+$/i.test(event.key);
  return (isPlain ? event.key : event.code.replace(/^Key/, '')).toLowerCase();
}

render(h(App, { fixed: readFragment().token }), document.getElementById('app'));
