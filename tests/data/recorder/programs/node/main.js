'use strict';
// node main.js CASE: raise one problem and let the SDK report it. `list` names the cases.
const os = require('os');
// Recordings say nothing about the machine that made them, and these end in contexts.os.
os.release = () => '6.1.0-40-amd64';
os.version = () => '#1 SMP PREEMPT_DYNAMIC Debian 6.1.153-1';
const Sentry = require('@sentry/node');

const MAJOR = Number(Sentry.SDK_VERSION.split('.')[0]);
const name = process.argv[2];
const SKEW = Number(process.env.SHOP_SEED || 1);

Sentry.init({
  dsn: process.env.SHOP_DSN,
  release: process.env.SHOP_RELEASE,
  environment: process.env.SHOP_ENVIRONMENT,
  serverName: process.env.SHOP_SERVER,
  sendDefaultPii: name.startsWith('request-') || name === 'scope',
  tracesSampleRate: name === 'items' ? 1.0 : undefined,
  enableLogs: name === 'items',
  attachStacktrace: name === 'message-stack',
  includeLocalVariables: name === 'locals',
  // The list of modules is a quarter of an event, and always the same.
  integrations: (all) => all.filter((each) => each.name !== 'Modules' || name === 'plain' || name === 'scope'),
});

const orders = require('./lib/orders');
const payments = require('./lib/payments');
const catalog = require('./lib/catalog');
const stock = require('./lib/stock');

// Numbers that look as if drawn, and are the same in every recording.
const NUMBER = 10000 + ((SKEW * 48271) % 89999);
const SKU = `SKU-${1000 + ((SKEW * 6521) % 8999)}`;
const HEX = require('crypto').createHash('sha1').update(`shop${SKEW}`).digest('hex');
const UUID = [HEX.slice(0, 8), HEX.slice(8, 12), `4${HEX.slice(13, 16)}`, `a${HEX.slice(17, 20)}`, HEX.slice(20, 32)].join('-');
const IP = `10.${SKEW}.${SKEW + 17}.${(SKEW * 83) % 255}`;
const LINES = [{ sku: SKU, price: 1250, quantity: SKEW }];
const ORDER = { number: NUMBER, lines: LINES };
const KNOWN = { ...ORDER, customer: { email: `eva${NUMBER}@example.com`, code: String(NUMBER), country: 'DE' } };
const ABROAD = { ...ORDER, customer: { email: `eva${NUMBER}@example.com`, country: 'XX' } };

const cases = {};
const once = new Set();
const uncaught = new Set();

// One exception
cases['plain'] = () => orders.total(ORDER);
cases['undefined'] = () => stock.count(SKU);
cases['undefined-property'] = () => orders.greeting({ customer: { id: NUMBER } });
cases['same-function-value'] = () => orders.parseQuantity(` ${NUMBER}x`);
cases['same-function-type'] = () => orders.parseQuantity(NUMBER);
cases['subclass'] = () => orders.reserve(ORDER);
cases['crash-in-discounts'] = () => orders.net(KNOWN);
cases['crash-in-taxes'] = () => orders.net(ABROAD);
cases['missing-file'] = () => catalog.loadProducts(process.cwd());
cases['missing-logo'] = () => catalog.loadLogo(process.cwd());
cases['recursion'] = () => {
  const depth = 12 + 9 * SKEW;
  const tree = { [`c${depth}`]: null };
  for (let i = 0; i < depth; i++) tree[`c${i}`] = `c${i + 1}`;
  orders.categoryPath(tree, 'c0');
};
cases['recursion-endless'] = () => orders.categoryPath({ a: 'b', b: 'a' }, 'a');
cases['locals'] = () => orders.total(ORDER);
once.add('locals');

// Libraries
cases['json-catalog'] = () => catalog.importCatalog(`{"products": [${NUMBER},`);
cases['json-cart'] = () => catalog.readCart(`{"cart": [${NUMBER},`);
cases['http-rates'] = () => catalog.fetchRates(7000 + SKEW);

// Chains and groups
cases['cause-refused'] = () => payments.charge(KNOWN, payments.refusingGateway);
cases['cause-timeout'] = () => payments.charge(KNOWN, payments.slowGateway);
cases['group-mixed'] = async () => {
  await Promise.any([orders.remind(ORDER), payments.charge(KNOWN, payments.slowGateway)]);
};

// Not handled
cases['unhandled'] = () => orders.total(ORDER);
cases['unhandled-other'] = () => orders.reserve(ORDER);
cases['rejection'] = () => void orders.remind(ORDER);
cases['timer'] = () => void setTimeout(() => orders.total(ORDER), SKEW);
for (const each of ['unhandled', 'unhandled-other', 'rejection', 'timer']) uncaught.add(each);
cases['task'] = () => orders.remind(ORDER);
cases['dynamic-code'] = () => new Function('orders', 'order', 'return orders.total(order)')(orders, ORDER);
cases['thrown-string'] = () => {
  throw `order ${NUMBER} is lost`;
};
cases['thrown-object'] = () => {
  throw { code: 'E_LOST', number: NUMBER };
};
once.add('thrown-object');

// Messages
const message = (text, level) => () => void Sentry.captureMessage(text, level);
cases['message'] = message(`order ${NUMBER} was not shipped`, 'warning');
cases['message-near'] = message(`order ${NUMBER} was not paid`, 'warning');
cases['message-values'] = message(
  `job ${UUID} of 2026-0${SKEW + 2}-1${SKEW}T03:1${SKEW}:00Z on ${IP}:54${SKEW}2 took ${SKEW}.${NUMBER}s, etag ${HEX}`,
);
cases['message-stack'] = message(`order ${NUMBER} was not packed`, 'info');

// Everything a program may add
cases['scope'] = () =>
  Sentry.withScope((scope) => {
    scope.setTag('plan', 'gold');
    scope.setTag('shard', SKEW);
    scope.setUser({ id: String(NUMBER), email: `eva${NUMBER}@example.com`, ip_address: IP, username: 'eva' });
    scope.setContext('basket', { lines: LINES, coupon: null, nested: { deep: { deeper: { deepest: [1, 2.5, true] } } } });
    scope.setExtra('raw', { weight: NaN, none: undefined, when: new Date(0), work: function pack() {} });
    scope.setLevel('fatal');
    scope.addBreadcrumb({ category: 'cart', message: `added ${SKU}`, data: { quantity: SKEW } });
    console.warn('stock is low', { sku: SKU });
    catchIt(() => orders.total(ORDER));
  });
const fingerprints = {
  'fingerprint-plain': [['shop-down'], () => orders.total(ORDER)],
  'fingerprint-elsewhere': [['shop-down'], () => stock.count(SKU)],
  'fingerprint-other': [['shop-slow'], () => orders.total(ORDER)],
  'fingerprint-default': [['{{ default }}', 'gold'], () => orders.total(ORDER)],
  'fingerprint-default-other': [['{{ default }}', 'silver'], () => orders.total(ORDER)],
};
for (const [key, [fingerprint, work]] of Object.entries(fingerprints)) {
  cases[key] = () =>
    Sentry.withScope((scope) => {
      scope.setFingerprint(fingerprint);
      catchIt(work);
    });
}

// Requests
async function visit(method, path, body) {
  const app = require('./lib/web').makeApp((made) =>
    MAJOR >= 8 ? Sentry.setupExpressErrorHandler(made) : made.use(Sentry.Handlers.errorHandler()),
  );
  const server = app.listen(8085, '127.0.0.1');
  const headers = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', Cookie: `session=s${HEX}` };
  if (body !== undefined) headers['Content-Type'] = body.startsWith('{') && path !== '/import' ? 'application/json' : 'text/plain';
  await fetch(`http://127.0.0.1:8085${path}`, { method, headers, body });
  server.close();
}
cases['request-get'] = () => visit('GET', `/orders/${NUMBER}?page=${SKEW}&q=caf%C3%A9`);
cases['request-json'] = () => visit('POST', `/orders/${NUMBER}`, JSON.stringify({ note: 'leave at the door', password: 'correct horse' }));
cases['request-import'] = () => visit('POST', '/import', `{"products": [${NUMBER}`);

// Odd text
const say = (text) => () => {
  throw new Error(text);
};
cases['emoji'] = say(`Bestellung ${NUMBER} für Zoë 🧦🏳️‍🌈 — 株式会社 ﷽ \u202egnp.exe`);
cases['surrogate'] = say('half a sock: \ud83e and a NUL: \u0000 and \u001b[31mred');
cases['huge'] = say(`things: ${'long '.repeat(20000)}`);
cases['markup'] = say('<img src=x onerror=alert(1)> </script><script>"\'`{{7*7}}${7*7} %s');
for (const each of ['surrogate', 'huge', 'markup']) once.add(each);

// What else a client sends
cases['items'] = () => {
  Sentry.startSpan({ op: 'task', name: 'close the day' }, () => Sentry.startSpan({ op: 'db', name: 'select 1' }, () => 1));
  Sentry.captureCheckIn({ monitorSlug: 'nightly', status: 'ok', duration: 1.5 });
  Sentry.logger.info(Sentry.logger.fmt`closed the day with ${SKEW} orders`);
  Sentry.withScope((scope) => {
    scope.addAttachment({ filename: 'products.csv', data: 'sku,price\n\n1,2\n' });
    catchIt(() => orders.total(ORDER));
  });
};
once.add('items');

function catchIt(work) {
  try {
    work();
  } catch (error) {
    Sentry.captureException(error);
  }
}

// Their second recording would add weight and no news.
const dull = ['fingerprint-elsewhere', 'fingerprint-other', 'fingerprint-default', 'fingerprint-default-other', 'message-near'];
for (const each of [...dull, 'recursion-endless', 'missing-logo', 'undefined-property', 'same-function-type']) once.add(each);

async function handled() {
  try {
    await cases[name]();
  } catch (error) {
    Sentry.captureException(error);
  }
  await Sentry.close(5000);
}

if (name === 'list') {
  for (const each of Object.keys(cases)) console.log(each, once.has(each) ? '' : 'again');
} else if (uncaught.has(name)) {
  cases[name]();
} else {
  handled();
}
