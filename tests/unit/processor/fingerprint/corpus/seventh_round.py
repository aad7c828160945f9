# ruff: noqa: E501
# fmt: off
"""A seventh round: codes that stand for types, native code without symbols, browsers' sentences, structured log lines."""

import json

from tests.unit.processor.fingerprint.corpus.shapes import Event, Pair, event, message, raised

P, N, J, G, K, H, S = "python", "node", "javascript", "go", "java", "php", "native"

READS = "+|shop.net|get|net.py|    response.raise_for_status()"


def asked(value: str, kind: str = "HTTPError", line: str = READS) -> Event:
    """A library's error, raised below one line of the program."""
    return event(P, raised(kind, value, "+|shop.web|view|web.py|    return get(url)", line, "-|requests.models|raise_for_status|/site-packages/requests/models.py"))


def axios(value: str, line: str = "  const { data } = await client.get(path);") -> Event:
    return event(N, raised("AxiosError", value, f"+||load|/srv/orders.js|{line}", "-||settle|/srv/node_modules/axios/lib/settle.js|    reject(new AxiosError("))


def fetched(cause: str) -> Event:
    return event(N, raised("Error", cause, "-||afterConnect|node:net"), raised("TypeError", "fetch failed", "+||stock|/srv/stock.js|  const r = await fetch(url);"))


def read(value: str) -> Event:
    return event(N, raised("Error", value, "+||load|/srv/load.js|  return await readFile(name);", "-||open|node:internal/fs/promises"))


def refused(value: str, kind: str = "OperationalError") -> Event:
    return event(P, raised(kind, value, "+|shop.db|query|db.py|    return connection.execute(statement).all()", "-|sqlalchemy.engine|execute|/site-packages/sqlalchemy/engine.py"))


def answered(status: int) -> Event:
    return event(N, raised("UpstreamError", f"upstream answered {status}", "+||call|/srv/call.js|  throw new UpstreamError(`upstream answered ${r.status}`);"))


def crashed(base: int, *offsets: int, by_image: bool = False, name: str = "") -> Event:
    """Native frames without symbols: each knows its image, or the event has a list of images."""
    own = {"package": "/opt/engine/libengine.so", "in_app": True}
    frames = [{"instruction_addr": hex(base + at), **({} if by_image else own | {"image_addr": hex(base)})} for at in offsets]
    if name:
        frames.append({**own, "function": name, "instruction_addr": hex(base + 99)})
    made = event(S, {"type": "SIGSEGV", "value": "Segfault", "stacktrace": {"frames": frames}})
    if by_image:
        made["debug_meta"] = {"images": [{"type": "elf", "code_file": "/opt/engine/libengine.so", "image_addr": hex(base), "image_size": 65536}]}
    return made


def bare(value: str, kind: str = "TypeError") -> Event:
    """An error of a browser that came without a stack."""
    return event(J, raised(kind, value))


def flutter(function: str) -> Event:
    return event("other", raised("FlutterError", "overflow", f"+||{function}|cart.dart"), sdk={"name": "sentry.dart.flutter", "version": "9.6.0"})


def line(**fields: str | int) -> Event:
    return message(N, json.dumps(fields))


AWS = "An error occurred ({}) when calling the GetObject operation: no"
SQL = "(pymysql.err.OperationalError) ({})"
TREE = tuple(f"+||walk|/assets/tree.js|{pad}" for pad in ("", "", ""))

PAIRS = [
    # Codes that stand for types
    Pair("HTTP statuses of one call", asked("404 Client Error: Not Found for url: https://a.io/17"), asked("500 Server Error: Internal Server Error for url: https://a.io/17"), False),
    Pair("one HTTP status, other address", asked("404 Client Error: Not Found for url: https://a.io/17"), asked("404 Client Error: Not Found for url: https://b.io/x?n=99"), True),
    Pair("HTTP statuses of axios", axios("Request failed with status code 404"), axios("Request failed with status code 503"), False),
    Pair("a status that the program itself raises is data", answered(501), answered(502), True),
    Pair("refusals of AWS", asked(AWS.format("AccessDenied"), "ClientError"), asked(AWS.format("SlowDown"), "ClientError"), False),
    Pair("a number of three digits is no status", asked("expected 3 columns, got 404", "ParserError"), asked("expected 3 columns, got 512", "ParserError"), True),
    Pair("system errors of Node at one line", read("ENOENT: no such file or directory, open '/data/17'"), read("EACCES: permission denied, open '/data/17'"), False),
    Pair("one system error of Node, other file", read("ENOENT: no such file or directory, open '/data/17'"), read("ENOENT: no such file or directory, open '/srv/x/9.csv'"), True),
    Pair("a failed fetch, two causes", fetched("connect ECONNREFUSED 10.0.0.1:80"), fetched("getaddrinfo ENOTFOUND api.example.com"), False),
    Pair("a failed fetch, one cause", fetched("connect ECONNREFUSED 10.0.0.1:80"), fetched("connect ECONNREFUSED [::1]:8080"), True),
    Pair("system errors of Python without a type", asked("[Errno 28] No space left on device: 'a'", "OSError"), asked("[Errno 5] Input/output error: 'a'", "OSError"), False),
    Pair("one system error, numbered by two systems", asked("[Errno 111] Connection refused", "ConnectionRefusedError"), asked("[Errno 61] Connection refused", "ConnectionRefusedError"), True),
    Pair("states of gRPC", asked("<RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE", "_InactiveRpcError"), asked("<RPC that terminated with:\n\tstatus = StatusCode.NOT_FOUND", "_InactiveRpcError"), False),
    # Databases
    Pair("numbers of MySQL", refused(SQL.format('1205, "Lock wait timeout exceeded"')), refused(SQL.format("1054, \"Unknown column 'x'\"")), False),
    Pair("a lost connection, told in two ways", refused(SQL.format("2006, 'MySQL server has gone away'")), refused(SQL.format("2013, 'Lost connection to MySQL server during query'")), True),
    Pair("a missing table and a mistake in SQL", refused("(sqlite3.OperationalError) no such table: orders\n[SQL: select 1]"), refused('(sqlite3.OperationalError) near "selct": syntax error\n[SQL: selct 1]'), False),
    Pair("a duplicate and a missing value", refused("UNIQUE constraint failed: users.email", "IntegrityError"), refused("NOT NULL constraint failed: users.name", "IntegrityError"), False),
    Pair("two duplicates", refused('duplicate key value violates unique constraint "users_email"\nDETAIL: Key (email)=(a@b.org)', "IntegrityError"), refused('duplicate key value violates unique constraint "users_email"\nDETAIL: Key (email)=(q@x.io)', "IntegrityError"), True),
    Pair("PDO names its state", event(H, raised("PDOException", "SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry 'a'", "+|Shop|Shop::save|/src/Shop.php|    $this->db->execute($row);")), event(H, raised("PDOException", "SQLSTATE[42S02]: Base table or view not found: 1146 Table 'shop.x' doesn't exist", "+|Shop|Shop::save|/src/Shop.php|    $this->db->execute($row);")), False),
    Pair("Spring shows what a server answered", event(K, raised("HttpClientErrorException$NotFound", '404 : "{"error":"no such item"}"', "+|com.acme.Stock|load|", "-|org.springframework.web.client.RestTemplate|doExecute|")), event(K, raised("HttpClientErrorException$NotFound", "404 Not Found: [no body]", "+|com.acme.Stock|load|", "-|org.springframework.web.client.RestTemplate|doExecute|")), True),
    # Native code without symbols
    Pair("an image put elsewhere", crashed(0x555500000000, 0x1000, 0x2340), crashed(0x7F1200000000, 0x1000, 0x2340), True),
    Pair("two places in an image", crashed(0x555500000000, 0x1000, 0x2340), crashed(0x555500000000, 0x1000, 0x5550), False),
    Pair("an image put elsewhere, by the list of images", crashed(0x555500000000, 0x1000, 0x2340, by_image=True), crashed(0x7F1200000000, 0x1000, 0x2340, by_image=True), True),
    Pair("two places by the list of images", crashed(0x555500000000, 0x1000, 0x2340, by_image=True), crashed(0x555500000000, 0x1000, 0x5550, by_image=True), False),
    Pair("where names are, addresses do not count", crashed(0x555500000000, 0x1000, name="engine::draw"), crashed(0x555500000000, 0x5550, name="engine::draw"), True),
    # Browsers
    Pair("ResizeObserver in two wordings", bare("ResizeObserver loop limit exceeded", "Error"), bare("ResizeObserver loop completed with undelivered notifications.", "Error"), True),
    Pair("a fetch that failed, in three browsers' words", bare("Failed to fetch"), bare("NetworkError when attempting to fetch resource."), True),
    Pair("a fetch and an import that failed", bare("Failed to fetch"), bare("Failed to fetch dynamically imported module: https://a.io/assets/Cart-B8aX0c1Z.js"), False),
    Pair("an import that failed", bare("error loading dynamically imported module: https://a.io/assets/Cart-B8aX0c1Z.js"), bare("Importing a module script failed."), True),
    Pair("an endless recursion, in two browsers' words", event(J, raised("RangeError", "Maximum call stack size exceeded", *TREE)), event(J, raised("InternalError", "too much recursion", *TREE)), True),
    Pair("React Native on two systems", event(J, raised("Failed", "no cart", "+||submit|app:///main.jsbundle")), event(J, raised("Failed", "no cart", "+||submit|app:///index.android.bundle")), True),
    Pair("Dart says `other`", flutter("Cart.build.<anonymous closure>"), flutter("Cart.build.<fn>.<fn>"), True),
    # Messages
    Pair("a line of JSON", line(time=1764410400000, pid=17, msg="payment failed", order=17), line(time=1764410999999, pid=3, msg="payment failed", order=9), True),
    Pair("two lines of JSON", line(time=1764410400000, msg="payment failed", order=17), line(time=1764410400000, msg="mail bounced", order=17), False),
    Pair("a dict of Python", message(P, "{'event': 'payment_failed', 'id': 17}"), message(P, "{'event': 'mail_bounced', 'id': 17}"), False),
    Pair("a line of logfmt", message(G, 'level=error msg="order 17 is late" dur=1.2s id="a b"'), message(G, 'level=error msg="order 9 is late" dur=88ms id="c d"'), True),
    Pair("two lines of logfmt", message(G, 'level=error msg="order is late" dur=1.2s'), message(G, 'level=error msg="cache is cold" dur=1.2s'), False),
    Pair("a line of an access log", message(P, '10.0.0.9 - - "GET /orders/17 HTTP/1.1" 87'), message(P, '10.0.0.7 - - "GET /orders/99 HTTP/1.1" 12'), True),
    Pair("two routes of an access log", message(P, '10.0.0.9 - - "GET /orders/17 HTTP/1.1" 87'), message(P, '10.0.0.9 - - "GET /users/17 HTTP/1.1" 87'), False),
    Pair("a server by name or address", message(P, "connecting to 10.0.0.7:6379 failed"), message(P, "connecting to redis-0.redis.svc.cluster.local:6379 failed"), True),
    Pair("days of the week", message(P, "Event at 10:15 PM on Tuesday collides"), message(P, "Event at 9:05 AM on Friday collides"), True),
    Pair("months", message(P, "Report for November 2026 is empty"), message(P, "Report for March 2025 is empty"), True),
    Pair("base64 that is filled up", message(P, "Bad signature dGhpcyBpcyBhIHRlc3Q= seen"), message(P, "Bad signature ZmZmZmZmZmZhYWFhYmJiYg== seen"), True),
    Pair("a pod that no cluster would call so", message(P, "Pod shop-api-7d9f8b6c5-x2x9z is gone"), message(P, "Pod shop-api-58c7d6b4f9-qq1rt is gone"), True),
]
