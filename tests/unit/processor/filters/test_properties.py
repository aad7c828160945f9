"""What holds for any event and any rule."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.clock import instant
from core.errors import Rejected
from core.events import EnrichedEvent
from core.payloads import PayloadKey
from core.payloads.clauses import Clause
from core.payloads.documents import search_document
from core.payloads.matching import matches
from core.pipeline_rules import GLOBBED, Action, ActionKind, ActiveRule, Match, MatchKind, PipelineRule
from core.pipeline_rules.checks import checked
from core.pipeline_rules.query import clause_of_event
from processor.enrich import Lookups, enrich
from processor.enrich.user_agent import parse_user_agent
from processor.filters import Filtered, compiled, filters, rule_trial
from processor.filters.asking import asks
from processor.filters.document import Document
from processor.normalize import normalize
from tests.contract.meaning import clauses, events
from tests.unit.processor.filters.made import raw

_json: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_NAMES = (
    *("exception", "logentry", "message", "request", "user", "contexts", "tags", "platform", "release", "environment"),
    *("stacktrace", "csp", "values", "frames", "url", "headers", "ip_address", "browser", "version", "level", "type"),
)
_hostile = st.dictionaries(st.sampled_from(_NAMES), st.dictionaries(st.sampled_from(_NAMES), _json, max_size=4) | _json)

_globs = st.text(st.sampled_from("ab*\\ é"), min_size=1, max_size=6)
_QUERIES = (
    "level:error",
    "a*b",
    "!has:release",
    "x:1 OR (y:2 z)",
    "user:7",
    "error.handled:true",
    "message:a",
    "id:" + "a" * 32,
)
_rules = st.builds(
    lambda kind, globs, network, query, action: PipelineRule(
        match=Match(kind=kind, patterns=tuple(globs) if kind in GLOBBED else (network,), query=query), action=action
    ),
    st.sampled_from(MatchKind),
    st.lists(_globs, min_size=1, max_size=3),
    st.sampled_from(("0.0.0.0/0", "10.0.0.0/8", "::/0")),
    st.sampled_from(_QUERIES),
    st.sampled_from(
        (
            Action(kind=ActionKind.DROP),
            Action(kind=ActionKind.SAMPLE, share=0.5),
            Action(kind=ActionKind.LEVEL, value="info"),
            Action(kind=ActionKind.ROUTE, value="x"),
            Action(kind=ActionKind.OWNER, team_id=1),
        )
    ),
)


def _sensible(rule: PipelineRule) -> PipelineRule | None:
    try:
        return checked(rule)
    except Rejected:
        return None


@given(_hostile, st.lists(_rules, max_size=4), st.text(max_size=30))
def test_no_event_makes_a_rule_fail(data: dict[str, Any], rules: list[PipelineRule], address: str) -> None:
    source = structs.replace(raw(), client_ip=address, user_agent=address)
    one = enrich(normalize(source, json.loads(json.dumps(data))), Lookups(user_agents=parse_user_agent))
    ready = [compiled(ActiveRule(n, kept)) for n, rule in enumerate(rules) if (kept := _sensible(rule))]
    left = filters(one, ready)
    assert isinstance(left, EnrichedEvent | Filtered)
    if isinstance(left, EnrichedEvent):
        assert left.data["level"] in ("fatal", "error", "warning", "info", "debug")
        assert len({key for key, _ in left.data["tags"]}) == len(left.data["tags"])


@given(_hostile, _rules)
def test_no_stored_event_makes_a_trial_fail(data: dict[str, Any], rule: PipelineRule) -> None:
    """Redaction may have left anything where a text was."""
    kept = _sensible(rule)
    if kept is not None:
        key = PayloadKey(1, "a" * 32, instant(1_800_000_000.0).date())
        safe = {name: value for name, value in data.items() if name not in ("tags", "timestamp")}
        rule_trial(kept)(key, {**safe, "timestamp": 1_800_000_000.0})


@given(events, clauses)
def test_a_clause_is_asked_as_every_store_answers_it(stored: list[dict[str, Any]], clause: Clause) -> None:
    asked = asks(clause)
    for data in stored:
        key = PayloadKey(1, "a" * 32, instant(1_800_000_000.0).date())
        document = replace(search_document(key, data), fingerprint="")
        assert asked(Document(raw(), data)) is matches(document, clause)


@given(events, st.sampled_from(_QUERIES))
def test_an_own_query_means_what_searching_stored_events_means(stored: list[dict[str, Any]], query: str) -> None:
    clause = clause_of_event(query)
    rule = compiled(
        ActiveRule(1, PipelineRule(match=Match(kind=MatchKind.QUERY, query=query), action=Action(kind=ActionKind.DROP)))
    )
    for data in stored:
        source = raw()
        key = PayloadKey(source.project_id, source.event_id, instant(source.received_at).date())
        found = matches(search_document(key, data), clause)
        assert isinstance(filters(EnrichedEvent(source, data), [rule]), Filtered) is found
