"""What follows from an event is added to it, and never replaces what the SDK said."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from core.errors import Refused
from processor.enrich import Lookups, enrich, open_lookups
from processor.enrich.geo import place_in
from processor.enrich.lookups import BUNDLED_GEO
from processor.enrich.user_agent import parse_user_agent
from processor.normalize import normalize
from tests.unit.processor.normalize.samples import FULL_EVENT, raw_event

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/119.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.1 Mobile/15E148 Safari/604.1"
)
KIEL = {"country_code": "DE", "city": "Kiel", "region": "Germany"}
AGENTS = Lookups(user_agents=parse_user_agent)


def enriched(lookups: Lookups = AGENTS, user_agent: str | None = None, **event: Any) -> dict[str, Any]:
    return enrich(normalize(raw_event(user_agent=user_agent), event), lookups).data


def tags(**event: Any) -> dict[str, str]:
    return dict(enriched(**event)["tags"])


def test_place_of_the_user() -> None:
    lookups = Lookups(geo=lambda address: KIEL if address == "203.0.113.9" else {})
    assert enriched(lookups, user={"ip_address": "203.0.113.9"})["user"]["geo"] == KIEL
    assert "geo" not in enriched(lookups, user={"ip_address": "10.0.0.1"})["user"]
    assert enriched(lookups, user={"ip_address": "203.0.113.9", "geo": {"city": "Bonn"}})["user"]["geo"] == {
        "city": "Bonn"
    }
    assert "geo" not in enriched(Lookups(), user={"ip_address": "203.0.113.9"})["user"]


@pytest.mark.parametrize(
    ("record", "place"),
    [
        ({"country_code": "DE"}, {"country_code": "DE"}),
        (
            {"country_code": "DE", "city": "Kiel", "state1": "Holstein", "country_name": "Germany", "latitude": 54.3},
            {"country_code": "DE", "city": "Kiel", "subdivision": "Holstein", "region": "Germany"},
        ),
        (
            {
                "country": {"iso_code": "DE", "names": {"en": "Germany", "de": "Deutschland"}},
                "city": {"names": {"en": "Kiel"}},
                "subdivisions": [{"iso_code": "SH", "names": {"en": "Schleswig-Holstein"}}],
            },
            {"country_code": "DE", "city": "Kiel", "subdivision": "Schleswig-Holstein", "region": "Germany"},
        ),
        ({"country": {"iso_code": "DE"}, "city": 5, "subdivisions": []}, {"country_code": "DE"}),
        ({"asn": 5}, {}),
    ],
)
def test_records_of_every_maker_are_read(record: dict[str, Any], place: dict[str, str]) -> None:
    """MaxMind's are nested, DB-IP's and IPinfo's flat."""
    assert place_in(record) == place


@pytest.mark.skipif(not BUNDLED_GEO.exists(), reason="the build has not put the country database in place")
def test_the_bundled_countries() -> None:
    find = open_lookups().geo
    assert find is not None
    assert find("8.8.8.8") == {"country_code": "US"}
    assert find("2a00:1450:4001:80b::200e")["country_code"]
    assert find("127.0.0.1") == find("192.168.1.1") == find("not one") == {}


def test_a_database_of_the_users_own(tmp_path: Path) -> None:
    path = tmp_path / "own.mmdb"
    path.write_bytes(small_database({"country": {"iso_code": "DE"}, "city": {"names": {"en": "Kiel"}}}))
    find = open_lookups(path).geo
    assert find is not None
    assert find("203.0.113.9") == {"country_code": "DE", "city": "Kiel"}
    assert find("2001:db8::1") == {}, "it knows IPv4 only"


def small_database(record: dict[str, Any]) -> bytes:
    """A MaxMind DB file that holds one record for every IPv4 address: a tree of one node whose both ends lead to it."""
    to_the_record = (1 + 16).to_bytes(3, "big")
    about: dict[str, Any] = {
        "binary_format_major_version": small_number(2),
        "binary_format_minor_version": small_number(0),
        "build_epoch": b"\x01\x02\x01",  # 1, in 64 bits
        "database_type": "Test",
        "description": {},
        "ip_version": small_number(4),
        "languages": [],
        "node_count": b"\xc1\x01",  # 1, in 32 bits
        "record_size": small_number(24),
    }
    return to_the_record * 2 + bytes(16) + written(record) + b"\xab\xcd\xefMaxMind.com" + written(about)


def small_number(number: int) -> bytes:
    """A number in 16 bits, in the format's encoding."""
    return bytes([0xA2, 0, number])


def written(value: Any) -> bytes:
    """A value in the format's own encoding; texts and maps of fewer than 29 entries."""
    match value:
        case str():
            return bytes([0x40 | len(value)]) + value.encode()
        case bytes():  # written already
            return value
        case list():
            return bytes([len(value), 4]) + b"".join(map(written, value))
        case _:
            return bytes([0xE0 | len(value)]) + b"".join(written(k) + written(v) for k, v in value.items())


def test_a_broken_database_is_refused_at_start(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mmdb"
    broken.write_bytes(b"no database")
    for path in (broken, tmp_path / "missing.mmdb"):
        with pytest.raises(Refused, match=path.name):
            open_lookups(path)


def test_parts_can_be_switched_off() -> None:
    assert open_lookups(geo=False, user_agents=False) == Lookups()


def test_browser_system_and_device_of_the_request() -> None:
    event = enriched(request={"headers": {"user-agent": IPHONE}})
    assert event["contexts"] == {
        "browser": {"name": "Mobile Safari", "version": "17.1"},
        "client_os": {"name": "iOS", "version": "17.1"},
        "device": {"family": "iPhone", "brand": "Apple", "model": "iPhone"},
    }


def test_what_the_sdk_said_stays() -> None:
    contexts = {"device": {"family": "Mine"}, "browser": {"name": "Own", "version": "1"}}
    event = enriched(request={"headers": {"user-agent": IPHONE}}, contexts=contexts)
    assert event["contexts"] == {**contexts, "client_os": {"name": "iOS", "version": "17.1"}}


def test_only_a_browsers_own_requests_tell_the_browser() -> None:
    """A server's SDK calls with a User-Agent of its own."""
    assert enriched(user_agent=FIREFOX, platform="javascript")["contexts"]["browser"]["name"] == "Firefox"
    assert "contexts" not in enriched(user_agent=FIREFOX, platform="python")


@pytest.mark.parametrize("header", ["", "curl", "x" * 100_000, "\x1b[31m" * 500, "Mozilla/5.0 (" * 1000])
def test_any_user_agent_is_survived(header: str) -> None:
    enriched(request={"headers": {"user-agent": header}})


def test_contexts_are_not_shared_between_events() -> None:
    """Looked up once, but a later step may change one event without touching the other."""
    first, second = (enriched(request={"headers": {"user-agent": FIREFOX}}) for _ in range(2))
    first["contexts"]["browser"]["name"] = "[Filtered]"
    assert second["contexts"]["browser"]["name"] == "Firefox"


def test_tags_of_a_web_request() -> None:
    assert tags(
        level="fatal", release="shop@1", environment="staging", dist="7", server_name="web-1", transaction="/cart",
        logger="shop", exception=[{"type": "E", "mechanism": {"type": "django", "handled": False}}],
        request={"url": "https://eva:secret@shop.example/cart;s=1?q=1#x", "headers": {"User-Agent": FIREFOX}},
        contexts={"runtime": {"name": "CPython", "version": "3.11.7"}, "os": {"name": "Linux", "version": "6.1"}},
        tags={"plan": "pro"},
    ) == {
        "level": "fatal", "environment": "staging", "release": "shop@1", "dist": "7", "server_name": "web-1",
        "transaction": "/cart", "logger": "shop", "handled": "no", "mechanism": "django",
        "url": "https://shop.example/cart", "os": "Linux 6.1", "os.name": "Linux", "client_os": "Windows 10",
        "runtime": "CPython 3.11.7", "runtime.name": "CPython", "browser": "Firefox 119", "browser.name": "Firefox",
        "plan": "pro",
    }  # fmt: skip


def test_in_a_browser_its_system_is_the_system() -> None:
    found = tags(platform="javascript", request={"headers": {"User-Agent": FIREFOX}})
    assert found["os"] == "Windows 10"
    assert "client_os" not in found


def test_without_a_word_about_it_there_is_no_tag() -> None:
    assert tags() == {"level": "error"}


def test_fields_rule_over_tags_of_their_name_and_other_tags_over_guesses() -> None:
    found = tags(
        level="info",
        tags={"level": "x", "url": "mine", "browser": "mine"},
        request={"headers": {"User-Agent": FIREFOX}},
    )
    assert (found["level"], found["url"], found["browser"]) == ("info", "mine", "mine")


def test_a_tag_that_a_field_rules_over_is_told_unless_it_says_the_same() -> None:
    said = {"level": "info", "transaction": "pay", "release": "7", "environment": "prod", "dist": "2", "mine": "x"}
    raw = {
        "level": "warning",
        "transaction": "pay",
        "release": "8",
        "dist": "2",
        "environment": "staging",
        "tags": said,
    }
    event = enrich(normalize(raw_event(), raw), AGENTS).data
    assert dict(event["tags"]) == {**said, "level": "warning", "release": "8", "environment": "staging"}
    lost = [(one["name"], one["value"]) for one in event["errors"] if one["type"] == "reserved_tag"]
    assert lost == [("tags.release", "7"), ("tags.environment", "prod"), ("tags.level", "info")]


def test_versions_in_prose_become_numbers() -> None:
    """Ruby calls its system `#1 SMP PREEMPT_DYNAMIC Debian 6.1.153-1`."""
    found = tags(contexts={"os": {"name": "Linux", "version": "#1 SMP Debian 6.1.153-1"}, "runtime": {"name": "node"}})
    assert (found["os"], found["runtime"]) == ("Linux 6.1.153", "node")


def test_odd_contexts_are_survived() -> None:
    event = enriched(
        contexts={name: {"name": 5, "version": ["x"], "model": {}} for name in ("os", "runtime", "device")}
    )
    assert dict(event["tags"]) == {"level": "error"}


def test_enriching_a_full_event_keeps_it_canonical_but_for_the_derived_tags() -> None:
    raw = replace(raw_event(), user_agent=FIREFOX)
    event = enrich(normalize(raw, dict(FULL_EVENT)), AGENTS).data
    again = normalize(raw, event).data
    assert {key for key in event if event[key] != again[key]} <= {"tags"}
