# ruff: noqa: E501
# fmt: off
"""A fifth round: the classes of mistakes that really run web programs, scripts and bundles showed."""

from tests.unit.processor.fingerprint.corpus.shapes import Pair, event, raised

P, K = "python", "java"

FILTERS = ("?|zoo.Server|handle|Server.java", "?|zoo.AuthFilter|filter|AuthFilter.java", "?|zoo.TraceFilter|filter|TraceFilter.java")
FEED = "?|zoo.Feeding|feed|Feeding.java"
WASH = "?|zoo.Washing|wash|Washing.java"

PAIRS = [
    Pair("filters in another order", event(K, raised("zoo.HungryException", "x", *FILTERS, FEED)), event(K, raised("zoo.HungryException", "x", FILTERS[2], FILTERS[0], FILTERS[1], FEED)), True),
    Pair("a filter fails, not what it guards", event(K, raised("zoo.HungryException", "x", *FILTERS, FEED)), event(K, raised("zoo.HungryException", "x", FILTERS[0], FEED, *FILTERS[1:])), False),
    Pair("the same filters around another controller", event(K, raised("zoo.HungryException", "x", *FILTERS, FEED)), event(K, raised("zoo.HungryException", "x", *FILTERS, WASH)), False),
    Pair("middleware as functions", event(P, raised("KeyError", "'hay'", "+|zoo.web|timed|/a/web.py", "+|zoo.web|logged|/a/web.py", "+|zoo.feed|hay|/a/feed.py|return store['hay']")), event(P, raised("KeyError", "'hay'", "+|zoo.web|logged|/b/web.py", "+|zoo.web|timed|/b/web.py", "+|zoo.feed|hay|/b/feed.py|return store['hay']")), True),
]
