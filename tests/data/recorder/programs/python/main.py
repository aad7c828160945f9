"""python main.py CASE: raise one problem and let the SDK report it. `list` names the cases this SDK can do."""

import asyncio
import logging
import os
import random
import sys
import uuid

import client
from shop import catalog, nightly, orders, payments, stock

SEED = os.environ.get("SHOP_SEED", "1")
rng = random.Random(SEED)
NUMBER = rng.randrange(10_000, 99_999)
SKU = f"SKU-{rng.randrange(1000, 9999)}"
UUID = str(uuid.UUID(int=rng.getrandbits(128), version=4))
SKEW = int(SEED)
LINES = [{"sku": SKU, "price": 1250, "quantity": SKEW}]
ORDER = orders.Order(NUMBER, LINES)
KNOWN = orders.Order(
    NUMBER, LINES, {"email": f"eva{NUMBER}@example.com", "code": f"{NUMBER}", "country": "DE"}
)
ABROAD = orders.Order(NUMBER, LINES, {"email": f"eva{NUMBER}@example.com", "country": "XX"})

log = logging.getLogger("shop.checkout")
CASES = {}


def case(name, again=True, since=-1, handled=True):
    """Register a case. A handled one is caught here and captured; `since` is the SDK's first major that can."""

    def register(function):
        if client.major() >= since:
            CASES[name] = (function, again, handled)
        return function

    return register


# One exception ------------------------------------------------------------------------------------------------

case("plain")(lambda sdk: orders.total(ORDER))
case("key-error")(lambda sdk: stock.count(SKU))
case("zero-division")(lambda sdk: orders.average(orders.Order(NUMBER, [])))
case("same-function-value")(lambda sdk: orders.parse_quantity(f" {NUMBER}x"))
case("same-function-type")(lambda sdk: orders.parse_quantity(NUMBER))
case("subclass")(lambda sdk: orders.reserve(ORDER))
case("repr-address")(lambda sdk: orders.ship([ORDER, object()][0]))
case("crash-in-discounts")(lambda sdk: orders.net(KNOWN))
case("crash-in-taxes")(lambda sdk: orders.net(ABROAD))
case("missing-file")(lambda sdk: catalog.load_products(os.getcwd()))
case("sql-missing-table")(lambda sdk: catalog.product(catalog.open_shelf(), SKU))
case("sql-unique")(lambda sdk: catalog.add_product(catalog.open_shelf(), SKU))


@case("recursion")
def recursion(sdk):
    depth = 12 + 9 * SKEW
    tree = {f"c{i}": f"c{i + 1}" for i in range(depth)} | {f"c{depth}": None}
    orders.category_path(tree, "c0")


@case("recursion-endless")
def recursion_endless(sdk):
    orders.category_path({"a": "b", "b": "a"}, "a")


@case("notes", again=False)
def notes(sdk):
    try:
        orders.total(ORDER)
    except ValueError as error:
        error.add_note(f"while closing the day, order {NUMBER}")
        raise


# Libraries: the same function of a library, called from different places ------------------------------------

case("json-catalog")(lambda sdk: catalog.import_catalog(f'{{"products": [{NUMBER},'))
case("json-cart")(lambda sdk: catalog.read_cart(f'{{"cart": [{NUMBER},'))
case("http-rates", since=0)(lambda sdk: catalog.fetch_rates(7000 + SKEW))
case("http-logo", since=0)(lambda sdk: catalog.fetch_logo(7000 + SKEW))
case("template", since=0)(lambda sdk: catalog.invoice(orders.Order(NUMBER, [], {"title": "Dr."})))
case("decimal")(lambda sdk: catalog.price(f"{NUMBER},50"))


# Chains and groups -------------------------------------------------------------------------------------------

case("cause-refused")(lambda sdk: payments.charge(KNOWN, payments.refusing_gateway))
case("cause-timeout")(lambda sdk: payments.charge(KNOWN, payments.slow_gateway))
case("context")(lambda sdk: payments.refund(ORDER, payments.forgetful_gateway))
case("group-counted", since=1)(lambda sdk: nightly.recount([f"{SKU}-{i}" for i in range(2 + SKEW)]))
case("group-mixed", since=1)(lambda sdk: nightly.reprice(orders.Order(NUMBER, []), [f"{NUMBER}x"]))


# Unhandled ---------------------------------------------------------------------------------------------------

case("unhandled", handled=False)(lambda sdk: orders.total(ORDER))
case("unhandled-other", handled=False)(lambda sdk: orders.reserve(ORDER))
case("exit", handled=False, again=False)(
    lambda sdk: sys.exit(log.critical("shop closes, order %d waits", NUMBER))
)


@case("thread", since=0)
def thread(sdk):
    nightly.in_thread(f"worker-{SKEW}-{NUMBER}", orders.total, ORDER)


@case("task")
def task(sdk):
    asyncio.run(nightly.remind_all([ORDER] * SKEW))


@case("dynamic-code")
def dynamic_code(sdk):
    scope = {"orders": orders, "order": ORDER}
    exec(compile("def rule(order):\n    return orders.total(order)\n", f"<rule {NUMBER}>", "exec"), scope)
    scope["rule"](ORDER)


# Messages ----------------------------------------------------------------------------------------------------


def message(name, text, level="info", again=True):
    case(name, again)(lambda sdk: client.capture_message(sdk, text, level))


SECONDS = f"{rng.uniform(1, 9):.3f}"
DAY = f"2026-0{SKEW + 2}-1{SKEW}"
HEX = f"{rng.getrandbits(160):040x}"
IP = f"10.{SKEW}.{rng.randrange(255)}.{rng.randrange(255)}"
message("message", f"order {NUMBER} was not shipped", "warning")
message("message-near", f"order {NUMBER} was not paid", "warning")
message("message-values", f"job {UUID} of {DAY}T03:1{SKEW}:00Z on {IP}:54{SKEW}2 took {SECONDS}s, etag {HEX}")
message("message-lines", f"import stopped\nrow {NUMBER}: no price\nrow {NUMBER + SKEW}: no name\n", "error")
message("message-mail", f"user eva{NUMBER}@example.com asked for a copy of her data", "info")
message("message-quoted", f"no product matches '{SKU}' in list \"spring-{NUMBER}\"", "info")


@case("log-params")
def log_params(sdk):
    log.error("payment of %s for order %d failed", f"{NUMBER / 100:.2f} EUR", NUMBER)


@case("log-params-near")
def log_params_near(sdk):
    log.error("refund of %s for order %d failed", f"{NUMBER / 100:.2f} EUR", NUMBER)


@case("log-formatted")
def log_formatted(sdk):
    log.error(f"delivery {UUID} of order {NUMBER} is late by {SKEW + 2} days")


@case("log-exception")
def log_exception(sdk):
    try:
        orders.total(ORDER)
    except ValueError:
        log.exception("could not total order %d", NUMBER, extra={"order": NUMBER, "lines": len(LINES)})


@case("log-other-logger", again=False)
def log_other_logger(sdk):
    logging.getLogger("shop.warehouse.gate").error("gate %d stays open", SKEW)


# Everything a program may add ---------------------------------------------------------------------------------


@case("scope", since=0)
def scope(sdk):
    with sdk.push_scope() if client.major() < 2 else sdk.new_scope() as scope:
        scope.set_tag("plan", "gold")
        scope.set_tag("shard", SKEW)
        scope.set_user(
            {"id": str(NUMBER), "email": f"eva{NUMBER}@example.com", "ip_address": IP, "username": "eva"}
        )
        scope.set_context(
            "basket", {"lines": LINES, "coupon": None, "nested": {"deep": {"deeper": [1, 2.5, True]}}}
        )
        scope.set_extra("raw", {"weights": [0.1, float("inf"), float("nan")], "when": DAY})
        scope.set_transaction_name("checkout") if client.major() > 0 else None
        scope.add_breadcrumb(category="cart", message=f"added {SKU}", level="info", data={"quantity": SKEW})
        scope.add_breadcrumb(
            type="http", category="httplib", data={"url": f"http://{IP}/stock", "status_code": 503}
        )
        log.info("about to total order %d", NUMBER)
        catch(sdk, lambda: orders.total(ORDER))


@case("scope-raven", since=-1)
def scope_raven(sdk):
    sdk.user_context({"id": str(NUMBER), "email": f"eva{NUMBER}@example.com", "ip_address": IP})
    sdk.tags_context({"plan": "gold", "shard": SKEW})
    sdk.extra_context({"basket": LINES})
    sdk.captureBreadcrumb(category="cart", message=f"added {SKU}", level="info", data={"quantity": SKEW})
    catch(sdk, lambda: orders.total(ORDER))


def with_fingerprint(sdk, fingerprint, work):
    if client.major() < 0:
        try:
            work()
        except Exception:
            sdk.captureException(fingerprint=fingerprint)
        return
    with sdk.push_scope() if client.major() < 2 else sdk.new_scope() as scope:
        scope.fingerprint = fingerprint
        catch(sdk, work)


FINGERPRINTS = {
    "fingerprint-plain": (["shop-down"], lambda: orders.total(ORDER)),
    "fingerprint-elsewhere": (["shop-down"], lambda: stock.count(SKU)),
    "fingerprint-other": (["shop-slow"], lambda: orders.total(ORDER)),
    "fingerprint-default": (["{{ default }}", "gold"], lambda: orders.total(ORDER)),
    "fingerprint-default-other": (["{{ default }}", "silver"], lambda: orders.total(ORDER)),
}
for name, (fingerprint, work) in FINGERPRINTS.items():
    case(name)(lambda sdk, f=fingerprint, w=work: with_fingerprint(sdk, f, w))


# Requests ----------------------------------------------------------------------------------------------------


def visit(method, path, **more):
    """One request of a browser to the shop."""
    from shop.web import app

    browser = app.test_client()
    browser.set_cookie("session", f"s{HEX[:24]}")
    headers = {
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "X-Request-Id": UUID,
    }
    return browser.open(path, method=method, headers=headers, base_url="https://shop.example", **more)


PAGES = {
    "request-get": lambda: visit("GET", f"/orders/{NUMBER}?page={SKEW}&q=caf%C3%A9"),
    "request-json": lambda: visit(
        "POST", f"/orders/{NUMBER}", json={"note": "leave at the door", "count": SKEW}
    ),
    "request-form": lambda: visit(
        "POST", "/quantity", data={"quantity": f"{NUMBER} pcs", "password": "correct horse"}
    ),
    "request-import": lambda: visit(
        "POST", "/import", data=f'{{"products": [{NUMBER}', content_type="text/plain"
    ),
}
for name, page in PAGES.items():
    case(name, since=0)(lambda sdk, p=page: p())


# Odd bytes ---------------------------------------------------------------------------------------------------


@case("emoji")
def emoji(sdk):
    raise RuntimeError(f"Bestellung {NUMBER} für Zoë 🧦🏳️‍🌈 — 株式会社 ﷽ \u202egnp.exe")


@case("surrogate", again=False)
def surrogate(sdk):
    name = b"caf\xe9-\xff.csv".decode("utf-8", "surrogateescape")
    raise RuntimeError(f"cannot read {name}")


@case("bytes", again=False)
def odd_bytes(sdk):
    blob = bytes(range(256))
    nul = "before\x00after\x1b[31mred\x7f"
    raise RuntimeError(nul + repr(blob[:8]))


@case("huge", again=False)
def huge(sdk):
    basket = {f"key{i}": "x" * 2000 for i in range(200)}
    text = "long " * 20_000
    raise RuntimeError(f"{len(basket)} things: {text}")


@case("markup", again=False)
def markup(sdk):
    raise RuntimeError("<img src=x onerror=alert(1)> </script><script>\"'`{{7*7}}${7*7} %s %(a)s {0}")


# What else a client sends --------------------------------------------------------------------------------------


@case("items", again=False, since=2)
def items(sdk):
    with sdk.start_transaction(op="task", name="close the day"), sdk.start_span(op="db", name="select 1"):
        pass
    from sentry_sdk.crons import capture_checkin

    capture_checkin(monitor_slug="nightly", status="ok", duration=1.5)
    sdk.get_isolation_scope().add_attachment(bytes=b"sku,price\n\n1,2\n", filename="products.csv")
    catch(sdk, lambda: orders.total(ORDER))


def catch(sdk, work):
    try:
        work()
    except Exception:
        client.capture_exception(sdk)


def options_for(name):
    """What the case wants of the SDK, beyond the common options."""
    more = {}
    if client.major() > 0:
        more["send_default_pii"] = name.startswith(("request-", "scope"))
    if name == "items":
        more |= {"traces_sample_rate": 1.0, "enable_logs": True}
    if name == "message-lines":
        more["attach_stacktrace"] = True
    return more


def main():
    if client.major() >= 0:
        CASES.pop("scope-raven", None)
    name = sys.argv[1]
    if name == "list":
        for known, (_, again, _) in CASES.items():
            print(known, "again" if again else "")
        return
    work, _, handled = CASES[name]
    del sys.argv[1:]
    sdk = client.start(**options_for(name))
    if handled:
        catch(sdk, lambda: work(sdk))
    else:
        work(sdk)


if __name__ == "__main__":
    main()
