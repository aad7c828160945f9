"""The engines that a test run shares are what they say they are."""

from aiokafka import AIOKafkaProducer  # type: ignore[attr-defined]
from elasticsearch import AsyncElasticsearch


async def test_kafka_takes_clients(kafka_url: str) -> None:
    """Idempotent producers too, which need its transaction state."""
    producer = AIOKafkaProducer(bootstrap_servers=kafka_url.removeprefix("kafka://"), enable_idempotence=True)
    async with producer:
        assert await producer.client.fetch_all_metadata()


async def test_elasticsearch_8_is_healthy(elasticsearch_url: str) -> None:
    async with AsyncElasticsearch(elasticsearch_url) as client:
        assert (await client.cluster.health())["status"] in ("green", "yellow")


async def test_elasticsearch_9_is_healthy(elasticsearch_9_url: str) -> None:
    async with AsyncElasticsearch(elasticsearch_9_url) as client:
        assert (await client.info())["version"]["number"].startswith("9.")
