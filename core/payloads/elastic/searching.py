"""Questions to Elasticsearch, and what its answers mean."""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from core.errors import Rejected, Unavailable
from core.payloads import PayloadKey
from core.payloads.elastic.asking import NEWEST_FIRST, facet_value, facets_of, query_of
from core.payloads.elastic.cluster import Cluster, Failed, Silent, reason_of
from core.payloads.elastic.mapping import alias, day_of
from core.payloads.search import Hit, PayloadQuery, Summary

_log = logging.getLogger(__name__)

_KEPT: Final = "2m"
"""How long a scan may rest between two pages. A scan that is never ended holds disk for no longer than this."""

_SERVERS_SHARE: Final = 0.8
"""The server's share of the time for an answer: it gives up before we do, and says so."""

_PARTS: Final = "ignore_unavailable=true"
"""Having no day at all is no error."""

_WHOLE: Final = "allow_partial_search_results=false"
"""A missing shard is an outage, not a shorter answer."""

_TOO_SLOW: Final = frozenset({"search_timeout_exception", "timeout_exception", "query_phase_timeout_exception"})
_TOO_LARGE: Final = frozenset(
    {
        "too_complex_to_determinize_exception",
        "too_many_buckets_exception",
        "too_many_clauses",
        "too_many_nested_clauses",
    }
)


class ElasticSearch:
    """See `core.payloads.search.EventSearch`; days are dropped by whoever writes them."""

    def __init__(self, cluster: Cluster, prefix: str) -> None:
        self._cluster = cluster
        self._prefix = prefix

    async def search(self, query: PayloadQuery, size: int, after: tuple[int, str] | None = None) -> list[Hit]:
        if not query.project_ids or size < 1:
            return []
        body = self._page(query, size) | ({"search_after": list(after)} if after else {})
        return _hits(await self._search(f"/{alias(self._prefix)}/_search?{_PARTS}&{_WHOLE}", body))

    async def scan(self, query: PayloadQuery, size: int) -> AsyncIterator[list[Hit]]:
        if not query.project_ids:
            return
        moment = await self._open_moment()
        try:
            body = self._page(query, size)
            while True:
                answer = await self._search(f"/_search?{_WHOLE}", body | {"pit": {"id": moment, "keep_alive": _KEPT}})
                if hits := _hits(answer):
                    yield hits
                if len(hits) < size:
                    return
                moment = answer.get("pit_id", moment)
                body["search_after"] = answer["hits"]["hits"][-1]["sort"]
        finally:
            with suppress(Unavailable):  # it ends by itself
                await self._cluster.ask("DELETE", "/_pit", {"id": moment})

    async def summarize(self, query: PayloadQuery, interval: int, facets: Sequence[str], values: int) -> Summary:
        if not query.project_ids:
            return Summary(0, {}, dict.fromkeys(facets, ()))
        histogram = {"date_histogram": {"field": "at", "fixed_interval": f"{interval}s", "min_doc_count": 1}}
        body = {
            "size": 0,
            "track_total_hits": True,
            "query": query_of(query),
            "aggs": {"histogram": histogram, **facets_of(list(facets), values)},
            "timeout": self._timeout(),
        }
        answer = await self._search(f"/{alias(self._prefix)}/_search?{_PARTS}&{_WHOLE}", body)
        return _summary(answer, facets)

    def _page(self, query: PayloadQuery, size: int) -> dict[str, Any]:
        return {
            "size": size,
            "query": query_of(query),
            "sort": NEWEST_FIRST,
            "track_total_hits": False,
            # All that a hit says is in columns; the id of the document would be read from the compressed blocks.
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["project"],
            "timeout": self._timeout(),
        }

    def _timeout(self) -> str:
        return f"{int(self._cluster.seconds * _SERVERS_SHARE * 1000)}ms"

    async def _open_moment(self) -> str:
        answer = await self._cluster.ask("POST", f"/{alias(self._prefix)}/_pit?keep_alive={_KEPT}&{_PARTS}")
        if answer.status != 200:
            raise Unavailable(f"Elasticsearch keeps no point in time: {reason_of(answer.body)}")
        moment: str = answer.body["id"]
        return moment

    async def _search(self, path: str, body: Mapping[str, Any]) -> Any:
        try:
            answer = await self._cluster.ask("POST", path, body)
        except Silent:
            raise _too_slow() from None
        except Failed as error:
            if error.kinds & _TOO_SLOW:
                raise _too_slow() from None
            if error.kinds & _TOO_LARGE:
                raise _too_large() from None
            raise
        if answer.status == 404:
            raise Unavailable(f"Elasticsearch has forgotten where this scan was: {reason_of(answer.body)}")
        if answer.status != 200:
            _log.warning("Elasticsearch does not answer a question: %s", reason_of(answer.body))
            raise _too_large()
        if answer.body.get("timed_out"):
            raise _too_slow()
        return answer.body


def _hits(answer: Any) -> list[Hit]:
    return [_hit(one) for one in answer["hits"]["hits"]]


def _hit(one: Any) -> Hit:
    at, event_id = one["sort"][:2]
    [project_id] = one["fields"]["project"]
    day = day_of(one["_index"])
    assert day is not None  # only our days have the alias
    return Hit(PayloadKey(project_id, event_id, day), at)


def _summary(answer: Any, facets: Sequence[str]) -> Summary:
    found = answer.get("aggregations") or {}
    histogram = {one["key"] // 1000: one["doc_count"] for one in _buckets(found, "histogram")}
    counts = {
        field: [(facet_value(field, one["key"]), one["doc_count"]) for one in _buckets(found, f"f{place}")]
        for place, field in enumerate(facets)
    }
    return Summary(answer["hits"]["total"]["value"], histogram, counts)


def _buckets(found: Any, name: str) -> Any:
    return found[name]["buckets"] if name in found else ()


def _too_slow() -> Rejected:
    return Rejected("too_slow", "This question takes too long to answer; ask for a shorter time or with fewer stars.")


def _too_large() -> Rejected:
    return Rejected("too_large", "This question is too large for the search engine; ask for less at once.")
