/** The customer's page: a help page of the invented company Lumo with the chat beside it. */
import { h, render } from 'preact';
import { useEffect } from 'preact/hooks';
import { directionOf, marketsOffered } from './strings.js';
import { useStore } from './store.js';
import { readFragment } from './token.js';
import { Avatar, Icon } from './ui.js';
import { Panel, Suggestions } from './widget-panel.js';
import { WidgetSession } from './widget-session.js';

function App({ session }) {
  const { t, language, shown, unseen, name, market } = useStore(session.store);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  useEffect(() => {
    document.title = unseen > 0 ? `(${unseen}) ${t('pageTitle')}` : t('pageTitle');
  }, [language, unseen]);
  return [
    h(
      'div',
      { class: 'page', key: 'page' },
      h(
        'header',
        { class: 'bar' },
        h('span', { class: 'logo' }, 'lumo'),
        h('span', { class: 'section' }, t('pageHelp')),
        h(
          'label',
          { class: 'picker' },
          h('span', { class: 'unseen' }, t('pageCountry')),
          h('select', { id: 'market', value: market, onChange: (event) => session.chooseMarket(event.currentTarget.value) },
            marketsOffered.map((code) => h('option', { key: code, value: code }, t.nameOfMarket(code))),
          ),
        ),
        name && h('span', { class: 'person' }, h(Avatar, { name, kind: 'customer' }), h('bdi', null, name)),
      ),
      h('main', null, h(Help, { session, t })),
      h('footer', null, t('pageDemo')),
    ),
    h(Panel, { session, key: 'panel' }),
    !shown && h(Launcher, { session, t, unseen, key: 'launcher' }),
  ];
}

function Help({ session, t }) {
  return [
    h('h1', null, t('pageHeading')),
    h('p', { class: 'intro' }, t('pageIntro')),
    h('h2', null, t('pageSuggestions')),
    h(Suggestions, { session, t }),
    h('h2', null, t('pageTopics')),
    h('ul', { class: 'topics' }, t('topics').map(([title, body]) =>
      h('li', { key: title }, h('strong', null, title), h('span', null, body)))),
  ];
}

function Launcher({ session, t, unseen }) {
  return h(
    'button',
    { id: 'launcher', type: 'button', class: 'launcher', 'aria-label': t('openChat'), onClick: () => session.show(true) },
    h(Icon, { name: 'chat' }),
    unseen > 0 && h('span', { class: 'badge' }, unseen),
  );
}

const session = await WidgetSession.begin(readFragment());
Object.defineProperty(window, 'switchboard', { value: session.view() });
render(h(App, { session }), document.getElementById('app'));
