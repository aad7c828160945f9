"""Which events each kind of rule means, and which it leaves alone, with the reason."""

import pytest

from core.events import EnrichedEvent
from core.pipeline_rules import MatchKind
from processor.filters import Filtered, filters
from tests.unit.processor.filters.made import event, raw, rule, thrown

APP = "https://shop.example/app.js"
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
PHONE = "Mozilla/5.0 (Linux; Android 8.1; CUBOT_X18_Plus) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36"


def browser(name: str, version: str, platform: str = "javascript") -> EnrichedEvent:
    return event(platform=platform, contexts={"browser": {"name": name, "version": version}})


def agent(header: str, platform: str = "python") -> EnrichedEvent:
    return event(platform=platform, request={"headers": [["User-Agent", header]]})


def at(url: str) -> EnrichedEvent:
    return event(request={"url": url})


def dropped(kind: MatchKind, one: EnrichedEvent, *patterns: str, query: str = "") -> bool:
    return isinstance(filters(one, [rule(kind, *patterns, query=query)]), Filtered)


@pytest.mark.parametrize(
    ("one", "wanted", "why"),
    [
        (thrown("TypeError", "x is null", "chrome-extension://abc/content.js"), True, "thrown in an extension"),
        (thrown("TypeError", "x is null", "safari-web-extension://abc/c.js"), True, "thrown in an extension"),
        (thrown("TypeError", "x is null", APP), False, "thrown in the page"),
        (thrown("Error", "Extension context invalidated."), True, "the browser's word for it"),
        (thrown("Error", "cannot load chrome-extension://abc/x.png", APP), True, "its address in the message"),
        (
            event(platform="other", csp={"blocked_uri": "moz-extension://a/b"}),
            True,
            "a report on an extension's script",
        ),
        (event(platform="other", csp={"blocked_uri": "https://ads.example/x.js"}), False, "a report on another"),
        (event(platform="python", logentry={"formatted": "chrome-extension:// in a log"}), False, "no browser at all"),
    ],
)
def test_browser_extensions(one: EnrichedEvent, wanted: bool, why: str) -> None:
    assert dropped(MatchKind.BROWSER_EXTENSIONS, one) is wanted, why


def test_what_the_page_throws_inside_a_wrapper_of_an_extension_is_the_pages() -> None:
    frames = [{"abs_path": "chrome-extension://abc/wrap.js"}, {"abs_path": APP}]
    one = event(exception={"values": [{"type": "TypeError", "stacktrace": {"frames": frames}}]})
    assert not dropped(MatchKind.BROWSER_EXTENSIONS, one)


@pytest.mark.parametrize(
    ("one", "wanted", "why"),
    [
        (thrown("Error", "ResizeObserver loop limit exceeded", APP), True, "Chrome's words"),
        (
            event(logentry={"formatted": "ResizeObserver loop completed with undelivered notifications."}),
            True,
            "today's",
        ),
        (thrown("Error", "Script error."), True, "a foreign script, without a stack"),
        (thrown("Error", "Script error.", APP), False, "with a stack there is something to look for"),
        (thrown("Error", "Script error in the shop"), False, "more than the browser says"),
        (thrown("TypeError", "Failed to fetch", APP), False, "may be the page's own fault"),
        (event(platform="python", logentry={"formatted": "ResizeObserver loop"}), False, "no browser"),
    ],
)
def test_browser_noise(one: EnrichedEvent, wanted: bool, why: str) -> None:
    assert dropped(MatchKind.BROWSER_NOISE, one) is wanted, why


@pytest.mark.parametrize(
    ("one", "wanted", "why"),
    [
        (browser("IE", "11"), True, "always old"),
        (browser("Chrome", "79.0.3945"), True, "one before"),
        (browser("Chrome", "80.0.3987"), False, "the first"),
        (browser("Mobile Safari", "13.1"), True, "one before"),
        (browser("Netscape", "4"), False, "nobody knows"),
        (browser("Chrome", ""), False, "no version"),
        (browser("Chrome", "９"), False, "an odd digit"),
        (browser("Chrome", "9" * 5000), False, "no number of a version"),
        (browser("IE", "11", platform="python"), False, "a visitor's browser is no cause on a server"),
    ],
)
def test_old_browsers(one: EnrichedEvent, wanted: bool, why: str) -> None:
    assert dropped(MatchKind.OLD_BROWSERS, one) is wanted, why


@pytest.mark.parametrize(
    ("one", "wanted", "why"),
    [
        (agent(GOOGLEBOT), True, "on a server too"),
        (agent("SomeNewBot/2.0"), True, "as bots call themselves"),
        (agent("x (+https://example.org/why)"), True, "a page about itself"),
        (agent("Mozilla/5.0 HeadlessChrome/120.0"), True, "nobody is there"),
        (agent(PHONE), False, "a telephone"),
        (agent(""), False, "nothing said"),
        (event(raw(user_agent=GOOGLEBOT)), True, "the browser's own request"),
        (event(raw(user_agent=GOOGLEBOT), platform="python"), False, "a server's request is not the visitor's"),
    ],
)
def test_crawlers(one: EnrichedEvent, wanted: bool, why: str) -> None:
    assert dropped(MatchKind.CRAWLERS, one) is wanted, why


@pytest.mark.parametrize(
    ("one", "wanted", "why"),
    [
        (at("http://localhost:3000/cart"), True, "by name"),
        (at("https://shop.localhost/"), True, "a name below it"),
        (at("http://127.0.0.1/"), True, "by address"),
        (at("http://[::1]:8080/"), True, "by address"),
        (at("http://0.0.0.0:8000"), True, "as servers print it"),
        (at("http://user:pw@LOCALHOST./"), True, "however it is written"),
        (at("https://localhost.example/"), False, "another name"),
        (at("https://shop.example/?next=http://localhost/"), False, "only named in it"),
        (event(request={"headers": [["Host", "localhost:8000"]]}), True, "by the header"),
        (event(user={"ip_address": "127.0.0.1"}), True, "nothing else is known"),
        (
            event(user={"ip_address": "127.0.0.1"}, request={"url": "https://shop.example/"}),
            False,
            "a proxy on the same machine",
        ),
        (event(raw(client_ip="127.0.0.1")), False, "so is the sender behind one"),
        (at("http://[::1"), True, "an odd one"),
        (at("://"), False, "no URL"),
    ],
)
def test_localhost(one: EnrichedEvent, wanted: bool, why: str) -> None:
    assert dropped(MatchKind.LOCALHOST, one) is wanted, why


@pytest.mark.parametrize(
    ("pattern", "one", "wanted"),
    [
        ("*timeout*", thrown("Error", "Read TIMEOUT after 3 s"), True),
        ("timeout", thrown("Error", "Read timeout"), False),
        ("Error: read*", thrown("Error", "Read timeout"), True),
        ("KeyboardInterrupt", thrown("KeyboardInterrupt"), True),
        ("user * not found", event(logentry={"formatted": "User 7 not found", "message": "User %s not found"}), True),
        ("user %s*", event(logentry={"formatted": "User 7 not found", "message": "User %s not found"}), True),
        (r"\*", event(logentry={"formatted": "*"}), True),
        (r"\*", event(logentry={"formatted": "x"}), False),
        ("a*", event(), False),
    ],
)
def test_messages(pattern: str, one: EnrichedEvent, wanted: bool) -> None:
    assert dropped(MatchKind.MESSAGE, one, "nothing", pattern) is wanted


def test_releases_environments_and_types_are_met_whole_in_either_case() -> None:
    one = thrown("ConnectionResetError", "x", release="Shop@1.2.3", environment="preview-7")
    assert dropped(MatchKind.RELEASE, one, "shop@1.*")
    assert not dropped(MatchKind.RELEASE, one, "1.*")
    assert dropped(MatchKind.ENVIRONMENT, one, "PREVIEW-*")
    assert dropped(MatchKind.ERROR_TYPE, one, "connection*error")
    assert not dropped(MatchKind.ENVIRONMENT, event(), "preview-*")


@pytest.mark.parametrize(
    ("network", "one", "wanted"),
    [
        ("10.0.0.0/8", event(raw(client_ip="10.1.2.3")), True),
        ("192.0.2.7", event(raw(client_ip="10.1.2.3"), user={"ip_address": "192.0.2.7"}), True),
        ("192.0.2.0/24", event(user={"ip_address": "192.0.3.7"}), False),
        ("10.0.0.0/8", event(user={"ip_address": "::ffff:10.0.0.1"}), True),
        ("2001:db8::/32", event(user={"ip_address": "2001:db8::1"}), True),
        ("2001:db8::/32", event(user={"ip_address": "[ip]"}), False),
        ("0.0.0.0/0", event(), False),
    ],
)
def test_networks(network: str, one: EnrichedEvent, wanted: bool) -> None:
    assert dropped(MatchKind.ADDRESS, one, network) is wanted


def test_an_own_query_asks_for_fields_tags_and_words() -> None:
    one = thrown("ValueError", "no such item", tags=[["team", "billing"]], level="warning", server_name="web-1")
    for query in (
        "level:warning",
        "team:bill*",
        "no such item",
        "server_name:web-* !level:error",
        "has:team SHOP-1 OR item",
    ):
        assert dropped(MatchKind.QUERY, one, query=query), query
    for query in ("level:error", "team:shop", '"such no"', "SHOP-418", "has:release"):
        assert not dropped(MatchKind.QUERY, one, query=query), query
