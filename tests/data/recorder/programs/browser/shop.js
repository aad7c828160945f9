// The page's script: window.SHOP (set by the driver) says which problem to raise.
import * as Sentry from '@sentry/browser';
import * as orders from './orders.js';

const { dsn, release, environment, seed, name } = window.SHOP;

Sentry.init({ dsn, release, environment, sendDefaultPii: name === 'scope', attachStacktrace: name === 'message-stack' });

const NUMBER = 10000 + ((seed * 48271) % 89999);
const SKU = `SKU-${1000 + ((seed * 6521) % 8999)}`;
const UUID = `${NUMBER}abc-1f2e-4d3c-a${seed}b4-${NUMBER}${NUMBER}ff`;
const LINES = [{ sku: SKU, price: 1250, quantity: seed }];
const ORDER = { number: NUMBER, lines: LINES };
const KNOWN = { ...ORDER, customer: { email: `eva${NUMBER}@example.com`, code: String(NUMBER), country: 'DE' } };
const ABROAD = { ...ORDER, customer: { email: `eva${NUMBER}@example.com`, country: 'XX' } };

const message = (text, level) => () => void Sentry.captureMessage(text, level);
const say = (text) => () => {
  throw new Error(text);
};
const fingerprinted = (fingerprint, work) => () =>
  Sentry.withScope((scope) => {
    scope.setFingerprint(fingerprint);
    catchIt(work);
  });

const handled = {
  plain: () => orders.total(ORDER),
  undefined: () => orders.countShelf({}, SKU),
  'undefined-property': () => orders.greeting({ customer: { id: NUMBER } }),
  'same-function-value': () => orders.parseQuantity(` ${NUMBER}x`),
  'same-function-type': () => orders.parseQuantity(NUMBER),
  subclass: () => orders.reserve(ORDER),
  'crash-in-discounts': () => orders.net(KNOWN),
  'crash-in-taxes': () => orders.net(ABROAD),
  'json-catalog': () => orders.importCatalog(`{"products": [${NUMBER},`),
  'json-cart': () => orders.readCart(`{"cart": [${NUMBER},`),
  selector: () => orders.highlight(`#order-${NUMBER}[`),
  quota: () => orders.remember(ORDER),
  'cause-refused': () => orders.charge(KNOWN, orders.refusingGateway),
  'cause-timeout': () => orders.charge(KNOWN, orders.slowGateway),
  recursion: () => {
    const depth = 12 + 9 * seed;
    const tree = { [`c${depth}`]: null };
    for (let i = 0; i < depth; i++) tree[`c${i}`] = `c${i + 1}`;
    orders.categoryPath(tree, 'c0');
  },
  'recursion-endless': () => orders.categoryPath({ a: 'b', b: 'a' }, 'a'),
  minified: () => orders.total(ORDER),
  'minified-other': () => orders.reserve(ORDER),
  'thrown-string': () => {
    throw `order ${NUMBER} is lost`;
  },
  message: message(`order ${NUMBER} was not shipped`, 'warning'),
  'message-near': message(`order ${NUMBER} was not paid`, 'warning'),
  'message-values': message(`job ${UUID} of 2026-0${seed + 2}-1${seed}T03:1${seed}:00Z took ${seed}.${NUMBER}s`),
  'message-stack': message(`order ${NUMBER} was not packed`),
  scope: () =>
    Sentry.withScope((scope) => {
      scope.setTag('plan', 'gold');
      scope.setUser({ id: String(NUMBER), email: `eva${NUMBER}@example.com`, username: 'eva' });
      scope.setContext('basket', { lines: LINES, coupon: null });
      scope.setExtra('raw', { weight: NaN, element: document.body, when: new Date(0) });
      scope.addBreadcrumb({ category: 'cart', message: `added ${SKU}`, data: { quantity: seed } });
      console.warn('stock is low', { sku: SKU });
      history.pushState({}, '', `/orders/${NUMBER}?page=${seed}#total`);
      document.querySelector('#pay').click();
      catchIt(() => orders.total(ORDER));
    }),
  'fingerprint-plain': fingerprinted(['shop-down'], () => orders.total(ORDER)),
  'fingerprint-elsewhere': fingerprinted(['shop-down'], () => orders.reserve(ORDER)),
  'fingerprint-other': fingerprinted(['shop-slow'], () => orders.total(ORDER)),
  'fingerprint-default': fingerprinted(['{{ default }}', 'gold'], () => orders.total(ORDER)),
  emoji: say(`Bestellung ${NUMBER} für Zoë 🧦🏳️‍🌈 — 株式会社 ﷽ \u202egnp.exe`),
  surrogate: say('half a sock: \ud83e and a NUL: \u0000 and \u001b[31mred'),
  markup: say('<img src=x onerror=alert(1)> </script><script>"\'`{{7*7}}${7*7} %s'),
};
const uncaught = {
  unhandled: () => orders.total(ORDER),
  'unhandled-other': () => orders.reserve(ORDER),
  rejection: () => void orders.remind(ORDER),
  'rejection-of-string': () => void Promise.reject(`order ${NUMBER} is lost`),
  timer: () => void setTimeout(() => orders.total(ORDER), seed),
};
const ONCE = ['surrogate', 'markup', 'quota'];

window.caseNames = () => [...Object.keys(handled), ...Object.keys(uncaught)].map((each) => (ONCE.includes(each) ? each : `${each} again`));
window.flush = () => Sentry.flush(3000);

function catchIt(work) {
  try {
    work();
  } catch (error) {
    Sentry.captureException(error);
  }
}

async function pay() {
  try {
    await handled[name]();
  } catch (error) {
    Sentry.captureException(error);
  }
}

document.querySelector('#case').addEventListener('click', function onCase() {
  name in uncaught ? uncaught[name]() : pay();
});
