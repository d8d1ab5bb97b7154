/** What gives a conversation away: transfer, return to the assistant, close. Each opens inside its pane. */
import { h } from 'preact';
import { useState } from 'preact/hooks';
import { DISPOSITIONS } from './console-words.js';

const TARGETS = {
  agent: ['A colleague', 'ben'],
  skill: ['A skill', 'disputes'],
  language: ['A language', 'de'],
};

/** @param kind transfer, return or close; onDone is called when the form has served or is not wanted */
export function LeaveForm({ kind, session, id, onDone }) {
  const Form = { transfer: TransferForm, return: ReturnForm, close: CloseForm }[kind];
  const finish = (action) => (event) => {
    event.preventDefault();
    action();
    onDone();
  };
  return h(Form, { session, id, finish, onDone });
}

function Shell({ name, title, verb, onSubmit, onDone, children }) {
  const escape = (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onDone();
  };
  return h(
    'form',
    { class: `leave leave-${name}`, 'aria-label': title, onSubmit, onKeyDown: escape },
    h('strong', null, title),
    children,
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'submit', class: 'button primary confirm' }, verb),
      h('button', { type: 'button', class: 'button', onClick: onDone }, 'Cancel'),
    ),
  );
}

function Line({ name, label, value, onValue, ...attributes }) {
  return h(
    'label',
    { class: 'labelled' },
    label,
    h('input', { name, class: 'input', dir: 'auto', autoComplete: 'off', maxLength: 2000, value, ...attributes, onInput: (event) => onValue(event.currentTarget.value) }),
  );
}

function Choice({ name, label, value, options, onValue }) {
  return h(
    'label',
    { class: 'labelled' },
    label,
    h('select', { name, class: 'input', value, ref: focusOnce, onChange: (event) => onValue(event.currentTarget.value) },
      options.map(([code, text]) => h('option', { key: code, value: code }, text))),
  );
}

function TransferForm({ session, id, finish, onDone }) {
  const [target, setTarget] = useState('agent');
  const [whom, setWhom] = useState('');
  const [note, setNote] = useState('');
  const [label, example] = TARGETS[target];
  return h(
    Shell,
    { name: 'transfer', title: 'Transfer', verb: 'Transfer', onDone, onSubmit: finish(() => session.transfer(id, { [target]: whom.trim() }, note.trim())) },
    h(
      'div',
      { class: 'two' },
      h(Choice, { name: 'target', label: 'To', value: target, options: Object.entries(TARGETS).map(([code, [text]]) => [code, text]), onValue: setTarget }),
      h(Line, { name: 'whom', label, value: whom, onValue: setWhom, required: true, pattern: '.*\\S.*', placeholder: example }),
    ),
    h(Line, { name: 'note', label: 'Note for whoever takes it', value: note, onValue: setNote }),
  );
}

function ReturnForm({ session, id, finish, onDone }) {
  const [note, setNote] = useState('');
  return h(
    Shell,
    { name: 'return', title: 'Return to the assistant', verb: 'Return', onDone, onSubmit: finish(() => session.giveBack(id, note.trim())) },
    h(Line, { name: 'note', label: 'What the assistant should know', value: note, onValue: setNote, ref: focusOnce }),
  );
}

function CloseForm({ session, id, finish, onDone }) {
  const [disposition, setDisposition] = useState(DISPOSITIONS[0][0]);
  const [tags, setTags] = useState('');
  const tagList = () => tags.split(',').map((tag) => tag.trim()).filter(Boolean);
  return h(
    Shell,
    { name: 'close', title: 'Close the conversation', verb: 'Close', onDone, onSubmit: finish(() => session.close(id, disposition, tagList())) },
    h(
      'div',
      { class: 'two' },
      h(Choice, { name: 'disposition', label: 'Outcome', value: disposition, options: DISPOSITIONS, onValue: setDisposition }),
      h(Line, { name: 'tags', label: 'Tags', value: tags, onValue: setTags, placeholder: 'return, parcel' }),
    ),
  );
}

/** A form that opens takes the keyboard with it. */
function focusOnce(element) {
  const control = element?.base ?? element;
  if (control && !control.dataset.met) {
    control.dataset.met = 'true';
    (control.querySelector?.('input') ?? control).focus();
  }
}
