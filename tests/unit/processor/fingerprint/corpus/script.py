# ruff: noqa: E501
# fmt: off
"""Browsers and Node: bundles, minified names, async wrappers, rejections."""

from tests.unit.processor.fingerprint.corpus.shapes import Pair, event, message, raised

J, N = "javascript", "node"
EXPRESS = ("-|express.lib.router:layer|Layer.handle [as handle_request]|/srv/api/node_modules/express/lib/router/layer.js|fn(req, res, next);",
           "-||process.processTicksAndRejections|node:internal/process/task_queues")
HANDLER = "+|routes:checkout|async checkout|/srv/api/routes/checkout.js|  const total = await cart.total(order);"
HANDLER_2 = "+|routes:checkout|async checkout|/app/current/routes/checkout.js|  const sum = await cart.total(req.order);"
CART = "+|lib:cart|Cart.total|/srv/api/lib/cart.js|    throw new Error(`order ${order.id} has no lines`);"
CART_2 = "+|lib:cart|Object.total|C:\\api\\lib\\cart.js|  throw new Error(`order ${o.id} has no lines`)"
APP = "https://shop.example/static/js/main.8f3a2b1c.js"
APP_2 = "https://cdn.shop.example/v2.3.1/static/js/main.0c9d8e7f.js?v=77"
VENDOR, VENDOR_2 = "https://shop.example/static/js/vendors~main.1a2b3c4d.chunk.js", "https://shop.example/static/js/vendors~main.99aa88bb.chunk.js"

PAIRS = [
    Pair("node: other folder, release and express path", event(N, raised("Error", "order 7 has no lines", *EXPRESS, HANDLER, CART)),
         event(N, raised("Error", "order 8123 has no lines", "-||Layer.handleRequest|/app/node_modules/router/lib/layer.js", *EXPRESS[1:], HANDLER_2, CART_2)), True),
    Pair("node: another function", event(N, raised("Error", "x", HANDLER, CART)), event(N, raised("Error", "x", HANDLER, "+|lib:cart|Cart.taxes|/srv/api/lib/cart.js|    throw new Error('x');")), False),
    Pair("node: another caller of JSON.parse", event(N, raised("SyntaxError", "Unexpected token < in JSON at position 0", "+||readCart|/srv/a.js|JSON.parse(t)", "+||JSON.parse|<anonymous>")),
         event(N, raised("SyntaxError", "Unexpected token < in JSON at position 0", "+||readCatalog|/srv/a.js|JSON.parse(t)", "+||JSON.parse|<anonymous>")), False),
    Pair("node: anonymous handlers of two routes", event(N, raised("TypeError", "x", "+|server|<anonymous>|/srv/server.js|  const total = cart.price(req.body.id);")),
         event(N, raised("TypeError", "x", "+|server|<anonymous>|/srv/server.js|  res.json(users.find(req.params.id).email);")), False),
    Pair("node: anonymous handler, moved", event(N, raised("TypeError", "x", "+|server|<anonymous>|/srv/server.js|  const total = cart.price(req.body.id);")),
         event(N, raised("TypeError", "x", "+|server|Object.<anonymous>|/opt/r2/server.js|    let t = cart.price(request.body.id)", number=30)), True),
    Pair("browser: other bundle hash and minified names", event(J, raised("TypeError", "Cannot read properties of undefined (reading 'price')", f"+||t.value|{VENDOR}", f"+||n|{APP}", f"+||e.onSubmit|{APP}", f"+||o.computeTotal|{APP}")),
         event(J, raised("TypeError", "Cannot read properties of undefined (reading 'price')", f"+||i.value|{VENDOR_2}", f"+||r|{APP_2}", f"+||ne.onSubmit|{APP_2}", f"+||a.computeTotal|{APP_2}", number=5)), True),
    Pair("browser: another function", event(J, raised("TypeError", "x", f"+||e.onSubmit|{APP}", f"+||o.computeTotal|{APP}")), event(J, raised("TypeError", "x", f"+||e.onSubmit|{APP}", f"+||o.computeTaxes|{APP}")), False),
    Pair("browser: all minified, same message", event(J, raised("TypeError", "Cannot read properties of undefined (reading 'price')", f"+||n|{APP}", f"+||t|{APP}")),
         event(J, raised("TypeError", "Cannot read properties of undefined (reading 'price')", f"+||r|{APP_2}", f"+||a|{APP_2}", f"+||o|{APP_2}")), True),
    Pair("browser: all minified, another property", event(J, raised("TypeError", "Cannot read properties of undefined (reading 'price')", f"+||n|{APP}", f"+||t|{APP}")),
         event(J, raised("TypeError", "Cannot read properties of undefined (reading 'user')", f"+||n|{APP}", f"+||t|{APP}")), False),
    Pair("browser: vite hashes", event(J, raised("RangeError", "x", "+||renderList|https://a.example/assets/index-BxY2_k3a.js")), event(J, raised("RangeError", "x", "+||renderList|https://a.example/assets/index-CqL9zWd0.js")), True),
    Pair("browser: next chunks", event(J, raised("RangeError", "x", "+||CartPage|https://a.example/_next/static/chunks/pages/cart-3f2a9c8d7e6b5a41.js")), event(J, raised("RangeError", "x", "+||CartPage|https://a.example/_next/static/chunks/pages/cart-00aa11bb22cc33dd.js")), True),
    Pair("browser: webpack source names", event(J, raised("RangeError", "x", "+||CartPage|webpack:///./src/pages/Cart.tsx|  return items.map(render)")), event(J, raised("RangeError", "x", "+||CartPage|webpack://shop/./src/pages/Cart.tsx?a1b2|  return lines.map(render)")), True),
    Pair("browser: inline script of two pages", event(J, raised("ReferenceError", "gtag is not defined", "+||track|https://shop.example/product/17")), event(J, raised("ReferenceError", "gtag is not defined", "+||track|https://shop.example/product/bike-red?x=1")), True),
    Pair("browser: sentry wrapper and timers", event(J, raised("Error", "x", "+||sentryWrapped|https://a.example/node_modules/@sentry/browser/esm/helpers.js", "+||tick|https://a.example/src/clock.js|  throw new Error('x')")), event(J, raised("Error", "y", "+||tick|https://b.example/src/clock.js|  throw new Error('x')")), True),
    Pair("browser: rejection with another number", event(J, raised("UnhandledRejection", "Non-Error promise rejection captured with value: timeout 3000", type="onunhandledrejection", synthetic=True)), event(J, raised("UnhandledRejection", "Non-Error promise rejection captured with value: timeout 5000", synthetic=True)), True),
    Pair("browser: rejection with another text", event(J, raised("UnhandledRejection", "Non-Error promise rejection captured with value: timeout", synthetic=True)), event(J, raised("UnhandledRejection", "Non-Error promise rejection captured with value: offline", synthetic=True)), False),
    Pair("browser: string captured in one reporter", event(J, raised("Error", "cart is empty", "+||report|https://a.example/src/report.js", synthetic=True)), event(J, raised("Error", "payment declined", "+||report|https://a.example/src/report.js", synthetic=True)), False),
    Pair("chunk load", event(J, raised("ChunkLoadError", "Loading chunk 42 failed. (error: https://a.example/42.8f3a2b1c.js)")), event(J, raised("ChunkLoadError", "Loading chunk 7 failed. (error: https://a.example/7.0011aabb.js)")), True),
    Pair("node: no frames, another status", event(N, raised("AxiosError", "Request failed with status code 404")), event(N, raised("AxiosError", "Request failed with status code 500")), False),
    Pair("node: deeper async recursion", event(N, raised("Error", "x", HANDLER, "+||walk|/srv/w.js|await walk(c)", "+||leaf|/srv/w.js|throw Error('x')")), event(N, raised("Error", "x", HANDLER, *["+||walk|/srv/w.js|await walk(c)"] * 9, "+||leaf|/srv/w.js|throw Error('x')")), True),
    Pair("node: stack overflow", event(N, raised("RangeError", "Maximum call stack size exceeded", *["+||a|/srv/w.js|b()", "+||bee|/srv/w.js|a()"] * 20)), event(N, raised("RangeError", "Maximum call stack size exceeded", *["+||bee|/srv/w.js|a()", "+||a|/srv/w.js|b()"] * 24)), True),
    Pair("node: ESM or CommonJS, source or build", event(N, raised("Error", "x", "+||total|file:///srv/api/src/cart.ts|  throw new Error('x');")), event(N, raised("Error", "x", "+||Cart.total|/srv/api/dist/cart.js|    throw new Error('x');")), True),
    Pair("node: another cause", event(N, raised("Error", "connect ECONNREFUSED 127.0.0.1:5432", "-||afterConnect|node:net"), raised("DbError", "query failed", "+||query|/srv/db.js|throw new DbError('query failed', { cause })")),
         event(N, raised("TimeoutError", "timed out", "+||race|/srv/db.js|throw new TimeoutError()"), raised("DbError", "query failed", "+||query|/srv/db.js|throw new DbError('query failed', { cause })")), False),
    Pair("browser: message about another user", message(J, "could not load cart of 'bob' (12 items)"), message(J, "could not load cart of 'al' (1 item)"), True),
    Pair("react: vendor frames of another version", event(J, raised("Error", "x", "+||renderWithHooks|https://a.example/static/js/react-dom.production.min.js", "+||Cart|https://a.example/static/js/app.js")), event(J, raised("Error", "x", "+||Xc|https://a.example/static/js/react-dom.production.min.js", "+||beginWork|https://a.example/static/js/react-dom.production.min.js", "+||Cart|https://a.example/static/js/app.js")), True),
]
PAIRS += [
    Pair("node: index of two folders", event(N, raised("Error", "x", "+||handler|/srv/shop/src/cart/index.ts")), event(N, raised("Error", "x", "+||handler|/srv/shop/src/users/index.ts")), False),
    Pair("node: index of one folder, source or build", event(N, raised("Error", "x", "+||handler|/srv/shop/src/cart/index.ts")), event(N, raised("Error", "x", "+||handler|/usr/src/app/dist/cart/index.js")), True),
    Pair("node: index of the deployment", event(N, raised("Error", "x", "+||handler|/srv/shop-1/index.js")), event(N, raised("Error", "x", "+||handler|/home/me/src/shop/index.js")), True),
    Pair("browser: short names of a plain script", event(J, raised("Error", "x", "+||f|https://a.example/app.js|  throw new Error('x')")), event(J, raised("Error", "x", "+||g|https://a.example/app.js|  throw new Error('x')")), False),
]
