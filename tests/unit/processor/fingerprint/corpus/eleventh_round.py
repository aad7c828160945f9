# ruff: noqa: E501
# fmt: off
"""One line of a library that refuses for several reasons, members taken out into variables, and chains of libraries."""

from typing import Any

from tests.unit.processor.fingerprint.corpus.shapes import Pair, event, raised, stack

P, N, J, G = "python", "node", "javascript", "go"
SP = "/v/lib/python3.12/site-packages"
JWT = "/srv/node_modules/jsonwebtoken/verify.js"
READ = "Cannot read properties of undefined (reading '{}')"


def token(value: str, line: str, kind: str = "JsonWebTokenError") -> dict[str, Any]:
    """What jsonwebtoken raises at `line`."""
    return event(N, raised(kind, value, "+||login|/srv/auth.js|  return jwt.verify(raw, KEY);", f"-||verify|{JWT}|{line}"))


def refused(value: str, kind: str = "IntegrityError") -> dict[str, Any]:
    """What a database's driver raises below one `commit()`."""
    return event(P, raised(kind, value, "+|shop.db|save|/srv/shop/db.py|    session.commit()"))


def js(value: str, line: str, *before: str) -> dict[str, Any]:
    """A TypeError of Node at `line`, which follows the lines `before`."""
    made = raised("TypeError", value)
    made["stacktrace"] = stack(f"+||total|/srv/cart.js|{line}")
    made["stacktrace"]["frames"][0]["pre_context"] = list(before)
    return event(N, made)


def unresolved(*between: str) -> dict[str, Any]:
    """A request that failed for a host's name, passed on by way of `between`."""
    inside = f"-|urllib3.connection|connect|{SP}/urllib3/connection.py"
    own = ("+|shop.rates|load|/srv/shop/rates.py|    requests.get(url)", f"-|requests.api|get|{SP}/requests/api.py")
    return event(
        P,
        raised("gaierror", "[Errno -2] Name or service not known", inside),
        *(raised(kind, "failed to resolve", inside) for kind in between),
        raised("ConnectionError", "HTTPConnectionPool(host='a.example', port=80): Max retries exceeded", *own),
    )


def number(value: str) -> dict[str, Any]:
    """A text that is no number, in Go."""
    return event(G, raised("*strconv.NumError", value, "-|main|main.read"))


MALFORMED = token("jwt malformed", "    return done(new JsonWebTokenError('jwt malformed'));")

PAIRS = [
    Pair("two reasons of one library's line", MALFORMED, token("invalid signature", "      return done(new JsonWebTokenError('invalid signature'));"), False),
    Pair("one reason, the library's line moved", MALFORMED, token("jwt malformed", "  return done(new JsonWebTokenError( 'jwt malformed' ))"), True),
    Pair("a library's words that hold data", token("jwt of bob", "    throw new AuthError(`jwt of ${who}`);", "AuthError"), token("jwt of ann", "    throw new AuthError(`jwt of ${who}`);", "AuthError"), True),
    Pair("the type tells it, in whatever words", token("No row was found", "    throw new NoRowFound('No row was found');", "NoRowFound"), token("No row found", "    fail('No row found');", "NoRowFound"), True),
    Pair("two columns that must not be null", refused("NOT NULL constraint failed: bill.total"), refused("NOT NULL constraint failed: bill.number"), False),
    Pair("two unique constraints", refused('duplicate key value violates unique constraint "users_email_key"'), refused('duplicate key value violates unique constraint "users_nick_key"'), False),
    Pair("two partitions of one table", refused('duplicate key value violates unique constraint "events_2026_11_pkey"'), refused('duplicate key value violates unique constraint "events_2026_12_pkey"'), True),
    Pair("two keys of MySQL", refused("(1062, \"Duplicate entry 'a@b.ch' for key 'users.email'\")"), refused("(1062, \"Duplicate entry 'bob' for key 'users.nick'\")"), False),
    Pair("one key of MySQL, other values", refused("(1062, \"Duplicate entry 'a@b.ch' for key 'users.email'\")"), refused("(1062, \"Duplicate entry 'c@d.ch' for key 'users.email'\")"), True),
    Pair("two missing tables", refused("no such table: bills", "OperationalError"), refused("no such table: stays", "OperationalError"), False),
    Pair("what holds it is missing, and it is missing", js(READ.format("send"), "  carrier.send(box);"), js("carrier.send is not a function", "  carrier.send(box);"), False),
    Pair("a member taken out into a variable", js(READ.format("name"), "  return cart.owner.name;"), js(READ.format("name"), "  return owner.name;", "  const { owner } = cart;"), True),
    Pair("a member taken out among others", js(READ.format("name"), "  return cart.owner.name;"), js(READ.format("name"), "  return owner.name;", "  const { lines, owner = null } = cart;"), True),
    Pair("an argument taken apart", js(READ.format("name"), "  return cart.owner.name;"), js(READ.format("name"), "  return owner.name;", "function total({ owner, lines }) {"), True),
    Pair("two members taken out", js(READ.format("rate"), "  return tax.rate;", "  const { tax, offer } = cart;"), js(READ.format("rate"), "  return offer.rate;", "  const { tax, offer } = cart;"), False),
    Pair("no function at the end of a chain", js("cart.lines.map(...).sort(...)[0].toFixed is not a function", "  return cart.lines.map((l) => l.n).sort()[0].toFixed(1);"), js("prices.sort(...)[0].toFixed is not a function", "  return prices.sort()[0].toFixed(1);"), True),
    Pair("the largest of none, taken apart", event(P, raised("ValueError", "max() arg is an empty sequence", "+|shop.cart|top|/srv/cart.py|    return max(l.n for l in lines)")), event(P, raised("ValueError", "max() iterable argument is empty", "+|shop.cart|top|/srv/cart.py|    return max(prices)")), True),
    Pair("a library passes its cause on in another way", unresolved("NameResolutionError", "MaxRetryError"), unresolved("NewConnectionError"), True),
    Pair("two ways to read a number (Go)", number('strconv.Atoi: parsing "x": invalid syntax'), number('strconv.ParseFloat: parsing "x": invalid syntax'), False),
    Pair("one way to read a number (Go)", number('strconv.Atoi: parsing "x": invalid syntax'), number('strconv.Atoi: parsing "9y": invalid syntax'), True),
    Pair("two faults of a Node function, in a bundle", event(N, raised("TypeError", "Invalid initialization vector", "+||decrypt|/srv/dist/server-GBW72K6R.js")), event(N, raised("TypeError", "Invalid key length", "+||decrypt|/srv/dist/server-GBW72K6R.js")), False),
]
