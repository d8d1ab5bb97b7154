/** One conversation as it lies on an agent's desk. */
import { blank, withEntries } from './conversation.js';

/**
 * From `assigned`, which tells all there is to know: it takes the place of what was here, except for the
 * agent's own notes and how far the agent has read.
 */
export function deskOf(frame, old) {
  const notes = old?.conversation.entries.filter((entry) => entry.type === 'note') ?? [];
  const fresh = { ...blank(frame.conversation), holder: 'agent', language: frame.language };
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
    /** why it left this seat, or null while it is held */
    released: null,
    /** the frame that gives it up, sent and not yet answered: transfer, return or close */
    leaving: null,
  };
}

/** Customer's entries that the agent has not looked at. */
export function unreadOf(desk) {
  const { entries } = desk.conversation;
  return entries.filter((entry) => entry.from?.kind === 'customer' && entry.seq > desk.readSeq).length;
}

export function customerName(desk) {
  return desk.customer.name ?? 'Customer';
}
