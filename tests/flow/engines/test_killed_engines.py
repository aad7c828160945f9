"""SIGKILL of an engine: it comes back at the same URL with all that it acknowledged."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition  # type: ignore[attr-defined]
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from elasticsearch import AsyncElasticsearch
from elasticsearch.helpers import async_bulk

from tests.engines import Elasticsearch, Kafka
from tests.engines.fixtures import need_artifacts
from tests.engines.revived import revive
from tests.server import wait_for

_COUNT = 200
_OWNER = """
import sys
from pathlib import Path
from tests.engines import Kafka

print(Kafka(Path(sys.argv[1])).start().url, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def kafka(tmp_path: Path) -> Iterator[Kafka]:
    need_artifacts("kafka")
    with Kafka(tmp_path / "kafka") as started:
        yield started


@pytest.fixture
def elasticsearch(tmp_path: Path) -> Iterator[Elasticsearch]:
    need_artifacts("elasticsearch")
    with Elasticsearch(tmp_path / "elasticsearch") as started:
        yield started


async def test_a_killed_kafka_has_every_message_it_acknowledged(kafka: Kafka) -> None:
    url, servers = kafka.url, kafka.url.removeprefix("kafka://")
    sent = [b"%d" % number for number in range(_COUNT)]
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    await admin.create_topics([NewTopic("numbers", num_partitions=1, replication_factor=1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=servers, acks="all", enable_idempotence=True) as producer:
        for acknowledged in [await producer.send("numbers", value) for value in sent]:
            await acknowledged

    told: list[str] = []
    revive("Kafka", kafka, told.append)
    kafka.kill()
    revive("Kafka", kafka, told.append)
    assert (kafka.url, told) == (url, ["Kafka was killed; starting it again"])

    partition = TopicPartition("numbers", 0)
    async with AIOKafkaConsumer(bootstrap_servers=servers) as consumer:
        consumer.assign([partition])
        await consumer.seek_to_beginning(partition)
        found = [(await consumer.getone()).value for _ in sent]
    assert found == sent


async def test_a_killed_elasticsearch_has_every_document_it_acknowledged(elasticsearch: Elasticsearch) -> None:
    url = elasticsearch.url
    documents = [{"_index": "numbers", "_id": str(number), "number": number} for number in range(_COUNT)]
    async with AsyncElasticsearch(url) as client:
        assert await async_bulk(client, documents) == (_COUNT, [])

    elasticsearch.kill()
    assert elasticsearch.start().url == url

    async with AsyncElasticsearch(url) as client:
        await client.indices.refresh(index="numbers")
        assert (await client.count(index="numbers"))["count"] == _COUNT


def test_an_engine_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    need_artifacts("kafka")
    command = [sys.executable, "-c", _OWNER, str(tmp_path / "kafka")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline().startswith(b"kafka://127.0.0.1:")
        node = Kafka(tmp_path / "kafka").nodes[1]
        assert node.pid() is not None
        owner.kill()
    wait_for(lambda: node.pid() is None, "Kafka to follow its owner")
