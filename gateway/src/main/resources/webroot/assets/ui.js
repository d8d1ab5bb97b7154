/** Small parts that both pages are made of. */
import { Component, h } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const PATHS = {
  send: 'M5 12h13M12 5l7 7-7 7',
  stop: 'M7 7h10v10H7z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0',
  close: 'M6 6l12 12M18 6L6 18',
  minimise: 'M6 9l6 6 6-6',
  chat: 'M4 5h16v11H9l-5 4z',
  end: 'M9 4H5v16h4M14 8l4 4-4 4M18 12H9',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 8v5M12 16.5v.1M12 3l9.5 17h-19z',
  note: 'M5 4h14v10l-5 5H5zM14 19v-5h5',
  transfer: 'M4 8h15l-4-4M20 16H5l4 4',
  back: 'M9 7L4 12l5 5M4 12h11a5 5 0 0 1 5 5v1',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  whisper: 'M4 5h16v11H9l-5 4zM9 10.5h.1M12 10.5h.1M15 10.5h.1',
  takeover: 'M12 3v10M7.5 7.5L12 3l4.5 4.5M4 14v6h16v-6',
  down: 'M12 5v14M6 13l6 6 6-6',
  star: 'M12 3.5l2.6 5.6 6.1.7-4.5 4.2 1.2 6L12 17l-5.4 3 1.2-6L3.3 9.8l6.1-.7z',
  spark: 'M12 3l1.9 5.6L19.5 10.5l-5.6 1.9L12 18l-1.9-5.6L4.5 10.5l5.6-1.9zM19 16v4M17 18h4',
};

export function Icon({ name }) {
  return h(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    h('path', { d: PATHS[name] }),
  );
}

/** A component that is drawn again only when one of its properties is another value. */
export class Steady extends Component {
  shouldComponentUpdate(next) {
    const names = new Set([...Object.keys(next), ...Object.keys(this.props)]);
    return [...names].some((name) => next[name] !== this.props[name]);
  }
}

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;

/** Text as it was written, with its addresses made into links. */
export function Prose({ text }) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const link = { href: match[0], target: '_blank', rel: 'noopener noreferrer nofollow' };
    parts.push(text.slice(from, match.index), h('a', link, match[0]));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

/** Says that a text is a translation and of which language; opened, it shows what was written. */
export function Translated({ label, language, original }) {
  if (!original) return h('div', { class: 'meta' }, label);
  return h(
    'details',
    { class: 'meta translated' },
    h('summary', null, label),
    h('div', { class: 'original', dir: 'auto', lang: language }, h(Prose, { text: original })),
  );
}

export function TypingDots() {
  return h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
}

export function initialsOf(name) {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words.at(-1) : '';
  return [words[0], last].map((word) => Array.from(word)[0] ?? '').join('').toUpperCase();
}

export function Avatar({ name, kind }) {
  const face = kind === 'assistant' ? h(Icon, { name: 'spark' }) : name ? initialsOf(name) : h(Icon, { name: 'person' });
  return h('span', { class: 'avatar', 'data-of': kind, 'aria-hidden': 'true' }, face);
}

/**
 * Keeps a scrolling list at its end while its reader is there, and leaves it alone otherwise.
 * Returns the list's ref, whether the reader is at the end, and a function that goes there.
 */
export function useFollow(content) {
  const list = useRef(null);
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  const toEnd = () => {
    atEnd.current = true;
    setAway(false);
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  }, content);
  useEffect(() => {
    const element = list.current;
    let size = '';
    const sizeNow = () => `${element.clientWidth}×${element.clientHeight}`;
    const look = () => {
      // A list that is being resized scrolls by itself; that is not its reader leaving the end.
      if (sizeNow() !== size) return;
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 48;
      setAway(!atEnd.current);
    };
    const resized = new ResizeObserver(() => {
      size = sizeNow();
      if (atEnd.current) toEnd();
    });
    element.addEventListener('scroll', look, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, []);
  return { list, away, toEnd };
}

/** A text field that grows with its text, sends on Enter and breaks the line on Shift+Enter. */
export function GrowingText({ onEnter, onEscape, onText, value, fieldRef, ...attributes }) {
  const own = useRef(null);
  const field = fieldRef ?? own;
  useLayoutEffect(() => {
    const element = field.current;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [value]);
  const pressed = (event) => {
    // Enter that ends the composition of a character belongs to the keyboard, not to us.
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      onEnter();
    } else if (event.key === 'Escape' && onEscape) {
      onEscape(event);
    }
  };
  return h('textarea', {
    rows: 1,
    dir: 'auto',
    ...attributes,
    ref: field,
    value,
    onInput: (event) => onText(event.currentTarget.value),
    onKeyDown: pressed,
  });
}
