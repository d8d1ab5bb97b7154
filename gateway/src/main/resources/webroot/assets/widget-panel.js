/** The chat panel: its head with who holds the conversation, the messages, and what the customer can do. */
import { h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { directionOf, languages } from './strings.js';
import { useStore } from './store.js';
import { Avatar, GrowingText, Icon } from './ui.js';
import { Closed, Ending } from './widget-closing.js';
import { Announcer, Transcript } from './widget-transcript.js';

const MESSAGE_CHARS_MAX = 4_000;

export function Panel({ session }) {
  const state = useStore(session.store);
  const { t, conversation } = state;
  const isClosed = conversation.holder === 'closed';
  const isUntouched = conversation.entries.length === 0 && state.outgoing.length === 0;
  return h(
    'section',
    { id: 'chat', class: 'chat', 'aria-label': t('assistant'), hidden: !state.shown },
    h(Head, { session, state }),
    h(ConnectionBar, { session, state }),
    h(Transcript, { session, state }),
    h(QueueCard, { t, conversation }),
    isUntouched && h(Suggestions, { session, t }),
    state.notice && h('p', { class: 'notice', role: 'alert' }, state.notice),
    isClosed && h(Closed, { session, state }),
    // What silence ended goes on with the next word.
    isClosed ? conversation.reason === 'idle' && h(Composer, { session, state }) : state.ending ? h(Ending, { session, state }) : h(Composer, { session, state }),
    h(Announcer, { state }),
  );
}

function Head({ session, state }) {
  const { t, conversation, language } = state;
  const holder = conversation.holder ?? 'assistant';
  const isAgent = holder === 'agent';
  const name = isAgent ? (conversation.agent?.name ?? t('agent')) : t('assistant');
  const choose = (event) => session.chooseLanguage(event.currentTarget.value);
  return h(
    'header',
    { class: 'head' },
    h(Avatar, { name: isAgent ? conversation.agent?.name : null, kind: isAgent ? 'agent' : 'assistant' }),
    h(
      'div',
      { class: 'who', id: 'holder', 'data-holder': holder, 'aria-live': 'polite' },
      h('strong', null, name),
      h('span', null, t(`${holder}Role`)),
    ),
    h(
      'label',
      { class: 'picker' },
      h('span', { class: 'unseen' }, t('pageLanguage')),
      h('select', { id: 'language', value: language, onChange: choose },
        languages.map(([code, own]) => h('option', { key: code, value: code, lang: code }, own)),
      ),
    ),
    holder !== 'closed' && conversation.entries.length > 0 &&
      h(IconButton, { id: 'end', label: t('end'), icon: 'end', onClick: () => session.setEnding(true) }),
    h(IconButton, { id: 'minimise', label: t('minimise'), icon: 'minimise', onClick: () => session.show(false) }),
  );
}

function IconButton({ id, label, icon, onClick }) {
  return h('button', { id, type: 'button', class: 'icon-button', 'aria-label': label, title: label, onClick }, h(Icon, { name: icon }));
}

function ConnectionBar({ session, state }) {
  const { t, connection } = state;
  const own = connection.state === 'refused' ? t(`refused-${connection.detail}`) : t(connection.state);
  const text = connection.state === 'reconnecting' ? (state.farewell ?? own) : own;
  const isQuiet = connection.state === 'open' || connection.state === 'stopped';
  return h(
    'div',
    { id: 'connection', class: 'connection', role: 'status', 'data-state': connection.state },
    !isQuiet && h('span', null, text),
    connection.state === 'replaced' &&
      h('button', { type: 'button', class: 'link', onClick: () => session.takeHere() }, t('takeHere')),
  );
}

function QueueCard({ t, conversation }) {
  if (conversation.holder !== 'queue') return null;
  const { queue } = conversation;
  return h(
    'div',
    { id: 'queue', class: 'queue', role: 'status', 'data-position': queue?.position },
    h('span', { class: 'pulse', 'aria-hidden': 'true' }),
    h(
      'div',
      null,
      h('strong', null, queue?.text ?? t('queueWaiting')),
      h('span', null, t('queueKeep')),
    ),
  );
}

export function Suggestions({ session, t }) {
  return h(
    'div',
    { class: 'suggestions' },
    t('suggestions').map((text) => h('button', { key: text, type: 'button', class: 'chip', onClick: () => session.say(text) }, text)),
  );
}

function Composer({ session, state }) {
  const { t, conversation, outgoing, shown } = state;
  const [text, setText] = useState(session.draft);
  const field = useRef(null);
  const isStreaming = conversation.turn?.state === 'started';
  const isAsking = outgoing.some((item) => item.frame.type === 'human');
  useEffect(() => {
    // A finger does not want the keyboard before it asks for it.
    if (shown && matchMedia('(hover: hover)').matches) field.current.focus();
  }, [shown]);
  const write = (next) => {
    session.draft = next;
    setText(next);
    if (next) session.typing();
  };
  const send = () => {
    session.say(text);
    write('');
    field.current.focus();
  };
  return h(
    'form',
    { class: 'composer', onSubmit: (event) => (event.preventDefault(), send()) },
    h(
      'div',
      { class: 'actions' },
      (conversation.holder ?? 'assistant') === 'assistant' &&
        h('button', { id: 'human', type: 'button', class: 'pill', disabled: isAsking, onClick: () => session.askForPerson() },
          h(Icon, { name: 'person' }), t('human')),
      isStreaming &&
        h('button', { id: 'stop', type: 'button', class: 'pill', onClick: () => session.stop() },
          h(Icon, { name: 'stop' }), t('stop'), h('kbd', null, 'Esc')),
    ),
    h(
      'div',
      { class: 'field' },
      h(GrowingText, {
        id: 'message', value: text, onText: write, onEnter: send, fieldRef: field,
        onEscape: () => isStreaming && session.stop(),
        placeholder: t('placeholder'), 'aria-label': t('placeholder'), maxLength: MESSAGE_CHARS_MAX,
        // An empty field has no text to tell a direction from: its hint follows the page.
        dir: text ? 'auto' : directionOf(t.language),
        enterKeyHint: 'send', autoComplete: 'off',
      }),
      h('button', { id: 'send', type: 'submit', class: 'send', 'aria-label': t('send'), title: t('send'), disabled: !text.trim() },
        h(Icon, { name: 'send' })),
    ),
  );
}
