"""Whole events in Elasticsearch: kept, and searched."""

from core.payloads.elastic.store import ElasticOptions, ElasticPayloads, open_elastic

__all__ = ["ElasticOptions", "ElasticPayloads", "open_elastic"]
