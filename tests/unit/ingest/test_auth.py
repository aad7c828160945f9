"""Who sends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Rejected
from core.projects import IngestKey
from ingest.auth import (
    Credentials,
    agreed,
    check_dsn,
    check_key,
    check_key_shape,
    check_origin,
    from_dsn,
    from_header,
    from_query,
    project_id,
    query_fields,
)

KEY = "a" * 32


@pytest.mark.parametrize(
    "header",
    [
        f"Sentry sentry_version=7, sentry_client=x/1, sentry_key={KEY}",
        f"Sentry sentry_version=7,sentry_client=x/1,sentry_key={KEY},sentry_secret=old",
        f"sentry sentry_key={KEY},sentry_client=x/1",
        f"SENTRY   sentry_key = {KEY} ,, sentry_client = x/1 , unknown",
        f'Sentry\tsentry_key="{KEY}", sentry_client=x/1',
        f"sentry_key={KEY}, sentry_client=x/1",
    ],
)
def test_headers_of_many_hands(header):
    assert Credentials(KEY, "x/1") == from_header(header.encode())


@pytest.mark.parametrize(
    "header", ["", "Sentry", "Sentry ", "Basic dXNlcjpwYXNz", "Bearer sentry_key", "Sentry sentry_key="]
)
def test_headers_that_name_nobody(header):
    assert from_header(header.encode()) is None


def test_a_time_of_sending_is_read_when_it_makes_sense():
    assert from_header(f"Sentry sentry_key={KEY}, sentry_timestamp=1793534400.5".encode()).timestamp == 1793534400.5
    for nonsense in ("nan", "inf", "-1", "soon", "1e300"):
        assert from_header(f"Sentry sentry_key={KEY}, sentry_timestamp={nonsense}".encode()).timestamp is None


def test_the_query_string_of_browsers():
    query = f"sentry_version=7&sentry_key={KEY}&sentry_client=sentry.javascript.browser%2F10.1".encode()
    assert Credentials(KEY, "sentry.javascript.browser/10.1") == from_query(query)
    assert from_query(b"a=b") is None
    assert query_fields(b"a=b&" * 3000) == {}


@given(st.binary(max_size=200))
def test_no_header_and_no_query_breaks_us(value):
    from_header(value)
    from_query(b"sentry_key" + value)


@pytest.mark.parametrize(
    ("dsn", "named"),
    [
        (f"https://{KEY}@host/1", (KEY, "1")),
        (f"https://{KEY}:secret@host:9000/prefix/deep/42/", (KEY, "42")),
        (f"http://{KEY}@[::1]:9000/1", (KEY, "1")),
        ("https://host/1", None),
        (f"https://{KEY}@host/", None),
        ("http://[broken/1", None),
        ("rubbish", None),
        ("x" * 10_000, None),
    ],
)
def test_dsns(dsn, named):
    assert named == from_dsn(dsn)


def test_several_ways_may_be_used_when_they_agree():
    assert agreed([]) is None
    assert agreed([Credentials(KEY, "client/1"), Credentials(KEY)]).client == "client/1"
    with pytest.raises(Rejected) as caught:
        agreed([Credentials(KEY), Credentials("b" * 32)])
    assert caught.value.status == 403


def test_an_envelopes_dsn_must_mean_where_it_was_sent():
    check_dsn(None, KEY, "1")
    check_dsn("rubbish", KEY, "1")
    check_dsn(f"https://{KEY}@elsewhere/1", KEY, "1")
    for dsn in (f"https://{KEY}@host/2", f"https://{'b' * 32}@host/1"):
        with pytest.raises(Rejected) as caught:
            check_dsn(dsn, KEY, "1")
        assert caught.value.status == 403


@pytest.mark.parametrize("text", ["0", "-1", "", "x", "1x", "１", "9" * 19, " 1"])
def test_wrong_project_ids(text):
    with pytest.raises(Rejected) as caught:
        project_id(text)
    assert caught.value.status == 400


@pytest.mark.parametrize("key", ["a b", "x" * 65, "ä", "a'--"])
def test_what_cannot_be_a_key(key):
    with pytest.raises(Rejected) as caught:
        check_key_shape(key)
    assert caught.value.status == 400


def test_keys_must_exist_be_active_and_belong_to_the_project():
    key = IngestKey(1, 5, 1, KEY, True)
    assert key is check_key(key, 5)
    for refused, project in ((None, 5), (key, 6), (IngestKey(1, 5, 1, KEY, False), 5)):
        with pytest.raises(Rejected) as caught:
            check_key(refused, project)
        assert caught.value.status == 403


class TestOrigin:
    @pytest.mark.parametrize(
        ("allowed", "page"),
        [
            ((), "https://anywhere.example"),
            (("*",), "https://anywhere.example"),
            (("shop.example",), "https://shop.example"),
            (("shop.example",), "http://shop.example:8080"),
            (("shop.example:8080",), "http://shop.example:8080"),
            (("https://shop.example",), "https://shop.example"),
            (("https://shop.example/",), "https://shop.example"),
            (("*.shop.example",), "https://www.shop.example"),
            (("*.shop.example",), "https://shop.example"),
            (("SHOP.example",), "https://Shop.Example"),
        ],
    )
    def test_welcome(self, allowed, page):
        check_origin(allowed, page, "")

    @pytest.mark.parametrize(
        ("allowed", "page"),
        [
            (("shop.example",), "https://evil.example"),
            (("shop.example",), "https://shop.example.evil"),
            (("shop.example",), "https://notshop.example"),
            (("*.shop.example",), "https://evilshop.example"),
            (("https://shop.example",), "http://shop.example"),
            (("shop.example",), "https://shop.example@evil.example"),
            (("shop.example",), "http://[broken"),
        ],
    )
    def test_refused(self, allowed, page):
        with pytest.raises(Rejected) as caught:
            check_origin(allowed, page, "")
        assert caught.value.status == 403

    def test_the_referer_stands_in_for_a_missing_origin(self):
        check_origin(("shop.example",), "", "https://shop.example/cart?x=1")
        with pytest.raises(Rejected):
            check_origin(("shop.example",), "null", "https://evil.example/")

    def test_programs_name_no_page(self):
        check_origin(("shop.example",), "", "")
