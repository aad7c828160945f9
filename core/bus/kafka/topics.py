"""The topics: made where they are missing, checked where they are there."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, for_code

from core.bus import Topic
from core.bus.kafka.options import KafkaOptions
from core.errors import Unavailable

_EXISTS: Final = 36
_NOT_ALLOWED: Final = (29, 31)
"""We may not create topics: somebody else has to, and may have."""
_TOO_FEW_BROKERS: Final = 38

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TopicShape:
    """What matters of a topic, wanted or found."""

    name: str
    partitions: int
    replication: int
    retention_ms: int | None
    """None where it may not be asked; so below."""
    max_message_bytes: int | None
    retention_setting: str = ""
    """Of one that is wanted: what says its retention."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """What there is once the topics are."""

    cluster_id: str
    max_message_bytes: Mapping[str, int]
    """What each topic takes, by name."""


def wanted_topics(options: KafkaOptions, brokers: int) -> list[TopicShape]:
    """Events are spread over the partitions; outcomes and the dead are few and keep their order."""
    replication = options.replication or max(1, min(3, brokers))
    read = (options.retention_hours, "REDSHANK_KAFKA_RETENTION_HOURS")
    dead = (options.dead_retention_hours, "REDSHANK_KAFKA_DEAD_RETENTION_HOURS")
    return [
        TopicShape(name, partitions, replication, hours * 3_600_000, options.max_message_bytes, setting)
        for name, partitions, (hours, setting) in (
            (options.topic(Topic.EVENTS), options.partitions, read),
            (options.topic(Topic.OUTCOMES), 1, read),
            (options.dead_topic, 1, dead),
        )
    ]


def complaints(found: TopicShape, wanted: TopicShape, servers: str) -> list[str]:
    """What is not as wanted and cannot be mended from here, with the command that does.

    Kafka's one call for settings that this client speaks replaces all of a topic's settings, somebody else's too.
    """
    alter = f"kafka-configs.sh --bootstrap-server {servers} --alter --entity-type topics --entity-name {found.name}"
    said = []
    if found.replication < wanted.replication:
        said.append(
            f"topic {found.name} keeps {found.replication} copies, {wanted.replication} are wanted: "
            "raise it with kafka-reassign-partitions.sh, or set REDSHANK_KAFKA_REPLICATION"
        )
    if found.retention_ms is not None and found.retention_ms != wanted.retention_ms:
        said.append(
            f"topic {found.name} keeps records for {found.retention_ms} ms: set {wanted.retention_setting}, "
            f"or run {alter} --add-config retention.ms={wanted.retention_ms}"
        )
    if found.max_message_bytes is not None and found.max_message_bytes < (wanted.max_message_bytes or 0):
        said.append(
            f"topic {found.name} refuses messages above {found.max_message_bytes} bytes: "
            f"run {alter} --add-config max.message.bytes={wanted.max_message_bytes}"
        )
    return said


async def ensure_topics(admin: AIOKafkaAdminClient, options: KafkaOptions) -> Cluster:
    """Make what is missing, grow what is too small, warn about the rest.

    Raises Unavailable where a topic is missing for good, or where no record could be written to it now; KafkaError.
    """
    about = await admin.describe_cluster()
    wanted = wanted_topics(options, len(about["brokers"]))
    refusals = await _create(admin, wanted, options)
    found = await _describe(admin, wanted, refusals)
    largest = {}
    for shape, is_wanted in zip(found, wanted, strict=True):
        for complaint in complaints(shape, is_wanted, options.shown_servers()):
            _log.warning("%s", complaint)
        if shape.partitions < is_wanted.partitions:
            await _grow(admin, shape, is_wanted.partitions, options.shown_servers())
        largest[shape.name] = min(options.max_message_bytes, shape.max_message_bytes or options.max_message_bytes)
    return Cluster(str(about["cluster_id"]), largest)


async def _create(admin: AIOKafkaAdminClient, wanted: Sequence[TopicShape], options: KafkaOptions) -> dict[str, str]:
    """Why those that could not be made could not."""
    answer = await admin.create_topics([_new_topic(shape) for shape in wanted])
    refusals = {}
    for name, code, *message in answer.topic_errors:
        if code == _TOO_FEW_BROKERS:
            raise Unavailable(
                f"topic {name} cannot be made: {' '.join(filter(None, message))} "
                "Start more brokers, or set REDSHANK_KAFKA_REPLICATION"
            )
        if code in _NOT_ALLOWED:
            refusals[name] = (
                "we may not create it: run kafka-topics.sh --create "
                f"--bootstrap-server {options.shown_servers()} --topic {name}"
            )
        elif code not in (0, _EXISTS):
            refusals[name] = f"{for_code(code).__name__} {' '.join(filter(None, message))}"
    return refusals


def _new_topic(shape: TopicShape) -> NewTopic:
    return NewTopic(
        shape.name,
        shape.partitions,
        shape.replication,
        topic_configs={
            "retention.ms": str(shape.retention_ms),
            "max.message.bytes": str(shape.max_message_bytes),
            # A record that one broker alone has is lost with it: 200 would not be true.
            "min.insync.replicas": str(2 if shape.replication >= 3 else 1),
        },
    )


async def _describe(
    admin: AIOKafkaAdminClient, wanted: Sequence[TopicShape], refusals: dict[str, str]
) -> list[TopicShape]:
    names = [shape.name for shape in wanted]
    partitions = await _partitions(admin, names, refusals)
    settings = await _settings(admin, names)
    for name in names:
        needed = settings.get((name, "min.insync.replicas")) or 1
        if not any(part["leader"] >= 0 and len(part["isr"]) >= needed for part in partitions[name]):
            raise Unavailable(f"too few brokers are up for topic {name}: {needed} must hold each record")
    return [
        TopicShape(
            name,
            len(partitions[name]),
            min(len(part["replicas"]) for part in partitions[name]),
            settings.get((name, "retention.ms")),
            settings.get((name, "max.message.bytes")),
        )
        for name in names
    ]


async def _partitions(
    admin: AIOKafkaAdminClient, names: Sequence[str], refusals: dict[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """Of each topic, waiting for those that were just made: all brokers know them a moment later."""
    while True:
        described = await admin.describe_topics(names)
        found = {about["topic"]: about["partitions"] for about in described if about["error_code"] == 0}
        if len(found) == len(names):
            return found
        for name in names:
            if name not in found and name in refusals:
                raise Unavailable(f"topic {name} is missing: {refusals[name]}")
        await asyncio.sleep(0.1)


async def _settings(admin: AIOKafkaAdminClient, names: Sequence[str]) -> dict[tuple[str, str], int]:
    """(topic, setting) -> value; nothing of topics whose settings we may not see."""
    keys = ("retention.ms", "max.message.bytes", "min.insync.replicas")
    asked = [ConfigResource(ConfigResourceType.TOPIC, name, configs=dict.fromkeys(keys)) for name in names]
    found: dict[tuple[str, str], int] = {}
    for answer in await admin.describe_configs(asked):
        for _, _, _, name, entries in answer.resources:
            for entry in entries:
                found[(name, entry[0])] = int(entry[1])
    return found


async def _grow(admin: AIOKafkaAdminClient, shape: TopicShape, partitions: int, servers: str) -> None:
    try:
        await admin.create_partitions({shape.name: NewPartitions(total_count=partitions)})
    except KafkaError as error:
        _log.warning(
            "topic %s has %d partitions and cannot be given %d (%s): run kafka-topics.sh --bootstrap-server %s "
            "--alter --topic %s --partitions %d",
            *(shape.name, shape.partitions, partitions, error, servers, shape.name, partitions),
        )
    else:
        _log.warning("topic %s had %d partitions and has %d now", shape.name, shape.partitions, partitions)
