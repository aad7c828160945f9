"""Real Apache Kafka and Elasticsearch without Docker, for the project's own tests: from their published artifacts."""

from tests.engines.elasticsearch import Elasticsearch
from tests.engines.errors import EngineError
from tests.engines.kafka import Kafka

__all__ = ["Elasticsearch", "EngineError", "Kafka"]
