/** The demo's sign-in: whoever fills it in becomes that agent. A real desk has its own sign-in and tokens. */
import { h } from 'preact';
import { useState } from 'preact/hooks';

const KEPT = 'switchboard.agent';
const BLANK = { name: '', languages: 'en, sv', skills: '', markets: 'SE, DE, ES, GB, US, AE', capacity: '3', role: 'agent' };
const ROLES = [['agent', 'Agent'], ['supervisor', 'Supervisor, who also watches']];

/** The agent signed in in this tab, or null; a reload is the same seat again. */
export function keptAgent() {
  return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
}

export function keepAgent(agent) {
  if (agent) sessionStorage.setItem(KEPT, JSON.stringify(agent));
  else sessionStorage.removeItem(KEPT);
}

export function SignIn({ onSignIn }) {
  const [form, setForm] = useState(BLANK);
  const set = (name) => (event) => setForm({ ...form, [name]: event.currentTarget.value });
  const field = (name, label, attributes) =>
    h('label', { class: 'labelled' }, label, h('input', { id: name, class: 'input', value: form[name], onInput: set(name), ...attributes }));
  const submit = (event) => {
    event.preventDefault();
    onSignIn(claimsOfForm(form));
  };
  return h(
    'main',
    { class: 'sign-in' },
    h(
      'form',
      { onSubmit: submit },
      h('img', { src: '/assets/icon.svg', alt: '', width: 44, height: 44 }),
      h('h1', null, 'Agent console'),
      h('p', null, 'Demo sign-in: choose who you are and what you can take.'),
      field('name', 'Name', { required: true, placeholder: 'Ana', autoComplete: 'off', maxLength: 60 }),
      h(
        'div',
        { class: 'two' },
        field('languages', 'Languages', { required: true, placeholder: 'en, sv' }),
        field('capacity', 'Conversations at once', { type: 'number', min: 1, max: 10, required: true }),
      ),
      field('markets', 'Markets', { placeholder: 'SE, GB' }),
      field('skills', 'Skills', { placeholder: 'disputes, payments' }),
      h('label', { class: 'labelled' }, 'Role', h('select', { id: 'role', class: 'input', value: form.role, onChange: set('role') },
        ROLES.map(([code, text]) => h('option', { key: code, value: code }, text)))),
      h('button', { id: 'sign-in', type: 'submit', class: 'button primary' }, 'Sign in'),
    ),
  );
}

function claimsOfForm(form) {
  const name = form.name.trim();
  return {
    sub: seatName(name),
    role: form.role,
    name,
    languages: listOf(form.languages),
    skills: listOf(form.skills),
    capacity: Number(form.capacity),
    markets: listOf(form.markets).map((market) => market.toUpperCase()),
  };
}

function listOf(text) {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** `Ana Sjöberg` → `ana-sjoberg`: the same name is the same seat. */
function seatName(name) {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'agent';
}
