"""Who guards the guard: the books find each thing that can be wrong, and nothing where all is right."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.soak.alerts.books import AlertRow, DeliveryRow, Held, problems
from tests.soak.alerts.receivers import Hearing
from tests.soak.alerts.stream import LANE, Errors

ERRORS = Errors(1)
ALERTS = [
    AlertRow(number + 1, "each", {"order": ERRORS.order(number)}, 1, 1.0, 1, 2, 2, is_stuck=False)
    for number in range(LANE)
] + [AlertRow(LANE + 1, "full", {"lane": ERRORS.lane(0)}, 1, float(LANE), 1, 2, 2, is_stuck=False)]
DELIVERIES = [
    DeliveryRow(f"{channel}:{alert.number}", alert.number, channel, "synced", 2, 1)
    for alert in ALERTS
    for channel in ("pager", "mail")
]
HEARD = [Hearing(one.channel, one.alert, one.key, "takes") for one in DELIVERIES]  # type: ignore[arg-type]
RIGHT = Held(ALERTS, DELIVERIES, {"accepted": LANE + 1, "stored": LANE, "duplicate": 1}, 0)


def test_nothing_is_wrong_where_all_is_right() -> None:
    assert problems(ERRORS, LANE, RIGHT, [*HEARD, HEARD[0]]) == []


def _alert(**changes: object) -> Held:
    return replace(RIGHT, alerts=[replace(ALERTS[0], **changes), *ALERTS[1:]])  # type: ignore[arg-type]


def _delivery(**changes: object) -> Held:
    return replace(RIGHT, deliveries=[replace(DELIVERIES[0], **changes), *DELIVERIES[1:]])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("held", "what"),
    [
        (lambda: replace(RIGHT, alerts=ALERTS[1:]), "alerts never opened: ('each', 'order-0')"),
        (lambda: replace(RIGHT, alerts=[*ALERTS, ALERTS[0]]), "alerts opened once too often"),
        (lambda: _alert(times_fired=2), "alerts fired more than once"),
        (lambda: _alert(rule="overfull", labels={"lane": "lane-0"}), "alerts opened once too often"),
        (lambda: _alert(is_stuck=True), "alerts are stuck"),
        (lambda: _alert(fired=2), "opened not once on their time line"),
        (lambda: _alert(told=3), "time lines tell not of each message once"),
        (lambda: _delivery(state="dead"), "messages did not arrive"),
        (lambda: _delivery(attempts=0), "more attempts written than made"),
        (lambda: _delivery(key="other"), "messages were heard that nobody queued"),
        (lambda: replace(RIGHT, deliveries=DELIVERIES[1:]), "alerts queued no message"),
        (lambda: replace(RIGHT, deliveries=[*DELIVERIES, DELIVERIES[0]]), "alerts queued a message twice"),
        (lambda: replace(RIGHT, signals=1), "signals wait for nobody"),
        (lambda: replace(RIGHT, books={"accepted": LANE, "stored": LANE - 1}), "the books say"),
    ],
)
def test_what_the_tables_can_have_wrong(held: Callable[[], Held], what: str) -> None:
    assert any(what in one for one in problems(ERRORS, LANE, held(), HEARD))


@pytest.mark.parametrize(
    ("heard", "what"),
    [
        (HEARD[1:], "alerts were never heard of"),
        ([*HEARD, replace(HEARD[0], key="mail:1")], "alerts were told by different keys"),
        ([*HEARD, HEARD[0], HEARD[0]], "messages were heard more often than tried"),
        ([replace(HEARD[0], mood="drops"), *HEARD[1:]], "alerts were never heard of"),
    ],
)
def test_what_the_receivers_can_have_heard_wrong(heard: list[Hearing], what: str) -> None:
    assert any(what in one for one in problems(ERRORS, LANE, RIGHT, heard))
