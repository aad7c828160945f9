"""Whole events in Elasticsearch: kept, and searched.

How they lie there, and why: docs/decisions/0002-events-in-elasticsearch.md.
"""
