"""Which Kafka is meant, and which settings cannot be meant at all."""

from pathlib import Path
from typing import Any

import pytest

from core.bus.kafka.options import client_arguments, parse_servers
from core.bus.kafka.start import start_of
from core.bus.kafka.topics import TopicShape, complaints
from core.errors import Refused
from core.resources import kafka_options
from core.settings import Settings, shown_settings


@pytest.mark.parametrize(
    ("url", "servers"),
    [
        ("kafka://one", ("one:9092",)),
        ("kafka://one:1234, two", ("one:1234", "two:9092")),
        ("kafka://[::1]:1234/", ("[::1]:1234",)),
    ],
)
def test_the_url_names_servers(url: str, servers: tuple[str, ...]) -> None:
    assert parse_servers(url) == servers


@pytest.mark.parametrize(
    ("changes", "mend"),
    [
        ({"log_url": "kafka:one"}, "REDSHANK_LOG_URL=kafka://host:9092"),
        ({"log_url": "redis://one"}, "'redis' is no kind of log"),
        ({"log_url": "kafka://"}, "names no Kafka server"),
        ({"log_url": "kafka://one,,two"}, "names no Kafka server"),
        ({"log_url": "kafka://one:http"}, "names no Kafka server"),
        ({"log_url": "kafka://one/topic"}, "names no Kafka server"),
        ({"log_url": "kafka://me:s3cr3t@one"}, "REDSHANK_KAFKA_PASSWORD"),
        ({"kafka_topic_prefix": "red shank"}, "REDSHANK_KAFKA_TOPIC_PREFIX"),
        ({"kafka_user": "me"}, "all three"),
        ({"kafka_sasl_mechanism": "PLAIN", "kafka_user": "me"}, "all three"),
        ({"kafka_ca_file": Path("ca.pem")}, "REDSHANK_KAFKA_TLS=true"),
        ({"kafka_tls": True, "kafka_client_cert": Path("cert.pem")}, "REDSHANK_KAFKA_CLIENT_KEY"),
        ({"kafka_tls": True, "kafka_ca_file": Path("/nowhere/ca.pem")}, "there is no file /nowhere/ca.pem"),
        ({"kafka_tls": True, "kafka_ca_file": Path(__file__)}, "cannot be used"),
    ],
)
def test_what_cannot_work_is_refused_with_the_mend(changes: dict[str, Any], mend: str) -> None:
    with pytest.raises(Refused) as refusal:
        kafka_options(Settings(**{"log_url": "kafka://one", **changes}))
    assert mend in str(refusal.value)
    assert "s3cr3t" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_log_on_disk_asks_for_no_kafka() -> None:
    assert kafka_options(Settings(log_url="disk:")) is None


def test_a_login_over_tls_reaches_the_client_and_no_listing() -> None:
    settings = Settings(
        log_url="kafka://one",
        kafka_tls=True,
        kafka_sasl_mechanism="SCRAM-SHA-512",
        kafka_user="me",
        kafka_password="s3cr3t",
    )
    options = kafka_options(settings)
    assert options is not None
    arguments = client_arguments(options)
    assert arguments["security_protocol"] == "SASL_SSL"
    assert (arguments["sasl_mechanism"], arguments["sasl_plain_username"]) == ("SCRAM-SHA-512", "me")
    assert "s3cr3t" not in repr(options) + repr(settings) + repr(shown_settings(settings))


def test_reading_goes_on_where_it_was_and_says_so_where_it_cannot() -> None:
    assert (start_of(5, 0, 10).position, start_of(10, 0, 10).position, start_of(0, 0, 0).remark) == (5, 10, "")
    gap = start_of(5, 8, 10)
    assert (gap.position, gap.lost) == (8, 3)
    assert "records 5 to 7 are gone" in gap.remark
    anew = start_of(50, 2, 10)
    assert (anew.position, anew.lost) == (2, 0)
    assert "made anew" in anew.remark


def test_a_topic_with_more_than_is_wanted_is_fine() -> None:
    wanted = TopicShape("events", 12, 2, 1000, 2000)
    assert complaints(TopicShape("events", 24, 3, 1000, 4000), wanted, "one:9092") == []
    assert complaints(TopicShape("events", 12, 2, None, None), wanted, "one:9092") == [], "what may not be seen"
