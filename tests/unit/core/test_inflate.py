"""Content codings: everything real comes out whole, everything else is refused, and nothing grows past its cap."""

import contextlib
import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Rejected
from core.events import RawEvent
from core.inflate import event_json, inflate, inflate_start


def _raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


CODERS = [
    pytest.param("", bytes, id="identity"),
    pytest.param("gzip", gzip.compress, id="gzip"),
    pytest.param("deflate", zlib.compress, id="zlib"),
    pytest.param("deflate", _raw_deflate, id="raw-deflate"),
    pytest.param("br", brotli.compress, id="br"),
    pytest.param("zstd", zstandard.compress, id="zstd"),
    pytest.param("zstd", zstandard.ZstdCompressor(write_content_size=False).compress, id="zstd-unsized"),
]
COMPRESSORS = CODERS[1:]
SAMPLES = [b"", b"x", b"\0" * 70_000, bytes(range(256)) * 300, b'{"a": "b"}\n' * 5000]


@pytest.mark.parametrize(("encoding", "encode"), CODERS)
def test_what_was_encoded_comes_back(encoding, encode):
    for sample in SAMPLES:
        assert sample == inflate(encode(sample), encoding, max(1, len(sample)))


@pytest.mark.parametrize(("encoding", "encode"), CODERS)
def test_one_byte_above_the_cap_is_too_large(encoding, encode):
    sample = b"event " * 10_000
    with pytest.raises(Rejected) as caught:
        inflate(encode(sample), encoding, len(sample) - 1)
    assert (caught.value.status, caught.value.reason) == (413, "too_large")


@pytest.mark.parametrize(("encoding", "encode"), COMPRESSORS)
def test_a_stream_that_is_cut_off_is_refused(encoding, encode):
    whole = encode(b'{"message": "half a story"}' * 50)
    for size in (0, 1, 2, len(whole) // 2, len(whole) - 1):
        with pytest.raises(Rejected) as caught:
            inflate(whole[:size], encoding, 10_000)
        assert caught.value.reason == "invalid_compression"


@pytest.mark.parametrize(("encoding", "encode"), COMPRESSORS)
def test_a_bomb_costs_no_more_than_its_cap(encoding, encode):
    bomb = encode(b"\0" * 16 * 2**20)
    with pytest.raises(Rejected) as caught:
        inflate(bomb, encoding, 2**20)
    assert caught.value.status == 413


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@given(body=st.binary(max_size=400))
def test_any_bytes_decode_or_are_refused(encoding, body):
    with contextlib.suppress(Rejected):
        assert len(inflate(body, encoding, 1000)) <= 1000


@given(st.binary(max_size=5000), st.integers(0, 6000))
def test_the_start_of_a_body_is_the_same_in_every_coding(data, wanted):
    for encoding, encode in (parameters.values for parameters in CODERS):
        assert data[:wanted] == inflate_start(encode(data), encoding, wanted)


def test_gzip_members_follow_one_another():
    assert inflate(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 100) == b"one two"
    with pytest.raises(Rejected):
        inflate(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 6)
    with pytest.raises(Rejected):
        inflate(gzip.compress(b"one ") + gzip.compress(b"two")[:-1], "gzip", 100)


def test_thousands_of_empty_gzip_members_are_refused():
    with pytest.raises(Rejected):
        inflate(gzip.compress(b"") * 10_000, "gzip", 100)


@pytest.mark.parametrize("rubbish", [b"\0\0\0", b"rubbish", b"\x1f!"])
def test_what_follows_a_gzip_stream_is_ignored(rubbish):
    assert inflate(gzip.compress(b"data") + rubbish, "gzip", 100) == b"data"


def test_a_raw_stream_that_looks_wrapped_is_read_as_raw():
    stored = b"\x78\x9c\x00\x63\xff" + b"x" * 0x9C  # a stored block that happens to begin like zlib's header
    raw = stored[:1] + (0x9C).to_bytes(2, "little") + (0xFFFF ^ 0x9C).to_bytes(2, "little") + b"x" * 0x9C + b"\x03\x00"
    assert raw[0] == 0x78
    assert zlib.decompress(raw, -15) == inflate(raw, "deflate", 1000)


def test_an_event_is_found_in_the_body_that_carried_it():
    body = gzip.compress(b'{}\n{"type":"event"}\n{"a":1}\nrest')
    event = RawEvent(1, 1, "", 0.0, None, None, None, "", "error", "gzip", 20, 27, body)
    assert event_json(event) == b'{"a":1}'
