"""An Elasticsearch that wants proof: who has it keeps and finds events, who has not is told what mends it."""

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from core.clock import SystemClock
from core.db import Database
from core.db.partitions import DayPartitions
from core.resources import open_stores
from core.settings import Settings, read_settings
from deploy.whole_events import trouble
from tests.contract.test_event_search import event, question
from tests.elastic import OwnElastic
from tests.engines.guarded import guarded
from tests.receivers import self_made_certificate

USER, PASSWORD, KEY = "redshank", "a long password/with@signs", "bm90LWEtcmVhbC1rZXk6Zm9yLXRlc3Rz"


@pytest.fixture
async def proof(elasticsearch_url: str, tmp_path: Path) -> AsyncIterator[dict[str, Any]]:
    """Settings that open the door, by password."""
    certificate, key = self_made_certificate(tmp_path)
    basic = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    async with guarded(elasticsearch_url, certificate, key, {f"Basic {basic}", f"ApiKey {KEY}"}) as door:
        yield {
            "payloads_url": f"https://{USER}:a%20long%20password%2Fwith%40signs@{door}",
            "elastic_index_prefix": f"test-{uuid4().hex[:12]}",
            "elastic_ca_file": certificate,
            "elastic_client_cert": certificate,
            "elastic_client_key": key,
        }


@pytest.mark.parametrize("by", ["password", "key"])
async def test_who_proves_itself_keeps_and_finds_events(
    by: str, proof: dict[str, Any], elasticsearch_url: str, database: Database
) -> None:
    door = proof["payloads_url"].rpartition("@")[2]
    settings = _settings(proof, **({} if by == "password" else _by_key(door, KEY)))
    assert await asyncio.to_thread(trouble, settings) is None
    own = OwnElastic(elasticsearch_url, settings.elastic_index_prefix)
    opened = open_stores(settings, database, DayPartitions(database), SystemClock(), Random(7))
    async with opened as (payloads, search):
        assert search is not None
        assert await payloads.put_many([event(1), event(2)]) == ["", ""]
        own.refresh()
        assert [int(hit.key.event_id, 16) for hit in await search.search(question(""), 10)] == [2, 1]
    await asyncio.to_thread(own.forget)


async def test_who_does_not_is_told_what_to_mend(
    proof: dict[str, Any], elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    door = proof["payloads_url"].rpartition("@")[2]
    stranger, strangers_key = self_made_certificate(tmp_path_factory.mktemp("stranger"))
    no_files = dict.fromkeys(("elastic_ca_file", "elastic_client_cert", "elastic_client_key"))
    plain = elasticsearch_url.removeprefix("http://")
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("REDSHANK_ELASTIC_CA_FILE", {"elastic_ca_file": None}),
        ("REDSHANK_ELASTIC_CA_FILE", {"elastic_ca_file": stranger}),
        ("REDSHANK_ELASTIC_CLIENT_CERT", {"elastic_client_cert": None, "elastic_client_key": None}),
        ("REDSHANK_ELASTIC_CLIENT_CERT", {"elastic_client_cert": stranger, "elastic_client_key": strangers_key}),
        ("user and password in REDSHANK_PAYLOADS_URL", {"payloads_url": f"https://{USER}:another!@{door}"}),
        ("does not take REDSHANK_ELASTIC_API_KEY", _by_key(door, "another!")),
        ("set REDSHANK_ELASTIC_API_KEY", {"payloads_url": f"https://{door}"}),
        ("https:// in REDSHANK_PAYLOADS_URL", {"payloads_url": f"http://{door}"} | no_files),
        ("http:// or another port in REDSHANK_PAYLOADS_URL", {"payloads_url": f"https://{plain}"}),
    ]
    told = [(mend, await asyncio.to_thread(trouble, _settings(proof, **changes))) for mend, changes in wrong]
    assert [(mend, reason) for mend, reason in told if mend not in (reason or "")] == []
    assert not any("\n" in str(reason) or "another!" in str(reason) or "password/" in str(reason) for _, reason in told)


def _by_key(door: str, key: str) -> dict[str, Any]:
    return {"payloads_url": f"https://{door}", "elastic_api_key": key}


def _settings(proof: dict[str, Any], **changes: Any) -> Settings:
    return read_settings(**proof | changes)
