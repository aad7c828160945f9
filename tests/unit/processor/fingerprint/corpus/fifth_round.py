# ruff: noqa: E501
# fmt: off
"""A fifth round: the classes of mistakes that really run web programs, scripts and bundles showed."""

from tests.unit.processor.fingerprint.corpus.shapes import Event, Pair, event, message, raised

P, K, N, J = "python", "java", "node", "javascript"

FILTERS = ("?|zoo.Server|handle|Server.java", "?|zoo.AuthFilter|filter|AuthFilter.java", "?|zoo.TraceFilter|filter|TraceFilter.java")
FEED = "?|zoo.Feeding|feed|Feeding.java"
WASH = "?|zoo.Washing|wash|Washing.java"

CAGE, POND = "+||Cage.clean|/srv/animals.js|  return this.owner.name;", "+||Pond.clean|/srv/animals.js|  return this.owner.name;"


def met(*lines: str, platform: str = N) -> Event:
    return event(platform, raised("TypeError", "Cannot read properties of undefined (reading 'name')", *lines))


def not_json(value: str, function: str = "t") -> Event:
    return event(J, raised("SyntaxError", value, f"+||{function}|https://a.example/js/app.1a2b3c4d.js"))


PAIRS = [
    Pair("filters in another order", event(K, raised("zoo.HungryException", "x", *FILTERS, FEED)), event(K, raised("zoo.HungryException", "x", FILTERS[2], FILTERS[0], FILTERS[1], FEED)), True),
    Pair("a filter fails, not what it guards", event(K, raised("zoo.HungryException", "x", *FILTERS, FEED)), event(K, raised("zoo.HungryException", "x", FILTERS[0], FEED, *FILTERS[1:])), False),
    Pair("the same filters around another controller", event(K, raised("zoo.HungryException", "x", *FILTERS, FEED)), event(K, raised("zoo.HungryException", "x", *FILTERS, WASH)), False),
    Pair("middleware as functions", event(P, raised("KeyError", "'hay'", "+|zoo.web|timed|/a/web.py", "+|zoo.web|logged|/a/web.py", "+|zoo.feed|hay|/a/feed.py|return store['hay']")), event(P, raised("KeyError", "'hay'", "+|zoo.web|logged|/b/web.py", "+|zoo.web|timed|/b/web.py", "+|zoo.feed|hay|/b/feed.py|return store['hay']")), True),
    Pair("forked or spawned", event(P, raised("KeyError", "'hay'", "+|__main__|feed|/a/feed.py|return store['hay']")), event(P, raised("KeyError", "'hay'", "+|__mp_main__|feed|/a/feed.py|return store['hay']")), True),
    # Classes of one file
    Pair("methods of two classes", met(CAGE), met(POND), False),
    Pair("methods of two classes call one helper", met(CAGE.replace(".owner.name", ".ownerName()"), "+||nameOf|/srv/names.js|  return o.name;"), met(POND.replace(".owner.name", ".ownerName()"), "+||nameOf|/srv/names.js|  return o.name;"), False),
    Pair("class as a bundler writes it", met(CAGE), met(CAGE.replace("Cage.", "async _Cage2.")), True),
    Pair("method inherited from a base class", met(CAGE.replace("animals", "base-place")), met(POND.replace("animals", "base-place")), True),
    Pair("method inherited, file of the base class", met(CAGE.replace("Cage", "CageStore").replace("animals", "store")), met(POND.replace("Pond", "PondStore").replace("animals", "store")), True),
    Pair("several classes in a file of several", met(CAGE.replace("Cage", "CageStore").replace("animals", "stores")), met(POND.replace("Pond", "PondStore").replace("animals", "stores")), False),
    Pair("class that the file tells", met(CAGE.replace("animals", "cage")), met(CAGE.replace("Cage.", "").replace("animals", "cage")), True),
    Pair("function on an event emitter or none", met("+||Socket.onData|/srv/feed.js|  return this.owner.name;"), met("+||TLSSocket.onData|/srv/feed.js|  return this.owner.name;"), True),
    Pair("classes with minified names", met("+||Gx.clean|/srv/dist/animals.js|" + 300 * "x"), met("+||Qt.clean|/srv/dist/animals.js|" + 300 * "y"), True),
    Pair("only some browsers name the class", met(CAGE, platform=J), met(CAGE.replace("Cage.", ""), platform=J), True),
    # JSON, where there are no source lines
    Pair("a page or a mistake in JSON", not_json("Unexpected token '<', \"<html>17\" is not valid JSON"), not_json("Expected property name or '}' in JSON at position 1"), False),
    Pair("a page or half an answer", not_json("Unexpected token < in JSON at position 0"), not_json("Unexpected end of JSON input"), False),
    Pair("a page or half an answer, under a name", not_json("Unexpected token < in JSON at position 0", "loadAnimals"), not_json("Unexpected end of JSON input", "loadAnimals"), False),
    Pair("a page, in two browsers", not_json("Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON"), not_json("JSON.parse: unexpected character at line 1 column 1 of the JSON data"), True),
    Pair("an index or a key as property", event(J, raised("TypeError", "Cannot read properties of undefined (reading '4711')", "+||feed|https://a.example/a.js")), event(J, raised("TypeError", "Cannot read properties of undefined (reading '12')", "+||feed|https://b.example/a.js")), True),
    Pair("another key of a map", event(J, raised("TypeError", "Cannot read properties of undefined (reading 'animal-4711')", "+||feed|https://a.example/a.js")), event(J, raised("TypeError", "Cannot read properties of undefined (reading 'animal-523')", "+||feed|https://b.example/a.js")), True),
    # Log lines
    Pair("one text of two loggers", message(P, "connection lost", logger="zoo.water"), message(P, "connection lost", logger="zoo.power"), False),
    Pair("one logger per worker", message(P, "connection lost", logger="zoo.worker-3"), message(P, "connection lost", logger="zoo.worker-12"), True),
    Pair("one logger per request", message(P, "connection lost", logger="zoo.3f2b8c1e-77aa-4d1f-9d3c-0c1d2e3f4a5b"), message(P, "connection lost", logger="zoo.b81c8c1e-90ab-4d1f-9d3c-0c1d2e3fffff"), True),
    Pair("logger of a proxied class", message(K, "connection lost", logger="zoo.Water"), message(K, "connection lost", logger="zoo.Water$$EnhancerBySpringCGLIB$$7f3a"), True),
    Pair("integrations that know no logger", message(J, "connection lost", logger="console"), message(J, "connection lost"), True),
]
