/** One conversation as it lies on an agent's desk. */
import { blank, withEntries } from './conversation.js';

/**
 * From `assigned` or `watching`, which tell all there is to know: it takes the place of what was here,
 * except for the agent's own notes and how far the agent has read.
 */
export function deskOf(frame, old) {
  const notes = old?.conversation.entries.filter((entry) => entry.type === 'note') ?? [];
  const { holder = 'agent', agent = null } = frame;
  const fresh = { ...blank(frame.conversation), holder, agent, language: frame.language };
  const conversation = withEntries(withEntries(fresh, frame.entries ?? []), notes);
  const { customer = {}, language, summary, epoch } = frame;
  return {
    id: frame.conversation,
    conversation,
    customer,
    language,
    summary,
    epoch,
    // What stood there when it came is shown at once: unread is what the customer writes from now on.
    readSeq: old?.readSeq ?? conversation.lastSeq,
    /** whether this seat holds it, rather than only watches */
    held: true,
    watching: old?.watching ?? false,
    /** why it left this seat, or null while it is held or watched */
    released: null,
    /** whether somebody else closed it, and the agent has yet to say how it ended */
    owes: false,
    /** the frame that gives it up, sent and not yet answered: transfer, return or close */
    leaving: null,
  };
}

export function isHeld(desk) {
  return desk.held && desk.released === null;
}

/** After `released`: what is watched stays on the desk, all else lies there until it is put away. */
export function letGo(desk, why) {
  const owes = (why === 'ended' || why === 'idle') && desk.leaving !== 'close';
  return { ...desk, held: false, leaving: null, owes, released: desk.watching && !owes ? null : why };
}

/** Customer's entries that the agent has not looked at. */
export function unreadOf(desk) {
  const { entries } = desk.conversation;
  return entries.filter((entry) => entry.from?.kind === 'customer' && entry.seq > desk.readSeq).length;
}

export function customerName(desk) {
  return desk.customer.name ?? 'Customer';
}
