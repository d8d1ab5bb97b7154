/** What a supervisor does besides holding conversations: watch them, whisper to who holds, take over. */
import { h } from 'preact';
import { useState } from 'preact/hooks';
import { deskOf, isHeld } from './console-desk.js';
import { Icon } from './ui.js';

export class Supervision {
  #client;
  #store;

  /** @param client the seat's connection; store what its components read */
  constructor(client, store) {
    this.#client = client;
    this.#store = store;
  }

  watch(id) {
    if (id.trim()) this.#client.send({ type: 'watch', conversation: id.trim() });
  }

  unwatch(id) {
    this.#client.send({ type: 'unwatch', conversation: id });
  }

  whisper(id, text) {
    if (text.trim()) this.#client.deliver({ type: 'whisper', conversation: id, text: text.trim() });
  }

  takeOver(id) {
    this.#client.send({ type: 'takeover', conversation: id });
  }

  /** A new connection watches nothing until it is asked to. */
  resume() {
    for (const desk of this.#store.value.desks) if (desk.watching) this.watch(desk.id);
  }

  /** After `watching`: the conversation lies on the desk as it stands. */
  watching(frame) {
    const { desks, active } = this.#store.value;
    const old = desks.find((desk) => desk.id === frame.conversation);
    const whole = { ...deskOf(frame, old), watching: true, held: old !== undefined && isHeld(old) };
    const next = old ? desks.map((desk) => (desk === old ? whole : desk)) : [...desks, whole];
    this.#store.set({ desks: next, active: old ? active : whole.id });
  }
}

/** Where a supervisor names a conversation to watch. */
export function WatchForm({ supervision, isOpen }) {
  const [id, setId] = useState('');
  const submit = (event) => {
    event.preventDefault();
    supervision.watch(id);
    setId('');
  };
  return h(
    'form',
    { class: 'watch', 'aria-label': 'Watch a conversation', onSubmit: submit },
    h('input', {
      id: 'watch', class: 'input', value: id, autoComplete: 'off', spellCheck: false, maxLength: 64, required: true,
      placeholder: 'Conversation', 'aria-label': 'Conversation to watch', onInput: (event) => setId(event.currentTarget.value),
    }),
    h('button', { type: 'submit', class: 'button', disabled: !isOpen }, h(Icon, { name: 'eye' }), 'Watch'),
  );
}
