"""DSNs taken apart."""

import pytest

from redshank.dsn import parse_dsn
from redshank.errors import InvalidDsn


def test_a_dsn_names_scheme_key_host_port_and_project():
    dsn = parse_dsn("https://abc@errors.example.com/7")
    assert (dsn.scheme, dsn.public_key, dsn.host, dsn.port, dsn.project_id) == (
        "https",
        "abc",
        "errors.example.com",
        443,
        "7",
    )
    assert dsn.envelope_path == "/api/7/envelope/"


def test_a_path_prefix_survives():
    assert parse_dsn("http://k@h:9000/a/b/12").envelope_path == "/a/b/api/12/envelope/"


def test_the_obsolete_secret_half_is_forgotten():
    assert "s3cret" not in repr(parse_dsn("http://key:s3cret@h/1"))


def test_an_ipv6_host_is_understood():
    assert parse_dsn("http://k@[::1]:9000/1").host == "::1"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "http"),
        ("nonsense", "http"),
        ("ftp://k@h/1", "http"),
        ("http://h/1", "key"),
        ("http://k@h/", "project id"),
        ("http://k@h", "project id"),
        ("http://k@/1", "host"),
        ("http://k@h:x/1", "not a URL"),
        ("http://k@h:99999/1", "not a URL"),
        ("http://k@[::1/1", "not a URL"),
        ("http://k k@h/1", "key"),
        ("http://k@h/a b/1", "path"),
        ("http://k@h/ü/1", "path"),
    ],
)
def test_what_is_no_dsn_is_refused_with_the_reason(text, reason):
    with pytest.raises(InvalidDsn, match=reason):
        parse_dsn(text)


def test_the_message_does_not_repeat_the_dsn():
    with pytest.raises(InvalidDsn) as info:
        parse_dsn("http://key:hunter2@host/")
    assert "hunter2" not in str(info.value)
