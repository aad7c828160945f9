# ruff: noqa: E501
# fmt: off
"""An eighth round: what 491 problems showed that ran under two versions of their libraries and SDKs."""

from tests.unit.processor.fingerprint.corpus.shapes import Event, Pair, event, message, raised

P, N, R = "python", "node", "native"

VIEW = "+|barn.web|milk|/srv/barn/web.py|    return cows[0] / 0"
TASKS = ("-|starlette.middleware.base|__call__|/v/site-packages/starlette/middleware/base.py", "-|anyio._backends._asyncio|__aexit__|/v/site-packages/anyio/_backends/_asyncio.py")
AT = "at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/ops/function.rs:287:21"
LIBUV = ("-||process.processTicksAndRejections|node:internal/process/task_queues", "-||endReadableNT|node:internal/streams/readable")
REJECTION = ("-||processPromiseRejections|node:internal/process/promises", "-||process.emit|node:events")


def grouped(*inside: Event, kind: str = "ExceptionGroup") -> Event:
    return event(P, raised(kind, "unhandled errors in a TaskGroup (1 sub-exception)", *TASKS, is_exception_group=True), *inside)


def rust(value: str, *outer: str, kind: str = "Error") -> Event:
    return event(R, raised(kind, value, *outer, "+||hive::visit|", "-||anyhow::error::<impl anyhow::Error>::msg|"))


def lost(*between: str, value: str = "socket hang up") -> Event:
    return event(N, raised("Error", value, *LIBUV, *between, "-||Socket.socketOnEnd|node:_http_client"))


def thrown(value: str, *frames: str) -> Event:
    return event(N, raised("Error", value, *frames, synthetic=True))


def handler(above: str, line: str = "  res.json({ milk: req.cow.milk.litres });", number: int = 0) -> Event:
    one = raised("TypeError", "Cannot read properties of undefined (reading 'litres')", f"+||?|/srv/barn/cows.js|{line}", number=number)
    one["stacktrace"]["frames"][0]["pre_context"] = ["", above]
    return event(N, one)


def failed(line: str) -> Event:
    return event(P, raised("KeyError", "'at'", f"+|barn.feed|newest|/srv/barn/feed.py|{line}"))


PAIRS = [
    # A library groups one error and raises it anew
    Pair("with and without the group that a task group made", grouped(raised("ZeroDivisionError", "x", *TASKS[:1], VIEW)), event(P, raised("ZeroDivisionError", "x", *TASKS[:1], VIEW)), True),
    Pair("a group of the program's own", event(P, raised("ExceptionGroup", "checks", "+|barn.web|check|/srv/barn/web.py|    raise ExceptionGroup('checks', found)", is_exception_group=True), raised("ZeroDivisionError", "x", VIEW)), event(P, raised("ZeroDivisionError", "x", VIEW)), False),
    Pair("two errors that a task group raised anew", grouped(raised("ZeroDivisionError", "x", *TASKS[:1], VIEW)), grouped(raised("TypeError", "x", *TASKS[:1], VIEW)), False),
    # What carries an event in Node
    Pair("a lost connection, with and without domains", lost("-||Socket.emit|node:domain", "-||Socket.emit|node:events"), lost("-||Socket.emit|node:events"), True),
    Pair("a lost connection, with asynchronous hooks", lost("-||callbackTrampoline|node:internal/async_hooks"), lost(), True),
    Pair("a text thrown, seen by the runtime alone", thrown("barn 17 is shut", *REJECTION), thrown("barn 9 is shut", *REJECTION[:1], "-||process.emit|node:domain", *REJECTION[1:]), True),
    Pair("a text thrown, seen by the SDK on Windows", thrown("barn 17 is shut", *REJECTION, "-||sendUnhandledPromise|/srv/node_modules/@sentry/node/build/cjs/integrations/onunhandledrejection.js"), thrown("barn 17 is shut", *REJECTION, r"-||sendUnhandledPromise|C:\srv\node_modules\@sentry\node\build\cjs\integrations\onunhandledrejection.js"), True),
    Pair("two texts thrown, seen by the runtime alone", thrown("barn 17 is shut", *REJECTION), thrown("barn 17 is open", *REJECTION), False),
    Pair("a path that newer SDKs leave out", event(N, raised("Error", "ENOENT: no such file or directory, open '/srv/a.csv'")), event(N, raised("Error", "ENOENT: no such file or directory, open")), True),
    Pair("another call that failed without its path", event(N, raised("Error", "ENOENT: no such file or directory, open '/srv/a.csv'")), event(N, raised("Error", "ENOENT: no such file or directory, rename '/srv/a.csv' -> '/srv/b.csv'")), False),
    # Functions without a name
    Pair("two controllers made of functions without a name", handler("export const getCow = guarded(async (req, res) => {"), handler("export const sellCow = guarded(async (req, res) => {"), False),
    Pair("two controllers set on exports", handler("exports.getCow = guarded(async (req, res) => {"), handler("exports.sellCow = guarded(async (req, res) => {"), False),
    Pair("one controller moved", handler("export const getCow = guarded(async (req, res) => {"), handler("export const getCow = guarded(async (req, res) => {", number=40), True),
    Pair("two made in one line each", handler("", "const planRoute = delayed((r) => r.milk.litres);"), handler("", "const planLoad = delayed((r) => r.milk.litres);"), False),
    Pair("a local variable renamed", handler("", "  const sum = cows.reduce((a, b) => a + b.milk.litres, 0);"), handler("", "  const total = cows.reduce((a, b) => a + b.milk.litres, 0);"), True),
    Pair("a long line cut at two places", handler("", "{snip} app.get('/cows', (q, r) => { r.json(q.cow.milk.litres); });"), handler("", "{snip} get('/cows', (q, r) => { r.json(q.cow.milk.litres); }); app.post( {snip}"), True),
    # Functions of one line
    Pair("a function of one line, wrapped", failed("def newest(items): return sorted(items, key=itemgetter('at'))"), failed("    return sorted(items, key=itemgetter('at'))"), True),
    Pair("with types, asynchronous", failed("async def newest(items: list) -> list: return sort(items)"), failed("    return sort(items)"), True),
    # Rust
    Pair("two errors made on the spot", rust("queen of hive 17 is lost"), rust("queen of hive 17 is old"), False),
    Pair("one error made on the spot", rust("queen of hive 17 is lost"), rust("queen of hive 4 is lost"), True),
    Pair("one library's error for two faults", rust("EOF while parsing a value at line 1 column 0"), rust('invalid type: string "a", expected u64 at line 1 column 3'), False),
    Pair("an error that has a type", rust("hive 17 is empty", kind="Empty"), rust("no bees in 17", kind="Empty"), True),
    Pair("a backtrace's text taken for frames, by another compiler", rust("queen lost", f"+||{AT}|"), rust("queen lost", f"+||{AT.replace('598076', '17067e').replace('287', '250')}|"), True),
    # Messages
    Pair("bytes as Python shows them", message(P, r"bad frame b'\xdf\xde\\<\x00q\x91'"), message(P, r'bad frame b"]\x8e\'\xeaZ\t"'), True),
    Pair("bytes in two sentences", message(P, r"bad frame b'\xdf\xde'"), message(P, r"short frame b'\xdf\xde'"), False),
]
