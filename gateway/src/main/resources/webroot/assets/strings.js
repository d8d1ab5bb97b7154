/**
 * What the customer's page says, in the customer's language.
 *
 *     const t = await translator(preferredLanguage());
 *     t('rateScore', { score: 2 });
 *
 * A language is a module in `strings/` with the keys of `strings/en.js`, which is loaded when it is needed;
 * adding one is naming it here.
 */

/** The languages of the page by what they call themselves. */
const NAMES = {
  en: 'English',
  sv: 'Svenska',
  nb: 'Norsk bokmål',
  da: 'Dansk',
  fi: 'Suomi',
  is: 'Íslenska',
  de: 'Deutsch',
  nl: 'Nederlands',
  fr: 'Français',
  it: 'Italiano',
  es: 'Español',
  ca: 'Català',
  pt: 'Português',
  pl: 'Polski',
  cs: 'Čeština',
  sk: 'Slovenčina',
  hu: 'Magyar',
  ro: 'Română',
  bg: 'Български',
  el: 'Ελληνικά',
  hr: 'Hrvatski',
  sr: 'Srpski',
  sl: 'Slovenščina',
  et: 'Eesti',
  lv: 'Latviešu',
  lt: 'Lietuvių',
  sq: 'Shqip',
  tr: 'Türkçe',
  ru: 'Русский',
  uk: 'Українська',
  ar: 'العربية',
  he: 'עברית',
  fa: 'فارسی',
  ur: 'اردو',
  hi: 'हिन्दी',
  bn: 'বাংলা',
  zh: '中文',
  ja: '日本語',
  ko: '한국어',
  vi: 'Tiếng Việt',
  th: 'ไทย',
  id: 'Bahasa Indonesia',
  ms: 'Bahasa Melayu',
  tl: 'Tagalog',
};

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur']);
const KEPT = 'switchboard.language';

/** What is written, or tagged, differently and read alike. */
const ALIKE = { no: 'nb', nn: 'nb', fil: 'tl', iw: 'he', in: 'id' };

/** The market that a language suggests where the browser names no region. */
const MARKETS = { en: 'GB', sv: 'SE', de: 'DE', es: 'ES', ar: 'AE' };
const MARKET_DEFAULT = 'GB';

/** `[code, own name]` of each language of the page, by name. */
export const languages = Object.entries(NAMES).sort(([, one], [, other]) => one.localeCompare(other, 'en'));

export const marketsOffered = ['SE', 'DE', 'ES', 'GB', 'US', 'AE'];

/** The language chosen before, else the first of the browser's that the page speaks, else English. */
export function preferredLanguage(given) {
  const wishes = [given, localStorage.getItem(KEPT), ...navigator.languages];
  return wishes.map(languageOf).find((code) => code in NAMES) ?? 'en';
}

export function keepLanguage(code) {
  localStorage.setItem(KEPT, code);
}

/** The market given, else the region of the browser's language, else what the language suggests. */
export function preferredMarket(given, language) {
  const region = new Intl.Locale(navigator.language || 'en').region;
  const known = [given, region].find((market) => marketsOffered.includes(market));
  return known ?? MARKETS[language] ?? MARKET_DEFAULT;
}

export function directionOf(language) {
  return RIGHT_TO_LEFT.has(languageOf(language)) ? 'rtl' : 'ltr';
}

/** Resolves to a function from a key and its values to the text. */
export async function translator(language) {
  const { default: texts } = await import(`./strings/${language}.js`);
  const locale = `${language}-u-nu-latn`;
  const numbers = new Intl.NumberFormat(locale);
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const t = (key, values = {}) => {
    const text = texts[key];
    if (typeof text !== 'string') return text;
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return typeof value === 'number' ? numbers.format(value) : (value ?? whole);
    });
  };
  t.language = language;
  t.time = (at) => times.format(new Date(at));
  t.nameOfLanguage = (code) => nameOf('language', locale, code);
  t.nameOfMarket = (code) => nameOf('region', locale, code);
  return t;
}

function languageOf(tag) {
  const code = (tag ?? '').toLowerCase().split('-')[0];
  return ALIKE[code] ?? code;
}

function nameOf(type, locale, code) {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code);
  } catch {
    return code;
  }
}
