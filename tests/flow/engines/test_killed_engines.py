"""SIGKILL of an engine: it comes back at the same URL with all that it acknowledged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition  # type: ignore[attr-defined]
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from elasticsearch import AsyncElasticsearch
from elasticsearch.helpers import async_bulk

from tests.engines import Elasticsearch, Kafka
from tests.engines.fixtures import need_artifacts

_COUNT = 200


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

    kafka.kill()
    assert kafka.start().url == url

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
