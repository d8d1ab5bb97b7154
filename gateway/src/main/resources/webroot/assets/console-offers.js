/** The offers made to this seat, oldest first, each with the time it still stands. */
import { h } from 'preact';
import { durationText, languageText, reasonText } from './console-words.js';
import { useNow } from './store.js';

export function Offers({ session, offers }) {
  return h(
    'section',
    { class: 'offers', 'aria-label': 'Offers', 'aria-live': 'polite' },
    offers.map((offer, index) => h(OfferCard, { key: offer.offer, session, offer, isFirst: index === 0 })),
  );
}

function OfferCard({ session, offer, isFirst }) {
  const now = useNow(250);
  const wholeMs = Math.max(1, Date.parse(offer.expiresAt) - offer.receivedAt);
  const leftMs = Math.max(0, Date.parse(offer.expiresAt) - now);
  const waited = offer.waitedSeconds + (now - offer.receivedAt) / 1000;
  const keyHint = (key) => isFirst && h('kbd', { 'aria-hidden': 'true' }, key);
  return h(
    'article',
    { class: 'offer', 'data-offer': offer.offer, 'data-conversation': offer.conversation, 'data-reason': offer.reason },
    h(
      'header',
      null,
      h('strong', null, reasonText(offer.reason)),
      h('span', { class: 'tag' }, languageText(offer.language)),
    ),
    offer.summary && h('p', { class: 'summary', dir: 'auto', lang: offer.language }, offer.summary),
    h(
      'p',
      { class: 'waited' },
      h('span', null, `Waiting ${durationText(waited)}`),
      h('span', { class: 'left', role: 'timer', 'data-low': leftMs < 6_000 ? 'true' : undefined }, `${Math.ceil(leftMs / 1000)} s left`),
    ),
    h('progress', { max: wholeMs, value: leftMs, 'aria-hidden': 'true' }),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', class: 'button primary accept', disabled: offer.accepting, onClick: () => session.accept(offer.offer) },
        offer.accepting ? 'Accepting…' : 'Accept', keyHint('A')),
      h('button', { type: 'button', class: 'button decline', disabled: offer.accepting, onClick: () => session.decline(offer.offer) },
        'Decline', keyHint('D')),
    ),
  );
}
