"""Bodies opened: what gets on the log can be opened again."""

import base64
import gzip
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Rejected
from core.inflate import inflate_start
from core.payload_json import decode_object
from ingest.caps import MAX_EVENT_BYTES, MAX_NEIGHBOUR_BYTES
from ingest.submission import SubmittedEvent, open_envelope, open_store

ID = "9ec79c33ec9942ab8353589fcb2e04dc"
MAX = 2**23


def _json(event: SubmittedEvent) -> bytes:
    return inflate_start(event.body, event.encoding, event.end)[event.start :]


def _envelope(*items: tuple[str, bytes], header: bytes = b"{}") -> bytes:
    return header + b"".join(b'\n{"type":"%b","length":%d}\n%b' % (t.encode(), len(p), p) for t, p in items)


def test_an_event_travels_in_the_body_as_it_came():
    body = gzip.compress(_envelope(("session", b"{}"), ("event", b'{"message":"hi"}'), ("attachment", b"x" * 9)))
    submission = open_envelope(body, "gzip", MAX)
    (event,) = submission.events
    assert event.body is body
    assert _json(event) == b'{"message":"hi"}'
    assert submission.left_out == (("session", 1), ("attachment", 1))


def test_an_event_among_large_attachments_is_cut_out():
    body = _envelope(("attachment", b"x" * (MAX_NEIGHBOUR_BYTES + 1)), ("event", b'{"message":"hi"}'))
    (event,) = open_envelope(body, "", MAX).events
    assert len(event.body) < 100
    assert _json(event) == b'{"message":"hi"}'


@pytest.mark.parametrize(
    ("header", "payload", "expected"),
    [
        (b'{"event_id":"%b"}' % ID.encode(), b'{"event_id":"rubbish"}', ID),
        (b"{}", b'{"event_id":"9ec79c33-ec99-42ab-8353-589fcb2e04dc"}', ID),
        (b"{}", b"{}", None),
    ],
)
def test_the_envelopes_event_id_wins_over_the_events(header, payload, expected):
    (event,) = open_envelope(_envelope(("event", payload), header=header), "", MAX).events
    assert event.event_id == expected


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", "invalid_json"),
        (b"[]", "invalid_json"),
        (b'{"a":', "invalid_json"),
        (b'{"a":1}}', "invalid_json"),
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested_too_deeply"),
        (b'{"event_id":7}', "invalid_event_id"),
        (b'{"a":"' + b"x" * MAX_EVENT_BYTES + b'"}', "too_large"),
    ],
)
def test_an_event_that_cannot_be_opened_is_refused_and_its_neighbours_are_still_counted(payload, reason):
    submission = open_envelope(_envelope(("session", b"{}"), ("event", payload)), "", MAX)
    assert submission.refusal is not None
    assert submission.refusal.reason == reason
    assert submission.events == ()
    assert submission.left_out == (("session", 1),)


def test_two_events_in_one_envelope_are_refused():
    submission = open_envelope(_envelope(("event", b"{}"), ("event", b"{}")), "", MAX)
    assert submission.refusal is not None
    assert submission.refusal.reason == "too_many_events"
    assert submission.refused == 2


def test_client_reports_are_told_apart():
    assert open_envelope(_envelope(("client_report", b"{}")), "", MAX).client_reports == (b"{}",)


class TestStore:
    EVENT = json.dumps({"event_id": ID, "message": "hi"}).encode()

    @pytest.mark.parametrize(
        ("body", "encoding"),
        [
            (EVENT, ""),
            (b"\xef\xbb\xbf \r\n" + EVENT, ""),
            (gzip.compress(EVENT, mtime=0), "gzip"),
            (base64.b64encode(zlib.compress(EVENT)), ""),
            (base64.encodebytes(zlib.compress(EVENT)), ""),
            (base64.b64encode(EVENT), ""),
            (gzip.compress(base64.b64encode(zlib.compress(EVENT))), "gzip"),
        ],
    )
    def test_forms(self, body, encoding):
        submission = open_store(body, encoding, MAX, sent_at=5.0)
        (event,) = submission.events
        assert (event.event_id, submission.sent_at) == (ID, 5.0)
        assert decode_object(_json(event))["message"] == "hi"

    def test_a_transaction_is_not_kept(self):
        assert open_store(b'{"type":"transaction"}', "", MAX, sent_at=None).left_out == (("transaction", 1),)

    @pytest.mark.parametrize(
        "body", [b"", b"[]", b"rubbish", b"cnViYmlzaA==", base64.b64encode(zlib.compress(b"[]")), b"eJw=", b"\0"]
    )
    def test_rubbish(self, body):
        with pytest.raises(Rejected) as caught:
            open_store(body, "", MAX, sent_at=None)
        assert caught.value.status == 400

    def test_a_bomb_inside_base64(self):
        with pytest.raises(Rejected) as caught:
            open_store(base64.b64encode(zlib.compress(b"{" + b" " * 9999)), "", 9999, sent_at=None)
        assert caught.value.status == 413

    @given(st.binary(max_size=100))
    def test_any_bytes(self, body):
        try:
            (event,) = open_store(body, "", MAX, sent_at=None).events
        except Rejected:
            return
        decode_object(_json(event))
