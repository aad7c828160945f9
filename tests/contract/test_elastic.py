"""What Elasticsearch does beside the contracts: refusals, blocks, templates, limits."""

import socket
from datetime import date
from random import Random

import pytest

from core.clock import SystemClock
from core.errors import Rejected, Unavailable
from core.payloads.clauses import EVERYTHING, AnyOf, Clause, FieldIs, HasWords, OfFingerprints
from core.payloads.elastic.mapping import VERSION, template
from core.payloads.elastic.options import ElasticOptions
from core.payloads.elastic.store import open_elastic
from core.payloads.search import PayloadQuery
from core.search import Pattern
from tests.contract.test_event_search import DAY, NOON, SHOP, event, question
from tests.elastic import Elastic, OwnElastic


def asked(clause: Clause) -> PayloadQuery:
    return PayloadQuery(frozenset({SHOP}), clause, 0, 4_000_000_000_000)


async def test_a_document_that_is_refused_stops_no_other(elastic: Elastic) -> None:
    payloads, own = elastic
    made = [event(1), event(2, timestamp=1e30), event(3)]
    first, refused, last = await payloads.put_many(made)
    assert (first, last) == ("", "")
    assert isinstance(refused, Rejected)
    assert refused.reason == "payload_refused"
    assert "document_parsing_exception" in refused.detail
    own.refresh()
    assert [int(hit.key.event_id, 16) for hit in await payloads.search(question(""), 10)] == [3, 1]


async def test_nothing_can_be_written_while_the_disk_is_full_and_all_of_it_afterwards(elastic: Elastic) -> None:
    payloads, own = elastic
    await payloads.put_many([event(1)])
    [index] = own.indices()
    own.ask("PUT", f"/{index}/_settings", {"index.blocks.read_only_allow_delete": True})
    with pytest.raises(Unavailable, match="cannot write"):
        await payloads.put_many([event(2), event(3)])
    own.ask("PUT", f"/{index}/_settings", {"index.blocks.read_only_allow_delete": None})
    assert await payloads.put_many([event(2), event(3)]) == ["", ""]
    assert len(await payloads.get_many(dict.fromkeys([event(n)[0] for n in (1, 2, 3)], ""))) == 3


async def test_a_cluster_that_makes_no_indices_by_itself_is_told_to(elastic: Elastic) -> None:
    payloads, own = elastic
    own.ask("PUT", "/_cluster/settings", {"persistent": {"action.auto_create_index": f"-{own.prefix}-*,+*"}})
    try:
        assert await payloads.put_many([event(1), event(2, day=date(2027, 1, 14))]) == ["", ""]
    finally:
        own.ask("PUT", "/_cluster/settings", {"persistent": {"action.auto_create_index": None}})
    for made in own.indices().values():
        assert made["mappings"]["_meta"] == {"redshank_mapping": VERSION}
        assert list(made["aliases"]) == [f"{own.prefix}-events"]
        assert made["settings"]["index"]["codec"] == "best_compression"


async def test_events_add_no_fields_to_an_index(elastic: Elastic) -> None:
    payloads, own = elastic
    await payloads.put_many([event(1)])
    [before] = own.indices().values()
    hostile = [["a.b.c", "x"], ["", "x"], [".", "x"], ["*[](){}", "x"], ["k" * 5000, "v" * 5000], ["é\n", "\ud7ff"]]
    assert await payloads.put_many([event(2, tags=hostile, extra={str(n): 10**n for n in range(3000)})]) == [""]
    [after] = own.indices().values()
    assert after["mappings"] == before["mappings"]


async def test_a_template_of_a_newer_version_stays_and_an_older_one_goes(elastic: Elastic) -> None:
    _, own = elastic
    path = f"/_index_template/{own.prefix}-events"
    made = template(own.prefix, 1, 0)
    for version, expected in ((VERSION + 1, VERSION + 1), (0, VERSION)):
        own.ask("PUT", path, made | {"version": version})
        async with open_elastic(own.url, ElasticOptions(own.prefix, replicas=0), SystemClock(), Random(7)) as other:
            await other.put_many([event(1)])
        assert own.ask("GET", path)["index_templates"][0]["index_template"]["version"] == expected


async def test_shards_and_copies_are_as_the_settings_say(elastic: Elastic) -> None:
    _, own = elastic
    options = ElasticOptions(own.prefix, shards=2)
    async with open_elastic(own.url, options, SystemClock(), Random(7)) as payloads:
        await payloads.put_many([event(1)])
    [made] = own.indices().values()
    assert made["settings"]["index"]["number_of_shards"] == "2"
    assert made["settings"]["index"]["auto_expand_replicas"] == "0-1"


async def test_without_any_day_nothing_is_found_and_nothing_fails(elastic: Elastic) -> None:
    payloads, _ = elastic
    assert await payloads.search(question(""), 10) == []
    assert [page async for page in payloads.scan(question(""), 10)] == []
    assert (await payloads.summarize(question(""), 60, ["level"], 5)).total == 0
    await payloads.drop_day(DAY)
    await payloads.ping()


async def test_a_scan_tells_of_one_moment_and_leaves_nothing_open(elastic: Elastic) -> None:
    payloads, own = elastic
    await payloads.put_many([event(n) for n in range(1, 6)])
    own.refresh()
    found = []
    pages = payloads.scan(question(""), 2)
    async for page in pages:
        found += [int(hit.key.event_id, 16) for hit in page]
        await payloads.put_many([event(100 + len(found))])
        own.refresh()
    assert found == [5, 4, 3, 2, 1]
    broken_off = payloads.scan(question(""), 2)
    await anext(broken_off)
    assert open_contexts(own) == 1
    await broken_off.aclose()  # type: ignore[attr-defined]
    assert open_contexts(own) == 0


def open_contexts(own: OwnElastic) -> int:
    stats = own.ask("GET", f"/{own.prefix}-events-*/_stats/search")
    count: int = stats["_all"]["total"]["search"]["open_contexts"]
    return count


async def test_questions_that_are_too_large_are_rejected_with_a_reason(elastic: Elastic) -> None:
    payloads, own = elastic
    await payloads.put_many([event(1)])
    own.refresh()
    too_many = OfFingerprints(frozenset(f"1:{number:x}" for number in range(70_000)))
    nested: Clause = EVERYTHING
    for _ in range(60):
        nested = AnyOf((nested, EVERYTHING))
    for clause in (too_many, nested):
        with pytest.raises(Rejected) as rejected:
            await payloads.search(asked(clause), 10)
        assert rejected.value.reason == "too_large"


async def test_stars_are_no_way_to_hurt_the_server(elastic: Elastic) -> None:
    payloads, own = elastic
    await payloads.put_many([event(1, release="a" * 200, logentry={"formatted": "ab" * 30})])
    own.refresh()
    pieces = ("", *("a" * 19 + "b" for _ in range(9)), "")
    for clause in (
        FieldIs("release", Pattern(pieces)),
        HasWords((pieces,), "text"),
        FieldIs("release", Pattern(("", *("ab" * 70 for _ in range(9)), ""))),
    ):
        try:
            assert await payloads.search(asked(clause), 10) == []
        except Rejected as rejected:
            assert rejected.reason in ("too_large", "too_slow")  # noqa: PT017


async def test_an_answer_that_takes_too_long_is_rejected(elastic: Elastic) -> None:
    payloads, own = elastic
    await payloads.put_many([event(n) for n in range(1, 30)])
    own.refresh()
    options = ElasticOptions(own.prefix, seconds=0.0001)
    async with open_elastic(own.url, options, SystemClock(), Random(7)) as hasty:
        with pytest.raises(Rejected) as rejected:
            await hasty.search(question("*e*"), 10)
    assert rejected.value.reason == "too_slow"


async def test_a_cluster_that_is_away_is_unavailable_in_a_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://ines:secret@127.0.0.1:{taken.getsockname()[1]}"
        async with open_elastic(url, ElasticOptions(), SystemClock(), Random(7)) as payloads:
            for attempt in (
                payloads.put_many([event(1)]),
                payloads.get(event(1)[0], ""),
                payloads.search(question(""), 1),
                payloads.ping(),
                payloads.drop_day(DAY),
            ):
                with pytest.raises(Unavailable, match=r"\AElasticsearch \(http:\S+\) is away: .*\Z") as error:
                    await attempt
                assert "secret" not in str(error.value)


async def test_the_first_node_that_answers_is_asked(elastic: Elastic) -> None:
    _, own = elastic
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        down = f"127.0.0.1:{taken.getsockname()[1]}"
        url = f"http://{down},{own.url.removeprefix('http://')}"
        async with open_elastic(url, ElasticOptions(own.prefix, replicas=0), SystemClock(), Random(7)) as payloads:
            for number in range(1, 5):
                assert await payloads.put_many([event(number, timestamp=NOON)]) == [""]
