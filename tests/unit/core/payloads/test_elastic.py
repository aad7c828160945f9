"""What is decided of Elasticsearch without one: addresses, requests, queries, the fate of a document."""

import json
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from core.errors import Refused
from core.payloads import PayloadKey
from core.payloads.clauses import AllOf, AnyOf, Clause, FieldIs, IsEvent, NoneOf
from core.payloads.documents import SearchDocument, search_document
from core.payloads.elastic.asking import query_of
from core.payloads.elastic.bulk import MAX_BYTES, Fate, entry, fate, in_requests
from core.payloads.elastic.mapping import COLUMNS, day_of, document, index_of, template
from core.payloads.elastic.mends import of_connection
from core.payloads.elastic.options import parse_address
from core.payloads.search import PayloadQuery
from core.resources import elastic_options
from core.search import MAX_DEPTH, Pattern
from core.settings import read_settings

KEY = PayloadKey(1, "a" * 32, date(2027, 1, 15))


def test_an_address_has_many_nodes_and_one_pair_of_credentials() -> None:
    address = parse_address("https://ines:p%40ss:w@one:9201,two,[::1]:9300/search/", None)
    assert [(node.host, node.port, node.path) for node in address.nodes] == [
        ("one", 9201, "/search"),
        ("two", 9200, "/search"),
        ("[::1]", 9300, "/search"),
    ]
    assert address.authorization == "Basic aW5lczpwQHNzOnc="
    assert address.shown == "https://one:9201/search, https://two:9200/search, https://[::1]:9300/search"
    assert parse_address("http://one", None).authorization is None
    assert parse_address("http://a:b@one", "key").authorization == "ApiKey key"


@pytest.mark.parametrize(
    "url", ["", "elastic", "ftp://one", "http://", "http://u:secret@one:port", "http://u:secret@one:0", "http://::1"]
)
def test_a_wrong_address_is_refused_in_a_line_that_keeps_the_password(url: str) -> None:
    with pytest.raises(Refused) as refused:
        elastic_options(read_settings(payloads_url=url))
    assert "REDSHANK_PAYLOADS_URL" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "files", "mend"),
    [
        ("https://one", {"elastic_ca_file": Path("/nowhere/ca.pem")}, "REDSHANK_ELASTIC_CA_FILE /nowhere/ca.pem is no"),
        ("https://one", {"elastic_client_cert": Path("/nowhere/c.pem")}, "REDSHANK_ELASTIC_CLIENT_CERT /nowhere"),
        ("https://one", {"elastic_client_key": Path(__file__)}, "set REDSHANK_ELASTIC_CLIENT_CERT beside"),
        ("http://one", {"elastic_ca_file": Path(__file__)}, "https:// in REDSHANK_PAYLOADS_URL"),
    ],
)
def test_certificates_that_cannot_be_used_are_refused_at_start(url: str, files: dict[str, Path], mend: str) -> None:
    with pytest.raises(Refused, match=mend):
        elastic_options(read_settings(payloads_url=url, **files))


def test_a_certificate_for_another_name_is_told_apart_from_one_that_is_not_trusted() -> None:
    said = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid"
    assert "another host: use that name in REDSHANK_PAYLOADS_URL" in of_connection(said, "https")
    assert "REDSHANK_ELASTIC_CA_FILE" in of_connection(said.replace("Hostname mismatch", "self-signed"), "https")
    assert of_connection("Connect call failed", "https") == "Connect call failed"


@pytest.mark.parametrize("prefix", ["", "Shop", "-x", "a/b", "a*", "a,b", "x" * 101])
def test_a_prefix_that_no_index_may_have_is_refused(prefix: str) -> None:
    with pytest.raises(Refused, match="ELASTIC_INDEX_PREFIX"):
        read_settings(elastic_index_prefix=prefix)


def test_requests_are_bounded_in_bytes_and_keep_their_order() -> None:
    sizes = [10, MAX_BYTES * 2, 10, MAX_BYTES // 2, MAX_BYTES // 2, 10]
    entries = [entry(place, "i", f"{place}", b"x" * size) for place, size in enumerate(sizes)]
    together = list(in_requests(entries))
    assert [one.place for some in together for one in some] == [0, 1, 2, 3, 4, 5]
    assert all(len(some) == 1 or sum(len(one.line) for one in some) <= MAX_BYTES for some in together)
    assert [len(some) for some in together] == [1, 1, 2, 2]
    assert list(in_requests([])) == []


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        (201, None, Fate.THERE),
        (409, "version_conflict_engine_exception", Fate.THERE),
        (400, "document_parsing_exception", Fate.REFUSED),
        (400, "illegal_argument_exception", Fate.REFUSED),
        (400, "validation_exception", Fate.AWAY),  # too many shards: not this document's fault
        (400, "index_closed_exception", Fate.AWAY),
        (403, "cluster_block_exception", Fate.AWAY),
        (403, "security_exception", Fate.AWAY),
        (404, "index_not_found_exception", Fate.NO_INDEX),
        (429, "es_rejected_execution_exception", Fate.BUSY),
        (429, "circuit_breaking_exception", Fate.BUSY),
        (429, "cluster_block_exception", Fate.AWAY),  # the disk is full
        (503, "unavailable_shards_exception", Fate.BUSY),
        (500, "exception", Fate.AWAY),
    ],
)
def test_each_answer_is_one_fate(status: int, kind: str | None, expected: Fate) -> None:
    assert fate({"status": status} | ({"error": {"type": kind}} if kind else {})) is expected


def test_every_field_of_an_event_has_a_column_or_is_a_tag() -> None:
    event = {
        **dict.fromkeys(("level", "platform", "logger", "release", "environment", "dist", "server_name"), "x"),
        "timestamp": 1.8e9, "transaction": "x", "type": "error",
        "exception": {"values": [{"type": "x", "value": "x", "stacktrace": {"frames": [dict.fromkeys(
            ("function", "module", "filename"), "x")]}}]},
        "user": dict.fromkeys(("id", "email", "username", "ip_address"), "x"),
        "request": {"url": "x", "method": "x"},
        "sdk": {"name": "x"},
        "tags": [["x", "x"]],
    }  # fmt: skip
    assert set(search_document(KEY, event).fields) == {*COLUMNS, "tags.x"}


def test_a_document_has_only_fields_that_are_mapped() -> None:
    searched = SearchDocument(KEY, 5, "1:f", {"level": ("error",), "tags.a b.[c]": ("D",)}, "two words", "a\u00a0b")
    made = json.loads(document(searched, '{"deep":[[]]}'))
    properties = template("p", 1, None)["template"]["mappings"]["properties"]
    assert set(made) <= set(properties)
    assert made["tags"] == ["a b.[c]\0D"]
    assert made["pairs"] == ["level\0error", "tags.a b.[c]\0d"]
    assert made["text"] == "a b"
    assert made["body"] == '{"deep":[[]]}'
    assert len(fields(searched)) == 6  # whoever adds one thinks of this mapping, and of its version


def test_an_index_tells_its_day() -> None:
    assert index_of("my-shop", KEY.day) == "my-shop-events-2027.01.15"
    assert day_of("my-shop-events-2027.01.15") == KEY.day
    assert day_of("my-shop-events-other") is None


def test_the_deepest_question_stays_below_the_depth_that_servers_allow() -> None:
    clause: Clause = IsEvent("a")
    for _ in range(MAX_DEPTH):
        leaf = FieldIs("level", Pattern(("x",)))
        clause = NoneOf(AnyOf((AllOf((clause, NoneOf(AnyOf((leaf, leaf))))), leaf)))
    asked = query_of(PayloadQuery(frozenset({1}), clause, 0, 1))
    # The server allows 30 by default.
    assert _bools(asked) <= 24


def _bools(query: object) -> int:
    """How deep bool queries are nested."""
    if isinstance(query, dict):
        return ("bool" in query) + max(map(_bools, query.values()), default=0)
    return max(map(_bools, query), default=0) if isinstance(query, list) else 0
