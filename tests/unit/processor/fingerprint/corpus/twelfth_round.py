# ruff: noqa: E501
# fmt: off
"""Decorators and middleware that come and go, lookups that failed, and what frameworks say of a field or a type."""

from typing import Any

from tests.unit.processor.fingerprint.corpus.shapes import Pair, event, raised

P, N, J, R = "python", "node", "javascript", "ruby"
SP = "/v/lib/python3.12/site-packages"
TOTAL = "+|shop.pricing|total|/srv/shop/pricing.py|    return line[\"qty\"] * line[\"price\"]"
VIEW = "+|shop.views|cart|/srv/shop/views.py|    return str(total(lines))"
LOST = "Expecting value: line 1 column 1 (char 0)"


def missing(*around: str) -> dict[str, Any]:
    """A key that is missing, below the frames `around` a view."""
    return event(P, raised("KeyError", "'qty'", *around, VIEW, TOTAL))


def wrapper(line: str, name: str = "inner") -> str:
    """The frame of a decorator or of middleware."""
    return f"+|shop.wraps|{name}|/srv/shop/wraps.py|    {line}"


def in_wrapper(name: str) -> dict[str, Any]:
    """A view called with too little: no frame of its own."""
    return event(P, raised("TypeError", "cart() missing 1 required positional argument: 'lines'", wrapper("return view(*args, **kwargs)", name)))


def looked_up(kind: str, value: str, line: str) -> dict[str, Any]:
    """A failed lookup at `line`."""
    return event(P, raised(kind, value, f"+|shop.berths|top|/srv/shop/berths.py|    {line}"))


def refused(value: str) -> dict[str, Any]:
    """What FastAPI raises for an answer that is not as declared."""
    return event(P, raised("ResponseValidationError", value, "+|shop.web|stamp|/srv/shop/web.py|    response = await call_next(request)", f"-|fastapi.routing|serialize_response|{SP}/fastapi/routing.py"))


def unwritable(value: str) -> dict[str, Any]:
    """What cannot be written as JSON."""
    return event(P, raised("TypeError", value, "+|shop.web|show|/srv/shop/web.py|    return json.dumps(found)", "-|json.encoder|default|/usr/lib/python3.12/json/encoder.py"))


def empty(*before: dict[str, Any]) -> dict[str, Any]:
    """An answer that is no JSON."""
    return event(P, *before, raised("JSONDecodeError", LOST, "+|shop.net|call|/srv/shop/net.py|    return response.json()", "-|json.decoder|raw_decode|/usr/lib/python3.12/json/decoder.py"))


def minified(value: str) -> dict[str, Any]:
    """A TypeError in a minified bundle."""
    made = raised("TypeError", value, "+||Xe|https://shop.example/main-3fa2.js", "+||t|https://shop.example/main-3fa2.js")
    for frame in made["stacktrace"]["frames"]:
        frame |= {"lineno": 1, "colno": 48_211}
    return event(J, made)


def nothing(line: str) -> dict[str, Any]:
    """Ruby's nil, looked into at `line`."""
    return event(R, raised("NoMethodError", "undefined method `[]' for nil:NilClass", f"+||price|/srv/shop/cart.rb|    {line}"))


ONE_FIELD = "1 validation error:\n  {'type': 'missing', 'loc': ('response', 'tank'), 'msg': 'Field required', 'input': {}}\n"
OUT = "list index out of range"
NONE = "'NoneType' object is not subscriptable"

PAIRS = [
    Pair("a decorator more", missing(), missing(wrapper("return view(*args, **kwargs)")), True),
    Pair("a decorator more, that looks at the request", missing(), missing(wrapper("return view(request, *args, user=user, **kwargs)")), True),
    Pair("a middleware more", missing(), missing(wrapper("response = self.get_response(request)", "__call__")), True),
    Pair("another caller", missing(), missing("+|shop.jobs|nightly|/srv/shop/jobs.py|    cart(lines)"), False),
    Pair("failed in two decorators", in_wrapper("timed"), in_wrapper("cached"), False),
    Pair("an element taken out of a list", looked_up("IndexError", OUT, "return self.loads[-1].weight.round()"), looked_up("IndexError", OUT, "last = self.loads[-1]"), True),
    Pair("two places of one list", looked_up("IndexError", OUT, "depth = float(row[3])"), looked_up("IndexError", OUT, "length = float(row[5])"), False),
    Pair("two places that variables tell, given to two functions", looked_up("IndexError", OUT, "charge(rows[n])"), looked_up("IndexError", OUT, "refund(rows[n])"), False),
    Pair("nothing to look into", looked_up("TypeError", NONE, 'return round(float(body["price"]), 2)'), looked_up("TypeError", NONE, 'price = float(body["price"])'), True),
    Pair("nothing to look into, for two keys", looked_up("TypeError", NONE, 'price = float(body["price"])'), looked_up("TypeError", NONE, 'tax = float(body["tax"])'), False),
    Pair("nil, looked into in Ruby", nothing("cart[:lines].sum"), nothing("lines = cart[:lines]"), True),
    Pair("two keys of one request", looked_up("MultiValueDictKeyError", "'code'", 'book(request.GET["code"], request.GET["day"])'), looked_up("MultiValueDictKeyError", "'day'", 'book(request.GET["code"], request.GET["day"])'), False),
    Pair("one field, told with its place in newer versions", refused(ONE_FIELD), refused(ONE_FIELD.replace("error:", "errors:") + '\n  File "/srv/shop/web.py", line 42, in cart\n    GET /cart'), True),
    Pair("two fields of an answer", refused(ONE_FIELD), refused(ONE_FIELD.replace("tank", "plate")), False),
    Pair("two types that cannot be written", unwritable("Object of type set is not JSON serializable"), unwritable("Object of type Decimal is not JSON serializable"), False),
    Pair("a library's signal as a cause", empty(), empty(raised("StopIteration", "0", "-|json.decoder|raw_decode|/usr/lib/python3.12/json/decoder.py")), True),
    Pair("a made-up variable", minified("e.lines is not iterable"), minified("t.lines is not iterable"), True),
    Pair("a made-up variable, before it was set", minified("Cannot access 'e' before initialization"), minified("Cannot access 'Qr' before initialization"), True),
    Pair("two members of a made-up variable", minified("e.lines is not iterable"), minified("e.rows is not iterable"), False),
    Pair("the host that a fetch failed for, told by newer SDKs", minified("Failed to fetch"), minified("Failed to fetch (api.shop.example)"), True),
]
