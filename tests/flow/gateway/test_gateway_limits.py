"""Limits, quotas and backpressure, as senders feel them."""

import asyncio
import json

import pytest

from core.outcomes import Outcome
from core.projects import Limit
from ingest.caps import Caps
from tests.flow.gateway.serving import AUTH, NEW_EVENT_ID, Running, envelope, serving

EVENT = envelope(("event", b"{}"))
SESSION = envelope(("session", b"{}"))
KEY_MINUTE = Limit("key", 7, (), 60, 10, "key_minute")
PROJECT_DAY = Limit("project", 1, ("error",), 86400, 3, "project_day")


async def _burst(running: Running, size: int) -> list[int]:
    answers = await asyncio.gather(*[running.post("/api/1/envelope/", EVENT) for _ in range(size)])
    return sorted(answer.status_code for answer in answers)


async def test_of_a_burst_ten_get_in_and_every_other_sender_is_told(running):
    running.change_key(limits=(KEY_MINUTE,))
    assert await _burst(running, 30) == [200] * 10 + [429] * 20
    assert len(running.raw_events()) == 10
    assert running.fates() == {("error", Outcome.LIMITED, "key_minute"): 20}
    answer = await running.post("/api/1/envelope/", EVENT)
    assert answer.headers["Retry-After"] == "6"
    assert answer.headers["X-Sentry-Rate-Limits"] == "6::key:key_minute"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["causes"] == ["key_minute"]
    running.clock.advance(60)
    assert await _burst(running, 30) == [200] * 10 + [429] * 20


async def test_a_quota_on_errors_names_their_categories(running):
    running.change_key(limits=(PROJECT_DAY,))
    assert await _burst(running, 4) == [200, 200, 200, 429]
    answer = await running.post("/api/1/envelope/", EVENT)
    assert answer.headers["X-Sentry-Rate-Limits"] == "300:default;error;security:project:project_day"
    running.clock.advance(86400)
    assert await _burst(running, 1) == [200]


async def test_what_is_not_kept_uses_up_nothing_and_is_not_refused(running):
    running.change_key(limits=(Limit("key", 7, (), 60, 1, "key_minute"),))
    for _ in range(5):
        assert (await running.post("/api/1/envelope/", SESSION)).status_code == 200
    assert await _burst(running, 2) == [200, 429]
    assert (await running.post("/api/1/envelope/", SESSION)).status_code == 200


async def test_the_discards_in_a_refused_envelope_are_not_summed(running):
    running.change_key(limits=(Limit("key", 7, (), 60, 0, "key_minute"),))
    report = json.dumps({"discarded_events": [{"category": "error", "reason": "x", "quantity": 3}]}).encode()
    answer = await running.post("/api/1/envelope/", envelope(("client_report", report), ("event", b"{}")))
    assert answer.status_code == 429
    assert running.fates() == {("error", Outcome.LIMITED, "key_minute"): 1}


async def test_broken_events_use_up_nothing(running):
    running.change_key(limits=(Limit("key", 7, (), 60, 1, "key_minute"),))
    for _ in range(3):
        assert (await running.post("/api/1/envelope/", envelope(("event", b"{")))).status_code == 400
    assert await _burst(running, 1) == [200]


async def test_a_raised_limit_counts_at_once(running):
    running.change_key(limits=(Limit("key", 7, (), 86400, 1, "key_day"),))
    assert await _burst(running, 2) == [200, 429]
    running.change_key(limits=(Limit("key", 7, (), 86400, 2, "key_day"),))
    assert await _burst(running, 2) == [200, 429]


async def test_while_the_log_is_full_senders_are_asked_to_wait(running):
    running.change_key(limits=(Limit("key", 7, (), 60, 1, "key_minute"),))
    running.log.full = True
    answer = await running.post("/api/1/envelope/", EVENT)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert running.fates() == {("error", Outcome.LIMITED, "log_unavailable"): 1}
    running.log.full = False
    assert await _burst(running, 1) == [200], "what did not get in used up nothing"


async def test_what_is_larger_than_the_log_takes_is_refused_for_good(running):
    running.change_key(limits=(Limit("key", 7, (), 60, 1, "key_minute"),))
    running.log.max_record_bytes = 10
    answer = await running.post("/api/1/envelope/", EVENT)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (413, None)
    assert running.fates() == {("error", Outcome.INVALID, "too_large"): 1}
    running.log.max_record_bytes = 2**30
    assert await _burst(running, 1) == [200], "what did not get in used up nothing"


async def test_while_the_database_is_away_known_keys_go_on_and_unknown_ones_wait(running):
    assert await _burst(running, 1) == [200]
    running.database_away = True
    running.gateway.keys.invalidate()
    assert await _burst(running, 5) == [200] * 5
    headers = {"X-Sentry-Auth": "Sentry sentry_key=" + "e" * 32}
    answer = await running.client.post("/api/1/envelope/", content=EVENT, headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert running.fates() == {("default", Outcome.LIMITED, "keys_unavailable"): 1}


async def test_more_bytes_in_flight_than_memory_is_meant_for():
    async with serving(Caps(max_bytes_in_flight=50_000)) as running:
        body = envelope(("event", b"{}"), ("attachment", b"x" * 60_000))
        answer = await running.post("/api/1/envelope/", body)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
        assert running.fates() == {("default", Outcome.LIMITED, "overloaded"): 1}
        assert await _burst(running, 3) == [200] * 3
        assert running.gateway._in_flight.held == 0


async def test_a_client_that_names_its_address_is_believed_only_behind_a_trusted_proxy(running):
    headers = {"X-Forwarded-For": "6.6.6.6, 1.2.3.4"}
    await running.post("/api/1/envelope/", EVENT, headers)
    assert running.raw_events()[0].client_ip == "127.0.0.1"
    async with serving(Caps(trusted_proxies=("127.0.0.0/8",))) as trusting:
        await trusting.post("/api/1/envelope/", EVENT, headers)
        assert trusting.raw_events()[0].client_ip == "1.2.3.4"


@pytest.mark.parametrize("size", [64])
async def test_many_at_once_share_one_gateway(running, size):
    answers = await asyncio.gather(
        *[running.client.post("/api/1/envelope/", content=EVENT, headers=AUTH) for _ in range(size)]
    )
    assert {answer.json()["id"] for answer in answers} == {NEW_EVENT_ID}
    assert len(running.raw_events()) == size
