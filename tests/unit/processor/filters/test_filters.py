"""Rules in their order, and what each leaves of an event."""

from uuid import UUID, uuid5

from core.clock import instant
from core.events import EnrichedEvent
from core.payloads import PayloadKey
from core.pipeline_rules import Action, ActionKind, Match, MatchKind, Owner, PipelineRule
from processor.filters import Filtered, filters, rule_trial
from processor.filters.event import is_kept
from tests.unit.processor.filters.made import event, rule, thrown

LEVEL_FATAL = Action(kind=ActionKind.LEVEL, value="fatal")
EVERY = "platform:javascript"


def set_by(action: Action, one: EnrichedEvent | None = None) -> EnrichedEvent:
    kept = filters(
        one or event(tags=[["level", "error"], ["team", "a"]]), [rule(MatchKind.QUERY, query=EVERY, action=action)]
    )
    assert isinstance(kept, EnrichedEvent)
    return kept


def test_an_event_that_no_rule_means_is_the_same_event() -> None:
    one = event()
    assert filters(one, []) is one
    assert filters(one, [rule(MatchKind.MESSAGE, "x")]) is one


def test_the_first_that_drops_ends_it_with_its_own_reason() -> None:
    rules = [
        rule(MatchKind.MESSAGE, "other", rule_id=1),
        rule(MatchKind.ERROR_TYPE, "value*", rule_id=2),
        rule(MatchKind.MESSAGE, "x", rule_id=3),
    ]
    assert filters(thrown("ValueError", "x"), rules) == Filtered("rule:2")


def test_later_rules_see_what_earlier_ones_set() -> None:
    rules = [
        rule(MatchKind.MESSAGE, "x", action=LEVEL_FATAL, rule_id=1),
        rule(MatchKind.QUERY, query="level:fatal", action=Action(kind=ActionKind.ROUTE, value="pager"), rule_id=2),
        rule(
            MatchKind.QUERY, query="route:pager", action=Action(kind=ActionKind.SEVERITY, value="critical"), rule_id=3
        ),
    ]
    kept = filters(thrown("ValueError", "x", tags=[["level", "error"]]), rules)
    assert isinstance(kept, EnrichedEvent)
    assert kept.data["level"] == "fatal"
    assert kept.data["tags"] == [["level", "fatal"], ["route", "pager"], ["severity", "critical"]]


def test_a_tag_of_the_sdk_gives_way_to_a_rules() -> None:
    kept = set_by(Action(kind=ActionKind.ROUTE, value="b"), event(tags=[["route", "a"]]))
    assert kept.data["tags"] == [["route", "b"]]


def test_the_last_owner_counts() -> None:
    rules = [
        rule(MatchKind.QUERY, query=EVERY, action=Action(kind=ActionKind.OWNER, user_id=7)),
        rule(MatchKind.QUERY, query=EVERY, action=Action(kind=ActionKind.OWNER, team_id=3)),
    ]
    kept = filters(event(), rules)
    assert isinstance(kept, EnrichedEvent)
    assert kept.owner == Owner(team_id=3)


def test_a_share_is_kept_near_what_was_asked_for_and_the_same_each_time() -> None:
    ids = [uuid5(UUID(int=1), str(number)).hex for number in range(20_000)]
    kept = [is_kept(one, 7, 0.1) for one in ids]
    assert 0.09 < sum(kept) / len(ids) < 0.11
    assert kept == [is_kept(one, 7, 0.1) for one in ids]


def test_ids_that_count_up_are_sampled_evenly_too() -> None:
    """Ids of some SDKs begin with the time."""
    kept = sum(is_kept(f"{number:032x}", 7, 0.25) for number in range(20_000))
    assert 0.24 < kept / 20_000 < 0.26


def test_shares_of_two_rules_multiply() -> None:
    kept = sum(is_kept(f"{number:032x}", 1, 0.5) and is_kept(f"{number:032x}", 2, 0.5) for number in range(20_000))
    assert 0.24 < kept / 20_000 < 0.26


def test_what_a_share_leaves_out_has_a_reason_of_its_own() -> None:
    sampled = rule(MatchKind.QUERY, query=EVERY, action=Action(kind=ActionKind.SAMPLE, share=1e-9), rule_id=5)
    assert filters(event(), [sampled]) == Filtered("sampled:5")


def test_a_trial_says_what_would_have_become_of_a_stored_event() -> None:
    match = Match(kind=MatchKind.QUERY, query=EVERY)
    key = PayloadKey(1, "a" * 32, instant(1_800_000_000.0).date())
    drop = rule_trial(PipelineRule(match=match, action=Action(kind=ActionKind.DROP)))
    tried = drop(key, event(user={"ip_address": "192.0.2.7"}).data)
    assert (tried.meant, tried.dropped, tried.has_address) == (True, True, True)
    one = event(user={"ip_address": "[ip]"}, tags=[["level", "error"]]).data
    tried = rule_trial(PipelineRule(match=match, action=LEVEL_FATAL))(key, one)
    assert (tried.meant, tried.dropped, tried.has_address) == (True, False, False)
    assert one["level"] == "error", "a trial changes nothing"
