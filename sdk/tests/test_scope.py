"""Scopes: what is put on events, and on whose."""

import asyncio
import threading

import pytest

import redshank
from redshank.scrub import FILTERED


@pytest.fixture(autouse=True)
def started(receiver):
    redshank.init(receiver.dsn, integrations=[])


def reported(receiver, message="here"):
    redshank.capture_message(message)
    redshank.flush(60)
    return receiver.events[-1]


def test_everything_that_a_scope_says_is_on_the_event(receiver):
    redshank.set_tag("shop", "north")
    redshank.set_tags({"tier": 1, "none": None})
    redshank.set_user({"id": 7, "email": "ann@example.com"})
    redshank.set_context("order", {"id": 4711, "token": "x"})
    redshank.set_extra("payload", {"rows": [1, 2]})
    redshank.set_level("warning")
    redshank.set_fingerprint(["{{ default }}", "north"])
    redshank.set_transaction("/checkout")
    redshank.add_breadcrumb("clicked", category="ui", data={"x": 1})
    event = reported(receiver)
    assert event["tags"] == {"shop": "north", "tier": "1"}
    assert event["user"] == {"id": 7, "email": "ann@example.com"}
    assert event["contexts"]["order"] == {"id": 4711, "token": FILTERED}
    assert event["extra"] == {"payload": {"rows": [1, 2]}}
    assert event["level"] == "warning"
    assert event["fingerprint"] == ["{{ default }}", "north"]
    assert event["transaction"] == "/checkout"
    (crumb,) = event["breadcrumbs"]["values"]
    assert (crumb["message"], crumb["category"], crumb["data"], crumb["level"]) == ("clicked", "ui", {"x": 1}, "info")


def test_the_changes_of_a_block_end_with_it(receiver):
    redshank.set_tag("where", "outside")
    with redshank.new_scope() as scope:
        scope.set_tag("where", "inside")
        redshank.set_user({"id": 1})
        with redshank.push_scope():
            redshank.set_tag("deeper", "yes")
            assert reported(receiver)["tags"] == {"where": "inside", "deeper": "yes"}
        assert reported(receiver)["tags"] == {"where": "inside"}
    event = reported(receiver)
    assert event["tags"] == {"where": "outside"}
    assert "user" not in event


def test_one_report_may_say_more_about_itself(receiver):
    redshank.set_tag("a", 1)
    redshank.set_level("debug")
    redshank.capture_message("x", "fatal", tags={"b": 2}, release="r2", environment="staging", user={"id": 9})
    redshank.flush(60)
    event = receiver.event
    assert event["tags"] == {"a": "1", "b": "2"}
    assert (event["level"], event["release"], event["environment"], event["user"]) == (
        "fatal",
        "r2",
        "staging",
        {"id": 9},
    )
    assert "release" not in reported(receiver)


def test_what_the_main_thread_sets_is_on_the_events_of_all_threads_and_not_the_reverse(receiver):
    redshank.set_tag("process", "yes")

    def work():
        redshank.set_tag("thread", "yes")
        assert reported(receiver)["tags"] == {"process": "yes", "thread": "yes"}

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert reported(receiver)["tags"] == {"process": "yes"}
    assert len(receiver.events) == 2


def test_users_of_concurrent_tasks_never_mix(receiver):
    async def request(number):
        redshank.set_user({"id": number})
        await asyncio.sleep(0)
        redshank.capture_message(str(number))

    async def serve():
        await asyncio.gather(*(request(number) for number in range(20)))

    asyncio.run(serve())
    redshank.flush(60)
    assert len(receiver.events) == 20
    assert all(str(event["user"]["id"]) == event["logentry"]["message"] for event in receiver.events)
    assert "user" not in reported(receiver)


def test_breadcrumbs_are_the_newest_in_the_order_of_time(receiver):
    for number in range(150):
        redshank.add_breadcrumb(str(number), timestamp=float(number))
    with redshank.new_scope():
        redshank.add_breadcrumb("between", timestamp=100.5)
        crumbs = [crumb["message"] for crumb in reported(receiver)["breadcrumbs"]["values"]]
    assert len(crumbs) == 100
    assert crumbs[-1] == "149"
    assert crumbs[crumbs.index("between") - 1] == "100"


def test_wrong_types_lose_a_value_and_not_the_event(receiver):
    redshank.set_user("ann")
    redshank.set_context("odd", [1, 2])
    redshank.set_tags("nonsense")
    redshank.set_tag(["unhashable"], 1)
    redshank.set_fingerprint("abc")
    redshank.set_level("no such level")
    redshank.add_breadcrumb(object(), data="text", timestamp="soon")
    event = reported(receiver)
    assert event["user"] == {"value": "ann"}
    assert event["level"] == "error"
    assert event["fingerprint"] == ["abc"]


def test_the_last_event_id_is_known_where_it_was_reported(receiver):
    event_id = redshank.capture_message("x")
    assert redshank.last_event_id() == event_id
    redshank.flush(60)
    assert receiver.event["event_id"] == event_id
    seen = []
    thread = threading.Thread(target=lambda: seen.append(redshank.last_event_id()))
    thread.start()
    thread.join()
    assert seen == [None]
