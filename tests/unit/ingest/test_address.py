"""Whose address counts behind proxies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from ingest.address import client_address, networks

OURS = networks(["10.0.0.0/8", "192.168.1.7", "fd00::/8"])


def test_without_trusted_proxies_headers_are_hearsay():
    assert client_address("10.0.0.1", "1.2.3.4", "for=1.2.3.4", ()) == "10.0.0.1"


def test_a_stranger_cannot_speak_for_others():
    assert client_address("9.9.9.9", "1.2.3.4", "", OURS) == "9.9.9.9"


@pytest.mark.parametrize(
    ("forwarded_for", "client"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4", "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4, 10.0.0.5,192.168.1.7", "1.2.3.4"),
        ("10.0.0.5, 10.0.0.6", "10.0.0.5"),
        ("1.2.3.4:5678", "1.2.3.4"),
        ("[2001:db8::1]:5678", "2001:db8::1"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("1.2.3.4, ::ffff:10.0.0.9", "1.2.3.4"),
        ("1.2.3.4, unknown", None),
        ("rubbish", None),
        ("", "10.0.0.1"),
    ],
)
def test_the_first_address_from_the_right_that_is_no_proxy_of_ours(forwarded_for, client):
    assert client == client_address("10.0.0.1", forwarded_for, "", OURS)


def test_forwarded_is_read_where_the_older_header_is_missing():
    header = 'for=6.6.6.6;proto=http, For="[2001:db8::1]:4711";by=10.0.0.2, for=10.0.0.3'
    assert client_address("10.0.0.1", "", header, OURS) == "2001:db8::1"
    assert client_address("10.0.0.1", "", "for=_hidden", OURS) is None


@given(st.text(max_size=100), st.text(max_size=100))
def test_no_header_breaks_us(forwarded_for, forwarded):
    client_address("10.0.0.1", forwarded_for, forwarded, OURS)


def test_a_wrong_network_is_told_at_the_start():
    with pytest.raises(Refused):
        networks(["10.0.0.0/99"])
