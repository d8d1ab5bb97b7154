/**
 * A conversation as one participant sees it: pure functions from a state and a frame to the next state.
 * Both pages use it, the widget for its one conversation, the console for each that it holds.
 *
 * Entries stand in the order of `seq`; the same `seq` comes in once. Each has a `key` that stays the same
 * while a message goes from pending to stored, or an answer from streaming to said.
 */

export function blank(id = null) {
  return {
    id,
    holder: null,
    agent: null,
    /** why the holder is who it is, where that is known */
    reason: null,
    language: null,
    entries: [],
    /** the answer being written: {turn, text, state, seq, after}; state: started, resuming, completed */
    turn: null,
    /** id of the last turn that has become an entry */
    turnSaid: null,
    lastSeq: 0,
    /** `seq` up to which the holder is known; an older `holder` frame is history, not news */
    holderSeq: 0,
    queue: null,
    typing: null,
    /** highest `seq` read, by kind of participant */
    read: {},
    historyLost: false,
  };
}

/** After `welcome`: the same conversation goes on, or another one begins. */
export function welcomed(state, frame) {
  const same = state.id === frame.conversation;
  const lost = same && frame.resumed === false && state.lastSeq > 0;
  const base = same && !lost ? state : { ...blank(frame.conversation), historyLost: lost };
  return {
    ...base,
    holder: frame.holder,
    agent: frame.holder === 'agent' ? (frame.agent ?? base.agent) : null,
    reason: frame.holder === base.holder ? base.reason : null,
    language: frame.language ?? base.language,
    holderSeq: frame.seq ?? 0,
    queue: frame.holder === 'queue' ? base.queue : null,
    typing: null,
    turn: base.turn && { ...base.turn, state: 'resuming' },
  };
}

const RULES = { said, note, turn, delta, holder, queue, typing, read };

/** After any other frame; what is not about the conversation changes nothing. */
export function received(state, frame) {
  return RULES[frame.type]?.(state, frame) ?? state;
}

/** After `accepted` for one of our own frames: it is an entry now, before its `said` comes round. */
export function stored(state, frame, seq, from) {
  const type = { say: 'said', note: 'note', whisper: 'note' }[frame.type];
  if (!type) return state;
  const entry = { type, seq, id: frame.id, from, text: frame.text, ...(frame.type === 'whisper' && { whisper: true }) };
  return insert(state, { ...entry, at: new Date().toISOString(), ours: true, key: `id:${frame.id}` });
}

/** Entries of a state that a gateway gave whole, such as those of `assigned`. */
export function withEntries(state, frames) {
  return frames.reduce((next, frame) => received(next, { type: 'said', ...frame }), state);
}

function said(state, frame) {
  let next = state;
  let key = frame.id ? `id:${frame.id}` : `seq:${frame.seq}`;
  if (frame.from.kind === 'assistant') {
    const written = writtenBefore(state, frame);
    if (written) {
      key = `turn:${written}`;
      next = {
        ...state,
        turn: state.turn?.turn === written ? null : state.turn,
        turnSaid: written,
        entries: state.entries.filter((entry) => !entry.provisional || entry.turn !== written),
      };
    }
  }
  const typing = next.typing?.kind === frame.from.kind ? null : next.typing;
  return advance(insert({ ...next, typing }, { ...frame, key }), frame.seq);
}

function note(state, frame) {
  const seq = frame.seq ?? state.lastSeq + 0.5;
  const key = frame.id ? `id:${frame.id}` : `note:${seq}`;
  return advance(insert(state, { ...frame, seq, key }), frame.seq);
}

/** The turn that an assistant's entry puts an end to, where the two are plainly one. */
function writtenBefore(state, frame) {
  const candidates = state.entries.filter((entry) => entry.provisional);
  if (state.turn) candidates.push(state.turn);
  const match = candidates.findLast(
    ({ turn: id, seq, text }) =>
      frame.turn === id || frame.seq === seq || frame.text.startsWith(text) || text.startsWith(frame.text),
  );
  return match?.turn ?? null;
}

function turn(state, frame) {
  const current = state.turn?.turn === frame.turn ? state.turn : null;
  switch (frame.state) {
    case 'started':
    case 'restarted':
      return { ...state, turn: { text: '', after: lastEntry(state), ...current, turn: frame.turn, state: 'started' } };
    case 'completed':
      return completed(state, frame, current);
    case 'interrupted':
      return current ? interrupted(state, current, frame.seq) : state;
    default:
      return state;
  }
}

function completed(state, frame, current) {
  if (!current) return state;
  const isSaid = state.entries.some((entry) => entry.seq === frame.seq);
  if (isSaid) return { ...state, turn: null, turnSaid: frame.turn };
  return { ...state, turn: { ...current, state: 'completed', seq: frame.seq } };
}

/** What was seen of an interrupted answer stays, until the gateway's own record of it takes its place. */
function interrupted(state, current, seq) {
  const next = { ...state, turn: null, turnSaid: current.turn };
  const isSaid = state.entries.some((entry) => seq !== undefined && entry.seq === seq);
  if (current.text === '' || isSaid) return next;
  return insert(next, {
    type: 'said',
    seq: seq ?? state.lastSeq + 0.5,
    key: `turn:${current.turn}`,
    turn: current.turn,
    from: { kind: 'assistant' },
    text: current.text,
    language: state.language,
    interrupted: true,
    provisional: true,
    at: new Date().toISOString(),
  });
}

function delta(state, frame) {
  if (frame.turn === state.turnSaid) return state;
  const current =
    state.turn?.turn === frame.turn ? state.turn : { turn: frame.turn, text: '', after: lastEntry(state) };
  // A piece beyond what is here cannot be placed; the whole text comes with offset 0 or with `said`.
  if (frame.offset > current.text.length) return state;
  const text = current.text.slice(0, frame.offset) + frame.text;
  return { ...state, turn: { ...current, text, state: 'started' } };
}

function holder(state, frame) {
  const seq = frame.seq ?? state.lastSeq + 0.25;
  const isNews = seq > state.holderSeq;
  const isCurrent = isNews || frame.holder === state.holder;
  const line = { ...frame, seq, key: `holder:${frame.epoch ?? seq}` };
  const marked = advance(frame.seq === undefined ? state : insert(state, line), frame.seq);
  if (!isCurrent) return marked;
  const left = marked.turn?.state === 'resuming' && frame.holder !== 'assistant';
  const settled = left ? interrupted(marked, marked.turn, undefined) : marked;
  return {
    ...settled,
    holder: frame.holder,
    holderSeq: isNews ? seq : state.holderSeq,
    agent: frame.holder === 'agent' ? (frame.agent ?? settled.agent) : null,
    reason: frame.reason ?? null,
    queue: frame.holder === 'queue' ? settled.queue : null,
    typing: null,
  };
}

function queue(state, frame) {
  return { ...state, queue: { position: frame.position, text: frame.text ?? null } };
}

function typing(state, frame) {
  return { ...state, typing: frame.from ?? { kind: 'customer' } };
}

function read(state, frame) {
  const kind = frame.from?.kind ?? 'customer';
  return { ...state, read: { ...state.read, [kind]: Math.max(frame.seq, state.read[kind] ?? 0) } };
}

function advance(state, seq) {
  return seq !== undefined && seq > state.lastSeq ? { ...state, lastSeq: seq } : state;
}

function insert(state, entry) {
  const known = state.entries.findIndex((other) => other.seq === entry.seq || other.key === entry.key);
  if (known >= 0) {
    const old = state.entries[known];
    if (!old.ours && !old.provisional) return state;
    const entries = state.entries.with(known, { ...entry, key: old.key });
    return { ...state, entries };
  }
  const after = state.entries.findLastIndex((other) => other.seq < entry.seq);
  return { ...state, entries: state.entries.toSpliced(after + 1, 0, entry) };
}

/** The `seq` of the last entry: above `lastSeq` where one of ours was accepted but has not come round. */
function lastEntry(state) {
  return state.entries.at(-1)?.seq ?? 0;
}
