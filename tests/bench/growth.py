"""What an event costs, and how long pages and searches take, the more events are stored."""

from collections.abc import Iterator

from tests.bench.meter import proportional_bytes
from tests.bench.server import EXPLORE, WARM_UP, benched

_GROWING = {
    "issue list": "/api/0/organizations/main/issues/?limit=25",
    "search: a word": f"{EXPLORE}/events/?query=voucher&statsPeriod=7d",
    "search: a phrase": f'{EXPLORE}/events/?query="could+not+be+priced"&statsPeriod=7d',
    "search: a tag and a word": f"{EXPLORE}/events/?query=tenant:t3+price&statsPeriod=7d",
    "search: a start": f"{EXPLORE}/events/?query=invo*&statsPeriod=7d",
    "counts: all": f"{EXPLORE}/summary/?statsPeriod=7d&facet=level&facet=release",
    "counts: a tag": f"{EXPLORE}/summary/?query=tenant:t3&statsPeriod=7d&facet=level&facet=release",
}
"""Pages of 25 or 50 that are asked for while events come together."""

HEAD = ("stored", "CPU s / 1000", *_GROWING, "MiB")


def rows() -> Iterator[str]:
    """Rows: what an event costs, and how long pages and searches take, the more are stored."""
    with benched({}) as bench:
        bench.load("2 KB", WARM_UP)
        for stored in (10_000, 100_000, 1_000_000):
            bench.load("2 KB", stored - bench.sent - 5_000)
            bench.wait_until_searched()
            hard = bench.load("2 KB", 5_000)
            bench.wait_until_searched()
            shown = [bench.page_milliseconds(path) for path in _GROWING.values()]
            memory = proportional_bytes(bench.server.pid) / 2**20
            times = " | ".join(f"{one:.0f} ms" for one in shown)
            yield f"| {stored:,} | {hard['cpu'] / 5:.2f} | {times} | {memory:.0f} |"
