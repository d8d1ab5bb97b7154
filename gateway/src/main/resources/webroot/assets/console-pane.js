/** One conversation open on the desk: who it is, all that was said, and the agent's field. */
import { h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { customerName, isHeld as holds } from './console-desk.js';
import { LeaveForm } from './console-forms.js';
import { holderText, languageText, timeText } from './console-words.js';
import { Avatar, GrowingText, Icon, Prose, Steady, Translated, TypingDots, useFollow } from './ui.js';

const MESSAGE_CHARS_MAX = 4_000;
const SPEAKERS = { assistant: 'Assistant', system: 'System' };
const LEAVING = { transfer: 'Transferring…', return: 'Returning to the assistant…', close: 'Closing…' };

export function Pane({ session, desk, outgoing, isActive }) {
  const [form, setForm] = useState(null);
  const root = useRef(null);
  useEffect(() => {
    if (isActive) root.current.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isActive]);
  const isHeld = holds(desk);
  const isWatched = desk.watching && !isHeld && desk.released === null;
  const activate = () => session.activate(desk.id);
  const toggle = (kind) => () => setForm(form === kind ? null : kind);
  return h(
    'section',
    {
      ref: root,
      class: 'conversation',
      'data-conversation': desk.id,
      'data-active': isActive ? 'true' : undefined,
      'data-released': desk.released ?? undefined,
      'data-watching': isWatched ? 'true' : undefined,
      'aria-label': `Conversation with ${customerName(desk)}`,
      onFocusIn: activate,
      onMouseDown: activate,
    },
    h(PaneHead, { session, desk, isHeld, isWatched, form, toggle }),
    (isHeld || desk.owes) && form && h(LeaveForm, { kind: form, session, id: desk.id, onDone: () => setForm(null) }),
    desk.summary && h('p', { class: 'about', dir: 'auto' }, desk.summary),
    h(DeskTranscript, { session, desk, outgoing }),
    isHeld || isWatched ? h(Composer, { key: isWatched ? 'whisper' : 'reply', session, desk, isActive, isWatched }) : h(Released, { session, desk, toggle }),
  );
}

function PaneHead({ session, desk, isHeld, isWatched, form, toggle }) {
  const name = customerName(desk);
  const facts = [languageText(desk.language), desk.customer.market].filter(Boolean).join(' · ');
  const action = (kind, icon, label) =>
    h('button', { type: 'button', class: `icon-button ${kind}`, 'aria-label': label, title: label, 'aria-expanded': form === kind, onClick: toggle(kind) },
      h(Icon, { name: icon }));
  return h(
    'header',
    null,
    h(Avatar, { name: desk.customer.name, kind: 'customer' }),
    h('div', { class: 'who' }, h('strong', null, h('bdi', null, name)), h('span', null, desk.leaving ? LEAVING[desk.leaving] : facts)),
    isWatched && [
      h('button', { key: 'take', type: 'button', class: 'icon-button takeover', 'aria-label': 'Take over', title: 'Take over',
        disabled: desk.conversation.holder === 'closed', onClick: () => session.supervision.takeOver(desk.id) }, h(Icon, { name: 'takeover' })),
      h('button', { key: 'stop', type: 'button', class: 'icon-button unwatch', 'aria-label': 'Stop watching', title: 'Stop watching',
        onClick: () => session.dismiss(desk.id) }, h(Icon, { name: 'close' })),
    ],
    isHeld && [      action('transfer', 'transfer', 'Transfer'),
      action('return', 'back', 'Return to the assistant'),
      action('close', 'check', 'Close the conversation'),
    ],
  );
}

function DeskTranscript({ session, desk, outgoing }) {
  const { conversation } = desk;
  const own = outgoing.filter((item) => item.frame.conversation === desk.id);
  const { list, away, toEnd } = useFollow([conversation, own.length, desk.released]);
  const { entries, turn, typing, read } = conversation;
  const lastOwn = entries.findLast((entry) => entry.from?.kind === 'agent' && entry.type === 'said');
  const isRead = (entry) => entry === lastOwn && (read.customer ?? 0) >= entry.seq;
  return h(
    'div',
    { class: 'transcript' },
    h(
      'ol',
      { ref: list, role: 'log', 'aria-label': 'Messages', tabIndex: 0 },
      entries.map((entry, index) => h(Entry, {
        key: entry.key, entry, follows: follows(entries[index - 1], entry), isRead: isRead(entry), customer: customerName(desk),
      })),
      turn?.text && h(Entry, { key: `turn:${turn.turn}`, entry: { type: 'said', from: { kind: 'assistant' }, text: turn.text }, customer: '' }),
      own.map((item) => h(Pending, { key: `id:${item.frame.id}`, session, item })),
      typing && (typing.kind !== 'agent' || !desk.held) &&
        h('li', { key: 'typing', class: 'row typing', 'data-kind': typing.kind }, h('div', { class: 'bubble' }, h(TypingDots), h('span', { class: 'unseen' }, 'Writing'))),
    ),
    away && h('button', { class: 'to-end', type: 'button', onClick: toEnd }, h(Icon, { name: 'down' }), 'Newest'),
  );
}

function follows(before, entry) {
  return before?.type === entry.type && before.from?.kind === entry.from?.kind && before.from?.name === entry.from?.name;
}

class Entry extends Steady {
  render({ entry, follows: isNext, isRead, customer }) {
    if (entry.type === 'holder') return h('li', { class: 'line' }, holderText(entry));
    const kind = entry.whisper ? 'whisper' : entry.type === 'note' ? 'note' : entry.from.kind;
    const remark = { note: 'Note', whisper: 'Whisper' }[kind];
    const speaker = remark ? `${remark} · ${entry.from?.name ?? SPEAKERS[entry.from?.kind] ?? 'agent'}` : (SPEAKERS[kind] ?? entry.from.name ?? (kind === 'customer' ? customer : 'Agent'));
    const meta = [
      entry.whisper && 'Only the agent sees this',
      entry.interrupted && 'Interrupted; the customer saw this much',
      entry.at && timeText(entry.at),
      isRead && 'Read',
    ].filter(Boolean);
    return h(
      'li',
      { class: `row${isNext ? '' : ' first'}`, 'data-kind': kind, 'data-seq': Number.isInteger(entry.seq) ? entry.seq : undefined, 'data-interrupted': entry.interrupted ? 'true' : undefined },
      !isNext && h('div', { class: 'speaker' }, speaker),
      h('div', { class: 'bubble', dir: 'auto', lang: entry.language }, h(Prose, { text: entry.text })),
      entry.translatedFrom &&
        h(Translated, { label: `Translated from ${languageText(entry.translatedFrom)}`, language: entry.translatedFrom, original: entry.original }),
      meta.length > 0 && h('div', { class: 'meta' }, meta.join(' · ')),
    );
  }
}

function Pending({ session, item }) {
  const isFailed = item.state === 'failed';
  return h(
    'li',
    { class: 'row', 'data-kind': item.frame.type === 'say' ? 'agent' : item.frame.type, 'data-status': isFailed ? 'failed' : 'sending' },
    h('div', { class: 'bubble', dir: 'auto' }, item.frame.text),
    h(
      'div',
      { class: `meta${isFailed ? ' failed' : ''}` },
      isFailed ? ['Not sent. ', item.error?.message ?? item.error?.code] : 'Sending…',
      isFailed && h('button', { type: 'button', class: 'link retry', onClick: () => session.retry(item.frame.id) }, 'Try again'),
      isFailed && h('button', { type: 'button', class: 'link discard', onClick: () => session.discard(item.frame.id) }, 'Remove'),
    ),
  );
}

/** @param isWatched a supervisor's: what is written here goes to the agent alone */
function Composer({ session, desk, isActive, isWatched }) {
  const [text, setText] = useState('');
  const [isNote, setNote] = useState(false);
  const field = useRef(null);
  useEffect(() => {
    if (isActive && !field.current.closest('section').contains(document.activeElement)) field.current.focus();
  }, [isActive]);
  const send = () => {
    if (isWatched) session.supervision.whisper(desk.id, text);
    else if (isNote) session.note(desk.id, text);
    else session.say(desk.id, text);
    setText('');
    setNote(false);
  };
  const write = (next) => {
    setText(next);
    if (next && !isNote && !isWatched) session.typing(desk.id);
  };
  const mode = (name, wanted) =>
    h('button', { type: 'button', class: `mode ${name.toLowerCase()}`, 'aria-pressed': isNote === wanted, onClick: () => (setNote(wanted), field.current.focus()) }, name);
  const isHeard = !isWatched || desk.conversation.holder === 'agent';
  const whisper = isHeard ? `Whisper to ${desk.conversation.agent?.name ?? 'the agent'}…` : 'No agent holds it: nobody to whisper to';
  const label = isWatched ? whisper : isNote ? 'A note only agents see…' : `Reply to ${customerName(desk)}…`;
  return h(
    'form',
    { class: 'composer', 'data-mode': isWatched ? 'whisper' : isNote ? 'note' : 'reply', onSubmit: (event) => (event.preventDefault(), send()) },
    !isWatched && h('div', { class: 'modes', role: 'group', 'aria-label': 'What to write' }, mode('Reply', false), mode('Note', true)),
    h(
      'div',
      { class: 'field' },
      h(GrowingText, { value: text, fieldRef: field, onText: write, onEnter: send, placeholder: label, 'aria-label': label, maxLength: MESSAGE_CHARS_MAX, autoComplete: 'off', disabled: !isHeard }),
      h('button', { type: 'submit', class: 'send', 'aria-label': isWatched ? 'Whisper' : isNote ? 'Save note' : 'Send', disabled: !text.trim() || !isHeard },
        h(Icon, { name: isWatched ? 'whisper' : isNote ? 'note' : 'send' })),
    ),
  );
}

function Released({ session, desk, toggle }) {
  return h(
    'div',
    { class: 'released', role: 'status' },
    h('span', null, `Released: ${desk.released.replace(/-/g, ' ')}`),
    desk.owes && h('button', { type: 'button', class: 'button primary outcome', onClick: toggle('close') }, 'Say how it ended'),
    h('button', { type: 'button', class: 'button dismiss', onClick: () => session.dismiss(desk.id) }, 'Put away'),
  );
}
