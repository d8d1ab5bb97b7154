/** The messages of the customer's conversation: what is stored, what is streaming, what is on its way. */
import { h } from 'preact';
import { Icon, Prose, Steady, Translated, TypingDots, useFollow } from './ui.js';

const FROM_CUSTOMER = { kind: 'customer' };
const FROM_ASSISTANT = { kind: 'assistant' };
/** Errors that the same message would meet again. */
const FINAL = new Set(['too-large', 'closed', 'bad-frame']);

export function Transcript({ session, state }) {
  const { t, conversation, outgoing } = state;
  const rows = rowsOf(conversation, outgoing);
  const { list, away, toEnd } = useFollow([conversation, outgoing, state.ending, state.rated]);
  const lastOwn = rows.findLast((row) => row.from?.kind === 'customer');
  return h(
    'div',
    { class: 'transcript' },
    h(
      'ol',
      { id: 'transcript', ref: list, role: 'log', 'aria-live': 'off', 'aria-label': t('messages'), tabIndex: 0 },
      conversation.historyLost
        ? h('li', { class: 'line', key: 'lost' }, t('historyLost'))
        : h(Message, { key: 'greeting', t, row: greeting(t), first: true, last: true, status: null }),
      rows.map((row, index) =>
        row.type === 'holder'
          ? h(HolderLine, { key: row.key, t, row })
          : h(Message, {
              key: row.key,
              t,
              row,
              session,
              first: !sameSpeaker(rows[index - 1], row),
              last: !sameSpeaker(row, rows[index + 1]),
              status: statusOf(row, lastOwn, conversation),
            }),
      ),
      conversation.typing && h(Typing, { key: 'typing', t, conversation }),
    ),
    away &&
      h('button', { class: 'to-end', type: 'button', onClick: toEnd }, h(Icon, { name: 'down' }), t('newMessages')),
  );
}

/** Says whole messages to screen readers; the list itself would read an answer out token by token. */
export function Announcer({ state }) {
  return h('div', { id: 'announcer', class: 'unseen', role: 'status', 'aria-live': 'polite' }, state.announcement);
}

function greeting(t) {
  return { type: 'greeting', from: FROM_ASSISTANT, text: t('greeting'), language: t.language };
}

/** Entries by `seq`, the streaming answer where it began, and at the end what is not accepted yet. */
function rowsOf(conversation, outgoing) {
  const rows = [...conversation.entries];
  const { turn } = conversation;
  if (turn) {
    const before = rows.findLastIndex((row) => row.seq <= turn.after);
    const isStreaming = turn.state === 'started';
    const row = { type: 'turn', key: `turn:${turn.turn}`, from: FROM_ASSISTANT, text: turn.text, isStreaming };
    rows.splice(before + 1, 0, { ...row, language: conversation.language });
  }
  for (const { frame, state, error } of outgoing) {
    if (frame.type !== 'say') continue;
    rows.push({ type: 'pending', key: `id:${frame.id}`, id: frame.id, from: FROM_CUSTOMER, text: frame.text, state, error });
  }
  return rows;
}

function sameSpeaker(one, other) {
  return one?.from && other?.from && one.from.kind === other.from.kind && one.from.name === other.from.name;
}

/** `sending`, `failed`, and for the last of the customer's own entries `sent` or `read`. */
function statusOf(row, lastOwn, conversation) {
  if (row.type === 'pending') return row.state === 'failed' ? 'failed' : 'sending';
  if (row !== lastOwn) return null;
  return (conversation.read.agent ?? 0) >= row.seq ? 'read' : 'sent';
}

function speakerOf(t, from) {
  switch (from.kind) {
    case 'customer':
      return t('you');
    case 'assistant':
      return t('assistant');
    case 'agent':
      return from.name ?? t('agent');
    default:
      return t('system');
  }
}

class Message extends Steady {
  render({ t, row, session, first, last, status }) {
    const kind = row.type === 'greeting' ? 'greeting' : row.from.kind;
    const name = speakerOf(t, row.from);
    const isWaiting = row.type === 'turn' && row.text === '';
    const attributes = {
      class: `row${first ? ' first' : ''}${last ? ' last' : ''}`,
      'data-kind': kind,
      'data-from': row.from.kind,
      'data-seq': Number.isInteger(row.seq) ? row.seq : undefined,
      'data-status': status,
      'data-streaming': row.isStreaming ? 'true' : undefined,
      'data-interrupted': row.interrupted ? 'true' : undefined,
    };
    return h(
      'li',
      attributes,
      first && row.from.kind !== 'customer' && h('div', { class: 'speaker' }, name),
      h('div', { class: 'bubble', dir: 'auto', lang: row.language, 'aria-busy': row.isStreaming ? 'true' : undefined },
        isWaiting ? h(TypingDots) : h(Prose, { text: row.text }),
      ),
      row.translatedFrom &&
        h(Translated, {
          label: t('translatedFrom', { language: t.nameOfLanguage(row.translatedFrom) }),
          language: row.translatedFrom,
          original: row.original,
        }),
      h(Meta, { t, row, last, status, session }),
    );
  }
}

function Meta({ t, row, last, status, session }) {
  if (status === 'failed') {
    return h(
      'div',
      { class: 'meta failed', role: 'alert' },
      h(Icon, { name: 'alert' }),
      h('span', null, t('failed'), '. ', row.error?.text),
      !FINAL.has(row.error?.code) &&
        h('button', { type: 'button', class: 'link retry', onClick: () => session.retry(row.id) }, t('retry')),
      h('button', { type: 'button', class: 'link discard', onClick: () => session.discard(row.id) }, t('discard')),
    );
  }
  const parts = [
    row.interrupted && t('stopped'),
    last && row.at && h('time', { dateTime: row.at }, t.time(row.at)),
    status && h('span', { class: 'status' }, t(status)),
  ].filter(Boolean);
  return parts.length > 0 && h('div', { class: 'meta' }, parts.map((part, at) => [at > 0 && ' · ', part]));
}

class HolderLine extends Steady {
  render({ t, row }) {
    const text = row.text ?? (row.holder === 'queue' ? t('queueWaiting') : null);
    return text && h('li', { class: 'line', 'data-line': row.holder, 'data-reason': row.reason }, text);
  }
}

function Typing({ t, conversation }) {
  const { typing, agent } = conversation;
  const name = typing.name ?? (typing.kind === 'agent' ? agent?.name : null) ?? speakerOf(t, typing);
  return h(
    'li',
    { class: 'row first last', id: 'typing', 'data-from': typing.kind },
    h('div', { class: 'bubble' }, h(TypingDots), h('span', { class: 'unseen' }, t('writing', { name }))),
  );
}
