"""Addresses: what may be called, as a table with reasons."""

from ipaddress import ip_address

import pytest

from core.addresses import Allowed, literal_address, parse_allowed

INTERNET = ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"]
REFUSED = {
    "127.0.0.1": "this machine itself",
    "127.8.8.8": "this machine itself",
    "::1": "this machine itself",
    "::ffff:127.0.0.1": "this machine itself",
    "0.0.0.0": "no address at all",
    "::": "no address at all",
    "10.0.0.1": "a private address",
    "172.16.9.9": "a private address",
    "192.168.1.1": "a private address",
    "::ffff:192.168.1.1": "a private address",
    "fd00::1": "a private address",
    "fec0::1": "a private address",
    "169.254.169.254": "the address of a cloud's metadata",
    "::ffff:169.254.169.254": "the address of a cloud's metadata",
    "fd00:ec2::254": "the address of a cloud's metadata",
    "168.63.129.16": "the address of a cloud's metadata",
    "169.254.1.1": "a link-local address",
    "fe80::1": "a link-local address",
    "224.0.0.1": "a multicast address",
    "ff02::1": "a multicast address",
    "100.64.0.1": "an address of a provider's own network (CGNAT)",
    "255.255.255.255": "a private address",
    "240.0.0.1": "a private address",
    "192.0.2.1": "a private address",
    "198.18.0.1": "a private address",
    "64:ff9b::a00:1": "a translated IPv4 address (NAT64)",
    "64:ff9b:1::1": "a translated IPv4 address (NAT64)",
    "2002:a00:1::": "a tunnelled IPv4 address (6to4)",
    "2001:0:a00:1::": "a tunnelled IPv4 address (Teredo)",
    "::a00:1": "an IPv4 address in IPv6",
    "::ffff:0:a00:1": "a translated IPv4 address",
    "4000::1": "a reserved address",
    "192.0.0.192": "the address of a cloud's metadata",
    "192.0.0.9": "a reserved address",
    "192.88.99.1": "a reserved address",
    "::ffff:192.88.99.1": "a reserved address",
    "2001:20::1": "a reserved address",
    "3fff::1": "a reserved address",
    "5f00::1": "a reserved address",
    "100:0:0:1::1": "a reserved address",
}


@pytest.mark.parametrize("text", INTERNET)
def test_the_internet_may_be_called(text: str) -> None:
    assert Allowed().refusal(ip_address(text)) is None


@pytest.mark.parametrize(("text", "why"), REFUSED.items())
def test_everything_else_is_refused_with_its_reason(text: str, why: str) -> None:
    assert Allowed().refusal(ip_address(text)) == why


def test_the_operator_opens_networks_addresses_and_hosts() -> None:
    allowed = parse_allowed(["10.1.0.0/16", " 192.168.7.7", "chat.internal", "fd12::/16", ""])
    assert allowed.refusal(ip_address("10.1.2.3")) is None
    assert allowed.refusal(ip_address("::ffff:10.1.2.3")) is None
    assert allowed.refusal(ip_address("fd12::5")) is None
    assert allowed.refusal(ip_address("192.168.7.7")) is None
    assert allowed.refusal(ip_address("10.2.0.1")) == "a private address"
    assert allowed.has_host("Chat.Internal.")
    assert not allowed.has_host("internal")


@pytest.mark.parametrize("text", ["2130706433", "0177.0.0.1", "127.1", "0x7f000001", "localhost", ""])
def test_only_the_canonical_form_is_an_address(text: str) -> None:
    """The others are names: a resolver turns them into what is checked then."""
    assert literal_address(text) is None
