"""The demo's story is told the same way each time, and its errors are real."""

import logging
from random import Random
from urllib.parse import urlsplit

import pytest

from core.alerts.holding import check_silence, current_window
from core.schedules import Schedule
from core.schedules.checks import check_schedule
from core.schedules.outlook import gaps_ahead, now_and_next
from deploy.demo import duty
from deploy.demo.acts import ACTS
from deploy.demo.curves import HISTORY_HOURS, burst, nightly, since
from deploy.demo.customers import make_customers
from deploy.demo.duty import OLD_ROOM, ROOM, STATUS_PAGE
from deploy.demo.plan import Occurrence, Story
from deploy.demo.problems import PROBLEMS, Problem
from deploy.demo.releases import DEPLOYS, release
from deploy.demo.situation import Situation
from deploy.demo.stage import PEOPLE, Cast, Somebody

NOW = 1_800_000_000.0


def told(occurrences: list[Occurrence]) -> list[tuple[object, ...]]:
    return [(one.at, one.problem.name, one.situation.customer, one.release, one.environment) for one in occurrences]


def test_a_seed_tells_the_same_story_again() -> None:
    assert told(Story(26, NOW).past()) == told(Story(26, NOW).past())
    assert told(Story(26, NOW).past()) != told(Story(27, NOW).past())


def test_the_past_is_in_order_and_not_older_than_it_says() -> None:
    moments = [one.at for one in Story(26, NOW).past()]
    assert moments == sorted(moments)
    assert NOW - HISTORY_HOURS * 3600 <= moments[0] < moments[-1] <= NOW


def test_the_past_has_every_problem_and_many_customers_releases_and_environments() -> None:
    past = Story(26, NOW).past()
    assert {one.problem.name for one in past} == {problem.name for problem in PROBLEMS}
    assert len({one.situation.customer.id for one in past}) > 40
    assert {one.release for one in past} == {f"{name}@{v}" for name, deploys in DEPLOYS.items() for v, _ in deploys}
    assert {one.environment for one in past} == {"production", "staging"}


def test_the_newest_problem_began_with_the_newest_release() -> None:
    of_vouchers = [one for one in Story(26, NOW).past() if one.problem.name == "voucher"]
    assert {one.release for one in of_vouchers} == {"shop-api@4.18.0"}


def test_nothing_happens_in_the_present_that_has_stopped_in_the_past() -> None:
    story = Story(26, NOW)
    happened = {story.next(NOW + number).problem.name for number in range(2000)}
    assert happened == {problem.name for problem in PROBLEMS if problem.live}


def test_curves_keep_to_their_hours() -> None:
    ages = [(NOW - at) / 3600 for at in since(5, 200).moments(Random(1), NOW)]
    assert len(ages) == 200
    assert all(0 <= age <= 5 for age in ages)
    assert sum(age < 2.5 for age in ages) > 120  # it grows
    assert all(40 <= (NOW - at) / 3600 <= 60 for at in burst(50, 2, 100).moments(Random(1), NOW))
    assert all(2 <= at / 3600 % 24 < 2.34 for at in nightly(2, 20).moments(Random(1), NOW))


def test_releases_follow_each_other() -> None:
    assert [release("shop-api", hours) for hours in (300, 150, 5.1, 5, 0)] == [
        *("shop-api@4.16.2", "shop-api@4.17.0", "shop-api@4.17.0", "shop-api@4.18.0", "shop-api@4.18.0")
    ]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.name)
def test_every_problem_really_happens(problem: Problem, caplog: pytest.LogCaptureFixture) -> None:
    """Each time it is raised from, or logged by, the shop's own code."""
    for seed in range(5):
        situation = Situation(Random(seed), make_customers(Random(seed), 1)[0])
        caplog.clear()
        try:
            problem.happen(situation)
        except Exception as error:
            trace = error.__traceback__
            modules = []
            while trace is not None:
                modules.append(trace.tb_frame.f_globals["__name__"])
                trace = trace.tb_next
            assert any(module.startswith("deploy.demo.shop.") for module in modules)
        else:
            logged = [record for record in caplog.records if record.levelno >= logging.ERROR]
            assert [record.name.partition(".")[0] for record in logged] == ["shop"]


def test_people_act_on_problems_that_there_are_in_the_order_of_time() -> None:
    assert {act.problem for act in ACTS} <= {problem.name for problem in PROBLEMS}
    assert {act.who for act in ACTS} <= PEOPLE.keys() | {"owner"}
    assert [act.hours_ago for act in ACTS] == sorted((act.hours_ago for act in ACTS), reverse=True)


def test_the_demo_calls_nobody() -> None:
    """What is switched on has a name that never resolves."""
    for place in (ROOM, STATUS_PAGE):
        assert urlsplit({**place.config, **place.secrets}["url"]).netloc.endswith(".invalid")
    assert not OLD_ROOM.is_active


@pytest.mark.parametrize("day", range(7))
def test_somebody_is_on_call_now_and_nobody_in_some_weeks(day: int) -> None:
    now = NOW + day * 86_400
    people = {name: Somebody(number, name) for number, name in enumerate(PEOPLE, 1)}
    layers = duty.layers(Cast(people, Somebody(9, "team")), now)
    check_schedule(duty.ZONE, layers, {1, 2, 3}, ())
    schedule = Schedule(time_zone=duty.ZONE, layers=layers, overrides=(), members=frozenset({1, 2, 3}))
    assert now_and_next(schedule, now).user_id is not None
    [gap] = gaps_ahead(schedule, now, 28 * 86_400)
    assert now + 14 * 86_400 < gap.start < now + 22 * 86_400


@pytest.mark.parametrize("day", range(7))
def test_what_is_to_be_quiet_makes_sense(day: int) -> None:
    now = NOW + day * 86_400
    silence, maintenance = duty.quiet(now)
    for one in (silence, maintenance):
        check_silence(one, now)
    assert current_window(silence, now) is not None
    assert maintenance.starts_at > now
