"""Where whole events are kept and searched, and for how long."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings


class WholeEventSettings(BaseSettings):
    """PostgreSQL with the search index, or Elasticsearch."""

    payloads_url: str = Field(
        "postgres:",
        repr=False,
        description="Where whole events are kept and searched: postgres:, or an Elasticsearch: https://user:pass@host:9200.",
    )
    elastic_api_key: str | None = Field(
        None, repr=False, description="An API key for Elasticsearch, instead of a password."
    )
    elastic_ca_file: Path | None = Field(
        None, description="Certificates (PEM) that Elasticsearch's is checked by, if not the usual ones."
    )
    elastic_client_cert: Path | None = Field(None, description="Our own certificate (PEM), where Elasticsearch asks.")
    elastic_client_key: Path | None = Field(None, description="Its private key (PEM), if not in the same file.")
    elastic_index_prefix: str = Field(
        "redshank",
        pattern=r"^[a-z0-9][a-z0-9_.-]{0,99}$",
        description="Begins the names of all indices in Elasticsearch; small letters, digits and _ . - are allowed.",
    )
    elastic_shards: int = Field(1, ge=1, le=64, description="Shards of each day's index.")
    elastic_replicas: int | None = Field(
        None, ge=0, le=8, description="Copies of each shard in Elasticsearch; default: one where there are two nodes."
    )
    elastic_timeout_seconds: float = Field(
        10.0, gt=0, le=600, description="How long Elasticsearch may take for the answer to a question."
    )
    search_index: bool = Field(
        True,
        description="Keep an index of whole events beside postgres:, so that Explore and words find what they say;"
        " false saves about a third of the CPU and half of the disk that an event costs.",
    )
    retention_days: int = Field(90, ge=1, le=3650, description="Days after which whole events are dropped.")
    disk_drop_oldest: bool = Field(
        False, description="Drop the oldest day of whole events early when the disk is full; never today's."
    )
