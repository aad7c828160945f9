"""A Kafka that wants TLS, a certificate and a password: who has them writes and reads; who has not is told why."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from core.bus import Topic
from core.bus.kafka.options import KafkaOptions, Sasl
from core.errors import Unavailable
from core.tls import Tls
from deploy.kafka_log import trouble
from tests.contract.kafka import topics, writing
from tests.contract.test_event_log import GROUP, Ledger
from tests.engines.fixtures import need_artifacts
from tests.engines.secure import Proof, SecureKafka
from tests.receivers import self_made_certificate


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    certificate, key = self_made_certificate(tmp_path_factory.mktemp("kafka"))
    return Proof(certificate, key, "redshank", "a-long-password")


@pytest.fixture(scope="module")
def broker(proof: Proof) -> Iterator[SecureKafka]:
    need_artifacts("kafka")
    with SecureKafka(proof.key.parent / "secure", proof) as started:
        yield started


@contextlib.asynccontextmanager
async def entitled(broker: SecureKafka, proof: Proof, mechanism: str = "PLAIN") -> AsyncIterator[KafkaOptions]:
    sasl = Sasl(mechanism, proof.user, proof.password)
    async with topics(broker.url, sasl=sasl, tls=Tls(proof.certificate, proof.certificate, proof.key)) as options:
        yield options


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
async def test_who_proves_itself_writes_and_reads(broker: SecureKafka, proof: Proof, mechanism: str) -> None:
    async with entitled(broker, proof, mechanism) as options, writing(options) as log:
        await log.append(Topic.EVENTS, [("key", b"told")])
        assert await asyncio.to_thread(trouble, options) is None
        async with log.reader(Topic.EVENTS, GROUP, Ledger()) as reader:
            assert [record.value for record in await reader.read(1, 2**20, 10.0)] == [b"told"]


async def test_who_does_not_is_told_what_to_mend(broker: SecureKafka, proof: Proof) -> None:
    async with entitled(broker, proof) as right:
        wrong = {
            "REDSHANK_KAFKA_USER": replace(right, sasl=Sasl("SCRAM-SHA-512", proof.user, "another!")),
            "_CLIENT_CERT": replace(right, tls=Tls(proof.certificate)),
            "REDSHANK_KAFKA_CA_FILE": replace(right, tls=Tls(None, proof.certificate, proof.key)),
            "REDSHANK_KAFKA_TLS,": replace(right, tls=None),
            "REDSHANK_KAFKA_TLS=false": replace(right, servers=(broker.open_server,)),
        }
        # One after the other: the client logs for the whole process.
        reasons = [(mend, await _reason(options)) for mend, options in wrong.items()]
        # The doctor says the same, and makes no topics to find it out.
        reasons += [(mend, await asyncio.to_thread(trouble, options) or "") for mend, options in wrong.items()]
    assert [(mend, reason) for mend, reason in reasons if mend not in reason or "another!" in reason] == []
    assert not any("\n" in reason for _, reason in reasons)


async def _reason(options: KafkaOptions) -> str:
    async with writing(options) as log:
        with pytest.raises(Unavailable) as refused:
            await log.append(Topic.EVENTS, [("key", b"told")])
    return str(refused.value)
