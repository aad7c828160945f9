"""Whole events in Elasticsearch: kept, and searched."""

from core.payloads.elastic.options import ElasticOptions
from core.payloads.elastic.store import ElasticPayloads, open_elastic

__all__ = ["ElasticOptions", "ElasticPayloads", "open_elastic"]
