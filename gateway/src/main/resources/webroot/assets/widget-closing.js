/** The end of a conversation: the question whether to end it, the rating, and the way to another one. */
import { h } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './ui.js';

const SCORES = [1, 2, 3, 4, 5];

export function Ending({ session, state }) {
  const { t } = state;
  const rating = useRating();
  const end = (event) => {
    event.preventDefault();
    if (rating.score) session.rate(rating.score, rating.comment);
    session.end();
  };
  return h(
    'form',
    { id: 'ending', class: 'closing', onSubmit: end, onKeyDown: (event) => event.key === 'Escape' && session.setEnding(false) },
    h('h2', null, t('endHeading')),
    !state.rated && h(Rating, { t, rating }),
    h(
      'div',
      { class: 'buttons' },
      h('button', { id: 'end-confirm', type: 'submit', class: 'button primary' }, t('end')),
      h('button', { id: 'end-cancel', type: 'button', class: 'button', onClick: () => session.setEnding(false) }, t('endCancel')),
    ),
  );
}

export function Closed({ session, state }) {
  const { t, rated } = state;
  const rating = useRating();
  const send = (event) => {
    event.preventDefault();
    if (rating.score) session.rate(rating.score, rating.comment);
  };
  return h(
    'form',
    { id: 'closed', class: 'closing', onSubmit: send },
    rated
      ? h('p', { class: 'thanks', role: 'status' }, h(Icon, { name: 'check' }), t('rateThanks'))
      : [h('h2', null, t('rateHeading')), h(Rating, { t, rating })],
    h(
      'div',
      { class: 'buttons' },
      !rated && rating.score > 0 && h('button', { id: 'rate', type: 'submit', class: 'button primary' }, t('rateSend')),
      h('button', { id: 'new', type: 'button', class: `button${rated ? ' primary' : ''}`, onClick: () => session.beginAnother() },
        t('newConversation')),
    ),
  );
}

function useRating() {
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState('');
  return { score, setScore, comment, setComment };
}

function Rating({ t, rating }) {
  return h(
    'fieldset',
    { class: 'rating' },
    h('legend', { class: 'unseen' }, t('rateHeading')),
    h(
      'div',
      { class: 'stars' },
      SCORES.map((score) =>
        h(
          'label',
          { key: score, class: score <= rating.score ? 'lit' : '', title: t('rateScore', { score }) },
          h('input', {
            type: 'radio',
            name: 'score',
            value: score,
            checked: rating.score === score,
            'aria-label': t('rateScore', { score }),
            onChange: () => rating.setScore(score),
          }),
          h(Icon, { name: 'star' }),
        ),
      ),
    ),
    rating.score > 0 &&
      h('textarea', {
        id: 'comment',
        class: 'input',
        rows: 2,
        dir: 'auto',
        maxLength: 1000,
        placeholder: t('rateComment'),
        'aria-label': t('rateComment'),
        value: rating.comment,
        onInput: (event) => rating.setComment(event.currentTarget.value),
      }),
  );
}
