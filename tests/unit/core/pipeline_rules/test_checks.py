"""Which pipeline rules make sense."""

from typing import Any

import pytest

from core.errors import Rejected
from core.payloads.clauses import AllOf, FieldIs
from core.pipeline_rules import (
    Action,
    ActionKind,
    Match,
    MatchKind,
    PipelineRule,
    drop_reason,
    rule_of_reason,
    sample_reason,
)
from core.pipeline_rules.checks import checked
from core.pipeline_rules.query import clause_of_event
from core.search import Pattern

DROP = Action(kind=ActionKind.DROP)
NOISE = Match(kind=MatchKind.BROWSER_NOISE)


def rule(match: Match = NOISE, action: Action = DROP) -> PipelineRule:
    return PipelineRule(match=match, action=action)


@pytest.mark.parametrize(
    ("match", "mend"),
    [
        (Match(kind=MatchKind.MESSAGE), "at least one pattern"),
        (Match(kind=MatchKind.MESSAGE, patterns=("  ",)), "at least one pattern"),
        (Match(kind=MatchKind.RELEASE, patterns=("**",)), "put some text between the stars"),
        (Match(kind=MatchKind.MESSAGE, patterns=("*a" * 11,)), "more than 10 stars"),
        (Match(kind=MatchKind.ADDRESS, patterns=("10.0.0.0/33",)), "write it like"),
        (Match(kind=MatchKind.ADDRESS, patterns=("localhost",)), "write it like"),
        (Match(kind=MatchKind.QUERY, query=" "), "say which ones"),
        (Match(kind=MatchKind.QUERY, query="level:debug (x"), "never closed"),
        (Match(kind=MatchKind.QUERY, query="is:unresolved"), "known of stored events only"),
        (Match(kind=MatchKind.QUERY, query="level:debug assigned:me"), "known of stored events only"),
        (Match(kind=MatchKind.QUERY, query="release:latest"), "name the release"),
        (Match(kind=MatchKind.QUERY, query="!timestamp:-24h"), "at all times"),
    ],
)
def test_a_match_that_says_nothing_is_refused_with_its_mend(match: Match, mend: str) -> None:
    with pytest.raises(Rejected) as refused:
        checked(rule(match))
    assert mend in refused.value.detail
    assert "\n" not in refused.value.detail


@pytest.mark.parametrize(
    ("fields", "mend"),
    [
        ({"kind": ActionKind.SAMPLE}, "between 0 and 1"),
        ({"kind": ActionKind.SAMPLE, "share": 1.0}, "between 0 and 1"),
        ({"kind": ActionKind.SAMPLE, "share": float("nan")}, "between 0 and 1"),
        ({"kind": ActionKind.LEVEL, "value": "catastrophic"}, "fatal, error, warning"),
        ({"kind": ActionKind.SEVERITY, "value": "fatal"}, "critical, high, medium, low"),
        ({"kind": ActionKind.ROUTE, "value": "two words"}, "a word of up to"),
        ({"kind": ActionKind.OWNER}, "one member or one team"),
        ({"kind": ActionKind.OWNER, "user_id": 1, "team_id": 2}, "one member or one team"),
    ],
)
def test_an_action_that_cannot_be_done_is_refused_with_its_mend(fields: dict[str, Any], mend: str) -> None:
    with pytest.raises(Rejected) as refused:
        checked(rule(action=Action(**fields)))
    assert mend in refused.value.detail


def test_a_rule_keeps_only_what_its_kinds_use() -> None:
    odd = Match(kind=MatchKind.CRAWLERS, patterns=("x",), query="level:debug")
    said = checked(rule(odd, Action(kind=ActionKind.DROP, share=0.5, value="x", user_id=1)))
    assert said == rule(Match(kind=MatchKind.CRAWLERS), DROP)
    twice = Match(kind=MatchKind.MESSAGE, patterns=(" a* ", "a*", "b"))
    assert checked(rule(twice)).match.patterns == ("a*", "b")


def test_an_own_query_means_what_a_search_means() -> None:
    assert clause_of_event("level:debug") == FieldIs("level", Pattern(("debug",)))
    assert clause_of_event("tags[level]:x team:billing") == AllOf(
        (FieldIs("tags.level", Pattern(("x",))), FieldIs("tags.team", Pattern(("billing",))))
    )
    # A tag may have the name of what only stored events have.
    assert clause_of_event("tags[timestamp]:x") == FieldIs("tags.timestamp", Pattern(("x",)))


def test_reasons_name_their_rule() -> None:
    assert [rule_of_reason(one) for one in (drop_reason(12), sample_reason(7))] == [12, 7]
    assert [rule_of_reason(one) for one in ("", "rule:", "rule:x", "rule:-1", "key:1", "rule:" + "9" * 30)] == [
        None
    ] * 6
