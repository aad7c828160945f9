"""Where accepted events wait."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings


class LogSettings(BaseSettings):
    """The log on disk, or Kafka."""

    log_url: str = Field(
        "disk:", repr=False, description="Where events wait: disk: (in the data dir), or kafka://host:9092,host2:9092."
    )
    log_max_bytes: int = Field(
        4 * 2**30,
        ge=2**24,
        description="What may wait on disk, for processing or for Kafka; beyond it senders get 429.",
    )
    kafka_topic_prefix: str = Field("redshank.", description="What the names of Kafka's topics and groups begin with.")
    kafka_partitions: int = Field(
        12, ge=1, le=1000, description="Partitions of the topic of events: so many processors can work at a time."
    )
    kafka_replication: int | None = Field(
        None, ge=1, le=32, description="Copies of each record; default: three, or as many as there are brokers."
    )
    kafka_retention_hours: int = Field(
        72, ge=1, le=8760, description="How long Kafka keeps records, read or not; they are not redacted yet."
    )
    kafka_dead_retention_hours: int = Field(
        720, ge=1, le=87600, description="How long Kafka keeps its copies of dead records; they are not redacted."
    )
    kafka_max_message_bytes: int = Field(
        2 * 2**20, ge=3 * 2**19, le=2**26, description="The largest record; an event may have 1 MiB, and companions."
    )
    kafka_append_seconds: float = Field(
        5.0, gt=0, le=60, description="How long a sender waits for Kafka's acknowledgement before it gets 429."
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = Field(
        None, description="How to log in to Kafka: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; default: not at all."
    )
    kafka_user: str | None = Field(None, description="User for Kafka, with REDSHANK_KAFKA_SASL_MECHANISM.")
    kafka_password: str | None = Field(None, repr=False, description="Password for Kafka.")
    kafka_tls: bool = Field(False, description="Speak TLS with Kafka.")
    kafka_ca_file: Path | None = Field(
        None, description="Certificate authorities (PEM) that Kafka's certificates are checked against."
    )
    kafka_client_cert: Path | None = Field(None, description="Certificate (PEM) to show to Kafka.")
    kafka_client_key: Path | None = Field(None, description="Its key (PEM).")
