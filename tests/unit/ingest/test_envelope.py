"""The envelope grammar."""

import contextlib
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import Rejected
from ingest.caps import MAX_HEADER_BYTES, MAX_ITEMS
from ingest.envelope import Envelope, envelope_dsn, parse_envelope, parse_event_id, parse_instant

ID = "9ec79c33ec9942ab8353589fcb2e04dc"


def _payloads(data: bytes) -> list[bytes]:
    return [data[item.start : item.end] for item in parse_envelope(data).items]


def _reason(data: bytes) -> str:
    with pytest.raises(Rejected) as caught:
        parse_envelope(data)
    return caught.value.reason


class TestGrammar:
    def test_two_items_with_lengths(self):
        data = b'{"event_id":"%b"}\n' % ID.encode()
        data += b'{"type":"attachment","length":10}\n\xef\xbb\xbfHello\r\n\n{"type":"event","length":2}\n{}\n'
        envelope = parse_envelope(data)
        assert envelope.event_id == ID
        assert [item.type for item in envelope.items] == ["attachment", "event"]
        assert _payloads(data) == [b"\xef\xbb\xbfHello\r\n", b"{}"]

    def test_the_last_line_feed_may_be_missing(self):
        assert _payloads(b'{}\n{"type":"event","length":2}\n{}') == [b"{}"]
        assert _payloads(b'{}\n{"type":"event"}\n{}') == [b"{}"]

    def test_items_may_be_empty(self):
        assert _payloads(b'{}\n{"type":"attachment","length":0}\n\n{"type":"attachment","length":0}\n\n') == [b"", b""]
        assert _payloads(b'{}\n{"type":"attachment","length":0}\n\n{"type":"attachment","length":0}\n') == [b"", b""]
        assert _payloads(b'{}\n{"type":"attachment","length":0}') == [b""]
        assert _payloads(b'{}\n{"type":"attachment"}') == [b""]

    def test_without_a_length_the_payload_ends_at_the_line_feed(self):
        assert _payloads(b'{}\n{"type":"a"}\none\n{"type":"b"}\ntwo\n') == [b"one", b"two"]

    def test_a_payload_with_length_may_hold_line_feeds(self):
        assert _payloads(b'{}\n{"type":"a","length":4}\na\nb\n') == [b"a\nb\n"]

    def test_carriage_returns_belong_to_payloads(self):
        assert _payloads(b'{}\r\n{"type":"event"}\r\n{}\r\n') == [b"{}\r"]

    def test_no_items_at_all(self):
        assert Envelope(None, None, None, ()) == parse_envelope(b"{}")
        assert parse_envelope(b"{}\n").items == ()
        assert parse_envelope(b"{}\n\n\n").items == ()

    def test_millions_of_line_feeds_between_items(self):
        assert _payloads(b"{}\n" + b"\n" * 50_000_000 + b'{"type":"event"}\n{}') == [b"{}"]

    def test_unknown_headers_and_types_are_taken(self):
        assert [i.type for i in parse_envelope(b'{"x":[1]}\n{"type":"hologram","y":{}}\n?').items] == ["hologram"]

    def test_a_container_says_how_much_it_holds(self):
        (item,) = parse_envelope(b'{}\n{"type":"log","item_count":7}\n{"items":[]}').items
        assert item.quantity == 7

    def test_a_container_has_no_more_entries_than_bytes(self):
        (item,) = parse_envelope(b'{}\n{"type":"log","item_count":1000000000}\n{"items":[]}').items
        assert item.quantity == len('{"items":[]}')

    @pytest.mark.parametrize("count", [-1, 0, "7", 1.5, None, 10**9, [], True])
    def test_a_senseless_count_is_one(self, count):
        (item,) = parse_envelope(b'{}\n{"type":"log","item_count":%b}\n' % json.dumps(count).encode()).items
        assert item.quantity == 1

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\n",
            b"[]\n",
            b"null",
            b"rubbish",
            b"{}\n{}\n",
            b"{}\nrubbish\n",
            b'{}\n{"type":7}\n{}',
            b'{}\n{"type":""}\n{}',
            b'{}\n{"type":"event","length":3}\n{}',
            b'{}\n{"type":"event","length":1}\n{}\n',
            b'{}\n{"type":"event","length":-1}\n{}',
            b'{}\n{"type":"event","length":"2"}\n{}',
            b'{}\n{"type":"event","length":2.5}\n{}',
            b'{}\n{"type":"event","length":true}\n{}',
            b'{}\n{"type":"event","length":99999999999999999999999}\n{}',
            b'{"event_id":' + b"[" * 5000 + b"\n",
        ],
    )
    def test_what_is_malformed_is_refused(self, data):
        assert _reason(data) == "invalid_envelope"

    def test_broken_text_in_headers_is_mended(self):
        assert parse_envelope(b'{"dsn":"x\xff"}\n').dsn == "x\ufffd"
        (item,) = parse_envelope(b'{}\n{"type":"attachment","filename":"x\xff\\ud800"}\n').items
        assert item.type == "attachment"

    def test_long_headers_and_many_items_are_too_large(self):
        padding = b'{"x":"' + b"x" * MAX_HEADER_BYTES + b'"}'
        assert _reason(padding) == "too_large"
        assert _reason(b"{}\n" + padding) == "too_large"
        assert _reason(b"{}\n" + b'{"type":"a"}\n\n' * (MAX_ITEMS + 1)) == "too_large"

    @given(st.binary(max_size=300))
    @example(b"{}\n" + b'{"type":"a","length":0}')
    def test_any_bytes_are_an_envelope_or_refused(self, data):
        with contextlib.suppress(Rejected):
            envelope = parse_envelope(data)
            assert all(0 <= item.start <= item.end <= len(data) for item in envelope.items)

    @given(st.lists(st.tuples(st.sampled_from(["event", "session", "log"]), st.binary(max_size=60)), max_size=5))
    def test_what_is_written_is_read(self, items):
        data = b"{}\n" + b"".join(
            json.dumps({"type": name, "length": len(payload)}).encode() + b"\n" + payload + b"\n"
            for name, payload in items
        )
        assert items == [(i.type, data[i.start : i.end]) for i in parse_envelope(data).items]

    @given(st.data())
    def test_a_damaged_envelope_raises_nothing_else(self, data):
        whole = bytearray(b'{"event_id":"%b","dsn":"http://k@h/1"}\n{"type":"event","length":2}\n{}\n' % ID.encode())
        for _ in range(data.draw(st.integers(1, 4))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        with contextlib.suppress(Rejected):
            parse_envelope(bytes(whole))


def test_the_dsn_can_be_read_from_the_start_alone():
    start = b'{"dsn":"http://k@h/1"}\n{"type":"event","length":900}\n{'
    assert envelope_dsn(start) == "http://k@h/1"
    assert envelope_dsn(b"{}\n") is None
    assert envelope_dsn(b'{"dsn":5}') is None


class TestEventId:
    @pytest.mark.parametrize("given", [ID, ID.upper(), "9ec79c33-ec99-42ab-8353-589fcb2e04dc"])
    def test_forms(self, given):
        assert parse_event_id(given) == ID

    @pytest.mark.parametrize("absent", [None, "", "0" * 32, "00000000-0000-0000-0000-000000000000"])
    def test_absent(self, absent):
        assert parse_event_id(absent) is None

    @pytest.mark.parametrize(
        "wrong", ["x", ID[1:], ID + "0", "z" * 32, "-" * 36, f"{ID}----", 7, 0, True, [], {}, "٣" * 32]
    )
    def test_wrong(self, wrong):
        with pytest.raises(Rejected) as caught:
            parse_event_id(wrong)
        assert (caught.value.status, caught.value.reason) == (400, "invalid_event_id")


class TestInstant:
    @pytest.mark.parametrize(
        "given",
        [
            "2026-11-01T12:00:00Z",
            "2026-11-01T12:00:00.000000000Z",
            "2026-11-01T13:00:00+01:00",
            1793534400,
            1793534400.0,
        ],
    )
    def test_forms(self, given):
        assert parse_instant(given) == 1793534400.0

    @pytest.mark.parametrize(
        "given", [None, "", "soon", "2026-11-01T12:00:00", True, [], -5, 0, 1e300, 10**400, "0001-01-01T00:00:00+23:59"]
    )
    def test_nonsense_is_none(self, given):
        assert parse_instant(given) is None
