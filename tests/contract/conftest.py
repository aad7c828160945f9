"""The engines of contracts, with indices and topics of the test's own: Elasticsearch of each major version, Kafka."""

from collections.abc import AsyncIterator

import pytest

from core.bus.kafka.options import KafkaOptions
from tests.contract.kafka import topics
from tests.elastic import Elastic, own_elastic


@pytest.fixture
async def elastic_8(elasticsearch_url: str) -> AsyncIterator[Elastic]:
    async with own_elastic(elasticsearch_url) as opened:
        yield opened


@pytest.fixture
async def elastic_9(elasticsearch_9_url: str) -> AsyncIterator[Elastic]:
    async with own_elastic(elasticsearch_9_url) as opened:
        yield opened


@pytest.fixture(params=["elastic_8", "elastic_9"])
def elastic(request: pytest.FixtureRequest) -> Elastic:
    """Both, one after the other."""
    opened: Elastic = request.getfixturevalue(request.param)
    return opened


@pytest.fixture
async def options(kafka_url: str) -> AsyncIterator[KafkaOptions]:
    """Topics of its own in the run's Kafka."""
    async with topics(kafka_url) as found:
        yield found
