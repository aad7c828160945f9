"""Asks the days of the index. Blocking: runs in a thread."""

import heapq
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from tantivy import Order, Query, Schema

from core.errors import Rejected
from core.payloads import PayloadKey
from core.payloads.index.compiling import between, compiled, every, of_projects, pattern_text, up_to_place
from core.payloads.index.days import Day, reading
from core.payloads.index.shape import COLUMNS, at_of, field_term, place
from core.payloads.search import Hit, PayloadQuery, Summary

Place = tuple[int, str]

MAX_BUCKETS: Final = 10_000
"""Different values of a facet that are counted a day. Where there are more, the rarest are left out."""

_SHARES: Final = (1 / 256, 1 / 16)
"""Shares of the time range, from the newest on, that are searched first: a phrase that each of 300,000 events holds
takes 72 ms to find everywhere, and 2 ms in the first share. A rare phrase costs those 2 ms more."""


def page(
    days: Sequence[Day], schema: Schema, query: PayloadQuery, size: int, after: Place | None, ends: float
) -> list[Hit]:
    """Up to `size` events behind the place `after`, newest first. Raises Rejected past `ends` (time.monotonic)."""
    found: list[Hit] = []
    for day in _concerned(days, query):
        if len(found) == size and found[-1].at > day.newest:
            continue  # this day holds only events that are older than those found
        _in_time(ends)
        with reading(day.path):
            newest = _newest(day, schema, query, size, after)
        found = list(heapq.merge(found, newest, key=_place, reverse=True))[:size]
    return found


def pages(days: Sequence[Day], schema: Schema, query: PayloadQuery, size: int, seconds: float) -> Iterator[list[Hit]]:
    """All of them, `size` at a time; each page has so many seconds."""
    after: Place | None = None
    while found := page(days, schema, query, size, after, time.monotonic() + seconds):
        yield found
        after = found[-1].place


def summary(
    days: Sequence[Day],
    schema: Schema,
    query: PayloadQuery,
    interval: int,
    facets: Sequence[str],
    values: int,
    ends: float,
) -> Summary:
    """Counts over all. Raises Rejected past `ends` (time.monotonic)."""
    histogram: Counter[int] = Counter()
    counted: dict[str, Counter[str]] = {facet: Counter() for facet in facets}
    wanted = _aggregations(interval, facets)
    for day in _concerned(days, query):
        _in_time(ends)
        with reading(day.path):
            answer = day.searcher.aggregate(_asked(schema, query, day), wanted)
        histogram.update({int(one["key"]) // 1000: one["doc_count"] for one in answer["time"]["buckets"]})
        for number, facet in enumerate(facets):
            counted[facet].update(_facet(facet, answer[f"facet {number}"]["buckets"]))
    return Summary(
        sum(histogram.values()), dict(histogram), {facet: _most(counts, values) for facet, counts in counted.items()}
    )


def _concerned(days: Sequence[Day], query: PayloadQuery) -> list[Day]:
    """The days that may hold a match, the one with the newest event first."""
    within = [day for day in days if day.newest >= query.start and day.oldest < query.end]
    return sorted(within, key=lambda day: day.newest, reverse=True) if query.project_ids else []


def _asked(schema: Schema, query: PayloadQuery, day: Day) -> Query:
    wanted = [of_projects(schema, query.project_ids), compiled(schema, query.clause)]
    if not (query.start <= day.oldest and day.newest < query.end):
        wanted.append(between(schema, query.start, query.end))
    return every(wanted)


def _newest(day: Day, schema: Schema, query: PayloadQuery, size: int, after: Place | None) -> list[Hit]:
    """The first `size` of a day behind a place. What is frequent is found among the newest: looking there first saves
    looking at all of it."""
    asked = _asked(schema, query, day)
    newest = min(day.newest, query.end - 1, day.newest if after is None else after[0])
    span = max(0, newest - max(day.oldest, query.start))
    for share in _SHARES:
        since = between(schema, newest - int(span * share), None)
        found = _first(day, schema, every([asked, since]), size, after)
        if len(found) == size:
            return found
    return _first(day, schema, asked, size, after)


def _first(day: Day, schema: Schema, asked: Query, size: int, after: Place | None) -> list[Hit]:
    """The first `size` of what is asked. `place` leaves a few side by side that the whole id tells apart: what stands
    at the end of what was fetched may not be all of its kind, and is left for a longer look."""
    if after is not None:
        asked = every([asked, up_to_place(schema, place(after[0], int(after[1], 16)))])
    limit = size + 1
    while True:
        hits = day.searcher.search(asked, limit, count=False, order_by_field="place", order=Order.Desc).hits
        is_all = len(hits) < limit
        whole = hits if is_all else [hit for hit in hits if hit[0] != hits[-1][0]]
        found = sorted(_hits(day, whole), key=_place, reverse=True)
        found = [hit for hit in found if after is None or hit.place < after]
        if is_all or len(found) >= size:
            return found[:size]
        limit *= 4


def _hits(day: Day, found: Sequence[tuple[Any, Any]]) -> list[Hit]:
    addresses = [address for _, address in found]
    columns = [day.searcher.fast_field_values(name, addresses) for name in ("project", "id_high", "id_low")]
    return [
        Hit(PayloadKey(int(project or 0), f"{high:016x}{low:016x}", day.day), at_of(int(where)))
        for (where, _), project, high, low in zip(found, *columns, strict=True)
    ]


def _place(hit: Hit) -> Place:
    return hit.place


def _aggregations(interval: int, facets: Sequence[str]) -> dict[str, Any]:
    wanted: dict[str, Any] = {"time": {"histogram": {"field": "at", "interval": interval * 1000, "min_doc_count": 1}}}
    for number, facet in enumerate(facets):
        terms: dict[str, Any] = {"size": MAX_BUCKETS, "segment_size": MAX_BUCKETS}
        if facet == "fingerprint" or facet in COLUMNS:
            terms["field"] = COLUMNS.get(facet, facet)
        else:
            terms |= {"field": "others", "include": pattern_text(field_term(facet), ("", ""))}
        wanted[f"facet {number}"] = {"terms": terms}
    return wanted


def _facet(facet: str, buckets: Sequence[dict[str, Any]]) -> dict[str, int]:
    prefix = 0 if facet == "fingerprint" or facet in COLUMNS else len(field_term(facet))
    return {one["key"][prefix:]: one["doc_count"] for one in buckets}


def _most(counts: Counter[str], values: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:values]


def _in_time(ends: float) -> None:
    if time.monotonic() > ends:
        raise too_slow()


def too_slow() -> Rejected:
    return Rejected("too_slow", "This search takes too long: ask for less time, or for something rarer", 400)
