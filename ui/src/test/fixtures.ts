import type { Activity, DeadRecord, Event, Issue, Level, Member, Outcomes, PipelineRule, PipelineTrial, Privacy, Project, ProjectKey, Pulse, Removal, Series, Tag, TeamDetail, User } from "@/lib/api/types";

/** A little shop in trouble, for development and tests. Nothing of it is in the build. */

const NOW = Date.now();
export const isoAgo = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

const MIN = 60;
const HOUR = 3600;
const DAY = 86_400;

export const ME: User = { id: "1", email: "ines@reedmere.example", name: "Ines Calder" };

export const MEMBERS: Member[] = [
  ["1", "ines@reedmere.example", "Ines Calder", "owner"],
  ["2", "tomasz@reedmere.example", "Tomasz Wren", "admin"],
  ["3", "priya@reedmere.example", "Priya Holm", "member"],
  ["4", "jonah@reedmere.example", "Jonah Marsh", "member"],
  ["5", "lin@reedmere.example", "Lin Okafor", "viewer"],
].map(([id, email, name, role]) => ({
  id: id ?? "",
  email: email ?? "",
  name: name ?? "",
  role: role as Member["role"],
  user: { id: id ?? "", email: email ?? "", name: name ?? "" },
  pending: id === "5",
  dateCreated: isoAgo(90 * DAY),
  lastLogin: id === "5" ? null : isoAgo(3 * HOUR),
}));

export const TEAMS: TeamDetail[] = [
  { id: "1", slug: "shop", name: "Shop", memberCount: 3, isMember: true, members: MEMBERS.slice(0, 3).map((one) => one.user) },
  { id: "2", slug: "warehouse", name: "Warehouse", memberCount: 2, isMember: false, members: MEMBERS.slice(3).map((one) => one.user) },
];

const project = (id: string, slug: string, platform: string, unresolved: number, first = true): Project => ({
  id,
  slug,
  name: slug,
  platform,
  dateCreated: isoAgo(120 * DAY),
  firstEvent: first ? isoAgo(119 * DAY) : null,
  lastEvent: first ? isoAgo(2) : null,
  unresolved,
  allowedOrigins: ["*"],
  retentionDays: null,
});

export const PROJECTS: Project[] = [
  project("1", "shop-api", "python", 61),
  project("2", "shop-web", "javascript", 54),
  project("3", "warehouse-sync", "go", 22),
  project("4", "billing", "java", 11),
  project("5", "dock-api", "python", 0, false),
];

type Row = [string, Level, string, string, string, string, Issue["state"], string, number, number, number, string, number[], number?];

const ROWS: Row[] = [
  ["SHOP-418", "error", "CheckoutFailed", "basket could not be priced", "shop.checkout in price_basket", "1", "new", "new", 1284, 312, 12, "", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40]],
  ["BILL-77", "fatal", "OperationalError", "connection pool exhausted after 30 s", "billing.ledger in post_entry", "4", "new", "regressed", 96, 41, 78, "", [9, 7, 8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 8]],
  ["WEB-1203", "error", "TypeError", "Cannot read properties of undefined (reading 'lines')", "cart/Summary.tsx in CartSummary", "2", "new", "new", 31170, 1904, 3, "", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 14, 22]],
  ["SHOP-409", "error", "UserNotFound", "no account for [email]", "shop.accounts in load", "1", "new", "escalating", 842, 790, 40, "", [3, 4, 3, 5, 4, 4, 3, 4, 5, 4, 6, 9, 18, 27]],
  ["WH-58", "warning", "ReserveTimeout", "target stock-service gave no answer in 8 s", "warehouse.stock in reserve", "3", "new", "new", 137, 0, 129, "", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 7]],
  ["BILL-71", "error", "SignatureMismatch", "webhook body does not match its signature", "billing.hooks in verify", "4", "new", "ongoing", 418, 12, 230, "1", [2, 3, 6, 5, 8, 7, 6, 9, 5, 4, 6, 7, 5, 6], 3],
  ["SHOP-371", "error", "IntegrityError", 'duplicate key value violates unique constraint "order_ref"', "shop.orders in create", "1", "new", "regressed", 57, 55, 540, "1", [8, 8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]],
  ["WEB-1188", "error", "ChunkLoadError", "Loading chunk 14 failed after deploy of web@2026.46.2", "router/lazy.ts in load", "2", "acknowledged", "ongoing", 1602, 1207, 438, "3", [1, 1, 9, 3, 1, 1, 8, 3, 1, 1, 1, 9, 4, 2]],
  ["SHOP-333", "error", "ValidationError", 'field "postcode" has 3 characters, at least 4 expected', "shop.addresses in parse", "1", "new", "ongoing", 2391, 2180, 71, "2", [5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 5, 6, 7, 5], 1],
  ["SHOP-290", "info", "DeprecationNotice", "price list v1 is read by 2 callers", "shop.prices in v1", "1", "new", "ongoing", 21, 0, 3 * HOUR, "5", [2, 2, 2, 2, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1]],
  ["WH-41", "error", "ConnectionResetError", "peer closed while sending manifest", "warehouse.carriers in send", "3", "new", "ongoing", 64, 0, 26 * MIN, "4", [1, 3, 2, 4, 1, 2, 6, 2, 1, 2, 3, 1, 2, 1]],
];

const series = (values: readonly number[], step: number): Series => values.map((n, at) => [Math.floor(NOW / 1000 / step - values.length + at + 1) * step, n]);

const member = (id: string): Issue["assignedTo"] => {
  const found = MEMBERS.find((one) => one.id === id);
  return found ? { type: "user", id, name: found.name, email: found.email } : null;
};

function issueOf(row: Row, index: number): Issue {
  const [shortId, level, type, value, culprit, projectId, state, substatus, count, users, seen, assignee, bars, comments] = row;
  const of = PROJECTS.find((one) => one.id === projectId) ?? (PROJECTS[0] as Project);
  return {
    id: String(1000 + index),
    shortId,
    title: `${type}: ${value}`,
    type: "error",
    metadata: { type, value },
    culprit,
    permalink: `https://errors.reedmere.example/reedmere/issues/${shortId}`,
    level,
    status: state === "resolved" ? "resolved" : state === "ignored" ? "ignored" : "unresolved",
    substatus,
    state,
    regressed: substatus === "regressed",
    statusDetails: {},
    platform: of.platform ?? "other",
    project: { id: of.id, slug: of.slug, name: of.name, platform: of.platform },
    count: String(count),
    userCount: users,
    firstSeen: substatus === "new" ? isoAgo(4 * HOUR) : isoAgo(60 * DAY),
    lastSeen: isoAgo(seen),
    assignedTo: member(assignee),
    stats: { "14d": series(bars, DAY), "24h": series([...Array<number>(16).fill(0), 4, 8, 12, 24, 60, 120, 260, 430], HOUR) },
    numComments: comments ?? 0,
    firstRelease: { version: "4.18.0" },
    lastRelease: { version: "4.18.2" },
    isUnhandled: true,
  };
}

export function makeIssues(more = 137): Issue[] {
  const rest: Row[] = Array.from({ length: more }, (_, at) => {
    const base = ROWS[5 + (at % 6)] as Row;
    const copy = [...base] as Row;
    copy[0] = `SHOP-${100 + at}`;
    copy[8] = 5 + ((at * 37) % 900);
    copy[10] = HOUR * (4 + at);
    copy[11] = String(2 + (at % 4));
    copy[6] = at % 11 === 0 ? "resolved" : "new";
    copy[7] = "ongoing";
    return copy;
  });
  return [...ROWS, ...rest].map(issueOf);
}

const removal = (path: string, rule: string, label: string, start: number | null, end: number | null, length: number, method = "replace"): Removal => ({ path, rule, label, method, start, end, length });

export const EVENT: Event = {
  id: "c2f6a1b04d5e4f7a9b8c7d6e5f4091ab",
  eventID: "c2f6a1b04d5e4f7a9b8c7d6e5f4091ab",
  groupID: "1000",
  projectID: "1",
  title: "CheckoutFailed: basket could not be priced",
  message: "",
  type: "error",
  platform: "python",
  dateCreated: isoAgo(12),
  dateReceived: isoAgo(11.9),
  size: 18_204,
  user: { id: "55120", email: "[email]", ip_address: null, geo: { country_code: "SE", city: "Luleå", region: "Sweden" } },
  tags: [
    { key: "release", value: "4.18.2" },
    { key: "environment", value: "production" },
    { key: "region", value: "eu-north" },
    { key: "voucher", value: "SPRING-26" },
    { key: "server_name", value: "shop-api-7f9c-x2" },
  ],
  contexts: {
    runtime: { type: "runtime", name: "CPython", version: "3.13.1" },
    os: { type: "os", name: "Linux", version: "6.12" },
    browser: { type: "browser", name: "Firefox", version: "145" },
    trace: { type: "trace", trace_id: "6f0a11c2d3e44f5566778899aabbd21c", span_id: "aa11bb22cc33dd44", op: "http.server" },
  },
  context: { basket_size: 3, pricing: { table: "eu-north", age_hours: 26, fallback: false } },
  entries: [
    {
      type: "exception",
      data: {
        values: [
          {
            type: "KeyError",
            value: "'SPRING-26'",
            module: null,
            mechanism: { type: "chained", handled: true },
            stacktrace: {
              frames: [
                { filename: "shop/checkout.py", absPath: "/srv/shop/checkout.py", function: "price_basket", module: "shop.checkout", lineNo: 114, inApp: true, vars: null, context: [[114, "        item.rate = vouchers.lookup(basket.voucher, region)"]] },
                {
                  filename: "shop/vouchers.py",
                  absPath: "/srv/shop/vouchers.py",
                  function: "lookup",
                  module: "shop.vouchers",
                  lineNo: 61,
                  inApp: true,
                  vars: {
                    by_code: { "'AUTUMN-10'": "Voucher(…)", "'CREW'": "Voucher(…)", "'FREIGHT-0'": "Voucher(…)", "'WELCOME'": "Voucher(…)" },
                    code: "'SPRING-26'",
                    region: "Region(slug='eu-north', currency='SEK')",
                    "self._token": "[Filtered]",
                  },
                  context: [
                    [58, "def lookup(self, code: str, region: Region) -> Voucher:"],
                    [59, '    """The voucher for this code, as sold in the region."""'],
                    [60, "    by_code = self._by_region[region.slug]"],
                    [61, "    return by_code[code]"],
                    [62, ""],
                    [63, "def rate(self, code: str, region: Region) -> Decimal:"],
                  ],
                },
              ],
            },
          },
          {
            type: "CheckoutFailed",
            value: "basket could not be priced",
            module: "shop.checkout",
            mechanism: { type: "fastapi", handled: false },
            stacktrace: {
              frames: [
                ...Array.from({ length: 11 }, (_, at) => ({ filename: at % 2 ? "uvicorn/protocols/http.py" : "asyncio/runners.py", module: at % 2 ? "uvicorn.protocols.http" : "asyncio.runners", function: `run_${at}`, lineNo: 100 + at, inApp: false })),
                { filename: "shop/main.py", module: "shop.main", function: "handle", lineNo: 19, inApp: true, vars: { scope: { type: "http" } }, context: [[19, "    return await call_next(request)"]] },
                ...Array.from({ length: 14 }, (_, at) => ({ filename: ["fastapi/routing.py", "starlette/middleware/base.py", "uvicorn/main.py"][at % 3] ?? "", module: ["fastapi.routing", "starlette.middleware.base", "uvicorn.main"][at % 3] ?? "", function: `call_${at}`, lineNo: 200 + at, inApp: false })),
                { filename: "shop/api/checkout.py", module: "shop.api.checkout", function: "post_checkout", lineNo: 44, inApp: true, vars: {}, context: [[43, "    basket = await load(basket_id)"], [44, "    return price_basket(basket, customer)"]] },
                {
                  filename: "shop/checkout.py",
                  absPath: "/srv/shop/checkout.py",
                  function: "price_basket",
                  module: "shop.checkout",
                  lineNo: 116,
                  inApp: true,
                  vars: {
                    basket: "Basket(id=8841207, items=[3], voucher='SPRING-26')",
                    customer: "Customer(id=55120, email=[email], card=[creditcard])",
                    err: "KeyError('SPRING-26')",
                  },
                  context: [
                    [112, "for item in basket.items:"],
                    [113, "    try:"],
                    [114, "        item.rate = vouchers.lookup(basket.voucher, region)"],
                    [115, "    except KeyError as err:"],
                    [116, '        raise CheckoutFailed("basket could not be priced") from err'],
                  ],
                },
              ],
            },
          },
        ],
      },
    },
    {
      type: "breadcrumbs",
      data: {
        values: [
          ...Array.from({ length: 6 }, (_, at) => ({ timestamp: isoAgo(12 + 9.9 - at * 0.05), type: "default", category: "log", level: "info", message: `warming price table ${at + 1} of 6`, data: null })),
          { timestamp: isoAgo(12 + 9.412), type: "navigation", category: "navigation", level: "info", message: null, data: { from: "/basket", to: "/checkout" } },
          { timestamp: isoAgo(12 + 6.02), type: "http", category: "httplib", level: "info", message: null, data: { method: "GET", url: "/v2/baskets/8841207", status_code: 200, duration_ms: 41 } },
          { timestamp: isoAgo(12 + 3.377), type: "default", category: "log", level: "info", message: "voucher SPRING-26 entered by [email]", data: null },
          { timestamp: isoAgo(12 + 1.25), type: "query", category: "query", level: "info", message: "SELECT … FROM vouchers WHERE region = $1", data: { rows: 4, duration_ms: 2 } },
          { timestamp: isoAgo(12 + 0.031), type: "default", category: "log", level: "warning", message: "price table eu-north is 26 h old", data: null },
        ],
      },
    },
    {
      type: "request",
      data: {
        method: "POST",
        url: "https://shop.reedmere.example/v2/checkout",
        query: [["basket", "8841207"], ["token", "[Filtered]"]],
        headers: [["Authorization", "[Filtered]"], ["Content-Type", "application/json"], ["User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"]],
        cookies: [["session", "[Filtered]"]],
        data: { voucher: "SPRING-26", email: "[email]", note: "leave at the boat shed" },
      },
    },
  ],
  packages: { fastapi: "0.121.0", redshank: "0.9.2" },
  sdk: { name: "redshank", version: "0.9.2" },
  errors: [],
  metadata: { type: "CheckoutFailed", value: "basket could not be priced" },
  culprit: "shop.checkout in price_basket",
  release: { version: "4.18.2" },
  environment: "production",
  nextEventID: null,
  previousEventID: "b1e5a1b04d5e4f7a9b8c7d6e5f4091aa",
  removals: [
    removal("exception.values.0.stacktrace.frames.1.vars.self._token", "secret_field", "Values of secret fields", null, null, 42),
    removal("exception.values.1.stacktrace.frames.27.vars.customer", "email", "E-mail addresses", 25, 32, 24),
    removal("exception.values.1.stacktrace.frames.27.vars.customer", "credit_card", "Payment card numbers", 39, 51, 16),
    removal("breadcrumbs.values.8.message", "email", "E-mail addresses", 29, 36, 24),
    removal("request.query_string.1.1", "secret_field", "Values of secret fields", null, null, 20),
    removal("request.headers.0.1", "!config", "Cut for its size", null, null, 0, "trim"),
    removal("request.cookies.0.1", "cookie", "Cookies", null, null, 64),
    removal("request.data.email", "email", "E-mail addresses", 0, 7, 24),
    removal("user.email", "email", "E-mail addresses", 0, 7, 24),
    removal("user.ip_address", "ip", "IP addresses", null, null, 12, "remove"),
  ],
  grouping: {
    version: "v1",
    hashes: ["a41f09c2a41f09c2a41f09c2a41f09c2", "b7710b7710b7710b7710b7710b771000"],
    parts: [
      { name: "exception type", value: "KeyError, CheckoutFailed", counts: true, note: "" },
      { name: "frames", value: "vouchers.lookup · checkout.price_basket · api.checkout.post_checkout", counts: true, note: "in app" },
      { name: "message", value: "'<text>'", counts: false, note: "frames decide" },
      { name: "library frames", value: "25 frames", counts: false, note: "not in app" },
    ],
  },
  custody: { received: isoAgo(11.9), processed: isoAgo(11.5) },
  position: { index: 1284, total: 1284 },
};

export const TAGS: Tag[] = (
  [
    ["release", [["4.18.2", 783], ["4.18.1", 360], ["4.18.0", 141]]],
    ["environment", [["production", 1246], ["staging", 38]]],
    ["region", [["eu-north", 1284]]],
    ["voucher", [["SPRING-26", 1207], ["CREW", 51], ["AUTUMN-10", 26]]],
    ["browser", [["Firefox", 488], ["Chrome", 437], ["Safari", 257], ["Edge", 102]]],
    ["server_name", [["shop-api-7f9c-x2", 334], ["shop-api-7f9c-x1", 321], ["shop-api-7f9c-x4", 320], ["shop-api-7f9c-x3", 309]]],
  ] as [string, [string, number][]][]
).map(([key, values]) => ({
  key,
  name: key,
  totalValues: values.reduce((sum, [, n]) => sum + n, 0),
  uniqueValues: values.length,
  topValues: values.map(([value, count]) => ({ key, name: value, value, count, firstSeen: isoAgo(4 * HOUR), lastSeen: isoAgo(12) })),
}));

export const ACTIVITY: Activity[] = [
  { id: "3", type: "note", user: MEMBERS[2]?.user ?? null, data: { text: "The region table was split in 4.18.0. `SPRING-26` is sold only in eu-west, so every northern basket with that code lands here. @tomasz, is that on purpose?" }, dateCreated: isoAgo(18 * MIN) },
  { id: "2", type: "status", user: MEMBERS[1]?.user ?? null, data: { status: "acknowledged" }, dateCreated: isoAgo(HOUR) },
  { id: "1", type: "first_seen", user: null, data: { release: "4.18.0" }, dateCreated: isoAgo(4 * HOUR) },
];

export const KEYS: ProjectKey[] = [
  { id: "7c1e0f4b7c1e0f4b7c1e0f4b7c1e0f4b", name: "Default", public: "7c1e0f4b7c1e0f4b7c1e0f4b7c1e0f4b", isActive: true, dateCreated: isoAgo(120 * DAY), dsn: { public: "http://7c1e0f4b7c1e0f4b7c1e0f4b7c1e0f4b@127.0.0.1:9000/5" }, rateLimit: null, lastUsed: isoAgo(2) },
  { id: "9a2d", name: "web, old", public: "9a2d0f4b7c1e0f4b7c1e0f4b7c1e0f4b", isActive: false, dateCreated: isoAgo(300 * DAY), dsn: { public: "http://9a2d0f4b7c1e0f4b7c1e0f4b7c1e0f4b@127.0.0.1:9000/5" }, rateLimit: { window: 60, count: 1000 }, lastUsed: null },
];

export const PRIVACY: Privacy = {
  enabled: true,
  kinds: (
    [
      ["secret_field", "Values of secret fields", "[Filtered]", "password, token, secret, API key, authorization and more; then the same value everywhere else in the event"],
      ["cookie", "Cookies", "[Filtered]", "every request, by name"],
      ["secret", "Passwords, tokens and API keys inside text", "[secret]", "known shapes of keys, bearer tokens"],
      ["email", "E-mail addresses", "[email]", "any text"],
      ["phone", "Phone numbers", "[phone]", "with + and a country, any text"],
      ["credit_card", "Payment card numbers", "[creditcard]", "13 to 19 digits, only when the Luhn check holds"],
      ["ip", "IP addresses", "[ip]", "the place is looked up first and kept"],
    ] as const
  ).map(([id, label, marker, description]) => ({ id, label, marker, description, enabled: id !== "phone", method: id === "credit_card" ? "mask" : "replace", defaultMethod: "replace" })),
  fields: ["customer_note"],
  safeFields: [],
  keepIp: false,
};

export const PULSE: Pulse = { lastEvent: isoAgo(2), perMinute: Array.from({ length: 60 }, (_, at) => 380 + Math.round(40 * Math.sin(at / 3) + 30 * Math.sin(at * 1.7))), delaySeconds: 0.3, backlog: 0 };

export const DEAD: DeadRecord[] = Array.from({ length: 12 }, (_, at) => ({
  id: String(42 - at),
  project: at % 3 === 2 ? "billing" : "shop-api",
  category: "error",
  reason: at === 4 ? "invalid_compression" : "processing_error",
  attempts: at === 1 ? 3 : 1,
  dateCreated: isoAgo(60 + 400 * at),
  lastTried: at === 1 ? isoAgo(90) : null,
  size: 1800 + 240 * at,
}));
export const DEAD_TRACE = `Traceback (most recent call last):
  File "processor/pipeline.py", line 88, in _each
    done.append((source, step(value)))
KeyError: 'subdivision'
`;

export const OUTCOMES: Outcomes = {
  received: 1_165_718,
  totals: { stored: 1_115_689, limited: 21_044, invalid: 318, filtered: 25_300, duplicate: 3_207, dead: 42, client_discard: 38_400 },
  reasons: [
    { outcome: "client_discard", reason: "sample_rate", category: "error", quantity: 36_912, project: "shop-web" },
    { outcome: "limited", reason: "project_minute", category: "error", quantity: 21_044, project: "shop-web" },
    { outcome: "filtered", reason: "unsupported_item", category: "transaction", quantity: 14_226, project: "shop-web" },
    { outcome: "filtered", reason: "web_crawler", category: "error", quantity: 11_074, project: "shop-web" },
    { outcome: "duplicate", reason: "seen_before", category: "error", quantity: 3_207, project: "shop-api" },
    { outcome: "client_discard", reason: "queue_overflow", category: "error", quantity: 1_210, project: "shop-api" },
    { outcome: "client_discard", reason: "network_error", category: "error", quantity: 278, project: "shop-api" },
    { outcome: "invalid", reason: "too_large", category: "error", quantity: 201, project: "shop-api" },
    { outcome: "invalid", reason: "invalid_json", category: "error", quantity: 117, project: "billing" },
    { outcome: "dead", reason: "normalize", category: "error", quantity: 42, project: "shop-api" },
  ],
  pending: 118,
};

export const inboundRule = (id: string, name: string): PipelineRule => ({
  id,
  name,
  match: { kind: "message", patterns: [`*${name.toLowerCase()}*`], query: "" },
  action: { kind: "drop", share: 0, value: "", userId: null, teamId: null, owner: null },
  isActive: true,
  version: 1,
  dateCreated: "2026-11-20T12:00:00Z",
  dateUpdated: "2026-11-20T12:00:00Z",
  dropped: 1204,
});

export const INBOUND_TRIAL: PipelineTrial = {
  start: "2026-11-21T14:32:20Z",
  total: 31_000,
  lookedAt: 31_000,
  oldest: "2026-11-21T14:33:00Z",
  stopped: "",
  matched: 1204,
  dropped: 1204,
  issues: 12,
  withoutAddress: 31_000,
  examples: [{ eventId: "c2f6a1b09d5e4f3a8b7c6d5e4f3a2b1c", issueId: "418", shortId: "SHOP-418", title: "Error: noise", date: "2026-11-22T14:30:00Z" }],
};
