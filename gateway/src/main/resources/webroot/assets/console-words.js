/** What the protocol's codes are called at a desk. The console speaks English. */

const REASONS = {
  'direct-request': 'Asked for a person',
  dispute: 'Dispute',
  'account-access': 'Account access',
  distress: 'Distress',
  legal: 'Legal',
  repeated: 'Answers did not help',
  'out-of-scope': 'Out of scope',
  ungrounded: 'Assistant not sure',
  'assistant-unavailable': 'Assistant unavailable',
  policy: 'Policy decision',
  transfer: 'Transfer',
  'agent-lost': 'Colleague lost',
  return: 'Returned',
  takeover: 'Takeover',
  ended: 'Ended',
  idle: 'Idle',
};

const WITHDRAWN = {
  timeout: 'You missed an offer. It went back to its old place in the queue.',
  'customer-left': 'The customer left before the offer was taken.',
  taken: 'A colleague took the conversation.',
  rescinded: 'The offer was withdrawn.',
};

const PRESENCE = {
  available: 'Available',
  busy: 'Available, full',
  away: 'Away',
  offline: 'Away',
  'wrapping-up': 'Wrapping up',
  'not-responding': 'Paused after a missed offer',
};

export const DISPOSITIONS = [
  ['resolved', 'Resolved'],
  ['follow-up', 'Needs follow-up'],
  ['unresolved', 'Not resolved'],
  ['no-reply', 'Customer stopped answering'],
  ['spam', 'Spam or abuse'],
];

const languages = new Intl.DisplayNames('en', { type: 'language' });
const times = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

export const reasonText = (code) => REASONS[code] ?? code ?? '';
export const withdrawnText = (why) => WITHDRAWN[why] ?? 'The offer was withdrawn.';
export const presenceText = (state) => PRESENCE[state] ?? state;
export const timeText = (at) => times.format(new Date(at));

export function languageText(tag) {
  try {
    return languages.of(tag);
  } catch {
    return tag ?? '';
  }
}

export function durationText(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = String(Math.floor(seconds % 60)).padStart(2, '0');
  return minutes > 0 ? `${minutes}:${rest} min` : `${Math.floor(seconds)} s`;
}

export function holderText({ holder, agent, reason }) {
  const why = reason ? ` (${reasonText(reason).toLowerCase()})` : '';
  switch (holder) {
    case 'queue':
      return `In the queue${why}`;
    case 'agent':
      return `With ${agent?.name ?? 'an agent'}`;
    case 'assistant':
      return 'With the assistant';
    case 'closed':
      return `Closed${why}`;
    default:
      return holder;
  }
}
