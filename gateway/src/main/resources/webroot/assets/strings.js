/**
 * What the customer's page says, in the customer's language.
 *
 *     const t = translator(preferredLanguage());
 *     t('queuePosition', { position: 2 });
 *
 * A language is a module in `strings/` with the keys of `strings/en.js`; adding one is adding it here.
 */
import ar from './strings/ar.js';
import de from './strings/de.js';
import en from './strings/en.js';
import es from './strings/es.js';
import sv from './strings/sv.js';

const CATALOGUES = { en, sv, de, es, ar };
const RIGHT_TO_LEFT = new Set(['ar']);
const KEPT = 'switchboard.language';

/** The market that a language suggests where the browser names no region. */
const MARKETS = { en: 'GB', sv: 'SE', de: 'DE', es: 'ES', ar: 'AE' };

/** `[code, own name]` of each language of the page. */
export const languages = Object.entries(CATALOGUES).map(([code, texts]) => [code, texts.languageName]);

export const marketsOffered = ['SE', 'DE', 'ES', 'GB', 'US', 'AE'];

/** The language chosen before, else the first of the browser's that the page speaks, else English. */
export function preferredLanguage(given) {
  const wishes = [given, localStorage.getItem(KEPT), ...navigator.languages];
  return wishes.map(languageOf).find((code) => code in CATALOGUES) ?? 'en';
}

export function keepLanguage(code) {
  localStorage.setItem(KEPT, code);
}

/** The market given, else the region of the browser's language, else what the language suggests. */
export function preferredMarket(given, language) {
  const region = new Intl.Locale(navigator.language || 'en').region;
  return [given, region].find((market) => marketsOffered.includes(market)) ?? MARKETS[language];
}

export function directionOf(language) {
  return RIGHT_TO_LEFT.has(languageOf(language)) ? 'rtl' : 'ltr';
}

/** A function from a key and its values to the text; `t.has(key)` tells whether there is one. */
export function translator(language) {
  const texts = CATALOGUES[language] ?? en;
  const locale = `${language}-u-nu-latn`;
  const numbers = new Intl.NumberFormat(locale);
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const t = (key, values = {}) => {
    const text = texts[key] ?? en[key];
    if (typeof text !== 'string') return text;
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return typeof value === 'number' ? numbers.format(value) : (value ?? whole);
    });
  };
  t.language = language;
  t.has = (key) => key in texts;
  t.time = (at) => times.format(new Date(at));
  t.nameOfLanguage = (code) => nameOf('language', locale, code);
  t.nameOfMarket = (code) => nameOf('region', locale, code);
  return t;
}

function languageOf(tag) {
  return (tag ?? '').toLowerCase().split('-')[0];
}

function nameOf(type, locale, code) {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code);
  } catch {
    return code;
  }
}
