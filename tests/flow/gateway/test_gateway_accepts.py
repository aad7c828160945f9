"""Good requests get a 200, and are on the log when they do."""

import base64
import gzip
import json
import zlib
from collections.abc import AsyncIterator

import brotli
import pytest
import zstandard

from core.outcomes import Outcome
from tests.data import recordings
from tests.flow.gateway.serving import AUTH, NEW_EVENT_ID, envelope

ID = "9ec79c33ec9942ab8353589fcb2e04dc"
EVENT = json.dumps({"event_id": ID, "message": "it broke", "extra": {"text": "ü" * 500}}).encode()
ENVELOPE = envelope(("event", EVENT), header=b'{"event_id":"%b","sent_at":"2027-01-15T08:00:00Z"}' % ID.encode())


def _raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


CODINGS = [
    pytest.param({}, bytes, id="plain"),
    pytest.param({"Content-Encoding": ""}, bytes, id="empty"),
    pytest.param({"Content-Encoding": "identity"}, bytes, id="identity"),
    pytest.param({"Content-Encoding": "x-unheard-of"}, bytes, id="unknown"),
    pytest.param({"Content-Encoding": "gzip"}, gzip.compress, id="gzip"),
    pytest.param({"Content-Encoding": "x-gzip"}, gzip.compress, id="x-gzip"),
    pytest.param({"Content-Encoding": "GZip"}, gzip.compress, id="GZip"),
    pytest.param({"Content-Encoding": "deflate"}, zlib.compress, id="zlib"),
    pytest.param({"Content-Encoding": "deflate"}, _raw_deflate, id="raw-deflate"),
    pytest.param({"Content-Encoding": "br"}, brotli.compress, id="br"),
    pytest.param({"Content-Encoding": "zstd"}, zstandard.compress, id="zstd"),
]


@pytest.mark.parametrize("chunked", [False, True], ids=["sized", "chunked"])
@pytest.mark.parametrize(("path", "body"), [("/api/1/envelope/", ENVELOPE), ("/api/1/store/", EVENT)])
@pytest.mark.parametrize(("headers", "encode"), CODINGS)
async def test_every_coding_at_every_endpoint(running, headers, encode, path, body, chunked):
    sent = encode(body)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(sent), 100):
            yield sent[start : start + 100]

    answer = await running.post(path, pieces() if chunked else sent, headers)
    assert (answer.status_code, answer.json()) == (200, {"id": ID})
    assert running.events() == [json.loads(EVENT)]
    assert running.fates() == {}, "the processor counts what it stores"


async def test_what_the_gateway_knew_travels_with_the_event(running):
    await running.post("/api/1/envelope/", ENVELOPE, {"User-Agent": "Browser/7"})
    (event,) = running.raw_events()
    assert (event.project_id, event.key_id, event.event_id, event.category) == (1, 7, ID, "error")
    assert (event.client, event.user_agent, event.client_ip) == ("test/1", "Browser/7", "127.0.0.1")
    assert (event.received_at, event.sent_at) == (running.clock.now(), 1_800_000_000.0)


async def test_ids_are_made_where_none_came(running):
    answer = await running.post("/api/1/envelope/", envelope(("event", b"{}")))
    assert answer.json() == {"id": NEW_EVENT_ID}


async def test_ids_with_dashes_are_answered_without(running):
    body = envelope(("event", EVENT), header=b'{"event_id":"9ec79c33-ec99-42ab-8353-589fcb2e04dc"}')
    assert (await running.post("/api/1/envelope/", body)).json() == {"id": ID}


async def test_ruby_raven_packs_into_base64(running):
    answer = await running.post("/api/1/store/", base64.b64encode(zlib.compress(EVENT)))
    assert answer.json() == {"id": ID}
    assert running.events() == [json.loads(EVENT)]


async def test_an_envelope_sent_to_the_old_endpoint(running):
    answer = await running.post("/api/1/store/", ENVELOPE, {"Content-Type": "application/x-sentry-envelope; v=1"})
    assert answer.json() == {"id": ID}


@pytest.mark.parametrize(
    "media_type", ["text/plain;charset=UTF-8", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
async def test_browsers_call_an_envelope_many_names(running, media_type):
    assert (await running.post("/api/1/envelope/", ENVELOPE, {"Content-Type": media_type})).status_code == 200


async def test_what_is_not_kept_is_answered_kindly_and_counted(running):
    kinds = ["session", "transaction", "check_in", "attachment", "feedback", "replay_event", "hologram"]
    answer = await running.post("/api/1/envelope/", envelope(*[(kind, b"{}") for kind in kinds]))
    assert (answer.status_code, answer.json()) == (200, {})
    counted = ["session", "transaction", "monitor", "attachment", "feedback", "replay", "hologram"]
    assert running.fates() == {(category, Outcome.FILTERED, "unsupported_item"): 1 for category in counted}


async def test_sdks_are_told_to_stop_sending_what_is_much_and_not_kept(running):
    told = (await running.post("/api/1/envelope/", envelope(("transaction", b"{}"), ("event", EVENT)))).headers
    seconds, categories, scope, reason = told["X-Sentry-Rate-Limits"].split(":")
    assert (seconds, scope, reason) == ("3600", "organization", "not_kept")
    assert {"transaction", "span", "profile", "replay", "log_item"} <= set(categories.split(";"))
    assert not {"error", "default", "security", "session", ""} & set(categories.split(";"))
    quiet = await running.post("/api/1/envelope/", envelope(("session", b"{}"), ("event", EVENT)))
    assert "X-Sentry-Rate-Limits" not in quiet.headers


async def test_an_envelope_of_nothing(running):
    for body in (b"{}", b"{}\n"):
        answer = await running.post("/api/1/envelope/", body)
        assert (answer.status_code, answer.json()) == (200, {})


async def test_client_reports_go_into_the_books(running):
    report = {"discarded_events": [{"category": "error", "reason": "queue_overflow", "quantity": 3}]}
    body = envelope(("client_report", json.dumps(report).encode()), ("client_report", b"rubbish"), ("event", EVENT))
    assert (await running.post("/api/1/envelope/", body)).status_code == 200
    assert running.fates() == {
        ("error", Outcome.CLIENT, "queue_overflow"): 3,
        ("internal", Outcome.INVALID, "invalid_json"): 1,
    }


async def test_client_reports_that_nobody_reads_are_counted_too(running):
    report = {"discarded_events": [{"category": "error", "reason": "queue_overflow", "quantity": 3}]}
    body = envelope(*[("client_report", json.dumps(report).encode())] * 12)
    assert (await running.post("/api/1/envelope/", body)).status_code == 200
    assert running.fates() == {
        ("error", Outcome.CLIENT, "queue_overflow"): 30,
        ("internal", Outcome.INVALID, "too_many_reports"): 2,
    }


async def test_check_ins_get_their_202(running):
    for path in ("/api/1/cron/nightly/", f"/api/1/cron/nightly/{recordings.PUBLIC_KEY}/"):
        answer = await running.client.get(path, params={"status": "ok"}, headers=AUTH)
        assert answer.status_code == 202
    assert running.fates() == {("monitor", Outcome.FILTERED, "unsupported_item"): 2}


@pytest.mark.parametrize("path", ["/api/1/security/", "/api/1/csp-report/"])
async def test_security_reports_become_events(running, path):
    answer = await running.client.post(
        path,
        params={"sentry_key": recordings.PUBLIC_KEY, "sentry_release": "1.2"},
        json={"csp-report": {"effective-directive": "img-src", "blocked-uri": "https://evil.example/x.png"}},
        headers={"Content-Type": "application/csp-report"},
    )
    assert (answer.status_code, answer.content) == (200, b"")
    assert running.raw_events()[0].category == "security"
    assert running.events()[0]["message"] == "Blocked 'img-src' from 'evil.example'"
    assert running.events()[0]["release"] == "1.2"


async def test_everything_that_real_sdks_sent_is_taken(running):
    expected = 0
    for recording in recordings.all_recordings():
        answer = await running.client.request(
            recording.method, recording.path, content=recording.body, headers=recording.headers
        )
        assert answer.status_code == 200, recording.name
        expected += len(recordings.events(recording))
    assert len(running.events()) == expected
