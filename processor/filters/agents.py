"""What a browser's name says: too old, or no person's at all."""

from typing import Final

import re2

from processor.filters.seen import Seen, section, text

_SINCE: Final = {
    "Chrome": 80,
    "Chrome Mobile": 80,
    "Chrome Mobile WebView": 80,
    "Chrome Mobile iOS": 80,
    "Edge": 80,
    "Edge Mobile": 80,
    "Firefox": 74,
    "Firefox Mobile": 74,
    "Safari": 14,
    "Mobile Safari": 14,
    "Opera": 67,
    "Opera Mobile": 57,
    "Samsung Internet": 13,
}
"""The first major version with all of ES2020 (`?.`, `??`), by the names that ua-parser gives: what bundlers target
today. Others are never old, as nobody knows."""

_ALWAYS_OLD: Final = frozenset({"IE", "IE Mobile", "Opera Mini", "Android", "BlackBerry WebKit", "UC Browser Mini"})

MAX_LENGTH: Final = 512
"""Characters of a User-Agent that are looked at."""

_CRAWLER: Final = re2.compile(
    r"(?i)googlebot|adsbot-google|mediapartners-google|google-inspectiontool|apis-google|feedfetcher|bingbot|bingpreview"
    r"|msnbot|yandex(?:bot|images|metrika|mobile)|baiduspider|duckduck|slurp|sogou|exabot|facebookexternalhit|facebot"
    r"|meta-externalagent|twitterbot|linkedinbot|slackbot|discordbot|telegrambot|whatsapp/|pinterest(?:bot|/0)|applebot"
    r"|semrush|ahrefs|mj12bot|dotbot|rogerbot|petalbot|bytespider|gptbot|chatgpt-user|oai-searchbot|claudebot|ccbot"
    r"|perplexitybot|amazonbot|ia_archiver|archive\.org_bot|screaming frog|uptimerobot|pingdom|statuscake|site24x7"
    r"|lighthouse|headlesschrome|phantomjs|prerender|crawler|spider|[a-z]bot/[0-9v]|\+https?://"
)
"""Names of the common ones and what they have in common: `…bot/1.0`, and the address of a page about themselves. Not
every `bot`: a maker of telephones is called Cubot."""


def is_old_browser(seen: Seen) -> bool:
    """Of errors in the browser itself: on a server, the visitor's browser is no cause."""
    if seen.data.get("platform") != "javascript":
        return False
    browser = section(section(seen.data, "contexts"), "browser")
    name, version = text(browser.get("name")), text(browser.get("version"))
    if name in _ALWAYS_OLD:
        return True
    major = version.partition(".")[0]
    since = _SINCE.get(name)
    return since is not None and major.isascii() and major.isdecimal() and len(major) < 6 and int(major) < since


def is_crawler(seen: Seen) -> bool:
    agent = seen.user_agent
    return bool(agent) and _CRAWLER.search(agent[:MAX_LENGTH]) is not None
